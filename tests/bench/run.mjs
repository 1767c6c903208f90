// run.mjs PROGRAM HELLO LOAD EVENTS... -- how fast the programme is answered
// behind nginx, beside programs that do nothing and beside the same in PHP and
// Node. Prints tables and, at the end, a line for each goal of the design.
//
// Who is compared is measured in turn, ROUNDS times for LENGTH seconds each,
// in the opposite order each time; what is printed are medians. wrk, nginx and
// the program share the machine. Everything is in build/bench.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
	mkdirSync, readdirSync, rmSync, statSync, writeFileSync,
} from 'node:fs'
import { cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { makeCases } from './cases.mjs'
import { timeRules } from './rules.mjs'
import {
	askAll, countStarved, endAll, memoryOf, processes,
	startHellos, startNginx, startNode, startOurs, startPhp, stop, stopAll,
	usedBy, usedByAll, usedByChildren, wrk,
} from './servers.mjs'
import { median, printGoal, printRatio, printTable } from './table.mjs'

const ROUNDS = Number(process.env.ROUNDS || 5)
const LENGTH = Number(process.env.LENGTH || 1) // seconds
const CONNECTIONS = [1, 32, 256] // of the case that all are compared in
const USUAL = 32 // of the others
const NOISE = 0.12 // what others may use of the machine, or it is done again
const HELLO = 1024 // bytes, where only the structure is compared
const LISTS = 'list, JSON'
const MIDDLE = 5000 // events; here the goals are
const CLOCK = '2025-11-19T10:00:00+01:00' // stands still
const IMPORTED = '2025-11-18T18:00:00+01:00'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = resolve(here, '../..')
const bench = join(root, 'build/bench')
const [program, hello, load] =
	process.argv.slice(2, 5).map(path => resolve(path))
const counts = process.argv.slice(5).map(Number)
const results = {} // "EVENTS, CASE, CONNECTIONS" -> {name: result}
const caseNames = new Set()
const note = text => console.error(`  BENCH ${text}`)

// ---- one measurement ---------------------------------------------------

async function measureOnce(name, connections) {
	const app = processes(name), nginx = processes('nginx')
	const used = () => [usedBy(app), usedBy(nginx), usedByChildren(), usedByAll()]
	const before = used(), begun = process.hrtime.bigint()
	const r = await wrk(name, connections, LENGTH)
	const took = Number(process.hrtime.bigint() - begun) / 1000
	const [ours, web, client, all] = used().map((n, i) => n - before[i])
	return {
		rate: r.requests / r.microseconds * 1e6, p50: r.p50, p99: r.p99,
		app: ours / r.requests, nginx: web / r.requests,
		wrk: client / r.requests,
		errors: r.errors, memory: memoryOf(app),
		others: Math.max(0, all - ours - web - client) / took / cpus().length,
	}
}

async function measure(name, connections) {
	const first = await measureOnce(name, connections)
	if (first.others <= NOISE)
		return first
	const second = await measureOnce(name, connections)
	return second.others < first.others ? second : first
}

// Each in turn; medians of what was measured while the machine was ours, if
// that is most of it.
async function compare(title, names, connections) {
	const all = Object.fromEntries(names.map(name => [name, []]))
	for (const name of names)
		await wrk(name, connections, 1) // to warm up
	for (let round = 0; round < ROUNDS; round++)
		for (const name of round % 2 ? [...names].reverse() : names)
			all[name].push(await measure(name, connections))
	const rows = {}
	for (const name of names) {
		const quiet = all[name].filter(one => one.others <= NOISE)
		const used = quiet.length > ROUNDS / 2 ? quiet : all[name]
		rows[name] = Object.fromEntries(Object.keys(used[0])
			.map(key => [key, median(used.map(one => one[key]))]))
		rows[name].errors = all[name].reduce((sum, one) => sum + one.errors, 0)
	}
	printTable(title, rows)
	return rows
}

// ---- one programme -----------------------------------------------------

const envOf = folder => ({
	ALMANACH_DB: join(folder, 'almanach.db'),
	ALMANACH_SCRIPTS: join(root, 'scripts'),
	ALMANACH_WWW: join(root, 'build/www'), ALMANACH_NOW: CLOCK,
})

function bring(events, folder) {
	rmSync(folder, { recursive: true, force: true })
	mkdirSync(folder, { recursive: true })
	execFileSync(process.execPath, [join(root, 'db/sample/generate.mjs'),
		'--events', events, '--out', folder])
	const almanach = (...args) => execFileSync(program,
		[...args, '--now', IMPORTED], { env: { ...process.env, ...envOf(folder) } })
	for (const name of readdirSync(folder).filter(n => /^events-/.test(n))) {
		const file = join(folder, name)
		almanach('import', '--partial', '--no-publish', '--source', 'semaine',
			'--schema', join(root, 'db/sample/schema.json'), file)
		rmSync(file) // one of them is 16 MB
	}
	almanach('publish')
}

// The mean size of the answers of a case, all of which have to be pages.
async function sizeOf(paths) {
	let bytes = 0
	await askAll('ours', paths, body => bytes += body.length)
	return Math.round(bytes / paths.length)
}

// Do others answer the same? All but what only we tell.
async function check(name, paths) {
	const ours = new Map()
	const few = paths.filter((_, i) => i % 10 === 0)
	await askAll('ours', few, (body, path) => ours.set(path, JSON.parse(body)))
	await askAll(name, few, (body, path) => {
		const theirs = JSON.parse(body)
		for (const key of Object.keys(theirs))
			assert.deepEqual(theirs[key], ours.get(path)[key], `${name}: ${path}`)
	})
}

// Those who answer lists as well; what cannot be had here is left out.
async function startPeers(folder, paths) {
	const names = []
	try {
		const { makePeers } = await import('./peers.mjs')
		await makePeers(bench)
		for (const [name, start] of [['php', startPhp], ['node', startNode]]) {
			await start()
			await check(name, paths)
			names.push(name)
		}
	} catch (err) {
		if (err.code === 'ERR_ASSERTION')
			throw err
		note(`without PHP or Node: ${err.message}`)
	}
	return names
}

async function runCase(events, name, paths, peers) {
	const bytes = await sizeOf(paths)
	const isList = name === LISTS
	caseNames.add(name)
	const names = ['ours', 'pe2', ...isList ? ['t8', 'static', ...peers] : []]
	writeFileSync(join(bench, 'paths'), paths.join('\n') + '\n')
	await startHellos(hello, bytes)
	for (const n of isList ? CONNECTIONS : [USUAL])
		results[`${events}, ${name}, ${n}`] = await compare(
			`${name}: ${events} events, ${n} connections, ${paths.length} ` +
			`addresses, ${bytes} bytes`, names, n)
}

async function runEvents(events) {
	const folder = join(bench, String(events)), env = envOf(folder)
	note(`${events} events are brought in`)
	bring(events, folder)
	await startOurs(program, env)
	const cases = await makeCases()
	const peers = await startPeers(folder, cases[LISTS])
	for (const [name, paths] of Object.entries(cases))
		await runCase(events, name, paths, peers)
	const all = processes('ours'), workers = all.slice(1) // after their parent
	const facts = {
		file: statSync(`${env.ALMANACH_DB}-live`).size / events,
		memory: memoryOf(all) * 1024,
		workers: workers.map(pid => memoryOf([pid])),
		own: workers.map(pid => memoryOf([pid], 'Private_Dirty')),
	}
	if (events === MIDDLE) {
		facts.starved = await countStarved('ours', cases[LISTS])
		facts.load = JSON.parse(execFileSync(load,
			[program, cases[LISTS][0], '51'], { env: { ...process.env, ...env } }))
		note('30 rules are changed')
		facts.rules = await timeRules(program, env, folder)
	}
	for (const name of ['php', 'node', 'ours'])
		await stop(name)
	results[`${events}, facts`] = facts
}

// What the structure alone costs.
async function runHello() {
	writeFileSync(join(bench, 'paths'), '/\n')
	await startHellos(hello, HELLO)
	for (const n of [USUAL, 256])
		results[`hello, ${n}`] = await compare(
			`hello: ${n} connections, ${HELLO} bytes`, ['pe2', 't8', 'static'], n)
}

// ---- how it grows ------------------------------------------------------

// What twice as many events cost, in the program: by which factor processor
// time a request grows at each doubling between two programmes.
function tellGrowth() {
	const cost = (events, name) => results[`${events}, ${name}, ${USUAL}`]?.ours.app
	const steps = counts.slice(1).map((to, i) => [counts[i], to])
	const growth = (name, from, to) =>
		(cost(to, name) / cost(from, name)) ** (1 / Math.log2(to / from))
	if (steps.length === 0)
		return
	console.log('\nProcessor time a request, at each doubling of events\n')
	for (const name of caseNames)
		console.log(`     ${name}: ${steps.map(([from, to]) =>
			`${from} to ${to} times ${growth(name, from, to).toFixed(2)}`).join(', ')}`)
}

function tellMemory() {
	const mb = list => list.map(kb => (kb / 1024).toFixed(1)).join(' and ')
	console.log('\nMemory of each worker, MB: its share (PSS), and its own\n')
	for (const events of counts) {
		const facts = results[`${events}, facts`]
		if (facts)
			console.log(`     ${events} events: ${mb(facts.workers)}; ` +
				`${mb(facts.own)}`)
	}
}

// ---- goals -------------------------------------------------------------

function tellPeers(events, limits) {
	const all = results[`${events}, ${LISTS}, ${USUAL}`]
	for (const [name, limit] of Object.entries(limits))
		if (all?.[name])
			printRatio(`list of ${events} events / ${name}`, all.ours, all[name], limit)
}

// Bytes, without what the program takes for none (unless nothing smaller than
// the middle was measured).
function memoryPerEvent() {
	const total = events => results[`${events}, facts`].memory
	const least = Math.min(...counts)
	return least < MIDDLE
		? (total(MIDDLE) - total(least)) / (MIDDLE - least)
		: total(MIDDLE) / MIDDLE
}

function tellMiddle() {
	const all = results[`${MIDDLE}, ${LISTS}, ${USUAL}`]
	const { file, starved, load, rules } = results[`${MIDDLE}, facts`]
	const memory = memoryPerEvent()
	const ms = { most: true, unit: ' ms' }
	printRatio('list / hello of our structure', all.ours, all.pe2, 0.8)
	printRatio('list / hello of 8 threads', all.ours, all.t8, 1.3)
	tellPeers(MIDDLE, { php: 10, node: 8 })
	printGoal('snapshot, bytes of the file an event', file / 1000, 5,
		{ most: true, unit: ' kB' })
	printGoal('memory of all workers, for each event more', memory / 1000, 5,
		{ most: true, unit: ' kB' })
	printGoal('a new publication: opened', load.open / 1000, 200, ms)
	printGoal('a new publication: first answer', load.first / 1000, 200, ms)
	printGoal('30 rules, from saved to live', rules.wall / 1000, 3, {
		most: true, unit: ' s',
		more: `; ${(rules.cpu / 1000).toFixed(2)} s of processor time`,
	})
	printGoal('clients of 96 that starve', starved, 0, { most: true })
	console.log(`     plain CGI: ${(load.cgi / 1000).toFixed(2)} ms a request, ` +
		`${(load.cgi_cpu / 1000).toFixed(2)} ms of processor time`)
}

function tellGoals() {
	console.log('\nGoals of the design, section 11\n')
	if (results[`${MIDDLE}, facts`])
		tellMiddle()
	tellPeers(50000, { php: 40, node: 40 })
	for (const n of [USUAL, 256]) {
		const { pe2, static: file } = results[`hello, ${n}`]
		printRatio(`hello of our structure / nginx, a file, ${n} connections`,
			pe2, file, 0.75)
	}
	const errors = Object.values(results).flatMap(rows => Object.values(rows))
		.reduce((sum, row) => sum + (row.errors ?? 0), 0)
	printGoal('errors', errors, 0, { most: true })
}

// ---- all of it ---------------------------------------------------------

for (const signal of ['SIGINT', 'SIGTERM'])
	process.on(signal, () => process.exit(1))
process.on('exit', endAll)

for (const name of ['tmp', 'static'])
	mkdirSync(join(bench, name), { recursive: true })
try {
	await startNginx(bench)
	await runHello()
	for (const events of counts)
		await runEvents(events)
} catch (err) { // what was measured until then is still told
	process.exitCode = 1
	console.error(err.stack)
} finally {
	await stopAll()
}
writeFileSync(join(bench, 'results.json'), JSON.stringify(results, null, '\t'))
tellGrowth()
tellMemory()
tellGoals()
