// copy.test.mjs -- what a delta makes of a copy: by hand, and between all
// publications of random programmes.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import './made.mjs'
import { Programme, sha256 } from './programme.mjs'

const { apply, hashOf, inOrder } = await import('../../www/worker/copy.mjs')

const base64 = (...bytes) => Buffer.from(bytes).toString('base64')

const before = {
	schema: 1, publication: 4, language: 'fr', changed: 29391960,
	source: { name: 'a' }, told: 1, changes: [{ uid: 'b' }],
	languages: ['fr', 'en'], cosine: 640000, zone: [60], site: { title: 'Semaine' },
	gone: ['x', 'y'],
	facets: [
		{ id: 'day', label: 'Jour', kind: 0 },
		{ id: 'who', label: 'Qui', kind: 1, choices: [
			['all', 'Tous', base64(0b101, 0)], ['job', 'Emploi', base64(0b010, 0b1)],
		], also: [0] },
	],
	towns: [['', 'Arras', 1, 1, 0], ['lens-62300', 'Lens', 3, 3, 1]],
	pieces: [[0, 2, 30, 'old']],
	events: { slot: [0, 1, 1, 6], uid: ['a', 'b', 'c', 'd'], slug: ['', 'x', '', ''],
		title: ['A', 'B', 'C', 'D'], town: [0, 1, -1, 1],
		timings: [[1000, 60], [500, 60, 100, 30], [0, 10], [-600, 90]],
		numbers: [[], [2, 3], [], []], when: ['a', 'b', 'c', 'd'],
		words: ['1', '2', '3', '4'] },
}

test('a delta by hand', () => {
	// "b" has moved to Béthune and changed sides, "d" has left, "y" is back.
	const { index, pieces } = apply(before, { 0: { 0: 'A', 1: 'B', 2: 'C', 8: 'D' } }, {
		schema: 1, from: 4, publication: 6, language: 'fr', changed: 29391999,
		source: { name: 'b' }, told: 2, changes: [{ uid: 'y' }, { uid: 'b', n: 2 }],
		gone: ['d'], towns: [['bethune', 'Béthune', 5, 5, 0]],
		pieces: [[0, 6, 31, 'new'], [1, 6, 9, 'more']],
		events: { slot: [1, 70], uid: ['b', 'y'], slug: ['b-2', 'mine'],
			title: ['B 2', 'Y'], town: ['bethune', ''], choices: [[0], [0, 1]],
			timings: [[1, 1600, 1700, 2, 1800, 1900], [3, 100, 200]],
			when: ['b2', 'y'], words: ['5', '6'] },
		texts: { 1: 'B2', 70: 'Y' },
	})
	assert.deepEqual(index, {
		...before, publication: 6, changed: 29391999, source: { name: 'b' }, told: 2,
		changes: [{ uid: 'y' }, { uid: 'b', n: 2 }], gone: ['d', 'x'],
		facets: [before.facets[0], { ...before.facets[1], choices: [
			['all', 'Tous', base64(0b111, 0, 0, 0, 0, 0, 0, 0, 0b1000000)],
			['job', 'Emploi', base64(0, 0, 0, 0, 0, 0, 0, 0, 0b1000000)]] }],
		towns: [['', 'Arras', 1, 1, 0], ['', 'Béthune', 5, 5, 0]],
		pieces: [[0, 6, 31, 'new'], [1, 6, 9, 'more']],
		events: { slot: [0, 1, 1, 68], uid: ['a', 'b', 'c', 'y'],
			slug: ['', '', '', 'mine'], title: ['A', 'B 2', 'C', 'Y'],
			town: [0, 1, -1, -1],
			timings: [[1000, 60], [600, 100, 200, 100], [-100, 10], [-1400, 100]],
			numbers: [[], [], [], [3]], when: ['a', 'b2', 'c', 'y'],
			words: ['1', '5', '3', '6'] },
	})
	assert.deepEqual(Object.keys(index), Object.keys(before))
	assert.deepEqual(pieces, { 0: { 0: 'A', 1: 'B2', 2: 'C' }, 1: { 70: 'Y' } })
})

