// metrics.test.mjs -- what monitoring is told: /metrics and /status.json.
import assert from 'node:assert'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { Place } from '../lib.mjs'
import { Peer, page, request } from '../socket/peer.mjs'
import { Server, until } from './nginx.mjs'

// ---- Prometheus' text exposition format 0.0.4, strictly -----------------------

const HELP = /^# HELP ([a-z_]+) (\S.*[.])$/
const TYPE = /^# TYPE ([a-z_]+) (counter|gauge|histogram)$/
const SAMPLE = /^([a-z_]+)(?:\{((?:[a-z]+="[^"\\\n]*",?)+)\})? (-?\d+(?:\.\d+)?)$/
const ENDINGS = { counter: [''], gauge: [''], histogram: ['_bucket', '_sum', '_count'] }

// Family by family; samples as name{labels} -> value.
function read(text) {
	assert.ok(text.endsWith('\n'))
	const families = {}, samples = new Map()
	let family, lines = text.slice(0, -1).split('\n')
	for (let i = 0; i < lines.length; i++) {
		const [, name] = HELP.exec(lines[i]) ?? []
		if (name) {
			assert.ok(!(name in families), `${name} is declared twice`)
			const [, again, type] = TYPE.exec(lines[++i]) ?? []
			assert.equal(again, name, lines[i])
			assert.equal(type === 'counter', name.endsWith('_total'), name)
			family = families[name] = { name, type }
			continue
		}
		const [, sample, labels = '', value] = SAMPLE.exec(lines[i]) ?? []
		assert.ok(sample, lines[i])
		assert.ok(ENDINGS[family.type].some(end => family.name + end === sample), lines[i])
		const key = labels ? `${sample}{${labels}}` : sample
		assert.ok(!samples.has(key), `${key} stands twice`)
		samples.set(key, Number(value))
	}
	for (const { name, type } of Object.values(families))
		if (type === 'histogram')
			checkHistogram(name, samples)
	return samples
}

function checkHistogram(name, samples) {
	const buckets = [...samples].filter(([key]) => key.startsWith(name + '_bucket'))
		.map(([key, count]) => [/le="(.*)"/.exec(key)[1], count])
	for (let i = 1; i < buckets.length; i++) {
		assert.ok(buckets[i][1] >= buckets[i - 1][1], `${name} is not cumulative`)
		assert.ok(buckets[i][0] === '+Inf' || +buckets[i][0] > +buckets[i - 1][0])
	}
	assert.deepEqual(buckets.at(-1), ['+Inf', samples.get(name + '_count')])
}

// ---- behind nginx, which opens it in one place --------------------------------

const opened = conf => conf.replace('location / {', `location = @BASE@/monitor {
		allow 127.0.0.1;
		deny all;
		fastcgi_param ALMANACH_METRICS on;
		fastcgi_param ALMANACH_BASE "@BASE@/";
		fastcgi_param REQUEST_METHOD GET;
		fastcgi_param REQUEST_URI "@BASE@/metrics";
		fastcgi_pass almanach;
	}
	$&`)

let server, place
before(async () => {
	place = new Place('metrics').fill()
	server = await Server.start(place, '/week', ['--workers', '3'], undefined, opened)
})
after(() => server.stop())

const metrics = async () => {
	const answer = await server.get('/monitor')
	assert.equal(answer.status, 200)
	assert.equal(answer.headers['content-type'],
		'text/plain; version=0.0.4; charset=utf-8')
	assert.equal(answer.headers['cache-control'], 'no-store')
	return read(answer.body.toString())
}

// How much each sample has grown, where it has.
async function grown(work) {
	const was = await metrics()
	await work()
	const is = await metrics()
	return Object.fromEntries([...is].map(([key, n]) => [key, n - was.get(key)])
		.filter(([key, n]) => n !== 0 && /_total|_count/.test(key)))
}

const counter = (name, status) =>
	`almanach_requests_total{page="${name}",status="${status}"}`

test('it is as unknown as any other page unless the web server opens it', async () => {
	for (const method of ['GET', 'HEAD', 'POST']) {
		const [closed, unknown] = await Promise.all(['/metrics', '/nowhere'].map(path =>
			server.get(path, { ALMANACH_METRICS: 'on', 'Almanach-Metrics': 'on' }, method)))
		for (const { headers } of [closed, unknown])
			delete headers.date
		assert.deepEqual(closed, unknown)
	}
	assert.equal((await server.get('/metrics')).status, 404)
})

test('all workers\' answers are counted, by page and status', async () => {
	let sent = 0
	const { almanach_response_bytes_total: bytes, ...counts } = await grown(async () => {
		for (const path of Array(30).fill('/events').concat('/en/events.json', '/nowhere',
			'/events?q=xyzzy', '/fr/', '/status.json'))
			sent += (await server.get(path)).body.length
		const { etag } = (await server.get('/about', {}, 'HEAD')).headers
		await server.get('/about', { 'If-None-Match': etag })
	})
	assert.deepEqual(counts, {
		[counter('events', '2xx')]: 32,
		[counter('none', '4xx')]: 1,
		[counter('elsewhere', '3xx')]: 1,
		[counter('status', '2xx')]: 1,
		[counter('about', '2xx')]: 1,
		[counter('about', '3xx')]: 1,
		[counter('metrics', '2xx')]: 1,
		almanach_searches_without_result_total: 1,
		almanach_request_duration_seconds_count: 38,
	})
	assert.ok(bytes > sent && bytes < sent + 20000, `${bytes} ${sent}`) // and the metrics'
})

test('what is refused before it is read is counted too', async () => {
	const counts = await grown(async () => {
		const peer = await Peer.to(join(server.run, 'almanach.sock'))
		peer.send(request(page('/events', { HTTP_X_LONG: 'x'.repeat(70000) })))
		assert.equal((await peer.answer()).status, 431)
		await peer.end()
	})
	assert.equal(counts[counter('none', '4xx')], 1)
})

test('what editors ask is counted where it is handed on', async () => {
	const counts = await grown(() => server.get('/edit/', {
		Authorization: 'Basic ' + Buffer.from('ada:one').toString('base64') }))
	assert.equal(counts.almanach_editor_requests_total, 1)
})

test('a worker that died is counted, and its successor goes on', async () => {
	const was = await metrics()
	process.kill(server.workers()[0], 'SIGKILL')
	await until(async () => (await metrics()).get('almanach_workers_started_total') ===
		was.get('almanach_workers_started_total') + 1)
	const is = await metrics()
	assert.equal(is.get('almanach_workers_died_total'),
		was.get('almanach_workers_died_total') + 1)
	assert.equal(is.get('almanach_workers'), 3)
	for (const [key, n] of was)
		if (/_total|_count|_bucket/.test(key))
			assert.ok(is.get(key) >= n, `${key} went back`)
	for (const kind of ['own', 'shared'])
		for (let n = 0; n < 3; n++)
			assert.ok(is.get(`almanach_worker_memory_bytes{worker="${n}",kind="${kind}"}`) > 1e5)
})

test('counting begins anew with the program, which says so', async () => {
	const was = await metrics()
	await server.get('/events')
	server.app.kill('SIGHUP')
	await until(async () => (await metrics()).get(counter('events', '2xx')) === 0)
	const begun = 'process_start_time_seconds'
	assert.ok((await metrics()).get(begun) >= was.get(begun))
	assert.ok(Math.abs(was.get(begun) - Date.now() / 1000) < 60)
})

test('a publication, its age and its failing rules are told', async () => {
	const was = await metrics()
	assert.equal(was.get('almanach_rule_failures'), 0)
	place.rule('broken', 'return {')
	await until(async () => (await metrics()).get('almanach_rule_failures') === 1)
	const is = await metrics(), status = await server.json('/status.json')
	assert.equal(is.get('almanach_publication'), status.publication)
	assert.equal(is.get('almanach_events'), status.events)
	assert.equal(is.get('almanach_rules'), status.rules)
	assert.equal(is.get('almanach_publication_age_seconds'), status.age)
	assert.deepEqual(status.failing, ['broken'])
	assert.equal(status.failures, 1)
})

// ---- without a server ---------------------------------------------------------

test('the status tells when it was published, and what fails', () => {
	const quiet = new Place('status').fill()
	const status = quiet.get('/status.json')
	assert.deepEqual(Object.keys(status), ['publication', 'published', 'age', 'changed',
		'checked', 'events', 'rules', 'failures', 'failing', 'version', 'build'])
	assert.deepEqual([status.published, status.age, status.failing],
		['2025-10-25T08:00:00+00:00', 0, []])
	assert.match(quiet.run('version').out, new RegExp(`^almanach ${status.version} `))
	quiet.write('scripts/programme.lua', 'return {')
	quiet.rule('broken', 'return {')
	quiet.env.ALMANACH_NOW = '2025-10-25T11:30:00+02:00'
	assert.equal(quiet.run('publish').status, 0)
	assert.deepEqual(quiet.get('/status.json').failing.sort(), ['broken', 'programme'])
	quiet.env.ALMANACH_NOW = '2025-10-26T11:30:00+01:00'
	assert.equal(quiet.get('/status.json').age, 25 * 3600)
})

test('plain CGI tells what is live, and counts nothing', () => {
	const cgi = new Place('metrics-cgi')
	cgi.run('init')
	const on = { ALMANACH_METRICS: 'on' }
	const none = cgi.cgi('/metrics', on)
	assert.deepEqual([none.status, [...read(none.body.toString()).keys()].length], [200, 1])
	assert.equal(cgi.cgi('/metrics').status, 503)
	cgi.fill()
	const samples = read(cgi.cgi('/metrics', on).body.toString())
	assert.equal(samples.get('almanach_publication'), 1)
	assert.ok(![...samples.keys()].some(key => key.endsWith('_total')))
	assert.equal(cgi.cgi('/metrics', { ALMANACH_METRICS: 'yes' }).status, 404)
})
