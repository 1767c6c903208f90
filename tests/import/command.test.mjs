// almanach import: the report, the guard, refusals, and that a failure leaves
// everything as it was.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import test from 'node:test'

import { Place, root, shared } from '../lib.mjs'

const twin = name => join(root, 'tests/twin', name)
const essai = ['--source', 'essai', '--schema', twin('schema.json')]

function addsUp(report, before) {
	assert.equal(report.read, report.new + report.changed + report.same +
		report.skipped.length, JSON.stringify(report).slice(0, 300))
	assert.ok(report.removed + report.withheld <= before)
}

test('a file, the same file, a newer file', () => {
	const place = new Place('import-twice')
	const first = place.json('import', '--json', ...essai, twin('events-1.json'))
	assert.deepEqual(
		[first.read, first.new, first.changed, first.same, first.removed],
		[16, 16, 0, 0, 0])
	assert.deepEqual([first.format, first.source, first.publication],
		['openagenda', 'essai', 1])
	const again = place.json('import', '--json', ...essai, twin('events-1.json'))
	assert.deepEqual([again.new, again.changed, again.same, again.publication],
		[0, 0, 16, 1])
	const next = place.json('import', '--json', ...essai, twin('events-2.json'))
	assert.deepEqual([next.new, next.changed, next.same, next.removed,
		next.publication], [1, 4, 11, 1, 2])
})

test('--dry-run tells and changes nothing', () => {
	const place = new Place('import-dry').fill()
	const dry = place.json('import', '--json', '--dry-run', ...essai,
		twin('events-2.json'))
	assert.deepEqual([dry.new, dry.changed, dry.removed, dry.publication],
		[1, 4, 1, null])
	assert.equal(place.json('status', '--json').publication, 1)
	assert.match(place.run('import', '--dry-run', ...essai,
		twin('events-2.json')).out, /^would import openagenda/)
})

const remembered = place => place.json('status', '--json').sources[0].withheld

test('the guard keeps what is missing until somebody has looked', () => {
	const place = new Place('import-guard').fill()
	const { events } = JSON.parse(readFileSync(twin('events-1.json'), 'utf8'))
	const few = place.write('few.json', JSON.stringify(
		{ total: 5, events: events.slice(0, 5) }))
	const none = place.write('none.json', '{"total":0,"events":[]}')
	const page = place.write('page.json', JSON.stringify(
		{ total: 16, events: events.slice(0, 14) }))
	for (const [file, withheld] of [[few, 11], [none, 16], [page, 2]]) {
		const report = place.json('import', '--json', ...essai, file)
		assert.deepEqual([report.removed, report.withheld], [0, withheld])
		assert.equal(remembered(place), withheld)
		assert.equal(place.get('/events.json').total, 15)
	}
	assert.match(place.run('import', ...essai, few).out,
		/11 events are no longer there and were kept/)
	const missing = place.run('import', ...essai, page).out
	assert.match(missing, /announce 16 events and hold 14: is a page missing/)
	assert.match(missing, /\n2 events are no longer .* were kept\n/)
	assert.doesNotMatch(place.run('import', '--partial', ...essai, page).out,
		/announce|kept/)
	const but = place.write('but.json', JSON.stringify(
		{ total: 16, events: events.slice(1) }))
	assert.match(place.run('import', ...essai, but).out,
		/\n1 event is no longer there and was kept\n/)
	const part = place.json('import', '--json', '--partial', ...essai, few)
	assert.deepEqual([part.removed, part.withheld], [0, 0])
	assert.equal(remembered(place), 1)
	assert.match(place.run('status').out, /\nsource "essai" no longer has 1 of them, which stay/)
	const accepted = place.json('import', '--json', '--accept-removals',
		...essai, few)
	assert.equal(accepted.removed, 11)
	assert.equal(remembered(place), 0)
	assert.equal(place.get('/events.json').total, 5)
})

test('a single event never removes', () => {
	const place = new Place('import-single').fill()
	const { events } = JSON.parse(readFileSync(twin('events-1.json'), 'utf8'))
	const one = place.write('one.json', JSON.stringify({ event: events[2] }))
	const report = place.json('import', '--json', ...essai, one)
	assert.deepEqual([report.read, report.same, report.removed,
		report.withheld], [1, 1, 0, 0])
})

