// sectors.mjs -- the sectors of the invented week, and what each member of one is for.  A
// pair is [French, English]; a third (or, after a title and its sentence, a
// fifth) text names the kinds of company it is true of: a brewery does not
// bake.
//
//   id        value of the sector's option in schema.json
//   weight    how often, against the others
//   brand     second half of a company's name: "Huppe Textile"
//   of        pair: after "les métiers ..." and "jobs in ..."
//   kinds     first half of a company's name and its gender: "Verrerie", "f"
//   words     pairs: keywords
//   products  pairs: after "on fabrique ..." and "makes ..."
//   steps     pairs: the way through the workshop, in order
//   jobs      pairs, plural: who works there; "soudeuses|soudeurs" gives one of
//             the two
//   see       pairs, sentences: what a visit shows
//   hands     title pair, sentence pair: what a workshop makes one do
//   talks     title pair, sentence pair: what a talk is about
//   visits    pairs: titles of visits
//   single    pairs: titles of one word

import { daily } from './sectors-daily.mjs'
import { machines } from './sectors-machines.mjs'
import { matter } from './sectors-matter.mjs'

export const sectors = [...matter, ...machines, ...daily]

// Where in a row of each member the kinds stand.
const kindsAt = {
	words: 2, products: 2, steps: 2, jobs: 2, see: 2, visits: 2, single: 2, hands: 4,
}

// A sector with only what is true of one kind of company.
const narrowed = new Map()
export function ofKind(sector, kind) {
	if (!narrowed.has(kind))
		narrowed.set(kind, narrow(sector, kind))
	return narrowed.get(kind)
}

function narrow(sector, kind) {
	const out = { ...sector }
	for (const [member, at] of Object.entries(kindsAt))
		out[member] = sector[member].filter(row => !row[at] || row[at].split(', ').includes(kind))
	return out
}
