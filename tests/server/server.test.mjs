// The program behind nginx: HTTP, rules saved while it serves, hostile rules,
// workers that die.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
	cpSync, existsSync, readdirSync, readFileSync, readlinkSync, renameSync,
	rmSync, writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

import { Place, program, root } from '../lib.mjs'
import { load, Server, until } from './nginx.mjs'

const pages = ['/', '/events', '/events?day=2025-10-24&q=chimie', '/map',
	'/event/101/portes-ouvertes-de-la-chimie', '/events.json', '/all']

async function serving(name, use, base, more) {
	const place = new Place(name).fill()
	const server = await Server.start(place, base, more)
	try {
		await use(server, place)
	} finally {
		await server.stop()
	}
}

test('nothing was brought in yet: 503 says what to do', async () => {
	const place = new Place('server-nothing')
	const server = await Server.start(place, '', [], program, conf => conf, 503)
	try {
		await sleep(1000) // it has looked at the rules
		const { status, headers, body } = await server.get('/')
		assert.equal(status, 503)
		assert.match(String(body), /almanach import FILE/)
		assert.equal(headers['cache-control'], 'no-store')
		assert.deepEqual(server.log, '')
		place.fill()
		await until(async () => (await server.get('/')).status === 200)
	} finally {
		await server.stop()
	}
})

test('HTTP: lengths, tags, codings, methods', () =>
	serving('server-http', async server => {
		for (const path of [...pages, '/events.ics', '/events.atom',
			'/sitemap.xml', '/changes', '/about', '/plan?e=101']) {
			const { status, headers, body } = await server.get(path)
			assert.equal(status, 200, path)
			assert.equal(Number(headers['content-length']), body.length, path)
			assert.equal(headers['x-content-type-options'], 'nosniff')
			assert.equal(headers.vary, 'Accept-Encoding')

			const head = await server.get(path, {}, 'HEAD')
			assert.equal(head.body.length, 0)
			delete head.headers.date
			delete headers.date
			assert.deepEqual(head.headers, headers, path)

			for (const [coding, decode] of [['gzip', gunzipSync],
				['br', brotliDecompressSync]]) {
				for (let twice = 0; twice < 2; twice++) {
					const small = await server.get(path,
						{ 'accept-encoding': coding })
					if (small.headers['content-encoding'] === undefined)
						continue // not worth it
					assert.equal(small.headers['content-encoding'], coding)
					assert.deepEqual(decode(small.body), body, path)
					assert.notEqual(small.headers.etag, headers.etag ?? '')
				}
			}
			if (headers.etag === undefined)
				continue
			for (const tag of [headers.etag, `W/${headers.etag}`, '*',
				`"x", ${headers.etag.replace(/"$/, '-gzip"')}`]) {
				const same = await server.get(path, { 'if-none-match': tag })
				assert.equal(same.status, 304, `${path} ${tag}`)
				assert.equal(same.body.length, 0)
				assert.equal(same.headers.etag, headers.etag)
				assert.equal(same.headers['cache-control'],
					headers['cache-control'])
			}
			assert.equal((await server.get(path, { 'if-none-match': '"x"' }))
				.status, 200)
		}
		for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND']) {
			const refused = await server.get('/events', {}, method,
				method === 'POST' ? 'x'.repeat(100000) : undefined)
			assert.equal(refused.status, 405, method)
			assert.equal(refused.headers.allow, 'GET, HEAD')
			assert.equal((await server.get('/')).status, 200)
		}
	}))

test('static files, and what is none', () =>
	serving('server-static', async server => {
		const page = (await server.get('/')).body.toString()
		const icon = page.match(/static\/favicon-[0-9a-f]+\.svg/)[0]
		const { status, headers } = await server.get('/' + icon)
		assert.equal(status, 200)
		assert.match(headers['cache-control'], /immutable/)
		assert.equal((await server.get('/static/nix.svg')).status, 404)
		assert.equal((await server.get('/static/../events')).status, 400)
	}))

