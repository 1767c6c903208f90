// texts.mjs -- how it is told: title, summary, text, conditions and keywords
// of the facts, in French and in English.  Each choice of material is made once
// and rendered in both, so that the two say the same.

import {
	access, closings, mark, onSite, practical, price, statusNotes,
} from '../material/notes.mjs'
import { full, gates } from '../material/people.mjs'
import {
	capitalised, fill, fromTo, joined, oneOf, phoneInText, slotsIn, typeset,
} from './words.mjs'

// Characters: OpenAgenda's limits.
const TITLE_MAX = 140
const SUMMARY_MAX = 200
const CONDITIONS_MAX = 255

// One text for each language of the story; 0 is French, 1 English.
const each = (story, make) => story.languages.map(make)
const maybe = (yes, make) => (yes ? make() : undefined)

// What is said twice bores: a slot of these is used once an event, with or
// without its capital.
const onceOnly = new Set(
	['products', 'steps', 'jobs', 'topic', 'firms', 'fromstep'])
const onceIn = text =>
	slotsIn(text).map(s => s.toLowerCase()).filter(s => onceOnly.has(s))

// What an event's words are made of: slots of both languages, and what was
// said of them.
function storyOf(r, f) {
	const { sector } = f
	const product = r.pick(sector.products)
	const steps = r.some(sector.steps, r.between(3, 4))
	const jobs = r.some(sector.jobs, r.between(2, 3))
	const numbers = {
		staff: r.between(8, 420),
		hires: r.between(2, 14),
		firms: r.between(8, 45),
	}
	const contact = type => f.registration.find(x => x.type === type)?.value
	const phone = contact('phone') && phoneInText(contact('phone'))
	const people = [
		jobs.map(([fr], i) => 'des ' + oneOf(fr, i % 2)),
		jobs.map(([, en]) => en),
	]
	const languages = f.english ? [0, 1] : [0]
	const slots = languages.map(i => ({
		...f.place.townSlots,
		...f.company.slots,
		...numbers,
		phone,
		mail: contact('email'),
		du: sector.of[i],
		products: product[i],
		Products: capitalised(product[i]),
		steps: joined(steps.map(s => s[i]), i),
		jobs: joined(people[i], i),
		...fromTo(steps[0][i], steps.at(-1)[i], i),
	}))
	return { languages, slots, steps, said: new Set() }
}

const one = (pair, i, { slots }) => fill(typeset(pair[i], i), slots[i])
const say = (pair, story) => each(story, i => one(pair, i, story))

function remember(text, { said }) {
	for (const one of [text, ...onceIn(text)])
		said.add(one)
}

// Something of the list that was not said yet and whose slots have values;
// undefined where nothing is left.
function fresh(r, list, story) {
	const usable = ([text]) =>
		![text, ...onceIn(text)].some(one => story.said.has(one))
		&& slotsIn(text).every(slot => story.slots[0][slot] !== undefined)
	const left = list.filter(usable)
	if (!left.length)
		return undefined
	const pair = r.pick(left)
	remember(pair[0], story)
	return pair
}

// Formats of which a sector has titles of its own.
const ownTitles = { visite: 'visits', atelier: 'hands', conference: 'talks' }

const tails = {
	visite: [
		[' : visite {dela}', ': a tour of {nom}'], [', {ala}', ', at {nom}'],
	],
	atelier: [
		[', {atown}', ', in {town}'],
		[' : atelier avec {la}', ': workshop with {nom}'],
	],
	conference: [['', '']],
}

// A sector's title with or without a tail; a workshop's and a talk's comes
// with its sentence.
function ownTitle(r, { format, sector }) {
	const row = r.pick(sector[ownTitles[format.id]])
	const tailed = r.chance(45) && !row[0].endsWith('?')
	const tail = tailed ? r.pick(tails[format.id]) : ['', '']
	return {
		title: [0, 1].map(i => row[i] + tail[i]),
		sentence: maybe(row.length > 3, () => row.slice(2, 4)),
	}
}

function titleOf(r, f) {
	const { format, sector } = f
	const sort = r.weigh({ own: 62, general: 29, single: 5, long: 4 })
	if (sort === 'long')
		return { title: r.pick(format.longTitles) }
	if (sort === 'single')
		return { title: r.pick(sector.single), single: true }
	return sort === 'own' && ownTitles[format.id]
		? ownTitle(r, f) : { title: r.pick(format.titles) }
}

// A title that fits, with the audience after it where that is wanted.
function heading(r, f, { title, single }, story) {
	const tag = maybe(f.audienceInWords && !single && r.chance(22),
		() => r.pick(f.voice.tags))
	const bare = say(title, story)
	const tagged = tag ? bare.map((text, i) => `${text} (${tag[i]})`) : bare
	const fits = pair => pair.every(t => [...t].length <= TITLE_MAX)
	const found = [tagged, bare].find(fits)
	remember(found ? title[0] : f.format.titles[0][0], story)
	return found ?? say(f.format.titles[0], story)
}

function gatePair(r, f, story) {
	const taken =
		f.status === 5 || (f.status === 1 && f.gate !== 'libre' && r.chance(3))
	return taken ? r.pick(full) : fresh(r, gates[f.gate].sentences, story)
}

