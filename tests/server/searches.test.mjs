// Searches that find nothing, counted by workers behind nginx: several at once,
// one that is killed, and one that answers from memory.
import assert from 'node:assert/strict'
import test from 'node:test'

import { Place } from '../lib.mjs'
import { Server } from './nginx.mjs'

const MANY = 300

async function serving(name, workers, use) {
	const place = new Place(name).fill()
	const server = await Server.start(place, '', ['--workers', String(workers)])
	try {
		await use(server, () => place.json('coverage', '--json').searches
			.map(({ q, count }) => [q, count]))
	} finally {
		await server.stop()
	}
}

test('workers count together, and one that is killed takes nothing along', () =>
	serving('server-searches', 3, async (server, searches) => {
		const asked = Array.from({ length: MANY }, () =>
			server.get('/events?q=poterie'))
		await asked[MANY / 3]
		process.kill(server.workers()[0], 'SIGKILL')
		for (const { status } of await Promise.all(asked))
			assert.equal(status, 200)
		const [[q, count], ...others] = searches()
		assert.deepEqual([q, others], ['poterie', []])
		// What it had counted and not answered was asked of another once more.
		assert.ok(count === MANY || count === MANY + 1, String(count))
	}))

test('what was worked out for another in these minutes is counted once', () =>
	serving('server-searches-kept', 1, async (server, searches) => {
		const packed = { 'accept-encoding': 'gzip' }
		for (const headers of [{}, {}, ...Array(20).fill(packed)])
			await server.get('/events?q=poterie', headers)
		assert.deepEqual(searches(), [['poterie', 3]])
	}))
