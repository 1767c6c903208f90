// What nginx keeps of the program's answers for a second, and gives while the
// program is away; with the files of cgi/deploy/nginx.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { until } from '../server/nginx.mjs'
import { ask } from './ask.mjs'
import { Mount, login } from './servers.mjs'

const browser = { 'accept-encoding': 'gzip, deflate, br, zstd' }
const PASSED = 2100 // milliseconds after which an answer is old: nginx counts seconds

async function cached(use) {
	const mount = await new Mount('/programme').start()
	const agent = new Agent({ keepAlive: true, maxSockets: 8 })
	try {
		const { port } = await mount.serve('nginx')
		await use((path, headers = {}, method = 'GET', body = undefined) =>
			ask(port, mount.base, agent, { path, headers, method, body }), mount)
	} finally {
		agent.destroy()
		await mount.stop()
	}
}

const state = ({ headers }) => headers['x-cache']

test('one answer for all who ask in the same second', () => cached(async get => {
	const first = await get('/events')
	assert.equal(state(first), 'MISS')
	const again = await get('/events')
	assert.equal(state(again), 'HIT')
	assert.deepEqual(again.body, first.body)
	// Of each coding there is one, however it is asked for.
	assert.equal(state(await get('/events', browser)), 'MISS')
	for (const accepted of ['br', 'gzip,br', 'deflate, gzip, br'])
		assert.equal(state(await get('/events', { 'accept-encoding': accepted })),
			'HIT', accepted)
	assert.equal(state(await get('/events', { 'accept-encoding': 'gzip' })), 'MISS')
	assert.equal(state(await get('/events', { 'accept-encoding': 'br;q=0' })), 'HIT')
	const { headers } = await get('/events', browser)
	assert.equal(headers['content-encoding'], 'br')
	const known = await get('/events', { ...browser, 'if-none-match': headers.etag })
	assert.equal(known.status, 304)
	assert.equal(state(known), 'HIT')
}))

test('a HEAD leaves nobody an empty page', () => cached(async get => {
	const head = await get('/about', {}, 'HEAD')
	const { status, body, headers } = await get('/about')
	assert.equal(status, 200)
	assert.equal(body.length, Number(headers['content-length']))
	assert.equal(head.headers['content-length'], headers['content-length'])
	assert.equal((await get('/about', {}, 'HEAD')).status, 200)
}))

test('what is one person\'s is nobody else\'s', () => cached(async get => {
	assert.equal(state(await get('/map', login)), 'BYPASS')
	assert.equal(state(await get('/map')), 'MISS')
	for (let twice = 0; twice < 2; twice++) {
		const { status, headers } = await get('/edit/', login)
		assert.equal(status, 200)
		assert.equal(headers['cache-control'], 'no-store')
		assert.equal(headers['x-cache'], undefined)
		assert.equal((await get('/edit/')).status, 401)
	}
	// What is not to be kept is not.
	for (let twice = 0; twice < 2; twice++)
		assert.equal(state(await get('/status.json')), 'MISS')
	assert.equal((await get('/events', {}, 'POST', 'x')).status, 405)
	assert.equal((await get('/events')).status, 200)
}))

test('the program is away: what was seen is there, and says so', () =>
	cached(async (get, mount) => {
		const seen = new Map()
		for (const path of ['/', '/events', '/event/101/portes-ouvertes-de-la-chimie',
			'/sync/head.json', '/nowhere'])
			seen.set(path, await get(path))
		await mount.app.stop()
		await sleep(PASSED)
		for (const [path, { status, body, headers }] of seen) {
			const stale = await get(path)
			assert.equal(stale.status, status, path)
			assert.equal(state(stale), 'STALE', path)
			assert.deepEqual(stale.body, body, path)
			if (headers.etag)
				assert.equal((await get(path, { 'if-none-match': headers.etag }))
					.status, 304, path)
		}
		for (const [path, method] of [['/all', 'GET'], ['/events', 'POST'],
			['/sync/nothing', 'HEAD'], ['/edit/', 'GET'], ['/edit/rule/x', 'POST']]) {
			const { status, headers, body } = await get(path,
				path.startsWith('/edit/') ? login : {}, method)
			assert.equal(status, 503, path)
			assert.equal(headers['x-content-type-options'], 'nosniff')
			assert.ok(!/max-age/.test(headers['cache-control']))
			assert.deepEqual([headers['cache-control'], headers['retry-after']],
				['no-store', '15'], path)
			if (method === 'GET') {
				assert.match(body.toString(), /De retour dans un instant/)
				assert.equal(headers['content-type'], 'text/html; charset=utf-8')
			}
		}
		await mount.start()
		await until(async () => (await get('/all')).status === 200)
		await until(async () => ['HIT', 'REVALIDATED', 'EXPIRED']
			.includes(state(await get('/events'))))
	}))

// The window in which an old answer may be given is the program's, 30 seconds; but
// that is while somebody fetches the new one.
test('what is published is seen, what is gone is gone', () =>
	cached(async (get, mount) => {
		const event = '/event/101/portes-ouvertes-de-la-chimie'
		const before = await get(event)
		assert.equal(before.status, 200)
		await get('/events')
		mount.run('correct', '101', 'hide')
		const took = await until(async () => (await get(event)).status === 410)
		assert.ok(took < 3000, `${took} ms`)
		await sleep(PASSED)
		assert.equal((await get(event)).status, 410)
		await until(async () => !(await get('/events')).body.includes(event))
	}))

test('workers that are killed lose no request', () => cached(async (get, mount) => {
	let killed = 0, on = true
	const parent = mount.app.process.pid
	const killer = (async () => {
		for (; on; await sleep(100))
			for (const pid of readFileSync(`/proc/${parent}/task/${parent}/children`,
				'utf8').trim().split(' ').filter(Boolean).slice(0, 1)) {
				process.kill(Number(pid), 'SIGKILL')
				killed++
			}
	})()
	const statuses = new Set()
	const end = Date.now() + 3000
	const one = async n => { // each address once: nothing comes from the cache
		for (let i = n; Date.now() < end; i += 8)
			statuses.add((await get(`/events?q=${i}`)).status)
	}
	await Promise.all(Array.from({ length: 8 }, (_, n) => one(n)))
	on = false
	await killer
	assert.deepEqual([...statuses], [200])
	assert.ok(killed > 10)
}))
