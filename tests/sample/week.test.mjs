// The invented week: what db/sample/generate.mjs makes, and that it always
// makes the same.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
	mkdtempSync, readdirSync, readFileSync, rmSync, statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'

import { mark } from '../../db/sample/material/notes.mjs'
import { audiences, mixes } from '../../db/sample/material/people.mjs'
import { ofKind, sectors } from '../../db/sample/material/sectors.mjs'
import { typeset } from '../../db/sample/make/words.mjs'
import { problems, strings } from './shape.mjs'

const CHECKSUM = '2394a89044063cfedadb293220ffc13c37e8d3ed8a67036cdcbb2260a8d95e41'

const generator = fileURLToPath(
	new URL('../../db/sample/generate.mjs', import.meta.url))
const schema = JSON.parse(readFileSync(
	new URL('../../db/sample/schema.json', import.meta.url), 'utf8'))
const wanted = { languages: ['fr', 'en'], schema }

const folder = mkdtempSync(join(tmpdir(), 'almanach-sample-'))
test.after(() => rmSync(folder, { recursive: true }))

function generate(name, ...options) {
	const out = join(folder, name)
	const run = spawnSync(process.execPath, [generator, '--out', out, ...options],
		{ encoding: 'utf8' })
	const paths = run.status ? [] : readdirSync(out).map(n => join(out, n))
	return { ...run, paths }
}

// Seconds, as the shell tells them: other work on the machine does not count.
function processorTime(...command) {
	const run = spawnSync('sh', ['-c', '"$@" && times', 'sh', ...command],
		{ encoding: 'utf8' })
	assert.equal(run.status, 0, run.stderr)
	return run.stdout.split('\n')[1].split(' ').map(t => t.split(/[ms]/))
		.reduce((sum, [m, s]) => sum + 60 * Number(m) + Number(s), 0)
}

const bytes = path => readFileSync(path, 'utf8')

const page = bytes(generate('week').paths[0])
const { events } = JSON.parse(page)

// How many events have each value; some have several.
function count(values) {
	const out = new Map()
	for (const value of events.flatMap(values))
		out.set(value, (out.get(value) ?? 0) + 1)
	return out
}

function between(number, low, high, what) {
	assert.ok(number >= low && number <= high,
		`${what}: wanted ${low} to ${high}, got ${number}`)
}

test('the same bytes, always', () => {
	assert.equal(createHash('sha256').update(page).digest('hex'), CHECKSUM)
})

test('another seed, another week; a shorter one, its beginning', () => {
	assert.notEqual(bytes(generate('other', '--seed', '2').paths[0]), page)
	const short = JSON.parse(bytes(generate('short', '--events', '30').paths[0]))
	assert.deepEqual(short.events.map(e => [e.uid, e.title]),
		events.slice(0, 30).map(e => [e.uid, e.title]))
})

test('options that make no sense are told, and nothing is written', () => {
	for (const options of [['--events', '0'], ['--seed', 'x'], ['--colour']]) {
		const run = generate('refused', ...options)
		assert.equal(run.status, 2)
		assert.match(run.stderr, /^generate: .+\n$/)
	}
	assert.ok(!readdirSync(folder).includes('refused'))
})

test('every event has its shape', () => {
	assert.equal(events.length, 520)
	assert.deepEqual(problems(JSON.parse(page), wanted), [])
})

test('every event says that it is invented, in each language of its text', () => {
	for (const { uid, description, longDescription, keywords } of events) {
		const bearer = longDescription.fr ? longDescription : description
		for (const [i, language] of ['fr', 'en'].entries()) {
			const text = bearer[language]
			if (text)
				assert.ok(text.startsWith(mark[i]) || text.endsWith(mark[i]),
					`${uid} ${language}`)
		}
		assert.ok(keywords.fr.includes('démonstration'))
	}
})

test('telephone numbers are of the ranges kept for fiction', () => {
	const number = /(?:\+33 ?|\b0)[1-9](?:[ .\u00a0-]?\d\d){4}\b/g
	const fiction = /^0(19900|26191|35301|46571|53649|63998)\d{4}$/
	const found = strings(events).flatMap(s => s.match(number) ?? [])
		.map(n => n.replace('+33', '0').replace(/\D/g, ''))
	assert.ok(found.length > 100)
	assert.deepEqual(found.filter(n => !fiction.test(n)), [])
})

