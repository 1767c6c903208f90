// snapshot.mjs -- a copy opened for asking: events, rows and facets as
// cgi/snapshot.h has them, made from an index (README.md) as cgi/edition_*.c
// makes them from a programme. Sets are bits by place in "events".
import { fold, textCompare } from './text.mjs'
import {
	DAY_MINUTES, whenDay, whenInstant, whenLocal, whenLocalDay, whenParseDay,
	whenRfc3339,
} from './when.mjs'
import { unpacked } from './wire.mjs'
import { SPAN_LONG } from './words.mjs'

export const DAY = 0, GROUP = 1, TOWN = 2, BUILT_IN = 3 // kinds of facets

const SPAN_DAYS_MAX = 62
const TAGS_MAX = 3
const STATUSES = ['scheduled', 'rescheduled', 'online', 'postponed', 'full',
	'cancelled']
const ATTENDANCES = ['place', 'online', 'mixed']

// Will it be held, as far as is known?
export const takesPlace = ({ status }) => status !== 3 && status !== 5

// ---- sets -----------------------------------------------------------------------

export const bitsHas = (set, i) => set[i >> 5] >>> (i & 31) & 1
export const bitsAdd = (set, i) => { set[i >> 5] |= 1 << (i & 31) }

export function bitsOr(into, set) {
	for (let i = 0; i < into.length; i++)
		into[i] |= set[i]
}

export function bitsAnd(into, set) {
	for (let i = 0; i < into.length; i++)
		into[i] &= set[i]
}

export function bitsCount(set, and = set) {
	let count = 0
	for (let i = 0; i < set.length; i++) {
		let n = set[i] & and[i]
		n -= n >>> 1 & 0x55555555
		n = (n & 0x33333333) + (n >>> 2 & 0x33333333)
		count += Math.imul(n + (n >>> 4) & 0x0f0f0f0f, 0x01010101) >>> 24
	}
	return count
}

export const emptySet = s => new Uint32Array(s.events.length + 31 >> 5)

function setOf(s, events) {
	const set = emptySet(s)
	for (const event of events)
		bitsAdd(set, event)
	return set
}

// Bits by slot, in base64.
function unpackSet(s, base64) {
	const bytes = atob(base64), set = emptySet(s)
	s.events.forEach(({ slot }, i) => {
		if (bytes.charCodeAt(slot >> 3) >> (slot & 7) & 1)
			bitsAdd(set, i)
	})
	return set
}

// ---- events and towns -----------------------------------------------------------

function openEvents({ events: columns }) {
	return columns.slot.map((slot, i) => {
		const event = { slot, end: -Infinity, rows: [] }
		for (const name in columns)
			event[name] = columns[name][i]
		event.timings = []
		for (let k = 0; k < columns.timings[i].length; k += 3) {
			const [number, begin, end] = columns.timings[i].slice(k, k + 3)
			event.timings.push({ number, begin, end })
			event.end = Math.max(event.end, end)
		}
		event.begin = event.timings[0].begin
		return event
	})
}

// A town lies in the middle of its events that have a point.
function openTowns({ towns, events }) {
	const sums = towns.map(() => [0, 0, 0])
	events.town.forEach((town, i) => {
		if (town >= 0 && events.lat[i] !== null)
			[1, events.lat[i], events.lon[i]].forEach((n, k) => sums[town][k] += n)
	})
	return towns.map(([id, label, x, y, named], i) => {
		const [n, lat, lon] = sums[i]
		return { id, label, x, y, named: named > 0,
			lat: n ? Math.trunc(lat / n) : null, lon: Math.trunc(lon / n) }
	})
}

// ---- rows: an event on a day (cgi/span.h, cgi/edition_row.c) ----------------------

function addSpans(s, { number, begin, end }, spans) {
	const first = whenLocalDay(s.zone, begin)
	const last = end - begin > SPAN_LONG ? Math.min(first + SPAN_DAYS_MAX - 1,
		whenLocalDay(s.zone, end - 1)) : first
	for (let day = first; day === first || day <= last; day++) {
		const midnight = (day + 1) * DAY_MINUTES
		const cut = last > first && whenLocal(s.zone, end) > midnight
		spans.push({ day, number, begin, end,
			over: cut ? whenInstant(s.zone, midnight) : end })
	}
}

function addRows(s, event, index) {
	const spans = []
	let row, before = -Infinity
	for (const timing of event.timings)
		addSpans(s, timing, spans)
	spans.sort((a, b) => a.day - b.day || a.begin - b.begin)
	for (const span of spans) {
		const { day, begin, end, over } = span
		if (row?.day !== day) {
			before = Math.max(before, row ? row.end : before)
			row = { event: index, day, begin, end: over, until: end, before,
				spans: [], when: event.when[event.rows.length] }
			event.rows.push(row)
		}
		row.spans.push(span)
		row.end = Math.max(row.end, over)
		row.until = Math.max(row.until, end)
	}
	row.last = true
}

function inOrder(s) {
	return (a, b) => {
		const x = s.events[a.event], y = s.events[b.event]
		return a.day - b.day || y.featured - x.featured ||
			a.begin - b.begin || textCompare(x.title, y.title) ||
			textCompare(x.uid, y.uid)
	}
}

// The festival's days and all others on which something is.
function openDays(s) {
	const festival = s.site.days.map(({ day }) => whenParseDay(day))
	const all = new Set([...festival, ...s.rows.map(({ day }) => day)])
	return [...all].sort((a, b) => a - b).map(day => {
		const rows = s.rows.filter(row => row.day === day)
		return { day, rows, festival: festival.includes(day),
			end: Math.max(...rows.map(({ end }) => end)) }
	})
}

