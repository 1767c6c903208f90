// words.mjs -- grammar and typography: articles, contractions and elision,
// lists, slots, French spacing.  Material is written with ordinary spaces; what
// leaves here has no-break ones where French wants them.

const NBSP = '\u00a0'
const THIN = '\u202f'

// A preposition before a noun phrase that may begin with an article.
const before = (plain, le, les) => phrase =>
	phrase.startsWith('le ') ? le + phrase.slice(2)
	: phrase.startsWith('les ') ? les + phrase.slice(3)
	: `${plain} ${phrase}`
const de = before('de', 'du', 'des')
const a = before('à', 'au', 'aux')

// Names begin with a capital; of those in H, usage elides before these.
const elides = name => /^[AEIOUYÀÂÉÈÊÎÔŒ]/.test(name)
	|| /^(Halluin|Haubourdin|Hazebrouck|Hautmont|Hénin|Hirson|Houdain)/.test(name)
const deName = name => (elides(name) ? 'd’' : 'de ') + name

export const capitalised = text => text.charAt(0).toUpperCase() + text.slice(1)

// Towns' articles are capitals: "Le Portel", "au Portel".
export function townSlots(straight) {
	const town = straight.replace(/'/g, '’')
	return town.startsWith('Le ')
		? { town, atown: 'au' + town.slice(2), detown: 'du' + town.slice(2) }
		: { town, atown: 'à ' + town, detown: deName(town) }
}

// However it was typed, a telephone number in prose is five pairs.
export const phoneInText = typed =>
	typed.replace('+33 ', '0').replace(/\D/g, '').match(/../g).join(NBSP)

// A company is {name, gender}: m or f for a name that begins with a common
// noun and takes its article, '' for a name that stands alone.
export function companySlots({ name: nom, gender }) {
	if (!gender)
		return { nom, la: nom, La: nom, dela: deName(nom), ala: 'chez ' + nom }
	const la = (elides(nom) ? 'l’' : gender === 'f' ? 'la ' : 'le ') + nom
	return { nom, la, La: capitalised(la), dela: de(la), ala: a(la) }
}

export const joined = (items, language) => items.length < 2
	? items.join('')
	: items.slice(0, -1).join(', ') + [' et ', ' and '][language] + items.at(-1)

// First and last of a way: "de la coupe au séchage".
export const fromTo = (first, last, language) => language === 0
	? { fromstep: de(first), tostep: a(last) }
	: { fromstep: 'from ' + first, tostep: 'to ' + last }

// "soudeuses|soudeurs" as one of the two.
export const oneOf = (text, second) =>
	text.replace(/([^\s|]+)\|([^\s|]+)/, second ? '$2' : '$1')

// Asked of the same templates over and over, so the answers are kept.
function remembered(question) {
	const answers = new Map()
	return text => {
		if (!answers.has(text))
			answers.set(text, question(text))
		return answers.get(text)
	}
}

export const slotsIn = remembered(template =>
	[...template.matchAll(/\{(\w+)\}/g)].map(([, slot]) => slot))

export function fill(template, slots) {
	return template.replace(/\{(\w+)\}/g, (_, slot) => {
		if (slots[slot] === undefined)
			throw new Error(`no value for {${slot}} in: ${template}`)
		return slots[slot]
	})
}

const french = remembered(template => template
	.replace(/ ([;!?])/g, THIN + '$1')
	.replace(/ ([:»%])/g, NBSP + '$1')
	.replace(/« /g, '«' + NBSP)
	.replace(/(\d) (?=\d{3}(?!\d))/g, '$1' + THIN)
	.replace(/(\d) (?=°C|€)/g, '$1' + NBSP))

// Of templates, before their slots are filled.
export const typeset = (template, language) =>
	language === 0 ? french(template) : template

// A name as part of an address: a-z, 0-9 and hyphens.
export const slug = text => text.normalize('NFD')
	.replace(/[\u0300-\u036f]/g, '').replace(/œ/gi, 'oe').toLowerCase()
	.replace(/[^a-z0-9]+/g, '-').slice(0, 60).replace(/^-|-$/g, '')
