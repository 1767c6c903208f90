// What becomes of a rule that fails: the ladder, the states that are told, sets
// of rules that are kept and written back.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'

import { Place, root } from '../lib.mjs'

const chemistry = place => place.get('/events.json').groups
	.find(g => g.id === 'kind').choices.find(c => c.id === 'chemistry')?.count
const rule = (match, more = '') => `return { group = "kind", label = "Chimie", ` +
	`match = ${match}, ${more} }\n`
const state = (place, id) => place.json('status', '--json').rules
	.find(r => r.rule === id)

test('a rule that works is shown', () => {
	const place = new Place('ladder').fill()
	assert.equal(chemistry(place), 2)
	place.rule('chemistry', rule('{ town = "Lille" }'))
	place.run('publish')
	assert.equal(chemistry(place), 4)
	assert.equal(state(place, 'chemistry').outcome, 'ok')
})

// file, what it is told with
const broken = [
	['return {', 'load', 1],
	['return { group = "nix", label = "x", match = {} }', 'load', 0],
	['\x1bLua', 'load', 1],
	[rule('function(event) return event.nix end'), 'error', 1],
	[rule('function(event) while true do end end'), 'time', 1],
	[rule('{ mentions = "x" }', 'examples = { { { title = "y" }, true } }'),
		'example', 0],
	[rule('function(event) error("no") end'), 'error', 1],
]

for (const [text, outcome, line] of broken)
	test(`the last good text stays in force: ${outcome}, ` +
		JSON.stringify(text.slice(0, 60)), () => {
		const place = new Place('ladder-text').fill()
		place.rule('chemistry', text)
		const { status, out } = place.run('publish')
		assert.equal(status, 0)
		assert.match(out, /1 of them failing/)
		assert.equal(chemistry(place), 2)
		const told = state(place, 'chemistry')
		assert.deepEqual([told.outcome, told.standing],
			[outcome, 'old-text'])
		assert.match(told.message, /^chemistry\.lua/)
		if (line > 0)
			assert.equal(told.line, line)
		assert.equal(place.get('/status.json').failures, 1)
		assert.equal(place.run('status').status, 1)
		// The old text answers for new events too.
		place.run('import', '--source', 'zwei',
			join(root, 'tests/twin/events-2.json'))
		assert.equal(chemistry(place), 3)
	})

test('a rule that never worked is absent, and stops nobody', () => {
	const place = new Place('ladder-never')
	place.rule('broken', 'return {')
	place.fill()
	assert.equal(state(place, 'broken').standing, 'absent')
	assert.equal(chemistry(place), 2)
})

test('what failed is not run again until it or the events differ', t => {
	const place = new Place('ladder-failure').fill()
	const slow = readFileSync(join(root,
		'tests/hostile/pattern-backtracking.lua'), 'utf8')
	const publish = () => place.json('publish', '--json').rules
		.find(r => r.rule === 'slow')
	place.rule('slow', slow)
	const { milliseconds, ...first } = publish()
	assert.ok(milliseconds > 0)
	assert.match(first.message, /more than \d+ seconds/)
	if (!first.message.endsWith('of computing')) // which would be tried again
		return t.skip('this machine is too busy to compute for three seconds')
	place.rule('other', rule('{ town = "Lille" }'))
	assert.deepEqual(publish(), { ...first, milliseconds: 0 })
	// New events are a reason to try, and so is a new text.
	place.run('import', '--no-publish', '--source', 'zwei',
		join(root, 'tests/twin/events-2.json'))
	assert.ok(publish().milliseconds > 0)
	place.rule('slow', `${slow}-- edited`)
	assert.ok(publish().milliseconds > 0)
	place.rule('slow', rule('{ town = "Lille" }'))
	assert.equal(publish().outcome, 'ok')
})

// 11,000 steps for each event, which is asked about twice: some 110 million.
test('the more events there are, the more steps they may take together', () => {
	const place = new Place('ladder-many').fill(), file = join(place.folder, 'many.json')
	const [event] = JSON.parse(readFileSync(join(root, 'tests/twin/events-2.json'))).events
	const outcome = count => {
		const events = [...Array(count).keys()].map(i => ({ ...event, uid: 10000 + i }))
		writeFileSync(file, JSON.stringify({ total: count, events }))
		assert.equal(place.run('import', '--no-publish', '--source', 'zwei', file).status, 0)
		return place.json('publish', '--json').rules.find(r => r.rule === 'slow')
	}
	place.rule('slow', rule('function() for i = 1, 5500 do local x = i end return false end'))
	const { outcome: refused, message } = outcome(4984)
	assert.deepEqual([refused, /together .* 100000000 steps/.test(message)], ['time', true])
	assert.equal(outcome(5001).outcome, 'ok')
})

