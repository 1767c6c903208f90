// phone.mjs [COUNT [SEED]] -- the program and the phone answer alike.
//
// Programmes behind a real nginx, at the root and at a sub-path. The phone's core
// (www/worker/) opens what /sync/* gives and answers each address of urls.txt and
// many random ones, COUNT in all: status, the headers that matter and every byte of
// the body must be the program's. What the core says is missing is brought, once.
// So it is with the very /sw.js, installed, for urls.txt.
// The views are compared too, with what is recorded in tests/twin/*.json: where
// pages differ, they say in what.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { imported } from '../../www/worker.mjs'
import { Place, root } from '../lib.mjs'
import { Server } from '../server/nginx.mjs'
import { randomAddress } from './random.mjs'
import { ask, correct, publish, settings, urls } from './run.mjs'
import { installed } from './worker.mjs'

const [count = 10000, seed = 1] = process.argv.slice(2).map(Number)
const PARALLEL = 16
const FORGET = 100 // questions from one loss to the next
const TOLD = 5 // of what differs
const SHOWN = 160 // characters

// ---- the phone --------------------------------------------------------------------

// What main.mjs hands to the core. Nothing is at hand at first: "bring" fetches
// what the core says is missing, "forget" makes it miss that again.
async function phone({ openSnapshot }, server, style) {
	const head = await server.json('/sync/head.json')
	const worker = (await server.get('/sw.js')).body.toString()
	const material = JSON.parse(/^const material=(.*);$/m.exec(worker)[1])
	const sent = {}, texts = {}, snapshots = {}
	for (const language of Object.keys(head.copies))
		sent[language] = await server.json(
			`/sync/index-${head.publication}-${language}.json`)
	const open = language => {
		snapshots[language] = openSnapshot(sent[language])
		texts[language] = {}
	}
	const app = { base: server.base, ...material, styleText: style, url: head.url,
		fixed: head.now, moment: head.now, languages: Object.keys(head.copies),
		snapshots, tree: (language, slot) => texts[language][slot] }
	const bring = async ({ language, pieces = [] }) => {
		const named = sent[language].pieces.filter(([k]) => pieces.includes(k))
		const brought = await Promise.all(named.map(([piece, since]) =>
			server.json(`/sync/texts-${piece}-${since}-${language}.json`)))
		if (!snapshots[language])
			open(language)
		Object.assign(texts[language], ...brought)
	}
	const forget = () => {
		for (const language in snapshots)
			delete snapshots[language]
	}
	app.languages.forEach(open)
	return { app, bring, forget, all: { ...snapshots } }
}

// ---- comparing --------------------------------------------------------------------

const HEADERS = ['content-type', 'content-language', 'location',
	'content-disposition', 'content-security-policy', 'referrer-policy',
	'permissions-policy', 'x-content-type-options', 'cross-origin-opener-policy',
	'cross-origin-resource-policy']

// An answer as one text: lines of its head, then its body.
function written(status, headers, body) {
	const head = HEADERS.filter(name => headers.get(name) !== undefined)
		.map(name => `${name}: ${headers.get(name)}`)
	return [status, ...head, '', body].join('\n')
}

// As nginx hands it on; what nginx itself refuses is asked by CGI.
async function ofProgram({ server, env }, target) {
	const { status, headers, body, error } = await server.get(target)
	if (error)
		throw new Error(`${target}: ${error}`)
	if (headers['x-content-type-options'])
		return written(status, new Map(Object.entries(headers)), body.toString())
	const asked = ask(server.base + target,
		{ ...env, ALMANACH_BASE: `${server.base}/` })
	return written(Number(asked.headers.get('Status').slice(0, 3)), new Map(
		[...asked.headers].map(([k, v]) => [k.toLowerCase(), v])), asked.body)
}

// A language may be missing, and then pieces of its texts; never the same twice.
async function ofPhone(core, { app, bring }, target, more) {
	for (let tries = 3; ; tries--) {
		try {
			const answer = core.answer({ ...app, ...more },
				{ target: app.base + target })
			return answer && written(answer.status, new Map(
				Object.entries(answer.headers)
					.map(([k, v]) => [k.toLowerCase(), v])), answer.body)
		} catch (missing) {
			if (!(missing instanceof core.Missing) || tries === 1)
				return missing.stack ?? `missing: ${JSON.stringify(missing)}`
			await bring(missing)
		}
	}
}

function difference(program, phone) {
	let at = 0
	while (program[at] === phone[at])
		at++
	const from = Math.max(0, at - SHOWN / 2)
	return [program, phone].map(text =>
		JSON.stringify(text.slice(from, from + SHOWN)))
}

const tally = { urls: 0, random: 0, views: 0, worker: 0, differ: 0 }

function tell(target, program, phone) {
	if (++tally.differ > TOLD)
		return
	const [wants, got] = difference(program, phone)
	console.log(`${target}\n  program ${wants}\n  phone   ${got}`)
}

