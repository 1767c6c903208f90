// find.mjs -- which events a query finds, and in which rows they stand: as
// cgi/find.c.
import { geoMetres, geoWithin } from './geo.mjs'
import { NEXT, NOW, TODAY, TOMORROW } from './query.mjs'
import {
	DAY, bitsAdd, bitsAnd, bitsCount, bitsHas, bitsOr, emptySet, snapshotSearch,
	takesPlace,
} from './snapshot.mjs'
import { fold } from './text.mjs'
import { whenLocalDay } from './when.mjs'
import { SPAN_LONG } from './words.mjs'

const AHEAD = 180 // minutes: what "next" looks ahead
const TERMS_MAX = 6

// ---- times ----------------------------------------------------------------------

// The day on which a timing is shown at a moment.
const dayOf = (s, { begin, end }, moment) => whenLocalDay(s.zone,
	end - begin > SPAN_LONG && moment > begin ? moment : begin)

// Is a timing of the row's day what "when" asks for?
function rowMatches({ s, q: { when }, moment, from, to, first }, row) {
	const event = s.events[row.event]
	if (when === 0)
		return true
	if (when === TODAY || when === TOMORROW)
		return row.day === first
	if (row.begin > (when === NOW ? moment : to) ||
		row.end <= (when === NOW ? moment : from))
		return false
	return takesPlace(event) && event.timings.some(t => (when === NOW
		? t.begin <= moment && moment < t.end
		: from < t.begin && t.begin <= to) && dayOf(s, t, moment) === row.day)
}

function nextBegin({ s, moment }, set) {
	let soonest = Infinity
	s.events.forEach((event, i) => {
		if (!bitsHas(set, i) || event.end <= moment || !takesPlace(event))
			return
		for (const { begin } of event.timings)
			if (begin > moment && begin < soonest)
				soonest = begin
	})
	return soonest
}

// The next three hours; where nothing begins in them, three from the next
// begin on.
function setWindow(f, set) {
	const next = nextBegin(f, set)
	f.from = f.moment
	f.to = (next < Infinity && next > f.moment + AHEAD ? next : f.moment) + AHEAD
}

// The days whose rows have to be looked at; "now" may be past midnight.
function setDays(f) {
	const { zone } = f.s, { when } = f.q
	const today = whenLocalDay(zone, f.moment)
	f.first = when === TOMORROW ? today + 1 : when === NOW ? today - 1 : today
	f.last = when === TOMORROW ? f.first
		: when === NEXT ? whenLocalDay(zone, f.to) : today
}

// ---- sets -----------------------------------------------------------------------

// What was asked for of a facet; null where nothing was.
function facetSet({ s, q }, { kind, first, end }) {
	const asked = q.choices.filter(c => c >= first && c < end)
	const days = kind === DAY ? q.days : []
	const set = emptySet(s)
	for (const choice of asked)
		bitsOr(set, s.choices[choice].set)
	s.days.forEach(({ day }, i) => {
		if (days.includes(day))
			bitsOr(set, s.choices[first + i].set)
	})
	return asked.length + days.length > 0 ? set : null
}

const pointOf = ({ lat, lon }) => ({ lat, lon })

// Metres from a point to an event; -1 where it has none.
export function findDistance(s, event, from) {
	const at = pointOf(s.events[event])
	return at.lat === null ? -1 : geoMetres(from, at, s.cosine)
}

export function findIsWithin(s, event, from, metres) {
	const at = pointOf(s.events[event])
	return at.lat !== null && geoWithin(from, at, s.cosine, metres)
}

// Everything but the facets and the time.
function findOthers({ s, q }) {
	const set = emptySet(s)
	s.events.forEach((event, i) => {
		if (!q.near || findIsWithin(s, i, q.near, q.km * 1000))
			bitsAdd(set, i)
	})
	for (const term of fold(q.text).split(' ').slice(0, TERMS_MAX))
		if (term)
			bitsAnd(set, snapshotSearch(s, term))
	return set
}

function intersection(set, others) {
	const all = set.slice()
	for (const other of others)
		if (other)
			bitsAnd(all, other)
	return all
}

function findTimes(f, others, asked) {
	const set = emptySet(f.s)
	if (f.q.when === 0)
		return
	if (f.q.when === NEXT)
		setWindow(f, intersection(others, asked))
	setDays(f)
	for (const { day, rows } of f.s.days)
		if (day >= f.first && day <= f.last)
			for (const row of rows)
				if (rowMatches(f, row))
					bitsAdd(set, row.event)
	bitsAnd(others, set)
}

// {s, q, moment, set, total, without: by facet, what it is without it}
export function findEvents(s, q, moment) {
	const f = { s, q, moment }
	const asked = s.facets.map(facet => facetSet(f, facet))
	const others = findOthers(f)
	findTimes(f, others, asked)
	f.set = intersection(others, asked)
	f.total = bitsCount(f.set)
	f.without = asked.map((set, i) => set
		? intersection(others, asked.filter((_, k) => k !== i)) : f.set)
	return f
}

// How many a choice of a facet would give.
export const findCount = (f, facet, choice) =>
	bitsCount(f.without[facet], f.s.choices[choice].set)

// ---- rows -----------------------------------------------------------------------

const isByDay = ({ q }) => q.days.length > 0 || q.when > 0

// What is now is there now, whatever its other days.
const dayIsAsked = ({ q, first, last }, day) => q.when > 0
	? day >= first && day <= last : q.days.includes(day)

// Those on days that were asked for; else of each event the current one, or
// the last of those that are over.
const byDay = f => [({ day }) => dayIsAsked(f, day), row => rowMatches(f, row)]
const current = ({ moment }) => [({ end }) => end > moment,
	({ end, before }) => end > moment && before <= moment]
const over = ({ moment }) => [() => true, ({ end, before, last }) =>
	last && end <= moment && before <= moment]

function takeRows(f, [takesDay, takesRow], t) {
	for (const day of f.s.days) {
		if (!takesDay(day))
			continue
		for (const row of day.rows) {
			if (t.rows.length === t.most)
				return
			if (bitsHas(f.set, row.event) && takesRow(row) && t.skip-- <= 0)
				t.rows.push(row)
		}
	}
}

// {rows, current: how many of them are not over}; at most "most" behind "skip".
export function findRows(f, skip, most) {
	const t = { skip, most, rows: [] }
	takeRows(f, isByDay(f) ? byDay(f) : current(f), t)
	t.current = t.rows.length
	if (!isByDay(f))
		takeRows(f, over(f), t)
	return t
}

export function findRowCount(f) {
	return isByDay(f) ? findRows(f, 0, Infinity).rows.length : f.total
}
