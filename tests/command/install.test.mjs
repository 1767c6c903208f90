// What `make install` puts somewhere works there, from another folder.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'

import { Place, root } from '../lib.mjs'

test('installed, and used from elsewhere', () => {
	const place = new Place('command-install')
	const prefix = join(place.folder, 'usr/local')
	execFileSync('make', ['-s', '-C', root, 'install',
		`DESTDIR=${place.folder}`], { stdio: 'pipe' })
	assert.deepEqual(readdirSync(prefix).sort(), ['bin', 'lib', 'share'])
	const env = { PATH: process.env.PATH, ALMANACH_DB: place.db,
		ALMANACH_SCRIPTS: join(prefix, 'share/almanach/scripts') }
	const run = (...args) => execFileSync(join(prefix, 'bin/almanach'), args,
		{ env, cwd: place.folder, encoding: 'utf8', stdio: 'pipe' })

	// PREFIX is where it looks; for now that is below DESTDIR.
	assert.throws(() => run('publish'),
		/usr\/local\/share\/almanach\/www\/style\.css: No such file/)
	env.ALMANACH_WWW = join(prefix, 'share/almanach/www')
	assert.match(run('import', join(root, 'tests/twin/events-1.json')),
		/publication 1: \d+ events, \d+ rules\n/)
	assert.match(run('get', '/'), /<\/h1>/)

	// And so do systemd's services, whatever PATH they are given.
	const units = join(prefix, 'lib/systemd/system')
	for (const unit of readdirSync(units).filter(name => name.endsWith('.service')))
		assert.match(readFileSync(join(units, unit), 'utf8'),
			/^ExecStart=.*\/usr\/local\/(bin|share)\/almanach/m, unit)

	// Configurations of web servers name what was put where.
	const deploy = join(prefix, 'share/almanach/deploy')
	const all = readdirSync(deploy).sort().flatMap(server =>
		readdirSync(join(deploy, server)).map(file =>
			readFileSync(join(deploy, server, file), 'utf8')))
	assert.equal(all.length, 8)
	for (const text of all)
		assert.doesNotMatch(text, /\/usr\/(share|bin)\/almanach/)
	assert.match(all.join(), / \/usr\/local\/share\/almanach\/www\/static\/;/)
	assert.match(all.join(), /"\/usr\/local\/bin\/almanach serve/)
})
