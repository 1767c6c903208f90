// Peers that are slow, silent, many, or never read; and editors' uploads. Nobody
// else notices, and what they hold is given back.
import assert from 'node:assert/strict'
import test, { describe } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { until } from '../server/nginx.mjs'
import { Peer, ask, begin, page, pairs, params, request, stdin } from './peer.mjs'
import { serving } from './served.mjs'

const READING = 5000 // milliseconds: peers.c, as the next
const BODY = 10000
const SILENCE = 10000 // milliseconds without a beat: serve.h
const STEP = 250 // milliseconds between two bytes of an upload
const VISITS = 300
const ASKED = 300 // pages by each who does not read

const many = (count, make) => Promise.all(Array.from({ length: count }, (_, i) => make(i)))
const editor = (path, more) => page(path, { ALMANACH_EDIT: 'on', REMOTE_USER: 'ada',
	...more })

// How long visitors wait, the quickest first, in milliseconds.
async function visits(served, count = VISITS) {
	const took = []
	for (let i = 0; i < count; i++) {
		const answer = await served.get('/events')
		assert.equal(answer.status, 200)
		took.push(answer.took)
	}
	return took.sort((a, b) => a - b)
}
const p99 = took => took[Math.floor(took.length * 0.99)].toFixed(1)

async function drip(peer, bytes, every, until) {
	for (let i = 0; i < bytes.length && Date.now() < until && !peer.socket.closed; i++) {
		peer.send(bytes.subarray(i, i + 1))
		await sleep(every)
	}
}

// What takes its time, at the same time.
describe('slowly', { concurrency: true }, () => {
	test('half requests, drops, silence: each has its time', t =>
		serving('socket-slow', {}, async served => {
			const before = served.size()
			const alone = p99(await visits(served))
			const whole = request(page('/events'), { keep: true })
			const end = Date.now() + 2 * READING

			const silent = await many(500, () => Peer.to(served.path))
			const halves = await many(100, async i =>
				(await Peer.to(served.path)).send(whole.subarray(0, 1 + i % 60)))
			const slow = await many(20, () => Peer.to(served.path))
			slow.forEach(peer => drip(peer, whole, 1000, end))
			const kept = await many(20, () => Peer.to(served.path))
			for (const peer of kept)
				assert.equal((await peer.ask(page('/about'), { keep: true })).status, 200)
			t.diagnostic(`p99 alone ${alone} ms, beside 640 slow and silent peers ` +
				`${p99(await visits(served))} ms`)

			for (const peer of [...halves, ...slow]) {
				const lived = await peer.closed
				assert.ok(lived > READING - 500 && lived < 2 * READING, `${lived} ms`)
			}
			for (const peer of [...silent, ...kept])
				assert.equal(peer.socket.closed, false)
			for (const peer of kept)
				assert.equal((await peer.ask(page('/about'), { keep: true })).status, 200)
			await many(520, i => [...silent, ...kept][i].end())
			await served.isAsBefore(before, 'slow')
			assert.match(served.log, /took too long to come/)
		}))

	test('a body that nobody wants is waited for, but not for ever', () =>
		serving('socket-bodies', {}, async served => {
			const before = served.size()
			const post = page('/events', { REQUEST_METHOD: 'POST' })
			const some = stdin(1, 'x'.repeat(5), false)
			const bodies = await many(20, async () => (await Peer.to(served.path))
				.send(begin(1), params(1, pairs(post)), some))
			await sleep(1000)
			const ends = bodies.splice(10)
			assert.equal(ends[0].answers.length, 0)
			for (const peer of ends)
				assert.equal((await peer.send(some, stdin(1)).answer()).status, 405)
			for (const peer of bodies) {
				assert.equal((await peer.answer()).status, 405)
				assert.ok(Date.now() - peer.begun > BODY - 500)
			}
			await many(10, i => Promise.all([ends[i].end(), bodies[i].end()]))
			await served.isAsBefore(before, 'bodies')
		}))

	test('an editor sends for longer than a worker may be silent', () =>
		serving('socket-editors', {}, async served => {
			const before = served.size()
			const body = 'x'.repeat(Math.ceil(SILENCE / STEP))
			const post = editor('/edit/rules/new', { REQUEST_METHOD: 'POST',
				CONTENT_TYPE: 'application/x-www-form-urlencoded',
				CONTENT_LENGTH: String(body.length) })
			const uploads = await many(6, async () => (await Peer.to(served.path))
				.send(begin(1), params(1, pairs(post))))
			for (const peer of uploads)
				drip(peer, stdin(1, body), STEP, Infinity)
			assert.equal((await ask(served.path, editor('/edit/'))).status, 200)
			await visits(served)

			// One that breaks off, and more than anybody may send.
			const broken = await Peer.to(served.path)
			broken.send(begin(1), params(1, pairs(post)), stdin(1, 'xx', false))
			await broken.end()
			const long = await Peer.to(served.path)
			long.send(request({ ...post, CONTENT_LENGTH: String(65 << 20) },
				{ body: 'x'.repeat(1 << 20) }))
			assert.equal((await long.answer()).status, 413)

			for (const peer of uploads) {
				const { status, text } = await peer.answer()
				assert.ok(status >= 400 && status < 500, String(text)) // not a form
				assert.ok(Date.now() - peer.begun > SILENCE)
				await peer.end()
			}
			await long.end()
			await served.isAsBefore(before, 'editors')
		}))
})