// Where the web server does not send them itself.
test('static files from the program: packed at build', async () => {
	const place = new Place('server-static-cgi').fill()
	const folder = join(root, 'build/www/static')
	const script = readdirSync(folder).find(n => /^page-fr-.*\.js$/.test(n))
	for (const [coding, ending] of [['gzip', '.gz'], ['br', '.br'], ['', '']]) {
		const { status, headers, body } = place.cgi(`/static/${script}`,
			{ HTTP_ACCEPT_ENCODING: coding })
		assert.equal(status, 200)
		assert.equal(headers.get('Content-Encoding') ?? '', coding)
		assert.equal(headers.get('Content-Type'),
			'text/javascript; charset=utf-8')
		assert.match(headers.get('Cache-Control'), /immutable/)
		assert.deepEqual(body, readFileSync(join(folder, script + ending)))
	}
	for (const name of ['nix.js', '../strings/fr.json', '.', ''])
		assert.doesNotMatch(place.cgi(`/static/${name}`,
			{ HTTP_ACCEPT_ENCODING: 'br' }).headers.get('Cache-Control'),
		/immutable/, name)
})

test('under a path', () =>
	serving('server-base', async server => {
		const { status, headers } = await server.get('')
		assert.equal(status, 308)
		assert.equal(headers.location, '/week/')
		for (const path of pages)
			assert.equal((await server.get(path)).status, 200, path)
		const moved = await server.get('/event/101')
		assert.equal(moved.headers.location,
			'/week/event/101/portes-ouvertes-de-la-chimie')
		server.base = ''
		assert.equal((await server.get('/events')).status, 404)
	}, '/week'))

test('what nginx lets through', () =>
	serving('server-odd', async server => {
		for (const path of ['/events?q=%zz', '/events?%00', '/events?q=%0d%0a',
			'/events?q=%ff', '/%ff', '/events%0a'])
			assert.equal((await server.get(path)).status, 400, path)
		for (const path of ['//evil.example/%2f..', '//evil.example/events',
			'/events;x', '/event/101%2f..%2f..', '/x%2fy'])
			assert.ok([400, 404, 308].includes((await server.get(path)).status))
		const evil = await server.get('//evil.example')
		assert.ok(!String(evil.headers.location).startsWith('//'))
		assert.equal((await server.get('/events?q=' + 'x'.repeat(3000))).status,
			414)
		assert.equal((await server.get('/events?' +
			Array.from({ length: 40 }, (_, i) => `a${i}=1`).join('&'))).status,
		414)
		const host = await server.get('/', { host: 'evil.example' })
		assert.ok(!host.body.includes('evil.example'))
	}))

test('random queries: never a 5xx', () =>
	serving('server-random', async server => {
		const words = ['day', 'q', 'near', 'when', 'page', 'km', 'at', 'e',
			'audience', 'kind', 'town', 'open', '=', '&', ',', '2025-10-24',
			'calais', 'now', '%', '%41', '+', '1', '-1', '99999999999', "'",
			'"', '<', '\\', '*', '(', '..', '/', '?', '#', ';', ':']
		let seed = 7
		const random = n => (seed = seed * 1103515245 + 12345 & 0x7fffffff) % n
		for (let i = 0; i < 3000; i++) {
			const query = Array.from({ length: random(14) }, () =>
				words[random(words.length)]).join('')
			const path = ['/events?', '/?', '/map?', '/plan?', '/events.ics?',
				'/'][random(6)] + query
			const { status } = await server.get(encodeURI(path)
				.replaceAll('%25', random(2) ? '%' : '%25'))
			assert.ok([200, 308, 400, 404, 410, 414].includes(status),
				`${status} ${path}`)
		}
	}))

const chemistry = async server => (await server.json('/events.json')).groups
	.find(g => g.id === 'kind').choices.find(c => c.id === 'chemistry')?.count

