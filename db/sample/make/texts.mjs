// How it is told: title, summary, text, conditions and keywords of the facts,
// in French and in English.  Each choice of material is made once and
// rendered in both, so that the two say the same.

import { access, closings, mark, onSite, practical, price, statusNotes } from '../material/notes.mjs';
import { full, gates, mixes } from '../material/people.mjs';
import {
	capitalised, fill, fromTo, joined, oneOf, phoneInText, slotsIn, townSlots, typeset,
} from './words.mjs';

// Characters: OpenAgenda's limits.
const TITLE_MAX = 140, SUMMARY_MAX = 200, CONDITIONS_MAX = 255;

const LANGUAGES = [0, 1];
const pairOf = (make) => LANGUAGES.map(make);

// What is said twice bores: a slot of these is used once an event.
const onceOnly = new Set(['products', 'Products', 'steps', 'jobs', 'topic', 'firms', 'fromstep']);

// What an event's words are made of: slots of both languages, and what was
// said of them.
function storyOf(r, f) {
	const { sector } = f;
	const product = r.pick(sector.products);
	const steps = r.some(sector.steps, r.between(3, 4));
	const jobs = r.some(sector.jobs, r.between(2, 3));
	const numbers = { staff: r.between(8, 420), hires: r.between(2, 14), firms: r.between(8, 45) };
	const contact = (type) => f.registration.find((x) => x.type === type)?.value;
	const phone = contact('phone') && phoneInText(contact('phone'));
	const people = [jobs.map(([fr], i) => 'des ' + oneOf(fr, i % 2)), jobs.map(([, en]) => en)];
	const slots = pairOf((i) => ({
		...townSlots(f.place.town.name), ...f.company.slots, ...numbers,
		phone, mail: contact('email'),
		du: sector.of[i], products: product[i], Products: capitalised(product[i]),
		steps: joined(steps.map((s) => s[i]), i), jobs: joined(people[i], i),
		...fromTo(steps[0][i], steps.at(-1)[i], i),
	}));
	return { slots, steps, said: new Set() };
}

const say = (pair, { slots }) => pairOf((i) => typeset(fill(pair[i], slots[i]), i));

function remember(text, { said }) {
	said.add(text);
	for (const slot of slotsIn(text).filter((s) => onceOnly.has(s)))
		said.add(slot);
}

// Something of the list that was not said yet and whose slots have values;
// undefined where nothing is left.
function fresh(r, list, story) {
	const usable = ([text]) => !story.said.has(text) && slotsIn(text)
		.every((slot) => story.slots[0][slot] !== undefined && !story.said.has(slot));
	const left = list.filter(usable);
	if (!left.length)
		return undefined;
	const pair = r.pick(left);
	remember(pair[0], story);
	return pair;
}

const tails = {
	'visite': [[' : visite {dela}', ': a tour of {nom}'], [', {ala}', ', at {nom}']],
	'atelier': [[', {atown}', ', in {town}'], [' : atelier avec {la}', ': workshop with {nom}']],
};

// The sector's own title of a visit, a workshop or a talk, with or without a
// tail; a workshop's and a talk's comes with its sentence.
function ownTitle(r, { format, sector }) {
	const list = { 'visite': sector.visits, 'atelier': sector.hands, 'conference': sector.talks }[format.id];
	const row = r.pick(list);
	const ends = tails[format.id] && r.chance(45) && !/[?]$/.test(row[0]) ? r.pick(tails[format.id]) : ['', ''];
	const sentence = format.id === 'visite' ? undefined : row.slice(2, 4);
	return { title: pairOf((i) => row[i] + ends[i]), sentence };
}

function titleOf(r, f) {
	const { format, sector } = f;
	const sort = r.weigh({ own: 62, general: 29, single: 5, long: 4 });
	if (sort === 'long')
		return { title: r.pick(format.longTitles) };
	if (sort === 'single')
		return { title: r.pick(sector.single), single: true };
	const hasOwn = ['visite', 'atelier', 'conference'].includes(format.id);
	return sort === 'own' && hasOwn ? ownTitle(r, f) : { title: r.pick(format.titles) };
}

// A title that fits, with the audience after it where that is wanted.
function heading(r, f, { title, single }, story) {
	const tag = f.audienceInWords && !single && r.chance(22) ? r.pick(f.voice.tags) : undefined;
	const bare = say(title, story);
	const tagged = tag ? pairOf((i) => `${bare[i]} (${tag[i]})`) : bare;
	const fits = (pair) => pair.every((t) => [...t].length <= TITLE_MAX);
	const found = [tagged, bare].find(fits);
	remember(found ? title[0] : f.format.titles[0][0], story);
	return found ?? say(f.format.titles[0], story);
}

function gatePair(r, f, story) {
	const taken = f.status === 5 || (f.status === 1 && f.gate !== 'libre' && r.chance(3));
	return taken ? r.pick(full) : fresh(r, gates[f.gate].sentences, story);
}

// What one sees or does there, by format; nothing where people only talk.
function showing(r, f, sentence) {
	const { id } = f.format;
	if (id === 'visite' || id === 'portes-ouvertes')
		return r.pick(f.sector.see);
	return id === 'atelier' ? sentence ?? r.pick(f.sector.hands).slice(2, 4) : undefined;
}

