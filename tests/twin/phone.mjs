// phone.mjs [COUNT [SEED]] -- the program and the phone answer alike.
//
// The twin programme behind a real nginx, at the root and at a sub-path. The
// phone's core (www/worker/) opens what /sync/* gives and answers each address of
// urls.txt, then COUNT random ones: status, the headers that matter and every byte
// of the body must be the program's. The views are compared too, with what is
// recorded in tests/twin/*.json: where pages differ, they say in what.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { bundle } from '../../www/worker.mjs'
import { root } from '../lib.mjs'
import { Server } from '../server/nginx.mjs'
import { randomAddress } from './random.mjs'
import { ask, publish, settings, urls } from './run.mjs'

const [count = 10000, seed = 1] = process.argv.slice(2).map(Number)
const PARALLEL = 16
const TOLD = 5 // of what differs
const SHOWN = 160 // characters

// ---- the phone --------------------------------------------------------------------

// The core as it stands in /sw.js, but with its doors open.
async function core() {
	const folder = join(root, 'build/www/templates')
	const texts = new Map(readdirSync(folder).map(file =>
		[file.slice(0, -'.mustache'.length), readFileSync(join(folder, file), 'utf8')]))
	const file = join(root, 'build/twin/core.mjs')
	writeFileSync(file, await bundle(texts, fault => { throw new Error(fault) },
		{ entryPoints: [join(root, 'www/worker/answer.mjs')], format: 'esm' }))
	return import(file)
}

// What main.mjs hands to the core, with all texts at hand or none.
async function phone({ openSnapshot }, server, style) {
	const head = await server.json('/sync/head.json')
	const worker = (await server.get('/sw.js')).body.toString()
	const material = JSON.parse(/^const material=(.*);$/m.exec(worker)[1])
	const snapshots = {}, texts = {}
	for (const language of Object.keys(head.copies)) {
		const index = await server.json(
			`/sync/index-${head.publication}-${language}.json`)
		snapshots[language] = openSnapshot(index)
		texts[language] = Object.assign({}, ...await Promise.all(index.pieces.map(
			([piece, since]) =>
				server.json(`/sync/texts-${piece}-${since}-${language}.json`))))
	}
	return { base: server.base, ...material, styleText: style, url: head.url,
		fixed: head.now, moment: head.now, languages: Object.keys(head.copies),
		snapshots, tree: (language, slot) => texts[language][slot] }
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
async function ofProgram(server, target) {
	const { status, headers, body, error } = await server.get(target)
	if (error)
		throw new Error(`${target}: ${error}`)
	if (headers['x-content-type-options'])
		return written(status, new Map(Object.entries(headers)), body.toString())
	const asked = ask(server.base + target, server.base)
	return written(Number(asked.headers.get('Status').slice(0, 3)), new Map(
		[...asked.headers].map(([k, v]) => [k.toLowerCase(), v])), asked.body)
}

function ofPhone(core, app, target) {
	const answer = core.answer(app, { target: app.base + target })
	return answer && written(answer.status, new Map(Object.entries(answer.headers)
		.map(([k, v]) => [k.toLowerCase(), v])), answer.body)
}

function difference(program, phone) {
	let at = 0
	while (program[at] === phone[at])
		at++
	const from = Math.max(0, at - SHOWN / 2)
	return [program, phone].map(text =>
		JSON.stringify(text.slice(from, from + SHOWN)))
}

const tally = { urls: 0, random: 0, views: 0, differ: 0 }

function tell(target, program, phone) {
	if (++tally.differ > TOLD)
		return
	const [wants, got] = difference(program, phone)
	console.log(`${target}\n  program ${wants}\n  phone   ${got}`)
}

async function compare(core, app, server, target, kind) {
	let phone
	try {
		phone = ofPhone(core, app, target)
	} catch (error) {
		phone = error.stack ?? JSON.stringify(error)
	}
	if (phone === null)
		return // the program's alone
	const program = await ofProgram(server, target)
	tally[kind]++
	if (program !== phone)
		tell(server.base + target, program, phone)
}

// Many at a time; "next" gives an address, or undefined at the end.
async function compareAll(next, ...rest) {
	await Promise.all(Array.from({ length: PARALLEL }, async () => {
		for (let target; (target = next()) !== undefined;)
			await compare(...rest.slice(0, 3), target, rest[3])
	}))
}

function compareViews(core, app) {
	for (const [name] of urls())
		for (const { url, view } of JSON.parse(
			readFileSync(join(root, `tests/twin/${name}.json`), 'utf8'))) {
			if (!view)
				continue
			const { body } = core.answer({ ...app, view: true }, { target: url })
			tally.views++
			if (body !== JSON.stringify(view))
				tell(`view of ${url}`, JSON.stringify(view), body)
		}
}

// ---- all of it ----------------------------------------------------------------------

async function at(core, base, more, work) {
	const place = { folder: join(root, 'build/twin'), env: { ...settings, ...more } }
	const server = await Server.start(place, base)
	try {
		const style = readFileSync(join(root, 'build/www/style.css'), 'utf8')
		await work(await phone(core, server, style), server)
	} finally {
		await server.stop()
	}
}

async function main() {
	publish()
	const made = await core()
	const fixed = [...urls().values()].flat()
	await at(made, '', {}, async (app, server) => {
		const random = randomAddress(seed, app.snapshots)
		let left = count
		compareViews(made, app)
		await compareAll(() => fixed.shift(), made, app, server, 'urls')
		await compareAll(() => left-- > 0 ? random() : undefined, made, app, server,
			'random')
	})
	const again = [...urls().values()].flat()
	await at(made, '/deep/er', { ALMANACH_URL: 'https://example.org/deep/er' },
		(app, server) => compareAll(() => again.shift(), made, app, server, 'urls'))
	console.log(`phone: ${tally.urls} URLs, ${tally.random} random ones, ` +
		`${tally.views} views, ${tally.differ} differ`)
	process.exitCode = tally.differ > 0 ? 1 : 0
}

await main()
