// run.mjs -- `make scale`: a primary, a replica and two edges as machines of their
// own, with the files of cgi/deploy/scale/. Prints how many requests reach the
// origin, how soon visitors see what was written, and how many reads fail while
// each machine in turn is away.
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { Festival } from '../festival.mjs'
import { program, root } from '../lib.mjs'
import { until } from '../server/nginx.mjs'
import { Net, whyNot } from './net.mjs'

const SECONDS = Number(process.env.SECONDS ?? 4) // of load, and of each absence
const ROUNDS = Number(process.env.ROUNDS ?? 10) // of writing
const EVENTS = 500
const SETTLED = 6000 // ms until edges ask again who did not answer
const MACHINES = ['primary', 'replica', 'edge1', 'edge2', 'visitors']
const ADDRESSES = Object.fromEntries(
	MACHINES.map((name, i) => [name, `10.77.0.${i + 1}`]))
const { primary, replica, edge1, edge2 } = ADDRESSES
const NGINX = '/usr/sbin/nginx'

const reason = whyNot()
if (reason) {
	console.error(`scale: ${reason}`)
	process.exit(1)
}

const festival = new Festival('scale', EVENTS), { place } = festival
place.env.ALMANACH_NOW = '2025-11-19T10:00:00+01:00'
festival.bring()
// Those of the first lists, each once.
const events = [...new Map([1, 2, 3, 4, 5].flatMap(n => place.get(
	n > 1 ? `/events.json?page=${n}` : '/events.json').events)
	.map(event => [event.uid, event])).values()]
const net = new Net(MACHINES)
const deploy = name => readFileSync(join(root, 'cgi/deploy', name), 'utf8')

// ---- machines ---------------------------------------------------------------------------

function folderOf(name) {
	const folder = join(place.folder, name)
	mkdirSync(join(folder, 'tmp'), { recursive: true })
	return folder
}

const fill = (text, values) => Object.entries(values).reduce((text, [name, value]) =>
	text.replaceAll(`@${name}@`, value), text)

// A program on a machine; what it says is in the machine's folder.
function begin(name, file, args, options = {}) {
	const said = openSync(join(folderOf(name), 'said.log'), 'a')
	return net.start(name, file, args, { stdio: ['ignore', said, said], ...options })
}

// nginx with a configuration; "user root" lets it at files of ours.
function web(name, text) {
	const folder = folderOf(name)
	writeFileSync(join(folder, 'nginx.conf'), text)
	return begin(name, NGINX, ['-e', 'stderr', '-p', '.', '-c',
		join(folder, 'nginx.conf'), '-g', 'user root;'], { cwd: folder })
}

// The program on a machine, behind the nginx of `make run`, which here writes
// down what it was asked.
function origin(name, db, options, more = '') {
	const folder = folderOf(name), log = join(folder, 'asked.log')
	const env = { ...place.env, ALMANACH_DB: db }
	writeFileSync(join(folder, 'editors-scale'), '')
	writeFileSync(log, '')
	const text = fill(deploy('nginx.dev.conf'), { WWW: place.env.ALMANACH_WWW,
		BASE: '', PID: 'scale' })
		.replace('127.0.0.1:@PORT@', '80').replace('access_log off;',
			`log_format asked "$status $request_uri"; access_log ${log} asked;`)
		.replace('location / {', `${more}\nlocation / {`)
	begin(name, program, ['serve', '--socket', 'almanach.sock', ...options],
		{ cwd: folder, env })
	web(name, text)
	return { log, env }
}

const start = {
	primary: () => origin('primary', place.db, [],
		fill(deploy('scale/primary.conf'), { DATA: place.folder, REPLICA: replica })),
	replica: () => {
		const folder = folderOf('replica')
		const { log, env } = origin('replica', join(folder, 'almanach.db'),
			['--replica'])
		const following = ['almanach.db-live', 'almanach.backup'].map(name =>
			begin('replica', join(root, 'cgi/deploy/scale/replica.sh'),
				[`http://${primary}/replica/${name}`, join(folder, name)],
				{ env: { ...env, ALMANACH: program } }))
		return { log, following }
	},
	edge1: () => edge('edge1'),
	edge2: () => edge('edge2'),
}

function edge(name) {
	const cache = join(folderOf(name), 'cache')
	const conf = fill(deploy('scale/edge.conf'), { LISTEN: '80', CACHE: cache,
		PRIMARY: `${primary}:80`, REPLICA: `${replica}:80` })
	web(name, `daemon off; worker_processes 2; pid nginx.pid;
		error_log stderr crit; events { worker_connections 4096; }
		http { access_log off; client_body_temp_path tmp; proxy_temp_path tmp;
		fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
		keepalive_requests 1000000; ${conf} }`)
}

// ---- visitors ---------------------------------------------------------------------------

const CLIENT = join(root, 'tests/scale/client.mjs')
const page = ({ uid, slug }) => `/event/${uid}/${slug}.json`

const watch = async (path, text, hosts) => JSON.parse(await net.run('visitors',
	process.execPath, [CLIENT, 'watch', path, text, ...hosts]))

// Reads from both edges while something is done.
async function reading(paths, what) {
	const child = net.start('visitors', process.execPath,
		[CLIENT, 'read', paths.join(' '), edge1, edge2],
		{ stdio: ['pipe', 'pipe', 'inherit'] })
	const said = Net.output(child)
	await what()
	child.stdin.end()
	return JSON.parse(await said)
}

// What both origins have been asked so far: the statuses.
const asked = () => [machines.primary, machines.replica].flatMap(({ log }) =>
	readFileSync(log, 'utf8').split('\n').filter(line => line && !line.includes('/replica/'))
		.map(line => line.slice(0, 3)))

