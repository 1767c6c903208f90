// disk.mjs -- a disk that is full, a file that may not grow, a disk that can
// only be read, and one that gives other bytes than it was given.
import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, rmSync, statSync,
	writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { until } from '../server/nginx.mjs'
import { Ground, isTold, must, readers, tests, told, words } from './ground.mjs'

const [old, fresh] = words
const isFull = new RegExp(['the disk is full; make room', 'make room on the disk',
	'is the disk full\\? Make room', 'no file may be so large here',
	'could not be started \\(File too large\\)'].join('|'))

// ---- a small disk of its own --------------------------------------------------------

async function onDisk(name, megabytes, use) {
	const ground = new Ground(name)
	const { place } = ground
	const folder = join(place.folder, 'disk')
	mkdirSync(folder)
	execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', folder])
	try {
		place.db = place.env.ALMANACH_DB = join(folder, 'almanach.db')
		await ground.bring(fresh)
		ground.before = await ground.bring(old)
		await ground.serve()
		return await use(ground, folder)
	} finally {
		await ground.server?.stop()
		execFileSync('umount', [folder])
	}
}

function fill(folder, left) {
	const filler = join(folder, 'filler')
	const [free] = execFileSync('df', ['-B1', '--output=avail', folder])
		.toString().match(/\d+/)
	writeFileSync(filler, Buffer.alloc(Math.max(0, Number(free) - left)))
	return () => rmSync(filler)
}

// ---- full -----------------------------------------------------------------------------

class Tries {
	refused = 0
	done = 0
	untold = []

	// A command in a shortage: it does all of it or says why, and what is live
	// is whole either way; without the shortage it works again.
	async one(ground, what, args, options = {}, before = [], relieve = () => {}) {
		const { status, signal, err } = await ground.does(args, options, before)
		if (signal || (status !== 0 && !(isTold(err) && isFull.test(err))))
			this.untold.push(`${what}: ${signal ?? status} ${err.trim()}`)
		this[status === 0 ? 'done' : 'refused']++
		relieve()
		const sentence = ground.broken()
		must(sentence === '', `${what}: ${sentence}`)
		ground.before = await ground.bring(old)
		must(ground.litter().length === 0, `${what}: ${ground.litter()}`)
	}

	figures(visitors) {
		const figures = `${this.refused} refused, ${this.done} done,` +
			` ${this.untold.length} without a sentence; ${told(visitors)}`
		must(this.untold.length + visitors.failed + visitors.torn === 0 &&
			this.refused > 0 && this.done > 0,
		`${figures}: ${this.untold.slice(0, 3).join('; ')}`)
		return figures
	}
}

// Every so many bytes of room, from none to enough.
const rooms = most => Array.from({ length: 25 }, (_, i) => Math.round(most * i / 24))

// Rules of which all are new, so that there is much to store.
function changed(ground) {
	const file = join(ground.place.scripts, 'programme.lua')
	const text = readFileSync(file, 'utf8')
	return () => writeFileSync(file, text.replace('title = {\n    fr = "',
		`$&${Date.now()} `))
}

const full = command => onDisk(`full-${command}`, 64, async (ground, folder) => {
	const tries = new Tries(), visitors = readers(ground.server)
	const change = changed(ground)
	for (const left of rooms(6 << 20)) {
		if (command === 'publish')
			change()
		const free = fill(folder, left)
		await tries.one(ground, `${left} bytes left`, command === 'publish'
			? ['publish'] : ground.import(fresh), {}, [], free)
	}
	return tries.figures(await visitors.stop())
})

async function limited() {
	const ground = new Ground('limited')
	await ground.bring(fresh)
	ground.before = await ground.bring(old)
	await ground.serve()
	const tries = new Tries(), visitors = readers(ground.server)
	try {
		for (const most of rooms(6 << 20))
			await tries.one(ground, `files of ${most} bytes`, ground.import(fresh), {},
				['prlimit', `--fsize=${most}`])
		return tries.figures(await visitors.stop())
	} finally {
		await visitors.stop()
		await ground.server.stop()
	}
}

// ---- read-only ------------------------------------------------------------------------

const readOnly = () => onDisk('read-only', 64, async (ground, folder) => {
	const remount = how => until(() => spawnSync('mount',
		['-o', `remount,${how}`, folder]).status === 0) // nobody writes just now
	const all = []
	for (const anew of [false, true]) {
		await remount('ro')
		if (anew) {
			await ground.server.stop()
			await ground.serve()
		}
		const visitors = readers(ground.server)
		const said = []
		for (const args of [ground.import(fresh), ['publish'], ['status'],
			['correct', '1', 'hide'], ['announce', '--until', '2025-11-23T18:00:00+01:00', 'fr=Bonjour', 'en=Hello']]) {
			const { status, signal, err, out } = await ground.does(args)
			must(!signal && (status === 0 ? out : isTold(err)),
				`${args[0]}: ${signal ?? status} ${err}`)
			said.push(`${args[0]} ${status}`)
		}
		await sleep(1000)
		const seen = await visitors.stop()
		all.push(`${anew ? 'started anew: ' : ''}${told(seen)}; ${said.join(', ')}`)
		must(seen.failed + seen.torn === 0, all.join('; '))
		await remount('rw')
		ground.before = await ground.bring(fresh)
		must(ground.broken() === '', ground.broken())
	}
	return all.join('; ')
})

