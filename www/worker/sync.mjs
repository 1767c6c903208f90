// sync.mjs -- fetching the copy, and keeping it in one cache: each file under
// its language and its hash, so that what is here is known by what it is; and
// last of all "current", which says what of it is the copy. README.md tells in
// what order; whatever happens on the way, the copy of before stays whole.
import {
	SCHEMA, apply, deltaName, hashOf, inOrder, indexName, textsName,
} from './copy.mjs'

const PATIENCE = 20000 // ms without a byte, of what nobody waits for
const MOST = 32 << 20 // bytes of one file
const AT_ONCE = 2 // pieces of texts

const root = () => new URL(registration.scope).pathname
export const cacheName = what => `almanach ${root()} ${what}`
export const copyName = () => cacheName('copy ' + SCHEMA)
// All of this mount but some.
export async function dropCaches(but = []) {
	for (const name of await caches.keys())
		if (name.startsWith(cacheName('')) && !but.includes(name))
			await caches.delete(name)
}
const store = () => caches.open(copyName())
const at = key => `${registration.scope}sync/${key}`

// ---- what is kept ----------------------------------------------------------------

// A language's file, by its hash; is a piece of its texts here?
const keyOf = (language, hash) => `${language}/${hash}`
const isHere = language => piece => holding.has(keyOf(language, piece[3]))
const pieceIn = ({ pieces }, number) => pieces.find(([one]) => one === number)

const nothing = { head: null, checked: null, copies: {} }
let state, reading // what "current" says
let open = {} // by language: {hash, index, texts}; texts by piece
let holding // the keys of what is kept
let kept = new Set() // names of events
let busy = false, fault = null, full = false
export let era = 0 // one more each time that all is forgotten

async function get(key) {
	try {
		return await (await (await store()).match(at(key))).json()
	} catch {} // not there, or not whole
}

async function read() {
	try {
		state = await get('current') ?? nothing
		holding = new Set((await (await store()).keys())
			.map(({ url }) => url.slice(at('').length)))
	} catch {
		state = nothing
		holding = new Set()
	}
}
export async function known() {
	await (reading ??= read())
	return state
}
export const isEmpty = () => state && !Object.keys(state.copies).length

async function write(key, file) {
	await (await store()).put(at(key), new Response(file))
	holding.add(key)
}
async function dropAllBut(isWanted) {
	const cache = await store()
	for (const key of [...holding])
		if (key !== 'current' && !isWanted(key)) {
			await cache.delete(at(key))
			holding.delete(key)
		}
}
const isFull = error => error.name === 'QuotaExceededError'

// What a copy cannot do without: its index, and the texts of kept events.
async function needed([language, { hash }]) {
	const index = await get(keyOf(language, hash))
	return [hash, ...index ? inOrder(index, kept, 0)
		.filter(([, rank]) => rank === 0).map(([piece]) => piece[3]) : []]
		.map(name => keyOf(language, name))
}

// Where there is no room, the texts of events that are not kept make some; "next":
// copies that stay whole besides those that are live, as either may be soon.
async function put(key, file, next = {}) {
	try {
		await write(key, file)
	} catch (error) {
		if (!isFull(error))
			throw error
		const wanted = new Set()
		for (const copies of [state.copies, next])
			for (const copy of Object.entries(copies))
				for (const name of await needed(copy))
					wanted.add(name)
		await dropAllBut(key => wanted.has(key))
		await write(key, file)
	}
}
const keepText = (key, file) => write(key, file).catch(error => {
	if (!isFull(error))
		throw error
	full = true
})

// "make": what is new, of a state; asked for again once that is written, as a copy
// may have been found lost meanwhile.
async function change(make) {
	const next = { ...state, ...make(state) }
	await put('current', JSON.stringify(next), next.copies)
	state = { ...state, ...make(state) }
}

// A language's index as it is kept. One that has been lost on the way is no
// copy.
export async function opened(language) {
	const { copies } = await known(), copy = copies[language]
	if (!copy || open[language]?.hash === copy.hash)
		return copy && open[language]
	const index = await get(keyOf(language, copy.hash))
	if (index)
		return open[language] = { hash: copy.hash, index, texts: {} }
	state = { ...state, copies: { ...state.copies } }
	delete state.copies[language]
	holding.delete(keyOf(language, copy.hash))
}

// ---- fetching ----------------------------------------------------------------

export const failure = what => Object.assign(new Error(what), { what })

// A file below the mount point. Fails with "network" where nothing comes, and
// with "wrong" where it is not what it should be: a captive portal's page, say.
async function bring(path, most, cache) {
	const stop = new AbortController()
	let timer
	const wait = () => {
		clearTimeout(timer)
		timer = setTimeout(() => stop.abort(), PATIENCE)
	}
	try {
		wait()
		const answer = await fetch(registration.scope + path,
			{ cache, redirect: 'error', signal: stop.signal })
		if (answer.status !== 200)
			throw failure('wrong')
		const parts = []
		for (const reader = answer.body.getReader(); ;) {
			const { done, value } = await reader.read()
			if (done)
				return new Blob(parts, { type: answer.headers.get('Content-Type') })
			wait()
			parts.push(value)
			if ((most -= value.length) < 0)
				throw failure('wrong')
		}
	} catch (error) {
		stop.abort()
		throw error.what ? error : failure('network')
	} finally {
		clearTimeout(timer)
	}
}

