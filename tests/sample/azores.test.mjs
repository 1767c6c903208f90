// The second festival, as unlike the first as can be, with the same program.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import test from 'node:test'

import { Place, root } from '../lib.mjs'

test('another country, clock, language and other questions', () => {
	const place = new Place('azores', 'db/sample/azores/scripts')
	place.env.ALMANACH_NOW = '2026-06-17T10:00:00+00:00'
	const report = place.json('import', '--json', '--source', 'farois',
		'--schema', join(root, 'db/sample/azores/schema.json'),
		join(root, 'db/sample/azores/events.json'))
	assert.deepEqual([report.new, report.skipped.length, report.publication],
		[28, 0, 1])
	assert.equal(place.get('/status.json').failures, 0)
	const home = place.get('/index.json')
	assert.equal(home.phase, 'during')
	assert.equal(home.moment, '2026-06-17T10:00:00+00:00')
	assert.deepEqual(home.groups.slice(0, 4).map(g => g.id),
		['audience', 'kind', 'weather', 'walk'])
	assert.match(home.programme.title, /Faróis/)
	assert.match(place.get('/en/index.json').programme.title, /Lighthouses/)
	const islands = place.get('/events.json').groups
		.find(g => g.id === 'department')
	assert.ok(islands.choices.length >= 5)
	assert.equal(islands.label, 'Ilha')
	assert.ok(place.get('/map.json').map.land.length > 100)
	for (const page of ['/', '/events', '/map', '/all', '/about', '/en/events'])
		assert.equal(place.cgi(page).status, 200, page)
	assert.match(place.cgi('/events').body.toString(), /17 de junho/)
})