async function compare(world, target, kind) {
	const { core, phone, server } = world
	const got = await ofPhone(core, phone, target)
	if (got === null)
		return // the program's alone
	const wanted = await ofProgram(world, target)
	tally[kind]++
	if (wanted !== got)
		tell(server.base + target, wanted, got)
	const [, next] = /^308\n.*?\nlocation: (.*?)\n/s.exec(wanted) ?? []
	if (next && kind === 'random' && next !== server.base + target)
		await compare(world, next.slice(server.base.length), kind)
}

// Many at a time; "next" gives an address, or undefined at the end.
async function compareAll(world, next, kind) {
	await Promise.all(Array.from({ length: PARALLEL }, async () => {
		for (let target; (target = next()) !== undefined;) {
			await compare(world, target, kind)
			if (tally[kind] % FORGET === 0)
				world.phone.forget()
		}
	}))
}

// The same of the very /sw.js, for addresses as a browser spells them.
async function compareWorker(world, lists) {
	const { server, phone } = world, origin = `http://127.0.0.1:${server.port}`
	const worker = await installed(`${origin}${server.base}/`, phone.app.languages)
	for (const target of [...lists.values()].flat()) {
		const { href } = new URL(origin + server.base + target)
		const answer = await worker.get(href)
		if (!answer || !href.startsWith(worker.scope))
			continue
		const headers = new Map(answer.headers)
		if (headers.has('location'))
			headers.set('location', headers.get('location').slice(origin.length))
		const got = written(answer.status, headers, await answer.text())
		const short = href.slice(worker.scope.length - 1).replace(/#.*/, '')
		const wanted = await ofProgram(world, short)
		tally.worker++
		if (got !== wanted)
			tell(`sw.js: ${href}`, wanted, got)
	}
}

async function compareViews({ core, phone }, lists) {
	for (const [name] of lists)
		for (const { url, view } of JSON.parse(
			readFileSync(join(root, `tests/twin/${name}.json`), 'utf8'))) {
			if (!view)
				continue
			const got = (await ofPhone(core, phone, url, { view: true }))
				.split('\n').pop()
			tally.views++
			if (got !== JSON.stringify(view))
				tell(`view of ${url}`, JSON.stringify(view), got)
		}
}

// ---- all of it ----------------------------------------------------------------------

function twin() {
	publish()
	return { folder: join(root, 'build/twin'), env: settings }
}

// What editors said of it.
function corrected() {
	correct()
	return { folder: join(root, 'build/twin'), env: settings }
}

// What "make run" shows, some 600 events; and another country's.
function week() {
	const place = new Place('phone-week', 'scripts')
	place.env.ALMANACH_NOW = '2025-11-20T10:00:00+01:00'
	place.run('import', '--source', 'week', '--schema',
		join(root, 'db/sample/schema.json'), join(root, 'build/sample/events-1.json'))
	return place
}

function azores() {
	const place = new Place('phone-azores', 'db/sample/azores/scripts')
	place.env.ALMANACH_NOW = '2026-06-17T10:00:00+00:00'
	place.run('import', '--source', 'farois', '--schema',
		join(root, 'db/sample/azores/schema.json'),
		join(root, 'db/sample/azores/events.json'))
	return place
}

// "urls": the file of addresses, if any; "views": they are recorded too; "share":
// of the random ones.
const worlds = [
	{ make: twin, base: '', urls: 'urls', views: true, share: 0.4 },
	{ make: twin, base: '/deep/er', url: 'https://example.org/deep/er', urls: 'urls',
		share: 0.1 },
	{ make: corrected, base: '', urls: 'corrected', views: true, share: 0.1 },
	{ make: week, base: '', share: 0.3 },
	{ make: azores, base: '/farois', share: 0.1 },
]

async function run(core, { make, base, url, share, ...what }) {
	const { folder, env: own } = make()
	const env = { ...own, ...url ? { ALMANACH_URL: url } : {} }
	const style = readFileSync(join(root, 'build/www/style.css'), 'utf8')
	const server = await Server.start({ folder, env }, base)
	try {
		const world = { core, server, env, phone: await phone(core, server, style) }
		const lists = what.urls ? urls(what.urls) : new Map()
		const fixed = [...lists.values()].flat()
		const random = randomAddress(seed, world.phone.all)
		let left = Math.round(count * share)
		if (what.views)
			await compareViews(world, lists)
		if (what.urls)
			await compareWorker(world, lists)
		await compareAll(world, () => fixed.shift(), 'urls')
		await compareAll(world, () => left-- > 0 ? random() : undefined, 'random')
	} finally {
		await server.stop()
	}
}

const made = await imported('answer', join(root, 'build/tests/answer.mjs'))
for (const world of worlds)
	await run(made, world)
console.log(`phone: ${tally.urls + tally.random} URLs (${tally.random} random), ` +
	`${tally.worker} by sw.js, ${tally.views} views, ${tally.differ} differ`)
process.exitCode = tally.differ > 0 ? 1 : 0
