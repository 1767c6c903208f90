// run.mjs -- the same questions to the program behind each web server, at the root
// and under a path: the same answers everywhere. Prints a table of servers and
// kinds of questions, what differs, and how many.
import { Agent } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

import { ask } from './ask.mjs'
import { known } from './differences.mjs'
import { questions, sync } from './questions.mjs'
import { Mount, names } from './servers.mjs'

// ---- is it the same? --------------------------------------------------------------------

// What a server adds, of no matter to anybody.
const extra = new Set(['date', 'server', 'connection', 'keep-alive', 'accept-ranges',
	'transfer-encoding', 'x-cache', 'age', 'last-modified'])

const equal = (told, found) => told instanceof RegExp ? told.test(found ?? '')
	: told === found

// Is the body in the coding that the head tells?
function isWhole({ headers, body }) {
	const unpack = { gzip: gunzipSync, br: brotliDecompressSync }[
		headers['content-encoding']]
	try {
		return !unpack || body.length === 0 || unpack(body).length > 0
	} catch {
		return false
	}
}

// Of a 304 servers with a cache may tell more, and no cache needs it; and what
// was too small to be packed has a tag without the coding's mark.
const ofKnown = ['cache-control', 'vary']

// Each thing that is not as it should be: [field, found, wanted].
function* unlike(question, answer, own) {
	const { status = own?.status, statuses = [status], told, bytes = own?.body } = question
	const { headers } = answer
	if (!statuses.includes(answer.status))
		yield ['status', answer.status, statuses.join(' or ')]
	if (headers['x-content-type-options'] !== 'nosniff')
		yield ['x-content-type-options', headers['x-content-type-options'], 'nosniff']
	if (answer.status >= 400 && /immutable|max-age=\d{3}/.test(headers['cache-control']))
		yield ['cache-control', headers['cache-control'], 'a short time']
	if (!isWhole(answer))
		yield ['content-encoding', headers['content-encoding'], 'what it is']
	const wanted = told ?? own?.headers ?? {}
	for (const name of answer.status === 304 ? ofKnown : new Set([
		...Object.keys(wanted), ...own ? Object.keys(headers) : []]))
		if (!extra.has(name) && !equal(wanted[name], headers[name]))
			yield [name, headers[name], wanted[name]]
	if (bytes !== undefined && !bytes.equals(answer.body))
		yield ['body', `${answer.body?.length} bytes`, `${bytes.length} others`]
}

// ---- all of them ------------------------------------------------------------------------

// Those that the program answers; of the others each says itself what is right.
const byProgram = question => question.status === undefined &&
	question.statuses === undefined

async function own(mount, list) {
	const answers = new Map()
	const todo = [...list].filter(byProgram)
	const next = async () => {
		for (let q; (q = todo.pop());) {
			if (q.sent) {
				const { headers } = await mount.ask(q)
				q = Object.assign(q, { headers: { ...q.headers,
					'if-none-match': q.sent(headers.etag) }, sent: undefined })
			}
			answers.set(q, await mount.ask(q))
		}
	}
	await Promise.all([next(), next()])
	return answers
}

async function askAll(server, list, answers) {
	const agent = new Agent({ keepAlive: true, maxSockets: 1 })
	const results = []
	for (const question of list) {
		const answer = await ask(server.port, server.mount.base, agent, question)
		const wrong = [...unlike(question, answer, answers.get(question))].filter(
			([field]) => !known(server.name, question, answer, field))
		results.push({ question, wrong })
	}
	agent.destroy()
	return results
}

// "127.0.0.1:port/programme/events?q=xxxx..." shortened.
const short = text => String(text).length > 90 ? `${String(text).slice(0, 87)}...` : text

function tell(server, results) {
	for (const { question, wrong } of results)
		for (const [field, found, wanted] of wrong)
			console.log(`${server.name} ${server.mount.base || '/'}: ${
				question.method ?? 'GET'} ${short(question.path)} ${
				JSON.stringify(question.headers?.['accept-encoding'] ?? '')}: ${
				field} is ${short(found)}, not ${short(wanted)}`)
}

function row(label, results, kinds) {
	return label.padEnd(26) + kinds.map(kind => {
		const of = results.filter(({ question }) => question.kind === kind)
		const bad = of.filter(({ wrong }) => wrong.length > 0).length
		return (bad > 0 ? `${bad}!` : String(of.length)).padStart(kind.length + 2)
	}).join('')
}

async function matrix(base) {
	const mount = await new Mount(base).start()
	try {
		const list = [...questions, ...await sync(mount)]
			.filter(question => !question.under || base).map(q => ({ ...q }))
		const answers = await own(mount, list)
		const servers = await Promise.all(names.map(name => mount.serve(name)))
		return await Promise.all(servers.map(async server =>
			({ server, results: await askAll(server, list, answers) })))
	} finally {
		await mount.stop()
	}
}

const all = (await Promise.all(['', '/programme'].map(matrix))).flat()
const kinds = [...new Set(questions.map(({ kind }) => kind)), 'sync', 'worker']
console.log(' '.repeat(26) + kinds.map(kind => `  ${kind}`).join(''))
for (const { server, results } of all)
	console.log(row(`${server.name} ${server.mount.base || '/'}`, results, kinds))
all.forEach(({ server, results }) => tell(server, results))
const results = all.flatMap(one => one.results)
const differ = results.filter(({ wrong }) => wrong.length > 0).length
console.log(`servers: ${results.length} answers, ${differ} differ`)
process.exitCode = differ > 0 ? 1 : 0
