// Grammar and typography: articles, contractions and elision, lists, slots,
// French spacing.  Material is written with ordinary spaces; what leaves here
// has no-break ones where French wants them.

const NBSP = '\u00a0', THIN = '\u202f';

// "de" and "à" before a noun phrase that may begin with an article.
const de = (phrase) =>
	/^le /.test(phrase) ? 'du ' + phrase.slice(3) :
	/^les /.test(phrase) ? 'des ' + phrase.slice(4) : 'de ' + phrase;
const a = (phrase) =>
	/^le /.test(phrase) ? 'au ' + phrase.slice(3) :
	/^les /.test(phrase) ? 'aux ' + phrase.slice(4) : 'à ' + phrase;

// Names begin with a capital; an H elides in these towns' usage only.
const elides = (name) => /^[AEIOUYÀÂÉÈÊÎÔŒ]/.test(name) ||
	/^(Halluin|Haubourdin|Hazebrouck|Hautmont|Hénin|Hirson|Houdain)/.test(name);
const deName = (name) => (elides(name) ? 'd’' : 'de ') + name;

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// Towns' articles are capitals: "Le Portel", "au Portel".
export function townSlots(straight) {
	const town = straight.replace(/'/g, '’');
	return /^Le /.test(town)
		? { town, atown: 'au ' + town.slice(3), detown: 'du ' + town.slice(3) }
		: { town, atown: 'à ' + town, detown: deName(town) };
}

// However it was typed, a telephone number in prose is five pairs.
export const phoneInText = (typed) =>
	typed.replace('+33 ', '0').replace(/\D/g, '').match(/../g).join(NBSP);

// A company is {name, gender}: m or f for a name that begins with a common
// noun and takes its article, '' for a name that stands alone.
export function companySlots({ name, gender }) {
	if (!gender)
		return { nom: name, la: name, La: name, dela: deName(name), ala: 'chez ' + name };
	const article = elides(name) ? 'l’' : gender === 'f' ? 'la ' : 'le ';
	const la = article + name;
	return { nom: name, la, La: capital(la), dela: de(la), ala: a(la) };
}

const lists = [
	{ and: ' et ', comma: ', ' },
	{ and: ' and ', comma: ', ' },
];
export function joined(items, language) {
	const { and, comma } = lists[language];
	return items.slice(0, -1).join(comma) + (items.length > 1 ? and : '') + items.at(-1);
}

// First and last of a way: "de la coupe au séchage".
export const fromTo = (first, last, language) => language === 0
	? { fromstep: de(first), tostep: a(last) }
	: { fromstep: 'from ' + first, tostep: 'to ' + last };

// "soudeuses|soudeurs" as one of the two.
export const oneOf = (text, second) => text.replace(/([^\s|]+)\|([^\s|]+)/, second ? '$2' : '$1');

// Asked for the same templates over and over, so the answers are kept.
const found = new Map();
export function slotsIn(template) {
	if (!found.has(template))
		found.set(template, [...template.matchAll(/\{(\w+)\}/g)].map(([, slot]) => slot));
	return found.get(template);
}

export function fill(template, slots) {
	return template.replace(/\{(\w+)\}/g, (_, slot) => {
		if (slots[slot] === undefined)
			throw new Error(`no value for {${slot}} in: ${template}`);
		return slots[slot];
	});
}

// Lines are kept: Markdown stands on them.
export const french = (text) => text
	.replace(/ ([;!?])/g, THIN + '$1')
	.replace(/ ([:»%])/g, NBSP + '$1')
	.replace(/« /g, '«' + NBSP)
	.replace(/(\d) (?=\d{3}(?!\d))/g, '$1' + THIN)
	.replace(/(\d) (?=°C|h\b|€)/g, '$1' + NBSP)
	.replace(/\bh (?=\d\d)/g, 'h' + NBSP);

export const typeset = (text, language) => language === 0 ? french(text) : text;

export const capitalised = capital;

// A name as part of an address: a-z, 0-9 and hyphens.
export const slug = (text, max = 60) => text.normalize('NFD')
	.replace(/[\u0300-\u036f]/g, '').replace(/œ/g, 'oe').replace(/Œ/g, 'OE')
	.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, max).replace(/^-|-$/g, '');