// What one sees or does there, by format; nothing where people only talk.
function showing(r, f, sentence) {
	const { id } = f.format
	if (id === 'visite' || id === 'portes-ouvertes')
		return r.pick(f.sector.see)
	return maybe(id === 'atelier',
		() => sentence ?? r.pick(f.sector.hands).slice(2, 4))
}

function smallPrint(r, f, { told, way }) {
	if (f.attendance === 2)
		return [told, way]
	const notes = r.some(
		f.place === f.company ? [...practical, ...onSite] : practical,
		f.length === 'long' ? 3 : r.between(0, 2),
	)
	const reach = Object.keys(access).filter(kind => f.accessibility[kind])
	return [
		told, way, ...notes,
		...(r.chance(45) ? reach.slice(0, 2).map(kind => access[kind]) : []),
	]
}

const printHeading =
	{ heading: ['Informations pratiques', 'Practical information'] }

// The body: paragraphs of pairs, some of them undefined.
function body(r, f, parts, story) {
	const { format } = f
	const { lead, told, way } = parts
	const shown = showing(r, f, parts.sentence)
	const details = format.details
		.filter(([, , where]) => !where || f.attendance !== 2)
	const detail = () => fresh(r, details, story)
	const news = [maybe(statusNotes[f.status] && r.chance(80),
		() => r.pick(statusNotes[f.status]))]
	if (f.length === 'short')
		return [news, [lead, told],
			[(r.chance(50) && shown) || detail(), way]]
	if (f.length === 'middle')
		return [news, [lead, shown],
			[detail(), maybe(r.chance(60), detail)],
			smallPrint(r, f, parts),
			[maybe(r.chance(30), () => r.pick(closings))]]
	const print = smallPrint(r, f, parts).filter(Boolean)
	return [
		news, [lead],
		{ heading: ['Au programme', 'Programme'] }, [shown, detail()],
		{ items: format.programme ?? story.steps }, [detail(), detail()],
		...(print.length ? [printHeading, { items: print }] : []),
		[r.pick(closings)],
	]
}

function markdown(paragraphs, i, story) {
	const sentence = pair => one(pair, i, story)
	const bullet = pair => '- ' + capitalised(sentence(pair))
	const paragraph = p =>
		p.heading ? '## ' + sentence(p.heading)
		: p.items ? p.items.map(bullet).join('\n')
		: p.filter(Boolean).map(sentence).join(' ')
	return paragraphs.map(paragraph).filter(Boolean).join('\n\n')
}

function longText(r, f, parts, story) {
	if (f.length === 'none')
		return undefined
	// A list of the steps stands in the text already.
	if (f.length === 'long' && !f.format.programme)
		story.said.add('steps')
	const paragraphs = body(r, f, parts, story)
	const markFirst = r.chance(25)
	return each(story, i => {
		const text = markdown(paragraphs, i, story)
		return markFirst ? `${mark[i]}\n\n${text}` : `${text}\n\n${mark[i]}`
	})
}

// As many of the sentences, from the first, as there is room for.
function within(max, sentences) {
	let out = ''
	for (const sentence of sentences) {
		const longer = out ? out + ' ' + sentence : sentence
		if ([...longer].length <= max)
			out = longer
	}
	return out
}

// An event without a text bears its mark here.
function summary(r, f, story) {
	const short = maybe(
		f.audienceInWords && (f.length === 'none' || r.chance(30)),
		() => r.pick(f.voice.short))
	const pairs = [fresh(r, f.format.summaries, story), short].filter(Boolean)
	return each(story, i => {
		const end = f.length === 'none' ? ' ' + mark[i] : ''
		return within(SUMMARY_MAX - end.length,
			pairs.map(p => one(p, i, story))) + end
	})
}

function conditions(r, f, gate, story) {
	const pairs = [
		maybe(r.chance(40), () => r.pick(price)),
		maybe(f.gateInConditions || f.status === 5, () => gate),
		maybe(f.audienceInWords && r.chance(25), () => r.pick(f.voice.short)),
		maybe(r.chance(12), () => r.pick(practical)),
	].filter(Boolean)
	return maybe(pairs.length, () => each(story,
		i => within(CONDITIONS_MAX, pairs.map(p => one(p, i, story)))))
}

function keywords(r, f) {
	const own = r.chance(80)
		? r.some([...f.sector.words, ...f.format.words], r.between(1, 4))
		: []
	const theirs = f.audienceInWords && r.chance(40)
		? [r.pick(f.voice.words)] : []
	const all = [['démonstration', 'demonstration'], ...own, ...theirs]
	return [0, 1].map(i => [...new Set(all.map(w => w[i]))])
}

// Answers {title, description, longDescription, conditions, keywords}: each a
// list by language, or undefined.
export function texts(r, f) {
	const story = storyOf(r, f)
	const chosen = titleOf(r, f)
	const { sentence } = chosen
	if (f.format.id === 'conference' && sentence)
		for (const i of story.languages)
			story.slots[i].topic = typeset(sentence[i], i)
	const title = heading(r, f, chosen, story)
	const description = summary(r, f, story)
	const told = maybe(f.audienceInWords, () => r.pick(f.voice.sentences))
	const lead = fresh(r, f.format.leads, story)
	const gate = gatePair(r, f, story)
	const way = maybe(f.gateInText, () => gate)
	return {
		title,
		description,
		longDescription: longText(r, f, { sentence, told, lead, way }, story),
		conditions: conditions(r, f, gate, story),
		keywords: keywords(r, f),
	}
}
