// The archive for servers, `make dist`.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'

import { Place, root } from '../lib.mjs'

const { folder } = new Place('package-dist')

function pack(name) {
	const place = join(folder, name)
	mkdirSync(place)
	execFileSync(join(root, 'cgi/deploy/dist.sh'), ['9.8', place],
		{ cwd: root, stdio: 'pipe' })
	return join(place, 'almanach-9.8.tar.gz')
}

// A folder for PATH that has what building pages may take, and no node.
function pathWithoutNode() {
	const path = join(folder, 'bin')
	mkdirSync(path)
	for (const name of ['sh', 'make', 'cp', 'mkdir', 'touch', 'sed', 'printf',
		'cmp', 'mv', 'rm', 'cat', 'sha256sum'])
		symlinkSync(execFileSync('sh', ['-c', `command -v /usr/bin/${name}`],
			{ encoding: 'utf8' }).trim(), join(path, name))
	return path
}

// An archive is made of what git knows: where the tests run in one themselves,
// there is none to make.
const git = spawnSync('git', ['log', '-1'], { cwd: root, stdio: 'ignore' })
const skip = git.status !== 0 && 'this is no checkout of git'

test('the same tree gives the same archive', { skip }, () => {
	assert.ok(readFileSync(pack('one')).equals(readFileSync(pack('two'))))
})

test('a server makes the same pages from it, without node', { skip }, () => {
	execFileSync('tar', ['-C', folder, '-xf', pack('three')])
	const tree = join(folder, 'almanach-9.8')
	execFileSync('make', ['-s', '-C', tree, 'www'],
		{ env: { PATH: pathWithoutNode() }, stdio: 'pipe' })
	execFileSync('diff', ['-r', '--exclude=made', join(root, 'build/www'),
		join(tree, 'build/www')], { stdio: 'pipe' })
	assert.match(readFileSync(join(tree, 'Makefile'), 'utf8'),
		/^VERSION := 9\.8$/m)
})
