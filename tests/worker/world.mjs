// world.mjs -- programmes out of thin air, and their files as
// www/worker/README.md has them: a second hand that writes what the C program
// writes, with edits that no festival would make in a year.
import { createHash } from 'node:crypto'

export const sha256 = text => createHash('sha256').update(text).digest('hex')

// Numbers below n, the same ones for the same seed.
export function dice(seed) {
	let x = seed >>> 0 || 1
	return n => {
		x ^= x << 13
		x ^= x >>> 17
		x ^= x << 5
		return (x >>> 0) % n
	}
}

const DAY = 29392560 // 2025-11-19, midnight in minutes
const TOWNS = ['arras', 'berck', 'calais', 'douai', 'lens-62300', 'lille', 'roubaix']

const label = (language, name) => `${name} « ${language} » \u2028 œ😀`
const towns = language => TOWNS.map((id, i) => [id, label(language, id),
	i === 3 ? null : 50000000 + i, i === 3 ? null : 2000000 + i, i - 1, i, i % 2])

function draw(roll, slot, uid) {
	const choices = ['work/seekers', 'work/pupils', 'work/not-stated', 'open/yes',
		'extra/chem', 'extra/walk'].filter(() => roll(3) === 0)
	return { slot, uid, word: 'w' + roll(1000), town: TOWNS[roll(9)] ?? '',
		begin: DAY + roll(7 * 24 * 60), status: roll(6), choices }
}

// A programme of so many events; edit() it, then publish() it.
export function world(seed, count, languages = ['fr', 'en']) {
	const roll = dice(seed)
	const w = { roll, languages, events: new Map(), gone: new Set(), slot: 0,
		uid: 0, changes: [], groups: ['work', 'open', 'extra'], title: 'one',
		published: [] }
	for (let i = 0; i < count; i++)
		add(w)
	publish(w)
	return w
}

function add(w, uid = String(++w.uid)) {
	if (w.roll(20) === 0)
		w.slot += w.roll(150) // somebody else's have gone
	w.events.set(uid, draw(w.roll, w.slot++, uid))
	w.gone.delete(uid)
}
function remove(w, uid) {
	w.events.delete(uid)
	w.gone.add(uid)
}

const any = (w, list) => list[w.roll(list.length)]
const edits = {
	add: w => add(w),
	again: w => w.gone.size && add(w, any(w, [...w.gone])),
	remove: w => w.events.size && remove(w, any(w, [...w.events.keys()])),
	change(w) {
		const event = any(w, [...w.events.values()])
		if (event)
			Object.assign(event, draw(w.roll, event.slot, event.uid))
	},
	rename(w) { // the same slot under another name
		const event = any(w, [...w.events.values()])
		if (!event)
			return
		remove(w, event.uid)
		w.events.set(String(++w.uid), { ...event, uid: String(w.uid) })
	},
	rule(w) {
		for (const event of w.events.values())
			if (w.roll(4) === 0)
				event.choices = event.choices.filter(one => one !== 'work/pupils')
	},
	groups: w => { w.groups = any(w, [['work'], ['extra', 'work'],
		['work', 'open', 'extra'], []]) },
	title: w => { w.title += w.roll(10) },
	nearlyAll: w => { [...w.events.keys()].slice(w.roll(3)).forEach(uid => remove(w, uid)) },
}

export function edit(w, what = any(w, Object.keys(edits))) {
	edits[what](w)
	w.changes.unshift({ what, at: w.changes.length })
}

// ---- what is published -----------------------------------------------------------

const CHOICES = { work: ['seekers', 'pupils', 'not-stated'], open: ['yes'],
	extra: ['chem', 'walk'] }

function facets(w, language, setOf) {
	return [{ id: 'day', label: label(language, 'day'), kind: 0 },
		...w.groups.map(id => ({ id, label: label(language, id),
			kind: id === 'open' ? 3 : 1,
			choices: CHOICES[id].map(choice => setOf
				? [choice, label(language, choice), setOf(`${id}/${choice}`)]
				: [choice, label(language, choice)]),
			...id === 'work' ? { also: [1], card: true, unstated: true } : {} })),
		{ id: 'town', label: 'town', kind: 2 }]
}

const columns = {
	slot: e => e.slot, uid: e => e.uid, slug: e => 's-' + e.word,
	title: (e, l) => label(l, e.word), lang: () => '', place: e => 'hall ' + e.word,
	town: (e, l, at) => at(e.town), lat: e => e.town ? 50000000 : null,
	lon: e => e.town ? 2000000 : null, status: e => e.status, attendance: () => 0,
	featured: e => e.status === 5 ? 1 : 0,
	timings: e => [1, e.begin, e.begin + 90], when: (e, l) => [`${l} ${e.begin}`],
	words: e => `${e.word} x`,
}
const table = (events, language, at) => Object.fromEntries(Object.entries(columns)
	.map(([name, of]) => [name, events.map(event => of(event, language, at))]))

const tree = (event, language) => ({ title: label(language, event.word),
	text: `${event.word} `.repeat(200), when: event.begin })

const wanted = w => w.groups.flatMap(id => CHOICES[id].map(c => `${id}/${c}`))