// ---- facets ---------------------------------------------------------------------

const choicesOf = [
	s => s.days.map(({ day, rows }) =>
		[whenDay(day), '', setOf(s, rows.map(({ event }) => event))]),
	(s, choices) => choices,
	s => {
		const inside = s.towns.map(() => emptySet(s))
		s.events.forEach(({ town }, i) => town >= 0 && bitsAdd(inside[town], i))
		return s.towns.map(({ id, label }, i) => [id, label, inside[i]])
	},
	(s, choices) => choices,
]

// Who is found by the other choices too.
function applyAlso(choices, { also = [], unstated }) {
	for (const welcome of also)
		choices.forEach((choice, i) => {
			if (i === welcome || unstated && i === choices.length - 1)
				return
			if (choice.set === choice.own)
				choice.set = choice.own.slice()
			bitsOr(choice.set, choices[welcome].own)
		})
}

function addFacet(s, facet) {
	const { id, label, kind, card, unstated } = facet
	const choices = choicesOf[kind](s, facet.choices).map(([id, label, bits]) => {
		const own = typeof bits === 'string' ? unpackSet(s, bits) : bits
		return { id, label, own, set: own }
	})
	applyAlso(choices, facet)
	for (const choice of choices)
		choice.count = bitsCount(choice.set)
	const first = s.choices.length
	s.choices.push(...choices)
	s.facets.push({ id, label, kind, card, first, end: s.choices.length,
		unstated: unstated ? s.choices.length - 1 : -1 })
}

// ---- opening ----------------------------------------------------------------------

// A change leads to its event as long as there is one.
function withSlugs(s, changes) {
	return changes.map(({ at, at_label, uid, ...rest }) =>
		({ at, at_label, uid, slug: s.events[s.names.get(uid)]?.slug, ...rest }))
}

// From an index as it was sent.
export function openSnapshot(sent) {
	const index = unpacked(sent)
	const { site, zone, cosine, changed, language } = index
	const s = { zone, cosine, changed, language, events: openEvents(index),
		towns: openTowns(index), rows: [], facets: [], choices: [],
		names: new Map(), gone: new Set(index.gone) }
	s.events.forEach((event, i) => {
		s.names.set(event.uid, i)
		addRows(s, event, i)
		s.rows.push(...event.rows)
	})
	s.rows.sort(inOrder(s))
	s.site = { ...site, source: index.source, changes: withSlugs(s, index.changes) }
	s.days = openDays(s)
	for (const facet of index.facets)
		addFacet(s, facet)
	return s
}

// ---- looking up: -1 for none --------------------------------------------------------

export const snapshotFind = (s, name) => s.names.get(name) ?? -1

export const snapshotFacet = (s, id) => s.facets.findIndex(f => f.id === id)

export function snapshotChoice(s, facet, id) {
	for (let i = facet.first; i < facet.end; i++)
		if (s.choices[i].id === id)
			return i
	return -1
}

export const townFacet = s => s.facets.find(({ kind }) => kind === TOWN)

// The town of a choice.
export const snapshotTown = (s, choice) => s.towns[choice - townFacet(s).first]

// ---- words: made at the first search --------------------------------------------------

function wordsOf(s, event, i) {
	const town = s.towns[event.town]
	const labels = s.facets.filter(({ kind }) => kind === GROUP)
		.flatMap(f => snapshotOwn(s, f, i)).map(({ label }) => label)
	return ` ${fold([event.title, event.place, town?.label ?? '', ...labels]
		.join(' '))} ${event.words}`
}

// The events that have a word which begins so.
export function snapshotSearch(s, prefix) {
	s.words ??= s.events.map((event, i) => wordsOf(s, event, i))
	const found = [], begin = ` ${prefix}`
	s.words.forEach((words, i) => {
		if (words.includes(begin))
			found.push(i)
	})
	return setOf(s, found)
}

// ---- cards ------------------------------------------------------------------------

// The choices of a group that an event is, but that it does not say.
export function snapshotOwn(s, { first, end, unstated }, event) {
	return s.choices.slice(first, end).filter((choice, i) =>
		first + i !== unstated && bitsHas(choice.own, event))
}

// As cgi/teller.c tells them; "words": of the interface.
export const statusOf = (words, { status }) => ({ status: STATUSES[status],
	state: status ? words.statuses[status] : undefined })
export const attendanceOf = (words, { attendance }) => ({
	attendance: ATTENDANCES[attendance],
	attended: attendance ? words.attendances[attendance] : undefined })

export function snapshotCard(s, words, row) {
	const event = s.events[row.event]
	const town = s.towns[event.town]
	const groups = s.facets.filter(({ kind }) => kind === GROUP)
		.map(f => [f.card, snapshotOwn(s, f, row.event)])
	return {
		uid: event.uid, slug: event.slug, title: event.title,
		lang: event.lang || undefined, day: whenDay(row.day),
		begin: whenRfc3339(s.zone, row.begin),
		end: whenRfc3339(s.zone, row.until), when: row.when,
		place: event.place || undefined, town: town?.label,
		...statusOf(words, event), ...attendanceOf(words, event),
		tags: groups.flatMap(([card, list]) => card ? list : [])
			.slice(0, TAGS_MAX).map(({ label }) => label),
		choices: groups.flatMap(([, list]) => list).map(({ id }) => id),
	}
}
