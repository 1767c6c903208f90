// chromium.test.mjs -- the phone's server in Chromium, whose server dies, changes,
// lies and comes back.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { launch, phone } from '../browser/browser.mjs'
import { ask, answersOf, firstVisit, get, journey, register, sameAs } from './journey.mjs'
import { Site } from './site.mjs'

const limit = { timeout: 120000 }
let browser
before(async () => { browser = await launch() })
after(() => browser.close())

// A festival and a phone of its own, for one test. "work" gets the page, the
// site, the context and what speaks to the browser's depths.
async function visit(t, options, work) {
	const name = `chromium-${t.name.replace(/\W+/g, '-').slice(0, 40)}`
	const site = await Site.start(name, options)
	const context = await browser.newContext({ viewport: phone })
	try {
		await work(await open(context, site), site, context)
	} finally {
		await context.close()
		await site.stop()
	}
}

async function open(context, site) {
	const tab = await context.newPage()
	const page = { tab,
		goto: path => tab.goto(site.url + path),
		run: (work, argument) => tab.evaluate(work, argument),
		depths: () => context.newCDPSession(tab) }
	return page
}

for (const base of ['', '/week'])
	test(`the journey under "${base}"`, limit, t => visit(t, { base },
		async (page, site) => {
			await journey(page, site)
			const answer = await page.goto('events?q=atelier')
			assert.ok(answer.fromServiceWorker())
		}))

const check = page => ask(page, { what: 'check' })
// Asked until the copy is whole and the site's: what a page has asked by itself
// may come between.
async function upToDate(page, site) {
	const { publication } = await site.head()
	for (let tries = 5; tries > 0; tries--) {
		const { copy, fault } = await check(page)
		if (!fault && copy.publication === publication && copy.held === copy.pieces)
			return
	}
	assert.fail(`publication ${publication} does not come`)
}
const said = (page, what) => page.run(what =>
	told.filter(message => message.what === what), what)
const heading = page => page.run(() => document.querySelector('h1').textContent)
const publicationOf = async page => (await ask(page, { what: 'hello', language: 'fr',
	kept: [] })).copy.publication

test('two publications, two tabs', limit, t => visit(t, { base: '/week' },
	async (page, site, context) => {
		await firstVisit(page)
		const before = await answersOf(site, [''])
		const other = await open(context, site)
		await firstVisit(other)
		await site.change()
		site.road.asked.length = 0
		await sameAs(page, before) // until it is told otherwise
		const [{ copy }] = await Promise.all([check(page), check(other)])
		assert.equal(copy.held, copy.pieces)
		for (const tab of [page, other]) {
			const news = await said(tab, 'news')
			assert.deepEqual(news, [{ what: 'news', from: copy.publication - 1,
				publication: copy.publication }])
			assert.equal((await said(tab, 'ready')).length, tab === page ? 1 : 0)
		}
		const synced = site.road.asked.filter(path => path.includes('/sync/'))
			.map(path => path.replace(/.*\/(\w+)[^/]*/, '$1'))
		assert.deepEqual(synced.filter(name => name !== 'head'), ['delta'])
		const after = await answersOf(site, [''])
		assert.notEqual(after.get('all').body, before.get('all').body)
		site.kill()
		await sameAs(page, after)
		await sameAs(other, after)
	}))

test('two festivals of one host', limit, t => visit(t, {}, async (page, site, context) => {
	const demo = await Site.start('chromium-two-festivals-demo',
		{ base: '/demo', count: 30 })
	try {
		await firstVisit(page)
		site.road.also['/demo'] = demo.server.at
		const there = await open(context, { url: `${site.url}demo/` })
		const answer = await there.goto('')
		assert.equal(answer.status(), 200)
		assert.equal((await page.goto('demo')).url(), `${site.url}demo/`)
		await page.goto('')
		for (const path of ['favicon.ico', '.well-known/security.txt', 'demo/nothing']) {
			await get(page, path)
			assert.ok(site.road.asked.includes(`/${path}`), path)
		}
		assert.equal((await get(page, 'demo/nothing?near=50.63,3.06')).status, 404)
		assert.deepEqual(site.road.asked.filter(path => /near/.test(path)), [])
		const { copy } = await firstVisit(there)
		assert.equal(copy.events, 30)
		// And each tells its own pages only.
		await page.run(register)
		await check(page)
		assert.deepEqual((await said(there, 'state'))
			.filter(({ copy }) => copy && copy.events !== 30), [])
		site.road.trouble = [[/nowhere/, 'silent']]
		assert.equal((await page.goto('nowhere')).status(), 404)
		site.kill()
		assert.equal((await get(page, 'nowhere')).status, 404)
		assert.equal((await get(there, 'events?day=2025-11-20')).status, 200)
	} finally {
		await demo.stop()
	}
}))

