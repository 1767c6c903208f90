// oracle.mjs [COUNT [SEED]] -- lists worked out a second time, from nothing but
// the events' own pages, and compared with what the program answers: totals,
// the count beside each choice, and which event stands on which day in which
// order. COUNT random queries over the twin programme.
import assert from 'node:assert/strict'

import { ask, publish } from './run.mjs'

const [count = 400, seed = 1] = process.argv.slice(2).map(Number)
const ALSO = { audience: ['everybody'] }
const NOW = '2025-10-25T10:00'

let state = seed
function random(n) { // mulberry32
	let t = state += 0x6D2B79F5
	t = Math.imul(t ^ t >>> 15, t | 1)
	t ^= t + Math.imul(t ^ t >>> 7, t | 61)
	return ((t ^ t >>> 14) >>> 0) % n
}
const pick = list => list[random(list.length)]

function json(url) {
	const { headers, body } = ask(url)
	if (headers.has('Location'))
		return json(headers.get('Location'))
	assert.match(headers.get('Status'), /^200/, url)
	return JSON.parse(body)
}

// ---- what the events say ------------------------------------------------------

const slug = text => fold(text).replaceAll(' ', '-')
const fold = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
	.replaceAll('œ', 'oe').replaceAll('ß', 'ss').replaceAll('ł', 'l')
	.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
const minutes = at => Date.parse(at) / 60000
const day = at => at.slice(0, 10) // written in the festival's zone

publish()
const all = json('/all.json').events
const facets = json('/events.json').groups
const towns = new Map(json('/map.json').towns.map(t => [t.label, t.id]))
const labels = new Map(facets.flatMap(f => f.choices).map(c => [c.id, c.label]))
const events = all.map(card => {
	const e = json(`/event/${card.uid}/${card.slug}.json`).event
	const spans = e.timings.map(t => ({ begin: minutes(t.begin),
		end: minutes(t.end), day: day(t.begin), last: day(t.end) }))
	return { uid: e.uid, title: e.title, status: e.status,
		featured: e.keywords?.includes('vedette') ?? false,
		days: e.days.map(d => d.day), spans,
		choices: {
			...Object.fromEntries(e.groups.map(g =>
				[g.id, g.choices.map(c => c.id)])),
			department: [e.place?.department].filter(Boolean).map(slug),
			access: (e.access ?? []).map(a => a.id),
			attendance: [e.attendance],
			open: ['cancelled', 'full'].includes(e.status) ? [] : ['1'],
			town: [towns.get(card.town)].filter(Boolean),
			day: e.days.map(d => d.day),
		},
		words: fold([e.title, e.place?.name, e.place?.address,
			e.place?.postcode, card.town,
			...e.keywords ?? [], ...card.choices.map(c => labels.get(c))]
			.filter(Boolean).join(' ')).split(' ') }
})

// ---- what a query means ----------------------------------------------------------

const groups = ['audience', 'kind']
function has(event, facet, choice) {
	const own = event.choices[facet] ?? []
	if (choice === 'not-stated')
		return own.length === 0
	return own.includes(choice) || groups.includes(facet) &&
		(ALSO[facet] ?? []).some(a => a !== choice && own.includes(a))
}

function isNow(e, moment) {
	return e.spans.some(s => s.begin <= moment && moment < s.end) &&
		!['cancelled', 'postponed'].includes(e.status)
}

function passes(event, query, moment, except) {
	return Object.entries(query).every(([key, value]) => {
		if (key === except || key === 'at')
			return true
		if (key === 'q')
			return fold(value).split(' ').slice(0, 6)
				.every(term => event.words.some(w => w.startsWith(term)))
		if (key === 'when')
			return isNow(event, moment)
		return value.split(',').some(choice => has(event, key, choice))
	})
}

// The end of an event's part of a day.
function endOn(event, onDay) {
	const midnight = minutes(`${onDay}T24:00:00${
		onDay < '2025-10-26' ? '+02:00' : '+01:00'}`)
	return Math.max(...event.spans.filter(s => s.day <= onDay &&
		(s.day === onDay || s.end - s.begin > 1500)).map(s =>
		s.end - s.begin > 1500 ? Math.min(s.end, midnight) : s.end))
}

function rows(found, query, moment) {
	const list = []
	for (const e of found) {
		let days = e.days
		if (query.when)
			days = days.filter(d => e.spans.some(s => s.begin <= moment &&
				moment < s.end && (s.end - s.begin > 1500
				? d === localDay(moment) : s.day === d)))
		else if (query.day)
			days = days.filter(d => query.day.split(',').includes(d))
		else
			days = [days.find(d => endOn(e, d) > moment) ?? days.at(-1)]
		for (const d of days)
			list.push({ e, d, over: !query.day && !query.when &&
				endOn(e, d) <= moment,
			begin: Math.min(...e.spans.filter(s => s.day === d ||
				s.end - s.begin > 1500).map(s => s.begin)) })
	}
	const bytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))
	return list.sort((a, b) => a.over - b.over || bytes(a.d, b.d) ||
		b.e.featured - a.e.featured || a.begin - b.begin ||
		bytes(a.e.title, b.e.title) || bytes(a.e.uid, b.e.uid))
		.map(r => `${r.e.uid} ${r.d}`)
}

function localDay(moment) {
	const offset = moment < minutes('2025-10-26T01:00:00Z') ? 120 : 60
	return new Date((moment + offset) * 60000).toISOString().slice(0, 10)
}

// ---- comparing --------------------------------------------------------------------

function randomQuery() {
	const query = {}
	for (const { id, choices } of facets)
		if (random(5) === 0)
			query[id] = [...new Set([pick(choices).id, pick(choices).id]
				.slice(0, 1 + random(2)))].join()
	if (random(4) === 0)
		query.day = pick(['2025-10-23', '2025-10-24', '2025-10-25',
			'2025-10-26', '2025-10-27', '2025-10-24,2025-10-26'])
	if (random(6) === 0)
		query.town = pick([...towns.values()])
	if (random(4) === 0)
		query.q = pick(['chimie', 'port', 'visite', 'de', 'tout public',
			'cal', 'non', 'harbour walk', 'oeuvre', 'l', 'classes',
			'62280', 'rue du port', '59 visite'])
	if (random(6) === 0)
		query.when = 'now'
	if (random(3) === 0)
		query.at = `2025-10-${pick([23, 24, 25, 26, 27, 28])}T${
			pick(['00', '09', '10', '14', '15', '23'])}:${pick(['00', '30', '55'])}`
	return query
}

const offsetOf = at => at < '2025-10-26T03:00' ? '+02:00' : '+01:00'
for (let i = 0; i < count; i++) {
	const query = randomQuery()
	const at = query.at ?? NOW
	const moment = minutes(`${at}:00${offsetOf(at)}`)
	const url = '/events.json?' + new URLSearchParams(query)
	const got = json(url)
	const found = events.filter(e => passes(e, query, moment))
	assert.equal(got.total, found.length, url)
	assert.deepEqual(got.events.map(e => `${e.uid} ${e.day}`),
		rows(found, query, moment), url)
	for (const facet of got.groups)
		for (const choice of facet.choices)
			assert.equal(choice.count, events.filter(e =>
				passes(e, query, moment, facet.id) &&
				has(e, facet.id, choice.id)).length,
			`${url}: ${facet.id} ${choice.id}`)
	for (const one of got.days)
		assert.equal(one.count, events.filter(e =>
			passes(e, query, moment, 'day') && e.days.includes(one.day)).length,
		`${url}: ${one.day}`)
}
console.log(`oracle: ${count} queries, all as worked out`)
