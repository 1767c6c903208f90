// servers.mjs -- start and stop what is measured, and read what it uses. All
// of it lives in one folder and listens on unix sockets there, nginx on
// 127.0.0.1; each process is ended by its number, also when we are interrupted.
import { spawn } from 'node:child_process'
import {
	closeSync, existsSync, openSync, readFileSync, readdirSync, rmSync,
	writeFileSync,
} from 'node:fs'
import { Agent, get as httpGet } from 'node:http'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import { freePort } from '../server/nginx.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const TICK = 10000 // microseconds of /proc's clock
const PATIENCE = 20000 // milliseconds for a server to begin, or to end

const running = new Map() // name -> child process
let port, folder

// ---- processes ---------------------------------------------------------

// The fields of /proc/PID/stat behind the name, which may hold anything.
const statOf = pid =>
	readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\) /s, '').split(' ')

// A process and all that descend from it.
function family(pid) {
	const parents = readdirSync('/proc').filter(p => /^\d+$/.test(p))
		.flatMap(p => {
			try {
				return [[Number(p), Number(statOf(p)[1])]]
			} catch {
				return [] // gone meanwhile
			}
		})
	const found = [pid]
	for (const one of found)
		found.push(...parents.filter(([, up]) => up === one).map(([p]) => p))
	return found
}

// The processes of a server, for the two below.
export const processes = name =>
	running.has(name) ? family(running.get(name).pid) : []

// Microseconds of processor time that processes have used so far.
export const usedBy = pids => TICK * pids.map(statOf)
	.reduce((sum, s) => sum + Number(s[11]) + Number(s[12]), 0)

// ... that all children which a process has waited for have used; ours.
export function usedByChildren(pid = 'self') {
	const s = statOf(pid)
	return TICK * (Number(s[13]) + Number(s[14]))
}
// ... that the whole machine has.
export function usedByAll() {
	const [user, nice, system, , , irq, softirq, steal] =
		readFileSync('/proc/stat', 'latin1').split('\n')[0].split(/\s+/)
			.slice(1).map(Number)
	return TICK * (user + nice + system + irq + softirq + steal)
}

// Kilobytes of memory, what is shared divided among those who share it.
export const memoryOf = (pids, kind = 'Pss') => pids
	.map(pid => readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))
	.reduce((sum, text) =>
		sum + Number(new RegExp(`^${kind}:\\s+(\\d+)`, 'm').exec(text)[1]), 0)

// ---- starting and stopping ---------------------------------------------

const answers = where => new Promise(resolve => {
	const s = createConnection(where)
	s.on('connect', () => resolve(s.destroy() && true))
	s.on('error', () => resolve(false))
})

async function start(name, where, command, args, env = {}) {
	const log = openSync(join(folder, `${name}.log`), 'w')
	if (where.path)
		rmSync(join(folder, where.path), { force: true })
	const child = spawn(command, args, {
		cwd: folder, env: { ...process.env, ...env },
		stdio: ['ignore', log, log],
	})
	closeSync(log)
	running.set(name, child)
	const full = where.path ? { path: join(folder, where.path) } : where
	for (let waited = 0; !await answers(full); waited += 20) {
		if (child.exitCode !== null || waited > PATIENCE)
			throw new Error(`${name} does not begin: ` +
				readFileSync(join(folder, `${name}.log`), 'utf8'))
		await sleep(20)
	}
}

const over = child => child.exitCode !== null || child.signalCode !== null

export async function stop(name) {
	const child = running.get(name)
	if (!child)
		return
	child.kill('SIGTERM')
	for (let waited = 0; !over(child); waited += 10) {
		if (waited === PATIENCE)
			child.kill('SIGKILL')
		await sleep(10)
	}
	running.delete(name)
}
export async function stopAll() {
	for (const name of [...running.keys()].reverse())
		await stop(name)
}
// Whoever ends us ends them: those that are asked in time end their own.
export const endAll = () => running.forEach(child => child.kill('SIGTERM'))

// ---- what there is -----------------------------------------------------

export async function startNginx(dir) {
	folder = dir
	port = await freePort()
	writeFileSync(join(dir, 'nginx.conf'),
		readFileSync(join(here, 'nginx.conf'), 'utf8')
			.replaceAll('@PORT@', port).replaceAll('@HERE@', here))
	const asRoot = process.getuid() === 0 ? ['-g', 'user root;'] : []
	const nginx = ['/usr/sbin/nginx', '/usr/bin/nginx'].find(existsSync)
	await start('nginx', { port, host: '127.0.0.1' }, nginx ?? 'nginx',
		['-e', 'stderr', '-p', '.', '-c', join(dir, 'nginx.conf'), ...asRoot])
}

