// What the rules leave open, against what lists say of each event; and searches
// that find nothing, as visitors ask them.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import test from 'node:test'

import { Place } from '../lib.mjs'

// Beside the twin programme's rules: one for nothing, one for everything, two
// that agree with others, and two that are no choices.
const rules = {
	nothing: 'return { group = "kind", label = "N", match = { keyword = "nowhere" } }',
	everything: 'return { label = "E", match = function() return true end }',
	reaction: 'return { group = "audience", label = "R", match = { mentions = "chimie" } }',
	void: 'return { label = "V", match = function() return false end }',
	unhidden: 'return { effect = "hide", match = { keyword = "nowhere" } }',
	stars: 'return { effect = "feature", match = function() return true end }',
	broken: 'return { label = "B", match = }',
}

const own = event => event.choices.filter(id => id !== 'not-stated')
const ids = of => of.map(({ uid }) => uid)

test('coverage is what a look at every event gives', () => {
	const place = new Place('command-coverage')
	for (const [id, text] of Object.entries(rules))
		place.rule(id, text)
	place.fill()
	const { total, pages, groups, events } = place.get('/events.json')
	assert.deepEqual([total, pages], [events.length, 1])
	const coverage = place.json('coverage', '--json')

	const asked = groups.filter(group =>
		group.choices.some(({ id }) => id === 'not-stated'))
	assert.deepEqual(coverage.groups.map(group => group.group), ['audience', 'kind'])
	asked.forEach((group, i) => {
		const of = new Set(group.choices.map(({ id }) => id))
		const open = events.filter(event => !own(event).some(id => of.has(id)))
		const told = coverage.groups[i]
		assert.equal(told.label, group.label)
		assert.equal(told.total, open.length)
		assert.deepEqual(told.unmatched.map(({ name }) => name).sort(),
			ids(open).sort())
		for (const { name, slug, title } of told.unmatched) {
			const event = events.find(({ uid }) => uid === name)
			assert.deepEqual([slug, title], [event.slug, event.title])
		}
	})

	const matched = new Map(['everybody', 'job-seekers', 'classes', 'reaction',
		'chemistry', 'walk', 'nothing', 'everything', 'night', 'void']
		.map(id => [id, ids(events.filter(event => own(event).includes(id))).join()]))
	const names = [...matched.keys()]
	const everything = ids(events).join()
	assert.deepEqual(coverage.never.sort(),
		[...names.filter(id => matched.get(id) === ''), 'unhidden'].sort())
	assert.deepEqual(coverage.always.sort(),
		[...names.filter(id => matched.get(id) === everything), 'stars'].sort())
	const pairs = names.flatMap((id, i) => names.slice(i + 1)
		.filter(other => matched.get(id) !== '' && matched.get(id) === matched.get(other))
		.map(other => [id, other].sort().join()))
	assert.deepEqual(pairs, ['chemistry,reaction'])
	assert.deepEqual(coverage.same.map(pair => pair.sort().join()), pairs)
	assert.equal(coverage.same_total, 1)
	assert.deepEqual(coverage.searches, [])
})

test('coverage in words', () => {
	const place = new Place('command-coverage-words')
	place.rule('reaction', rules.reaction)
	place.rule('void', rules.void)
	place.fill()
	const lines = place.run('coverage').out.split('\n')
	assert.ok(lines.includes('void matches no event'))
	assert.ok(lines.includes('reaction and chemistry match the same events'))
	assert.ok(lines.includes('kind: 12 events that no rule of this group matches:'))
	assert.ok(lines.includes('  111  Sans point sur la carte'))
})

test('before anything was published, coverage says so', () => {
	const place = new Place('command-coverage-none')
	place.run('init')
	const { status, err } = place.run('coverage', '--json')
	assert.equal(status, 1)
	assert.match(err, /nothing was published yet/)
})

// ---- searches that find nothing ----------------------------------------

const searches = place => place.json('coverage', '--json').searches

function ask(place, times, target, more) {
	for (let i = 0; i < times; i++)
		assert.equal(place.cgi(target, more).status, 200, target)
}

test('a search that finds nothing is counted, by its words alone', () => {
	const place = new Place('command-searches').fill()
	ask(place, 3, '/events?q=Poterie')
	ask(place, 1, '/events.json?q=poterie')
	ask(place, 1, '/map?q=POT%C3%89RIE')
	ask(place, 1, '/map.json?q=poterie')
	ask(place, 1, '/en/events?kind=chemistry&q=poterie')
	ask(place, 3, '/events?q=danse+des+morts')
	assert.deepEqual(searches(place), [
		{ q: 'poterie', count: 7, last: '2025-10-25' },
		{ q: 'danse des morts', count: 3, last: '2025-10-25' },
	])
	assert.match(place.run('coverage').out,
		/^"poterie" was searched for in vain, 7 times, last on 2025-10-25$/m)
})

test('what is found, or asked by nobody, is not counted', () => {
	const place = new Place('command-searches-not').fill()
	const not = [
		['/events?q=chimie'],
		['/events?day=2025-10-27&q=fours'], // it is on another day
		['/events?day=2025-10-23'], // nothing, and no words
		['/events?q=%3F%3F'], // nothing is left of them
		['/events.ics?q=poterie'], ['/events.atom?q=poterie'],
		['/events?q=poterie', { REQUEST_METHOD: 'HEAD' }],
		['/all?q=poterie'],
	]
	for (const [target, more] of not)
		for (let i = 0; i < 3; i++)
			place.cgi(target, more)
	const tag = place.cgi('/events?q=verrerie', { ALMANACH_SEARCHES: 'off' })
		.headers.get('ETag')
	for (let i = 0; i < 3; i++) {
		place.get('/events.json?q=poterie') // the editor's own
		assert.equal(place.cgi('/events?q=verrerie',
			{ HTTP_IF_NONE_MATCH: tag }).status, 304)
	}
	assert.deepEqual(searches(place), [])
	assert.ok(!existsSync(`${place.db}-missed`))
})

test('counting is switched off by one setting', () => {
	const place = new Place('command-searches-off').fill()
	place.env.ALMANACH_SEARCHES = 'off'
	ask(place, 5, '/events?q=poterie')
	assert.ok(!existsSync(`${place.db}-missed`))
	place.env.ALMANACH_SEARCHES = 'on'
	ask(place, 3, '/events?q=poterie')
	assert.equal(searches(place)[0].count, 3)
	assert.doesNotMatch(readFileSync(`${place.db}-missed`, 'latin1'),
		/127\.0\.0\.1|Mozilla/)
})

test('where nothing can be counted, pages are as ever', () => {
	const place = new Place('command-searches-readonly').fill()
	const want = place.cgi('/events?q=poterie', { ALMANACH_SEARCHES: 'off' })
	mkdirSync(`${place.db}-missed`)
	const got = place.cgi('/events?q=poterie')
	assert.equal(got.status, 200)
	assert.ok(got.body.equals(want.body))
	assert.deepEqual(searches(place), [])
})
