// scenes.mjs -- what is done to the program while visitors ask for its pages.
import { cpSync, readFileSync, renameSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'

import { program, root } from '../lib.mjs'

const SLOWLORIS = 200 // clients who send a header a second
const STALLED = 100 // clients who read nothing of what they asked for

const supervisor = [join(root, 'tests/load/supervise.sh')]
const pick = list => list[Math.floor(Math.random() * list.length)]

function kill(pid, signal) {
	try {
		process.kill(pid, signal)
		return true
	} catch {
		return false // it has just gone
	}
}

const running = server => Number(readFileSync(join(server.run, 'running'), 'utf8'))

// The file is another one: the same program, as an upgrade puts it there.
function replace(server) {
	cpSync(program, server.file + '-new')
	renameSync(server.file + '-new', server.file)
	return kill(server.app.pid, 'SIGHUP')
}

const open = server => new Promise(resolve => {
	const socket = connect(server.port, '127.0.0.1', () => resolve(socket))
	socket.on('error', () => {})
})

async function slowloris(server) {
	const sockets = await Promise.all(Array.from({ length: SLOWLORIS },
		() => open(server)))
	sockets.forEach(socket => socket.write('GET / HTTP/1.1\r\nHost: x\r\n'))
	const timer = setInterval(() => sockets.forEach((socket, i) =>
		socket.write(`X-${i}: y\r\n`)), 1000)
	return () => {
		clearInterval(timer)
		sockets.forEach(socket => socket.destroy())
	}
}

async function stalled(server) {
	const requests = await Promise.all(Array.from({ length: STALLED }, () =>
		new Promise(resolve => {
			const asked = request({ host: '127.0.0.1', port: server.port,
				path: server.base + '/events', agent: false }, answer => {
				answer.pause()
				resolve(asked)
			})
			asked.on('error', () => {})
			asked.end()
		})))
	return () => requests.forEach(asked => asked.destroy())
}

// "every": milliseconds from one act to the next; acts tell whether they were
// done. "begin" returns what ends it. "close": clients open a connection each
// time, for nginx closes those it had when it starts anew.
export const scenes = [
	{ name: 'nothing' },
	{ name: 'kill -9 of a random worker', every: 100,
		act: server => kill(pick(server.workers()) ?? 0, 'SIGKILL') },
	{ name: 'SIGHUP', every: 500, act: server => kill(server.app.pid, 'SIGHUP') },
	{ name: 'the program replaced, SIGHUP', every: 1000, act: replace },
	{ name: 'stopped and started, the socket held', every: 1000, supervisor,
		act: server => kill(running(server), 'SIGTERM') },
	{ name: 'kill -9 of the parent, the socket held', every: 1000, supervisor,
		act: server => kill(running(server), 'SIGKILL') },
	{ name: 'nothing, a connection for each', close: true },
	{ name: 'nginx reloaded', every: 1000, close: true,
		act: server => kill(server.web.pid, 'SIGHUP') },
	{ name: `${SLOWLORIS} slow clients`, begin: slowloris },
	{ name: `${STALLED} clients who do not read`, begin: stalled },
]
