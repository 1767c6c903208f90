// sync.test.mjs -- an agenda that is well: everything, then what changed.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { shared } from '../lib.mjs'
import { Agenda, event, KEY, Subscriber, UID } from './agenda.mjs'

async function pair(t, name, count) {
	const agenda = await new Agenda(count).start()
	t.after(() => agenda.stop())
	return [agenda, new Subscriber(name, agenda)]
}

const query = request => new URL(request.url, 'http://x').searchParams

test('everything, then only what changed', async t => {
	const [agenda, here] = await pair(t, 'news')
	let said = await here.sync()
	assert.match(said.out, /^agenda 20251117: everything, 30 events in 3 pages\n/)
	assert.match(said.out, /\nopenagenda from source "20251117": 30 read, 30 new,/)
	assert.equal(agenda.connections, 1)
	for (const request of agenda.requests) {
		assert.equal(request.headers.key, KEY)
		assert.ok(!request.url.includes(KEY))
		assert.match(request.headers['user-agent'],
			/^almanach\/[\d.]+ \(\+https:\/\/semaine-industrie\.example\)$/)
		assert.equal(query(request).get('detailed'), '1')
	}
	agenda.requests = []
	agenda.remove(event(3).uid)
	agenda.put({ ...event(4), title: { fr: 'Autrement' } })
	agenda.put({ ...event(5), state: 1 })
	agenda.put(event(30))
	said = await here.sync()
	assert.match(said.out, /^agenda 20251117: what changed, \d+ events in 1 page\n/)
	assert.match(said.out, / 1 new, 1 changed, \d the same, 2 removed\n/)
	assert.equal(agenda.requests[0].headers['if-none-match']?.length, 42)
	assert.equal(query(agenda.requests[1]).get('removed'), 'null')
	assert.equal(query(agenda.requests[1]).get('sort'), 'updatedAt.asc')
	// From an hour before the last change, by the agenda's clock.
	assert.equal(query(agenda.requests[1]).get('updatedAt[gte]'),
		'2025-10-20T12:00:00+00:00')
	// Nothing new: a page of what is known already, and nothing to tell.
	assert.match((await here.sync()).out,
		/ 0 new, 0 changed, \d the same, 0 removed\n/)
})

test('when everything is due again', async t => {
	const [agenda, here] = await pair(t, 'due', 5)
	const mode = async (...more) => {
		const { out, err } = await here.sync(...more)
		return out.match(/^agenda \d+: (\w+)/)?.[1] ?? err
	}
	const at = time => ['--now', `2025-10-${time}:00+02:00`]
	assert.equal(await mode(...at('25T10:00')), 'everything')
	assert.equal(await mode(...at('26T09:59')), 'what')
	assert.equal(await mode(...at('26T10:00')), 'everything')
	assert.equal(await mode(...at('26T10:01')), 'what')
	assert.equal(await mode(...at('26T10:02'), '--full'), 'everything')
	assert.equal(await mode(...at('26T10:03'), '--accept-removals'), 'everything')
	// A clock that was put back knows nothing.
	assert.equal(await mode(...at('20T10:00')), 'everything')
	// Another address is another agenda, whose description is not known.
	agenda.base = agenda.base.replace('127.0.0.1', 'localhost')
	agenda.requests = []
	assert.equal(await mode(...at('20T10:01')), 'everything')
	assert.equal(agenda.requests[0].headers['if-none-match'], undefined)
	// An agenda that is empty, and one whose events do not say when they changed.
	agenda.bend = answer => ({ ...answer, events: answer.events.map(
		({ updatedAt, ...e }) => (assert.ok(updatedAt), e)) })
	assert.equal(await mode(...at('20T10:02'), '--full'), 'everything')
	assert.equal(await mode(...at('20T10:03')), 'everything')
})

test('an event that changed "tomorrow" hides nothing', async t => {
	const [agenda, here] = await pair(t, 'tomorrow', 5)
	agenda.records.get(event(1).uid).updatedAt = '2099-01-01T00:00:00.000Z'
	await here.sync()
	agenda.put({ ...event(2), title: { fr: 'Autrement' } })
	assert.match((await here.sync()).out, /what changed.*\n.* 1 changed/)
})

test('the guard, for everything and for what changed', async t => {
	const [agenda, here] = await pair(t, 'guard')
	await here.sync()
	for (let n = 0; n < 7; n++)
		agenda.remove(event(n).uid)
	let said = await here.sync()
	assert.match(said.out, / 0 removed\n7 events are no longer there and were kept: /)
	assert.match(said.out, / say --accept-removals\n/)
	assert.equal(said.status, 0)
	said = await here.sync('--full')
	assert.match(said.out, /everything, 23 .*\n.* 0 removed\n7 events .* were kept/)
	// A dry run looks and leaves everything as it is, what is told of it too.
	const before = here.state()
	said = await here.sync('--dry-run', '--accept-removals', '--json')
	assert.equal(JSON.parse(said.out).removed, 7)
	assert.equal(here.state(), before)
	assert.match((await here.sync('--accept-removals')).out, / 7 removed\n/)
})

