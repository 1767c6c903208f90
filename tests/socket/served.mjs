// served.mjs -- the program at its socket, without a web server; and whether it
// is still as it was.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { Place, program } from '../lib.mjs'
import { until } from '../server/nginx.mjs'
import { ask, page } from './peer.mjs'

const GROWTH = 24 << 20 // bytes a worker may grow by: its largest answers
const PROMPT = 5000 // milliseconds, on a machine that does other work too
export const san = program.includes('/san/')

const children = pid => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
	.trim().split(' ').filter(Boolean).map(Number)
const called = (pid, what) => {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(what)
	} catch {
		return false // it has just gone
	}
}

export class Served {
	// "limits": what a shell does first, such as "ulimit -n 128"; "before": what
	// becomes of the place.
	static async start(name, { workers = 2, limits = ':', more = [],
		before = () => {} } = {}) {
		const served = new Served()
		const place = served.place = new Place(name).fill()
		before(place)
		served.path = join(place.folder, 'socket')
		served.log = ''
		served.app = spawn('sh', ['-c', `${limits}; exec "$@"`, 'sh', program,
			'serve', '--socket', 'socket', '--workers', String(workers), ...more],
		{ cwd: place.folder, env: place.env })
		served.app.stderr.on('data', d => { served.log += d })
		served.gone = new Promise(resolve => served.app.once('exit', resolve))
		try {
			await until(() => existsSync(served.path))
			await until(() => served.workers().length === workers)
			await until(() => ask(served.path, page('/')).then(a => a.status === 200,
				() => false))
			await served.settled()
		} catch (error) { // or it would run on, and the test with it
			await served.stop()
			throw error
		}
		return served
	}

	workers() {
		return children(this.app.pid).filter(pid => called(pid, 'serve'))
	}

	// The rules are published once when it begins.
	settled() {
		return until(() => !children(this.app.pid).some(pid => called(pid, 'publish')))
	}

	// How many descriptors the workers have, and bytes.
	size() {
		return this.workers().map(pid => ({
			pid,
			descriptors: readdirSync(`/proc/${pid}/fd`).length,
			bytes: Number(/VmRSS:\s+(\d+)/.exec(
				readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) << 10,
		}))
	}

	get(path, more) {
		return ask(this.path, page(path, more))
	}

	// It answers promptly, by the workers it had, who hold no more than before.
	async isAsBefore(before, what) {
		for (let i = 0; i < 4; i++) {
			const { status, took } = await this.get('/events')
			assert.equal(status, 200, what)
			assert.ok(took < PROMPT, `${what}: ${took} ms`)
		}
		await until(() => this.size().every((now, i) =>
			now.descriptors <= before[i].descriptors), 15000)
		this.size().forEach((now, i) => {
			assert.equal(now.pid, before[i].pid, `${what}: a worker was lost`)
			assert.ok(san || now.bytes - before[i].bytes < GROWTH,
				`${what}: ${now.bytes - before[i].bytes} bytes more`)
		})
	}

	stop() {
		this.app.kill('SIGTERM')
		return this.gone
	}
}

export async function serving(name, how, use) {
	const served = await Served.start(name, how)
	try {
		await use(served)
	} finally {
		await served.stop()
	}
}
