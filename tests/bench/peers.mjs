// peers.mjs -- the same programme for others: an SQLite database made for one
// query, from what our own pages say.
//
//   card   an event's card on a day, as JSON ready to be sent
//   hit    a word of an event, and beside it all that counting needs: "key" is
//          the event's number and below it a bit for each day that it is on;
//          "choices" has a bit for each; p0, p1 ... are its places in the days
//
// labels.json has days, groups and choices in the order of the bits. Of what
// was tried (tests/bench/README.md) this was the fastest for both.
import { createRequire } from 'node:module'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { askAll } from './servers.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const PAGE = 40 // cards of a page of ours

export const Database = createRequire(
	join(root, 'build/npm/tests/bench/npm/index.js'))('better-sqlite3')

// As text_fold() of ours does, for French.
export const fold = text => text.normalize('NFD').replace(/\p{M}/gu, '')
	.toLowerCase().replace(/œ/g, 'oe').replace(/æ/g, 'ae')
	.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()

const pagesOf = (path, total) => Array.from(
	{ length: Math.ceil(total / PAGE) },
	(_, i) => i > 0 ? `${path}&page=${i + 1}` : path)

// Events by uid: their cards and places by day.
async function readCards({ days }) {
	const events = new Map()
	const paths = days.flatMap(({ day, count }) =>
		pagesOf(`/events.json?day=${day}`, count))
	await askAll('ours', paths, (body, path) => {
		const day = days.findIndex(d => path.includes(d.day))
		const page = Number(/page=(\d+)/.exec(path)?.[1] ?? 1)
		JSON.parse(body).events.forEach((card, i) => {
			if (!events.has(card.uid))
				events.set(card.uid, {
					path: `/event/${card.uid}/${card.slug}.json`,
					days: 0, choices: 0n, cards: [], places: [],
				})
			const event = events.get(card.uid)
			event.days |= 1 << day
			event.cards[day] = JSON.stringify(card)
			event.places[day] = (page - 1) * PAGE + i
		})
	})
	return events
}

async function readChoices({ groups }, events) {
	const choices = groups.flatMap(({ id, choices }) =>
		choices.map(choice => ({ ...choice, query: `${id}=${choice.id}` })))
	const paths = choices.flatMap(({ query, count }, bit) =>
		pagesOf(`/events.json?${query}`, count).map(path => [path, bit]))
	const bitOf = new Map(paths)
	await askAll('ours', paths.map(([path]) => path), (body, path) => {
		const bit = bitOf.get(path)
		for (const { uid } of JSON.parse(body).events)
			events.get(uid).choices |= 1n << BigInt(bit)
	})
}

async function readWords(events) {
	const byPath = new Map([...events.values()].map(e => [e.path, e]))
	await askAll('ours', [...byPath.keys()], (body, path) => {
		const { event } = JSON.parse(body)
		const texts = [event.title, event.place?.name, event.place?.address,
			event.place?.postcode, event.place?.town,
			event.organiser, ...event.keywords ?? [],
			...event.groups.flatMap(g => g.choices.map(c => c.label))]
		byPath.get(path).words =
			new Set(texts.filter(Boolean).flatMap(t => fold(t).split(' ')))
	})
}

function write(file, days, events) {
	rmSync(file, { force: true })
	const db = new Database(file)
	const places = days.map((_, i) => `p${i}`).join(', ')
	db.pragma('journal_mode = off')
	db.exec(`
		CREATE TABLE card (day, place, json, PRIMARY KEY (day, place))
			WITHOUT ROWID;
		CREATE TABLE hit (word, key, choices, ${places},
			PRIMARY KEY (word, key)) WITHOUT ROWID;
		BEGIN`)
	const card = db.prepare('INSERT INTO card VALUES (?, ?, ?)')
	const hit = db.prepare('INSERT INTO hit VALUES (?, ?, ?' +
		`${', ?'.repeat(days.length)})`)
	let id = 0
	for (const e of events.values()) {
		const row = [BigInt(2 ** days.length * ++id + e.days), e.choices,
			...days.map((_, i) => e.places[i] ?? null)]
		e.cards.forEach((json, day) => card.run(day, e.places[day], json))
		for (const word of e.words)
			hit.run(word, ...row)
	}
	db.exec('COMMIT; PRAGMA journal_mode = wal; VACUUM; ANALYZE')
	db.close()
}

// The same as PHP's own array, which its opcode cache keeps.
const php = value => Array.isArray(value) ? `[${value.map(php)}]`
	: typeof value === 'object' ? `[${Object.entries(value)
		.map(([key, one]) => `${php(key)}=>${php(one)}`)}]`
		: typeof value === 'string' ? `'${value.replace(/['\\]/g, '\\$&')}'`
			: String(value)

// What of a day, a choice or a group is always the same, written.
const written = (one, keys) => JSON.stringify(
	Object.fromEntries(keys.map(key => [key, one[key]]))).slice(0, -1)

function labelsOf({ days, groups }) {
	let first = 0
	return {
		days: days.map(d => ({
			day: d.day, count: d.count,
			json: written(d, ['day', 'weekday', 'date', 'month', 'festival', 'today',
				'label']) + ',"count":',
		})),
		groups: groups.map(g => ({
			id: g.id, first: (first += g.choices.length) - g.choices.length,
			json: written(g, ['id', 'label']),
			choices: g.choices.map(c => ({
				id: c.id, count: c.count,
				json: written(c, ['id', 'label']) + ',"count":',
			})),
		})),
	}
}

export async function makePeers(folder) {
	let labels
	await askAll('ours', ['/events.json'],
		body => labels = labelsOf(JSON.parse(body)))
	const events = await readCards(labels)
	await readChoices(labels, events)
	await readWords(events)
	write(join(folder, 'peer.db'), labels.days, events)
	writeFileSync(join(folder, 'labels.json'), JSON.stringify(labels))
	writeFileSync(join(folder, 'labels.php'), `<?php return ${php(labels)};\n`)
}
