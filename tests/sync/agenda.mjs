// agenda.mjs -- an agenda that answers as OpenAgenda's API (version 2) is
// documented to, and misbehaves on demand; and the program that asks it.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { join } from 'node:path'

import { Place, program, root } from '../lib.mjs'

export const UID = 20251117
export const KEY = 'a1b2c3d4e5f6a7b8c9d0'
const STEP = 10 * 60000 // between two changes

const read = path => JSON.parse(readFileSync(join(root, path), 'utf8'))
const sample = read('build/sample/events-1.json').events

// A fresh copy of an event of the sample festival.
export const event = n => structuredClone(sample[n])

export class Agenda {
	constructor(count = 30) {
		this.clock = Date.parse('2025-10-20T08:00:00Z') // its own
		this.records = new Map()
		this.schema = { ...read('db/sample/schema.json'), uid: UID }
		this.most = 12 // events a page, whatever is asked for
		this.fault = null // (request, response, answer) => true where it saw to it
		this.bend = null // (answer, n) => what becomes of page n
		this.requests = []
		this.now = this.crowd = this.connections = 0 // at a time, and at most
		for (let n = 0; n < count; n++)
			this.put(event(n))
	}

	put(record) {
		this.clock += STEP
		record.updatedAt = new Date(this.clock).toISOString()
		this.records.set(record.uid, record)
	}

	remove(uid) {
		this.put({ uid, removed: true })
	}

	present() {
		return [...this.records.values()].filter(r => !r.removed)
	}

	// "tls": { key, cert }.
	async start(tls) {
		const listener = (q, s) => this.take(q, s)
		this.server = tls ? createSecureServer(tls, listener) : createServer(listener)
		this.server.on(tls ? 'secureConnection' : 'connection',
			() => { this.connections++ })
		await new Promise(done => this.server.listen(0, '127.0.0.1', done))
		this.port = this.server.address().port
		this.base = `${tls ? 'https' : 'http'}://127.0.0.1:${this.port}`
		return this
	}

	stop() {
		this.server.closeAllConnections()
		return new Promise(done => this.server.close(done))
	}

	take(request, response) {
		this.crowd = Math.max(this.crowd, ++this.now)
		response.on('close', () => { this.now-- })
		this.requests.push(request)
		response.sendDate = false
		response.setHeader('date', new Date(this.clock).toUTCString())
		const url = new URL(request.url, this.base)
		const send = (status, body, headers = {}) => {
			response.writeHead(status, { 'content-type': 'application/json',
				'content-length': Buffer.byteLength(body), ...headers })
			response.end(body)
		}
		if (this.fault?.(request, response, send))
			return
		const answer = this.answer(url, request)
		const body = JSON.stringify(answer.body)
		const etag = `"${createHash('sha1').update(body).digest('hex')}"`
		if (request.headers['if-none-match'] === etag)
			response.writeHead(304, { etag }).end()
		else
			send(answer.status ?? 200, body, answer.body.schema ? { etag } : {})
	}

	answer(url, request) {
		const path = `/v2/agendas/${UID}`
		if (request.headers.key !== KEY)
			return { status: 403, body: { message: 'invalid key' } }
		if (url.pathname === path)
			return { body: this.schema }
		if (url.pathname !== path + '/events')
			return { status: 404, body: { message: 'agenda not found' } }
		return { body: this.page(url.searchParams) }
	}

	// The cursor is the last event's place in the order, and never null: the
	// real one's is not either.
	page(query) {
		const size = Math.min(this.most, Number(query.get('size') ?? 20))
		const since = Date.parse(query.get('updatedAt[gte]') ?? 0)
		const after = query.getAll('after[]').map(Number)
		const place = r => [Date.parse(r.updatedAt), r.uid]
		const isBehind = ([a, b], [c, d]) => a > c || a === c && b > d
		const all = [...this.records.values()]
			.filter(r => query.get('removed') === 'null' || !r.removed)
			.filter(r => Date.parse(r.updatedAt) >= since)
			.sort((a, b) => isBehind(place(a), place(b)) ? 1 : -1)
		const left = after.length > 0 ? all.filter(r => isBehind(place(r), after)) : all
		const events = left.slice(0, size)
		const answer = { success: true, total: all.length, events,
			after: events.length > 0 ? place(events.at(-1)).map(String) : null,
			sort: query.get('sort') }
		this.pages = after.length > 0 ? this.pages + 1 : 1
		return this.bend?.(answer, this.pages) ?? answer
	}
}

// A place of its own with a programme, and a file that holds the key.
export class Subscriber extends Place {
	constructor(name, agenda) {
		super('sync-' + name, 'scripts')
		this.agenda = agenda
		this.key = this.write('key', KEY + '\n')
		spawnSync('chmod', ['600', this.key])
	}

	// `almanach sync`, and nothing published: how it ends, and what it prints.
	sync(...more) {
		return this.publish('--no-publish', ...more)
	}

	// The agenda answers meanwhile, so nothing here may wait.
	publish(...more) {
		return new Promise(done => {
			const child = this.child = spawn(program, ['sync', '--agenda', UID, '--key-file',
				this.key, '--base', this.agenda.base, '--pause', '5',
				...more], { env: this.env })
			const said = { out: '', err: '' }
			child.stdout.on('data', d => { said.out += d })
			child.stderr.on('data', d => { said.err += d })
			child.on('close', (status, signal) => done({ status, signal, ...said }))
		})
	}

	sql(text) {
		return spawnSync('sqlite3', [this.db], { input: text, encoding: 'utf8' })
			.stdout
	}

	// Everything that a sync may change, but for what is told of failures.
	state() {
		return this.sql(`SELECT slot, source, uid, name, document, timing, revision,
			removed IS NULL FROM event ORDER BY slot;
			SELECT key, format FROM source;
			SELECT source, address, done, since, tag, schema FROM sync;`)
	}

	// The same without times, to be compared with another's.
	events() {
		return this.sql(`SELECT slot, uid, name, document, timing, revision,
			removed IS NULL FROM event ORDER BY slot;`)
	}
}
