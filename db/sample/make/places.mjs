// Where: an invented company or hall in a real town, the same whenever it is
// asked for.  A place is told by its town, its kind and a small number.

import { emblems, halls, offices, schools, streets, zones } from '../material/names.mjs';
import { sectors } from '../material/sectors.mjs';
import { companySlots, slug } from './words.mjs';
import { random } from './random.mjs';

const others = { hall: halls, school: schools, office: offices };
const kinds = [...sectors.map((s) => s.id), ...Object.keys(others)];

// Ranges that are kept for fiction and never given to anyone (Arcep, plan
// de numérotation, numbers for audiovisual works): the region's and mobile.
export function phone(r) {
	const n = r.pick(['035301', '035301', '063998']) + r.digits(4);
	const pairs = n.match(/../g);
	return r.pick([pairs.join(' '), pairs.join(' '), pairs.join('.'), n, '+33 ' + pairs.join(' ').slice(1)]);
}

function company(r, sector) {
	const [noun, gender] = r.pick(sector.kinds);
	const [name, of] = r.pick(emblems);
	return r.chance(72)
		? { kind: noun, name: `${noun} ${of}`, gender }
		: { kind: noun, name: `${name} ${sector.brand}`, gender: '' };
}

// A company stands near the town's centre; an address may be only the town.
function address(r, town, ofCompany) {
	const street = ofCompany && r.chance(35) ? r.pick(zones) : `${r.between(1, 180)} ${r.pick(streets)}`;
	const end = `${town.postcode} ${town.name}`;
	return r.weigh({ [`${street}, ${end}`]: 82, [street]: 8, [end]: 10 });
}

// One of the town's quarters now and then, under its own name, as editors do.
function named(r, town, quarters) {
	const own = quarters.filter((q) => q.insee === town.insee);
	return own.length && r.chance(40) ? { ...town, ...r.pick(own) } : town;
}

const degrees = (hundredThousandths) => hundredThousandths / 100000;

export function makePlaces(seed, { towns, quarters }) {
	const number = new Map(towns.map((t, i) => [t.insee, i]));

	function make(town, kind, n) {
		const r = random(seed, 'place', town.insee, kind, n);
		const sector = sectors.find((s) => s.id === kind);
		const owner = sector ? company(r, sector)
			: { name: `${r.pick(others[kind])} ${r.pick(emblems)[1]}`, gender: '' };
		const host = slug(owner.name) + '.example';
		const at = named(r, town, quarters);
		return {
			...owner,
			slots: companySlots(owner),
			uid: 30000000 + number.get(town.insee) * 10000 + kinds.indexOf(kind) * 100 + n,
			town: at,
			address: address(r, at, Boolean(sector)),
			latitude: degrees(Math.round(at.latitude * 100000) + r.between(-700, 700)),
			longitude: degrees(Math.round(at.longitude * 100000) + r.between(-900, 900)),
			located: !r.chance(3),
			host,
			website: r.chance(40) ? `https://${host}/` : null,
			mail: r.pick(['visites', 'contact', 'accueil', 'bonjour']) + '@' + host,
			phone: phone(r),
			showsContact: r.chance(30),
		};
	}

	// kind is a sector's id or a key of "others"; n tells places apart.
	const made = new Map();
	return (town, kind, n) => {
		const key = `${town.insee}/${kind}/${n}`;
		if (!made.has(key))
			made.set(key, make(town, kind, n));
		return made.get(key);
	};
}