test('places: five departments, most towns, some quarters, some unlocated', () => {
	const places = events.map(e => e.location).filter(Boolean)
	assert.deepEqual(new Set(places.map(p => p.department)),
		new Set(['Aisne', 'Nord', 'Oise', 'Pas-de-Calais', 'Somme']))
	assert.ok(new Set(places.map(p => p.insee)).size >= 190)
	between(places.filter(p => p.latitude === null).length, 5, 30, 'unlocated')
	for (const { latitude, longitude } of places.filter(p => p.latitude !== null)) {
		between(latitude, 48.8, 51.1, 'latitude')
		between(longitude, 1.3, 4.3, 'longitude')
	}
	const names = new Map()
	for (const { insee, city } of places)
		names.set(insee, (names.get(insee) ?? new Set()).add(city))
	assert.ok([...names.values()].some(n => n.size > 2), 'no town with quarters')
})

test('time: the week, mostly its middle, and much of it on Wednesday at ten', () => {
	const days = count(e => [...new Set(e.timings.map(t => +t.begin.slice(8, 10)))])
	assert.deepEqual([...days.keys()].sort(), [17, 18, 19, 20, 21, 22, 23])
	for (const middle of [18, 19, 20])
		for (const rest of [17, 22, 23])
			assert.ok(days.get(middle) > days.get(rest))
	const now = '2025-11-19T10:00:00+01:00', noon = '2025-11-19T13:00:00+01:00'
	const on = events.filter(e => e.timings.some(t => t.begin <= now && t.end > now))
	const soon = events.filter(e => e.timings.some(t => t.begin > now && t.begin <= noon))
	between(on.length, 30, 90, 'on now')
	between(soon.length, 15, 90, 'soon on')
})

test('timings: one to twelve, evenings, nights, slots of half an hour', () => {
	const counts = count(e => e.timings.length)
	between(Math.max(...counts.keys()), 12, 12, 'timings')
	between(counts.get(1), 260, 390, 'events with one timing')
	const all = events.flatMap(e => e.timings)
	assert.ok(all.some(t => t.begin.slice(8, 10) < t.end.slice(8, 10)), 'no night')
	assert.ok(all.some(t => t.begin.slice(11, 16) >= '18:00'), 'no evening')
	assert.ok(all.some(t => Date.parse(t.end) - Date.parse(t.begin) === 1800000))
})

test('statuses: all six, some six in a hundred not as planned', () => {
	const statuses = count(e => e.status)
	assert.deepEqual([...statuses.keys()].sort(), [1, 2, 3, 4, 5, 6])
	between(520 - statuses.get(1), 21, 42, 'not as planned')
})

test('attendance, registration, ages, access: with and without', () => {
	const attendance = count(e => e.attendanceMode)
	between(attendance.get(2), 8, 35, 'online')
	between(attendance.get(3), 5, 30, 'mixed')
	const ways = count(e => e.registration.map(x => x.type))
	for (const kind of ['link', 'email', 'phone'])
		between(ways.get(kind), 50, 350, kind)
	const without = {
		registration: e => e.registration.length === 0,
		age: e => e.age.min === null,
		accessibility: e => !Object.values(e.accessibility).some(Boolean),
		text: e => !e.longDescription.fr,
		conditions: e => !e.conditions.fr,
	}
	for (const [what, test] of Object.entries(without))
		between(events.filter(test).length, 40, 400, `without ${what}`)
})

test('every choice of every additional field, and many left open', () => {
	for (const { field, options, fieldType } of schema.schema.fields) {
		if (!['radio', 'checkbox'].includes(fieldType))
			continue
		const chosen = count(e => e[field] ?? [])
		for (const { id, value } of options.filter(o => o.value !== 'autre'))
			assert.ok(chosen.get(id) >= 5, `${field} ${value}: ${chosen.get(id)}`)
		between(events.filter(e => e[field] === undefined).length, 100, 380,
			`without ${field}`)
	}
})

