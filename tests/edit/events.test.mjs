// events.test.mjs -- what editors say of single events, and on every page.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { deskOf, placed, rows, say, stateOf } from './desk.mjs'

const listed = place => place.get('/events.json').events.map(({ uid }) => uid)
const statusOf = (place, uid) => place.get('/all.json').events
	.find(e => e.uid === uid)?.status

function bring(place, file = 'events-1') {
	const { status, err } = place.run('import', '--source', 'essai', '--schema',
		'tests/twin/schema.json', '--accept-removals', `tests/twin/${file}.json`)
	assert.equal(status, 0, err)
}

// The number of what can be taken back on a page, for what is done with it.
const take = (page, what) => {
	const [form] = page.elements('form', n => page.fields(n).has('id'))
	assert.ok(form, `nothing to take back on ${page.path}`)
	return what(page.fields(form).get('id'))
}

test('an event is cancelled at once, through the next import, and taken back',
	async () => {
		const place = placed('cancel'), desk = deskOf(place)
		const other = deskOf(place, 'grace')
		const before = place.run('get', '/events').out
		const page = await desk.get('events/101')
		const done = await desk.press(page, 'do-cancel',
			{ text_fr: 'Panne <b>de</b> courant', text_en: 'No "power"' })
		assert.deepEqual(done.said, [say('done-corrected')])
		assert.match(done.text(), /ada/)
		assert.equal(statusOf(place, '101'), 'cancelled')
		assert.match(place.run('get', '/event/101/portes-ouvertes-de-la-chimie').out,
			/Panne &lt;b>de|Panne &lt;b&gt;de/)

		// Sent again, nothing more.
		const state = stateOf(place)
		assert.equal((await desk.again()).status, 303)
		assert.equal(stateOf(place), state)

		bring(place, 'events-2')
		bring(place)
		assert.equal(statusOf(place, '101'), 'cancelled')

		const open = await other.get('events/101')
		const back = await take(open, id => other.press(open, 'undo', {}, { id }))
		assert.deepEqual(back.said, [say('done-undone')])
		assert.equal(statusOf(place, '101'), 'scheduled')
		assert.equal(place.run('get', '/events').out.replace(/\s/g, ''),
			before.replace(/\s/g, ''))
		const [{ author, undone_by: undoneBy }] = rows(place,
			'SELECT author, undone_by FROM correction')
		assert.deepEqual([author, undoneBy], ['ada', 'grace'])

		// Whoever has the old page open is told.
		const late = await take(open, id => desk.press(open, 'undo',
			{ op: 'e'.repeat(32) }, { id }))
		assert.equal(late.status, 422)
		assert.deepEqual(late.said, [say('undone-already')])
	})

test('an event is hidden, and comes back', async () => {
	const place = placed('hide'), desk = deskOf(place)
	assert.ok(listed(place).includes('102'))
	const done = await desk.press(await desk.get('events/102'), 'do-hide')
	assert.ok(!listed(place).includes('102'))
	assert.equal(place.cgi('/event/102/forum-je-choisis-l-industrie').status, 410)
	await take(done, id => desk.press(done, 'undo', {}, { id }))
	assert.ok(listed(place).includes('102'))
})

test('a move that cannot be is refused, and nothing changes', async () => {
	const place = placed('move'), desk = deskOf(place)
	const state = stateOf(place)
	for (const more of [{ begin: '' }, { begin: 'soon' },
		{ begin: '2025-10-24T12:00', end: '2025-10-24T11:00' },
		{ timing: '99' }, { timing: 'x' }]) {
		const refused = await desk.press(await desk.get('events/102'), 'do-move',
			more)
		assert.equal(refused.status, 422, JSON.stringify(more))
		assert.ok(refused.said.length > 0)
	}
	for (const name of ['999', '../101', "101' OR 1=1", '<b>'])
		assert.ok([400, 404, 422].includes((await desk.get('events/' +
			encodeURIComponent(name))).status), name)
	assert.equal(stateOf(place), state)
})

test('an announcement is on every page until it is taken down', async () => {
	const place = placed('announce'), desk = deskOf(place)
	const before = place.run('get', '/events').out
	const done = await desk.press(await desk.get('announcement'), 'announce',
		{ text_fr: 'Pluie : <i>abri</i>', text_en: 'Rain: shelter',
			until: '2025-10-26T18:00' })
	assert.deepEqual(done.said, [say('done-announced')])
	for (const path of ['/', '/events', '/map', '/about'])
		assert.match(place.run('get', path).out, /Pluie : &lt;i(>|&gt;)abri/, path)
	assert.match(place.run('get', '/en/').out, /Rain: shelter/)
	const past = await desk.press(done, 'announce',
		{ text_fr: 'Trop tard', until: '2020-01-01T00:00' })
	assert.equal(past.status, 422)
	const ended = await desk.press(await desk.get('announcement'), 'end-now')
	assert.deepEqual(ended.said, [say('done-ended')])
	assert.equal(place.run('get', '/events').out, before)
	assert.deepEqual(rows(place, 'SELECT author, ended_by FROM announcement'),
		[{ author: 'ada', ended_by: 'ada' }])
})
