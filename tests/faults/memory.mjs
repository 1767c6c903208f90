// memory.mjs -- each request for memory refused in turn: once, and with all
// that follow. By contract (cgi/arena.h) a process that gets none says so and
// ends; so a death is one of ours where it tells, and a crash where it does not.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { root } from '../lib.mjs'
import { Ground, ended, isTold, must, told, readers, words } from './ground.mjs'

const [old, fresh] = words
const FIRST = 300 // all of these
const MORE = Number(process.env.MORE ?? 150) // and so many of the others, evenly
const library = join(root, 'build/faults-malloc.so')

// The requests that are refused, of so many.
export function chosen(total, first = FIRST, more = MORE) {
	const step = Math.max(1, Math.ceil((total - first) / more))
	const list = []
	for (let k = 1; k <= total; k += k < first ? 1 : step)
		list.push(k)
	return list
}

class Shortage {
	counts = { tries: 0, done: 0, told: 0, ended: 0, crashed: 0, broken: 0 }
	what = []

	constructor(ground) {
		this.ground = ground
		this.plan = join(ground.place.folder, 'plan')
		this.env = { ...ground.place.env, LD_PRELOAD: library, MALLOC_PLAN: this.plan }
	}

	// How many requests a run makes that is left in peace.
	async count(args) {
		const file = join(this.ground.place.folder, 'count')
		rmSync(this.plan, { force: true })
		await this.ground.does(args, { env: { ...this.env, MALLOC_COUNT: file } })
		return Number(readFileSync(file, 'utf8'))
	}

	wrong(kind, sentence) {
		this.counts[kind]++
		if (this.what.length < 4)
			this.what.push(sentence)
	}

	async one(args, k, more) {
		writeFileSync(this.plan, k + more)
		const { status, signal, err, out } = await this.ground.does(args, { env: this.env })
		const { counts } = this
		counts.tries++
		if (signal === 'SIGABRT' && /^almanach: out of memory/m.test(err))
			counts.ended++
		else if (signal)
			this.wrong('crashed', `${k}${more}: ${signal} ${err.trim()}`)
		else if (status === 0)
			counts.done++
		else if (isTold(err) || out !== '')
			counts.told++
		else
			this.wrong('crashed', `${k}${more}: ${status} and no sentence (${err.trim()})`)
	}

	figures(total) {
		const { tries, done, told, ended, crashed, broken } = this.counts
		const figures = `${tries} of ${total} requests, once and for ever:` +
			` ${done} done all the same, ${told} said why, ${ended} "out of memory"` +
			` and ended, ${crashed} crashed, ${broken} broken states`
		must(crashed + broken === 0, `${figures}: ${this.what.join('; ')}`)
		return figures
	}
}

async function command(name, argsOf) {
	const ground = new Ground(`memory-${name}`, 30)
	await ground.bring(fresh)
	await ground.bring(old)
	const shortage = new Shortage(ground)
	const total = await shortage.count(argsOf(ground, 0))
	ground.before = ground.note()
	let turn = 0
	for (const k of chosen(total))
		for (const more of ['', '+']) {
			await shortage.one(argsOf(ground, ++turn), k, more)
			const sentence = ground.broken()
			if (sentence !== '') {
				shortage.wrong('broken', `${k}${more}: ${sentence}`)
				await ground.bring(words[turn % 2])
			}
			if (!ground.behind)
				ground.before = ground.note()
		}
	rmSync(shortage.plan, { force: true })
	await ground.bring(fresh)
	must(ground.broken() === '' && ground.litter().length === 0, 'it does not recover')
	return shortage.figures(total)
}

// A changed rule each time, so that there is something to run and to store.
function published(ground, turn) {
	ground.place.rule('shortage', `return { group = "format", label = "n${turn}",
		match = function(event) return #event.title % 2 == ${turn % 2} end }`)
	return ['publish']
}

// The program that answers: at each request one page is asked for.
async function worker() {
	const ground = new Ground('memory-worker', 30)
	await ground.bring(old)
	const shortage = new Shortage(ground)
	ground.place.env = shortage.env
	rmSync(shortage.plan, { force: true })
	const server = await ground.serve(['--workers', '2'])
	ground.place.env = { ...shortage.env, LD_PRELOAD: '' }
	const pages = ['/', '/events?q=usine', '/events.json', '/map', '/sync/head.json',
		'/events.ics', '/nowhere']
	let asked = 0, failed = 0, deaths = 0
	const what = []
	for (const k of chosen(2000, 200, 100)) {
		writeFileSync(shortage.plan, String(k))
		for (let i = 0; existsSync(shortage.plan) && i < 600; i++) {
			const path = pages[(k + i) % pages.length]
			const { status, error } = await server.get(path,
				{ 'Accept-Encoding': i % 2 ? 'gzip' : 'br' })
			asked++
			if (![200, 404].includes(status)) {
				failed++
				what.push(`${k}: ${path} ${error ?? status}`)
			}
		}
	}
	rmSync(shortage.plan, { force: true })
	const visitors = readers(server)
	await sleep(1000)
	const after = await visitors.stop()
	await server.stop()
	deaths = server.log.match(/a worker died of signal \d+/g) ?? []
	const said = server.log.match(/out of memory|fcgiapp.c:\d+: Malloc: Assertion/g) ?? []
	const unsaid = Math.max(0, deaths.length - said.length)
	const figures = `${chosen(2000, 200, 100).length} refusals in workers: ${deaths.length}` +
		` ended (${unsaid} without a word), of ${asked} visitors ${failed} failed;` +
		` then ${told(after)}`
	must(failed + after.failed + after.torn + unsaid === 0,
		`${figures}: ${what.slice(0, 4).join('; ')} ${server.log.slice(0, 300)}`)
	return figures
}

async function prepared(run) {
	mkdirSync(join(root, 'build'), { recursive: true })
	const { status, err } = await ended('cc', ['-shared', '-fPIC', '-O2', '-Wall',
		'-Wextra', '-o', library, join(root, 'tests/faults/malloc.c'), '-ldl'])
	must(status === 0, err)
	return run()
}

export const rows = [
	['no memory, import', () => prepared(() => command('import',
		(ground, turn) => ground.import(words[(turn + 1) % 2])))],
	['no memory, publish', () => prepared(() => command('publish', published))],
	['no memory, a page', () => prepared(() => command('get',
		() => ['get', '/events?q=usine']))],
	['no memory, workers', () => prepared(worker)],
]
