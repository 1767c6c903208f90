// What `make install` tells systemd: units that it understands, and that may do
// as little as can be.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test from 'node:test'

import { Place, root } from '../lib.mjs'

// What systemd says of a service's exposure, in tenths at most; the second may
// use the network.
const services = { almanach: 3, 'almanach-sync': 12, 'almanach-backup': 3,
	'almanach-share': 3, 'almanach-replica@x': 12 }

const place = new Place('package-units')
execFileSync('make', ['-s', '-C', root, 'install', 'PREFIX=/usr',
	`DESTDIR=${place.folder}`], { stdio: 'pipe' })

function analyze(...args) {
	const { status, stdout, stderr } = spawnSync('systemd-analyze',
		[...args, `--root=${place.folder}`], { encoding: 'utf8' })
	return { status, text: stdout + stderr }
}

for (const [name, most] of Object.entries(services))
	test(`${name}: little is open to it`, () => {
		const { status, text } = analyze('security', '--offline=true',
			`--threshold=${most}`, `${name}.service`)
		assert.equal(status, 0, text)
		assert.match(text, /Overall exposure level .*: \d\.\d/)
	})

test('units: systemd understands each line', () => {
	// What they start is there; man is not.
	for (const file of ['bin/sh', 'usr/bin/almanach', 'usr/share/almanach/deploy/scale/replica.sh']) {
		mkdirSync(dirname(join(place.folder, file)), { recursive: true })
		writeFileSync(join(place.folder, file), '')
		chmodSync(join(place.folder, file), 0o755)
	}
	const { text } = analyze('verify', '--man=no', '--recursive-errors=no',
		...Object.keys(services).map(name => `${name}.service`),
		'almanach.socket', 'almanach-sync.timer', 'almanach-backup.timer',
		'almanach-share.path')
	assert.equal(text, '')
})
