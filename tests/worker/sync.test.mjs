// sync.test.mjs -- the copy comes over roads of all kinds; what was there stays
// whole, and what is told is so.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { Phone, hurried } from './phone.mjs'
import { road } from './road.mjs'
import { Programme, allEdits, sha256 } from './programme.mjs'

// Two publications by the program; "live" is the one that the server has, "more"
// is what its head says besides.
let programme, way, live, more
const at = n => programme.publications[n - 1]
const index = (n, language = 'fr') => programme.index(at(n), language)

// A file as it is served now: of the live publication only.
function served(path) {
	const name = path.replace('/week/sync/', ''), { head, files } = at(live)
	if (name === 'head.json')
		return JSON.stringify({ ...head, www: 'w1', ...more })
	if (!name.startsWith('delta') || !(more.since > 1))
		return files[name]
}

before(async () => {
	programme = new Programme('sync', 500)
	programme.edit([...allEdits, 'title', 'text', 'remove', 'add'])
	programme.publish()
	console.warn = () => {}
	way = await road(served)
})
after(() => way.close())

function fresh() {
	live = 1
	more = {}
	way.trouble = []
	way.asked.length = 0
	return new Phone(`${way.url}/week/`)
}
const publish = () => { live = 2 }
const asked = what => way.asked.filter(path => path.includes(what)).length
const hello = { language: 'fr', kept: [] }

async function withCopy(ask = hello) {
	const phone = fresh()
	await (await phone.start()).sync(ask)
	assert.equal(phone.state().fault, null)
	way.asked.length = 0
	return phone
}

// Every file of the copy has its hash, and so has every piece that is here.
function whole(phone, language = 'fr') {
	const copy = phone.current().copies[language]
	const text = phone.file(`${language}/${copy.hash}`)
	assert.equal(sha256(text), copy.hash)
	const index = JSON.parse(text)
	assert.equal(index.publication, copy.publication)
	const held = index.pieces.filter(([, , size, hash]) => {
		const text = phone.file(`${language}/${hash}`)
		assert.ok(text === undefined || sha256(text).startsWith(hash) &&
			Buffer.byteLength(text) === size)
		return text !== undefined
	})
	return { publication: index.publication, pieces: index.pieces.length,
		held: held.length }
}
function complete(phone, publication, language) {
	const { pieces, held, ...rest } = whole(phone, language)
	assert.deepEqual(rest, { publication })
	assert.equal(held, pieces)
}

test('a first copy: index, kept texts, the others', async () => {
	const phone = fresh()
	const uid = index(1).events.uid.at(-1), piece = index(1).pieces.at(-1)[0]
	await (await phone.start()).sync({ language: 'fr', kept: [uid] })
	const files = way.asked.map(path => path.replace('/week/sync/', ''))
	assert.equal(files[0], 'head.json')
	assert.equal(files[1], 'index-1-fr.json')
	assert.equal(files[2], `texts-${piece}-1-fr.json`)
	assert.equal(new Set(files).size, files.length)
	complete(phone, 1)
	const { copy, busy, fault, saving } = phone.state()
	assert.deepEqual({ busy, fault, saving }, { busy: false, fault: null, saving: false })
	assert.equal(copy.events, index(1).events.uid.length)
	assert.equal(copy.held, copy.pieces)
	assert.equal(copy.left, 0)
	assert.ok(copy.checked <= Date.now() && copy.synced >= copy.checked)
	assert.equal(phone.said('ready').length, 1)
	assert.equal(phone.said('news').length, 0)
})

test('what was asked lately is not asked again, but for a tap', async () => {
	const phone = await withCopy()
	await phone.worker.sync(hello)
	assert.deepEqual(way.asked, [])
	await phone.worker.sync({ now: true })
	assert.deepEqual(way.asked, ['/week/sync/head.json'])
	const current = phone.current()
	for (const checked of [Date.now() + 86400e3, Date.now() - 301e3]) {
		const [cache] = phone.stored.values()
		cache.get(`${phone.scope}sync/current`).bytes =
			Buffer.from(JSON.stringify({ ...current, checked }))
		await (await phone.start()).sync(hello)
	}
	assert.equal(asked('head'), 3, 'an hour ago, or by a clock that has jumped')
})

