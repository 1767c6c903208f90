// No page says anything on the console, breaks its own policy, asks another
// host, or leaves something in the browser.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { useBrowser } from './browser.mjs';
import { pages, site } from './pages.mjs';

const open = useBrowser();
// Chromium itself says this of the page that was asked for.
const expected = (text, status) => status >= 400 && text.includes(`status of ${status}`);

for (const { name, url, status } of pages)
	test(`quiet: ${name}`, () => open({}, async (page) => {
		const wrong = [];
		page.on('console', (message) => {
			if (!expected(message.text(), status)) wrong.push(message.text());
		});
		page.on('pageerror', (error) => wrong.push(error.message));
		page.on('requestfailed', (request) => wrong.push(`failed: ${request.url()}`));
		page.on('request', (request) => {
			if (new URL(request.url()).host !== new URL(url).host) wrong.push(`asked ${request.url()}`);
		});
		page.on('response', (response) => {
			if (response.status() >= 400 && response.url() !== page.url() && response.url() !== url)
				wrong.push(`${response.status()}: ${response.url()}`);
		});
		const answer = await page.goto(url, { waitUntil: 'networkidle' });
		const { 'content-security-policy': policy, 'set-cookie': cookie } = answer.headers();
		assert.match(policy, /default-src 'none'/);
		assert.doesNotMatch(policy, /unsafe|\*/);
		assert.equal(cookie, undefined);
		assert.deepEqual(await page.evaluate(() => [document.cookie, localStorage.length]), ['', 0]);
		assert.deepEqual(wrong, []);
	}));

// The style is allowed by its hash: without it the pages would still be read,
// but not be seen as meant.
test('quiet: the style is in force', () => open({ url: site }, async (page) => {
	assert.equal(await page.evaluate(() => getComputedStyle(document.body).marginTop), '0px');
}));
