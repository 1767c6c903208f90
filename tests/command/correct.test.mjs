// What an editor says of one event, and to everybody, from the command line.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import test from 'node:test'

import { Place, root } from '../lib.mjs'

const file = n => join(root, `tests/twin/events-${n}.json`)
const filled = name => new Place(`correct-${name}`).fill()
const event = (place, uid) => place.get(`/event/${uid}.json`).event

// Of a command that has to succeed.
function does(place, ...args) {
	const { status, out, err } = place.run(...args)
	assert.equal(status, 0, err)
	return out
}

const publication = place => place.json('publish', '--json').publication

test('each correction is published, lasts through an import, and is taken back', () => {
	const place = filled('each'), before = event(place, '102')
	assert.equal(before.status, 'scheduled')
	assert.match(does(place, 'correct', '102', 'full', 'Plus de place'),
		/^publication 2: /)
	does(place, 'import', '--source', 'essai', '--schema',
		join(root, 'tests/twin/schema.json'), file(1))
	const full = event(place, '102')
	assert.equal(full.status, 'full')
	assert.equal(full.note, 'Plus de place')
	assert.equal(full.revision, before.revision + 1)
	assert.equal(place.get('/changes.json').changes[0].what, 'full')
	does(place, 'correct', '--undo', '1')
	const { note, ...after } = event(place, '102')
	assert.equal(note, undefined)
	assert.deepEqual(after, { ...before, changed: after.changed,
		revision: before.revision + 2 })
})

test('hidden by hand: 410, and out of the list; featured: first on the home page', () => {
	const place = filled('hide')
	const had = place.get('/all.json').total
	does(place, 'correct', '105', 'hide')
	assert.equal(place.cgi('/event/105').status, 410)
	assert.equal(place.get('/all.json').total, had - 1)
	assert.ok(!place.get('/index.json').featured.some(({ uid }) => uid === '110'))
	does(place, 'correct', '110', 'feature')
	assert.ok(place.get('/index.json').featured.some(({ uid }) => uid === '110'))
})

test('rules see the corrected event', () => {
	const place = filled('rules')
	place.rule('by-night', 'return { group = "kind", label = "Tard", ' +
		'match = function(e) return e.status == "rescheduled" end }\n')
	does(place, 'publish')
	does(place, 'correct', '101', 'move', '1', '2025-10-24T22:00', '2025-10-24T23:00')
	const { groups } = event(place, '101')
	assert.ok(groups.some(({ choices }) => choices.some(({ id }) => id === 'by-night')))
	assert.match(does(place, 'check', 'by-night'), /1 of \d+/)
})

test('what is there is listed, with what left and what does nothing', () => {
	const place = filled('list')
	place.env.USER = 'ada'
	does(place, 'correct', '101', 'cancel')
	does(place, 'correct', '101', 'note', 'en=Bring boots', 'Un texte')
	does(place, 'correct', '101', 'note', 'fr=Un autre')
	does(place, 'correct', '103', 'hide')
	place.json('import', '--json', '--accept-removals', '--source', 'essai',
		place.write('few.json', JSON.stringify({ total: 0, events: [] })))
	const rows = JSON.parse(does(place, 'correct', '--list', '--json'))
	assert.deepEqual(rows.map(({ id, event, what, author, ...more }) =>
		[id, event, what, author, more.gone, more.void]), [
		[4, '103', 'hide', 'ada', true, undefined],
		[3, '101', 'note', 'ada', true, undefined],
		[2, '101', 'note', 'ada', true, true],
		[1, '101', 'cancel', 'ada', true, undefined],
	])
	assert.deepEqual(rows[2].detail, { text: { en: 'Bring boots', fr: 'Un texte' } })
	assert.match(does(place, 'correct', '--list', '103'),
		/^4  2025-10-25T08:00:00\+00:00  103  hide by ada, the event has left  /)
})

test('an announcement is on every page until it is ended', () => {
	const place = filled('announce')
	const pages = ['/', '/events', '/all', '/map', '/plan?e=101', '/changes',
		'/about', '/event/101/portes-ouvertes-de-la-chimie', '/nowhere']
	const is = (path, pattern) => {
		const page = place.cgi(path).body.toString()
		assert.equal(pattern.test(page), true, path)
	}
	does(place, 'announce', '--until', '2025-10-26T18:00', 'Il neige', 'en=It snows')
	for (const path of pages) {
		is(path, /data-until="2025-10-26T18:00:00\+01:00">.*Il neige.*18.h</)
		is(path === '/' ? '/en/' : `/en${path}`, />It snows</)
	}
	const { announcement } = place.get('/events.json')
	assert.deepEqual(announcement, { text: 'Il neige',
		until: '2025-10-26T18:00:00+01:00',
		label: 'jusqu’au dimanche 26 octobre, 18\u202fh' })
	does(place, 'announce', '--until', '2025-10-25T11:00', 'en=Free soup')
	assert.equal(place.get('/events.json').announcement.lang, 'en')
	is('/', /<span lang="en">Free soup</)
	// It is over; so it goes with the next publication.
	place.env.ALMANACH_NOW = '2025-10-25T11:00:00+02:00'
	does(place, 'publish')
	assert.equal(place.get('/events.json').announcement, undefined)
	assert.match(place.run('announce', '--end').err, /nothing is announced/)
	does(place, 'announce', '--until', '2025-10-25T12:00', 'Encore')
	does(place, 'announce', '--end')
	assert.equal(place.get('/events.json').announcement, undefined)
})

// Arguments, what is said, the exit status.
const mistakes = [
	['correct', 'correct takes: EVENT', 2],
	['correct 101', 'correct takes: EVENT', 2],
	['correct 101 move', 'event 101 has no timing 0', 1],
	['correct 101 move 1', 'correct takes: EVENT', 2],
	['correct 101 move one 2025-10-24 2025-10-25', 'correct takes: EVENT', 2],
	['correct 101 move 1 soon later', '"soon" is no time', 1],
	['correct 101 move 9 2025-10-24T10:00 2025-10-24T11:00',
		'event 101 has no timing 9', 1],
	['correct 101 note', 'there is no text', 1],
	['correct 101 burn', '"burn" is no correction', 1],
	['correct 9999 cancel', 'there is no event "9999"', 1],
	['correct --undo x', 'correct takes: EVENT', 2],
	['correct --undo 7', 'no correction 7 is in force', 1],
	['correct --list a b', 'correct takes: EVENT', 2],
	['announce', 'announce: --until TIME TEXT', 2],
	['announce --until 2025-12-01', 'announce: --until TIME TEXT', 2],
	['announce --until soon x', '"soon" is no time', 1],
	['announce --until 2025-10-01T10:00 x', 'would be over at once', 1],
	['announce --end x', 'announce: --until TIME TEXT', 2],
]

test('each mistake is told, and nothing is published', () => {
	const place = filled('mistakes')
	for (const [words, sentence, status] of mistakes) {
		const said = place.run(...words.split(' '))
		assert.ok(said.err.includes(sentence), `${words}: ${said.err}`)
		assert.equal(said.status, status, words)
	}
	assert.equal(publication(place), 1)
})
