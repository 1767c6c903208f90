// peer.mjs -- a web server's end of the socket, well or badly behaved: FastCGI's
// records (FastCGI 1.0, section 3.3), and a connection that sends any bytes.
import { connect } from 'node:net'
import { relative } from 'node:path'

const BEGIN = 1, ABORT = 2, END = 3, PARAMS = 4, STDIN = 5, STDOUT = 6
const nothing = Buffer.alloc(0)

export function record(type, id, content = nothing, padding = 0, version = 1) {
	const head = Buffer.from([version, type, id >> 8, id & 255,
		content.length >> 8, content.length & 255, padding, 0])
	return Buffer.concat([head, Buffer.from(content), Buffer.alloc(padding)])
}

export const begin = (id, keep = false, role = 1) =>
	record(BEGIN, id, Buffer.from([0, role, keep ? 1 : 0, 0, 0, 0, 0, 0]))
export const abort = id => record(ABORT, id)

function length(n) {
	if (n < 128)
		return Buffer.from([n])
	const four = Buffer.alloc(4)
	four.writeUInt32BE(n + 0x80000000)
	return four
}

export const pairs = parameters => Buffer.concat(Object.entries(parameters)
	.flatMap(([name, value]) => {
		const bytes = Buffer.from(value)
		return [length(name.length), length(bytes.length), Buffer.from(name), bytes]
	}))

// Any bytes as a stream: whole records, and the empty one that ends it.
function stream(type, id, bytes, end = true) {
	const records = []
	for (let at = 0; at < bytes.length; at += 65535)
		records.push(record(type, id, bytes.subarray(at, at + 65535)))
	return Buffer.concat([...records, ...end ? [record(type, id)] : []])
}

export const params = (id, bytes, end) => stream(PARAMS, id, bytes, end)
export const stdin = (id, bytes = nothing, end) =>
	stream(STDIN, id, Buffer.from(bytes), end)

// As a web server sends it.
export const request = (parameters, { id = 1, keep = false, body = '' } = {}) =>
	Buffer.concat([begin(id, keep), params(id, pairs(parameters)), stdin(id, body)])

export const page = (path, more = {}) => ({ REQUEST_METHOD: 'GET', REQUEST_URI: path,
	ALMANACH_BASE: '/', ...more })

export class Peer {
	// Resolves when it is connected.
	static to(path) {
		return new Promise((resolve, reject) => {
			const socket = connect(relative('', path))
			socket.once('error', reject)
			socket.once('connect', () => resolve(new Peer(socket)))
		})
	}

	constructor(socket) {
		this.socket = socket
		this.bytes = nothing
		this.answers = []
		this.waiting = []
		this.begun = Date.now()
		socket.removeAllListeners('error')
		socket.on('error', () => {})
		socket.on('data', bytes => this.take(bytes))
		this.closed = new Promise(resolve => socket.once('close', () => {
			this.waiting.splice(0).forEach(tell => tell(null))
			resolve(Date.now() - this.begun)
		}))
	}

	take(bytes) {
		this.bytes = Buffer.concat([this.bytes, bytes])
		for (;;) {
			if (this.bytes.length < 8)
				return
			const whole = 8 + this.bytes.readUInt16BE(4) + this.bytes[6]
			if (this.bytes.length < whole)
				return
			this.tell(this.bytes[1], this.bytes.readUInt16BE(2),
				this.bytes.subarray(8, whole - this.bytes[6]))
			this.bytes = this.bytes.subarray(whole)
		}
	}

	tell(type, id, content) {
		if (type === STDOUT)
			(this.parts ??= []).push(content)
		else if (type === END)
			this.answered(id, Buffer.concat(this.parts ?? []))
		else
			this.answered(id, content, type)
	}

	answered(id, text, type) {
		const end = text.indexOf('\r\n\r\n')
		const answer = { id, type, text, body: text.subarray(end + 4),
			status: Number(/^Status: (\d+)/.exec(text)?.[1]) }
		this.parts = undefined
		if (this.waiting.length > 0)
			this.waiting.shift()(answer)
		else
			this.answers.push(answer)
	}

	// The next answer; null where the connection closes without one.
	answer() {
		if (this.answers.length > 0 || this.socket.closed)
			return Promise.resolve(this.answers.shift() ?? null)
		return new Promise(resolve => this.waiting.push(resolve))
	}

	send(...bytes) {
		this.socket.write(Buffer.concat(bytes))
		return this
	}

	ask(parameters, how) {
		this.send(request(parameters, how))
		return this.answer()
	}

	end() {
		this.socket.destroy()
		return this.closed
	}
}

// One request on a connection of its own, and what it took in milliseconds.
export async function ask(path, parameters, how) {
	const begun = performance.now()
	const peer = await Peer.to(path)
	const answer = await peer.ask(parameters, how)
	peer.end()
	return { ...answer, took: performance.now() - begun }
}
