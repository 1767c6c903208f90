// run.mjs [SECONDS [WORD]] -- visitors ask through nginx, in its shipped
// configuration, while the program is killed, replaced and started anew; only
// scenes whose name has the word. Prints a table; ends with 1 if a GET failed.
import { spawn } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { Place, program, root } from '../lib.mjs'
import { Server } from '../server/nginx.mjs'
import { scenes } from './scenes.mjs'

const [seconds = 9, word = ''] = process.argv.slice(2)
const CLIENTS = 32
const WORKERS = '3'
const TOLD = 10 // lines of each log where something failed
const pages = ['/', '/events', '/events?day=2025-10-24&q=chimie', '/map', '/all',
	'/event/101/portes-ouvertes-de-la-chimie', '/events.json', '/about']

function wrk(server, scene) {
	const file = join(server.run, 'pages')
	writeFileSync(file, pages.join('\n') + '\n')
	return new Promise((resolve, reject) => {
		const child = spawn('wrk', ['-t1', `-c${CLIENTS}`, `-d${seconds}`,
			'--timeout', '10s', '-s', join(root, 'tests/bench/wrk.lua'),
			`http://127.0.0.1:${server.port}`, '--', file, '127.0.0.1',
			...scene.close ? ['close'] : []],
		{ stdio: ['ignore', 'pipe', 'inherit'] })
		let text = ''
		child.stdout.on('data', d => { text += d })
		child.on('error', reject)
		child.on('exit', () => {
			const line = /^RESULT (.*)$/m.exec(text)
			line ? resolve(JSON.parse(line[1])) : reject(new Error(text))
		})
	})
}

async function play(scene, n) {
	const place = new Place(`load-${n}`).fill()
	const file = join(place.folder, 'almanach')
	cpSync(program, file)
	const server = await Server.start(place, '', ['--workers', WORKERS], file,
		undefined, 200, scene.supervisor)
	server.file = file
	let acts = 0
	const end = await scene.begin?.(server)
	const timer = scene.act &&
		setInterval(() => { acts += Number(scene.act(server)) }, scene.every)
	try {
		const seen = await wrk(server, scene)
		return { ...seen, acts, log: seen.errors > 0 ? told(server) : '' }
	} finally {
		clearInterval(timer)
		end?.()
		await server.stop()
	}
}

// What program and nginx said, the last of it.
const told = server => [server.log, readFileSync(join(server.run, 'nginx.log'), 'utf8')]
	.map(log => log.trim().split('\n').slice(-TOLD).join('\n')).join('\n')

const columns = ['requests', 'failed', 'times', 'p50 ms', 'p99 ms', 'max ms']
const row = (name, cells) => console.log(name.padEnd(40) +
	cells.map(cell => String(cell).padStart(10)).join(''))
const ms = n => (n / 1000).toFixed(1)

row(`${CLIENTS} clients, ${seconds} s each`, columns)
let failed = 0
for (const [n, scene] of scenes.entries()) {
	if (!scene.name.includes(word))
		continue
	const seen = await play(scene, n)
	failed += seen.errors
	row(scene.name, [seen.requests, seen.errors, scene.act ? seen.acts : '',
		ms(seen.p50), ms(seen.p99), ms(seen.max)])
	if (seen.log)
		console.log(seen.log)
}
console.log(`load: ${failed} failed GETs`)
process.exitCode = failed > 0 ? 1 : 0