test('audiences: in the field, in words, in both, or not told at all', () => {
	const voices = Object.values(audiences).flat()
	const phrases = [...voices.flatMap(v => [...v.sentences, ...v.short]),
		...Object.values(mixes).flat()].map(([fr]) => typeset(fr, 0))
	const inWords = e => [e.description.fr, e.longDescription.fr, e.conditions.fr]
		.some(text => text && phrases.some(p => text.includes(p)))
	const told = { field: 0, words: 0, both: 0, nowhere: 0 }
	for (const e of events) {
		const field = e['type-de-public'] !== undefined
		const where = inWords(e) ? (field ? 'both' : 'words')
			: field ? 'field' : 'nowhere'
		told[where]++
	}
	between(told.field, 100, 180, 'field')
	between(told.words, 125, 210, 'words')
	between(told.both, 90, 165, 'both')
	between(told.nowhere, 65, 130, 'nowhere')
})

test('languages: French always, English with three in ten', () => {
	between(events.filter(e => e.title.en).length, 125, 190, 'English titles')
	between(events.filter(e => e.longDescription.en).length, 60, 130, 'English texts')
	for (const e of events)
		assert.deepEqual(Object.keys(e.title), Object.keys(e.description))
})

test('titles: some of one word, some very long, most of them different', () => {
	const titles = events.map(e => e.title.fr)
	between(titles.filter(t => !/\s/.test(t)).length, 5, 40, 'one word')
	between(titles.filter(t => t.length > 100).length, 3, 30, 'long')
	assert.ok(new Set(titles).size > 350)
})

test('French as it is printed: no-break spaces, elision, contraction', () => {
	const texts = events.flatMap(e =>
		['title', 'description', 'longDescription', 'conditions'].map(m => e[m].fr))
		.filter(Boolean)
	const wrong = [
		[/ [;:!?»]|« /, 'an ordinary space where French has a no-break one'],
		[/'/, 'a straight apostrophe'],
		[/ {2}|^ | $|[{}]|undefined/, 'what the machinery left behind'],
		[/(?<!\p{L})(?:de|à) les? /u, 'a missing contraction'],
		[/(?<!\p{L})(?:de|le|la|que|je|ne|se) [aeiouéèêAEIOUÉÈÊ]\p{L}/u,
			'a missing elision'],
	]
	for (const [pattern, what] of wrong)
		for (const text of texts)
			assert.doesNotMatch(text, pattern, what)
})

test('for each kind of company, each sector has something to say', () => {
	const least = { words: 1, products: 1, steps: 3, jobs: 2, see: 1, hands: 1,
		talks: 2, visits: 1, single: 1 }
	for (const sector of sectors)
		for (const [kind] of sector.kinds)
			for (const [member, few] of Object.entries(least))
				assert.ok(ofKind(sector, kind)[member].length >= few,
					`${kind} (${sector.id}): ${member}`)
	const kinds = new Set(sectors.flatMap(s => s.kinds.map(([kind]) => kind)))
	for (const { hands, visits, see, steps } of sectors)
		for (const row of [...hands.map(h => h.slice(2)), ...visits, ...see, ...steps])
			for (const kind of row[2]?.split(', ') ?? [])
				assert.ok(kinds.has(kind), `nobody is a ${kind}`)
})

test('fifty thousand: in pages that fit, in time, none of them twice', () => {
	const out = join(folder, 'big')
	const seconds = processorTime(
		process.execPath, generator, '--out', out, '--events', '50000')
	assert.ok(seconds < 20, `${seconds} s`)
	const paths = readdirSync(out).map(n => join(out, n))
	assert.equal(paths.length, 10)
	const uids = new Set()
	for (const path of paths) {
		assert.ok(statSync(path).size <= 30e6, path)
		const envelope = JSON.parse(bytes(path))
		assert.equal(envelope.total, 50000)
		assert.equal(envelope.events.length, 5000)
		assert.equal(envelope.after === null, path.endsWith('-10.json'))
		for (const { uid } of envelope.events)
			uids.add(uid)
	}
	assert.equal(uids.size, 50000)
})