// ---- other bytes ----------------------------------------------------------------------

// In place, as a disk does it: nobody is told.
function change(file, at, bytes) {
	const fd = openSync(file, 'r+')
	if (bytes === null)
		ftruncateSync(fd, at)
	else
		writeSync(fd, bytes, 0, bytes.length, at)
	closeSync(fd)
}

const NOISE = Buffer.alloc(400, 0xa5)

const damages = size => [
	...[0, 16, 100, 1000].map(at => ['bytes at', at, NOISE]),
	...[0.1, 0.3, 0.5, 0.7, 0.9].map(f => ['bytes at', Math.floor(size * f), NOISE]),
	...[0, 100, 4096, Math.floor(size / 2), size - 1].map(at => ['cut off at', at, null]),
]

class Damage {
	static async begin(name) {
		const d = new Damage()
		d.ground = new Ground(`damage-${name}`)
		d.counts = { cases: 0, served: 0, refused: 0, wrong: 0, told: 0, lost: 0 }
		d.what = []
		await d.ground.bring(old)
		await d.ground.bring(fresh) // the log of it is in the database
		d.ground.sql('PRAGMA wal_checkpoint(TRUNCATE)')
		await d.ground.serve()
		d.good = new Map()
		const [first] = (await d.ground.server.json('/events.json')).events
		for (const path of ['/', '/events', '/all', `/event/${first.uid}/${first.slug}`,
			'/sync/head.json'])
			d.good.set(path, (await d.ground.server.get(path)).body)
		return d
	}

	// Each page is the good one, or a 503 that says so.
	async look(what) {
		for (const [path, body] of this.good) {
			const answer = await this.ground.server.get(path)
			const { counts } = this
			if (answer.status === 503)
				counts.refused++
			else if (answer.status === 0 || answer.status === 502)
				counts.lost++, this.what.push(`${what}: ${path} ${answer.status}`)
			else if (answer.body.equals(body))
				counts.served++
			else
				counts.wrong++, this.what.push(`${what}: ${path} ${answer.status} differs`)
		}
	}

	figures() {
		const { cases, served, refused, wrong, told, lost } = this.counts
		const figures = `${cases} damages (${told} told by a command): ${served}` +
			` pages as before, ${refused} times 503, ${wrong} wrong, ${lost} lost`
		must(wrong + lost === 0 && served > 0, `${figures}: ${this.what.slice(0, 4).join('; ')}`)
		return figures
	}
}

// "repair": what is to be done about it; then all is as before.
async function damaged(name, files, repair) {
	const d = await Damage.begin(name)
	const { ground } = d
	const paths = files.map(ending => ground.place.db + ending)
	const kept = new Map(paths.map(path => [path, readFileSync(path)]))
	try {
		const size = Math.min(...paths.map(path => statSync(path).size))
		for (const [how, at, bytes] of damages(size)) {
			const what = `${how} ${at}`
			d.counts.cases++
			for (const path of paths)
				change(path, at, bytes)
			await sleep(300) // workers have looked
			await d.look(what)
			for (const pid of ground.server.workers())
				process.kill(pid, 'SIGKILL')
			await sleep(400) // and begun anew
			await d.look(`${what}, begun anew`)
			const { status, signal, out, err } = await ground.does(['publish'])
			must(!signal, `${what}: publish died of ${signal}`)
			d.counts.told += status !== 0 && isTold(err)
			must(status === 0 || isTold(err), `${what}: ${status} ${out} ${err}`)
			await repair(ground, kept)
			await sleep(300)
			for (const [path, body] of d.good) {
				const answer = await ground.server.get(path)
				must(answer.status === 200 && (path.startsWith('/sync') ||
					answer.body.equals(body)), `${what}: not mended, ${path} ${answer.status}`)
			}
			d.good.set('/sync/head.json', (await ground.server.get('/sync/head.json')).body)
		}
		return d.figures()
	} finally {
		await ground.server.stop()
	}
}

// A backup: another file in its place.
async function restore(ground, kept) {
	for (const [path, bytes] of kept) {
		rmSync(path)
		writeFileSync(path, bytes)
	}
	for (const ending of ['-wal', '-shm'])
		rmSync(ground.place.db + ending, { force: true })
	await ground.does(['publish'])
}

export const rows = [
	['full disk, import', () => full('import')],
	['full disk, publish', () => full('publish')],
	['full disk, workspace', () => tests('tests/edit/together.test.mjs', 'full disk')],
	['files may not grow, import', limited],
	['read-only disk', readOnly],
	['live file damaged', () => damaged('live', ['-live'], () => {})],
	['database damaged', () => damaged('database', [''], restore)],
	['both damaged', () => damaged('both', ['', '-live'], restore)],
]