test('what is no file of events is refused, and nothing is lost', () => {
	const place = new Place('import-refused').fill()
	const before = place.run('get', '/all.json').out
	for (const name of readdirSync(join(root, 'tests/import/refused'))) {
		if (name === 'want.json')
			continue
		const { status, out, err } = place.run('import',
			join(root, 'tests/import/refused', name))
		assert.equal(status, 1, name)
		assert.equal(out, '', name)
		assert.match(err, /^almanach: .+\n$/, name)
	}
	assert.equal(place.run('get', '/all.json').out, before)
	const { err } = place.run('import', '/nowhere/x.json')
	assert.match(err, /nowhere\/x\.json: No such file/)
})

test('usage, and what is missing, is told', () => {
	const place = new Place('import-usage')
	assert.equal(place.run('import').status, 2)
	assert.equal(place.run('import', '--nix', 'x').status, 2)
	assert.equal(place.run('publish', 'x').status, 2)
	const { status, err } = place.run('status')
	assert.equal(status, 1)
	assert.match(err, /there is no database .* yet: "almanach import FILE"/)
})

test('what could not be published is not stored either', () => {
	const place = new Place('import-no-pages')
	const args = ['import', ...essai, twin('events-1.json')]
	const { status, out, err } = place.run(...args, '--www', '/nowhere')
	assert.equal(err, place.run('publish', '--www', '/nowhere').err)
	assert.deepEqual([status, out], [1, ''])
	assert.match(err, /^almanach: .*nowhere\/.*: No such file.*\n$/)
	const dry = place.run(...args, '--www', '/nowhere', '--dry-run')
	assert.match(dry.out, / 16 new,/)
	assert.equal(place.run(...args, '--www', '/nowhere', '--no-publish')
		.status, 0)
})

test('two sources may have the same uid', () => {
	const place = new Place('import-sources').fill()
	place.run('import', '--source', 'autre', twin('events-1.json'))
	const uids = place.get('/all.json').events.map(e => e.uid)
	assert.ok(uids.includes('101') && uids.includes('101-autre'))
	assert.equal(place.get('/events.json').total, 30)
	assert.match(place.get('/event/101-autre.json').event.title, /chimie/)
})

// ---- real files, where they are at hand ----------------------------------------

function real() {
	if (!existsSync(shared))
		return []
	return ['openagenda', 'openagenda/single', 'opendatasoft']
		.flatMap(folder => readdirSync(join(shared, folder))
			.filter(name => name.endsWith('.json'))
			.map(name => join(shared, folder, name)))
}

test('real files: reports add up, twice is nothing new', () => {
	const place = new Place('import-real')
	for (const file of real()) {
		const source = basename(file, '.json').replaceAll(/[^\w.-]/g, '-')
		const args = ['import', '--json', '--source', source, file]
		const first = place.json(...args)
		if (first.rejected !== null) {
			// Somebody's own wrapper, told by its keys.
			assert.match(file, /manyEvents/)
			assert.match(first.rejected, /from0/)
			continue
		}
		addsUp(first, 0)
		const again = place.json(...args)
		addsUp(again, first.new)
		assert.deepEqual([again.new, again.changed, again.removed,
			again.same, again.publication], [0, 0, 0, first.new,
			first.publication], file)
	}
})

test('real files cut short are refused in a sentence, and nothing is lost',
	() => {
		const place = new Place('import-cut')
		const file = real().find(f => f.includes('saison-tcheque-events-det'))
		if (file === undefined)
			return
		const bytes = readFileSync(file)
		place.run('import', '--source', 's', file)
		const before = place.run('get', '/all.json').out
		for (const part of [0.001, 0.3, 0.7, 0.999]) {
			const cut = place.write('cut.json',
				bytes.subarray(0, Math.floor(bytes.length * part)))
			const { status, err } = place.run('import', '--source', 's', cut)
			assert.equal(status, 1)
			assert.match(err, /^almanach: cut\.json .+\n$/)
		}
		assert.equal(place.run('get', '/all.json').out, before)
	})
