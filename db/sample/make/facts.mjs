// facts.mjs -- what is so, before anything is worded: format, sector, audience,
// way in, place, time, status, and where each of these will be told.  Weights
// are percent unless they say otherwise.

import { formats } from '../material/formats.mjs'
import { audiences as voices, gates, mixes } from '../material/people.mjs'
import { ofKind, sectors } from '../material/sectors.mjs'
import { phone } from './places.mjs'
import { choose } from './random.mjs'
import { timings } from './timings.mjs'

// "+" joins two audiences of one event.
const audienceWeights = {
	'visite': {
		'tout-public': 30, 'demandeurs-emploi': 18, 'scolaires': 22,
		'femmes': 9, 'enseignants': 5, 'professionnels': 5,
		'scolaires+tout-public': 5, 'demandeurs-emploi+scolaires': 3,
		'enseignants+scolaires': 3,
	},
	'atelier': {
		'tout-public': 30, 'demandeurs-emploi': 15, 'scolaires': 32,
		'femmes': 13, 'enseignants': 5, 'enseignants+scolaires': 5,
	},
	'conference': {
		'tout-public': 38, 'scolaires': 20, 'enseignants': 9,
		'professionnels': 19, 'femmes': 6, 'demandeurs-emploi': 4,
		'professionnels+tout-public': 4,
	},
	'forum': {
		'demandeurs-emploi': 42, 'tout-public': 18, 'scolaires': 12,
		'femmes': 6, 'demandeurs-emploi+scolaires': 14,
		'demandeurs-emploi+femmes': 8,
	},
	'portes-ouvertes': {
		'tout-public': 78, 'scolaires': 6, 'demandeurs-emploi': 5,
		'scolaires+tout-public': 11,
	},
	'concours': {
		'scolaires': 52, 'tout-public': 34, 'professionnels': 6, 'femmes': 4,
		'enseignants+scolaires': 4,
	},
}

// In the additional field, in words, in both, nowhere.
const told = { field: 26, words: 32, both: 24, nowhere: 18 }

// The way in, by the first audience.
const gateWeights = {
	'tout-public': { libre: 42, lien: 33, telephone: 13, courriel: 12 },
	'demandeurs-emploi': {
		'france-travail': 55, lien: 18, telephone: 12, courriel: 8, libre: 7,
	},
	'scolaires': { etablissement: 50, lien: 22, courriel: 20, libre: 8 },
	'femmes': { 'france-travail': 42, lien: 30, telephone: 18, libre: 10 },
	'enseignants': { courriel: 45, lien: 45, libre: 10 },
	'professionnels': { invitation: 45, lien: 35, courriel: 20 },
}

// OpenAgenda's numbers, in thousandths: 2 rescheduled, 3 moved online,
// 4 postponed, 5 full, 6 cancelled.  Only talk can be moved online.
const statusWeights = { 1: 940, 2: 12, 4: 9, 5: 20, 6: 19 }
const talkStatusWeights = { 1: 925, 2: 7, 3: 35, 4: 8, 5: 10, 6: 15 }

// 1 in a place, 2 online, 3 mixed.
const attendanceWeights = {
	'visite': { 1: 99, 3: 1 },
	'atelier': { 1: 98, 3: 2 },
	'conference': { 1: 66, 2: 20, 3: 14 },
	'forum': { 1: 94, 3: 6 },
	'portes-ouvertes': { 1: 100 },
	'concours': { 1: 100 },
}

// Where each format is at home; "" is the company itself.
const venues = {
	'visite': { '': 100 },
	'atelier': { '': 55, school: 20, hall: 15, office: 10 },
	'conference': { '': 18, hall: 40, school: 22, office: 20 },
	'forum': { hall: 60, school: 15, office: 25 },
	'portes-ouvertes': { '': 100 },
	'concours': { '': 35, school: 30, hall: 35 },
}

const accessWeights = { mi: 85, hi: 30, vi: 15, pi: 15, ii: 15 }

const statusOf = (r, { id }) => Number(
	r.weigh(id === 'conference' ? talkStatusWeights : statusWeights))

// Whose words are used: two audiences are only named together.
function voiceOf(r, audience) {
	const voice = r.pick(voices[audience.split('+')[0]])
	const both = mixes[audience]
	return both ? { ...voice, sentences: both, short: both, tags: [] } : voice
}

function age(r, voice) {
	const [min, max] = r.weigh(voice.ages).split('-')
	return { min: min ? Number(min) : null, max: max ? Number(max) : null }
}

function accessibility(r) {
	const out = { hi: false, ii: false, mi: false, pi: false, vi: false }
	if (r.chance(42))
		for (const [kind, percent] of Object.entries(accessWeights))
			out[kind] = r.chance(percent)
	return out
}

// A town for each of the first events, then by its number of people.
function townOf(r, n, towns) {
	return n < towns.length ? towns[n] : choose(r, towns)
}

function registration(r, contact, place, number) {
	const values = {
		link: `https://${place.host}/inscription/${number}`,
		email: place.mail,
		phone: place.showsContact ? place.phone : phone(r),
	}
	const all = r.chance(15) ? ['link', 'email', 'phone'] : contact
	return contact.length ? all.map(type => ({ type, value: values[type] })) : []
}

// The event of one number.  "world" is {towns, place}.
export function facts(r, n, world) {
	const format = choose(r, formats)
	const audience = r.weigh(audienceWeights[format.id])
	const audiences = audience.split('+')
	const voice = voiceOf(r, audience)
	const where = r.weigh(told)
	const town = townOf(r, n, world.towns)
	const sector = choose(r, sectors)
	const spread = Math.min(99, Math.floor(town.population / 25000))
	const company = world.place(town, sector.id, r.between(0, spread))
	const venue = r.weigh(venues[format.id])
	const place = venue ? world.place(town, venue, r.between(0, spread)) : company
	const status = statusOf(r, format)
	// Nothing hints at who may come where nothing is to be told.
	const hinted = where === 'nowhere' ? 'tout-public' : audiences[0]
	const gate = r.weigh(gateWeights[hinted])
	const contact = registration(r, gates[gate].contact, company, n + 1)
	return {
		number: n,
		format, audiences, voice, status, gate, company, place,
		sector: ofKind(sector, company.kind),
		audienceInField: where === 'field' || where === 'both',
		audienceInWords: where === 'words' || where === 'both',
		formatInField: r.chance(66),
		sectorInField: r.chance(70) && format.id !== 'forum',
		gateInField: r.chance(50),
		gateInConditions: r.chance(55),
		gateInText: r.chance(45),
		organiserInField: r.chance(70),
		attendance: status === 3
			? 2 : Number(r.weigh(attendanceWeights[format.id])),
		registration: contact,
		age: where === 'nowhere' ? { min: null, max: null } : age(r, voice),
		accessibility: accessibility(r),
		timings: timings(r, format.id, audiences[0] === 'scolaires'),
		featured: r.chance(2),
		english: r.chance(30),
		englishText: r.chance(60),
		length: r.weigh({ none: 9, short: 26, middle: 45, long: 20 }),
	}
}
