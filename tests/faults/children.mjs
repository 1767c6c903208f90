// children.mjs -- processes that cannot be started, four imports at once, rules
// that are half written, rule children that lie, and a source that is down.
import { spawn } from 'node:child_process'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { root } from '../lib.mjs'
import { until } from '../server/nginx.mjs'
import { Ground, ended, isTold, must, plain, readers, tests, told, words }
	from './ground.mjs'

const CLONES = 'clone,clone3,vfork'
const noFork = ['strace', '-o', '/dev/null', '-e', `trace=${CLONES}`, '-e']

// ---- no process to be had -------------------------------------------------------------

// `import` and `publish`, refused from the n-th process on.
async function unforked() {
	const ground = new Ground('unforked', 60)
	await ground.bring(words[1])
	ground.before = await ground.bring(words[0])
	const what = []
	for (const first of [1, 2, 3, 5, 9]) {
		for (const args of [ground.import(words[1]), ['publish']]) {
			ground.place.rule('visit', `return { group = "format",
				label = "Visite ${first}", match = function(event) return true end }`)
			const { status, signal, err } = await ground.does(args, {}, [...noFork,
				`inject=${CLONES}:error=EAGAIN:when=${first}+`])
			must(!signal && (status === 0 || isTold(err)), `${status} ${signal} ${err}`)
			must(ground.broken() === '', ground.broken())
			if (status !== 0)
				must(ground.live().publication === ground.before &&
					/could not be started|cannot be run just now/.test(err), err)
			what.push(status)
			ground.before = ground.note()
		}
	}
	const refused = what.filter(status => status !== 0).length
	must(refused > 0, 'no process was refused')
	return `${what.length} commands, ${refused} refused with a sentence, 0 broken states`
}

// Nor for the server's parent: it goes on, starts workers when it can again, and
// publishes what was saved meanwhile.
async function crowded() {
	const ground = new Ground('crowded', 60)
	await ground.bring(plain)
	const server = await ground.serve()
	const relieve = await crowd(server)
	const was = ground.live().publication
	const visitors = readers(server)
	const [victim] = server.workers()
	process.kill(victim, 'SIGKILL')
	ground.place.rule('visit', `return { group = "format", label = "Gedrang",
		match = function(event) return true end }`)
	await sleep(4000)
	must(ground.live().publication === was, 'it was published all the same')
	const few = server.workers().length
	await relieve()
	const more = await until(() => server.workers().length === 2)
	const shown = await until(async () =>
		(await server.get('/events')).body.includes('Gedrang'), 40000)
	const seen = await visitors.stop()
	await server.stop()
	const figures = `${few} of 2 workers left, old rules kept; afterwards 2 in` +
		` ${more} ms, the rule shown in ${shown} ms; ${told(seen)}`
	must(few === 1 && seen.failed + seen.torn === 0, figures)
	return figures
}

// Refuse whatever the parent wants to start, until that is called which it gives.
async function crowd(server) {
	const tracer = spawn('strace', ['-o', '/dev/null', '-e', `trace=${CLONES}`, '-e',
		`inject=${CLONES}:error=EAGAIN`, '-p', String(server.app.pid)])
	await until(() => /TracerPid:\t[1-9]/.test(
		readFileSync(`/proc/${server.app.pid}/status`, 'utf8')))
	return () => new Promise(resolve => {
		tracer.once('exit', resolve)
		tracer.kill('SIGINT')
	})
}

// ---- at once --------------------------------------------------------------------------

async function together(sourceOf) {
	const ground = new Ground('together')
	await ground.bring(plain)
	await ground.serve()
	const visitors = readers(ground.server)
	const names = [...words, ...words]
	const all = await Promise.all(names.map((word, i) => ground.does(
		ground.import(word).map(arg => arg === 'semaine' ? sourceOf(i) : arg))))
	const done = all.filter(({ status }) => status === 0).length
	must(all.every(({ status, err }) => status === 0 || isTold(err)),
		all.map(({ status, err }) => `${status} ${err}`).join('; '))
	ground.before = ground.live().publication
	must(ground.broken() === '', ground.broken())
	const live = await ground.server.get('/all')
	const has = words.filter(word => live.body.includes(word))
	const seen = await visitors.stop()
	await ground.server.stop()
	const one = sourceOf(0) === sourceOf(1)
	// Sources of their own stand beside one another; the reader calls that torn.
	must(seen.failed === 0 && (!one || (seen.torn === 0 && has.length === 1)),
		`${told(seen)}, shown: ${has}`)
	return `${done} of 4 done, ${4 - done} told why; shown at the end: ${has.join(' and ')};` +
		` ${seen.reads} reads, ${seen.failed} failed${one ? `, ${seen.torn} torn` : ''}`
}

