// copy.mjs -- a copy as data: where its files are, what they hold, and
// what a delta makes of them. No caches, no network: README.md has the form.

import { packed, unpacked, unpackedZone } from './wire.mjs'

export const SCHEMA = 1

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

// The pieces of texts in the order in which they are worth having: [piece,
// rank]; rank 0: of kept events, 1: of what is on within a day, 2: others.
export function inOrder(index, kept, moment) {
	const ranks = new Map(), { slot, uid, timings } = unpacked(index).events
	const isSoon = times => times.some((begin, i) => i % 3 === 1 &&
		begin < moment + 24 * 60 && times[i + 1] > moment)
	slot.forEach((number, i) => {
		const piece = pieceOf(number)
		const rank = kept.has(uid[i]) ? 0 : isSoon(timings[i]) ? 1 : 2
		ranks.set(piece, Math.min(rank, ranks.get(piece) ?? 2))
	})
	return index.pieces.map(piece => [piece, ranks.get(piece[0])])
		.sort((a, b) => a[1] - b[1])
}

// ---- applying a delta ---------------------------------------------------------

// Events one by one: what each column has of them.
const eventsOf = ({ events, towns }, townOf) => events.slot.map((_, i) => {
	const event = {}
	for (const column in events)
		event[column] = events[column][i]
	return { ...event, town: townOf(event.town) }
})

// Rows known by their first value, new ones in place of old, if it is in use.
function merged(old, changed, used) {
	return [...new Map([...old, ...changed].map(row => [row[0], row])).values()]
		.filter(([id]) => used.has(id)).sort((a, b) => a[0] < b[0] ? -1 : 1)
}

const bytesOf = base64 => Uint8Array.from(atob(base64), c => c.charCodeAt(0))

// The choices of what left or changed are forgotten, those of the delta's events
// put in; the others keep theirs.
function facetsOf(index, facets, left, changed, size) {
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
	return facets.map(facet => facet.choices
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

// What a delta makes of an index and of those pieces of its texts (by slot, by
// piece) that are here. Both come out with their hashes where nothing went
// wrong; that is for the caller to see.
export function apply(sent, pieces, delta) {
	const index = unpacked(sent)
	const old = eventsOf(index, place => index.towns[place]?.[0] ?? '')
	const changed = eventsOf(delta, id => id)
	const names = new Set([...delta.gone, ...delta.events.uid])
	const others = new Set(delta.events.slot)
	const stays = ({ slot, uid }) => !others.has(slot) && !names.has(uid)
	const events = [...old.filter(stays), ...changed].sort((a, b) => a.slot - b.slot)
	const all = column => events.map(event => event[column])
	const slots = new Set(all('slot')), there = new Set(all('uid'))
	const towns = merged(index.towns, delta.towns, new Set(all('town')))
	const placeOf = new Map(towns.map(([id], i) => [id, i]))
	const columns = {}
	for (const name in index.events)
		columns[name] = all(name)
	columns.town = columns.town.map(id => placeOf.get(id) ?? -1)
	const { schema, publication, changed: at, source, told } = delta
	const { languages, cosine, site } = delta.site ? delta : index
	const zone = delta.site ? unpackedZone(delta.zone) : index.zone
	return {
		index: packed({
			schema, publication, language: index.language, changed: at, source, told,
			changes: [...delta.changes, ...index.changes].slice(0, told),
			languages, cosine, zone, site,
			gone: [...new Set([...index.gone, ...delta.gone])]
				.filter(uid => !there.has(uid)).sort(),
			facets: facetsOf(index, delta.facets ?? index.facets,
				old.filter(event => !stays(event)), changed,
				events.length && (events[events.length - 1].slot >> 3) + 1),
			towns,
			pieces: merged(index.pieces, delta.pieces, new Set([...slots].map(pieceOf))),
			events: columns,
		}),
		pieces: textsOf(index, pieces, delta, slots),
	}
}
