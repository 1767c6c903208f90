// phone.mjs -- what a service worker finds around it, in Node: a Cache Storage
// that can be full or lose power after so many bytes, and a clock in a hurry.
// A worker is started by importing it once more; what it kept stays.
import './made.mjs'

const HASTE = 50 // times faster than the wall's clock

export class Phone {
	constructor(scope) {
		this.scope = scope
		this.stored = new Map() // name of a cache: Map of address: {bytes, type}
		this.room = Infinity // bytes
		this.power = Infinity // bytes until it goes off
		this.refuses = () => false // of its puts, the first is 1
		this.puts = 0
		this.told = []
		this.updates = 0
		this.saveData = false
	}

	used() {
		return [...this.stored.values()].flatMap(cache => [...cache.values()])
			.reduce((sum, { bytes }) => sum + bytes.length, 0)
	}

	async alive() {
		if (this.power <= 0)
			throw Error('no power')
	}

	cache(name) {
		const opened = this.stored.get(name) ?? new Map()
		this.stored.set(name, opened) // and may be deleted while it is open
		const entries = () => opened
		const address = asked => new URL(asked.url ?? asked).href
		return {
			match: async asked => {
				await this.alive()
				const found = entries().get(address(asked))
				return found && new Response(found.bytes,
					{ headers: { 'Content-Type': found.type } })
			},
			put: async (asked, response) => {
				const bytes = Buffer.from(await response.arrayBuffer())
				this.power -= bytes.length
				await this.alive()
				const old = entries().get(address(asked))?.bytes.length ?? 0
				if (await this.refuses(++this.puts, address(asked)) ||
					this.used() - old + bytes.length > this.room)
					throw new DOMException('full', 'QuotaExceededError')
				entries().set(address(asked),
					{ bytes, type: response.headers.get('Content-Type') ?? '' })
			},
			keys: async () => {
				await this.alive()
				return [...entries().keys()].map(url => ({ url }))
			},
			delete: async asked => {
				await this.alive()
				return entries().delete(address(asked))
			},
		}
	}

	// A worker that remembers nothing but what is stored.
	async start(more = {}) {
		const turn = Phone.turn = (Phone.turn ?? 0) + 1
		this.told = []
		Object.assign(globalThis, {
			material: { www: 'w1' },
			registration: { scope: this.scope,
				update: async () => { this.updates++ } },
			clients: { matchAll: async () => [{ url: this.scope,
				postMessage: message => this.told.push(structuredClone(message)) }] },
			caches: {
				open: async name => this.cache(name),
				has: async name => this.stored.has(name),
				delete: async name => this.stored.delete(name),
				keys: async () => [...this.stored.keys()],
			},
			...more,
		})
		Object.defineProperty(globalThis, 'navigator', { configurable: true,
			value: { connection: { saveData: this.saveData } } })
		this.worker = await import(`../../www/worker/sync.mjs?${turn}`)
		return this.worker
	}

	state() {
		return this.told.filter(({ what }) => what === 'state').at(-1)
	}
	said(what) {
		return this.told.filter(message => message.what === what)
	}

	file(key) {
		return this.stored.get(`almanach ${new URL(this.scope).pathname} copy 1`)
			?.get(`${this.scope}sync/${key}`)?.bytes.toString()
	}
	current() {
		return JSON.parse(this.file('current') ?? '{"copies":{}}')
	}
}

const wait = globalThis.setTimeout

// While "work" is done, time passes quickly: for what is not going to come.
export async function hurried(work) {
	globalThis.setTimeout = (then, time, ...rest) =>
		wait(then, time / HASTE, ...rest)
	try {
		return await work()
	} finally {
		globalThis.setTimeout = wait
	}
}
