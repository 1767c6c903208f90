// shaped.mjs -- a way to a server as slow as a network: a proxy that lets so many
// bytes a second through, delays every byte by half a round trip each way, and
// lets a new connection wait for two round trips, as TCP and TLS would. It counts
// what passes. All connections share the rate.
import { once } from 'node:events'
import { connect, createServer } from 'node:net'

const STEP = 4 // ms between two portions

// A pipe of so many bits a second with a delay.
function pipe({ rate, delay }, count) {
	const queue = []
	let free = 0, timer
	const pump = () => {
		timer = undefined
		const now = performance.now()
		while (queue.length > 0 && queue[0].at <= now) {
			const { out, bytes, end } = queue.shift()
			if (end)
				out.end()
			else if (!out.destroyed)
				out.write(bytes)
		}
		if (queue.length > 0)
			timer = setTimeout(pump, Math.max(STEP, queue[0].at - now))
	}
	const put = entry => {
		queue.push(entry)
		timer ??= setTimeout(pump, STEP)
	}
	return {
		write(out, bytes) {
			count(bytes.length)
			const portion = Math.max(512, Math.ceil(rate / 8000 * STEP * 2))
			for (let i = 0; i < bytes.length; i += portion) {
				const part = bytes.subarray(i, i + portion)
				free = Math.max(free, performance.now()) + part.length * 8000 / rate
				put({ at: free + delay, out, bytes: part })
			}
		},
		end: out => put({ at: Math.max(free, performance.now()) + delay, out,
			end: true }),
	}
}

// {url, down, up, requests, reset, close}: "rate" in bits a second, "trip" in
// milliseconds; neither: as fast as it goes.
export async function shaped(port, { rate = 1e10, trip = 0 } = {}) {
	const self = { down: 0, up: 0, requests: 0 }
	const down = pipe({ rate, delay: trip / 2 }, n => { self.down += n })
	const up = pipe({ rate, delay: trip / 2 }, n => { self.up += n })
	const sockets = new Set()
	const proxy = createServer({ allowHalfOpen: true }, phone => {
		const server = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
		const opened = performance.now() + 2 * trip
		for (const socket of [phone, server]) {
			sockets.add(socket)
			socket.on('close', () => sockets.delete(socket))
			socket.on('error', () => { phone.destroy(); server.destroy() })
		}
		phone.on('data', bytes => {
			self.requests += bytes.toString('latin1').split(/^(?:GET|HEAD) /m).length - 1
			setTimeout(() => up.write(server, bytes),
				Math.max(0, opened - performance.now()))
		})
		server.on('data', bytes => down.write(phone, bytes))
		phone.on('end', () => up.end(server))
		server.on('end', () => down.end(phone))
	}).listen(0, '127.0.0.1')
	await once(proxy, 'listening')
	return Object.assign(self, {
		url: `http://127.0.0.1:${proxy.address().port}`,
		reset() { self.down = self.up = self.requests = 0 },
		close() {
			proxy.close()
			sockets.forEach(socket => socket.destroy())
		},
	})
}
