// ask.mjs -- one request as it stands, and its answer: status, headers, body. Where
// there is none, the status is the reason.
import { request } from 'node:http'

const PATIENCE = 20000 // milliseconds for an answer

// "absolute": the whole URL as the target; "chunked": a body of no told length;
// "announced": a length, of which hardly anything comes.
export function ask(port, base, agent, { method = 'GET', path, absolute, headers, body,
	chunked, announced }) {
	return new Promise(resolve => {
		const failed = error => resolve({ status: error.code, headers: {} })
		const out = request({ host: '127.0.0.1', port, method, agent,
			path: (absolute ? `http://127.0.0.1:${port}` : '') + base + path,
			timeout: announced ? PATIENCE / 10 : PATIENCE,
			headers: { ...headers, ...body !== undefined && !chunked &&
				{ 'content-length': announced ?? Buffer.byteLength(body) } } })
		out.on('response', answer => {
			const chunks = []
			answer.on('data', chunk => chunks.push(chunk))
			answer.on('error', failed)
			answer.on('end', () => {
				resolve({ status: answer.statusCode, headers: answer.headers,
					body: Buffer.concat(chunks) })
				if (announced) // the rest will never come
					out.destroy()
			})
		})
		out.on('error', failed)
		out.on('timeout', () => out.destroy(Object.assign(
			new Error('no answer'), { code: 'no answer' })))
		out.write(body ?? '')
		if (!announced)
			out.end()
	})
}
