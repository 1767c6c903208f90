// phone.mjs -- `make bench-phone`: what a visitor's phone fetches and how long it
// takes, in Debian's Chromium over shaped networks; then without any network.
// Prints medians with the smallest and the largest; never fails because
// something is slow. ROUNDS (5).
import { cpus, loadavg } from 'node:os'

import { launch, phone } from '../browser/browser.mjs'
import { Festival } from '../festival.mjs'
import { Server } from '../server/nginx.mjs'
import { shaped } from './shaped.mjs'

const ROUNDS = Number(process.env.ROUNDS ?? 5)
const EVENTS = 500
const networks = {
	'as fast as it goes': {},
	'slow 4G (1.6 Mb/s, 150 ms)': { rate: 1.6e6, trip: 150 },
	'slow 3G (400 kb/s, 400 ms)': { rate: 400e3, trip: 400 },
}
const NOW = '2025-11-19T10:00:00+01:00'

const festival = new Festival('bench-phone', EVENTS)
const { place, events } = festival
place.env.ALMANACH_NOW = NOW

// ---- measuring ------------------------------------------------------------------------

const median = list => list.sort((a, b) => a - b)[list.length >> 1]
const told = (list, unit) => `${Math.round(median(list))} ${unit}` +
	` (${Math.round(list[0])} to ${Math.round(list[list.length - 1])})`
const line = (what, is, budget = '') =>
	console.log(`  ${what.padEnd(46)} ${is.padStart(28)}  ${budget}`)

// Before any script of the page: hears the worker, and keeps the paint's time.
function listen() {
	window.heard = []
	window.lcp = 0
	new PerformanceObserver(list => {
		window.lcp = list.getEntries().at(-1).startTime
	}).observe({ type: 'largest-contentful-paint', buffered: true })
	navigator.serviceWorker?.addEventListener('message', ({ data }) =>
		window.heard.push({ ...data, time: performance.now() }))
}

const isWhole = () => window.heard.some(({ copy }) =>
	copy && copy.pieces === copy.held)

async function visit(browser, slow, work) {
	const context = await browser.newContext({ viewport: phone })
	await context.addInitScript(listen)
	const page = await context.newPage()
	const devtools = await context.newCDPSession(page)
	try {
		await devtools.send('Emulation.setCPUThrottlingRate', { rate: slow })
		return await work(page, devtools, context)
	} finally {
		await context.close()
	}
}

async function rounds(work) {
	const all = []
	for (let i = 0; i < ROUNDS; i++)
		all.push(await work())
	return Object.fromEntries(Object.keys(all[0]).map(key =>
		[key, all.map(one => one[key])]))
}

// ---- the first visit --------------------------------------------------------------------

async function firstVisit(browser, server, network, path) {
	const way = await shaped(server.port, network)
	try {
		return await visit(browser, 4, async page => {
			await page.goto(way.url + path, { waitUntil: 'load' })
			const paint = { bytes: way.down, requests: way.requests }
			await page.waitForFunction(isWhole, null, { timeout: 120000 })
			const ready = await page.evaluate(() => window.heard.find(({ copy }) =>
				copy && copy.pieces === copy.held).time)
			return { lcp: await page.evaluate(() => window.lcp), ...paint, ready,
				whole: way.down, all: way.requests }
		})
	} finally {
		way.close()
	}
}

async function firstVisits(browser, server) {
	const { events: [{ uid, slug }] } = place.get('/events.json?day=2025-11-20')
	for (const [name, network] of Object.entries(networks)) {
		console.log(`\nFirst visit, ${name}, processor 4 times slower`)
		for (const path of ['/', '/events?day=2025-11-20', `/event/${uid}/${slug}`]) {
			const is = await rounds(() =>
				firstVisit(browser, server, network, path))
			line(`${path.slice(0, 24)}: largest paint`, told(is.lcp, 'ms'),
				network.rate === 1.6e6 ? 'budget 1000' : network.rate ? 'budget 2800' : '')
			line('  until the page is loaded', `${median(is.bytes)} bytes, ` +
				`${median(is.requests)} requests`, 'budget 20000, 4')
			if (path !== '/')
				continue
			line('  works without a network after', told(is.ready, 'ms'),
				network.rate === 400e3 ? 'budget 12000' : '')
			line('  all that was fetched', `${median(is.whole)} bytes, ` +
				`${median(is.all)} requests`)
		}
	}
}

// ---- what is new --------------------------------------------------------------------------