// ---- half written ---------------------------------------------------------------------

const RULE = `return {
  group = "format",
  label = { fr = "Moitié", en = "Half" },
  match = function(event)
    return event:mentions("visite", "atelier")
  end,
  examples = {
    { { title = "Visite" }, true },
  },
}
`

// Cut off at each byte: it is refused, or is whole but for what does not matter.
async function cut() {
	const ground = new Ground('cut', 60)
	ground.place.rule('half', RULE)
	await ground.bring(plain)
	const good = ground.place.get('/events.json?format=half').total
	const bytes = Buffer.from(RULE)
	const count = { refused: 0, whole: 0 }
	const wrong = []
	for (let n = 0; n < bytes.length; n++) {
		ground.place.rule('half', bytes.subarray(0, n))
		const { status, signal, out } = await ground.does(['check', '--json', 'half'])
		const { outcome } = JSON.parse(out)
		if (signal || status > 1)
			wrong.push(`${n}: ${signal ?? status}`)
		if (outcome === 'ok')
			count.whole++
		else
			count.refused++
		if (n % 16 !== 0)
			continue
		const published = await ground.does(['publish'])
		if (published.status !== 0 ||
				ground.place.get('/events.json?format=half').total !== good)
			wrong.push(`${n}: visitors see something else`)
	}
	must(good > 0 && wrong.length === 0 && count.whole <= 1, `${count.whole} whole; ` +
		wrong.slice(0, 3).join('; '))
	return `${bytes.length} lengths: ${count.refused} refused, ${count.whole} but for the` +
		' last line feed; old results each time'
}

// A hundred renames a second, of two whole versions, while serve watches.
async function renamed() {
	const ground = new Ground('renamed', 60)
	const of = word => RULE.replace('Moitié', `Moitié ${word}`)
	const file = ground.place.rule('half', of(words[0]))
	await ground.bring(plain)
	const server = await ground.serve()
	const visitors = readers(server)
	let times = 0
	for (const end = Date.now() + 5000; Date.now() < end; await sleep(10)) {
		writeFileSync(`${file}.new`, of(words[++times % 2]))
		renameSync(`${file}.new`, file)
	}
	const last = words[times % 2]
	const shown = await until(async () => (await server.get('/events')).body.includes(last))
	const seen = await visitors.stop()
	const texts = ground.sql("SELECT count(*) FROM publication WHERE states LIKE '%load%'")
	await server.stop()
	const figures = `${times} renames, ${ground.live().publication} publications, ${texts}` +
		` of them with less than a whole rule, the last shown ${shown} ms later; ${told(seen)}`
	must(Number(texts) + seen.failed + seen.torn === 0, figures)
	return figures
}

// ---- children that lie ----------------------------------------------------------------

// Every way a rule's child can misbehave is a test of its own in C, with the
// impostors of tests/rules/child.c: here they are only counted.
async function impostors() {
	const { status, out, err } = await ended(join(root, 'build/unit'), ['sandbox', 'rule'],
		{ cwd: root })
	const [, count] = /^unit: (\d+) tests, 0 failed/m.exec(out) ?? []
	must(status === 0 && count, out.slice(-500) + err.slice(-500))
	return `${count} cases: honest, lying, hanging, flooding, leaving early, breaking out`
}

export const rows = [
	['no process, commands', unforked],
	['no process, serve', crowded],
	['four imports, one source', () => together(() => 'semaine')],
	['four imports, four sources', () => together(i => `source-${i}`)],
	['a rule cut off', cut],
	['a rule renamed all the time', renamed],
	['children that lie', impostors],
	['the source down', () => tests('tests/sync/faults.test.mjs')],
]
