// query.mjs -- what a visitor asks for: read and written again in its one
// spelling, as cgi/query.h tells.
import {
	DAY, snapshotChoice, snapshotFacet, snapshotFind, snapshotTown,
} from './snapshot.mjs'
import { fold, textClean, textCompare, textCut, textSlug } from './text.mjs'
import { whenClock, whenDay, whenParse, whenParseDay } from './when.mjs'

export const QUERY_BYTES_MAX = 2000
export const QUERY_MOMENT = 5 // minutes

const PAIRS_MAX = 32
const CHOICES_MAX = 200
const DAYS_MAX = 62
const TEXT_MAX = 100
const KEPT_MAX = 100
const KM = 30, KM_MAX = 200
const PAGE_MAX = 10000
const SHOWN_MAX = 60
const SLUG_MAX = 60
const STEP = 10000 // micro-degrees: 0.01 degree

// Bits: what a page understands.
export const FILTERS = 1, WHEN = 2, AT = 4, PAGE = 8, PLAN = 16

// "when", by its place in the list.
export const WHENS = ['', 'now', 'next', 'today', 'tomorrow']
export const NOW = 1, NEXT = 2, TODAY = 3, TOMORROW = 4

// Why it cannot be used: places in "bad-values" of the interface.
const BAD_DAY = 1, BAD_CHOICE = 2, BAD_KM = 3, BAD_NEAR = 4, BAD_WHEN = 5,
	BAD_PAGE = 6, BAD_AT = 7, TOO_MANY_KEPT = 9
export const BAD_CODING = 0, TOO_LONG = 8

export const emptyQuery = { choices: [], days: [], text: '', near: null, km: KM,
	when: 0, at: null, page: 1, kept: [] }

// A fault is thrown: {kind, value, question}.
function bad(kind, value = '', question = '') {
	throw { kind, value: textClean(value, SHOWN_MAX), question }
}

// Null where it is not valid, holds control characters or is no UTF-8.
export function queryDecode(text, plus) {
	try {
		const out = decodeURIComponent(plus ? text.replace(/\+/g, ' ') : text)
		return /[\0-\x1f\x7f]/.test(out) ? null : out
	} catch {
		return null
	}
}

// ---- values ---------------------------------------------------------------------

// A whole number without sign or leading zeros, else -1.
const number = (text, most) =>
	/^(0|[1-9]\d{0,8})$/.test(text) && +text <= most ? +text : -1

// In order, each once.
function insert(list, value, max) {
	if (list.includes(value))
		return
	if (list.length === max)
		bad(TOO_LONG)
	list.push(value)
	list.sort((a, b) => a - b)
}

function readFacet({ q, s }, facet, values) {
	for (const value of values.split(',').filter(Boolean)) {
		if (facet.kind === DAY) {
			insert(q.days, whenParseDay(value) ?? bad(BAD_DAY, value), DAYS_MAX)
			continue
		}
		const choice = snapshotChoice(s, facet, value)
		if (choice < 0)
			bad(BAD_CHOICE, value, facet.label)
		insert(q.choices, choice, CHOICES_MAX)
	}
}