test('a piece that is not here is not made up', () => {
	const { pieces } = apply(before, {}, { schema: 1, gone: [], towns: [], changes: [],
		told: 1, pieces: [[0, 5, 3, 'new']], texts: { 0: 'A2' },
		events: { slot: [], uid: [], slug: [], title: [], town: [], timings: [],
			when: [], words: [], choices: [] } })
	assert.deepEqual(pieces, {})
})

test('an index that was read and written has its hash', async () => {
	const text = JSON.stringify(before)
	assert.equal(await hashOf(new Blob([text])), sha256(text))
})

test('pieces come in the order of their worth', () => {
	const index = { pieces: [[0], [1], [2], [3]], towns: [], zone: [60], events: {
		slot: [0, 64, 64, 64], uid: ['a', 'b', 'c', 'd'], numbers: [[], [], [], []],
		slug: ['a', 'b', 'c', 'd'],
		timings: [[100, 100], [900, 100, 8000, 100], [-600, 100], [8600, 1]] } }
	assert.deepEqual(inOrder(index, new Set(['d']), 300),
		[[[3], 0], [[1], 1], [[2], 1], [[0], 2]])
})

// Each delta between two publications of a programme, byte by byte.
for (const seed of [1, 2, 3])
	test(`every delta between random publications, ${seed}`, () => {
		const p = new Programme(`copy-${seed}`, 20 + 90 * (seed - 1), seed)
		const whole = JSON.stringify
		while (p.publications.length < 9) {
			for (let n = p.roll(6); n >= 0; n--)
				p.edit()
			p.publish()
		}
		let count = 0
		for (const to of p.publications)
			for (const language of ['fr', 'en']) {
				const name = `-${to.head.publication}-${language}.json`
				const wanted = to.files[`index${name}`].toString()
				assert.equal(sha256(wanted), to.head.copies[language].hash)
				const texts = p.texts(to, language)
				for (const from of p.publications) {
					const delta = to.files[`delta-${from.head.publication}${name}`]
					if (!delta)
						continue
					const held = p.texts(from, language)
					const made = apply(p.index(from, language), held, JSON.parse(delta))
					assert.ok(whole(made.index) === wanted, `${seed}${name}: ` +
						differs(made.index, JSON.parse(wanted)))
					for (const piece in texts)
						assert.ok(whole(made.pieces[piece] ?? held[piece]) ===
							whole(texts[piece]), `${seed}, texts ${piece}${name}`)
					count++
				}
			}
		assert.equal(count, 2 * 9 * 8 / 2)
	})

test('a correction goes to phones with its event, an announcement without any', () => {
	const p = new Programme('copy-corrected', 60)
	const delta = (...args) => {
		const from = p.publications.at(-1).head.publication
		p.tell(...args)
		p.publish()
		const { head, files } = p.publications.at(-1)
		return JSON.parse(files[`delta-${from}-${head.publication}-fr.json`])
	}
	const uid = n => `${p.set[n].uid}`
	const sent = ({ events, gone, site }) => [events.uid, gone, site !== undefined]
	assert.deepEqual(sent(delta('correct', uid(7), 'cancel', 'Grève')),
		[[uid(7)], [], false])
	assert.deepEqual(sent(delta('correct', uid(9), 'note', 'Bottes')),
		[[uid(9)], [], false])
	assert.deepEqual(sent(delta('correct', uid(11), 'feature')),
		[[uid(11)], [], false])
	assert.deepEqual(sent(delta('correct', uid(7), 'hide')), [[], [uid(7)], false])
	assert.deepEqual(sent(delta('correct', '--undo', '4')), [[uid(7)], [], false])
	const { site } = delta('announce', '--until', '2025-11-30T12:00', 'Navette')
	assert.equal(site.announcement.text, 'Navette')
	const last = delta('announce', '--end')
	assert.deepEqual(sent(last), [[], [], true])
	assert.equal(last.site.announcement, undefined)
})

// Where two values part.
function differs(got, want, path = '') {
	if (typeof got !== 'object' || !got || !want)
		return got === want ? '' : `${path}: ${got}, wants ${want}`
	for (const key of new Set([...Object.keys(want), ...Object.keys(got)])) {
		const found = differs(got[key], want[key], `${path}.${key}`)
		if (found)
			return found
	}
	return Object.keys(got).join() === Object.keys(want).join() ? '' : `${path}: order`
}
