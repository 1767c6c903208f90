// view_page.mjs -- home, the list, all events: as cgi/view_page.c.
import { findEvents, findRowCount, findRows } from './find.mjs'
import { linksOf, linksQuery, linksWithout } from './links.mjs'
import {
	NEXT, NOW, WHENS, emptyQuery, queryDecode, queryIsFiltered, queryWrite,
} from './query.mjs'
import { bitsCount } from './snapshot.mjs'
import { CARDS, viewBegin, viewCount, viewEnd } from './view.mjs'
import { viewCard, viewFilters, viewSections, viewSingles } from './view_list.mjs'
import { whenRfc3339 } from './when.mjs'
import { wordsCount, wordsDay, wordsFill } from './words.mjs'

const SOON = 6 // in "now" and in "next"
const FEATURED = 6

// ---- the list -------------------------------------------------------------------

// What it is a list of: the filters' labels, or simply the programme.
const titleOf = (v, { filters }) =>
	filters.map(({ label }) => label).join(' · ') || v.words.titles[1]

// What a form carries along: all but its own field and the page.
const hidden = (v, less) => queryWrite(v.s, { ...v.q, page: 1, ...less })
	.split('&').filter(Boolean).map(pair => pair.split('='))
	.map(([name, value]) => ({ name, value: queryDecode(value, true) }))

// Now, next, today, tomorrow: one of them, or none, and no other day.
const momentsOf = v => WHENS.slice(1).map((_, i) => {
	const on = v.q.when === i + 1, when = on ? 0 : i + 1
	return { label: v.words['when-choices'][i], on,
		href: linksQuery(v.s, { ...v.q, page: 1, days: [], when }, v.path) }
})

// Where nothing was found: what each filter's absence would give.
function relaxOf(v, f, k) {
	const list = []
	const put = (text, filter, count, href) => {
		if (count > 0)
			list.push({ label: wordsFill(v.words[text], { filter }), count, href })
	}
	v.s.facets.forEach((facet, i) => {
		if (f.without[i] !== f.set)
			put('without', facet.label, bitsCount(f.without[i]),
				linksWithout(k, facet))
	})
	// Words have their quotation marks already.
	for (const [label, less, key] of viewSingles(v))
		put(key === 'text' ? 'without-text' : 'without', label,
			findEvents(v.s, less, v.moment).total, linksQuery(v.s, less, k.page))
	return list
}

function pagingOf(v, page, pages) {
	const to = page => linksQuery(v.s, { ...v.q, page }, v.path)
	return pages < 2 ? {} : {
		page_of: wordsFill(v.words['page-of'], { page, pages }),
		before: page > 1 ? to(page - 1) : undefined,
		after: page < pages ? to(page + 1) : undefined,
	}
}

// The same query with other faces.
function facesOf(v) {
	const face = path => linksQuery(v.s, { ...v.q, page: 1 }, path)
	return { map: face('map'), ics: face('events.ics'), atom: face('events.atom'),
		q: v.q.text, clear: v.path, filtered: queryIsFiltered(v.q) }
}

// A list may have become shorter: its last page is shown then, and all that
// names the page names that one.
export function viewEvents(v) {
	const f = findEvents(v.s, v.q, v.moment)
	const pages = Math.ceil(findRowCount(f) / CARDS) || 1
	const page = Math.min(v.q.page, pages)
	v.q = { ...v.q, page }
	const k = linksOf(v.s, v.q, v.path)
	const filters = viewFilters(v, f, k)
	const found = findRows(f, (page - 1) * CARDS, CARDS)
	const events = found.rows.map(row => viewCard(v, row))
	if (v.ui) {
		viewBegin(v, titleOf(v, filters))
		Object.assign(v.frame, { sections: viewSections(v, found, events),
			count: viewCount(v, f.total), hidden: hidden(v, { text: '' }),
			around: hidden(v, { near: null }), moments: momentsOf(v),
			...facesOf(v), ...pagingOf(v, page, pages),
			relax: f.total === 0 ? relaxOf(v, f, k) : undefined })
	}
	return viewEnd(v, { total: f.total, page, pages, ...filters, events,
		source: v.site.source })
}

// ---- home -----------------------------------------------------------------------

// "now" or "next": how many, and the first of them.
function soonOf(v, when, key) {
	const q = { ...emptyQuery, when, at: v.q.at }
	const f = findEvents(v.s, q, v.moment), { total } = f
	const { rows } = findRows(f, 0, SOON)
	if (total > SOON)
		v.frame[`all_${key}`] = wordsCount(v.words, `all-${key}`, total)
	if (when === NEXT && rows.length > 0 && rows[0].day !== v.today)
		v.frame.next_on = wordsDay(v.words, 'day-medium', rows[0].day)
	return { total, href: linksQuery(v.s, q, 'events'),
		events: rows.map(row => viewCard(v, row)) }
}

// Those that are not over first.
function featuredOf(v) {
	const rows = v.s.rows.filter(({ event, before }) =>
		v.s.events[event].featured && before <= v.moment)
	const isOver = ({ end }) => end <= v.moment
	return [...rows.filter(row => !isOver(row)),
		...rows.filter(row => isOver(row) && row.last)]
		.slice(0, FEATURED).map(row => viewCard(v, row))
}

// Where the moment lies: before, during or after the festival's days.
function phaseOf(v) {
	const days = v.s.days.filter(({ festival }) => festival)
	if (days.length === 0 || v.today < days[0].day)
		return 'before'
	return v.today > days[days.length - 1].day ? 'after' : 'during'
}

export function viewHome(v) {
	const everything = { ...emptyQuery, at: v.q.at }
	const f = findEvents(v.s, everything, v.moment), { total } = f
	const { title, summary, timezone, days, source } = v.site
	const phase = phaseOf(v)
	viewBegin(v)
	const data = {
		programme: { title, summary, timezone, days }, phase,
		moment: whenRfc3339(v.s.zone, v.moment), total,
		now: soonOf(v, NOW, 'now'), next: soonOf(v, NEXT, 'next'),
		featured: featuredOf(v),
		...viewFilters(v, f, linksOf(v.s, everything, 'events')), source,
	}
	v.frame[`is_${phase}`] = true
	v.frame.count = viewCount(v, total)
	return viewEnd(v, data)
}

// ---- all events -----------------------------------------------------------------

// Each on its first day.
export function viewAll(v) {
	const rows = v.s.rows.filter(({ before }) => before === -Infinity)
	const events = rows.map(row => viewCard(v, row)), sections = []
	const total = v.s.events.length
	viewBegin(v, v.words.titles[2])
	rows.forEach(({ day }, i) => {
		if (i === 0 || day !== rows[i - 1].day)
			sections.push({ label: wordsDay(v.words, 'day-long', day), items: [] })
		sections[sections.length - 1].items.push(events[i])
	})
	Object.assign(v.frame, { sections, count: viewCount(v, total) })
	return viewEnd(v, { total, events, source: v.site.source })
}
