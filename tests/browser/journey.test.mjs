// A person's way without script, at the root of a host and under a path.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { phone, useBrowser } from './browser.mjs';

const open = useBrowser();
const roots = [process.env.SITE, process.env.SITE_WEEK];

// RFC 5545, as far as it matters here: lines of 75 bytes at most, unfolded;
// components closed in order. [[name, value], ...]
function parseCalendar(bytes) {
	const text = bytes.toString();
	assert.ok(text.endsWith('\r\n') && !/[^\r]\n/.test(text), 'lines end in CRLF');
	for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
	const open = [];
	const lines = text.replace(/\r\n[ \t]/g, '').trimEnd().split('\r\n').map((line) => {
		const [, name, value] = /^([A-Z-]+)(?:;[^:"]*(?:"[^"]*"[^:"]*)*)?:(.*)$/.exec(line) ??
			assert.fail(`not a line of a calendar: ${line}`);
		if (name === 'BEGIN') open.push(value);
		if (name === 'END') assert.equal(open.pop(), value);
		return [name, value];
	});
	assert.deepEqual(open, []);
	assert.deepEqual(lines[0], ['BEGIN', 'VCALENDAR']);
	return lines;
}

async function download(page, link) {
	const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
	return parseCalendar(readFileSync(await file.path()));
}

for (const root of roots) {
	const base = new URL(root).pathname;
	// Playwright's pages are of one host: whatever leaves the base is wrong.
	const inside = (page) => {
		page.on('request', (request) => {
			if (!request.url().startsWith(root)) throw new Error(`it left ${base}: ${request.url()}`);
		});
	};
	const without = (work) => () => open({ viewport: phone, javaScriptEnabled: false }, async (page) => {
		inside(page);
		await page.goto(root);
		await work(page);
	});

	test(`journey: from the search to the plan, under ${base}`, without(async (page) => {
		await page.getByRole('searchbox').fill('chimie');
		await page.getByRole('button', { name: 'Chercher' }).click();
		assert.equal(page.url(), `${root}events?q=chimie`);
		const all = await page.locator('.card').count();
		assert.ok(all > 1);

		await page.locator('.filters summary').click();
		const filter = page.locator('.filters .pill', { hasText: 'Classes et étudiants' });
		const told = Number(await filter.locator('b').textContent());
		await filter.click();
		assert.equal(page.url(), `${root}events?audience=students&q=chimie`);
		const status = await page.getByRole('status').textContent();
		assert.equal(Number.parseInt(status, 10), told, 'the filter kept its word');

		const link = page.locator('.card h3 a').first();
		const title = await link.textContent();
		await link.click();
		assert.match(page.url(), /\/event\/[^/]+\/[a-z0-9-]+$/);
		assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), title);
		const event = page.url();

		const calendar = await download(page, page.getByRole('link', { name: 'Mettre à l’agenda' }));
		assert.ok(calendar.some(([name, value]) => name === 'SUMMARY' &&
			value.replace(/\\(.)/g, '$1') === title));
		for (const needed of ['UID', 'DTSTAMP', 'DTSTART', 'DTEND'])
			assert.ok(calendar.some(([name]) => name === needed), needed);

		await page.getByRole('link', { name: 'Garder dans ma sélection' }).click();
		assert.match(page.url(), /\/plan\?e=[^&]+$/);
		assert.deepEqual(await page.locator('.card h3 a').allTextContents(), [title]);
		const plan = await download(page, page.getByRole('link', { name: /Mettre tout/ }));
		assert.ok(plan.some(([name, value]) => name === 'BEGIN' && value === 'VEVENT'));

		await page.goBack();
		assert.equal(page.url(), event);
		await page.goBack();
		assert.equal(page.url(), `${root}events?audience=students&q=chimie`);
		assert.equal(await page.getByRole('searchbox').inputValue(), 'chimie');
		await page.getByRole('link', { name: 'Enlever Classes et étudiants' }).click();
		assert.equal(page.url(), `${root}events?q=chimie`);
		assert.equal(await page.locator('.card').count(), all);
	}));

	test(`journey: by the map, in English, under ${base}`, without(async (page) => {
		await page.getByRole('link', { name: 'English' }).click();
		assert.equal(page.url(), `${root}en/`);
		await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Map' }).click();
		await page.locator('.days a').nth(3).click();
		assert.equal(page.url(), `${root}en/map?day=2025-11-20`);
		await page.locator('.filters summary').click();
		await page.locator('.filters .pill', { hasText: 'Job seekers' }).click();
		assert.equal(page.url(), `${root}en/map?day=2025-11-20&audience=job-seekers`);
		await page.getByRole('link', { name: 'Clear all' }).click();
		assert.equal(page.url(), `${root}en/map`);
		await page.goBack();
		await page.goBack();
		await page.locator('.towns a', { hasText: 'Lille' }).first().click();
		assert.equal(page.url(), `${root}en/events?day=2025-11-20&town=lille`);
		assert.ok(await page.locator('.card').count() > 0);
		for (const where of await page.locator('.where').allTextContents()) assert.match(where, /^Lille/);
		await page.getByRole('link', { name: 'Français' }).click();
		assert.equal(page.url(), `${root}events?day=2025-11-20&town=lille`);
		await page.locator('.card h3 a').first().click();
		await page.locator('.back a').click();
		assert.match(page.url(), /events\?day=2025-11-20$/);
	}));

	test(`journey: to the end of the list, under ${base}`, without(async (page) => {
		await page.goto(`${root}events`);
		const seen = new Set();
		for (;;) {
			for (const uid of await page.locator('.card').evaluateAll((all) =>
				all.map((card) => card.dataset.uid))) seen.add(uid);
			const next = page.locator('.pages a[rel=next]');
			if (await next.count() === 0) break;
			await next.click();
		}
		assert.equal(seen.size, Number.parseInt(await page.getByRole('status').textContent(), 10));
	}));

	test(`journey: every link of every menu, under ${base}`, without(async (page) => {
		const links = await page.locator('header a, footer a, link[rel=icon]').evaluateAll((all) =>
			all.map((link) => link.href));
		for (const link of links) {
			assert.ok(link.startsWith(root), link);
			assert.equal((await page.request.get(link)).status(), 200, link);
		}
	}));
}