test('a rule that is saved shows within two seconds', () =>
	serving('server-save', async (server, place) => {
		assert.equal(await chemistry(server), 2)
		const tag = (await server.get('/events')).headers.etag
		place.rule('chemistry', 'return { group = "kind", label = "Chimie", ' +
			'match = { town = "Lille" } }')
		const took = await until(async () => await chemistry(server) === 4)
		assert.ok(took < 2000, `${took} ms`)
		assert.notEqual((await server.get('/events')).headers.etag, tag)

		// Half a file is never read; a file that goes is a deletion.
		const text = 'return { group = "kind", label = "Chimie", ' +
			'match = { town = "Calais" } }'
		for (let i = 1; i < text.length; i += 7) {
			place.rule('chemistry', text.slice(0, i))
			await sleep(30)
		}
		place.rule('chemistry', text)
		await until(async () => await chemistry(server) !== 4)
		assert.equal((await server.json('/status.json')).failures, 0)
		rmSync(join(place.scripts, 'rules/chemistry.lua'))
		await until(async () => await chemistry(server) === undefined)
	}))

test('a map that is saved is drawn, without a rule that changes', () =>
	serving('server-map', async (server, place) => {
		const failures = async () =>
			(await server.json('/status.json')).failures
		const programme = join(place.scripts, 'programme.lua')
		writeFileSync(programme, readFileSync(programme, 'utf8')
			.replace('return {', 'return { map = "site.geojson",'))
		await until(async () => await failures() === 1)
		place.write('scripts/site.geojson', JSON.stringify({
			type: 'FeatureCollection', features: [{ type: 'Feature',
				properties: {}, geometry: { type: 'LineString',
					coordinates: [[2, 50], [3, 50.5]] } }] }))
		await until(async () => await failures() === 0)
	}))

test('hostile rules: told, old results in force, no visitor slowed', () =>
	serving('server-hostile', async (server, place) => {
		const names = ['loop', 'memory-doubling', 'pattern-backtracking',
			'loop-in-pcall', 'recursion', 'concat-range', 'parser-unfinished',
			'concat-crash', 'error-function', 'memory-rep']
		const hostile = join(root, 'tests/hostile')
		const visitors = load(server, pages, 4)
		const before = (await server.get('/events')).body
		for (const name of names)
			cpSync(join(hostile, `${name}.lua`),
				join(place.scripts, `rules/${name}.lua`))
		place.rule('chemistry', '\x1bLua')
		await until(async () =>
			(await server.json('/status.json')).failures === names.length + 1,
		120000)
		assert.equal(await chemistry(server), 2)
		assert.deepEqual((await server.get('/events')).body, before)
		const seen = await visitors.stop()
		assert.equal(seen.failed, 0, JSON.stringify(seen))
		assert.ok(seen.ok > 100)
		const { rules } = place.json('status', '--json')
		for (const name of names) {
			const told = rules.find(r => r.rule === name)
			assert.notEqual(told.outcome, 'ok', name)
			assert.match(told.message, new RegExp(`^${name}\\.lua`), name)
			assert.equal(told.standing, 'absent')
		}
		assert.match(server.log, /chemistry\.lua:1: a control character/)
	}))

test('workers that are killed lose no request', () =>
	serving('server-kill', async server => {
		const visitors = load(server, pages, 8)
		let kills = 0
		const end = Date.now() + 5000
		while (Date.now() < end) {
			const workers = server.workers()
			if (workers.length > 0) {
				try {
					process.kill(workers[kills % workers.length], 'SIGKILL')
					kills++
				} catch { /* it has just gone */ }
			}
			await sleep(100)
		}
		const seen = await visitors.stop()
		assert.ok(kills > 20)
		assert.equal(seen.failed, 0, JSON.stringify(seen))
	}, '', ['--workers', '3']))

test('SIGHUP starts anew and keeps the socket', () =>
	serving('server-hup', async server => {
		const visitors = load(server, pages, 8)
		for (let i = 0; i < 8; i++) {
			await sleep(500)
			process.kill(server.app.pid, 'SIGHUP')
		}
		await sleep(500)
		const seen = await visitors.stop()
		assert.equal(seen.failed, 0, JSON.stringify(seen))
		assert.equal(server.app.exitCode, null)
	}))

