// faults.test.mjs -- whatever an agenda's server does: what is said, how it
// ends, and that what was there stays.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'

import { Agenda, event, KEY, Subscriber, UID } from './agenda.mjs'

const WAIT = 3600 // seconds: more than anybody waits

// Faults of the first "times" requests.
const first = (times, fault) => {
	let n = 0
	return (...all) => n++ < times && (fault(...all), true)
}
const always = fault => first(Infinity, fault)
const status = (code, headers) => (q, s, send) => send(code, '{}', headers)

// Only pages of events; the description comes as it should.
const onEvents = fault => (request, ...more) =>
	request.url.includes('/events') && (fault(request, ...more), true)

const half = (q, s) => {
	s.writeHead(200, { 'content-length': 5000 })
	s.write('{"total":30,"events":[', () => s.destroy())
}
const drip = (q, s) => {
	s.writeHead(200)
	const timer = setInterval(() => s.write(' '), 50)
	s.on('close', () => clearInterval(timer))
}
const endless = (q, s) => {
	s.writeHead(200)
	const more = () => { while (!s.destroyed && s.write('['.repeat(65536))); }
	s.on('drain', more)
	more()
}
const bomb = gzipSync(Buffer.alloc(64 << 20, ' '))
const html = '<!DOCTYPE html><title>Maintenance</title>'

// A page bent: (answer, number) => answer.
const bent = change => (answer, n) => ({ ...answer, ...change(answer, n) })

let twice // the events of the first page

