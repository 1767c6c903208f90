// chromium.test.mjs -- the phone's server in Chromium, whose server dies, changes,
// lies and comes back.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { launch, phone } from '../browser/browser.mjs'
import { ask, answersOf, firstVisit, get, journey, sameAs } from './journey.mjs'
import { Site } from './site.mjs'

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
	test(`the journey under "${base}"`, t => visit(t, { base },
		async (page, site) => {
			await journey(page, site)
			const answer = await page.goto('events?q=atelier')
			assert.ok(answer.fromServiceWorker())
		}))
