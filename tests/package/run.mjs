// run.mjs -- the Debian package in a Debian of its own that boots: installed,
// used, restarted and upgraded under load, purged. inside.sh is what happens in
// there; here is what it needs. Root only, because that Debian is a container.
//
//   node tests/package/run.mjs
import { execFileSync, spawnSync } from 'node:child_process'
import {
	appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync,
	writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

import { root } from '../lib.mjs'
import { alone, makeDebian } from './debian.mjs'

const build = join(root, 'build')
const base = join(build, 'package/debian')
const tree = join(build, 'package/tried')
// What the package does not ask for and the trial does.
const extra = ['systemd', 'systemd-sysv', 'dbus', 'nginx', 'curl', 'wrk']
const limit = 240000 // milliseconds that the trial may take

const run = (command, ...args) =>
	execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], cwd: root })

function packageOf(version) {
	run('make', '-s', 'deb', `VERSION=${version}`)
	return execFileSync('sh', ['-c', `ls build/almanach_${version}_*.deb`],
		{ cwd: root, encoding: 'utf8' }).trim()
}

// The next version, which changes a rule and the settings.
function changed(file) {
	const stage = join(build, 'package/changed')
	rmSync(stage, { recursive: true, force: true })
	run('dpkg-deb', '--raw-extract', file, stage)
	appendFileSync(join(stage, 'usr/share/almanach/scripts/rules/visit.lua'),
		'-- of the next version\n')
	appendFileSync(join(stage, 'etc/default/almanach'), '# of the next version\n')
	const made = join(build, 'package/changed.deb')
	run('dpkg-deb', '--root-owner-group', '--build', stage, made)
	return made
}

// A Debian that has all that the package depends on, and nothing of it: not even
// the account, which purging leaves.
function makeTree(file) {
	makeDebian(base, extra)
	rmSync(tree, { recursive: true, force: true })
	run('cp', '-a', base, tree)
	cpSync(file, join(tree, 'root/almanach.deb'))
	run('chroot', tree, 'sh', '-c', `export DEBIAN_FRONTEND=noninteractive
		apt-get update -qq &&
		apt-get install -qq --no-install-recommends /root/almanach.deb &&
		apt-get purge -qq almanach && userdel almanach`)
}

// What is done there as soon as it has booted, and then it goes out.
function makeTrial(first, second) {
	const at = join(tree, 'root')
	cpSync(first, join(at, 'first.deb'))
	cpSync(changed(second), join(at, 'second.deb'))
	cpSync(join(root, 'build/sample'), join(at, 'sample'), { recursive: true })
	cpSync(join(root, 'db/sample/schema.json'), join(at, 'sample/schema.json'))
	cpSync(join(root, 'tests/package/inside.sh'), join(at, 'inside.sh'))
	cpSync(join(root, 'tests/package/site.conf'), join(at, 'site.conf'))
	writeFileSync(join(tree, 'etc/systemd/system/trial.service'), `[Service]
Type=oneshot
ExecStart=/bin/sh /root/inside.sh
ExecStopPost=/bin/systemctl --no-block poweroff
StandardOutput=file:/root/told
StandardError=file:/root/log
[Install]
WantedBy=multi-user.target
`)
	const wants = join(tree, 'etc/systemd/system/multi-user.target.wants')
	mkdirSync(wants, { recursive: true })
	symlinkSync('../trial.service', join(wants, 'trial.service'))
}

function boot() {
	spawnSync('systemd-nspawn', [...alone, '-D', tree, '--boot'], {
		env: { ...process.env, SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' },
		stdio: ['ignore', 'ignore', 'ignore'], timeout: limit, killSignal: 'SIGTERM' })
	return existsSync(join(tree, 'root/told'))
		? readFileSync(join(tree, 'root/told'), 'utf8') : ''
}

if (process.getuid() !== 0) {
	console.error('package: the trial boots a container, and that needs root')
	process.exit(1)
}
const first = packageOf('0.1'), second = packageOf('0.1.1')
makeTree(first)
makeTrial(first, second)
const told = boot()
process.stdout.write(told)
const lines = told.split('\n')
const bad = lines.filter(l => l.startsWith('not ok')).length
const good = lines.filter(l => l.startsWith('ok')).length
const whole = lines.includes('end')
if (!whole)
	console.log(`package: the trial did not come to its end; see ${tree}/root/log`)
console.log(`package: ${good} of ${good + bad} kept`)
process.exit(bad || !whole ? 1 : 0)