test('the way is cut in many places', limit, t => visit(t, {}, async (page, site) => {
	await firstVisit(page)
	const old = await publicationOf(page)
	let before = await answersOf(site, [''])
	for (const [file, after] of [['head', 0], ['head', 100], ['delta', 0], ['delta', 300],
		['index', 0], ['index', 5000], ['index', 60000], ['texts', 0], ['texts', 700]]) {
		await site.change()
		site.road.trouble = [[new RegExp(file), 'cut', { after }],
			...file === 'head' || file === 'delta' ? [] : [[/delta/, 'missing']]]
		assert.equal((await check(page)).fault, 'network', `${file} ${after}`)
		site.road.trouble = []
		const wanted = await answersOf(site, [''])
		await sameAs(page, before)
		await upToDate(page, site)
		await sameAs(page, wanted)
		before = wanted
	}
	assert.equal(await publicationOf(page), old + 9)
}))

for (const [name, trouble] of Object.entries({
	'a wrong delta': [[/delta/, 'wrong', { at: 66 }]],
	'a delta that is too old': [[/head/, 'edit', { edit: text =>
		text.replace(/"since":\d+/, '"since":99') }]],
	'wrong texts': [[/delta/, 'missing'], [/texts/, 'wrong']],
	'a wrong index': [[/delta/, 'missing'], [/index/, 'wrong']],
	'a captive portal': [[/^/, 'portal']],
	'a portal that redirects': [[/^/, 'redirect']],
	'a newer schema': [[/head/, 'edit', { edit: text =>
		text.replace('"schema":1', '"schema":2') }]],
}))
	test(`${name}: one programme or the other, whole`, limit, t => visit(t, {},
		async (page, site) => {
			await firstVisit(page)
			const before = await answersOf(site, [''])
			await site.change()
			const after = await answersOf(site, [''])
			site.road.trouble = trouble
			const { fault } = await check(page)
			const comes = /delta/.test(name)
			const part = /texts/.test(name)
			assert.equal(fault, comes ? null
				: /schema/.test(name) ? 'newer' : 'network')
			if (/captive/.test(name)) // which has an answer to what nobody has
				before.delete('nowhere')
			if (!part)
				await sameAs(page, comes ? after : before)
			site.road.trouble = []
			await upToDate(page, site)
			site.kill()
			await sameAs(page, after)
		}))

test('stopped and cold, it answers as before', limit, t => visit(t, {},
	async (page, site) => {
		await firstVisit(page)
		const wanted = await answersOf(site, [''])
		site.kill()
		const depths = await page.depths()
		await depths.send('ServiceWorker.enable')
		for (const path of ['', 'events?q=atelier', [...wanted.keys()][8]]) {
			await depths.send('ServiceWorker.stopAllWorkers')
			await page.goto(path)
		}
		await depths.send('ServiceWorker.stopAllWorkers')
		await sameAs(page, wanted)
	}))

test('a new worker waits, and begins when it is told to', limit, t => visit(t, {},
	async (page, site) => {
		await firstVisit(page)
		const wanted = await answersOf(site, [''])
		site.road.trouble = [[/sw\.js/, 'edit', { edit: text =>
			text.replace(/"www":"\w+"/, '"www":"another"') }]]
		await page.run(async () => {
			const registration = await navigator.serviceWorker.getRegistration()
			await registration.update()
			while (!registration.waiting)
				await new Promise(resolve => setTimeout(resolve, 50))
		})
		const shells = () => page.run(async () => (await caches.keys())
			.filter(name => name.includes('shell')).length)
		assert.equal(await shells(), 2)
		await page.goto('')
		assert.ok(await page.run(async () =>
			Boolean((await navigator.serviceWorker.getRegistration()).waiting)))
		await page.run(async () => {
			const { waiting } = await navigator.serviceWorker.getRegistration()
			const begun = new Promise(resolve => { navigator.serviceWorker
				.addEventListener('controllerchange', resolve) })
			waiting.postMessage({ what: 'begin' })
			await begun
		})
		site.kill()
		await page.goto('about')
		await sameAs(page, wanted) // from the copy that the old one made
		assert.equal(await shells(), 1)
	}))

test('no room: the programme without all of its texts', limit, t => visit(t, {},
	async (page, site) => {
		const depths = await page.depths()
		const origin = new URL(site.url).origin
		const quota = quotaSize => depths.send('Storage.overrideQuotaForOrigin',
			{ origin, ...quotaSize ? { quotaSize } : {} })
		await page.goto('')
		await quota(900000)
		const { copy, fault } = await firstVisit(page)
		assert.equal(fault, 'full')
		assert.ok(copy && copy.held < copy.pieces, `${copy?.held} of ${copy?.pieces}`)
		const wanted = await answersOf(site, [''])
		await sameAs(page, wanted) // what is not here comes from there
		await quota()
		assert.equal((await check(page)).fault, null)
		site.kill()
		await sameAs(page, wanted)
	}))