// What passes between a word to the worker and its answer that it is done.
async function renewed(page, way) {
	way.reset()
	const begun = await page.evaluate(() => {
		window.heard = []
		navigator.serviceWorker.controller.postMessage({ what: 'check' })
		return performance.now()
	})
	await page.waitForFunction(() => window.heard.some(({ what, busy }, i) =>
		what === 'state' && !busy && i > 0), null, { timeout: 60000 })
	const time = await page.evaluate(() => window.heard.at(-1).time)
	return { bytes: way.down, requests: way.requests, time: time - begun }
}

function bringDay(d) {
	for (let i = 0; i < 20; i++)
		events[7 * i + 10 * d].conditions = { fr: `Places limitées (${d})` }
	festival.bring()
}

async function news(browser, server) {
	console.log('\nA phone that has a copy looks again: slow 3G, processor 4 times slower')
	const way = await shaped(server.port, networks['slow 3G (400 kb/s, 400 ms)'])
	const tell = (what, { bytes, requests, time }, budget) =>
		line(what, `${bytes} bytes, ${requests} requests, ${Math.round(time)} ms`, budget)
	await visit(browser, 4, async page => {
		await page.goto(way.url + '/')
		await page.waitForFunction(isWhole, null, { timeout: 120000 })
		await page.reload()
		await page.waitForFunction(() => navigator.serviceWorker.controller)
		await page.waitForTimeout(3000)
		tell('nothing is new', await renewed(page, way), 'budget 400 bytes')
		events[100].status = 6
		festival.bring()
		await page.waitForTimeout(1500)
		tell('1 event was cancelled', await renewed(page, way), 'budget 2000 + head')
		for (let d = 0; d < 3; d++)
			bringDay(d)
		await page.waitForTimeout(1500)
		tell('away for 3 days, 60 events changed', await renewed(page, way),
			'budget 40000 + head')
	})
	way.close()
}

// ---- without a network ----------------------------------------------------------------------

// From the click to the frame that shows the new page; "soft": inside the page.
async function clicked(page, selector, soft) {
	await page.evaluate(([selector, soft]) => {
		const frame = () => requestAnimationFrame(() => requestAnimationFrame(() => {
			window.painted = Date.now()
		}))
		window.painted = 0
		const link = document.querySelector(selector)
		if (soft)
			document.documentElement.addEventListener('page', frame, { once: true })
		else // the script stands aside: the browser goes by itself
			link.addEventListener('click', event => event.stopPropagation())
		sessionStorage.clicked = Date.now()
		link.click()
	}, [selector, soft])
	if (soft) {
		await page.waitForFunction(() => window.painted)
		return page.evaluate(() => window.painted - sessionStorage.clicked)
	}
	await page.waitForFunction(() => window.lcp && !window.painted &&
		performance.timeOrigin > sessionStorage.clicked)
	return page.evaluate(() =>
		performance.timeOrigin + window.lcp - sessionStorage.clicked)
}

const steps = {
	'list of a day': ['', '.days a'],
	'... with an answer': ['events?day=2025-11-20', '.group .pill'],
	'an event': ['events?day=2025-11-20', '.card h3 a'],
}

async function offline(browser, server) {
	console.log('\nThe server is killed: from the click to the page, processor 6 times slower')
	const url = `http://127.0.0.1:${server.port}/`
	await visit(browser, 6, async (page, devtools, context) => {
		await page.goto(url)
		await page.waitForFunction(isWhole, null, { timeout: 120000 })
		await server.stop()
		const workers = await context.newCDPSession(page)
		await workers.send('ServiceWorker.enable')
		const measure = (how, soft, cold) => async ([name, [path, selector]]) => {
			const all = []
			for (let i = 0; i < ROUNDS; i++) {
				await page.goto(url + path)
				await page.waitForTimeout(500)
				await page.evaluate(() => document.querySelectorAll('details')
					.forEach(details => { details.open = true }))
				if (cold)
					await workers.send('ServiceWorker.stopAllWorkers')
				all.push(await clicked(page, selector, soft))
			}
			line(`${name}, ${how}`, told(all, 'ms'),
				`budget ${soft ? 250 : cold ? 600 : 450}`)
		}
		for (const [how, soft, cold] of [['inside the page', true, false],
			['by the browser', false, false], ['by the browser, worker cold', false, true]])
			for (const step of Object.entries(steps))
				await measure(how, soft, cold)(step)
	})
}

// ---- all of it ------------------------------------------------------------------------------

festival.bring()
const server = await Server.start(place)
const browser = await launch()
console.log(`bench-phone: ${EVENTS} events; ${ROUNDS} rounds: median (least to most); ` +
	`${browser.version()}, 360x740; ${cpus().length} processors, load ${
		loadavg()[0].toFixed(1)}`)
try {
	await firstVisits(browser, server)
	await news(browser, server)
	await offline(browser, server)
} finally {
	await browser.close()
	await server.stop().catch(() => {})
}
