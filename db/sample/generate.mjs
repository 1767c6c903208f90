#!/usr/bin/env node
// generate.mjs -- the invented week: a festival of industry in
// Hauts-de-France, 17 to 23 November 2025, as a reading of OpenAgenda's API v2
// would give it.
//
//   node generate.mjs [--events N] [--seed N] [--out DIR]
//
// Writes DIR/events-1.json, events-2.json ...: pages of one list, each an
// envelope with "total" and "after", of PAGE_EVENTS events at most.  The same
// numbers give the same bytes on every machine.  README.md tells what is
// invented and what is not.

import {
	closeSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { facts } from './make/facts.mjs'
import { openagenda } from './make/openagenda.mjs'
import { makePlaces } from './make/places.mjs'
import { random } from './make/random.mjs'
import { texts } from './make/texts.mjs'

const EVENTS = 520
const EVENTS_MAX = 200000
const SEED_MAX = 999999999
const PAGE_EVENTS = 5000
const BATCH = 200 // events written at once

const MINUTE = 60000 // milliseconds

const read = name =>
	JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))

// In an order of chance, with weights that follow the number of people.
function readTowns(seed) {
	const table = read('material/towns.json')
	const towns = table.towns.map(
		([insee, name, postcode, population, latitude, longitude]) => ({
			insee, name, postcode, population, latitude, longitude,
			weight: 2 + Math.floor(population / 1000),
		}))
	const quarters = table.quarters.map(
		([insee, name, postcode, latitude, longitude]) =>
			({ insee, name, postcode, latitude, longitude }))
	return {
		towns: random(seed, 'towns').shuffle(towns), quarters,
		departments: table.departments,
	}
}

const optionsOf = ({ schema: { fields } }) => (field, value) =>
	fields.find(f => f.field === field).options.find(o => o.value === value).id

// From September to the eve of the festival, in the order of the events.
function dates(n, events) {
	const first = Date.UTC(2025, 8, 1, 7), last = Date.UTC(2025, 10, 16, 18)
	const minutes = Math.floor((last - first) / MINUTE * n / events)
	const updated = first + minutes * MINUTE
	const created = updated - (n % 9) * 60 * MINUTE
	return {
		createdAt: new Date(created).toISOString(),
		updatedAt: new Date(updated).toISOString(),
	}
}

// A function from an event's number, from 0, to the event.
function makeWeek(seed, events) {
	const schema = read('schema.json')
	const { departments, ...country } = readTowns(seed)
	const world = { towns: country.towns, place: makePlaces(seed, country) }
	const option = optionsOf(schema)
	return n => {
		const r = random(seed, 'event', n)
		const f = facts(r, n, world)
		return openagenda(r, f, texts(r, f),
			{ schema, option, departments, when: dates(n, events) })
	}
}

// One page of the list; events go out a batch at a time.
function writePage(path, event, { from, to, total }) {
	const file = openSync(path, 'w')
	const head = `{"success":true,"total":${total},"sort":"updatedAt.asc"`
	writeSync(file, `${head},"events":[\n`)
	let last
	for (let n = from; n < to;) {
		const lines = []
		for (const end = Math.min(to, n + BATCH); n < end; n++) {
			last = event(n)
			lines.push(JSON.stringify(last))
		}
		writeSync(file, lines.join(',\n') + (n < to ? ',\n' : '\n'))
	}
	const after = to < total ? [Date.parse(last.updatedAt), last.uid] : null
	writeSync(file, `],"after":${JSON.stringify(after)}}\n`)
	closeSync(file)
}

function whole(values, name, max) {
	const number = Number(values[name])
	if (!/^\d+$/.test(values[name]) || number < 1 || number > max)
		throw new Error(`--${name} takes a whole number from 1 to ${max}, `
			+ `not "${values[name]}"`)
	return number
}

function main() {
	const { values } = parseArgs({ options: {
		events: { type: 'string', default: String(EVENTS) },
		seed: { type: 'string', default: '1' },
		out: { type: 'string', default: 'build/sample' },
	} })
	const total = whole(values, 'events', EVENTS_MAX)
	const event = makeWeek(whole(values, 'seed', SEED_MAX), total)
	mkdirSync(values.out, { recursive: true })
	// Pages of a longer list that was here before would be read with this one.
	for (const name of readdirSync(values.out))
		if (/^events-\d+\.json$/.test(name))
			rmSync(join(values.out, name))
	for (let from = 0, page = 1; from < total; from += PAGE_EVENTS, page++)
		writePage(join(values.out, `events-${page}.json`), event,
			{ from, to: Math.min(total, from + PAGE_EVENTS), total })
}

try {
	main()
} catch (error) {
	console.error(`generate: ${error.message}`)
	process.exitCode = 2
}