// One that is known by its hash. A wrong one may come from the browser's own
// cache; so it is asked for once more.
export async function bringRight(path, hash, most = MOST, cache = 'default') {
	try {
		const file = await bring(path, most, cache)
		if ((await hashOf(file)).startsWith(hash))
			return file
		throw failure('wrong')
	} catch (error) {
		if (error.what !== 'wrong' || cache !== 'default')
			throw error
		return bringRight(path, hash, most, 'reload')
	}
}

async function parse(file) {
	try {
		return JSON.parse(await file.text())
	} catch {
		throw failure('wrong')
	}
}

// One piece of texts, fetched once, whoever waits for it; and kept where there
// is room.
const flights = {}
function bringPiece(language, piece) {
	const key = keyOf(language, piece[3])
	const fly = async () => {
		const file = await bringRight(textsName(piece, language), piece[3], piece[2])
		if (state.copies[language]) // not forgotten meanwhile
			await keepText(key, file)
		tell()
		return file
	}
	return flights[key] ??= fly().finally(() => { delete flights[key] })
}

// A piece of the copy that is open, by its number, from here or from there.
export async function bringTexts(language, number) {
	const { index, texts } = await opened(language)
	const piece = pieceIn(index, number), key = keyOf(language, piece[3])
	texts[number] ??= holding.has(key) && await get(key) || undefined
	if (texts[number])
		return
	holding.delete(key)
	texts[number] = await parse(await bringPiece(language, piece))
}

// ---- from one publication to the next ---------------------------------------------

const unlessWrong = error => {
	if (error.what !== 'wrong')
		throw error
}

// Has the server something else for phones than what this worker knows?
async function check() {
	const head = await parse(await bring('sync/head.json', MOST, 'no-cache'))
	if (head.schema !== SCHEMA || head.www !== material.www)
		registration.update().catch(() => {})
	if (head.schema !== SCHEMA)
		throw failure('newer')
	const checked = Date.now()
	await change(({ copies }) => ({ head, checked, copies: Object.fromEntries(
		Object.entries(copies).filter(([language]) => head.copies[language])) }))
}

// A piece that a delta has made; if it is not right, or there is no room, it is
// fetched another time.
async function keepMade(language, texts, hash) {
	const file = new Blob([JSON.stringify(texts)])
	if (!full && texts && (await hashOf(file)).startsWith(hash))
		await keepText(keyOf(language, hash), file)
}

// The new index made of the old one, with the pieces of texts that are here;
// undefined where that cannot be.
async function byDelta(language, old, hash) {
	const { publication, since } = state.head, from = old.index.publication
	if (from < since || from >= publication)
		return
	try {
		const delta = await parse(
			await bring(deltaName(from, publication, language), MOST))
		const pieces = {}
		for (const [piece] of delta.pieces) {
			const was = pieceIn(old.index, piece)
			if (was && isHere(language)(was))
				pieces[piece] = await get(keyOf(language, was[3]))
		}
		const made = apply(old.index, pieces, delta)
		const file = new Blob([JSON.stringify(made.index)])
		if (await hashOf(file) !== hash)
			return
		await put(keyOf(language, hash), file)
		for (const [piece, , , hash] of made.index.pieces)
			await keepMade(language, made.pieces[piece], hash)
		return made.index
	} catch (error) {
		if (error.what === 'network' || isFull(error))
			throw error
	}
}

// The texts that were here of the old index are here of the new one too, before
// it takes its place; but for those that cannot be had.
async function follow(language, old, index) {
	const had = new Set(old.pieces.filter(isHere(language)).map(([piece]) => piece))
	for (const piece of index.pieces)
		if (had.has(piece[0]) && !isHere(language)(piece) && !full)
			await bringPiece(language, piece).catch(unlessWrong)
}

async function renewIndex(language) {
	const { hash, bytes } = state.head.copies[language]
	const old = await opened(language), key = keyOf(language, hash)
	const was = state.copies[language]
	if (was?.hash === hash)
		return
	full = false
	let index = holding.has(key) && await get(key) ||
		old && await byDelta(language, old, hash)
	if (!index) {
		const file = await bringRight(indexName(state.head.publication, language),
			hash, bytes)
		index = await parse(file)
		await put(key, file)
	}
	if (old)
		await follow(language, old.index, index)
	const { publication } = index
	await change(({ copies }) => ({ copies: { ...copies,
		[language]: { publication, hash, bytes, synced: was?.synced ?? null } } }))
	const wanted = new Set([hash, ...index.pieces.map(piece => piece[3])])
	await dropAllBut(key => {
		const [place, name] = key.split('/')
		return place !== language ? state.copies[place] : wanted.has(name)
	})
	if (old)
		tell({ what: 'news', from: old.index.publication, publication })
	tell()
}

