// feed_ics.mjs -- calendars (RFC 5545): as cgi/feed_ics.c.
import { addressStreet } from './address.mjs'
import { findEvents } from './find.mjs'
import { bitsHas, snapshotFind } from './snapshot.mjs'
import { textCut } from './text.mjs'
import { viewTrees } from './view.mjs'
import { whenParse, whenUtcBasic } from './when.mjs'

const FOLD_AT = 75 // bytes of a line
const EVENTS_MAX = 5000

// ---- lines ----------------------------------------------------------------------

// Folded between characters.
function line(name, value) {
	let out = '', begin = `${name}:`, room = FOLD_AT - begin.length
	do {
		const part = textCut(value, room)
		out += `${begin}${part}\r\n`
		value = value.slice(part.length)
		begin = ' '
		room = FOLD_AT - 1
	} while (value)
	return out
}

const text = (name, value) => value ? line(name, value
	.replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n')) : ''
const time = (name, instant) => line(name, whenUtcBasic(instant))

// ---- one occurrence ---------------------------------------------------------------

function joined(place) {
	const town = place.postcode && place.town
		? `${place.postcode} ${place.town}` : place.town ?? place.postcode
	return [place.name, addressStreet(place), town]
		.filter(part => part !== undefined).join(', ')
}

const wayOf = ({ label, kind, href, words }) =>
	`${label}: ${kind === 'link' ? href : words}`

const description = ({ summary, conditions, link, registration = [] }) =>
	[summary, conditions, link?.href, ...registration.map(wayOf)]
		.filter(part => part !== undefined).join('\n')

const STATUS = { cancelled: 'CANCELLED', postponed: 'TENTATIVE' }
const statusOf = tree => STATUS[tree.status] ?? 'CONFIRMED'

function urlOf(v, { uid, slug }) {
	const language = v.language ? `${v.s.language}/` : ''
	return v.url ? line('URL', `${v.url}/${language}event/${uid}/${slug}`) : ''
}

function occurrence(v, tree, { number, begin, end }) {
	const { uid, place, state, title } = tree
	return line('BEGIN', 'VEVENT') +
		line('UID', `${uid}.${number}`) +
		time('DTSTAMP', v.s.changed) +
		time('LAST-MODIFIED', whenParse(tree.changed, v.s.zone)) +
		line('SEQUENCE', `${tree.revision}`) +
		time('DTSTART', begin) +
		time('DTEND', end) +
		text('SUMMARY', state ? `[${state}] ${title}` : title) +
		text('DESCRIPTION', description(tree)) +
		text('LOCATION', place ? joined(place) : tree.link?.href) +
		(place?.lat ? line('GEO', `${place.lat};${place.lon}`) : '') +
		urlOf(v, tree) +
		line('STATUS', statusOf(tree)) +
		line('END', 'VEVENT')
}

// ---- calendars ------------------------------------------------------------------

// "kept": [place of an event, number of a timing or 0 for all].
function calendar(v, name, kept) {
	const trees = viewTrees(v, kept.map(([event]) => event))
	return line('BEGIN', 'VCALENDAR') +
		line('VERSION', '2.0') +
		line('PRODID', '-//Almanach//Programme//EN') +
		line('CALSCALE', 'GREGORIAN') +
		line('METHOD', 'PUBLISH') +
		text('X-WR-CALNAME', name) +
		line('REFRESH-INTERVAL;VALUE=DURATION', 'PT1H') +
		line('X-PUBLISHED-TTL', 'PT1H') +
		kept.map(([event, number], i) => v.s.events[event].timings
			.filter(t => number === 0 || t.number === number)
			.map(t => occurrence(v, trees[i], t)).join('')).join('') +
		line('END', 'VCALENDAR')
}

export const feedIcsEvent = (v, event) =>
	calendar(v, v.s.events[event].title, [[event, 0]])

export const feedIcsPlan = v => calendar(v, v.site.title, v.q.kept
	.map(({ name, timing }) => [snapshotFind(v.s, name), timing])
	.filter(([event]) => event >= 0))

export function feedIcsList(v) {
	const { set } = findEvents(v.s, v.q, v.moment)
	return calendar(v, v.site.title, v.s.events.map((_, event) => [event, 0])
		.filter(([event]) => bitsHas(set, event)).slice(0, EVENTS_MAX))
}