test('a rule may not be called as the choice that every group ends with', () => {
	const place = new Place('ladder-not-stated').fill()
	const before = place.get('/events.json').groups
	place.rule('not-stated', rule('{ town = "Lille" }'))
	assert.match(place.run('publish').out,
		/rules\/not-stated\.lua: every group .* take another name/)
	assert.deepEqual(place.get('/events.json').groups, before)
})

test('a rule that was deleted is gone', () => {
	const place = new Place('ladder-deleted').fill()
	rmSync(join(place.scripts, 'rules/chemistry.lua'))
	place.run('publish')
	assert.equal(chemistry(place), undefined)
	assert.equal(place.get('/status.json').failures, 0)
})

test('hide takes away, feature puts first', () => {
	const place = new Place('ladder-effects').fill()
	assert.equal(place.cgi('/event/113/reunion-interne').status, 410)
	assert.ok(place.get('/index.json').featured.some(e => e.uid === '112'))
	place.rule('hidden', 'return { effect = "hide", ' +
		'match = function() return true end }')
	place.rule('star', 'return { effect = "feature", ' +
		'match = { mentions = "visite" } }')
	place.run('publish')
	assert.equal(place.get('/events.json').total, 0)
})

test('an answer may say that its events are full', () => {
	const place = new Place('rules-full').fill()
	const found = path => place.get(path).events
	const before = found('/events.json?open=1&q=chimie').length
	assert.ok(before > 0)
	place.rule('sold-out', 'return { group = "kind", effect = "full", ' +
		'label = "Complet", match = { mentions = "chimie" } }')
	assert.equal(place.run('publish').status, 0)
	const full = found('/events.json?kind=sold-out')
	assert.ok(full.length > 0)
	for (const { status, state } of full) {
		assert.notEqual(status, 'scheduled')
		assert.ok(status !== 'full' || state === 'Complet')
	}
	const open = new Set(found('/events.json?open=1').map(e => e.uid))
	assert.ok(full.every(e => !open.has(e.uid)))
	place.rule('sold-out', 'return { group = "kind", effect = "hide", ' +
		'label = "Complet", match = { mentions = "chimie" } }')
	assert.match(place.run('publish').out, /a group or an effect, not both/)
})

test('programme.lua goes down the same ladder', () => {
	const place = new Place('ladder-programme').fill()
	place.write('scripts/programme.lua', 'return { title = 7 }')
	const { status, out } = place.run('publish')
	assert.equal(status, 0)
	assert.match(out, /last good programme\.lua stays in force: programme\.lua: title/)
	assert.equal(place.get('/index.json').programme.title, "Fête d'essai")
	const fresh = new Place('ladder-programme-new')
	fresh.write('scripts/programme.lua', 'return { title = 7 }')
	const first = fresh.run('publish')
	assert.equal(first.status, 1)
	assert.match(first.err, /programme\.lua: title should be a text/)
})

test('import and check go on with the last good programme.lua', () => {
	const place = new Place('ladder-programme-typo').fill()
	place.write('scripts/programme.lua', 'return { title = ')
	const second = join(root, 'tests/twin/events-2.json')
	const { status, out } = place.run('import', '--no-publish', '--source',
		'zwei', second)
	assert.equal(status, 0)
	assert.match(out, /last good programme\.lua stays in force: programme\.lua:1/)
	place.rule('chemistry', 'return {')
	const told = place.lines('check', '--json')
	assert.deepEqual(told.filter(t => t.outcome !== 'ok').map(t => t.rule),
		['programme', 'chemistry'])
	assert.equal(told.length, 9)
	assert.equal(place.run('check', 'walk').status, 1)
	const fresh = new Place('ladder-programme-typo-new')
	fresh.write('scripts/programme.lua', 'return { title = ')
	assert.equal(fresh.run('import', second).status, 1)
	assert.match(fresh.run('check').err, /programme\.lua:1/)
})

test('a language without texts is a mistake in programme.lua', () => {
	const place = new Place('ladder-language').fill()
	place.write('scripts/programme.lua', readFileSync(join(root,
		'tests/twin/scripts/programme.lua'), 'utf8')
		.replace('"fr", "en"', '"fr", "en", "xx"'))
	place.rule('chemistry', rule('{ town = "Lille" }'))
	const { status, out } = place.run('publish')
	assert.equal(status, 0)
	assert.match(out, /programme\.lua: the language "xx" has no texts/)
	assert.equal(chemistry(place), 4)
	assert.match(place.run('check').out, /^programme +error .*"xx" has no texts/)
})