test('texts that are not here: from there, or a page that says so', limit, t => visit(t, {},
	async (page, site) => {
		await page.goto('')
		site.road.trouble = [[/texts/, 'missing']]
		assert.equal((await firstVisit(page)).copy.held, 0)
		const { events: [first, ...others] } = JSON.parse(
			(await site.answer('events.json')).body)
		const last = others.at(-1)
		const path = ({ uid, slug }) => `event/${uid}/${slug}`
		const wanted = await site.answer(path(first))
		assert.deepEqual(await get(page, path(first)), wanted, 'of the program')
		site.road.trouble = []
		assert.deepEqual(await get(page, path(first)), wanted, 'and its text is kept')
		site.road.trouble = [[/texts/, 'silent']]
		const begun = Date.now()
		const answer = await page.goto(path(last))
		assert.equal(answer.status(), 503)
		assert.ok(Date.now() - begun < 10000)
		assert.equal(await heading(page), 'Pas encore sur ce téléphone')
		site.kill()
		assert.deepEqual(await get(page, path(first)), wanted)
		const absent = `${path(last)}.json`
		const { status, body } = await get(page, absent)
		assert.equal(status, 503)
		assert.equal(JSON.parse(body).error.status, 503)
		const english = await page.goto('en/events')
		assert.equal(english.status(), 503)
		assert.equal(english.headers()['content-language'], 'en')
		assert.equal(await heading(page), 'Not on this phone yet')
		assert.deepEqual(await page.run(() => [document.documentElement.lang,
			document.querySelector('main a').href]), ['en', `${site.url}en/`])
		assert.equal((await page.goto('en/events?near=50.63,3.06')).status(), 503)
	}))

test('the program down behind its web server: what is not here is said in words',
	limit, t => visit(t, {}, async (page, site) => {
		await firstVisit(page)
		site.killProgram()
		assert.equal((await page.goto('')).status(), 200)
		const answer = await page.goto('en/')
		assert.equal(answer.status(), 503)
		assert.equal(await page.tab.locator('html').getAttribute('lang'), 'en')
		assert.match(await page.tab.locator('h1').textContent(), /Not on this phone/)
		site.kill()
	}))

test('a position does not leave the phone', limit, t => visit(t, {}, async (page, site) => {
	await firstVisit(page)
	site.road.asked.length = 0
	assert.equal((await get(page, 'events?near=50.63,3.06')).status, 200)
	assert.equal((await get(page, 'events.atom?near=50.63,3.06')).status, 503)
	assert.deepEqual(await get(page, 'en/events?near=50.63%2C3.06'),
		await site.answer('en/events?near=50.63,3.06'), 'of a language that was not here')
	await ask(page, { what: 'forget' }).catch(() => {})
	assert.equal((await get(page, 'events?n%65ar=50.63,3.06')).status, 503)
	assert.deepEqual(site.road.asked.filter(path => /50/.test(path)), [])
}))

test('without a copy, as if there were no worker', limit, t => visit(t, {},
	async (page, site) => {
		site.road.trouble = [[/sync/, 'error']]
		assert.deepEqual((await firstVisit(page)).copy, null)
		const wanted = await answersOf(site, [''])
		wanted.forEach((_, path) => /near=\d/.test(path) && wanted.delete(path))
		const answer = await page.goto('events')
		assert.equal(answer.fromServiceWorker(), false)
		await sameAs(page, wanted)
		site.kill()
		await assert.rejects(page.goto('events?q=never'), /ERR_CONNECTION_REFUSED/)
	}))

test('forgotten: whoever has the turn, and nothing comes back', limit, t => visit(t, {},
	async (page) => {
		await firstVisit(page)
		await page.run(() => { caches.open('of another') })
		await page.run(async () => {
			await new Promise(begun => navigator.locks.request('almanach / sync', () => {
				begun()
				return new Promise(resolve => { window.release = resolve })
			}))
			const { active } = await navigator.serviceWorker.ready
			active.postMessage({ what: 'forget' })
			await new Promise(resolve => setTimeout(resolve, 500))
			release()
		})
		await page.tab.waitForFunction(async () => (await caches.keys()).length === 1)
		assert.equal(await page.run(async () => {
			const { src } = document.querySelector('script[src]')
			return (await fetch(src)).status
		}), 200)
		assert.deepEqual(await page.run(() => caches.keys()), ['of another'])
	}))

test('recalled, nothing of it is left', limit, t => visit(t, { base: '/week' },
	async (page, site) => {
		await firstVisit(page)
		await page.run(async () => { await (await caches.open('of another')).keys() })
		site.kill()
		await site.up({ ALMANACH_WORKER: 'off' })
		const loaded = page.tab.waitForEvent('load')
		await page.run(async () => {
			(await navigator.serviceWorker.getRegistration()).update()
		})
		await loaded
		await page.tab.waitForFunction(async () => !navigator.serviceWorker.controller &&
			!await navigator.serviceWorker.getRegistration())
		assert.deepEqual(await page.run(() => caches.keys()), ['of another'])
		let loads = 0
		page.tab.on('load', () => loads++)
		await page.goto('')
		await page.run(() => new Promise(resolve => setTimeout(resolve, 1000)))
		assert.equal(loads, 1, 'once only')
		site.kill()
		await assert.rejects(page.goto('events?q=never'), /ERR_CONNECTION_REFUSED/)
	}))
