// Random addresses, the nasty ones too, asked at the socket: never an error of
// ours, and none takes long.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import test from 'node:test'

import { imported } from '../../www/worker.mjs'
import { root } from '../lib.mjs'
import { randomAddress } from '../twin/random.mjs'
import { Peer, page } from './peer.mjs'
import { serving } from './served.mjs'

const COUNT = 10000
const PEERS = 4
const known = [200, 308, 400, 404, 410, 414]

async function snapshots(served) {
	const json = async path => JSON.parse((await served.get(path)).body)
	const { openSnapshot } =
		await imported('answer', join(root, 'build/tests/socket-answer.mjs'))
	const head = await json('/sync/head.json')
	return Object.fromEntries(await Promise.all(Object.keys(head.copies)
		.map(async language => [language, openSnapshot(
			await json(`/sync/index-${head.publication}-${language}.json`))])))
}

// Each address, and the one it leads to: how long the answers took, and what they
// were.
async function askMany(served, addresses, seen) {
	await Promise.all(Array.from({ length: PEERS }, async () => {
		const peer = await Peer.to(served.path)
		for (let next; (next = addresses.pop());) {
			for (let hops = 0; next && hops < 4; hops++) {
				const begun = performance.now()
				const { status, text } = await peer.ask(page(next), { keep: true })
				seen.took.push(performance.now() - begun)
				seen.statuses[status] = (seen.statuses[status] ?? 0) + 1
				assert.ok(known.includes(status), `${status} ${next}`)
				next = /^Location: (.*)\r$/m.exec(text.toString('latin1'))?.[1]
			}
		}
		await peer.end()
	}))
}

test('10,000 random addresses', t => serving('socket-random', {}, async served => {
	const random = randomAddress(11, await snapshots(served))
	const half = () => Array.from({ length: COUNT / 2 }, random)
	const seen = { took: [], statuses: {} }
	await askMany(served, half(), seen)
	const before = served.size()
	// What is opened once is open: in one worker at least, if it took all peers.
	const most = Math.max(...before.map(worker => worker.descriptors))
	before.forEach(worker => { worker.descriptors = most })
	await askMany(served, half(), seen)
	const took = seen.took.sort((a, b) => a - b)
	t.diagnostic(`${took.length} answers: ${JSON.stringify(seen.statuses)}; ` +
		[0.5, 0.99, 1].map(part => `${part * 100} % in ` +
			`${took[Math.ceil(part * took.length) - 1].toFixed(1)} ms`).join(', '))
	assert.ok(took.length >= COUNT)
	await served.isAsBefore(before, 'random')
}))
