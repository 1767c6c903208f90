// worker.mjs -- the very /sw.js that a server gives, at work in a context of its
// own: installed, with a whole copy, and no network but that server.
import { setTimeout as sleep } from 'node:timers/promises'
import { createContext, runInContext } from 'node:vm'

import { Phone } from '../worker/phone.mjs'

const WAIT = 20000 // ms for all texts

// What of a browser is Node's too.
const same = Object.fromEntries(['URL', 'Response', 'Headers', 'Blob', 'console',
	'AbortController', 'DOMException', 'crypto', 'atob', 'btoa', 'setTimeout',
	'clearTimeout'].map(name => [name, globalThis[name]]))

class Worker {
	// With a page open in each language, the first of which has no name in
	// addresses.
	constructor(scope, [, ...others]) {
		const phone = this.phone = new Phone(scope)
		this.scope = scope
		this.states = {} // of copies, as pages are told
		this.heard = {}
		this.asked = [] // of the server, since the copy is whole
		this.pages = [scope, ...others.map(language => `${scope}${language}/`)]
			.map(url => ({ url, postMessage: ({ copy }) => {
				if (copy)
					this.states[copy.language] = copy
			} }))
		this.context = createContext({ ...same, navigator: {}, skipWaiting() {},
			registration: { scope, update: async () => {} },
			clients: { matchAll: async () => this.pages, claim: async () => {} },
			caches: { open: async name => phone.cache(name),
				has: async name => phone.stored.has(name),
				delete: async name => phone.stored.delete(name),
				keys: async () => [...phone.stored.keys()] },
			fetch: (asked, options) => {
				this.asked.push(asked.url ?? asked)
				return fetch(asked.url ?? asked, options)
			},
			addEventListener: (name, listener) => { this.heard[name] = listener } })
	}

	// An event; resolves to what was answered, when all that it waits for is over.
	async tell(name, more) {
		const left = []
		let answer
		this.heard[name]({ ...more, waitUntil: work => left.push(work),
			respondWith: given => { answer = given } })
		await Promise.all(left)
		return answer
	}

	async begin(languages) {
		runInContext(await (await fetch(`${this.scope}sw.js`)).text(), this.context)
		await this.tell('install')
		await this.tell('activate')
		for (const [i, language] of languages.entries())
			await this.tell('message', { source: this.pages[i],
				data: { what: 'hello', language, kept: [] } })
		const whole = () => languages.every(language =>
			this.states[language]?.held === this.states[language]?.pieces)
		for (let ms = 0; !whole() && ms < WAIT; ms += 50)
			await sleep(50)
		this.asked = []
	}

	// Undefined where the worker leaves it to the network, or asks there.
	async get(address) {
		const before = this.asked.length
		const answer = await this.tell('fetch',
			{ request: { url: address, method: 'GET', headers: new Headers() } })
		return this.asked.length > before ? undefined : answer
	}
}

export async function installed(scope, languages) {
	const worker = new Worker(scope, languages)
	await worker.begin(languages)
	return worker
}
