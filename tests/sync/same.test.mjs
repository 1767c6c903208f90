// same.test.mjs -- whoever takes only what changed holds what those hold who
// take everything: over random changes of an agenda.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Agenda, event, Subscriber } from './agenda.mjs'

const ROUNDS = 12
const seed = Number(process.env.SEED ?? Date.now() % 1e6)

// Mulberry32, by T. Ettinger: a number below "limit".
let state = seed
function random(limit) {
	state = state + 0x6d2b79f5 | 0
	let t = Math.imul(state ^ state >>> 15, 1 | state)
	t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t
	return ((t ^ t >>> 14) >>> 0) % limit
}

const pick = list => list[random(list.length)]
let fresh = 40 // the next event of the sample that is not there yet

// What people do to an agenda.
const changes = [
	agenda => agenda.put(event(fresh++)),
	agenda => agenda.remove(pick(agenda.present()).uid),
	agenda => {
		const gone = [...agenda.records.values()].filter(r => r.removed)
		const back = gone.length > 0 && Array.from({ length: fresh },
			(_, n) => event(n)).find(e => e.uid === gone[0].uid)
		if (back)
			agenda.put(back)
	},
	agenda => {
		const one = pick(agenda.present())
		agenda.put({ ...one, title: { fr: `Titre ${random(1000)}` } })
	},
	agenda => {
		const one = pick(agenda.present())
		agenda.put({ ...one, status: 1 + random(6) })
	},
	agenda => { // moved, one more, one less
		const one = structuredClone(pick(agenda.present()))
		const hour = 1 + random(20)
		one.timings = [...one.timings.slice(random(2)), {
			begin: `2025-11-1${random(10)}T${String(hour).padStart(2, '0')}:00:00+01:00`,
			end: `2025-11-20T23:00:00+01:00` }]
		agenda.put(one)
	},
	agenda => agenda.put({ ...pick(agenda.present()), title: {} }), // of no use
	agenda => agenda.put({ ...pick(agenda.present()), state: pick([0, 1, 2]) }),
	() => {},
]

test(`the same from changes as from everything, SEED=${seed}`, async t => {
	const agenda = await new Agenda(40).start()
	t.after(() => agenda.stop())
	const all = new Subscriber('same-all', agenda)
	const news = new Subscriber('same-news', agenda)
	for (let round = 0; round < ROUNDS; round++) {
		assert.equal((await all.sync('--full')).status, 0)
		const said = await news.sync()
		assert.equal(said.status, 0, said.err)
		assert.match(said.out, round === 0 ? /everything/ : /what changed/)
		assert.equal(news.events(), all.events(), `round ${round}`)
		agenda.clock += random(5) * 3600e3
		for (let n = random(5); n >= 0; n--)
			pick(changes)(agenda)
	}
})
