// What is no request, or hardly one: each case by many peers at once, and then
// the next visitor is answered, by the same workers, who have not grown.
import assert from 'node:assert/strict'
import test from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { Peer, abort, begin, page, pairs, params, record, request, stdin } from './peer.mjs'
import { serving } from './served.mjs'

const PEERS = 12
const LATE = 4000 // milliseconds: before any limit of time
const CLOSED = null

const all = (...parts) => Buffer.concat(parts)
const hex = digits => Buffer.from(digits, 'hex')
const asked = (bytes, id = 1) => all(begin(id), params(id, bytes), stdin(id))
const good = pairs(page('/events'))
const post = more => ({ ...page('/events'), REQUEST_METHOD: 'POST', ...more })

let seed = 7
const random = n => (seed = Math.imul(seed, 1103515245) + 12345 & 0x7fffffff) % n
const noise = length => Buffer.from(Array.from({ length }, () => random(256)))

// Bytes, and the statuses of the answers to them: CLOSED is none.
const cases = {
	'nothing': [Buffer.alloc(0), []],
	'a page of HTTP': [Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), [CLOSED]],
	'zeros': [Buffer.alloc(100000), [CLOSED]],
	'ones': [Buffer.alloc(100000, 255), [CLOSED]],
	'noise': [noise(100000), [CLOSED]],
	'version 0': [record(1, 1, Buffer.alloc(8), 0, 0), [CLOSED]],
	'version 2': [record(1, 1, Buffer.alloc(8), 0, 2), [CLOSED]],
	'a short beginning': [record(1, 1, hex('000100')), [CLOSED]],
	'an authorizer': [begin(1, false, 2), [CLOSED]],
	'a filter': [begin(1, false, 3), [CLOSED]],
	'no role': [begin(1, false, 0), [CLOSED]],
	'two beginnings': [all(begin(1), begin(1)), [CLOSED]],
	'two at a time': [all(begin(1), begin(2), params(1, good)), [CLOSED]],
	'a body first': [all(begin(1), stdin(1, 'x')), [CLOSED]],
	'lengths of CVE-2025-23016': [asked(hex('ffffffffffffffff')), [CLOSED]],
	'a sum just over 31 bits': [asked(hex('fffffffe02')), [CLOSED]],
	'twice 0x7ffffffe': [asked(hex('fffffffefffffffe')), [CLOSED]],
	'twice 0x40000000': [asked(hex('c0000000c0000000')), [CLOSED]],
	'a length cut off': [asked(hex('8000')), [CLOSED]],
	'a pair cut off': [asked(good.subarray(0, 40)), [CLOSED]],
	'padding behind a pair cut off':
		[all(begin(1), record(4, 1, good.subarray(0, 30), 255), record(4, 1)), [CLOSED]],
	'taken back': [all(begin(1), params(1, good, false), abort(1)), [CLOSED]],
	'taken back before it began': [all(abort(1), asked(good)), [200]],
	'kinds that are none': [all(begin(1), record(99, 1, good), record(200, 1),
		params(1, good), stdin(1)), [200]],
	'records of nobody': [all(record(5, 9, good), begin(1), record(4, 9, good),
		params(1, good), stdin(1)), [200]],
	'what the program can do': [all(record(9, 0, pairs({ FCGI_MAX_CONNS: '' })),
		asked(good)), [NaN, 200]],
	'padding everywhere': [all(begin(1), record(4, 1, good, 255), record(4, 1),
		record(5, 1, Buffer.alloc(0), 77)), [200]],
	'no parameters': [asked(Buffer.alloc(0)), [200]],
	'no method': [asked(pairs({ REQUEST_URI: '/events' })), [200]],
	'20,000 empty parameters': [asked(all(good, Buffer.alloc(40000))), [200]],
	'a name with a NUL': [asked(all(good, pairs({ 'A\0B': '\0' }))), [200]],
	'a megabyte of parameters': [asked(all(good, Buffer.alloc(1 << 20))), [431]],
	'a request number of 65535': [all(begin(65535), params(65535, good),
		stdin(65535)), [200]],
	'a body that is not awaited': [request(page('/events'), { body: 'x'.repeat(9) }), [200]],
	'an announced body that is not there':
		[request(page('/events', { CONTENT_LENGTH: '99999999999999999999' })), [200]],
	'a length below 0': [request(post({ CONTENT_LENGTH: '-1' }), { body: 'abc' }), [405]],
	'a long body': [request(post({ CONTENT_LENGTH: '3000000' }),
		{ body: 'x'.repeat(3000000) }), [405]],
	'fifty in one go': [Buffer.concat(Array(50).fill(
		request(page('/about'), { keep: true }))), Array(50).fill(200)],
}

const within = (promise, what) => Promise.race([promise,
	sleep(LATE, null, { ref: false }).then(() => assert.fail(`${what}: no end`))])

async function abuse(path, what, bytes, statuses) {
	const peer = await Peer.to(path)
	peer.send(bytes)
	for (const status of statuses) {
		const answer = await within(peer.answer(), what)
		assert.deepEqual(answer && answer.status, status, what)
	}
	await peer.end()
}

test('what is no request', () => serving('socket-malformed', {}, async served => {
	const before = served.size()
	for (const [what, [bytes, statuses]] of Object.entries(cases)) {
		await Promise.all(Array.from({ length: PEERS },
			() => abuse(served.path, what, bytes, statuses)))
		await served.isAsBefore(before, what)
	}
	// It is told, but not by everybody.
	assert.match(served.log, /cut off: .*let nobody but the web server reach it/)
	assert.ok(served.log.split('\n').length < 5, served.log)
}))

test('bytes that break off anywhere', () => serving('socket-cut', {}, async served => {
	const before = served.size()
	const whole = request(page('/events'), { keep: true, body: 'abc' })
	for (let at = 1; at < whole.length; at += 3) {
		const peer = await Peer.to(served.path)
		peer.send(whole.subarray(0, at))
		peer.socket.end() // the bytes before it arrive
		await peer.closed
	}
	await served.isAsBefore(before, 'cut off')
}))

test('bytes that come one at a time', () => serving('socket-drops', {}, async served => {
	const before = served.size()
	const peer = await Peer.to(served.path)
	for (let round = 0; round < 2; round++) {
		for (const byte of request(page('/events'), { keep: true, body: 'ab' })) {
			peer.send(Buffer.from([byte]))
			await new Promise(setImmediate)
		}
		const { status, body } = await peer.answer()
		assert.equal(status, 200)
		assert.deepEqual(body, (await served.get('/events')).body)
		if (peer.socket.closed) // its body came behind the answer
			break
	}
	await peer.end()
	await served.isAsBefore(before, 'one at a time')
}))

test('20 MB of parameters, by several', () => serving('socket-params', {}, async served => {
	const before = served.size()
	await Promise.all(Array.from({ length: 6 }, async () => {
		const peer = await Peer.to(served.path)
		peer.send(begin(1))
		for (let i = 0; i < 20; i++)
			peer.send(params(1, Buffer.alloc(1 << 20, 1), false))
		assert.equal((await within(peer.answer(), 'parameters')).status, 431)
		await peer.end()
	}))
	await served.isAsBefore(before, 'parameters')
}))

test('peers that leave before their answer', () => serving('socket-gone', {}, async served => {
	const before = served.size()
	for (let i = 0; i < 200; i++) {
		const peer = await Peer.to(served.path)
		peer.send(request(page('/all'), { keep: i % 2 === 0 }))
		if (i % 3 === 0)
			await new Promise(setImmediate)
		await peer.end()
	}
	await served.isAsBefore(before, 'gone')
}))
