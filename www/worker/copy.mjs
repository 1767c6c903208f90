// copy.mjs -- a copy as data: where its files are, what they hold, and
// what a delta makes of them. No caches, no network: README.md has the form.

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
	const ranks = new Map(), { slot, uid, timings } = index.events
	const soon = times => times.some((begin, i) => i % 3 === 1 &&
		begin < moment + 24 * 60 && times[i + 1] > moment)
	slot.forEach((number, i) => {
		const rank = kept.has(uid[i]) ? 0 : soon(timings[i]) ? 1 : 2
		const piece = pieceOf(number)
		ranks.set(piece, Math.min(rank, ranks.get(piece) ?? 2))
	})
	return index.pieces.map(piece => [piece, ranks.get(piece[0])])
		.sort((a, b) => a[1] - b[1])
}

// ---- applying a delta ---------------------------------------------------------

// Rows known by their first value, new ones in place of old, if it is in use.
function merged(old, changed, used) {
	return [...new Map([...old, ...changed].map(row => [row[0], row])).values()]
		.filter(([id]) => used.has(id)).sort((a, b) => a[0] < b[0] ? -1 : 1)
}

// The events of before that stay as they are, and those of the delta: for each
// its slot, the columns it stands in, and its place there.
function rowsOf(index, delta) {
	const names = new Set([...delta.gone, ...delta.events.uid])
	const slots = new Set(delta.events.slot)
	const row = from => (slot, i) => ({ slot, from, i })
	const all = index.events.slot.map(row(index.events))
	const stays = ({ slot, from, i }) => !slots.has(slot) && !names.has(from.uid[i])
	return {
		rows: [...all.filter(stays), ...delta.events.slot.map(row(delta.events))]
			.sort((a, b) => a.slot - b.slot),
		left: all.filter(one => !stays(one)).map(({ slot }) => slot),
	}
}

const bytesOf = base64 => Uint8Array.from(atob(base64), c => c.charCodeAt(0))

// The choices of what left or changed are forgotten, those of the delta's events
// put in; the others keep theirs.
function facetsOf(index, delta, left, size) {
	const key = (facet, choice) => JSON.stringify([facet.id, choice[0]])
	const old = new Map(index.facets.flatMap(facet =>
		(facet.choices ?? []).map(choice => [key(facet, choice), choice[2]])))
	let number = 0
	const withSet = facet => choice => {
		const set = new Uint8Array(size)
		set.set(bytesOf(old.get(key(facet, choice)) ?? '').subarray(0, size))
		for (const slot of left)
			set[slot >> 3] &= ~(1 << slot % 8)
		delta.events.slot.forEach((slot, i) => {
			if (delta.events.choices[i].includes(number))
				set[slot >> 3] |= 1 << slot % 8
		})
		number++
		return [choice[0], choice[1], btoa(String.fromCharCode(...set))]
	}
	return (delta.facets ?? index.facets).map(facet => facet.choices
		? { ...facet, choices: facet.choices.map(withSet(facet)) } : facet)
}

// The pieces that changed, of those whose old trees are at hand (or that are
// new, and so all in the delta).
function textsOf(index, pieces, delta, slots) {
	const known = new Set(index.pieces.map(([piece]) => piece)), made = {}
	for (const [piece] of delta.pieces) {
		if (known.has(piece) && !pieces[piece])
			continue
		const trees = made[piece] = { ...pieces[piece] }
		for (const slot in trees)
			if (!slots.has(+slot))
				delete trees[slot]
		for (const slot in delta.texts)
			if (pieceOf(slot) === piece)
				trees[slot] = delta.texts[slot]
	}
	return made
}

// What a delta makes of an index and of those pieces of its texts (trees by
// slot, by piece) that are here. Both come out with their hashes where nothing
// went wrong; that is for the caller to see.
export function apply(index, pieces, delta) {
	const { rows, left } = rowsOf(index, delta)
	const old = index.towns.map(([id]) => id)
	const townOf = ({ from, i }) => from === delta.events
		? from.town[i] : old[from.town[i]] ?? ''
	const names = new Set(rows.map(({ from, i }) => from.uid[i]))
	const towns = merged(index.towns, delta.towns, new Set(rows.map(townOf)))
	const placeOf = new Map(towns.map(([id], i) => [id, i]))
	const events = {}
	for (const column in index.events)
		events[column] = rows.map(row => column === 'town'
			? placeOf.get(townOf(row)) ?? -1 : row.from[column][row.i])
	return {
		index: {
			schema: delta.schema, publication: delta.publication,
			language: index.language, languages: delta.languages ?? index.languages,
			cosine: delta.cosine ?? index.cosine, changed: delta.changed,
			zone: delta.zone ?? index.zone, site: delta.site ?? index.site,
			source: delta.source,
			changes: [...delta.changes, ...index.changes].slice(0, delta.told),
			gone: [...new Set([...index.gone, ...delta.gone])]
				.filter(name => !names.has(name)).sort(),
			facets: facetsOf(index, delta, left,
				rows.length && (rows[rows.length - 1].slot >> 3) + 1),
			towns,
			pieces: merged(index.pieces, delta.pieces,
				new Set(rows.map(({ slot }) => pieceOf(slot)))),
			events,
		},
		pieces: textsOf(index, pieces, delta, new Set(events.slot)),
	}
}
