// client.mjs -- visitors, inside a network namespace of theirs.
//
//   client.mjs read PATHS EDGE...   reads until its input ends: each from one edge,
//                                   and where that fails from the next one
//   client.mjs watch PATH TEXT HOST...   when each host's answer first has the text
//
// Prints one line of JSON.
import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

const PATIENCE = 2000 // ms that a visitor waits for an edge
const VISITORS = 16
const STEP = 10 // ms between two looks

const agent = new Agent({ keepAlive: true })

// The body; null for whatever is no page.
const read = (host, path) => new Promise(resolve => {
	let timer
	const done = body => {
		clearTimeout(timer)
		resolve(body)
	}
	const out = get({ host, path, agent, headers: { 'Accept-Encoding': 'identity' } },
		answer => {
			let body = ''
			answer.setEncoding('utf8')
			answer.on('data', data => { body += data })
			answer.on('error', () => done(null))
			answer.on('end', () => done(answer.statusCode === 200 ? body : null))
		})
	out.on('error', () => done(null))
	timer = setTimeout(() => out.destroy(new Error('silent')), PATIENCE)
})

async function reading(paths, edges) {
	const seen = { reads: 0, moved: 0, failed: 0, worst: 0 }
	let on = true
	process.stdin.on('end', () => { on = false }).resume()
	await Promise.all([...Array(VISITORS).keys()].map(async n => {
		const mine = edges.map((_, i) => edges[(n + i) % edges.length])
		for (let i = n; on; i++) {
			const begun = Date.now(), path = paths[i % paths.length]
			let body = null, tried = 0
			while (body === null && tried < mine.length)
				body = await read(mine[tried++], path)
			seen.reads++
			seen.moved += body !== null && tried > 1
			seen.failed += body === null
			seen.worst = Math.max(seen.worst, Date.now() - begun)
			await sleep(STEP)
		}
	}))
	return seen
}

const watching = async (path, text, hosts) => Object.fromEntries(
	await Promise.all(hosts.map(async host => {
		while (!(await read(host, path))?.includes(text))
			await sleep(STEP)
		return [host, Date.now()]
	})))

const [what, first, ...rest] = process.argv.slice(2)
const said = what === 'read' ? await reading(first.split(' '), rest)
	: await watching(first, rest[0], rest.slice(1))
console.log(JSON.stringify(said))
process.exit()
