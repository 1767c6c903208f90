// What it looks like: one event in OpenAgenda's API v2, detailed, with the
// members that a real reading has.

import { gates } from '../material/people.mjs';
import { wayThere } from '../material/notes.mjs';
import { slug, typeset } from './words.mjs';
import { dateRange, instant } from './timings.mjs';

const LANGUAGES = ['fr', 'en'];

// {fr} or {fr, en}; {} where there is nothing.
const byLanguage = (pair, count) => pair
	? Object.fromEntries(LANGUAGES.slice(0, count).map((language, i) => [language, pair[i]])) : {};

// Spread over 90000000 numbers without meeting: the factor has no divisor in
// common with the modulus.
export const uidOf = (n) => 10000000 + ((n + 1) * 61803397) % 90000000;

function location(r, f, departments) {
	const { place } = f;
	const { town } = place;
	const department = departments[town.insee.slice(0, 2)];
	const way = r.chance(20) ? byLanguage(r.pick(wayThere).map(typeset), 2) : {};
	return {
		uid: place.uid, setUid: null, agendaUid: null,
		slug: `${slug(place.name)}_${place.uid}`, name: place.name, address: place.address,
		countryCode: 'FR', region: 'Hauts-de-France', department, city: town.name,
		adminLevel1: 'Hauts-de-France', adminLevel2: department, adminLevel3: null,
		adminLevel4: town.name, adminLevel5: null, district: null,
		postalCode: town.postcode, insee: town.insee,
		latitude: place.located ? place.latitude : null,
		longitude: place.located ? place.longitude : null,
		timezone: 'Europe/Paris', access: way, description: {}, image: null, imageCredits: null,
		website: place.website,
		email: place.showsContact ? place.mail : null,
		phone: place.showsContact ? place.phone : null,
		links: [], tags: null, state: 1, extId: null, extIds: null,
		duplicateCandidates: [], disqualifiedDuplicates: null, mergedIn: null,
		createdAt: '2025-08-25T07:00:00.000Z', updatedAt: '2025-08-25T07:00:00.000Z',
	};
}

// Additional fields: choices as ids, text as it is.
function additional(f, option) {
	const out = {};
	if (f.audienceInField)
		out['type-de-public'] = f.audiences.map((a) => option('type-de-public', a)).sort((a, b) => a - b);
	if (f.formatInField)
		out.format = option('format', f.format.id);
	if (f.sectorInField)
		out.secteur = [option('secteur', f.sectorId)];
	if (f.gateInField)
		out.inscription = option('inscription', gates[f.gate].option);
	if (f.organiserInField)
		out.organisateur = f.format.id === 'forum' ? f.place.name : f.company.name;
	return out;
}

const span = ([day, begin, end], fraction) => ({
	begin: instant(day, begin, fraction), end: instant(day, end, fraction),
});

// "schema" is the agenda's description, "when" its two dates, "option" a
// choice's id by field and value.
export function openagenda(r, f, words, { schema, when, option, departments }) {
	const languages = f.english ? 2 : 1;
	const online = f.attendance !== 1;
	const agenda = { uid: schema.uid, title: schema.title, slug: schema.slug, description: null, url: null, image: null, official: 0 };
	return {
		uid: uidOf(f.number),
		slug: `${slug(words.title[0])}-${f.number + 1}`,
		title: byLanguage(words.title, languages),
		description: byLanguage(words.description, languages),
		longDescription: byLanguage(words.longDescription, f.englishText ? languages : 1),
		conditions: byLanguage(words.conditions, languages),
		keywords: byLanguage(words.keywords, languages),
		...additional(f, option),
		dateRange: dateRange(f.timings),
		image: null, imageCredits: null,
		timezone: 'Europe/Paris',
		timings: f.timings.map((t) => span(t)),
		firstTiming: span(f.timings[0], '.000'),
		lastTiming: span(f.timings.at(-1), '.000'),
		nextTiming: null,
		registration: f.registration,
		accessibility: f.accessibility,
		age: f.age,
		attendanceMode: f.attendance,
		onlineAccessLink: online ? `https://${f.company.host}/en-direct/${f.number + 1}` : null,
		status: f.status, state: 2, featured: f.featured, private: 0, draft: 0,
		links: r.chance(25) ? [{ link: `https://${f.company.host}/` }] : [],
		extIds: null,
		country: { code: 'FR', fr: 'France (Métropole)', en: 'France (Metropolitan)' },
		location: f.attendance === 2 ? null : location(r, f, departments),
		originAgenda: agenda, sourceAgendas: [],
		addMethod: 'contribution',
		...when,
	};
}