function textsOf(events, language) {
	const pieces = {}
	for (const event of events)
		(pieces[event.slot >> 6] ??= {})[event.slot] = tree(event, language)
	return pieces
}

function indexOf(w, language, events, before) {
	const used = towns(language).filter(([id]) => events.some(e => e.town === id))
	const places = new Map(used.map(([id], i) => [id, i]))
	const setOf = choice => {
		const last = events.at(-1)
		const set = Buffer.alloc(last ? (last.slot >> 3) + 1 : 0)
		for (const { slot, choices } of events)
			if (choices.includes(choice))
				set[slot >> 3] |= 1 << slot % 8
		return set.toString('base64')
	}
	const texts = textsOf(events, language)
	const publication = w.published.length + 1
	const pieces = Object.entries(texts).map(([piece, trees]) => {
		const text = JSON.stringify(trees), hash = sha256(text).slice(0, 32)
		const same = before?.pieces.find(old => old[0] === +piece && old[3] === hash)
		return same ?? [+piece, publication, Buffer.byteLength(text), hash]
	})
	return { texts, index: { schema: 1, publication, language,
		languages: w.languages, cosine: 640000, changed: DAY + publication,
		zone: [[-2147483648, 60]], site: { title: label(language, w.title) },
		source: { name: 's' + publication % 3 }, changes: w.changes.slice(0, 14),
		gone: [...w.gone].sort(), facets: facets(w, language, setOf), towns: used,
		pieces, events: table(events, language, id => places.get(id) ?? -1) } }
}

export function publish(w) {
	const events = structuredClone([...w.events.values()])
		.sort((a, b) => a.slot - b.slot)
	const before = w.published.at(-1)
	const one = { events, groups: w.groups, title: w.title, changes: [...w.changes],
		gone: new Set(w.gone), copies: {} }
	for (const language of w.languages)
		one.copies[language] = indexOf(w, language, events,
			before?.copies[language].index)
	w.published.push(one)
	return w.published.length
}

export function deltaOf(w, from, to, language) {
	const was = w.published[from - 1], is = w.published[to - 1]
	const { index, texts } = is.copies[language], old = was.copies[language]
	const told = JSON.stringify
	const places = wanted({ groups: is.groups })
	const asRow = e => told([e, e.choices.filter(c => places.includes(c))])
	const rows = new Map(was.events.map(e => [e.slot, asRow(e)]))
	const stays = wanted({ groups: was.groups })
	const changed = is.events.filter(e => rows.get(e.slot) !== asRow(e) ||
		e.choices.some(c => places.includes(c) !== stays.includes(c)))
	const there = new Set(is.events.map(({ uid }) => uid))
	const known = new Set(old.index.towns.map(told))
	const held = new Set(old.index.pieces.map(told))
	const trees = {}
	for (const piece of Object.keys(texts))
		for (const slot of Object.keys(texts[piece]))
			if (told(old.texts[piece]?.[slot]) !== told(texts[piece][slot]))
				trees[slot] = texts[piece][slot]
	const sameFacets = told(facets(was, language)) === told(facets(is, language))
	return { schema: 1, from, publication: to, language, changed: index.changed,
		source: index.source, told: index.changes.length,
		changes: index.changes.slice(0, is.changes.length - was.changes.length),
		gone: was.events.map(({ uid }) => uid).filter(uid => !there.has(uid))
			.concat([...is.gone].filter(uid => !was.gone.has(uid))),
		...was.title === is.title ? {} : { site: index.site,
			languages: index.languages, cosine: index.cosine, zone: index.zone },
		...sameFacets ? {} : { facets: facets(is, language) },
		towns: index.towns.filter(town => !known.has(told(town))),
		pieces: index.pieces.filter(piece => !held.has(told(piece))),
		events: { ...table(changed, language, id => id), choices: changed.map(e =>
			e.choices.map(c => places.indexOf(c)).filter(at => at >= 0)) },
		texts: trees }
}

// The file of that name under /sync/, as the server has it now; or undefined.
export function fileOf(w, name, more = {}) {
	const live = w.published.length, to = w.published.at(-1)
	const since = more.since ?? 1
	if (name === 'head.json') {
		const copies = Object.fromEntries(w.languages.map(language => {
			const text = JSON.stringify(to.copies[language].index)
			return [language, { hash: sha256(text), bytes: Buffer.byteLength(text) }]
		}))
		return JSON.stringify({ schema: 1, publication: live, since, www: 'w1',
			again: 300, checked: '2025-11-19T10:00:00+01:00', now: DAY + 600, copies,
			...more })
	}
	const [, kind, a, b, language] =
		/^(index|texts|delta)-(\d+)(?:-(\d+))?-([a-z]+)\.json$/.exec(name) ?? []
	const at = publication => w.published[publication - 1]?.copies[language]
	if (kind === 'index' && at(a))
		return JSON.stringify(at(a).index)
	if (kind === 'texts' && at(b)?.texts[a])
		return JSON.stringify(at(b).texts[a])
	if (kind === 'delta' && +a >= since && +a < live && +b === live)
		return JSON.stringify(deltaOf(w, +a, +b, language))
}