// wrk at one host, with a file of addresses.
async function load(host, paths) {
	const list = join(place.folder, 'paths')
	writeFileSync(list, paths.join('\n') + '\n')
	const before = asked().length
	const out = await net.run('visitors', 'wrk', ['-t', '1', '-c', '32', '-d',
		`${SECONDS}s`, '-s', join(root, 'tests/bench/wrk.lua'), `http://${host}/`,
		'--', list, host])
	const seen = JSON.parse(out.match(/RESULT (.*)/)[1])
	await sleep(200)
	const news = asked().slice(before)
	return { ...seen, rate: Math.round(seen.requests / seen.microseconds * 1e6),
		asked: news.length, same: news.filter(status => status === '304').length }
}

// ---- what is measured -------------------------------------------------------------------

const table = (title, head, rows) => {
	const all = [head, ...rows.map(row => row.map(String))]
	const widths = head.map((_, i) => Math.max(...all.map(row => row[i].length)))
	console.log(`\n${title}\n`)
	for (const row of all)
		console.log('  ' + row.map((cell, i) => i === 0 ? cell.padEnd(widths[i])
			: cell.padStart(widths[i])).join('  '))
}

async function loads() {
	const one = ['/events?day=2025-11-20'], many = events.slice(0, 100).map(page)
	const rows = []
	for (const [what, host, paths] of [['primary alone, 1 address', primary, one],
		['an edge, 1 address', edge1, one], ['an edge, 100 addresses', edge1, many]]) {
		const { requests, rate, asked, same, p99, errors } = await load(host, paths)
		rows.push([what, requests, rate, (p99 / 1000).toFixed(1), asked, same, errors])
	}
	table(`Load for ${SECONDS} s, 32 connections`, ['', 'requests', 'a second',
		'p99 ms', 'at the origin', 'of them 304', 'errors'], rows)
	return rows.every(row => row[6] === 0)
}

const median = list => list.sort((a, b) => a - b)[list.length >> 1]

// From an editor's "full" to the page that says so, asked for all the while.
async function visible() {
	const hosts = { primary, replica, edge1, edge2 }
	const times = Object.fromEntries(Object.keys(hosts).map(name => [name, []]))
	for (let i = 0; i < ROUNDS; i++) {
		const event = events[i], text = `note ${i}`
		const watching = watch(page(event), text, Object.values(hosts))
		await sleep(700) // they look already
		const begun = Date.now()
		const { status, err } = place.run('correct', event.uid, 'note', text)
		if (status !== 0)
			throw new Error(err)
		const seen = await watching
		for (const [name, host] of Object.entries(hosts))
			times[name].push(seen[host] - begun)
	}
	table(`From a correction to its page, ${ROUNDS} times (ms)`,
		['', 'median', 'longest'], Object.entries(times).map(([name, list]) =>
			[name, median(list), Math.max(...list)]))
}

async function away(name, how) {
	if (how === 'stopped') {
		await net.stop(name)
		await sleep(SECONDS * 1000)
		machines[name] = start[name]()
	} else {
		net.plug(name, false)
		await sleep(SECONDS * 1000)
		net.plug(name, true)
	}
	await sleep(SETTLED)
}

async function absences() {
	const paths = ['/', '/events?day=2025-11-20', '/sync/head.json',
		...events.slice(0, 20).map(page)]
	const rows = []
	await reading(paths, () => sleep(1500)) // both edges have had visitors
	for (const how of ['stopped', 'unplugged'])
		for (const name of ['primary', 'replica', 'edge1', 'edge2']) {
			const { reads, moved, failed, worst } =
				await reading(paths, () => away(name, how))
			rows.push([`${name} ${how}`, reads, moved, failed, worst])
		}
	const both = await reading(paths, async () => {
		net.plug('primary', false)
		await away('replica', 'unplugged')
		net.plug('primary', true)
		await sleep(SETTLED)
	})
	rows.push(['primary and replica unplugged', both.reads, both.moved, both.failed,
		both.worst])
	table(`Reads while a machine is away for ${SECONDS} s`, ['', 'reads',
		'by the other edge', 'failed', 'longest ms'], rows)
	return rows.every(row => row[3] === 0)
}

// The replica becomes the primary: what it has fetched is a database.
async function promotion() {
	const folder = folderOf('replica')
	await net.stop('primary')
	const begun = Date.now()
	machines.replica.following.forEach(child => child.kill())
	const at = (...args) => {
		place.env.ALMANACH_DB = join(folder, 'almanach.db')
		const said = place.run(...args)
		place.env.ALMANACH_DB = place.db
		if (said.status !== 0)
			throw new Error(said.err)
	}
	at('restore', join(folder, 'almanach.backup'))
	at('correct', events[50].uid, 'note', 'of the new primary')
	const seen = await watch(page(events[50]), 'of the new primary', [replica])
	table('The replica becomes the primary (ms)', ['', ''],
		[['from "restore" to the page of a correction there', seen[replica] - begun]])
}

// ---- all of it --------------------------------------------------------------------------

const backup = () => place.run('backup', join(place.folder, 'almanach.backup'))

backup()
const machines = {}
for (const name of Object.keys(start))
	machines[name] = start[name]()
await until(async () => (await reading(['/'], () => sleep(200))).failed === 0)
await watch(page(events[0]), events[0].uid, [primary, replica, edge1, edge2])

console.log(`scale: ${EVENTS} events; ${Object.entries(ADDRESSES)
	.map(([name, address]) => `${name} ${address}`).join(', ')}`)
const noErrors = await loads()
await visible()
backup() // as almanach-share.path does
await sleep(SETTLED)
const noFailures = await absences()
await promotion()
console.log(noErrors && noFailures ? '\nscale: no read has failed'
	: '\nscale: reads have FAILED')
process.exit(noErrors && noFailures ? 0 : 1)
