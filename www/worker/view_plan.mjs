// view_plan.mjs -- a plan: what somebody keeps, day by day. As cgi/view_plan.c.
import { findDistance } from './find.mjs'
import { linksQuery } from './links.mjs'
import { emptyQuery } from './query.mjs'
import { snapshotFind, takesPlace } from './snapshot.mjs'
import { viewBegin, viewEnd, viewTrees } from './view.mjs'
import {
	DAY_MINUTES, whenDay, whenLocal, whenLocalDay, whenRfc3339,
} from './when.mjs'
import {
	wordsCount, wordsDay, wordsDistance, wordsDuration, wordsFill, wordsSpan,
} from './words.mjs'

// ---- what is kept ---------------------------------------------------------------

const planOf = (v, kept, page) => linksQuery(v.s, { ...emptyQuery, kept }, page)

// One event on one day, as far as it is kept; "sure": it is known when one is
// there, as it is one occurrence only.
function keptOn(v, { timing }, row, without) {
	const event = v.s.events[row.event]
	const there = event.timings.filter(t =>
		whenLocalDay(v.s.zone, t.begin) === row.day &&
		(timing === 0 || t.number === timing))
	if (timing !== 0 && there.length === 0)
		return []
	const sure = there.length === 1
	const { begin, end } = sure ? there[0] : row
	return [{ row, event, timing, begin, end, without,
		bound: sure && takesPlace(event) }]
}

function keptOf(v, asked) {
	const rows = v.s.events[snapshotFind(v.s, asked.name)]?.rows ?? []
	const without = planOf(v, v.q.kept.filter(k => k !== asked), 'plan')
	return rows.flatMap(row => keptOn(v, asked, row, without))
}

const byBegin = (a, b) => a.row.day - b.row.day || a.begin - b.begin ||
	a.row.event - b.row.event || a.timing - b.timing

// ---- what does not go together -----------------------------------------------------

// By car, roughly: 1.3 times the straight line at 50 km/h, and ten minutes
// around it. Minutes, rounded up.
const travel = metres => 10 + Math.floor((metres * 39 + 24999) / 25000)

// Undefined where one can go from one to the other.
function conflictOf(v, a, b) {
	if (!a || !b.bound || a.event === b.event)
		return undefined
	const gap = b.begin - a.end
	if (gap < 0)
		return { kind: 'overlap', text: wordsFill(v.words.overlap,
			{ first: a.event.title, second: b.event.title }) }
	const metres = a.event.lat === null ? -1
		: findDistance(v.s, b.row.event, a.event)
	if (metres < 1000 || travel(metres) <= gap)
		return undefined // the same town, or time enough
	return { kind: 'hop', text: wordsFill(v.words.hop, {
		time: wordsDuration(v.words, gap),
		distance: wordsDistance(v.words, metres),
		needed: wordsDuration(v.words, travel(metres)),
	}) }
}

// ---- the view -------------------------------------------------------------------

// The hours of one occurrence.
function hours(v, { row, begin, end }) {
	const midnight = row.day * DAY_MINUTES
	return wordsSpan(v.words, { begin, end,
		from: whenLocal(v.s.zone, begin) - midnight,
		to: whenLocal(v.s.zone, end) - midnight })
}

function eventOf(v, k, tree, conflict) {
	const { uid, slug, title, lang, status, state, attendance, attended,
		place = {}, registration } = tree
	const day = whenDay(k.row.day)
	return {
		uid, slug, title, lang, status, state, attendance, attended,
		timing: k.timing, day,
		begin: whenRfc3339(v.s.zone, k.begin), end: whenRfc3339(v.s.zone, k.end),
		when: k.timing !== 0 ? hours(v, k)
			: tree.days.find(one => one.day === day)?.when,
		place: place.name, address: place.address, town: place.town,
		registration, remove: k.without, conflict,
	}
}

function daysOf(v, list) {
	const trees = viewTrees(v, list.map(({ row }) => row.event)), days = []
	let last // to end, of those before
	list.forEach((k, i) => {
		if (i === 0 || k.row.day !== list[i - 1].row.day)
			days.push({ label: wordsDay(v.words, 'day-long', k.row.day),
				events: [] })
		days[days.length - 1].events.push(
			eventOf(v, k, trees[i], conflictOf(v, last, k)))
		if (k.bound && (!last || k.end > last.end))
			last = k
	})
	return days
}

export function viewPlan(v) {
	const { kept } = v.q, each = kept.map(asked => keptOf(v, asked))
	const lost = each.filter(list => list.length === 0).length
	const total = kept.length - lost
	viewBegin(v, v.words.titles[4])
	if (kept.length > 0)
		Object.assign(v.frame, { count: wordsCount(v.words, 'kept', total),
			ics: planOf(v, kept, 'plan.ics') })
	if (lost > 0)
		v.frame.lost = wordsCount(v.words, 'lost', lost)
	return viewEnd(v, { total, lost, days: daysOf(v, each.flat().sort(byBegin)),
		source: v.site.source })
}
