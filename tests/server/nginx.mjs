// nginx.mjs -- the program behind a real nginx, in a place of its own.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { program, root } from '../lib.mjs'

export function freePort() {
	return new Promise(resolve => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const { port } = server.address()
			server.close(() => resolve(port))
		})
	})
}

const nginx = ['/usr/sbin/nginx', '/usr/bin/nginx'].find(existsSync)

export class Server {
	// "place": lib.mjs; "base": "" or "/path"; "more": of `almanach serve`;
	// "edited": what becomes of nginx's configuration; "status": what it answers
	// as soon as it does; "supervisor": a command that runs the one behind it,
	// and has the socket.
	static async start(place, base = '', more = [], file = program,
		edited = conf => conf, status = 200, supervisor = []) {
		const server = new Server()
		const run = join(place.folder, 'run')
		rmSync(run, { recursive: true, force: true })
		mkdirSync(join(run, 'tmp'), { recursive: true })
		server.port = await freePort()
		server.base = base
		server.run = run
		server.agent = new Agent({ keepAlive: true, maxSockets: 64 })
		writeFileSync(join(run, 'nginx.conf'),
			edited(readFileSync(join(root, 'cgi/deploy/nginx.dev.conf'), 'utf8'))
				.replaceAll('@PORT@', server.port)
				.replaceAll('@WWW@', join(root, 'build/www'))
				.replaceAll('@BASE@', base).replaceAll('@PID@', 'test'))
		writeFileSync(join(run, 'editors-test'), 'ada:{PLAIN}one\ngrace:{PLAIN}two\n')
		server.log = ''
		const [command, ...args] = [...supervisor, file, 'serve',
			...supervisor.length > 0 ? [] : ['--socket', 'almanach.sock'],
			'--base', base + '/', ...more]
		server.app = spawn(command, args, { cwd: run, env: place.env })
		server.app.stderr.on('data', d => { server.log += d })
		server.web = spawn(nginx, ['-e', 'stderr', '-p', '.', '-c',
			join(run, 'nginx.conf'), '-g',
			process.getuid() === 0 ? 'user root;' : ''],
		{ cwd: run, stdio: ['ignore', 'ignore', openSync(join(run, 'nginx.log'), 'a')] })
		for (let i = 0; i < 100; i++) {
			if (existsSync(join(run, 'nginx-test.pid')) &&
					existsSync(join(run, 'almanach.sock')) &&
					(await server.get('/robots.txt')).status === status)
				return server
			await sleep(100)
		}
		await server.stop()
		throw new Error('did not start: ' + server.log)
	}

	// Status, headers and body of one request; status 0 where it failed.
	get(path, headers = {}, method = 'GET', body) {
		return new Promise(resolve => {
			const out = request({ host: '127.0.0.1', port: this.port, method,
				path: this.base + path, headers, agent: this.agent }, answer => {
				const chunks = []
				answer.on('data', c => chunks.push(c))
				answer.on('error', e => resolve({ status: 0, error: 'answer ' + e.code }))
				answer.on('end', () => resolve({ status: answer.statusCode,
					headers: answer.headers, body: Buffer.concat(chunks) }))
			})
			out.on('error', e => resolve({ status: 0, error: e.code }))
			out.end(body)
		})
	}

	async json(path) {
		return JSON.parse((await this.get(path)).body)
	}

	// The processes that answer.
	workers() {
		return readFileSync(`/proc/${this.app.pid}/task/${this.app.pid}/children`,
			'utf8').trim().split(' ').filter(Boolean).map(Number)
			.filter(pid => !readFileSync(`/proc/${pid}/cmdline`, 'utf8')
				.includes('publish'))
	}

	async stop() {
		const gone = [this.web, this.app].map(child =>
			child.exitCode !== null || child.signalCode ? null : new Promise(resolve => child.once('exit', resolve)))
		this.web.kill('SIGTERM')
		this.app.kill('SIGTERM')
		await Promise.all(gone)
		this.agent.destroy()
	}
}

// Ask again and again until it is so; how many milliseconds that took.
export async function until(what, limit = 10000) {
	const begun = Date.now()
	while (!await what()) {
		if (Date.now() - begun > limit)
			throw new Error(`not so after ${limit} ms: ${what}`)
		await sleep(20)
	}
	return Date.now() - begun
}

// Requests from so many clients at a time until stop() is called; counts.
export function load(server, paths, clients = 8) {
	const seen = { ok: 0, failed: 0, worst: 0, statuses: {} }
	let on = true
	const one = async n => {
		for (let i = n; on; i++) {
			const begun = Date.now()
			const { status, error } = await server.get(paths[i % paths.length])
			seen.worst = Math.max(seen.worst, Date.now() - begun)
			seen[status === 200 ? 'ok' : 'failed']++
			const what = error ?? status
			seen.statuses[what] = (seen.statuses[what] ?? 0) + 1
		}
	}
	const all = Promise.all(Array.from({ length: clients }, (_, n) => one(n)))
	return { seen, stop: async () => { on = false; await all; return seen } }
}