test('a delta is all that is fetched', async () => {
	const phone = await withCopy()
	publish()
	await phone.worker.sync({ now: true })
	assert.deepEqual(way.asked.map(path => path.replace(/.*\//, '')),
		['head.json', 'delta-1-2-fr.json'])
	complete(phone, 2)
	assert.deepEqual(phone.said('news'), [{ what: 'news', from: 1, publication: 2 }])
	assert.equal(phone.said('ready').length, 1, 'told once')
	const pieces = index(2).pieces.length
	assert.equal([...phone.stored.values()][0].size, 2 + pieces, 'nothing is left of old')
})

for (const [name, make] of Object.entries({
	'too old for a delta': () => { more = { since: 2 } },
	'a delta that is wrong': () => { way.trouble = [[/delta/, 'wrong', { at: 66 }]] },
	'a delta that is no JSON': () => { way.trouble = [[/delta/, 'portal']] },
	'a delta of other JSON': () => { way.trouble = [[/delta/, 'liar']] },
	'a delta that is not there': () => { way.trouble = [[/delta/, 'missing']] },
}))
	test(`${name}: the index, and what changed of the texts`, async () => {
		const phone = await withCopy()
		publish()
		make()
		await phone.worker.sync({ now: true })
		complete(phone, 2)
		assert.equal(asked('index'), 1)
		const changed = index(2).pieces
			.filter(([, since]) => since === 2)
		assert.equal(asked('texts'), changed.length)
		assert.equal(phone.state().fault, null)
	})

// Each trouble, with each file.
for (const trouble of ['portal', 'liar', 'redirect', 'error', 'missing', 'wrong',
	'silent', 'stalled', 'endless'])
	for (const file of ['head', 'index', 'texts']) {
		if (trouble === 'wrong' && file === 'head')
			continue // a bit in a name of its JSON changes nothing here
		test(`${trouble} for ${file}: the copy stays, and comes later`, async () => {
			const phone = await withCopy()
			publish()
			more = { since: 2 }
			way.trouble = [[new RegExp(file), trouble, {}]]
			const sync = () => phone.worker.sync({ now: true })
			await (['silent', 'stalled'].includes(trouble) ? hurried(sync) : sync())
			const now = whole(phone)
			assert.ok(now.publication === 1 && now.held === now.pieces ||
				file === 'texts' && ['portal', 'liar', 'error', 'missing', 'wrong',
					'endless'].includes(trouble) && now.publication === 2)
			assert.equal(phone.state().fault,
				file === 'head' && trouble === 'liar' ? 'newer' : 'network')
			way.trouble = []
			if (file !== 'head')
				await phone.start()
			await phone.worker.sync(hello)
			complete(phone, 2)
			assert.equal(phone.state().fault, null)
		})
	}

test('a wrong answer out of the browser\'s own cache is asked for anew', async () => {
	const phone = fresh()
	let first = true
	const real = globalThis.fetch, modes = []
	globalThis.fetch = async (url, options) => {
		if (url.includes('index'))
			modes.push(options.cache)
		if (url.includes('index') && first)
			return first = false, new Response('old', { status: 200 })
		return real(url, options)
	}
	await (await phone.start()).sync(hello)
	globalThis.fetch = real
	assert.deepEqual(modes, ['default', 'reload'])
	complete(phone, 1)
})

// The road ends after k bytes of some file; the next one goes on from there.
for (const file of ['head', 'index', 'delta', 'texts-0', 'texts-3'])
	for (const after of [0, 1, 100, 1000])
		for (const how of ['cut', 'short'])
			test(`${file}, ${how} after ${after} bytes`, async () => {
				const phone = await withCopy()
				publish()
				more = file === 'index' || file.startsWith('texts') ? { since: 2 } : {}
				way.trouble = [[new RegExp(`/${file}-|/${file}\\.`), how, { after }]]
				await phone.worker.sync({ now: true })
				const { publication, held, pieces } = whole(phone)
				assert.ok(publication === 2 || held === pieces)
				way.trouble = []
				await (await phone.start()).sync({ ...hello, now: true })
				complete(phone, 2)
			})

test('resumed, nothing that is here is fetched again', async () => {
	const phone = fresh()
	way.trouble = [[/texts-[5-9]/, 'cut', { after: 50 }]]
	await (await phone.start()).sync(hello)
	const { held } = whole(phone)
	assert.ok(held > 2)
	assert.equal(phone.state().copy.held, held)
	way.trouble = []
	way.asked.length = 0
	await (await phone.start()).sync(hello)
	complete(phone, 1)
	assert.equal(asked('head') + asked('index'), 0)
	assert.equal(asked('texts'), whole(phone).pieces - held)
})

test('a publication while texts come', async () => {
	const phone = fresh()
	way.seen = path => { live = /texts-3/.test(path) ? 2 : live }
	await (await phone.start()).sync(hello)
	way.seen = null
	complete(phone, 2)
	assert.equal(asked('head'), 2)
	assert.equal(phone.state().fault, null)
	assert.equal(phone.said('ready').length, 1)
})

// The power goes off after so many bytes written, wherever that is.
test('power cuts while a copy is switched', async () => {
	const before = await withCopy()
	for (const since of [1, 2]) {
		let cuts = 0
		for (let power = 0, off = true; off; power += 8000) {
			const phone = fresh()
			phone.stored = new Map([...before.stored]
				.map(([name, cache]) => [name, new Map(cache)]))
			publish()
			more = { since }
			phone.power = power
			await (await phone.start()).sync({ ...hello, now: true })
			off = phone.power <= 0
			cuts += off
			phone.power = Infinity
			const { publication, held, pieces } = whole(phone)
			assert.ok(publication === 2 || held === pieces, `after ${power} bytes`)
			await (await phone.start()).sync({ ...hello, now: true })
			complete(phone, 2)
		}
		assert.ok(cuts > 20, `${cuts} cuts`)
	}
})

test('a newer schema: the copy stays, a newer worker is looked for', async () => {
	const phone = await withCopy()
	publish()
	more = { schema: 2 }
	await phone.worker.sync({ now: true })
	complete(phone, 1)
	assert.equal(phone.state().fault, 'newer')
	assert.equal(phone.updates, 1)
	assert.deepEqual(way.asked, ['/week/sync/head.json'])
})

test('other templates: the data come, and a worker is looked for', async () => {
	const phone = await withCopy()
	publish()
	more = { www: 'w2' }
	await phone.worker.sync({ now: true })
	complete(phone, 2)
	assert.equal(phone.updates, 1)
	assert.equal(phone.state().fault, null)
})

test('Save-Data: kept texts only, until somebody taps', async () => {
	const phone = fresh()
	const [uid] = index(1).events.uid
	phone.saveData = true
	await (await phone.start()).sync({ language: 'fr', kept: [uid] })
	assert.equal(whole(phone).held, 1)
	const { saving, copy } = phone.state()
	assert.ok(saving)
	const sizes = index(1).pieces.map(piece => piece[2])
	assert.equal(copy.left, sizes.slice(1).reduce((a, b) => a + b))
	assert.equal(phone.said('ready').length, 0)
	await phone.worker.sync({ language: 'fr', all: true })
	complete(phone, 1)
	assert.equal(phone.state().saving, false)
	assert.equal(phone.said('ready').length, 1)
})

test('a second language comes when it is asked for, and is kept up to date', async () => {
	const phone = await withCopy()
	await phone.worker.sync({ language: 'en', kept: [] })
	assert.equal(asked('-fr.json'), 0)
	complete(phone, 1, 'en')
	publish()
	way.asked.length = 0
	await phone.worker.sync({ language: 'en', now: true })
	assert.match(way.asked[1], /-en.json/)
	complete(phone, 2, 'en')
	complete(phone, 2, 'fr')
})

test('of a language that a page waits for, the index alone', async () => {
	const phone = await withCopy()
	await phone.worker.sync({ language: 'en', alone: true })
	assert.deepEqual(way.asked, ['/week/sync/index-1-en.json'])
	assert.equal((await phone.worker.opened('en')).index.language, 'en')
	assert.equal(phone.state().busy, false)
	await phone.worker.sync({ language: 'en' })
	complete(phone, 1, 'en')
})

test('two pages at once: each file is fetched once', async () => {
	const phone = fresh()
	const { sync } = await phone.start()
	await Promise.all([sync(hello), sync({ language: 'en', kept: [] }), sync(hello)])
	assert.equal(new Set(way.asked).size, way.asked.length)
	complete(phone, 1, 'fr')
	complete(phone, 1, 'en')
})

test('busy until nobody waits any more', async () => {
	const phone = fresh()
	const { sync } = await phone.start()
	await Promise.all([sync(hello), sync(hello), sync(hello)])
	const states = phone.said('state'), end = states.findIndex(({ busy }, i) =>
		!busy && states[i - 1]?.busy)
	assert.equal(end, states.length - 1)
	assert.equal(states[end].copy.held, states[end].copy.pieces)
})

test('told are pages that it answers, and those that have spoken to it', async () => {
	const phone = fresh(), told = []
	const page = (id, path) => ({ id, url: phone.scope + path,
		postMessage: () => told.push(id) })
	const own = [page('own', '')]
	const all = [...own, page('loaded anew', 'about'), page('deeper', 'demo/about')]
	const { tell, listenTo } = await phone.start({ clients: {
		matchAll: async ({ includeUncontrolled }) => includeUncontrolled ? all : own } })
	listenTo(all[1])
	await tell()
	assert.deepEqual(told, ['own', 'loaded anew'])
})

test('no room for all texts: the index stays, and it is told', async () => {
	const { room } = await withCopy().then(phone => ({ room: phone.used() }))
	const phone = fresh()
	phone.room = room * 0.9
	await (await phone.start()).sync(hello)
	const { held, pieces } = whole(phone)
	assert.ok(held > 0 && held < pieces)
	assert.equal(phone.state().fault, 'full')
	way.asked.length = 0
	await phone.worker.sync(hello)
	assert.deepEqual(way.asked, [], 'not tried again and again')
	phone.room = Infinity
	await phone.worker.sync({ now: true })
	complete(phone, 1)
	assert.equal(phone.state().fault, null)
})

test('no room for a new index: texts that are not kept make some', async () => {
	const phone = fresh()
	const kept = [index(1).events.uid[70]]
	await (await phone.start()).sync({ language: 'fr', kept })
	phone.room = phone.used()
	publish()
	more = { since: 2 }
	await phone.worker.sync({ language: 'fr', kept, now: true })
	assert.equal(whole(phone).publication, 2)
	const [, , , hash] = index(2).pieces.find(([piece]) => piece === 1)
	assert.ok(phone.file(`fr/${hash}`), 'the kept event\'s text')
})

// Each of the puts of a switch in its turn, once and from then on.
for (const since of [1, 2])
	for (const [how, refuses] of Object.entries({
		'once': n => put => put === n, 'from then on': n => put => put >= n }))
		test(`no room for the nth put ${how}, from ${since}: a copy is here`, async () => {
			const uid = index(1).events.uid[70], ask = { language: 'fr', kept: [uid] }
			const before = fresh()
			await (await before.start()).sync(ask)
			for (let n = 1, refused = true; refused; n++) {
				const phone = fresh()
				phone.stored = new Map([...before.stored]
					.map(([name, cache]) => [name, new Map(cache)]))
				publish()
				more = { since }
				let lost
				phone.refuses = (put, url) => refuses(n)(put) && (lost ??= url)
				await (await phone.start()).sync({ ...ask, now: true })
				refused = phone.puts >= n
				phone.refuses = () => false
				const { publication } = whole(phone)
				const [, , , hash] = index(publication).pieces
					.find(([piece]) => piece === 1)
				assert.ok(phone.file(`fr/${hash}`) || /\/\w{32}$/.test(lost),
					`${n}: the kept event's text, unless it was texts that had no room`)
				await (await phone.start()).sync({ ...ask, now: true })
				complete(phone, 2)
			}
		})

test('no room for anything: the old copy stays', async () => {
	const phone = await withCopy()
	publish()
	phone.room = 1000
	await phone.worker.sync({ now: true })
	assert.equal(whole(phone).publication, 1)
	assert.equal(phone.state().fault, 'full')
})

test('an index that was lost is no copy, and comes again', async () => {
	const phone = await withCopy()
	const { hash } = phone.current().copies.fr
	for (const [cache] of [phone.stored.values()].map(v => [...v]))
		cache.delete(`${phone.scope}sync/fr/${hash}`)
	const worker = await phone.start()
	assert.equal(await worker.opened('fr'), undefined)
	assert.equal(worker.isEmpty(), true)
	await worker.sync(hello)
	complete(phone, 1)
})

test('a copy that is found lost while "current" is written stays so', async () => {
	const phone = await withCopy()
	await phone.worker.sync({ language: 'en' })
	const { hash } = phone.current().copies.en
	const worker = await phone.start()
	await worker.known()
	const [cache] = phone.stored.values()
	cache.delete(`${phone.scope}sync/en/${hash}`)
	let found
	phone.refuses = async () => { await (found ??= worker.opened('en')) }
	way.asked.length = 0
	await worker.sync({ language: 'fr', now: true })
	assert.equal(await found, undefined)
	assert.equal(phone.state().fault, null)
	assert.deepEqual(way.asked, ['/week/sync/head.json'])
	assert.deepEqual(Object.keys((await worker.known()).copies), ['fr'])
	await worker.sync({ now: true })
	assert.deepEqual(Object.keys(phone.current().copies), ['fr'])
})

test('a lost index that nobody has asked for comes again', async () => {
	const phone = await withCopy()
	await phone.worker.sync({ language: 'en' })
	const { hash } = phone.current().copies.en
	const [cache] = phone.stored.values()
	cache.delete(`${phone.scope}sync/en/${hash}`)
	await (await phone.start()).sync({ ...hello, now: true })
	assert.equal(phone.state().fault, null)
	complete(phone, 1, 'en')
})

test('a text that somebody waits for is fetched once, and kept', async () => {
	const phone = fresh()
	phone.saveData = true
	const worker = await phone.start()
	await worker.sync(hello)
	way.asked.length = 0
	await Promise.all([worker.bringTexts('fr', 0), worker.bringTexts('fr', 0)])
	assert.equal(asked('texts-0'), 1)
	const { texts } = await worker.opened('fr')
	assert.equal(JSON.stringify(texts[0]),
		JSON.stringify(programme.texts(at(1), 'fr')[0]))
	const again = await phone.start()
	await again.bringTexts('fr', 0)
	assert.equal(asked('texts-0'), 1)
})

test('a language that has gone from the programme goes', async () => {
	const phone = await withCopy()
	await phone.worker.sync({ language: 'en' })
	publish()
	more = { copies: { fr: at(2).head.copies.fr } }
	await phone.worker.sync({ now: true })
	assert.deepEqual(Object.keys(phone.current().copies), ['fr'])
	complete(phone, 2)
})

test('forgotten, nothing is left', async () => {
	const phone = await withCopy()
	await phone.worker.forget()
	assert.equal(phone.stored.size, 0)
	assert.equal(phone.state().copy, null)
	assert.equal(phone.worker.isEmpty(), true)
})

test('a text that is under way is not kept once all is forgotten', async () => {
	const phone = fresh()
	phone.saveData = true
	const worker = await phone.start()
	await worker.sync(hello)
	await phone.cache('almanach /week/ shell w1').put(`${phone.scope}static/a`,
		new Response('a'))
	await phone.cache('almanach /week/deeper/ copy 1').keys()
	const real = globalThis.fetch
	let go
	const gone = new Promise(resolve => { go = resolve })
	globalThis.fetch = async (...what) => {
		await gone
		return real(...what)
	}
	const coming = worker.bringTexts('fr', 0)
	await worker.forget()
	go()
	await coming
	globalThis.fetch = real
	assert.deepEqual([...phone.stored.keys()], ['almanach /week/deeper/ copy 1'])
	assert.equal(phone.state().copy, null)
})

test('a copy of another schema is no copy, and is left alone', async () => {
	const phone = fresh()
	await phone.cache('almanach /week/ copy 0').put(`${phone.scope}sync/current`,
		new Response('{"copies":{"fr":{}}}'))
	const worker = await phone.start()
	await worker.known()
	assert.equal(worker.isEmpty(), true)
	await worker.sync(hello)
	complete(phone, 1)
	assert.ok(phone.stored.has('almanach /week/ copy 0'))
})
