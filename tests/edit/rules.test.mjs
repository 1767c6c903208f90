// rules.test.mjs -- from a rule's text to what visitors see, and back.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { until } from '../server/nginx.mjs'
import {
	deskAt, deskOf, filesIn, placed, rows, say, serving, stateOf,
} from './desk.mjs'

const CRAWLED = 1500 // addresses at most

const rule = (match, more = '') =>
	`return { group = "kind", ${more}label = { fr = "Essai", en = "Trial" }, ` +
	`match = ${match} }\n`

const FORUM = rule('{ mentions = "forum" }')
const READ = 'rules/chemistry.lua'

const shown = list => list.events.map(({ uid }) => uid).sort()

// What a choice shows, from the program itself.
const chosen = (place, query) => shown(place.get(`/events.json?${query}`))

const without = (all, some) => all.filter(one => !some.includes(one))

const publications = place =>
	rows(place, 'SELECT * FROM publication ORDER BY id')

// Every page that can be reached from the first: status and bytes.
async function crawl(server) {
	const pages = new Map(), waiting = new Set(['/', '/en/', '/sitemap.xml',
		'/robots.txt', '/events.atom', '/events.ics', '/index.json'])
	for (const path of waiting) {
		const { status, headers, body } = await server.get(path)
		delete headers.date
		pages.set(path, [status, headers, createHash('sha256').update(body)
			.digest('hex')])
		for (const [, href] of body.toString().matchAll(/ href="([^"#]+)/g)) {
			const to = new URL(href.replaceAll('&amp;', '&'),
				`http://x${server.base}${path}`)
			if (to.host === 'x' && waiting.size < CRAWLED)
				waiting.add(to.pathname.slice(server.base.length) + to.search)
		}
	}
	return pages
}

test('a rule is drafted, mended, published and taken back', () =>
	serving('flow', async (server, place) => {
		const desk = deskAt(server)
		const before = await crawl(server)
		assert.ok(before.size > 500)
		const was = chosen(place, 'kind=chemistry')

		// An error on line 4 is told there, and kept all the same.
		const source = FORUM.replaceAll(', ', ',\n')
		const broken = source.replace('match = {', 'match = = {')
		const line = broken.slice(0, broken.indexOf('= =')).split('\n').length
		assert.equal(line, 4)
		const page = await desk.get('rules/chemistry')
		const tried = await desk.press(page, 'try', { source: broken })
		assert.equal(tried.status, 200)
		assert.deepEqual(tried.problems.map(p => p.slice(0, 2)), [[4, 'error']])
		assert.equal(tried.field('source'), broken)
		assert.deepEqual(rows(place, 'SELECT * FROM draft'), [])

		const kept = await desk.press(tried, 'keep-draft')
		assert.deepEqual(kept.said, [say('done-kept')])
		assert.equal(kept.problems[0][0], 4)
		assert.equal((await desk.press(kept, 'to-review')).button('publish'),
			undefined)

		// Mended: the difference is told before anybody else sees it.
		const mended = await desk.press(kept, 'try', { source })
		assert.deepEqual(mended.problems, [])
		const review = await desk.press(mended, 'to-review')
		const gained = review.events('gained'), lost = review.events('lost')
		assert.deepEqual(mended.events('gained', 'difference'), gained)
		assert.deepEqual(mended.events('lost', 'difference'), lost)
		assert.deepEqual(chosen(place, 'kind=chemistry'), was)

		// Without a message nothing goes out.
		const missing = await desk.press(review, 'publish', { message: ' ' })
		assert.equal(missing.status, 422)
		assert.deepEqual(missing.said, [say('message-missing')])
		assert.equal(publications(place).length, 1)

		const done = await desk.press(missing, 'publish',
			{ message: 'forums are chemistry' })
		assert.deepEqual(done.said, [say('done-published')])
		const is = chosen(place, 'kind=chemistry')
		assert.deepEqual(gained, without(is, was))
		assert.deepEqual(lost, without(was, is))
		assert.deepEqual(mended.events(undefined, 'result'), is)
		await until(async () => (await server.json('/events.json?kind=chemistry'))
			.total === is.length)
		assert.deepEqual(shown(await server.json('/events.json?kind=chemistry')), is)
		assert.equal(filesIn(place)[READ], source)
		assert.deepEqual(rows(place, 'SELECT * FROM draft'), [])

		// Who, when, why and how much.
		const history = await desk.get('history')
		for (const told of ['ada', 'forums are chemistry', say('cause-edit'),
			`chemistry +${gained.length} −${lost.length}`, '25 October, 10:00'])
			assert.ok(history.text().includes(told), told)
		const version = await desk.get('history/2')
		assert.match(version.text('then'), /./)
		assert.match(version.html, /<span class="del">.*chimie/)
		assert.match(version.html, /<span class="add">.*forum/)

		// Old rules on today's events: the same pages, as a new publication.
		const back = await desk.press(await desk.get('history/1'), 'go-back')
		assert.deepEqual(back.said, [say('done-back')])
		await until(async () => (await server.json('/status.json'))
			.publication === 3)
		const after = await crawl(server)
		assert.deepEqual([...after.keys()], [...before.keys()])
		for (const [path, answer] of before)
			assert.deepEqual(after.get(path), answer, path)
		const all = publications(place)
		assert.deepEqual(all.map(p => p.cause), ['import', 'edit', 'restore'])
		assert.equal(all[2].author, 'ada')
		assert.equal(all[2].message, 'to the rules of publication 1')
		assert.equal(all[2].content, all[0].content)
		assert.match((await desk.get()).text(), /chemistry.*?ada, .*?10:00/)
	}, { base: '/fete' }))

test('a rule is deleted, and comes back', async () => {
	const place = placed('delete'), desk = deskOf(place)
	const before = filesIn(place)
	const review = await desk.press(await desk.get('rules/chemistry'), 'delete')
	assert.match(review.text(), /“chemistry” will be gone/)
	// Its own page tells what will be lost, until its text is tried again.
	const marked = await desk.get('rules/chemistry')
	assert.deepEqual(marked.events('gained', 'difference'), [])
	assert.deepEqual(marked.events('lost', 'difference'),
		marked.events(undefined, 'result'))
	assert.ok(marked.events('lost', 'difference').length > 0)
	assert.deepEqual(filesIn(place), before)
	const asked = await desk.press(review, 'publish', { message: 'none of it' })
	assert.equal(asked.status, 422)
	assert.deepEqual(filesIn(place), before)
	const home = await desk.press(asked, 'publish', { sure: '1' })
	assert.deepEqual(home.said, [say('done-published')])
	const { [READ]: gone, ...others } = before
	assert.deepEqual(filesIn(place), others)
	assert.equal((await desk.get('rules/chemistry')).status, 404)
	assert.ok(!place.run('get', '/events.json').out.includes('"chemistry"'))
	await desk.press(await desk.get('history/1'), 'go-back')
	assert.deepEqual(filesIn(place), before)
	assert.ok(gone)
})

// ---- forms that change the text -------------------------------------------------------

const ODD = `-- Chemistry, and who asked for it.
return {
  group   = 'kind', -- not "audience"
  order = 1;
  label = { en = "Chemistry",
            fr = "Chimie" },  -- as the leaflet has it
  match = { mentions = { "chimie" --[[ not chemins ]] }, none = { town = "Lille" } },
  examples = {
    { { title = "Chimie" }, true }
  }
}
-- The end.
`

async function withOdd(name) {
	const place = placed(name)
	place.rule('chemistry', ODD)
	place.run('publish')
	return [place, deskOf(place)]
}

test('settings change the members that they change, and nothing else', async () => {
	const [, desk] = await withOdd('settings')
	const page = await desk.get('rules/chemistry')
	assert.equal(page.field('label_en'), 'Chemistry')
	assert.equal(page.field('group'), 'kind')
	assert.equal(page.field('order'), '1')
	const same = await desk.press(page, 'put-settings')
	assert.equal(same.field('source'), ODD)
	assert.equal(same.button('forget'), undefined, 'no draft: nothing differs')

	const changes = [
		[{ label_en: 'Chemicals' }, /label = \{[^}]*\},/,
			'label = { en = "Chemicals", fr = "Chimie" },'],
		[{ group: 'audience' }, "'kind'", '"audience"'],
		[{ order: '12' }, 'order = 1;', 'order = 12;'],
		[{ order: '' }, '  order = 1;\n', ''],
	]
	for (const [fields, was, is] of changes) {
		const changed = await desk.press(page, 'put-settings', fields)
		const norm = text => text.replace(/label = \{[^}]*\}/, l =>
			'label = ' + [...l.matchAll(/(\w+) = "([^"]*)"/g)].map(m => m[0])
				.sort().join())
		assert.equal(norm(changed.field('source')), norm(ODD.replace(was, is)))
		await desk.press(changed, 'forget')
	}
	const hidden = await desk.press(page, 'put-settings',
		{ group: '', effect: 'hide' })
	assert.match(hidden.field('source'), /effect = "hide"/)
	assert.doesNotMatch(hidden.field('source'), /group/)
	assert.match(hidden.field('source'), /none = \{ town = "Lille" \}/)
})

