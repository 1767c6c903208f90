// view_list.mjs -- days, groups and filters, which lists and the map share: as
// cgi/view_list.c.
import { findCount } from './find.mjs'
import {
	linksOnly, linksOnlyDay, linksQuery, linksToggle, linksToggleDay,
} from './links.mjs'
import { BUILT_IN, GROUP, snapshotCard } from './snapshot.mjs'
import { viewDistance } from './view.mjs'
import { whenDate, whenDay, whenWeekday } from './when.mjs'
import { wordsCount, wordsDay, wordsFill } from './words.mjs'

const DAYS_SHOWN = 31 // more, and only the festival's own are

export const viewCard = (v, row) => snapshotCard(v.s, v.words, row)

// ---- choices --------------------------------------------------------------------

// People look at one day after the other: a day replaces a day.
function dayOf(v, f, k, { day, festival }, i) {
	const date = whenDate(day), on = v.q.days.includes(day)
	return {
		day: whenDay(day),
		weekday: v.words['weekdays-short'][whenWeekday(day)],
		date: date.day,
		month: v.words['months-short'][date.month - 1],
		festival,
		today: day === v.today,
		label: wordsDay(v.words, 'day-short', day),
		count: findCount(f, 0, v.s.facets[0].first + i),
		on,
		href: on ? linksToggleDay(k, day) : linksOnlyDay(k, day),
	}
}

// The festival's own days first, then others on which something is.
function daysOf(v, f, k) {
	const all = v.s.days.map((day, i) => [day, i])
	const few = all.length <= DAYS_SHOWN
	return [...all.filter(([{ festival }]) => festival),
		...all.filter(([{ day, festival }]) =>
			!festival && (few || v.q.days.includes(day)))]
		.map(([day, i]) => dayOf(v, f, k, day, i))
}

const placesOf = ({ first, end }) =>
	Array.from({ length: end - first }, (_, i) => first + i)

const isAsked = ({ q }, { first, end }) =>
	q.choices.some(c => c >= first && c < end)

// Is there something to choose at all?
const isUseful = (v, facet) => facet.kind === GROUP || isAsked(v, facet) ||
	facet.kind === BUILT_IN && placesOf(facet).some(i =>
		v.s.choices[i].count > 0 && v.s.choices[i].count < v.s.events.length)

function groupOf(v, f, k, facet, n) {
	return { id: facet.id, label: facet.label, on: isAsked(v, facet),
		choices: placesOf(facet).map(i => ({
			id: v.s.choices[i].id, label: v.s.choices[i].label,
			count: findCount(f, n, i), on: v.q.choices.includes(i),
			href: linksToggle(k, i),
		})) }
}

// "+ 41 that do not say": those who might be meant all the same.
function unstatedOf(v, f, k, facet, n) {
	const { id, label: question, unstated } = facet
	if (unstated < 0 || !isAsked(v, facet) || v.q.choices.includes(unstated))
		return []
	const count = findCount(f, n, unstated)
	return count === 0 ? [] : [{ group: id,
		label: wordsCount(v.words, 'unstated', count, { question }),
		count, on: false, href: linksOnly(k, facet, unstated) }]
}

// ---- filters that are set ------------------------------------------------------------

// What a query asks for once: [its label, the query without it, its key].
export function viewSingles(v) {
	const { q, s, words } = v, list = []
	if (q.text)
		list.push([wordsFill(words['text-chip'], { q: q.text }),
			{ ...q, page: 1, text: '' }, 'text'])
	if (q.near)
		list.push([wordsFill(words['near-chip'], { km: q.km,
			place: s.choices[q.near.town]?.label ?? words['near-point'] }),
		{ ...q, page: 1, near: null }, 'near'])
	if (q.when)
		list.push([words['when-words'][q.when - 1], { ...q, page: 1, when: 0 },
			'when'])
	return list
}

function filtersOf(v, k) {
	return [
		...v.q.days.map(day => ({ label: wordsDay(v.words, 'day-medium', day),
			href: linksToggleDay(k, day) })),
		...v.q.choices.map(choice => ({ label: v.s.choices[choice].label,
			href: linksToggle(k, choice) })),
		...viewSingles(v).map(([label, less]) => ({ label,
			href: linksQuery(v.s, less, k.page) })),
	]
}

export function viewFilters(v, f, k) {
	const useful = v.s.facets.map((facet, n) => [facet, n]).filter(([facet]) =>
		(facet.kind === GROUP || facet.kind === BUILT_IN) && isUseful(v, facet))
	return {
		days: daysOf(v, f, k),
		groups: useful.map(([facet, n]) => groupOf(v, f, k, facet, n)),
		unstated: useful.flatMap(([facet, n]) => unstatedOf(v, f, k, facet, n)),
		filters: filtersOf(v, k),
	}
}

// ---- rows -----------------------------------------------------------------------

// For the page: rows under the heading of their day.
export function viewSections(v, { rows, current }, cards) {
	const sections = []
	rows.forEach((row, i) => {
		if (i === 0 || i === current || row.day !== rows[i - 1].day)
			sections.push({ label: wordsDay(v.words, 'day-long', row.day),
				over: i >= current, items: [] })
		sections[sections.length - 1].items.push({ card: cards[i],
			far: v.q.near ? viewDistance(v, v.q.near, row.event) : undefined })
	})
	return sections
}
