// browser.mjs -- Debian's Chromium with an empty profile, and what tests ask
// it to do.
import { after, before } from 'node:test';
import { createRequire } from 'node:module';
import { root } from './site.mjs';

const packages = createRequire(`${root}build/npm/tests/`);
const { chromium } = packages('playwright-core');
export const axeSource = packages('axe-core').source;

export const phone = { width: 360, height: 740 };
// Without the phone's own server, whose messages tests post themselves.
export const alone = { serviceWorkers: 'block' };
export const desk = { width: 1280, height: 800 };

// Nothing but what the tests ask for leaves the browser.
const flags = ['--disable-gpu', '--disable-quic', '--no-first-run',
	'--disable-background-networking', '--disable-component-update', '--disable-sync',
	'--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'];

export function launch() {
	return chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: flags,
		chromiumSandbox: process.getuid() !== 0,
	});
}

// One browser for the tests of a file; should it die, another. Returns
// open(options, work): work gets a page of a new context. Options are
// Playwright's, and url, and act, which is done on the page first.
export function useBrowser() {
	let browser;
	before(async () => { browser = await launch(); });
	after(() => browser.close());
	return async function open({ url, act, ...options }, work) {
		if (!browser.isConnected()) browser = await launch();
		const context = await browser.newContext({ viewport: phone, ...options });
		try {
			const page = await context.newPage();
			if (url) await page.goto(url);
			if (act) await act(page);
			return await work(page);
		} finally {
			await context.close();
		}
	};
}

// The CSP forbids style elements; sheets that scripts adopt it does not know.
export function addStyle(page, text) {
	return page.evaluate((css) => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(css);
		document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
	}, text);
}

export function openDetails(page) {
	return page.evaluate(() => {
		for (const details of document.querySelectorAll('details')) details.open = true;
	});
}