function smallPrint(r, f, { told, gate }) {
	if (f.attendance === 2)
		return [told, f.gateInText ? gate : undefined];
	const notes = r.some(f.place === f.company ? [...practical, ...onSite] : practical,
		f.length === 'long' ? 3 : r.between(0, 2));
	const reach = Object.keys(access).filter((kind) => f.accessibility[kind]);
	return [
		told, f.gateInText ? gate : undefined, ...notes,
		...(r.chance(45) ? reach.slice(0, 2).map((kind) => access[kind]) : []),
	];
}

// The body: paragraphs of pairs, some of them undefined.
function body(r, f, parts, story) {
	const { format } = f;
	const { lead, told, gate } = parts;
	const shown = showing(r, f, parts.sentence);
	const detail = () => fresh(r, format.details, story);
	const news = statusNotes[f.status] && r.chance(80) ? [[r.pick(statusNotes[f.status])]] : [];
	if (f.length === 'short')
		return [...news, [lead, told], [r.chance(50) && shown || detail(), f.gateInText ? gate : undefined]];
	if (f.length === 'middle')
		return [...news, [lead, shown], [detail(), r.chance(60) ? detail() : undefined],
			smallPrint(r, f, parts), [r.chance(30) ? r.pick(closings) : undefined]];
	return [...news, [lead], { heading: ['Au programme', 'Programme'] }, [shown, detail()],
		{ items: format.programme ?? story.steps }, [detail(), detail()],
		{ heading: ['Informations pratiques', 'Practical information'] },
		{ items: smallPrint(r, f, parts) }, [r.pick(closings)]];
}

function markdown(paragraphs, i, story) {
	const one = (pair) => say(pair, story)[i];
	return paragraphs.map((p) => {
		if (p.heading)
			return '## ' + one(p.heading);
		if (p.items)
			return p.items.filter(Boolean).map((x) => '- ' + capitalised(one(x))).join('\n');
		return p.filter(Boolean).map(one).join(' ');
	}).filter(Boolean).join('\n\n');
}

function longText(r, f, parts, story) {
	if (f.length === 'none')
		return undefined;
	// A list of the steps stands in the text already.
	if (f.length === 'long' && !f.format.programme)
		story.said.add('steps');
	const paragraphs = body(r, f, parts, story);
	const markFirst = r.chance(25);
	return pairOf((i) => {
		const text = markdown(paragraphs, i, story);
		return markFirst ? `${mark[i]}\n\n${text}` : `${text}\n\n${mark[i]}`;
	});
}

// As many of the sentences, from the first, as there is room for.
function within(max, sentences) {
	let out = '';
	for (const sentence of sentences) {
		const longer = out ? out + ' ' + sentence : sentence;
		if ([...longer].length <= max)
			out = longer;
	}
	return out;
}

// An event without a text bears its mark here.
function summary(r, f, story) {
	const short = f.audienceInWords && (f.length === 'none' || r.chance(30)) ? r.pick(f.voice.short) : undefined;
	const pairs = [fresh(r, f.format.summaries, story), short].filter(Boolean).map((p) => say(p, story));
	return pairOf((i) => {
		const end = f.length === 'none' ? ' ' + mark[i] : '';
		return within(SUMMARY_MAX - end.length, pairs.map((p) => p[i])) + end;
	});
}

function conditions(r, f, gate, story) {
	const pairs = [
		r.chance(40) ? r.pick(price) : undefined,
		f.gateInConditions || f.status === 5 ? gate : undefined,
		f.audienceInWords && r.chance(25) ? r.pick(f.voice.short) : undefined,
		r.chance(12) ? r.pick(practical) : undefined,
	].filter(Boolean).map((p) => say(p, story));
	return pairs.length ? pairOf((i) => within(CONDITIONS_MAX, pairs.map((p) => p[i]))) : undefined;
}

function keywords(r, f) {
	const own = r.chance(80) ? r.some([...f.sector.words, ...f.format.words], r.between(1, 4)) : [];
	const theirs = f.audienceInWords && r.chance(40) ? [r.pick(f.voice.words)] : [];
	const all = [['démonstration', 'demonstration'], ...own, ...theirs];
	return pairOf((i) => [...new Set(all.map((w) => w[i]))]);
}

// Answers {title, description, longDescription, conditions, keywords}, each a
// pair or undefined.
export function texts(r, f) {
	const story = storyOf(r, f);
	const chosen = titleOf(r, f);
	const { sentence } = chosen;
	if (f.format.id === 'conference' && sentence)
		LANGUAGES.forEach((i) => { story.slots[i].topic = sentence[i]; });
	const title = heading(r, f, chosen, story);
	const description = summary(r, f, story);
	const parts = {
		sentence,
		told: f.audienceInWords ? r.pick(mixes[f.audience] ?? f.voice.sentences) : undefined,
		lead: fresh(r, f.format.leads, story),
		gate: gatePair(r, f, story),
	};
	return {
		title, description,
		longDescription: longText(r, f, parts, story),
		conditions: conditions(r, f, parts.gate, story),
		keywords: keywords(r, f),
	};
}