// What is wrong; what is said; the exit status: 3 is the network's and the
// server's fault, for now, 1 an answer that cannot be used.
const faults = [
	['500 for ever', { fault: always(status(500)) },
		/answered with status 500, 4 times; try again later/, 3],
	['503 for an hour', { fault: always(status(503, { 'retry-after': WAIT })) },
		/status 503 and asks to be left alone until 20\d\d-.*T/, 3],
	['429 until a time', { fault: always(status(429, { 'retry-after':
		new Date(Date.now() + WAIT * 1000).toUTCString() })) },
	/status 429 and asks to be left alone until/, 3],
	['half a body', { fault: always(half) },
		/the connection ended in the middle; try again/, 3],
	['no answer', { fault: always(q => q.socket.destroy()) },
		/ended in the middle; try again \(Empty reply/, 3],
	['a drip', { fault: always(drip), more: ['--timeout', '1'] },
		/no whole answer in time/, 3],
	['an endless body', { fault: always(endless) },
		/larger than 16777216 bytes, and was left/, 1],
	['64 MB in 64 kB', { fault: always((q, s, send) =>
		send(200, bomb, { 'content-encoding': 'gzip' })) },
	/larger than 16777216 bytes/, 1],
	['a coding that is none', { fault: always((q, s, send) =>
		send(200, '{}', { 'content-encoding': 'gzip' })) }, /what came is no HTTP/, 1],
	['a web page', { fault: onEvents((q, s, send) => send(200, html)) },
		/page 1 of agenda 20251117 is a web page, not JSON/, 1],
	['a web page for a description', { fault: always((q, s, send) =>
		send(200, html)) },
	/the description of agenda 20251117 is a web page, not JSON/, 1],
	['JSON that was cut', { fault: onEvents((q, s, send) =>
		send(200, '{"total":30,"events":[{"uid":1,"title":{"fr":"L')) },
	/ends in the middle of its JSON/, 1],
	['brackets without end', { fault: onEvents((q, s, send) =>
		send(200, '['.repeat(1e6))) }, /page 1 of agenda \d+ /, 1],
	['nothing', { fault: always((q, s, send) => send(200, '')) }, /is empty/, 1],
	['another agenda', { fault: always((q, s, send) =>
		send(200, '{"uid":1,"schema":{"fields":[]}}')) },
	/is not the description of agenda 20251117/, 1],
	['an error with 200', { fault: onEvents((q, s, send) =>
		send(200, '{"success":false,"message":"out of \\u001b[31morder"}')) },
	/tells of an error \("out of \[31morder"\)/, 1],
	['no list', { bend: bent(() => ({ events: {} })) }, /page 1 of agenda/, 1],
	['an unknown agenda', { fault: always((q, s, send) =>
		send(404, '{"message":"agenda not found"}')) },
	/there is no agenda 20251117 \(status 404: agenda not found\)/, 1],
	['another key', { fault: always((q, s, send) =>
		send(403, '{"message":"invalid key"}')) },
	/the key was refused \(status 403: invalid key\)/, 1],
	['the key in an answer', { fault: always((q, s, send) =>
		send(401, `{"message":"what is ${KEY}?"}`)) },
	/the key was refused \(status 401\)/, 1],
	['a status of no use', { fault: always(status(418)) },
		/answered with status 418: see --base/, 1],
	['around in a circle', { fault: always((q, s, send) =>
		send(302, '', { location: q.url })) }, /and so on without end/, 1],
	['to another host', { fault: always((q, s, send) =>
		send(302, '', { location: 'http://localhost:1/elsewhere' })) },
	/leads to http:\/\/localhost:1\/elsewhere, another host/, 1],
	['to another port', { fault: always((q, s, send) =>
		send(301, '', { location: 'http://127.0.0.1:1/elsewhere' })) },
	/leads to .*not followed/, 1],
	['to a file', { fault: always((q, s, send) =>
		send(302, '', { location: 'file:///etc/passwd' })) }, /not followed/, 1],
	['the same cursor', { bend: bent(() => ({ after: ['0', '0'] })) },
		/page 2 .*(leads back|came before)/, 1],
	['a cursor that leads back', { bend: (answer, n) => n > 1
		? { ...answer, after: ['1'], events: answer.events.map(
			e => ({ ...e, uid: e.uid + n })) }
		: { ...answer, after: ['1'] } }, /leads back to an earlier one/, 1],
	['a page twice', { bend: (answer, n) => n === 2
		? { ...answer, events: [...twice] } : (twice = answer.events, answer) },
	/page 2 has an event that came before/, 1],
	['an end before the end', { bend: bent((a, n) => n === 2 ? { after: null } : {}) },
		/page 2 is the last one, and of 30 events only 24 came/, 1],
	['more announced than there are', { bend: bent(a => ({ total: a.total + 5 })) },
		/of 35 events only 30 came/, 1],
	['fewer announced than there are', { bend: bent(() => ({ total: 10 })) },
		/page 1 brings event 12 of only 10/, 1],
	['a total that changes', { bend: bent((a, n) => ({ total: a.total + n })) },
		/page 2 tells of 32 events, not of 31/, 1],
	['a cursor that is none', { bend: bent(() => ({ after: [{ $gt: '' }] })) },
		/page 1 is the last one/, 1],
]

const unharmed = new RegExp('^almanach: .*\\(nothing was imported; it last ' +
	'went well at 2025-10-25T08:00:00\\+00:00\\)\n$')

test('each fault is told, and changes nothing', async t => {
	const agenda = await new Agenda().start()
	const here = new Subscriber('faults', agenda)
	t.after(() => agenda.stop())
	assert.equal((await here.sync()).status, 0)
	const before = here.state()
	agenda.put({ ...event(1), title: { fr: 'Tout autre chose' } })
	for (const [name, { fault, bend, more = [] }, says, exit] of faults) {
		Object.assign(agenda, { fault, bend, requests: [] })
		const said = await here.sync('--full', ...more)
		assert.match(said.err, says, name)
		assert.match(said.err, unharmed, name)
		assert.equal(said.status, exit, name + said.err)
		assert.equal(said.out, '', name)
		assert.ok(!said.err.includes(KEY), name)
		assert.equal(here.state(), before, name)
		const { syncs: [told] } = here.json('status', '--json')
		assert.match(told.failure, says, name)
		assert.equal(told.failed, told.done)
		for (const { url } of agenda.requests)
			assert.ok(url.startsWith('/v2/agendas/'), url)
	}
	// And when all is well again, so is this.
	Object.assign(agenda, { fault: null, bend: null })
	assert.match((await here.sync()).out, / 1 changed/)
	assert.equal(here.json('status', '--json').syncs[0].failure, null)
})

// What passes: the fault, and how many requests it takes in all; without any
// it is 4.
const passing = [
	['500, once', { fault: first(1, status(500)) }, 5],
	['502, 503, 504', { fault: (() => {
		const codes = [502, 503, 504]
		return (q, s, send) => codes.length > 0 && (send(codes.shift(), ''), true)
	})() }, 7],
	['half a body, twice', { fault: first(2, half) }, 6],
	['429 with a second of rest', { fault: first(1, status(429,
		{ 'retry-after': '1' })), least: 1000 }, 5],
	['a redirect on the same host', { fault: (q, s, send) =>
		!q.url.includes('moved') &&
		(send(307, '', { location: q.url + '&moved=1' }), true) }, 8],
	['a total that changed in the middle', { bend: (() => {
		let n = 0
		return answer => ++n === 2 ? { ...answer, total: 31 } : answer
	})() }, 6],
]

test('what passes is waited for', async t => {
	const agenda = await new Agenda().start()
	t.after(() => agenda.stop())
	for (const [name, { fault, bend, least = 0 }, requests] of passing) {
		const here = new Subscriber('passing', agenda)
		Object.assign(agenda, { fault, bend, requests: [] })
		const begun = Date.now()
		const said = await here.sync()
		assert.equal(said.status, 0, name + said.err)
		assert.match(said.out, / 30 new/, name)
		assert.equal(agenda.requests.length, requests, name)
		assert.ok(Date.now() - begun >= least, name)
	}
	assert.equal(agenda.crowd, 1, 'one request at a time')
})

test('nobody there, and it never went well', async t => {
	const agenda = await new Agenda().start()
	await agenda.stop()
	const here = new Subscriber('nobody', agenda)
	const said = await here.sync()
	assert.equal(said.status, 3)
	assert.match(said.err,
		/no connection; .*nothing was imported; it never went well yet/)
	assert.match(here.run('status').out,
		/never went well yet\nsync of "\d+" failed at /)
	assert.equal(here.json('status', '--json').syncs[0].address,
		`${agenda.base}/v2/agendas/${UID}`)
})
