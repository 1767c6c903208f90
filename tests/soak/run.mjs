// run.mjs -- `make soak SECONDS=1200`: the program with sanitizers behind nginx,
// under a light load of everything there is: visitors, phones, editors, hands
// that save rules, imports, corrections. What each process holds (memory,
// descriptors) is looked at every five seconds and has to be flat; and at the
// end no sanitizer has anything to say, that nothing leaks included.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { deskAt, ORIGIN } from '../edit/desk.mjs'
import { Ground, words } from '../faults/ground.mjs'

const SECONDS = Number(process.env.SECONDS ?? 1200)
const LOOK = 5 // seconds
const SLACK = 4 << 10 // kB that a worker may have more at the end: an allocator's moods
const PAGES = ['/', '/events', '/events?q=usine', '/events?q=nirgendwo', '/all', '/map',
	'/en/', '/en/events?page=2', '/events.json', '/events.ics', '/events.atom',
	'/plan', '/changes', '/about', '/sync/head.json', '/status.json', '/sitemap.xml',
	'/events?day=2025-11-20', '/nowhere', '/events?day=x']
const STATUSES = { '/nowhere': 404, '/events?day=x': 400 }

const ground = new Ground('soak', 300)
const reports = join(ground.place.folder, 'reports')
mkdirSync(reports)
Object.assign(ground.place.env, { ALMANACH_URL: ORIGIN,
	// What was freed is not kept for long, or it would look like a leak.
	ASAN_OPTIONS: `detect_leaks=1:quarantine_size_mb=4:log_path=${reports}/asan`,
	UBSAN_OPTIONS: `log_path=${reports}/ubsan` })

const seen = { requests: 0, odd: [], did: {} }
let on = true

// ---- what is done -------------------------------------------------------------------

const rule = n => `return { group = "format", label = "Essai ${n}",
	match = function(event) return #event.title % 7 == ${n % 7} end }`

async function command(...args) {
	const { status, signal, err } = await ground.does(args)
	if (status !== 0)
		seen.odd.push(`${args[0]}: ${signal ?? status} ${err.slice(0, 200)}`)
}

// Seconds between two, and what it is the n-th time.
const doings = [
	[0.25, 'visit', async n => {
		const path = PAGES[n % PAGES.length]
		const { status, error } = await ground.server.get(path,
			{ 'accept-encoding': ['gzip', 'br', ''][n % 3] })
		seen.requests++
		if (status !== (STATUSES[path] ?? 200))
			seen.odd.push(`${path}: ${error ?? status}`)
	}],
	[7, 'save a rule by hand', async n =>
		ground.place.rule('essai', n % 5 === 4 ? 'return { label =' : rule(n))],
	[11, 'look at the workspace', async () => {
		const desk = deskAt(ground.server, 'ada:one')
		for (const path of ['', 'rules/visit', 'history', 'events', 'review'])
			await desk.get(path)
	}],
	[23, 'publish in the workspace', n =>
		deskAt(ground.server, 'grace:two').publish('essai-two', rule(n + 1))],
	[31, 'import', n => command(...ground.import(words[n % 2]))],
	[41, 'correct', n => command('correct', ground.uid, 'note', `note ${n}`)],
	[43, 'announce', n => command('announce', '--until', '2025-11-23T18:00:00+01:00',
		`fr=Bonjour ${n}`, `en=Hello ${n}`)],
]

async function every([seconds, what, act]) {
	for (let n = 0; on; n++) {
		const begun = Date.now()
		try {
			await act(n)
			seen.did[what] = n + 1
		} catch (e) {
			seen.odd.push(`${what}: ${e.message.slice(0, 300)}`)
		}
		await sleep(Math.max(0, Math.min(seconds * 1000 - (Date.now() - begun), 30000)))
	}
}

// ---- what is measured ---------------------------------------------------------------