test('SIGHUP again and again: no parent dies of it, no worker is left over', () =>
	serving('server-hups', async server => {
		for (let i = 0; i < 60; i++) {
			process.kill(server.app.pid, 'SIGHUP')
			await sleep(i % 9)
		}
		// Those of before finish what they have begun; then it stays so.
		let steady = 0
		await until(() => {
			steady = server.workers().length === 2 ? steady + 1 : 0
			return steady === 15
		})
		assert.equal(server.app.exitCode ?? server.app.signalCode, null)
		assert.equal((await server.get('/')).status, 200)
	}, '', ['--workers', '2']))

test('SIGHUP starts the program that an upgrade has put there', async () => {
	const place = new Place('server-upgrade').fill()
	const file = join(place.folder, 'almanach')
	cpSync(program, file)
	const server = await Server.start(place, '', [], file)
	try {
		const upgrade = copy => {
			copy(file + '-new')
			renameSync(file + '-new', file)
			process.kill(server.app.pid, 'SIGHUP')
		}
		const runs = () => readlinkSync(`/proc/${server.app.pid}/exe`)
		upgrade(to => cpSync(program, to))
		await until(async () => runs() === file)
		assert.equal((await server.get('/')).status, 200)

		// One that cannot be run is told, and does not stand in the next one's way.
		upgrade(to => writeFileSync(to, 'nonsense', { mode: 0o755 }))
		await until(() => /Exec format error; this program goes on/.test(server.log))
		assert.equal(runs(), `${file} (deleted)`)
		assert.equal((await server.get('/')).status, 200)
		upgrade(to => cpSync(program, to))
		await until(async () => runs() === file)
		assert.equal((await server.get('/')).status, 200)
	} finally {
		await server.stop()
	}
	assert.ok(!existsSync(join(server.run, 'almanach.sock')))
})

test('an upgrade makes anew what another version published, while visitors wait', () =>
	serving('server-renew', async (server, place) => {
		// As a version before this one would have left it.
		const older = 'almanach 1'
		const live = Buffer.from(readFileSync(place.db + '-live'))
		live.write(older)
		writeFileSync(place.db + '-older', live)
		execFileSync('sqlite3', ['-cmd', '.timeout 9000', place.db, `UPDATE snapshot SET
			bytes = CAST('${older}' || substr(bytes, ${older.length + 1}) AS BLOB)`])
		renameSync(place.db + '-older', place.db + '-live')
		const visitors = load(server, pages, 8)
		process.kill(server.app.pid, 'SIGHUP')
		await until(() => readFileSync(place.db + '-live').indexOf(older) !== 0)
		await sleep(500)
		const seen = await visitors.stop()
		assert.equal(seen.failed, 0, JSON.stringify(seen))
		assert.deepEqual(Object.keys(seen.statuses), ['200'])
	}))

test('publications follow one another under load', () =>
	serving('server-publish', async (server, place) => {
		const visitors = load(server, pages, 8)
		for (let i = 0; i < 10; i++) {
			place.rule('walk', 'return { group = "kind", label = "Walk", ' +
				`order = 2, match = { town = "${i % 2 ? 'Lille' : 'Calais'}" } }`)
			place.run('publish')
		}
		const seen = await visitors.stop()
		assert.equal(seen.failed, 0, JSON.stringify(seen))
	}))

test('nothing published yet: 503 that says what to do', async () => {
	const place = new Place('server-empty')
	renameSync(place.scripts, place.scripts + '-later')
	place.run('init')
	const app = new Place('server-empty-cgi')
	const { status, headers, body } = app.cgi('/')
	assert.equal(status, 503)
	assert.equal(headers.get('Retry-After'), '10')
	assert.match(body.toString(), /almanach import FILE/)
	assert.match(body.toString(), /almanach publish/)
})
