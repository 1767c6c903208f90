// What phones copy, as the program gives it: names that never change, hashes
// that hold, and 404 for what there is not. What a phone makes of it is shown in
// tests/worker.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { gunzipSync } from 'node:zlib'

import { Place, root } from '../lib.mjs'

const sha = bytes => createHash('sha256').update(bytes).digest('hex')

function twice() {
	const place = new Place('command-sync')
	for (const [file, now] of [['events-1.json', '2025-10-20T08:00:00+02:00'],
		['events-2.json', '2025-10-21T09:30:00+02:00']])
		place.run('import', '--now', now, '--source', 'essai', '--schema',
			join(root, 'tests/twin/schema.json'), join(root, 'tests/twin', file))
	return place
}
const place = twice()
const head = place.get('/sync/head.json')

test('the head tells what is live', () => {
	assert.equal(head.publication, 2)
	assert.equal(head.since, 1)
	assert.equal(head.checked, '2025-10-21T09:30:00+02:00')
	assert.equal(head.now, Date.parse('2025-10-25T08:00:00Z') / 60000)
	assert.deepEqual(Object.keys(head.copies), ['fr', 'en'])
})

test('the head is asked for again, and a known one costs nothing', () => {
	const { headers } = place.cgi('/sync/head.json')
	assert.match(headers.get('Cache-Control'), /max-age=0/)
	const again = place.cgi('/sync/head.json',
		{ HTTP_IF_NONE_MATCH: headers.get('ETag') })
	assert.equal(again.status, 304)
	assert.equal(again.body.length, 0)
})

test('an import without news is told too, and nothing else changes', () => {
	place.run('import', '--now', '2025-10-22T10:00:00+02:00', '--source', 'essai',
		'--schema', join(root, 'tests/twin/schema.json'),
		join(root, 'tests/twin/events-2.json'))
	assert.deepEqual(place.get('/sync/head.json'),
		{ ...head, checked: '2025-10-22T10:00:00+02:00' })
})

for (const [language, { hash, bytes }] of Object.entries(head.copies))
	test(`hashes and sizes hold: ${language}`, () => {
		const index = place.cgi(`/sync/index-2-${language}.json`)
		assert.equal(index.body.length, bytes)
		assert.equal(sha(index.body), hash)
		assert.match(index.headers.get('Cache-Control'), /immutable/)
		const { pieces } = JSON.parse(index.body)
		assert.ok(pieces.length > 0)
		for (const [number, since, size, begins] of pieces) {
			const { body } = place.cgi(
				`/sync/texts-${number}-${since}-${language}.json`)
			assert.equal(body.length, size)
			assert.equal(sha(body).slice(0, 32), begins)
		}
	})

test('a delta has what changed, and only that', () => {
	const delta = place.get('/sync/delta-1-2-fr.json')
	assert.deepEqual(delta.events.uid, ['101', '111', '114', '116', '117'])
	assert.deepEqual(delta.gone, ['115'])
	assert.deepEqual(Object.keys(delta.texts), delta.events.slot.map(String))
	assert.equal(delta.site, undefined)
	assert.equal(delta.facets, undefined)
	assert.deepEqual(delta.changes.map(({ uid, what }) => `${uid} ${what}`),
		['117 added', '116 cancelled', '114 restored', '111 place', '101 moved',
			'115 removed'])
})

for (const name of ['index-1-fr', 'index-3-fr', 'index-2-de', 'index-02-fr',
	'index-2-fr-fr', 'texts-0-1-fr', 'texts-1-2-fr', 'delta-0-2-fr',
	'delta-2-2-fr', 'delta-1-3-fr', 'delta-1-2', 'head2', 'index--fr',
	'delta-1-99999999999999999999-fr', '', '../status'])
	test(`there is no sync/${name}.json`, () => {
		assert.equal(place.cgi(`/sync/${name}.json`).status,
			name.startsWith('..') ? 400 : 404)
	})

test('a rule that changes tells of the events that it gains and loses', () => {
	const before = place.get('/sync/head.json').publication
	place.rule('night', `return { label = { fr = "Nocturne", en = "By night" },
		match = { mentions = { "chimie" } } }`)
	place.run('publish')
	const { publication } = place.get('/sync/head.json')
	const { events } = place.get(
		`/sync/delta-${before}-${publication}-fr.json`)
	const matched = place.get('/events.json?more=night').events.map(e => e.uid)
	assert.ok(matched.length > 0)
	for (const uid of matched)
		assert.ok(events.uid.includes(uid), uid)
	assert.ok(events.uid.length < place.get('/status.json').events)
})

test('old rules on the same events are the same copy, but for its numbers', () => {
	const state = () => {
		const { publication } = place.get('/sync/head.json')
		const index = place.get(`/sync/index-${publication}-fr.json`)
		return { ...index, publication: 0, pieces: index.pieces.map(
			([number, , ...hash]) => [number, ...hash]) }
	}
	const before = state(), good = place.write('walk.lua', '')
	cpSync(join(place.scripts, 'rules/walk.lua'), good)
	place.rule('walk', 'return { group = "kind", label = "W", match = { town = "Lille" } }')
	place.run('publish')
	assert.notDeepEqual(state(), before)
	cpSync(good, join(place.scripts, 'rules/walk.lua'))
	place.run('publish')
	assert.deepEqual(state(), before)
})

test('the worker comes with the programme\'s languages, or takes itself off', () => {
	const { body, headers } = place.cgi('/sw.js')
	const material = JSON.parse(body.toString().split('\n')[0].slice(15, -1))
	assert.deepEqual(Object.keys(material.strings), ['fr', 'en'])
	assert.equal(material.www, head.www)
	assert.match(headers.get('Content-Type'), /^text\/javascript/)
	assert.match(headers.get('Cache-Control'), /max-age=0/)
	const off = place.cgi('/sw.js', { ALMANACH_WORKER: 'off' })
	assert.match(off.body.toString(), /unregister/)
	const packed = place.cgi('/sw.js',
		{ ALMANACH_WORKER: 'off', HTTP_ACCEPT_ENCODING: 'gzip' })
	assert.equal(packed.headers.get('Content-Encoding'), 'gzip')
	assert.ok(gunzipSync(packed.body).equals(off.body))
	assert.notEqual(off.headers.get('ETag'), headers.get('ETag'))
})

test('the manifest speaks the address\'s language below the mount point', () => {
	const manifest = JSON.parse(place.cgi('/week/en/manifest.webmanifest',
		{ ALMANACH_BASE: '/week/' }).body)
	assert.equal(manifest.lang, 'en')
	assert.equal(manifest.start_url, '/week/en/')
	assert.equal(manifest.scope, '/week/')
	assert.deepEqual(manifest.shortcuts.map(({ url }) => url),
		['/week/en/events?when=now', '/week/en/plan'])
})

for (const path of ['/status.json', '/robots.txt', '/sitemap.xml', '/sw.js',
	'/manifest.webmanifest', '/sync/head.json', '/sync/index-2-fr.json', '/nowhere'])
	test(`${path} is packed as it says`, () => {
		const plain = place.cgi(path)
		const { headers, body } = place.cgi(path, { HTTP_ACCEPT_ENCODING: 'gzip' })
		const packed = headers.get('Content-Encoding') === 'gzip'
		assert.ok((packed ? gunzipSync(body) : body).equals(plain.body))
	})
