// places.mjs -- where: an invented company or hall in a real town, the same
// whenever it is asked for.  Its town, its kind and a small number tell it from
// the others.

import {
	emblems, halls, offices, schools, streets, zones,
} from '../material/names.mjs'
import { sectors } from '../material/sectors.mjs'
import { random } from './random.mjs'
import { companySlots, slug, townSlots } from './words.mjs'

const others = { hall: halls, school: schools, office: offices }
const kinds = [...sectors.map(s => s.id), ...Object.keys(others)]

// Ranges that are kept for fiction and never given to anyone (Arcep, plan
// de numérotation, numbers for audiovisual works): the region's and mobile.
export function phone(r) {
	const typed = r.pick(['035301', '035301', '063998']) + r.digits(4)
	const pairs = typed.match(/../g).join(' ')
	return r.pick([
		pairs, pairs, pairs.replace(/ /g, '.'), typed, '+33 ' + pairs.slice(1),
	])
}

function company(r, sector) {
	const [noun, gender] = r.pick(sector.kinds)
	const [name, of] = r.pick(emblems)
	return r.chance(72)
		? { kind: noun, name: `${noun} ${of}`, gender }
		: { kind: noun, name: `${name} ${sector.brand}`, gender: '' }
}

const building = (r, kind) =>
	({ name: `${r.pick(others[kind])} ${r.pick(emblems)[1]}`, gender: '' })

// An address may lack the town, or be no more than that.
function address(r, town, ofCompany) {
	const street = ofCompany && r.chance(35)
		? r.pick(zones) : `${r.between(1, 180)} ${r.pick(streets)}`
	const end = `${town.postcode} ${town.name}`
	return r.weigh({ [`${street}, ${end}`]: 82, [street]: 8, [end]: 10 })
}

// One of the town's quarters now and then, under its own name, as editors do.
function named(r, town, quarters) {
	const own = quarters.filter(q => q.insee === town.insee)
	return own.length && r.chance(40) ? { ...town, ...r.pick(own) } : town
}

// Near a centre, in degrees with five decimals.
const near = (r, degrees, most) =>
	(Math.round(degrees * 100000) + r.between(-most, most)) / 100000

export function makePlaces(seed, { towns, quarters }) {
	const number = new Map(towns.map((t, i) => [t.insee, i]))
	const uid = (town, kind, n) => 30000000
		+ number.get(town.insee) * 10000 + kinds.indexOf(kind) * 100 + n

	function make(town, kind, n) {
		const r = random(seed, 'place', town.insee, kind, n)
		const sector = sectors.find(s => s.id === kind)
		const owner = sector ? company(r, sector) : building(r, kind)
		const host = slug(owner.name) + '.example'
		const at = named(r, town, quarters)
		const box = r.pick(['visites', 'contact', 'accueil', 'bonjour'])
		return {
			...owner, host, town: at,
			slots: companySlots(owner),
			townSlots: townSlots(at.name),
			uid: uid(town, kind, n),
			address: address(r, at, Boolean(sector)),
			latitude: near(r, at.latitude, 700),
			longitude: near(r, at.longitude, 900),
			located: !r.chance(3),
			website: r.chance(40) ? `https://${host}/` : null,
			mail: `${box}@${host}`,
			phone: phone(r),
			showsContact: r.chance(30),
		}
	}

	// kind is a sector's id or a key of "others"; n is at most 99.
	const made = new Map()
	return (town, kind, n) => {
		const key = uid(town, kind, n)
		if (!made.has(key))
			made.set(key, make(town, kind, n))
		return made.get(key)
	}
}