test('peers that never read', t => serving('socket-stalled', {}, async served => {
	const before = served.size()
	const alone = p99(await visits(served))
	const stalled = await many(100, async () => {
		const peer = await Peer.to(served.path)
		peer.socket.pause()
		peer.send(...Array(ASKED).fill(request(page('/events'), { keep: true })))
		return peer
	})
	t.diagnostic(`p99 alone ${alone} ms, beside 100 who do not read ` +
		`${p99(await visits(served))} ms`)
	// Whoever reads at last gets whole answers: all of them, or up to the one
	// that waited, and then has to come again.
	const late = stalled.pop()
	const expected = (await served.get('/events')).body
	assert.ok(ASKED * expected.length > 4 << 20) // the system holds less
	late.socket.resume()
	await until(() => late.socket.closed || late.answers.length === ASKED)
	assert.ok(late.answers.length > 0)
	for (const { body } of late.answers)
		assert.deepEqual(body, expected)
	await many(99, i => stalled[i].end())
	await late.end()
	await served.isAsBefore(before, 'stalled')
}))

test('more connections than it may have: the oldest idle one goes', () =>
	serving('socket-full', { workers: 1, limits: 'ulimit -n 128' }, async served => {
		const idle = []
		for (let i = 0; i < 300; i++) {
			idle.push(await Peer.to(served.path))
			if (i % 20 === 0)
				assert.equal((await idle[i].ask(page('/'), { keep: true })).status, 200)
		}
		assert.equal((await served.get('/events')).status, 200)
		await until(() => idle.filter(peer => peer.socket.closed).length > 200)
		assert.equal(idle.at(-1).socket.closed, false)
		assert.equal((await idle.at(-1).ask(page('/'), { keep: true })).status, 200)
		await many(300, i => idle[i].end())
	}))

test('2,000 at once, while nobody accepts', () =>
	serving('socket-crowd', {}, async served => {
		const before = served.size()
		before.forEach(({ pid }) => process.kill(pid, 'SIGSTOP'))
		const crowd = many(2000, () => served.get('/events'))
		await sleep(1000)
		before.forEach(({ pid }) => process.kill(pid, 'SIGCONT'))
		const statuses = (await crowd).map(({ status }) => status)
		assert.equal(statuses.filter(status => status === 200).length, 2000)
		await served.isAsBefore(before, 'crowd')
	}))

test('a machine that stood still: nobody hangs but who does so afterwards', () =>
	serving('socket-pause', {}, async served => {
		const before = served.size()
		const send = (signal, pids) => pids.forEach(pid => process.kill(pid, signal))
		send('SIGSTOP', [served.app.pid, ...before.map(({ pid }) => pid)])
		await sleep(10500) // SERVE_SILENCE, and more
		send('SIGCONT', [served.app.pid]) // the parent is the first to look
		await sleep(500)
		send('SIGCONT', before.map(({ pid }) => pid))
		await served.isAsBefore(before, 'pause')
		assert.equal(served.log, '')
	}))
