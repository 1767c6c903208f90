// others.test.mjs -- the same journey in other engines: Firefox, and WebKit, which
// iPhones have.
import { createRequire } from 'node:module'
import { test } from 'node:test'

import { root } from '../lib.mjs'
import { journey } from './journey.mjs'
import { Site } from './site.mjs'
import { webkit } from './webdriver.mjs'

const { launch } = createRequire(`${root}build/npm/tests/`)('puppeteer-core').default

async function firefox(url) {
	const browser = await launch({ browser: 'firefox', headless: true,
		executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr' })
	const tab = await browser.newPage()
	return { close: () => browser.close(),
		goto: path => tab.goto(url + path),
		run: (work, argument) => tab.evaluate(work, argument) }
}

for (const [name, start] of Object.entries({ firefox, webkit }))
	test(`the journey in ${name}`, async () => {
		const site = await Site.start(name, { base: '/week' })
		let page
		try {
			page = await start(site.url)
			await journey(page, site)
		} finally {
			await page?.close()
			await site.stop()
		}
	})