test('published, told as JSON, and as a source of another name', async t => {
	const [agenda, here] = await pair(t, 'published', 5)
	const said = await here.publish('--json', '--source', 'semaine')
	const told = JSON.parse(said.out)
	assert.deepEqual([told.source, told.read, told.new, told.publication],
		['semaine', 5, 5, 1])
	assert.equal(here.get('/events.json').total, 5)
	assert.match((await here.publish('--source', 'semaine')).out,
		/\npublication 1 stays, nothing differs: 5 events, /)
	assert.equal(here.run('status').status, 0)
	assert.match(here.run('status').out,
		/\nsync of "semaine" with http.*\/v2\/agendas\/20251117: last went well at 2025/)
	agenda.fault = (q, s, send) => (send(404, ''), true)
	await here.sync('--source', 'semaine')
	assert.equal(here.run('status').status, 1, 'what fails is not in order')
})

test('two at once: the slower one is left', async t => {
	const [agenda, here] = await pair(t, 'race')
	let held
	agenda.fault = (q, s, send) => q.url.includes('after') && !held &&
		(held = () => send(503, ''), true)
	const slow = here.sync()
	while (!held)
		await new Promise(done => setTimeout(done, 5))
	assert.equal((await here.sync()).status, 0)
	held()
	const said = await slow
	assert.match(said.err, /another sync of source "20251117" was quicker/)
	assert.equal(said.status, 3)
	assert.equal(here.json('status', '--json').syncs[0].failure, null)
})

test('killed in the middle: nothing happened', async t => {
	const [agenda, here] = await pair(t, 'killed')
	await here.sync()
	const before = here.state()
	agenda.put({ ...event(1), title: { fr: 'Autrement' } })
	for (const [signal, at] of [['SIGKILL', 1], ['SIGTERM', 2], ['SIGKILL', 3]]) {
		agenda.requests = []
		agenda.fault = () => agenda.requests.length > at && here.child.kill(signal)
		assert.equal((await here.sync('--full')).signal, signal)
		assert.equal(here.state(), before)
	}
	agenda.fault = null
	assert.match((await here.sync()).out, / 1 changed/)
})

test('this very machine is asked without a proxy', async t => {
	const [agenda, here] = await pair(t, 'proxy', 3)
	here.env.http_proxy = here.env.all_proxy = 'http://127.0.0.1:1'
	assert.equal((await here.sync()).status, 0)
	assert.equal(agenda.requests.length, 2)
})

test('the file of the key', async t => {
	const [agenda, here] = await pair(t, 'key', 3)
	for (const text of ['', ' \n', 'two words', 'a\r\nX-Evil: 1', 'é',
		'x'.repeat(300)]) {
		here.write('key', text)
		const said = await here.sync()
		assert.match(said.err, /does not hold a key|is larger than/)
		assert.equal(said.status, 1)
	}
	here.write('key', `\n ${KEY}\r\n`)
	spawnSync('chmod', ['644', here.key])
	const said = await here.sync()
	assert.match(said.err,
		/^almanach: everybody on this machine can read the key in .*: chmod 600 it\n$/)
	assert.equal(said.status, 0)
	assert.ok(!here.sql('.dump').includes(KEY))
	assert.ok(agenda.requests.every(r => r.headers.key === KEY))
	for (const base of ['http://api.example.org', 'https://u:p@api.example.org',
		'ftp://api.example.org', 'https://api.example.org/?key=x', 'x']) {
		const { status, err } = await here.sync('--base', base)
		assert.equal(status, 2, base)
		assert.match(err, /--base takes an https address/)
	}
})

test('a real programme', { skip: !existsSync(shared) }, async t => {
	const [agenda, here] = await pair(t, 'real', 0)
	const read = path => JSON.parse(readFileSync(join(shared, 'openagenda', path)))
	agenda.schema = { ...read('agenda/saison-tcheque.agenda.json'), uid: UID }
	agenda.most = 50
	for (const record of read('saison-tcheque-events-detailed-205.json'))
		agenda.records.set(record.uid, record)
	const said = await here.sync()
	assert.match(said.out, /everything, 205 events in 5 pages\n.* 205 read/)
	assert.match((await here.sync()).out, /what changed, .*\n.* 0 new, 0 changed/)
})
