// ground.mjs -- what the faults are tried on: a festival with two whole states,
// told apart by a word that every title ends in, a server in front of it, and
// readers who see to it that no page is of both.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import { Festival } from '../festival.mjs'
import { program, root } from '../lib.mjs'
import { Server, until } from '../server/nginx.mjs'

export const words = ['alfazulu', 'betazulu']
export const plain = 'plain' // of neither
const PAGES = ['/', '/events', '/all', '/events.json', '/en/events?page=2',
	'/events.atom', '/map', '/sync/head.json', '/status.json']

// Any program: how it ended and what it said. "limit" in milliseconds.
export function ended(file, args, options = {}) {
	return new Promise(resolve => {
		const child = spawn(file, args, options)
		let out = '', err = ''
		child.stdout?.on('data', d => { out += d })
		child.stderr?.on('data', d => { err += d })
		child.on('close', (status, signal) => resolve({ status, signal, out, err }))
		options.begun?.(child)
	})
}

export function must(is, what) {
	if (!is)
		throw new Error(what)
}

// What tests of the same fault elsewhere say: how many hold.
export async function tests(file, pattern) {
	const { status, out } = await ended('node', ['--test',
		...pattern ? ['--test-name-pattern', pattern] : [], file], { cwd: root })
	const count = what => Number(new RegExp(`^# ${what} (\\d+)`, 'm').exec(out)?.[1])
	must(status === 0 && count('pass') > 0, `${file}: ${count('fail')} tests fail`)
	return `${count('pass')} tests of ${file} hold`
}

// Is it one sentence of ours, for a person, and not only an error's name?
export const isTold = text => /^almanach: .{20,}/m.test(text)

export class Ground {
	constructor(name, events = 300) {
		const festival = new Festival(`faults-${name}`, events)
		this.place = festival.place
		this.files = Object.fromEntries([...words, plain].map(word => {
			const folder = join(this.place.folder, `events-${word}`)
			mkdirSync(folder)
			return [word, festival.documents.map((document, i) => {
				const file = join(folder, basename(festival.files[i]))
				writeFileSync(file, JSON.stringify({ ...document,
					events: document.events.map(e => titled(e, word)) }))
				return file
			})]
		}))
	}

	import(word) {
		return ['import', '--schema', join(root, 'db/sample/schema.json'),
			'--source', 'semaine', ...this.files[word]]
	}

	// Run a command of ours by itself, or by a program before it.
	does(args, options = {}, before = []) {
		const [file, ...rest] = [...before, program, ...args]
		return ended(file, rest, { env: this.place.env, ...options })
	}

	async bring(word) {
		const { status, err } = await this.does(this.import(word))
		must(status === 0, `an undisturbed import failed: ${err}`)
		return this.note()
	}

	// What is live, and remembered as a whole one.
	whole = new Map()
	note() {
		const { publication, bytes } = this.live()
		this.whole.set(publication, hash(bytes))
		return publication
	}

	live() {
		const bytes = readFileSync(`${this.place.db}-live`)
		return { bytes, publication: Number(bytes.readBigInt64LE(24)) }
	}

	sql(text) {
		const { status, stdout, stderr } = spawnSync('sqlite3',
			['-cmd', '.timeout 20000', this.place.db, text], { encoding: 'utf8', maxBuffer: 1 << 28 })
		must(status === 0, `sqlite3: ${stderr}`)
		return stdout.trim()
	}

	// What is broken, as a sentence; '' where the database and the file are
	// each whole, and the file is the database's or, "behind", the one before.
	broken() {
		const checked = this.sql('PRAGMA integrity_check')
		if (checked !== 'ok')
			return `the database: ${checked}`
		const { publication, bytes } = this.live()
		const stored = Number(this.sql('SELECT publication FROM snapshot'))
		this.behind = publication !== stored
		if (this.behind && publication !== this.before)
			return `live is ${publication}, stored ${stored}, and before ${this.before}`
		if (this.behind)
			return hash(bytes) === this.whole.get(publication) ? '' : 'the file is not whole'
		const kept = join(this.place.folder, 'kept')
		this.sql(`SELECT writefile('${kept}', bytes) FROM snapshot`)
		return readFileSync(kept).equals(bytes) ? '' : 'the file is not what is stored'
	}

	// Files that a process left behind.
	litter() {
		return readdirSync(dirname(this.place.db)).filter(name =>
			name.includes('.part-'))
	}

	async serve(more = ['--workers', '2'], wrapped) {
		this.server = await Server.start(this.place, '', more, wrapped)
		const { pid } = this.server.app // has published what is there, if need be
		await until(() => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
			.trim().split(' ').length === this.server.workers().length)
		return this.server
	}
}

const hash = bytes => createHash('sha256').update(bytes).digest('hex')

function titled(event, word) {
	return { ...event, title: Object.fromEntries(Object.entries(event.title)
		.map(([code, text]) => [code, `${text} ${word}`])) }
}

// Visitors, until stop(): what they were given, and what was wrong with it. A
// page is torn if it has the words of both states, is shorter than it says, or
// has other bytes than the last time it had this tag.
export function readers(server, clients = 2, pages = PAGES) {
	const seen = { reads: 0, failed: 0, torn: 0, what: [] }
	const known = new Map()
	let on = true
	const wrong = (kind, what) => {
		seen[kind]++
		if (seen.what.length < 5)
			seen.what.push(what)
	}
	const judge = (path, { status, headers, body, error }) => {
		seen.reads++
		if (status !== 200)
			return wrong('failed', `${path}: ${error ?? status}`)
		const has = words.filter(word => body.includes(word))
		const key = `${path} ${headers.etag}`
		const same = headers.etag ? known.get(key) ?? hash(body) : hash(body)
		known.set(key, same)
		if (has.length > 1 || same !== hash(body) ||
				body.length !== Number(headers['content-length']))
			wrong('torn', `${path} ${headers.etag}: ${has}`)
	}
	const one = async n => {
		for (let i = n; on; i++) {
			const path = pages[i % pages.length]
			judge(path, await server.get(path))
		}
	}
	const all = Promise.all(Array.from({ length: clients }, (_, n) => one(n)))
	return { seen, stop: async () => { on = false; await all; return seen } }
}

export const told = ({ reads, failed, torn, what }) =>
	`${reads} reads, ${failed} failed, ${torn} torn` +
	(what.length ? ` (${what.join('; ')})` : '')
