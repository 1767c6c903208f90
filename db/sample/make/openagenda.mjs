// openagenda.mjs -- what it looks like: one event in OpenAgenda's API v2,
// detailed, with the members that a real reading has.

import { wayThere } from '../material/notes.mjs'
import { gates } from '../material/people.mjs'
import { dateRange, instant } from './timings.mjs'
import { slug, typeset } from './words.mjs'

// {fr} or {fr, en} of a pair; {} where there is nothing.
function byLanguage(pair, english) {
	if (!pair)
		return {}
	return english ? { fr: pair[0], en: pair[1] } : { fr: pair[0] }
}

// Spread over 90000000 numbers without meeting: the factor has no divisor in
// common with the modulus.
const uidOf = n => 10000000 + ((n + 1) * 61803397) % 90000000

function location(r, place, departments) {
	const { town } = place
	const department = departments[town.insee.slice(0, 2)]
	const way = r.chance(20) ? r.pick(wayThere).map(typeset) : undefined
	return {
		uid: place.uid, setUid: null, agendaUid: null,
		slug: `${slug(place.name)}_${place.uid}`,
		name: place.name, address: place.address,
		countryCode: 'FR', region: 'Hauts-de-France', department,
		city: town.name,
		adminLevel1: 'Hauts-de-France', adminLevel2: department,
		adminLevel3: null, adminLevel4: town.name, adminLevel5: null,
		district: null,
		postalCode: town.postcode, insee: town.insee,
		latitude: place.located ? place.latitude : null,
		longitude: place.located ? place.longitude : null,
		timezone: 'Europe/Paris',
		access: byLanguage(way, true), description: {},
		image: null, imageCredits: null,
		website: place.website,
		email: place.showsContact ? place.mail : null,
		phone: place.showsContact ? place.phone : null,
		links: [], tags: null, state: 1, extId: null, extIds: null,
		duplicateCandidates: [], disqualifiedDuplicates: null, mergedIn: null,
		createdAt: '2025-08-25T07:00:00.000Z',
		updatedAt: '2025-08-25T07:00:00.000Z',
	}
}

// Additional fields: choices as ids, text as it is.
function additional(f, option) {
	const out = {}
	if (f.audienceInField)
		out['type-de-public'] = f.audiences
			.map(a => option('type-de-public', a)).sort((a, b) => a - b)
	if (f.formatInField)
		out.format = option('format', f.format.id)
	if (f.sectorInField)
		out.secteur = [option('secteur', f.sector.id)]
	if (f.gateInField)
		out.inscription = option('inscription', gates[f.gate].option)
	if (f.organiserInField)
		out.organisateur = (f.format.id === 'forum' ? f.place : f.company).name
	return out
}

const span = ([day, begin, end], fraction) => ({
	begin: instant(day, begin, fraction), end: instant(day, end, fraction),
})

const agendaOf = ({ uid, title, slug }) =>
	({ uid, title, slug, description: null, url: null, image: null, official: 0 })

// "schema" is the agenda's description, "when" its two dates, "option" a
// choice's id by field and value.
export function openagenda(r, f, words, { schema, when, option, departments }) {
	const { english, company, number } = f
	return {
		uid: uidOf(number),
		slug: `${slug(words.title[0])}-${number + 1}`,
		title: byLanguage(words.title, english),
		description: byLanguage(words.description, english),
		longDescription: byLanguage(words.longDescription, english && f.englishText),
		conditions: byLanguage(words.conditions, english),
		keywords: byLanguage(words.keywords, english),
		...additional(f, option),
		dateRange: dateRange(f.timings),
		image: null, imageCredits: null,
		timezone: 'Europe/Paris',
		timings: f.timings.map(t => span(t)),
		firstTiming: span(f.timings[0], '.000'),
		lastTiming: span(f.timings.at(-1), '.000'),
		nextTiming: null,
		registration: f.registration,
		accessibility: f.accessibility,
		age: f.age,
		attendanceMode: f.attendance,
		onlineAccessLink: f.attendance === 1
			? null : `https://${company.host}/en-direct/${number + 1}`,
		status: f.status, state: 2, featured: f.featured, private: 0, draft: 0,
		links: r.chance(25) ? [{ link: `https://${company.host}/` }] : [],
		extIds: null,
		country: {
			code: 'FR', fr: 'France (Métropole)', en: 'France (Metropolitan)',
		},
		location: f.attendance === 2 ? null : location(r, f.place, departments),
		originAgenda: agendaOf(schema), sourceAgendas: [],
		addMethod: 'contribution',
		...when,
	}
}