// Degrees as hundredths, halves away from zero; null if they are none.
function hundredths(text, most) {
	const [, minus, whole, part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
	const n = whole === undefined ? -1 : number(whole, most)
	const micro = STEP *
		Math.floor((n * 1000 + Number((part + '000').slice(0, 3)) + 5) / 10)
	return n < 0 || micro > most * 1e6 ? null : minus ? 0 - micro : micro
}

// "50.95,1.86", or a town, also as people write it.
function readNear({ q, s }, value) {
	const at = value.indexOf(',')
	if (q.near)
		return
	if (at >= 0) {
		const lat = hundredths(value.slice(0, at), 90)
		const lon = hundredths(value.slice(at + 1), 180)
		q.near = { town: -1, lat: lat ?? bad(BAD_NEAR, value),
			lon: lon ?? bad(BAD_NEAR, value) }
		return
	}
	const facet = s.facets[snapshotFacet(s, 'town')] ?? bad(BAD_NEAR, value)
	let town = snapshotChoice(s, facet, value)
	if (town < 0)
		town = snapshotChoice(s, facet, textSlug(value, SLUG_MAX))
	const { lat, lon } = town < 0 ? { lat: null } : snapshotTown(s, town)
	q.near = { town, lat: lat ?? bad(BAD_NEAR, value), lon }
}

// Of a single value that stands twice the first counts.
function readSingle(key, kind, read) {
	return (r, value) => {
		if (r.has[key])
			return
		r.has[key] = true
		r.q[key] = read(value)
		if (r.q[key] <= 0)
			bad(kind, value)
	}
}

function readAt({ q, s }, value) {
	if (q.at === null) {
		const at = whenParse(value, s.zone) ?? bad(BAD_AT, value)
		q.at = Math.floor(at / QUERY_MOMENT) * QUERY_MOMENT
	}
}

function readText({ q }, value) {
	const text = textClean(textCut(value, TEXT_MAX), TEXT_MAX)
	if (!q.text && fold(text))
		q.text = text
}

// "UID", or "UID.T" unless there is an event of that name as a whole.
function keptOf(s, value) {
	const dot = value.lastIndexOf('.')
	const timing = dot > 0 ? number(value.slice(dot + 1), 999999) : -1
	return timing <= 0 || snapshotFind(s, value) >= 0
		? { name: value, timing: 0 } : { name: value.slice(0, dot), timing }
}

function readKept({ q, s }, values) {
	for (const value of values.split(',').filter(Boolean)) {
		if (q.kept.length === KEPT_MAX)
			bad(TOO_MANY_KEPT)
		q.kept.push(keptOf(s, value))
	}
}

// All timings of an event include each.
function settleKept(kept) {
	kept.sort((a, b) => textCompare(a.name, b.name) || a.timing - b.timing)
	const all = new Set(kept.filter(k => !k.timing).map(k => k.name))
	return kept.filter(({ name, timing }, i) => {
		const last = kept[i - 1] ?? {}
		return (!timing || !all.has(name)) &&
			(last.name !== name || last.timing !== timing)
	})
}

// ---- reading ----------------------------------------------------------------------

const singles = {
	__proto__: null,
	q: [FILTERS, readText],
	near: [FILTERS, readNear],
	km: [FILTERS, readSingle('km', BAD_KM, text => number(text, KM_MAX))],
	when: [WHEN, readSingle('when', BAD_WHEN, text => WHENS.indexOf(text))],
	at: [AT, readAt],
	page: [PAGE, readSingle('page', BAD_PAGE, text => number(text, PAGE_MAX))],
	e: [PLAN, readKept],
}

function readPair(r, pair, understood) {
	const at = pair.indexOf('=')
	const key = queryDecode(at < 0 ? pair : pair.slice(0, at), true)
	const value = at < 0 ? '' : queryDecode(pair.slice(at + 1), true)
	if (key === null || value === null)
		bad(BAD_CODING)
	const facet = r.s.facets[snapshotFacet(r.s, key)]
	const [bit, read] = singles[key] ??
		[FILTERS, facet && ((r, value) => readFacet(r, facet, value))]
	if (read && value && bit & understood)
		read(r, value)
}

// Read what stands behind "?"; throws a fault.
export function queryRead(s, raw, understood) {
	const q = { ...emptyQuery, choices: [], days: [], kept: [] }
	const r = { q, s, has: {} }
	if (raw.length > QUERY_BYTES_MAX)
		bad(TOO_LONG)
	raw.split('&').filter(Boolean).forEach((pair, i) => {
		if (i === PAIRS_MAX)
			bad(TOO_LONG)
		readPair(r, pair, understood)
	})
	if (!q.near)
		q.km = KM
	q.kept = settleKept(q.kept)
	return q
}

// ---- writing ----------------------------------------------------------------------

export const queryEncode = text => encodeURIComponent(text)
	.replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
	.replace(/%20/g, '+')

function hundredth(micro) {
	const n = Math.abs(micro) / STEP
	return `${micro < 0 ? '-' : ''}${Math.floor(n / 100)}.` +
		`0${n % 100}`.slice(-2)
}

const nearText = (s, { town, lat, lon }) => town >= 0 ? s.choices[town].id
	: `${hundredth(lat)},${hundredth(lon)}`

// The canonical spelling, "" for nothing asked.
export function queryWrite(s, q) {
	const out = []
	const put = (key, values) => {
		if (values.length > 0)
			out.push(`${key}=${values}`)
	}
	for (const { id, kind, first, end } of s.facets)
		put(id, kind === DAY ? q.days.map(whenDay)
			: q.choices.filter(c => c >= first && c < end)
				.map(c => queryEncode(s.choices[c].id)))
	put('q', queryEncode(q.text))
	if (q.near) {
		put('near', nearText(s, q.near))
		put('km', q.km === KM ? '' : `${q.km}`)
	}
	put('when', WHENS[q.when])
	put('at', q.at === null ? '' : whenClock(s.zone, q.at))
	put('page', q.page > 1 ? `${q.page}` : '')
	put('e', q.kept.map(({ name, timing }) =>
		queryEncode(name) + (timing ? `.${timing}` : '')))
	return out.join('&')
}

// Is any filter set, so that it is not simply everything?
export const queryIsFiltered = q => q.choices.length > 0 || q.days.length > 0 ||
	q.text !== '' || q.near !== null || q.when > 0
