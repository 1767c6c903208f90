// view_map.mjs -- towns on the map, and as a list: as cgi/view_map.c.
import { findEvents } from './find.mjs'
import { linksOf, linksQuery } from './links.mjs'
import { queryIsFiltered } from './query.mjs'
import { bitsHas, townFacet } from './snapshot.mjs'
import { viewBegin, viewCount, viewEnd } from './view.mjs'
import { viewFilters } from './view_list.mjs'
import { wordsCount } from './words.mjs'

const RADIUS = 9 // units of the view, of a town with one event
const RADIUS_STEP = 4 // more for each step of the root

// The list that a town's point leads to: the same query, there.
function hrefOf({ s, q }, { first, end }, choice) {
	const choices = q.choices.filter(c => c < first || c >= end)
	return linksQuery(s, { ...q, choices: [...choices, choice] }, 'events')
}

function townOf(v, facet, n, count) {
	const { id, label, x, y, named } = v.s.towns[n]
	const town = { id, label, count, href: hrefOf(v, facet, facet.first + n) }
	const r = RADIUS + RADIUS_STEP * (Math.floor(Math.sqrt(count)) - 1)
	return x < 0 ? town : { ...town, x, y,
		...v.ui ? { r, named } : {} }
}

// In order of id, so of name.
function townsOf(v, { set }) {
	const facet = townFacet(v.s), counts = v.s.towns.map(() => 0)
	v.s.events.forEach(({ town }, i) => {
		if (town >= 0 && bitsHas(set, i))
			counts[town]++
	})
	return counts.map((count, n) => count && townOf(v, facet, n, count))
		.filter(Boolean)
}

export function viewMap(v) {
	const f = findEvents(v.s, v.q, v.moment), { total } = f
	const towns = townsOf(v, f)
	const nowhere = towns.reduce((rest, { count }) => rest - count, total)
	viewBegin(v, v.words.titles[3])
	Object.assign(v.frame, {
		count: wordsCount(v.words, 'events-in-towns', towns.length,
			{ events: viewCount(v, total) }),
		list: linksQuery(v.s, v.q, 'events'),
		clear: v.path,
		filtered: queryIsFiltered(v.q),
	})
	return viewEnd(v, { total, towns, nowhere,
		...viewFilters(v, f, linksOf(v.s, v.q, v.path)),
		map: v.site.map, source: v.site.source })
}
