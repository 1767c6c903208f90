// lib.mjs -- what tests of the whole program share: a place of their own under
// build/, and the program run in it.
import { spawnSync } from 'node:child_process'
import { webcrypto } from 'node:crypto'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

globalThis.crypto ??= webcrypto // as browsers have it; Debian's Node does not

export const root = new URL('../', import.meta.url).pathname
export const program = join(root, process.env.BUILD ?? 'build', 'almanach')
export const shared = join(root, '../shared/data')

// A fresh folder build/tests/NAME with a copy of a folder of rules, and a
// database that is not there yet.
export class Place {
	constructor(name, scripts = 'tests/twin/scripts') {
		this.folder = join(root, 'build/tests', name)
		rmSync(this.folder, { recursive: true, force: true })
		mkdirSync(this.folder, { recursive: true })
		this.scripts = join(this.folder, 'scripts')
		cpSync(join(root, scripts), this.scripts, { recursive: true })
		this.db = join(this.folder, 'almanach.db')
		this.env = {
			PATH: process.env.PATH,
			ASAN_OPTIONS: process.env.ASAN_OPTIONS ?? '',
			ALMANACH_DB: this.db,
			ALMANACH_SCRIPTS: this.scripts,
			ALMANACH_WWW: join(root, 'build/www'),
			ALMANACH_NOW: '2025-10-25T10:00:00+02:00',
		}
	}

	// What the program prints and how it ends.
	run(...args) {
		const { status, stdout, stderr } = spawnSync(program, args,
			{ env: this.env, encoding: 'utf8', maxBuffer: 256 << 20 })
		return { status, out: stdout, err: stderr }
	}

	json(...args) {
		return JSON.parse(this.run(...args).out)
	}

	lines(...args) {
		return this.run(...args).out.trim().split('\n')
			.map(line => JSON.parse(line))
	}

	get(path) {
		return this.json('get', path)
	}

	// One request by CGI, with a body where there is one: status, headers, body;
	// and what the program logs.
	cgi(target, more = {}, input) {
		const { stdout, stderr } = spawnSync(program, [], { env: { ...this.env,
			GATEWAY_INTERFACE: 'CGI/1.1', REQUEST_METHOD: 'GET',
			REQUEST_URI: target, ALMANACH_BASE: '/', ...more },
		input, maxBuffer: 64 << 20 })
		const end = stdout.indexOf('\r\n\r\n')
		const headers = new Map(stdout.subarray(0, end).toString()
			.split('\r\n').map(l => l.split(/: (.*)/s).slice(0, 2)))
		return { status: Number(headers.get('Status').slice(0, 3)), headers,
			body: stdout.subarray(end + 4), log: stderr.toString() }
	}

	write(path, text) {
		const file = join(this.folder, path)
		mkdirSync(dirname(file), { recursive: true })
		writeFileSync(file, text)
		return file
	}

	rule(id, text) {
		return this.write(`scripts/rules/${id}.lua`, text)
	}

	// The twin programme.
	fill() {
		this.run('import', '--source', 'essai', '--schema',
			join(root, 'tests/twin/schema.json'),
			join(root, 'tests/twin/events-1.json'))
		return this
	}
}
