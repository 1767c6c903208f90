// copy.mjs -- a copy as data: where its files are, what they hold, and
// what a delta makes of them. No caches, no network: README.md has the form.

import { textSlug } from './text.mjs'

export const SCHEMA = 1
const SLUG_MAX = 60 // bytes, which are characters here

export const indexName = (publication, language) =>
	`sync/index-${publication}-${language}.json`
export const textsName = ([piece, since], language) =>
	`sync/texts-${piece}-${since}-${language}.json`
export const deltaName = (from, to, language) =>
	`sync/delta-${from}-${to}-${language}.json`

export const pieceOf = slot => slot >> 6

// SHA-256 of a blob, in hex.
export async function hashOf(file) {
	const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
	return [...new Uint8Array(digest)]
		.map(byte => byte.toString(16).padStart(2, '0')).join('')
}

// ---- the events of an index ---------------------------------------------------

// One by one, a member a column; but with slot and begin as they are, not as
// steps, and the town by its id.
export function eventsOf({ events, towns }) {
	const ids = towns.map(townId)
	let slot = 0, begin = 0
	return events.slot.map((step, i) => {
		const event = {}
		for (const column in events)
			event[column] = events[column][i]
		event.slot = slot += step
		event.begin = begin += event.timings[0]
		event.town = ids[event.town] ?? ''
		return event
	})
}

const townId = ([id, label]) => id || textSlug(label, SLUG_MAX)

// Those of a delta, in the same way.
function changedOf({ events }) {
	return events.slot.map((slot, i) => {
		const event = {}, numbers = [], steps = []
		for (const column in events)
			event[column] = events[column][i]
		let before = event.begin = event.timings[1]
		for (let k = 0; k < event.timings.length; k += 3) {
			const [number, begin, end] = event.timings.slice(k, k + 3)
			numbers.push(number)
			steps.push(begin - before, end - begin)
			before = begin
		}
		event.timings = steps
		event.numbers = numbers.every((number, k) => number === k + 1) ? [] : numbers
		if (event.slug === textSlug(event.title, SLUG_MAX))
			event.slug = ''
		return event
	})
}

// Columns again.
function columnsOf(events, towns, names) {
	const places = new Map(towns.map((town, i) => [townId(town), i]))
	const columns = {}
	for (const name of names)
		columns[name] = events.map(event => event[name])
	let before = { slot: 0, begin: 0 }
	events.forEach((event, i) => {
		columns.slot[i] = event.slot - before.slot
		columns.town[i] = places.get(event.town) ?? -1
		columns.timings[i] = [event.begin - before.begin, ...event.timings.slice(1)]
		before = event
	})
	return columns
}

// The pieces of texts in the order in which they are worth having: [piece,
// rank]; rank 0: of kept events, 1: of what is on within a day, 2: others.
export function inOrder(index, kept, moment) {
	const ranks = new Map()
	for (const { slot, uid, begin, timings } of eventsOf(index)) {
		let at = begin, soon = false
		timings.forEach((step, i) => {
			if (i % 2)
				soon ||= at < moment + 24 * 60 && at + step > moment
			else if (i)
				at += step
		})
		const piece = pieceOf(slot), rank = kept.has(uid) ? 0 : soon ? 1 : 2
		ranks.set(piece, Math.min(rank, ranks.get(piece) ?? 2))
	}
	return index.pieces.map(piece => [piece, ranks.get(piece[0])])
		.sort((a, b) => a[1] - b[1])
}

// ---- applying a delta ---------------------------------------------------------

// Lists of arrays whose first members are known by an id: new ones in place of
// old, where they are in use, in order.
function merged(old, changed, used, idOf) {
	const all = new Map([...old, ...changed].map(one => [idOf(one), one]))
	return [...all].filter(([id]) => used.has(id))
		.sort(([a], [b]) => a < b ? -1 : 1).map(([, one]) => one)
}

const bytesOf = base64 => Uint8Array.from(atob(base64), c => c.charCodeAt(0))

// The choices of what left or changed are forgotten, those of the delta's events
// put in; the others keep theirs.
function facetsOf(index, delta, changed, left, size) {
	const key = (facet, choice) => JSON.stringify([facet.id, choice[0]])
	const old = new Map(index.facets.flatMap(facet =>
		(facet.choices ?? []).map(choice => [key(facet, choice), choice[2]])))
	let number = 0
	const withSet = facet => choice => {
		const set = new Uint8Array(size)
		set.set(bytesOf(old.get(key(facet, choice)) ?? '').subarray(0, size))
		for (const { slot } of left)
			set[slot >> 3] &= ~(1 << slot % 8)
		for (const { slot, choices } of changed)
			if (choices.includes(number))
				set[slot >> 3] |= 1 << slot % 8
		number++
		return [choice[0], choice[1], btoa(String.fromCharCode(...set))]
	}
	return (delta.facets ?? index.facets).map(facet => facet.choices
		? { ...facet, choices: facet.choices.map(withSet(facet)) } : facet)
}

// The pieces that changed, of those whose old texts are at hand (or that are
// new, and so all in the delta).
function textsOf(index, pieces, delta, slots) {
	const known = new Set(index.pieces.map(([piece]) => piece)), made = {}
	for (const [piece] of delta.pieces) {
		if (known.has(piece) && !pieces[piece])
			continue
		const texts = made[piece] = { ...pieces[piece] }
		for (const slot in texts)
			if (!slots.has(+slot))
				delete texts[slot]
		for (const slot in delta.texts)
			if (pieceOf(slot) === piece)
				texts[slot] = delta.texts[slot]
	}
	return made
}

// What a delta makes of an index and of those pieces of its texts (texts by
// slot, by piece) that are here. Both come out with their hashes where nothing
// went wrong; that is for the caller to see.
export function apply(index, pieces, delta) {
	const old = eventsOf(index), changed = changedOf(delta)
	const names = new Set([...delta.gone, ...delta.events.uid])
	const others = new Set(delta.events.slot)
	const stays = ({ slot, uid }) => !others.has(slot) && !names.has(uid)
	const events = [...old.filter(stays), ...changed].sort((a, b) => a.slot - b.slot)
	const slots = new Set(events.map(({ slot }) => slot))
	const there = new Set(events.map(({ uid }) => uid))
	const towns = merged(index.towns, delta.towns.map(([id, ...town]) =>
		[id === textSlug(town[0], SLUG_MAX) ? '' : id, ...town]),
	new Set(events.map(({ town }) => town)), townId)
	const { schema, publication, changed: at, source, told } = delta
	const { languages, cosine, zone, site } = delta.site ? delta : index
	return {
		index: {
			schema, publication, language: index.language, changed: at, source, told,
			changes: [...delta.changes, ...index.changes].slice(0, told),
			languages, cosine, zone, site,
			gone: [...new Set([...index.gone, ...delta.gone])]
				.filter(uid => !there.has(uid)).sort(),
			facets: facetsOf(index, delta, changed, old.filter(one => !stays(one)),
				events.length && (events[events.length - 1].slot >> 3) + 1),
			towns,
			pieces: merged(index.pieces, delta.pieces,
				new Set([...slots].map(pieceOf)), ([piece]) => piece),
			events: columnsOf(events, towns, Object.keys(index.events)),
		},
		pieces: textsOf(index, pieces, delta, slots),
	}
}