test('a library that breaks takes the last good one', () => {
	const place = new Place('ladder-lib')
	place.write('scripts/lib/words.lua', 'return { "chimie" }')
	place.rule('chemistry', 'local words = require "words"\n' +
		rule('function(event) return event:mentions(words) end'))
	place.fill()
	assert.equal(chemistry(place), 2)
	place.write('scripts/lib/words.lua', 'return nix.nix')
	place.run('publish')
	assert.equal(chemistry(place), 2)
	assert.equal(state(place, 'chemistry').standing, 'old-text')
})

test('a library that cannot be used is told with the reason', () => {
	const place = new Place('ladder-lib-unusable').fill()
	const needs = name => {
		place.rule('chemistry', `require "${name}"\n` +
			rule('{ town = "Lille" }'))
		return place.run('check', 'chemistry').out
	}
	place.write('scripts/lib/latin.lua',
		Buffer.from('-- caf\xe9\nreturn {}', 'latin1'))
	assert.match(needs('latin'), /lib\/latin\.lua cannot be used: .*UTF-8/)
	place.write('scripts/lib/Mots.lua', 'return {}')
	assert.match(needs('Mots'), /lib\/Mots\.lua cannot be used: a file's name/)
	assert.match(needs('mots'), /there is no file "mots\.lua" in lib\//)
})

test('what is wrong with programme.lua is counted, and told as what it is', () => {
	const place = new Place('ladder-counted').fill()
	assert.equal(place.run('status', '--json').status, 0)
	const good = readFileSync(join(place.scripts, 'programme.lua'), 'utf8')
	place.write('scripts/programme.lua', 'return {')
	place.run('publish')
	assert.equal(place.get('/status.json').failures, 1)
	assert.equal(place.run('status', '--json').status, 1)
	place.write('scripts/programme.lua',
		good.replace('return {', 'return { map = "nofile.geojson",'))
	const { out } = place.run('publish')
	assert.match(out, /pages have no map: .*nofile\.geojson/)
	assert.doesNotMatch(out, /last good/)
	assert.equal(place.get('/status.json').failures, 1)
})

test('sets of rules are listed, compared, exported and restored', () => {
	const place = new Place('ladder-sets').fill()
	const before = place.run('get', '/events').out
	place.rule('chemistry', rule('{ mentions = "visite" }'))
	place.rule('extra', rule('{ town = "Lille" }'))
	place.run('publish')
	const sets = place.json('rules', 'list', '--json')
	assert.deepEqual(sets.map(s => s.rule_set), [2, 1])
	const diff = place.run('rules', 'diff', '1', '2').out
	assert.match(diff, /^--- rules\/chemistry\.lua/m)
	assert.match(diff, /^\+\+\+ rules\/extra\.lua/m)
	assert.equal(place.run('rules', 'diff', '2', 'now').out, '')
	place.run('rules', 'export', '1', join(place.folder, 'old'))
	assert.deepEqual(readdirSync(join(place.folder, 'old/rules')).sort(),
		readdirSync(join(root, 'tests/twin/scripts/rules')).sort())
	assert.match(place.run('rules', 'restore', '1').out, /publication 3/)
	assert.ok(!readdirSync(join(place.scripts, 'rules')).includes('extra.lua'))
	assert.equal(readFileSync(join(place.scripts, 'rules/chemistry.lua'), 'utf8'),
		readFileSync(join(root, 'tests/twin/scripts/rules/chemistry.lua'), 'utf8'))
	assert.equal(place.run('get', '/events').out, before)
	assert.match(place.run('rules', 'restore', '99').err,
		/there is no rule set "99"/)
})

test('restore and export destroy nothing that is kept nowhere else', () => {
	const place = new Place('ladder-restore').fill()
	const edited = rule('{ town = "Lille" }', 'note = "unpublished"')
	place.rule('chemistry', edited)
	place.rule('Mes idées', 'return 1')
	rmSync(join(place.scripts, 'programme.lua'))
	place.rule('new', rule('{ town = "Calais" }'))
	const { status, out } = place.run('rules', 'restore', '1')
	assert.equal(status, 0)
	assert.match(out, /is as rule set 1 was; what was there is rule set 2/)
	assert.match(out, /rules\/Mes idées\.lua was left as it is: a file's name/)
	const files = readdirSync(join(place.scripts, 'rules'))
	assert.ok(files.includes('Mes idées.lua'))
	assert.ok(!files.includes('new.lua'))
	assert.equal(place.json('rules', 'list', '--json')[1].cause,
		'before restore')
	const old = join(place.folder, 'old')
	assert.equal(place.run('rules', 'export', '2', old).status, 0)
	assert.equal(readFileSync(join(old, 'rules/chemistry.lua'), 'utf8'), edited)
	const mine = place.write('mine/rules/precious.lua', 'return 2')
	const refused = place.run('rules', 'export', '1', join(place.folder, 'mine'))
	assert.equal(refused.status, 1)
	assert.match(refused.err, /is not empty \(it has "rules"\)/)
	assert.equal(readFileSync(mine, 'utf8'), 'return 2')
})

test('restore writes over no file that it could not keep', () => {
	const place = new Place('ladder-restore-large').fill()
	place.rule('chemistry', '-'.repeat(2 << 20))
	const before = readdirSync(join(place.scripts, 'rules'))
	place.rule('new', rule('{ town = "Calais" }'))
	const { status, err } = place.run('rules', 'restore', '1')
	assert.equal(status, 1)
	assert.match(err, /chemistry\.lua is in the way and is kept nowhere else/)
	assert.deepEqual(readdirSync(join(place.scripts, 'rules')),
		[...before, 'new.lua'].sort())
	assert.equal(readFileSync(join(place.scripts, 'rules/chemistry.lua')).length,
		2 << 20)
})

test('check notes what is doubtful, and is content', () => {
	const place = new Place('ladder-notes').fill()
	assert.doesNotMatch(place.run('check').out, / note /)
	place.rule('nothing', rule('{ mentions = "nowhere to be found" }'))
	place.rule('same', rule('{ town = "Lille" }')
		.replace('"Chimie"', '{ fr = "Étudiants", en = "Chemistry" }'))
	place.write('scripts/programme.lua', readFileSync(join(place.scripts,
		'programme.lua'), 'utf8').replace('"everybody"', '"every-body"')
		.replace(/days = .*/, 'days = { "2031-01-01" },'))
	const { status, out } = place.run('check')
	assert.equal(status, 0)
	for (const line of [
		/^programme +note +the group audience has also = "every-body", and/m,
		/^programme +note +no event is on any of the festival's days$/m,
		/^nothing +note +it matches no event$/m,
		/^same +note +visitors read "Chemistry" twice .* chemistry is called/m])
		assert.match(out, line)
	const told = place.lines('check', '--json')
	assert.equal(told.find(t => t.rule === 'programme').notes.length, 2)
	assert.deepEqual(told.find(t => t.rule === 'walk').notes, [])
})

test('check takes libraries and programme.lua for what they are', () => {
	const place = new Place('ladder-check-files')
	const lib = place.write('scripts/lib/words.lua', 'return { "chimie" }')
	place.rule('chemistry', 'local words = require "words"\n' +
		rule('function(event) return event:mentions(words) end'))
	place.fill()
	assert.match(place.run('check', lib).out, /^chemistry +ok +2 of 16 events\n$/)
	const draft = place.write('draft/lib/words.lua', 'return nix.nix')
	assert.match(place.run('check', draft).out, /^chemistry +load .*words\.lua:1/)
	const unused = place.write('draft/lib/unused.lua', 'return {}')
	assert.match(place.run('check', unused).out, /^no rule .* requires it\n$/)
	const programme = join(place.scripts, 'programme.lua')
	const good = place.run('check', programme)
	assert.equal(good.status, 0)
	assert.match(good.out, /^programme +ok .*\n$/)
	const typo = place.write('draft/programme.lua', 'return { titel = "x" }')
	const bad = place.run('check', typo)
	assert.equal(bad.status, 1)
	assert.match(bad.out, /^programme +error .*"titel"/)
})

test('check tells outcomes without publishing', () => {
	const place = new Place('ladder-check').fill()
	place.rule('chemistry', 'return {')
	const told = place.lines('check', '--json')
	assert.equal(told.length, 8)
	assert.deepEqual(told.filter(t => t.outcome !== 'ok').map(t => t.rule),
		['chemistry'])
	assert.equal(place.run('check').status, 1)
	assert.equal(place.run('check', 'walk').status, 0)
	assert.equal(place.json('status', '--json').publication, 1)
	const file = place.write('elsewhere.lua', rule('{ town = "Calais" }'))
	assert.match(place.run('check', file).out, /^elsewhere +ok +\d+ of 16/)
})