// Of one process: kB that are its own, and descriptors.
function holds(pid) {
	const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
	const kB = name => Number(new RegExp(`^${name}: +(\\d+)`, 'm').exec(text)[1])
	return { memory: kB('Private_Dirty'), descriptors: readdirSync(`/proc/${pid}/fd`).length }
}

// Those that stay: who publishes may look like a worker for a moment.
async function processes() {
	const before = ground.server.workers()
	await sleep(1000)
	const workers = ground.server.workers().filter(pid => before.includes(pid))
	return [['parent', ground.server.app.pid],
		...workers.map((pid, i) => [`worker ${i + 1}`, pid])]
}

function look(all, samples) {
	for (const [name, pid] of all)
		for (const [what, n] of Object.entries(holds(pid)))
			((samples[name] ??= {})[what] ??= []).push(n)
}

const median = list => [...list].sort((a, b) => a - b)[list.length >> 1]

// By least squares, a minute.
function slope(list) {
	const middle = (list.length - 1) / 2
	const mean = list.reduce((a, b) => a + b, 0) / list.length
	let over = 0, under = 0
	list.forEach((n, i) => {
		over += (i - middle) * (n - mean)
		under += (i - middle) ** 2
	})
	return over / under * (60 / LOOK)
}

// One line for each; true where it is flat.
function tell(name, what, list) {
	const third = Math.floor(list.length / 3)
	const begin = median(list.slice(0, third)), end = median(list.slice(-third))
	const flat = end <= begin + (what === 'memory' ? SLACK : 2)
	console.log(`${name.padEnd(9)} ${what.padEnd(11)} first third ${String(begin).padStart(6)}` +
		`, last third ${String(end).padStart(6)}, ${slope(list).toFixed(2).padStart(8)} a minute` +
		`${what === 'memory' ? ' (kB)' : ''}, most ${Math.max(...list)}` +
		`  ${flat ? 'flat' : 'NOT FLAT'}`)
	return flat
}

// ---- the whole ----------------------------------------------------------------------

ground.place.rule('essai-two', rule(0))
await ground.bring(words[0])
await ground.serve(['--workers', '2'])
ground.uid = (await ground.server.json('/events.json')).events[0].uid
const doing = doings.map(every)

const restart = async pause => {
	ground.server.app.kill('SIGHUP')
	await sleep(pause)
}

// Whoever starts anew has nothing to show yet: so it is done before and behind.
async function soaked() {
	for (let i = 0; i < 3; i++)
		await restart(3000)
	await sleep(Math.min(60, SECONDS / 10) * 1000) // until all has been done once
	const all = await processes(), samples = {}
	for (let end = Date.now() + SECONDS * 1000; Date.now() < end; await sleep(LOOK * 1000)) {
		look(all, samples)
		writeFileSync(join(ground.place.folder, 'samples.json'), JSON.stringify(samples))
	}
	for (let i = 0; i < 3; i++)
		await restart(3000)
	return samples
}

const samples = await soaked().finally(async () => {
	on = false
	await Promise.all(doing)
	await ground.server.stop()
})

let flat = true
for (const [name, kinds] of Object.entries(samples))
	for (const [what, list] of Object.entries(kinds))
		flat = tell(name, what, list) && flat
const said = readdirSync(reports)
console.log(`${SECONDS} s: ${seen.requests} visits;`,
	Object.entries(seen.did).map(([what, n]) => `${what} ${n}`).join(', '))
console.log(`${seen.odd.length} odd answers, ${said.length} reports of sanitizers`,
	[...new Set(seen.odd)].slice(0, 10).join('\n'))
for (const file of said.slice(0, 3))
	console.log(readFileSync(join(reports, file), 'utf8').slice(0, 4000))
const deaths = ground.server.log.match(/a worker (died|hangs).*/g) ?? []
console.log(`${deaths.length} workers died`)
const good = flat && said.length + seen.odd.length + deaths.length === 0
console.log(`soak: ${good ? 'flat, nothing to report' : 'FAILED'}`)
process.exit(good ? 0 : 1)
