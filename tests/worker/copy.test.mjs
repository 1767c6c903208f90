// copy.test.mjs -- what a delta makes of a copy: by hand, and between all
// publications of random programmes.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { apply, hashOf, inOrder } from '../../www/worker/copy.mjs'
import { deltaOf, edit, publish, sha256, world } from './world.mjs'

const base64 = (...bytes) => Buffer.from(bytes).toString('base64')

const before = {
	schema: 1, publication: 4, language: 'fr', languages: ['fr', 'en'],
	cosine: 640000, changed: 29391960, zone: [[-2147483648, 60]],
	site: { title: 'Semaine' }, source: { name: 'a' }, changes: [{ uid: 'b' }],
	gone: ['x', 'y'],
	facets: [
		{ id: 'day', label: 'Jour', kind: 0 },
		{ id: 'who', label: 'Qui', kind: 1, choices: [
			['all', 'Tous', base64(0b101, 0)], ['job', 'Emploi', base64(0b010, 0b1)],
		], also: [0] },
	],
	towns: [['arras', 'Arras', 50, 2, 1, 1, 0], ['lens', 'Lens', 51, 2, 3, 3, 1]],
	pieces: [[0, 2, 30, 'old']],
	events: { slot: [0, 1, 2, 8], uid: ['a', 'b', 'c', 'd'],
		title: ['A', 'B', 'C', 'D'], town: [0, 1, -1, 1] },
}

test('a delta by hand', () => {
	// "b" has moved to Calais and changed sides, "d" has left, "y" is back.
	const { index, pieces } = apply(before, { 0: { 0: 'A', 1: 'B', 2: 'C', 8: 'D' } }, {
		schema: 1, from: 4, publication: 6, language: 'fr', changed: 29391999,
		source: { name: 'b' }, told: 2, changes: [{ uid: 'y' }, { uid: 'b', n: 2 }],
		gone: ['d'], towns: [['calais', 'Calais', 52, 1, 5, 5, 0]],
		pieces: [[0, 6, 31, 'new'], [1, 6, 9, 'more']],
		events: { slot: [1, 70], uid: ['b', 'y'], title: ['B2', 'Y'],
			town: ['calais', ''], choices: [[0], [0, 1]] },
		texts: { 1: 'B2', 70: 'Y' },
	})
	assert.deepEqual(index, {
		...before, publication: 6, changed: 29391999, source: { name: 'b' },
		changes: [{ uid: 'y' }, { uid: 'b', n: 2 }], gone: ['d', 'x'],
		facets: [before.facets[0], { ...before.facets[1], choices: [
			['all', 'Tous', base64(0b111, 0, 0, 0, 0, 0, 0, 0, 0b1000000)],
			['job', 'Emploi', base64(0, 0, 0, 0, 0, 0, 0, 0, 0b1000000)]] }],
		towns: [before.towns[0], ['calais', 'Calais', 52, 1, 5, 5, 0]],
		pieces: [[0, 6, 31, 'new'], [1, 6, 9, 'more']],
		events: { slot: [0, 1, 2, 70], uid: ['a', 'b', 'c', 'y'],
			title: ['A', 'B2', 'C', 'Y'], town: [0, 1, -1, -1] },
	})
	assert.deepEqual(Object.keys(index), Object.keys(before))
	assert.deepEqual(pieces, { 0: { 0: 'A', 1: 'B2', 2: 'C' }, 1: { 70: 'Y' } })
})

test('a piece that is not here is not made up', () => {
	const { pieces } = apply(before, {}, { schema: 1, gone: [], towns: [], changes: [],
		told: 1, pieces: [[0, 5, 3, 'new']], texts: { 0: 'A2' },
		events: { slot: [], uid: [], title: [], town: [], choices: [] } })
	assert.deepEqual(pieces, {})
})

test('an index that was read and written has its hash', async () => {
	const text = JSON.stringify(before)
	assert.equal(await hashOf(new Blob([text])), sha256(text))
})

test('pieces come in the order of their worth', () => {
	const index = { pieces: [[0], [1], [2], [3]], events: { slot: [0, 64, 128, 192],
		uid: ['a', 'b', 'c', 'd'],
		timings: [[1, 100, 200], [1, 1000, 1100, 2, 9000, 9100], [1, 5000, 5100], [1, 9000, 9001]] } }
	assert.deepEqual(inOrder(index, new Set(['d']), 300),
		[[[3], 0], [[1], 1], [[0], 2], [[2], 2]])
})

// Each delta between two publications of a programme, byte by byte.
for (const seed of [1, 2, 3, 4, 5, 6])
	test(`every delta between random publications, ${seed}`, () => {
		const w = world(seed, seed * 40), whole = JSON.stringify
		for (let i = 0; i < 12; i++) {
			for (let n = w.roll(5); n >= 0; n--)
				edit(w)
			publish(w)
		}
		let count = 0
		for (const language of w.languages)
			for (let from = 1; from < w.published.length; from++)
				for (let to = from + 1; to <= w.published.length; to++) {
					const old = w.published[from - 1].copies[language]
					const want = w.published[to - 1].copies[language]
					const told = whole(old)
					const { index, pieces } = apply(old.index, old.texts,
						JSON.parse(whole(deltaOf(w, from, to, language))))
					assert.ok(whole(index) === whole(want.index), `${from} to ${to}`)
					for (const [piece] of want.index.pieces)
						assert.ok(whole(pieces[piece] ?? old.texts[piece]) ===
							whole(want.texts[piece]), `texts ${piece}, ${from} to ${to}`)
					assert.ok(whole(old) === told, 'the old copy is as it was')
					count++
				}
		assert.equal(count, 2 * 13 * 12 / 2)
	})