// ---- the texts ---------------------------------------------------------------------

// In minutes since 1970.
export const moment = () => state.head.now ?? Math.floor(Date.now() / 60000)
const isSaving = () => navigator.connection?.saveData && !state.all

// Those that are not here, the most wanted first; until somebody else waits.
async function renewTexts(language) {
	const { index } = await opened(language)
	const isHeld = isHere(language)
	const todo = index.pieces.every(isHeld) ? [] : inOrder(index, kept, moment())
		.filter(([piece, rank]) => !isHeld(piece) && (rank === 0 || !isSaving()))
	let failed
	const some = async () => {
		for (let next; !waiting && !full && (next = todo.shift());)
			await bringPiece(language, next[0]).catch(error => {
				failed = error
				if (error.what !== 'wrong')
					todo.length = 0
			})
	}
	await Promise.all([...Array(AT_ONCE)].map(some))
	if (failed)
		throw failed
	const copy = state.copies[language]
	if (copy.whole || !index.pieces.every(isHeld))
		return
	const now = { ...copy, whole: true, synced: Date.now() }
	await change(({ copies }) => ({ copies: { ...copies, [language]: now } }))
	if (!copy.synced)
		tell({ what: 'ready' })
}

// ---- when, and what pages are told ----------------------------------------------------

// The language of an address: the first has no name in it.
export function languageOf(url) {
	const [first, ...others] = Object.keys(state.head?.copies ?? {})
	return others.find(language => url.startsWith(`${registration.scope}${language}/`))
		?? first
}

async function stateOf(url) {
	const language = languageOf(url), here = await opened(language)
	let copy = null
	if (here) {
		const { pieces, events, publication } = here.index
		const size = pieces => pieces.reduce((sum, piece) => sum + piece[2], 0)
		const held = pieces.filter(isHere(language))
		const { bytes, synced } = state.copies[language]
		copy = { language, publication, events: events.slot.length,
			pieces: pieces.length, held: held.length, bytes: bytes + size(held),
			left: size(pieces) - size(held), checked: state.checked, synced }
	}
	return { what: 'state', copy, busy, fault,
		saving: Boolean(isSaving() && copy?.left) }
}

// Its own pages, and others that have spoken to it: they are not told apart from
// those of a deeper mount in any other way.
const speakers = new Set()
export const listenTo = ({ id }) => speakers.add(id)

export async function tell(message) {
	await known()
	const [own, all] = await Promise.all([false, true].map(includeUncontrolled =>
		clients.matchAll({ type: 'window', includeUncontrolled })))
	const ours = new Set(own.map(({ id }) => id))
	for (const client of all)
		if (ours.has(client.id) || speakers.has(client.id))
			client.postMessage(message ?? await stateOf(client.url))
}

// Asked lately? A clock that was set back knows nothing of that.
function isFresh() {
	const age = Date.now() - state.checked
	return state.head && age >= 0 && age < state.head.again * 1000
}

async function renewAll(language, alone) {
	const there = Object.keys(state.head.copies), before = Object.keys(state.copies)
	if (alone)
		return there.includes(language) && renewIndex(language)
	for (const one of new Set([language ?? before[0] ?? there[0], ...before]))
		if (there.includes(one)) {
			await renewIndex(one)
			await renewTexts(one)
		}
}

// What is not as the head says may be of a publication that has just come.
async function renew(...what) {
	const { publication } = state.head
	try {
		await renewAll(...what)
	} catch (error) {
		if (error.what !== 'wrong')
			throw error
		await check()
		if (state.head.publication === publication)
			throw error
		await renewAll(...what)
	}
}

// "alone": of this language the index, and no more.
async function run({ language, kept: names, now, all, alone }) {
	await known()
	kept = new Set(names ?? kept)
	const isDue = now || fault && fault !== 'full' || !isFresh()
	full &&= !now && !all
	busy = true
	fault = null
	await tell()
	try {
		if (isDue)
			await check()
		if (all)
			await change(() => ({ all }))
		await renew(language, alone)
	} catch (error) {
		fault = isFull(error) ? 'full' : error.what === 'newer' ? 'newer' : 'network'
		if (!error.what)
			console.warn(error)
	}
	fault ??= full ? 'full' : null
}

// One at a time; whoever comes meanwhile is next, and until then it is busy still.
let chain = Promise.resolve(), waiting = 0
function inTurn(work, ifAvailable = true) {
	waiting++
	return chain = chain.then(async () => {
		waiting--
		await (navigator.locks
			? navigator.locks.request(cacheName('sync'), { ifAvailable },
				lock => lock && work())
			: work())
		busy = waiting > 0
		await tell()
	}).catch(console.warn)
}
export const sync = ask => inTurn(() => run(ask))

// Whatever is under way is not kept; and another worker's turn is waited for.
export const forget = () => inTurn(async () => {
	era++
	state = nothing
	open = {}
	holding = new Set()
	fault = null
	full = false
	await dropCaches()
}, false)
