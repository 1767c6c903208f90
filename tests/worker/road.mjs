// road.mjs -- the way from a phone to a server, which is a bad one: a proxy on
// a port of its own that does to single files what networks do.
import { once } from 'node:events'
import { createServer, request } from 'node:http'

const html = '<!doctype html><title>Wi-Fi</title><p>Please log in.'

// By name: what becomes of an answer. Each gets the server's own answer (status,
// headers, body), the response to write to, and what was asked for.
const troubles = {
	cut: ({ headers, body }, out, { after }) => {
		out.writeHead(200, { ...headers, 'content-length': body.length })
		out.write(body.subarray(0, after), () => out.destroy())
	},
	short: ({ headers, body }, out, { after }) => { // and nobody says so
		out.writeHead(200, { ...headers, connection: 'close' })
		out.end(body.subarray(0, after))
	},
	portal: (_, out) => out.writeHead(200, { 'content-type': 'text/html',
		'cache-control': 'max-age=3600' }).end(html),
	liar: (_, out) => out.writeHead(200,
		{ 'content-type': 'application/json' }).end('{"login":true}'),
	redirect: (_, out) => out.writeHead(302, { location: '/login' }).end(),
	error: (_, out) => out.writeHead(500, { 'content-type': 'text/plain' }).end('no'),
	missing: (_, out) => out.writeHead(404,
		{ 'content-type': 'application/json' }).end('{}'),
	silent: () => {},
	stalled: ({ headers, body }, out) => {
		out.writeHead(200, headers)
		out.write(body.subarray(0, 10))
	},
	endless: ({ headers }, out) => {
		delete headers['content-length']
		out.writeHead(200, headers)
		const more = () => { while (!out.destroyed && out.write(' '.repeat(65536))); }
		out.on('drain', more)
		more()
	},
	wrong: ({ headers, body }, out, { at = body.length >> 1 }) => {
		const other = Buffer.from(body)
		other[at] ^= 1
		out.writeHead(200, headers).end(other)
	},
}

// {url, asked, trouble, stop}. `trouble` is set to what shall go wrong: a list of
// [expression for the address, name of a trouble, more]. "from": the server's
// address, or a function of an address that gives a file. `seen` is called with
// each address.
export async function road(from) {
	const asked = []
	const get = path => new Promise((resolve, reject) => {
		request(new URL(path, from), answer => {
			const parts = []
			answer.on('data', part => parts.push(part))
			answer.on('end', () => resolve({ status: answer.statusCode,
				headers: answer.headers, body: Buffer.concat(parts) }))
		}).on('error', reject).end()
	})
	const made = path => {
		const text = from(path)
		return { status: text === undefined ? 404 : 200, body: Buffer.from(text ?? '{}'),
			headers: { 'content-type': 'application/json; charset=utf-8' } }
	}
	const server = createServer(async (incoming, out) => {
		asked.push(incoming.url)
		self.seen?.(incoming.url)
		const [, name, more = {}] = self.trouble
			.find(([expression]) => expression.test(incoming.url)) ?? []
		try {
			const answer = typeof from === 'function'
				? made(incoming.url) : await get(incoming.url)
			delete answer.headers['transfer-encoding']
			if (name)
				troubles[name](answer, out, more)
			else
				out.writeHead(answer.status, answer.headers).end(answer.body)
		} catch {
			out.destroy()
		}
	}).listen(0, '127.0.0.1')
	await once(server, 'listening')
	const self = {
		url: `http://127.0.0.1:${server.address().port}`, asked, trouble: [], seen: null,
		stop() {
			server.closeAllConnections()
			server.close()
		},
	}
	return self
}
