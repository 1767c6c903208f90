// The samples written by hand: the press release's events and the second
// festival.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'

import { problems, strings } from './shape.mjs'

const sample = new URL('../../db/sample/', import.meta.url)
const read = name => JSON.parse(readFileSync(new URL(name, sample), 'utf8'))

const release = read('communique.json')
const azores = read('azores/events.json')

test('the press release: its shape, in French and English', () => {
	const schema = read('schema.json')
	assert.deepEqual(problems(release, { languages: ['fr', 'en'], schema }), [])
	for (const { title, longDescription } of release.events)
		assert.ok(title.en && longDescription.en)
})

test('the press release: towns and days as it states them', () => {
	const told = release.events.map(e => [e.location.city,
		...new Set(e.timings.map(t => t.begin.slice(0, 10)))].join(' '))
	assert.deepEqual(told, [
		'Calais 2025-11-14',
		'Denain 2025-11-20',
		'Château-Thierry 2025-11-20 2025-11-21',
		'Château-Thierry 2025-11-20 2025-11-21',
		'Péronne 2025-11-17',
		'Calais 2025-11-24 2025-11-25 2025-11-26',
		'Verneuil-en-Halatte 2025-11-17',
	])
})

test('the press release: each event names its source and owns up to its hours', () => {
	for (const { longDescription: { fr, en } } of release.events) {
		assert.match(fr, /horaire à confirmer auprès de l’organisateur/)
		assert.match(fr, /préfecture.*communiqué de presse du 14 novembre 2025/)
		assert.match(en, /check the time with the organiser/)
		assert.match(en, /press release of 14 November 2025/)
	}
})

test('the press release: nobody real is given a number, a mail or a link', () => {
	for (const { registration, location, links } of release.events)
		assert.deepEqual([registration, location.phone, location.email,
			location.website, links], [[], null, null, null, []])
	for (const text of strings(release))
		assert.doesNotMatch(text, /@|https?:|\d\d[ .]\d\d[ .]\d\d[ .]\d\d/)
})

test('the Azores: their shape, in Portuguese and in part English', () => {
	const schema = read('azores/schema.json')
	assert.deepEqual(problems(azores, { languages: ['pt', 'en'], schema }), [])
	const english = azores.events.filter(e => e.title.en).length
	assert.ok(english > 20 && english < azores.events.length, `${english}`)
})

test('the Azores: marked as invented, in each language of a text', () => {
	for (const { uid, longDescription: { pt, en }, keywords } of azores.events) {
		assert.match(pt, /Acontecimento inventado para demonstração\.$/, `${uid}`)
		assert.match(en ?? 'Invented for the demonstration.',
			/Invented for the demonstration\.$/, `${uid}`)
		assert.ok(keywords.pt.includes('demonstração'))
	}
	for (const text of strings(azores))
		assert.doesNotMatch(text, /\+351|\b[29]\d{8}\b|\b\d{3} \d{3} \d{3}\b/)
})

test('the Azores: six islands, seven days, every choice of every field', () => {
	const islands = azores.events.map(e => e.location?.department).filter(Boolean)
	assert.equal(new Set(islands).size, 6)
	const days = azores.events.flatMap(e => e.timings)
		.map(t => t.begin.slice(0, 10))
	assert.deepEqual([...new Set(days)].sort(),
		[15, 16, 17, 18, 19, 20, 21].map(d => `2026-06-${d}`))
	for (const { field, options } of read('azores/schema.json').schema.fields)
		for (const { id, value } of options ?? [])
			assert.ok(azores.events.some(e => [e[field]].flat().includes(id)),
				`no event with ${field} ${value}`)
})
