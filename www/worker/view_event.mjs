// view_event.mjs -- one event: as cgi/view_event.c.
import { addressStreet } from './address.mjs'
import { findDistance, findIsWithin } from './find.mjs'
import { linksQuery } from './links.mjs'
import { emptyQuery } from './query.mjs'
import { takesPlace, townFacet } from './snapshot.mjs'
import { viewBegin, viewDistance, viewEnd, viewTrees } from './view.mjs'
import { whenLocalDay } from './when.mjs'
import { wordsDay, wordsFill } from './words.mjs'

const SESSIONS_SHOWN = 6 // of a day; more are folded
const NEARBY = 4
const NEAR = 20000 // metres: what counts as near an event

const pick = (from, names) =>
	Object.fromEntries(names.map(name => [name, from?.[name]]))

// ---- what is near on the same day ---------------------------------------------------

// The first day of an event, among the days there are.
function firstDay({ s }, event) {
	const first = whenLocalDay(s.zone, s.events[event].begin)
	return s.days.find(({ day }) => day === first)
}

// The earlier row where two are as near.
function nearest(v, event) {
	const from = v.s.events[event]
	if (from.lat === null)
		return []
	return (firstDay(v, event)?.rows ?? []).map(row => row.event)
		.filter(e => e !== event && findIsWithin(v.s, e, from, NEAR))
		.map(e => [e, findDistance(v.s, e, from)])
		.sort((a, b) => a[1] - b[1]).slice(0, NEARBY).map(([e]) => e)
}

const nearbyOf = (v, event, near, trees) => near.map((other, i) => ({
	...pick(trees[i], ['uid', 'slug', 'title', 'lang', 'status', 'state']),
	when: trees[i].days[0].when,
	town: trees[i].place?.town,
	far: viewDistance(v, v.s.events[event], other),
}))

// ---- JSON-LD (schema.org/Event) -------------------------------------------------------

const ldStatus = { rescheduled: 'Rescheduled', online: 'MovedOnline',
	postponed: 'Postponed', cancelled: 'Cancelled' }
const ldMode = { online: 'Online', mixed: 'Mixed' }

const ldPlace = place => ({
	'@type': 'Place',
	name: place.name ?? place.town,
	address: { '@type': 'PostalAddress', streetAddress: addressStreet(place),
		postalCode: place.postcode, addressLocality: place.town,
		addressRegion: place.region },
	geo: place.lat === undefined ? undefined : { '@type': 'GeoCoordinates',
		latitude: place.lat, longitude: place.lon },
})

// A place, a link to join by, or both; a list only where it is both.
function ldLocation({ place, link }) {
	const list = []
	if (place)
		list.push(ldPlace(place))
	if (link)
		list.push({ '@type': 'VirtualLocation', url: link.href })
	return list.length > 1 ? list : list[0]
}

const unicode = c => `\\u${`000${c.charCodeAt(0).toString(16)}`.slice(-4)}`

function ldOf(v, event) {
	const { title, summary, timings, status, attendance, organiser } = event
	return JSON.stringify({
		'@context': 'https://schema.org',
		'@type': 'Event',
		name: title,
		description: summary,
		startDate: timings[0]?.begin,
		endDate: timings[0]?.end,
		eventStatus:
			`https://schema.org/Event${ldStatus[status] ?? 'Scheduled'}`,
		eventAttendanceMode: 'https://schema.org/' +
			`${ldMode[attendance] ?? 'Offline'}EventAttendanceMode`,
		location: ldLocation(event),
		organizer: organiser && { '@type': 'Organization', name: organiser },
		url: v.frame.canonical,
	}).replace(/[<>&\u2028\u2029]/g, unicode)
}

// ---- the page -------------------------------------------------------------------

function dayOf({ label, when, end, sessions }, over) {
	const day = { label, when, end, over }
	return !sessions || over && sessions.length === 1 ? day
		: { ...day, sessions, folded: over || sessions.length > SESSIONS_SHOWN }
}

// Days as the page shows them, and whether they all are over, as lists have
// it. What does not take place says so already, and is never over.
function daysOf(v, event, tree) {
	const days = tree.days.map((day, i) =>
		dayOf(day, event.rows[i]?.end <= v.moment))
	return { days,
		choosable: days.some(d => d.sessions && !d.over) || undefined,
		over: takesPlace(event) && days.length > 0 && days.every(d => d.over) }
}

// Where one comes from: the list of its day, and what is around.
function waysOf(v, index, { uid, slug }) {
	const event = v.s.events[index], day = firstDay(v, index)
	const q = { ...emptyQuery, days: day ? [day.day] : [] }
	const town = townFacet(v.s).first + event.town
	return {
		around: event.town >= 0 && event.lat !== null
			? linksQuery(v.s, { ...q, near: { town } }, 'events') : undefined,
		same_day: linksQuery(v.s, q, 'events'),
		same_day_label: day ? wordsFill(v.words['same-day'],
			{ day: wordsDay(v.words, 'day-medium', day.day) }) : v.words.titles[1],
		keep: `plan?e=${uid}`,
		ics: `event/${uid}/${slug}.ics`,
	}
}

export function viewEvent(v, index) {
	const near = nearest(v, index)
	const [event, ...trees] = viewTrees(v, [index, ...near])
	viewBegin(v, event.title)
	Object.assign(v.frame, { description: event.summary,
		...daysOf(v, v.s.events[index], event), ...waysOf(v, index, event) })
	if (v.ui)
		v.frame.ld = ldOf(v, event)
	return viewEnd(v, { event, nearby: nearbyOf(v, index, near, trees),
		source: v.site.source })
}
