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
	portal: (answer, out) => out.writeHead(200, { 'content-type': 'text/html',
		'cache-control': 'max-age=3600' }).end(html),
	liar: (answer, out) => out.writeHead(200,
		{ 'content-type': 'application/json' }).end('{"login":true}'),
	redirect: (answer, out) => out.writeHead(302, { location: '/login' }).end(),
	error: (answer, out) => out.writeHead(500, { 'content-type': 'text/plain' }).end('no'),
	missing: (answer, out) => out.writeHead(404,
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
	edit: ({ status, headers, body }, out, { edit }) => {
		const { 'content-length': _, etag, ...others } = headers
		out.writeHead(status, others).end(edit(body.toString()))
	},
	wrong: ({ headers, body }, out, { at = body.length >> 1 }) => {
		const other = Buffer.from(body)
		other[at] ^= 1
		out.writeHead(200, headers).end(other)
	},
}

// The answer of a server: whole and as it is, so that troubles are with that.
const ask = (from, { url, method, headers }) => new Promise((resolve, reject) => {
	const { 'accept-encoding': _, 'if-none-match': __, ...others } = headers
	request(new URL(url, from), { method, headers: others }, answer => {
		const parts = []
		answer.on('data', part => parts.push(part))
		answer.on('error', reject)
		answer.on('end', () => resolve({ status: answer.statusCode,
			headers: answer.headers, body: Buffer.concat(parts) }))
	}).on('error', reject).end()
})

function made(file) {
	return { status: file === undefined ? 404 : 200, body: Buffer.from(file ?? '{}'),
		headers: { 'content-type': 'application/json; charset=utf-8' } }
}

// {url, asked, trouble, seen, also, open, close}. "from": a server's address, or a
// function of an address that gives a file. `trouble` is set to what shall go
// wrong: a list of [expression for the address, name of a trouble, more]; `seen`
// is called with each address; `also` has other servers by the beginning of their
// addresses. Closed, nobody listens there, until it is opened.
export async function road(from) {
	const self = { asked: [], trouble: [], seen: null, also: {} }
	const server = createServer(async (incoming, out) => {
		const { url } = incoming
		self.asked.push(url)
		self.seen?.(url)
		const [, name, more = {}] = self.trouble
			.find(([expression]) => expression.test(url)) ?? []
		try {
			const base = Object.keys(self.also).find(base => url.startsWith(base))
			const answer = typeof from === 'function'
				? made(from(url)) : await ask(self.also[base] ?? from, incoming)
			delete answer.headers['transfer-encoding']
			delete answer.headers.connection
			if (name)
				troubles[name](answer, out, more)
			else
				out.writeHead(answer.status, answer.headers).end(answer.body)
		} catch {
			out.destroy()
		}
	}).listen(0, '127.0.0.1')
	await once(server, 'listening')
	const { port } = server.address()
	self.url = `http://127.0.0.1:${port}`
	self.open = async another => {
		from = another
		if (!server.listening)
			await once(server.listen(port, '127.0.0.1'), 'listening')
	}
	self.close = () => {
		server.close()
		server.closeAllConnections()
	}
	return self
}
