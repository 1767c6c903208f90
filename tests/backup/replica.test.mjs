// replica.test.mjs -- a second server that follows the first one by HTTP, with the
// files of cgi/deploy/scale/; it takes nothing that is not whole.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { Place, program, root } from '../lib.mjs'
import { Server, until } from '../server/nginx.mjs'

const LIVE = 'almanach.db-live', BACKUP = 'almanach.backup'
const script = name => join(root, 'cgi/deploy/scale', name)

const place = new Place('replica-primary').fill(), other = new Place('replica-other')
const share = readFileSync(script('primary.conf'), 'utf8')
	.replaceAll('@DATA@', place.folder).replaceAll('@REPLICA@', '127.0.0.1')
let primary, replica, said = ''
const following = []

const total = async server => (await server.json('/events.json')).total

// As the program does: who has the old one mapped keeps it.
function replace(file, bytes) {
	writeFileSync(`${file}.new`, bytes)
	renameSync(`${file}.new`, file)
}

function follow(name) {
	const url = `http://127.0.0.1:${primary.port}/replica/${name}`
	const child = spawn(script('replica.sh'), [url, join(other.folder, name), '0.1'],
		{ env: { ...other.env, ALMANACH: program } })
	child.stderr.on('data', data => { said += data })
	following.push(child)
}

before(async () => {
	place.run('backup', join(place.folder, BACKUP))
	primary = await Server.start(place, '', [], program, conf =>
		conf.replace('location / {', `${share}\nlocation / {`))
	for (const name of [LIVE, BACKUP])
		follow(name)
	await until(() => existsSync(join(other.folder, LIVE)))
	replica = await Server.start(other, '', ['--replica'])
})

after(async () => {
	following.forEach(child => child.kill())
	await Promise.all([primary, replica].map(server => server?.stop()))
})

test('a correction at the one is on the pages of the other', async () => {
	const was = await total(replica)
	place.run('correct', '102', 'hide')
	await until(async () => await total(replica) === was - 1)
	const one = await primary.get('/events'), two = await replica.get('/events')
	assert.ok(one.body.equals(two.body))
	assert.equal(one.headers.etag, two.headers.etag, 'an edge may ask either')
})

test('it publishes nothing of its own', async () => {
	const was = readFileSync(join(other.folder, LIVE))
	other.rule('trial', 'return { group = "kind", label = "T", match = {} }\n')
	await new Promise(resolve => setTimeout(resolve, 1500))
	assert.ok(readFileSync(join(other.folder, LIVE)).equals(was))
	assert.ok(!existsSync(other.db))
	assert.equal(replica.log, '')
})

test('what is damaged, or not there, is told once and left', async () => {
	const file = join(place.folder, LIVE), whole = readFileSync(file)
	const was = readFileSync(join(other.folder, LIVE))
	const bytes = Buffer.from(whole)
	bytes[whole.length - 100] ^= 1
	said = ''
	replace(file, bytes)
	await until(() => said.includes('bytes in it have changed; fetch it again'))
	rmSync(join(place.folder, BACKUP))
	await until(() => said.includes(`${BACKUP}: 404`))
	await new Promise(resolve => setTimeout(resolve, 500))
	assert.equal(said.match(/^replica: /gm).length, 2, said)
	assert.ok(readFileSync(join(other.folder, LIVE)).equals(was))
	assert.equal((await replica.get('/')).status, 200)
	replace(file, whole)
	await until(() => said.includes(`${LIVE}: well again`))
})

test('it becomes the primary', async () => {
	following.forEach(child => child.kill())
	other.run('restore', join(other.folder, BACKUP))
	assert.equal(other.run('correct', '103', 'hide').status, 0)
	await until(async () =>
		(await replica.json('/status.json')).publication === 10002)
	assert.equal(other.run('verify').status, 0)
})
