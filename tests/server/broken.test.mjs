// What is begun is neither broken off nor forgotten for what happens meanwhile. At
// the socket by hand, for a web server would send all at once.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import test from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { Place, program } from '../lib.mjs'
import { until } from './nginx.mjs'

// FastCGI's records, of which each takes less than 64 kB.
const [BEGIN, PARAMS, STDIN] = [1, 4, 5]

function record(type, content = '') {
	const bytes = Buffer.from(content)
	return Buffer.concat([Buffer.from([1, type, 0, 1, bytes.length >> 8,
		bytes.length & 255, 0, 0]), bytes])
}

const parameters = all => Buffer.concat(Object.entries(all).flatMap(([name, value]) =>
	[Buffer.from([name.length, value.length]), Buffer.from(name + value)]))

const begin = all => Buffer.concat([record(BEGIN, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])),
	record(PARAMS, parameters({ ALMANACH_EDIT: 'on', REMOTE_USER: 'ada', ...all })),
	record(PARAMS)])

// A connection, and all that comes back on it in the end.
function open(path) {
	const socket = connect(path)
	const chunks = []
	socket.on('data', chunk => chunks.push(chunk))
	const answer = new Promise(resolve => {
		socket.on('error', resolve)
		socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')))
	})
	return { socket, answer }
}

// A form that comes in slowly, to one worker that answers another editor
// meanwhile, which ends a process. And whatever else is to happen.
async function halfway(name, meanwhile) {
	const place = new Place(name).fill()
	const socket = join(place.folder, 's')
	const app = spawn(program, ['serve', '--socket', 's', '--workers', '1'],
		{ env: place.env, cwd: place.folder, stdio: 'ignore' })
	const gone = new Promise(resolve => app.once('exit', resolve))
	try {
		await until(() => existsSync(socket))
		const form = new URLSearchParams({ op: '1'.repeat(32), do: 'draft',
			source: 'return {}' }).toString()
		const first = open(socket), slow = open(socket)
		first.socket.write(Buffer.concat([begin({ REQUEST_METHOD: 'GET',
			REQUEST_URI: '/edit/' }), record(STDIN)]))
		slow.socket.write(Buffer.concat([begin({ REQUEST_METHOD: 'POST',
			REQUEST_URI: '/edit/rules/walk', CONTENT_LENGTH: String(form.length),
			CONTENT_TYPE: 'application/x-www-form-urlencoded',
			HTTP_ORIGIN: 'https://essai.example' }), record(STDIN, form.slice(0, 9))]))
		assert.match(await first.answer, /^.{8}Status: 200 /s)
		await meanwhile?.(app)
		slow.socket.write(Buffer.concat([record(STDIN, form.slice(9)),
			record(STDIN)]))
		assert.match(await slow.answer, /^.{8}Status: 303 /s)
	} finally {
		app.kill()
		await gone
	}
}

test('an editor\'s form comes in slowly while another one is answered', () =>
	halfway('server-broken'))

test('a form comes in slowly while the program ends', () =>
	halfway('server-broken-end', async app => {
		app.kill()
		await sleep(300)
	}))

// Whoever has no room for a stack can start nobody.
test('a rule is published though no process could be started when it was saved', async () => {
	const place = new Place('server-broken-start').fill()
	const app = spawn(program, ['serve', '--socket', 's', '--workers', '1'],
		{ env: place.env, cwd: place.folder, stdio: ['ignore', 'ignore', 'pipe'] })
	const gone = new Promise(resolve => app.once('exit', resolve))
	const memory = soft => execFileSync('prlimit',
		['--pid', app.pid, `--as=${soft}:unlimited`])
	let log = ''
	app.stderr.on('data', text => { log += text })
	try {
		await until(() => existsSync(join(place.folder, 's')))
		memory(1)
		place.write('scripts/rules/late.lua', `return { group = "audience",
			label = { fr = "Tard" }, match = { mentions = { "visite" } } }\n`)
		await until(() => /no process can be started \(Cannot allocate/.test(log))
		memory('unlimited')
		await until(() => place.run('get', '/index.json').out.includes('"Tard"'))
	} finally {
		app.kill()
		await gone
	}
})