// Until it has seen that the rules are those it has published.
export async function startOurs(program, env) {
	await start('ours', { path: 'ours.sock' }, program,
		['serve', '--socket', 'ours.sock', '--workers', '2'], env)
	do
		await sleep(300)
	while (processes('ours').length > 3)
}

// What does nothing, with so many bytes.
export async function startHellos(hello, bytes) {
	for (const [name, kind, n] of [['pe2', 'epoll', 2], ['t8', 'threads', 8]]) {
		await stop(name)
		await start(name, { path: `${name}.sock` }, hello,
			[kind, n, `${name}.sock`, bytes])
	}
	writeFileSync(join(folder, 'static/body'), 'a'.repeat(bytes))
}

export async function startPhp() {
	const conf = join(folder, 'php.conf')
	writeFileSync(conf, `[global]
error_log = ${folder}/php-fpm.log
daemonize = no
[www]
listen = ${folder}/php.sock
listen.backlog = 511
pm = static
pm.max_children = 8
env[PEER] = ${folder}
`)
	const fpm = ['/usr/sbin/php-fpm8.2', '/usr/bin/php-fpm8.2'].find(existsSync)
	const flags = ['opcache.enable=1', 'opcache.validate_timestamps=0',
		'opcache.jit=tracing', 'opcache.jit_buffer_size=64M',
		'zlib.output_compression=0'].flatMap(flag => ['-d', flag])
	await start('php', { path: 'php.sock' }, fpm ?? 'php-fpm8.2',
		['-F', '-R', '-y', conf, ...flags])
}

export const startNode = () => start('node', { path: 'node.sock' },
	process.execPath, [join(here, 'peer.mjs'), 'node.sock', 2], { PEER: folder })

// wrk asks one of them for the addresses in the file "paths".
export const wrk = (name, connections, seconds) => new Promise((done, fail) => {
	const child = spawn('wrk', ['-t1', `-c${connections}`, `-d${seconds}`,
		'--timeout', '10s', '-s', join(here, 'wrk.lua'),
		`http://127.0.0.1:${port}/`, '--', join(folder, 'paths'), name])
	let text = ''
	running.set('wrk', child)
	child.stdout.on('data', part => text += part)
	child.on('error', fail)
	child.on('close', () => {
		const line = /RESULT (.*)/.exec(text)
		running.delete('wrk')
		line ? done(JSON.parse(line[1])) : fail(new Error(`wrk: ${text}`))
	})
})

// ---- asking ------------------------------------------------------------

const agent = new Agent({ keepAlive: true, maxSockets: 16 })

// {status, body} of a path, from one of those behind nginx.
export const ask = (name, path, by = agent) => new Promise((resolve, reject) => {
	httpGet({ agent: by, host: '127.0.0.1', port, path, headers: { Host: name } },
		answer => {
			const parts = []
			answer.on('data', part => parts.push(part))
			answer.on('end', () => resolve(
				{ status: answer.statusCode, body: Buffer.concat(parts) }))
			answer.on('error', reject)
		}).on('error', reject)
})

// The same of many, some at a time; each answer to fn, in order of arrival.
export async function askAll(name, paths, fn) {
	let next = 0
	await Promise.all(Array.from({ length: 16 }, async () => {
		while (next < paths.length) {
			const path = paths[next++]
			const answer = await ask(name, path)
			if (answer.status !== 200)
				throw new Error(`${name}: ${path}: ${answer.status}`)
			fn(answer.body, path)
		}
	}))
}

// How many of 96 clients, who ask in turn as fast as they are answered, get
// fewer than five answers in three seconds.
export async function countStarved(name, paths) {
	const end = Date.now() + 3000
	const client = async (_, i) => {
		const own = new Agent({ keepAlive: true, maxSockets: 1 })
		let answers = 0
		for (; Date.now() < end; answers++)
			await ask(name, paths[(i + 96 * answers) % paths.length], own)
		own.destroy()
		return answers
	}
	const all = await Promise.all(Array.from({ length: 96 }, client))
	return all.filter(answers => answers < 5).length
}
