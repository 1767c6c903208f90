// tree.mjs -- an event as its own page shows it: what the index has of it and
// what its texts have, put together again as cgi/edition_page.c does it.
import { GROUP, attendanceOf, snapshotOwn, statusOf } from './snapshot.mjs'
import { whenDay, whenRfc3339 } from './when.mjs'
import { wordsDay } from './words.mjs'

function degrees(micro) {
	const digits = `${Math.abs(micro)}`.padStart(7, '0')
	return `${micro < 0 ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`
}

function pointOf(event) {
	if (event.lat === null)
		return {}
	const lat = degrees(event.lat), lon = degrees(event.lon)
	return { lat, lon, map: 'https://www.openstreetmap.org/' +
		`?mlat=${lat}&mlon=${lon}#map=16/${lat}/${lon}` }
}

function placeOf(event, place) {
	const { address, postcode, town, district, department, region, line,
		...rest } = place
	return { name: event.place || undefined, address, postcode, town, district,
		department, region, line, ...pointOf(event), ...rest }
}

function timingOf(s, { number, begin, end }) {
	return { number, begin: whenRfc3339(s.zone, begin),
		end: whenRfc3339(s.zone, end) }
}

// "hours": of its sessions, where they can be kept one by one.
function dayOf(s, words, { day, when, spans }, hours) {
	return {
		day: whenDay(day),
		label: wordsDay(words, 'day-long', day),
		when,
		end: whenRfc3339(s.zone, spans[spans.length - 1].end),
		sessions: hours && spans.map(({ number }, i) =>
			({ number, when: hours[i] })),
	}
}

function groupsOf(s, event, reasons) {
	let said = 0
	return s.facets.filter(({ kind }) => kind === GROUP).map(facet => ({
		id: facet.id, label: facet.label,
		choices: snapshotOwn(s, facet, event.rows[0].event).map(({ id, label }) => ({
			id, label, href: `events?${facet.id}=${id}`,
			reason: reasons[said++] || undefined })),
	})).filter(({ choices }) => choices.length > 0)
}

// "text": of the event, as it was sent; "words": of the interface.
export function treeOf(s, words, event, text) {
	const { uid, slug, title, lang, rows } = event
	const { note, note_lang, summary, summary_lang, days, place, groups, link, registration,
		conditions, conditions_lang, ages, access, organiser, text: html,
		text_lang, ...rest } = text
	return {
		uid, slug, title, lang: lang || undefined,
		...statusOf(words, event),
		note, note_lang, summary, summary_lang,
		timings: rows.flatMap(({ spans }) => spans).map(t => timingOf(s, t)),
		days: rows.map((row, i) => dayOf(s, words, row, days[i])),
		place: place && placeOf(event, place),
		...attendanceOf(words, event),
		link, registration, conditions, conditions_lang, ages, access, organiser,
		text: html, text_lang, groups: groupsOf(s, event, groups), ...rest,
	}
}