test('tests change in the form as in the text', async () => {
	const [place, desk] = await withOdd('tests')
	const page = await desk.get('rules/chemistry')
	assert.equal(page.field('match_mentions'), 'chimie')
	const same = await desk.press(page, 'put-tests')
	assert.equal(same.field('source'), ODD)
	const changed = await desk.press(page, 'put-tests',
		{ match_mentions: 'chimie\n "forum"  \n\nœuvre\\' })
	const text = changed.field('source')
	const [head, tail] = ODD.split(/ {2}match = .*\n/)
	assert.ok(text.startsWith(head) && text.endsWith(tail), text)
	assert.match(text, /none = \{ (\{ )?town = "Lille" \}/)
	assert.deepEqual(changed.problems, [])
	assert.equal(changed.field('match_mentions'), 'chimie\n"forum"\nœuvre\\')

	// A test more, beside one that the form does not show.
	const everybody = await desk.get('rules/everybody')
	const unchanged = await desk.press(everybody, 'put-tests')
	const file = filesIn(place)['rules/everybody.lua']
	assert.equal(unchanged.field('source'), file)
	const more = await desk.press(unchanged, 'put-tests',
		{ match_town: 'Calais\nDenain' })
	assert.deepEqual(more.problems, [])
	assert.equal(more.field('match_town'), 'Calais\nDenain')
	assert.match(more.field('source'), /extra = \{ public = "?1/)
	assert.deepEqual(more.events('gained', 'difference'), [])
	assert.ok(more.events(undefined, 'result').length > 0)
	assert.match(more.field('source'), /town = \{ "Calais", "Denain" \}/)
	const none = await desk.press(await desk.get('rules/star'), 'put-tests',
		{ match_keyword: '' })
	assert.equal(none.status, 422)
	assert.deepEqual(none.said, [say('no-tests')])
})

test('an example is made of a real event', async () => {
	const place = placed('example'), desk = deskOf(place)
	const page = await desk.get('rules/chemistry?event=101')
	assert.match(page.text('why'), /Portes ouvertes de la chimie/)
	assert.match(page.text('why'), /mentions\("chimie"\)|mentions/)
	const added = await desk.press(page, 'example-add', { answer: 'yes' })
	assert.deepEqual(added.said, [say('done-example')])
	assert.match(added.field('source'), /examples = \{/)
	assert.match(added.text('examples'), / 1 /)
	assert.deepEqual(added.problems, [])

	// By words of a title; and one that disagrees is told at once.
	const other = await desk.get('rules/chemistry?event=forum')
	const wrong = await desk.press(other, 'example-add', { answer: 'yes' })
	assert.equal(wrong.problems[0][1], 'error')
	assert.equal((await desk.press(wrong, 'to-review')).button('publish'), undefined)
	await desk.press(wrong, 'keep-draft', { source: added.field('source') })
	await desk.publish('chemistry', added.field('source'))
	assert.equal(filesIn(place)[READ], Buffer.from(added.field('source'))
		.toString('latin1'))
	assert.match((await desk.get('rules/chemistry?event=no such event')).text('why'),
		/There is no such event/)
})

// ---- guard rails ----------------------------------------------------------------------

const doubts = [
	['none', '{ mentions = "rien de tel" }', '“chemistry” matches no event.'],
	['all', 'function() return true end', '“chemistry” matches every event.'],
	['many', '{ town = { "Calais", "Lille" } }', /\d+ of 16 events change/],
]
for (const [name, match, sentence] of doubts)
	test(`asks again: ${name}`, async () => {
		const place = placed(`doubt-${name}`), desk = deskOf(place)
		const review = await desk.review('chemistry', rule(match))
		assert.ok(sentence.test ? sentence.test(review.text())
			: review.text().includes(sentence), review.text())
		const before = stateOf(place)
		const fields = review.fields(review.formOf(review.button('publish')))
		assert.equal(fields.get('sure'), undefined)
		// Whatever else a form says: not without the tick.
		for (const more of [{}, { sure: '' }, { doubtful: '' }, { doubtful: '0' }]) {
			const { status, body } = await desk.post('review', {
				...Object.fromEntries(fields), message: 'x', ...more })
			assert.equal(status, 422)
			assert.ok(body.includes(say('sure-missing')))
		}
		assert.equal(stateOf(place), before)
		const done = await desk.press(review, 'publish', { message: 'x', sure: '1' })
		assert.deepEqual(done.said, [say('done-published')])
		assert.equal(publications(place).length, 2)
	})

test('does not ask where little changes', async () => {
	const place = placed('doubtless'), desk = deskOf(place)
	const review = await desk.review('chemistry', FORUM)
	assert.ok(!review.text().includes(say('doubtful')))
	assert.equal(review.field('sure'), undefined)
})

const failing = {
	'a word of Lua that is none': 'return {',
	'no event has it': rule('function(event) return event.colour end'),
	'fails on one event': rule('function(event) ' +
		'if event.title:find("dragon") then error("no dragons") end return true end'),
	'an example disagrees': rule('{ mentions = "forum" }',
		'examples = { { { title = "Forum" }, false } }, '),
	'never ends': rule('function() while true do end end'),
	'no such group': rule('{ mentions = "forum" }').replace('"kind"', '"nothing"'),
}
for (const [what, source] of Object.entries(failing))
	test(`cannot be published: ${what}`, async () => {
		const place = placed('failing'), desk = deskOf(place)
		const good = await desk.review('walk', FORUM)
		const review = await desk.review('chemistry', source)
		assert.equal(review.button('publish'), undefined)
		assert.ok(review.text().includes(say('fails-so')))
		const before = stateOf(place)
		// With what another review was of, and with none.
		for (const seen of [good.field('seen'), '', 'x'])
			for (const path of [READ, undefined]) {
				const { status } = await desk.post('review', { seen, message: 'x',
					sure: '1', op: 'f'.repeat(32), ...(path && { path }) })
				assert.equal(status, 409)
			}
		assert.equal(stateOf(place), before)
		assert.deepEqual(chosen(place, 'kind=chemistry').length, 2)
	})

// What fails already on the server stops nobody who changes something else.
test('another rule\'s failure stops nobody', async () => {
	const place = placed('elsewhere'), desk = deskOf(place)
	place.rule('walk', 'return {')
	place.run('publish')
	const home = await desk.get()
	assert.match(home.text(), /walk\.lua:1/)
	const done = await desk.publish('chemistry', FORUM)
	assert.deepEqual(done.said, [say('done-published')])
	assert.deepEqual(chosen(place, 'kind=chemistry'), ['102'])
})

test('a programme that is nonsense cannot be published', async () => {
	const place = placed('nonsense'), desk = deskOf(place)
	const page = await desk.get('files/programme.lua')
	const before = filesIn(place), live = publications(place)
	const source = page.field('source')
	for (const [nonsense, line] of [['return {', 1], ['return 7\n', 0],
		[source.replace('days = {', 'days = = {'), 9],
		[source.replace('"Europe/Paris"', '"Europe/Nowhere"'), 0],
		['while true do end', 0]]) {
		const kept = await desk.press(await desk.get('files/programme.lua'),
			'keep-draft', { source: nonsense })
		assert.equal(kept.problems.length, 1, nonsense)
		assert.equal(kept.problems[0][1], 'error')
		if (line > 0)
			assert.equal(kept.problems[0][0], line)
		const review = await desk.press(kept, 'to-review')
		assert.equal(review.button('publish'), undefined)
		assert.match(review.text(), /programme\.lua/)
		assert.deepEqual(filesIn(place), before)
		assert.deepEqual(publications(place), live)
	}
	const done = await desk.press(await desk.press(
		await desk.get('files/programme.lua'), 'to-review', { source: source
			.replace('Trial festival', 'Festival of trials') }),
	'publish', { message: 'its name' })
	assert.deepEqual(done.said, [say('done-published')])
	assert.match(place.run('get', '/en/').out, /Festival of trials/)
})

test('a library that breaks a rule cannot be published', async () => {
	const place = placed('library')
	place.write('scripts/lib/words.lua', 'return { "forum" }\n')
	place.rule('chemistry', 'local words = require "words"\n' +
		rule('function(event) return event:mentions(words[1]) end'))
	place.run('publish')
	const desk = deskOf(place)
	assert.deepEqual(chosen(place, 'kind=chemistry'), ['102'])
	const broken = await desk.press(await desk.get('files/lib/words.lua'),
		'to-review', { source: 'return {}\n' })
	assert.equal(broken.button('publish'), undefined, broken.text())
	const review = await desk.press(await desk.get('files/lib/words.lua'),
		'to-review', { source: 'return { "dragon" }\n' })
	assert.deepEqual([review.events('gained'), review.events('lost')],
		[['112'], ['102']])
	await desk.press(review, 'publish', { message: 'dragons' })
	assert.deepEqual(chosen(place, 'kind=chemistry'), ['112'])
})

// ---- new rules ------------------------------------------------------------------------

test('a new rule from words', async () => {
	const place = placed('new'), desk = deskOf(place)
	const page = await desk.press(await desk.get('new'), 'make-draft',
		{ label_fr: 'Dragons & Cie', label_en: 'Dragons', group: 'kind',
			match_mentions: 'dragon\nfonderie' })
	assert.equal(page.path, '/edit/rules/dragons-cie?done=kept')
	assert.deepEqual(page.problems, [])
	assert.deepEqual(page.events('gained', 'difference'), ['105', '112'])
	assert.ok(!('rules/dragons-cie.lua' in filesIn(place)))
	await desk.press(await desk.press(page, 'to-review'), 'publish',
		{ message: 'dragons' })
	assert.deepEqual(chosen(place, 'kind=dragons-cie'), ['105', '112'])
	assert.match(place.run('get', '/en/events').out, /Dragons/)

	// The name is taken now, by a file and by a draft.
	for (const id of ['dragons-cie', 'walk']) {
		const taken = await desk.press(await desk.get('new'), 'make-draft',
			{ label_fr: 'x', id, match_mentions: 'x' })
		assert.equal(taken.status, 409)
		assert.equal(taken.field('id'), id)
		assert.equal(taken.field('match_mentions'), 'x')
	}
	const nothing = await desk.press(await desk.get('new'), 'make-draft')
	assert.equal(nothing.status, 422)
	assert.deepEqual(nothing.said, [say('new-missing')])
})

test('a search becomes a filter that finds the same', async () => {
	const place = placed('search'), desk = deskOf(place)
	for (const [id, query] of [['words', 'q=chimie'], ['towns', 'town=calais,lille'],
		['both', 'q=chimie&town=lille'], ['day', 'day=2025-10-25'],
		['department', 'department=nord'], ['online', 'attendance=online'],
		['access', 'access=hi']]) {
		const page = await desk.press(await desk.get('new'), 'make-draft',
			{ label_fr: id, id, address: `https://essai.example/events?${query}` })
		assert.deepEqual(page.problems, [], page.field('source'))
		const hidden = '113' // by another rule
		assert.deepEqual(without(page.events(undefined, 'result'), [hidden]),
			chosen(place, query), query)
	}
})

// ---- drafts ---------------------------------------------------------------------------

test('drafts are each editor\'s own, and go out alone or together', async () => {
	const place = placed('drafts'), ada = deskOf(place), grace = deskOf(place, 'grace')
	const keep = async (desk, id, source) => desk.press(
		await desk.get(`rules/${id}`), 'keep-draft', { source })
	await keep(ada, 'chemistry', FORUM)
	await keep(ada, 'walk', rule('{ mentions = "dragon" }'))
	await keep(grace, 'star', rule('{ mentions = "énergie" }'))
	assert.match((await grace.get()).text(), /ada: rules\/chemistry\.lua/)
	assert.doesNotMatch((await grace.get('rules/chemistry')).field('source'), /forum/)
	assert.doesNotMatch((await grace.get('review')).text(), /chemistry/)

	const one = await ada.get(`review?path=${READ}`)
	await ada.press(one, 'publish', { message: 'one of two' })
	assert.match(filesIn(place)[READ], /forum/)
	assert.doesNotMatch(filesIn(place)['rules/walk.lua'], /dragon/)
	const rest = await ada.get('review')
	await ada.press(rest, 'publish', { message: 'the other' })
	assert.match(filesIn(place)['rules/walk.lua'], /dragon/)
	assert.deepEqual(rows(place, 'SELECT author, path FROM draft'),
		[{ author: 'grace', path: 'rules/star.lua' }])
	const home = await grace.press(await grace.get(), 'forget', {},
		{ path: 'rules/star.lua' })
	assert.deepEqual(home.said, [say('done-forgotten')])
	assert.deepEqual(rows(place, 'SELECT * FROM draft'), [])
	assert.equal(publications(place).length, 3)
	assert.equal(readFileSync(join(place.scripts, 'rules/star.lua'), 'utf8'),
		readFileSync('tests/twin/scripts/rules/star.lua', 'utf8'))
})
