// What leaves the phone: a link, a QR code that reads as the plan's address, a
// poster, paper.
import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { alone, useBrowser } from './browser.mjs';
import { page as named, site } from './pages.mjs';
import { root } from './site.mjs';

const open = useBrowser();
const jsqr = createRequire(`${root}build/npm/tests/`)('jsqr');
const plan = named('plan with conflicts (fr)').url;
const event = named('event, many times (fr)').url;

// Chromium's own pixels of an element, as jsQR takes them.
async function read(page, selector) {
	const png = (await page.locator(selector).screenshot()).toString('base64');
	const { data, width, height } = await page.evaluate(async (bytes) => {
		const blob = new Blob([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], { type: 'image/png' });
		const image = await createImageBitmap(blob);
		const canvas = new OffscreenCanvas(image.width, image.height);
		const context = canvas.getContext('2d');
		context.drawImage(image, 0, 0);
		const { data: pixels } = context.getImageData(0, 0, image.width, image.height);
		return { data: [...pixels], width: image.width, height: image.height };
	}, png);
	return jsqr.default ? jsqr.default(Uint8ClampedArray.from(data), width, height)?.data
		: jsqr(Uint8ClampedArray.from(data), width, height)?.data;
}

const address = (page) => page.evaluate(() =>
	document.querySelector('link[rel=canonical]')?.href ?? location.href);

for (const colorScheme of ['light', 'dark'])
	test(`paper: the QR code is the plan's address, ${colorScheme}`, () => open({ url: plan, colorScheme }, async (page) => {
		await page.getByRole('button', { name: 'Code QR' }).click();
		const code = page.locator('figure svg');
		await code.waitFor();
		assert.equal(await read(page, 'figure svg'), await address(page));
		assert.equal(await code.getAttribute('aria-label'), `Code QR de ${await address(page)}`);
		assert.equal(await page.evaluate(() => document.activeElement.localName), 'figure');
		await page.getByRole('button', { name: 'Code QR' }).click();
		await code.waitFor({ state: 'detached' }); // another tap puts it away
	}));

test('paper: a plan that no code holds says so', () => {
	const entries = Array.from({ length: 75 }, (_, i) => `${90000000 + i}-${'x'.repeat(11)}`);
	return open({ url: `${site}plan?e=${new URL(plan).searchParams.get('e')},${entries}` }, async (page) => {
		await page.getByRole('button', { name: 'Code QR' }).click();
		await page.locator('.say .note p').waitFor();
		assert.match(await page.locator('.say .note p').textContent(), /trop longue/);
		assert.equal(await page.locator('figure').count(), 0);
	});
});

// ---- sharing ------------------------------------------------------------------

for (const url of [plan, event]) {
	test(`paper: ${new URL(url).pathname.split('/')[1]} is shared as the system does`, () => open(alone, async (page) => {
		await page.addInitScript(() => { navigator.share = (what) => { globalThis.shared = what; }; });
		await page.goto(url);
		await page.getByRole('button', { name: 'Partager' }).click();
		await page.waitForFunction(() => globalThis.shared);
		assert.deepEqual(await page.evaluate(() => globalThis.shared),
			{ title: await page.title(), url: await address(page) });
	}));
	test(`paper: ${new URL(url).pathname.split('/')[1]} is copied where nothing shares`, () => open({
		permissions: ['clipboard-read', 'clipboard-write'], ...alone }, async (page) => {
		await page.addInitScript(() => { delete Navigator.prototype.share; });
		await page.goto(url);
		await page.getByRole('button', { name: 'Partager' }).click();
		await page.locator('.say .note p').waitFor();
		assert.equal(await page.locator('.say .note p').textContent(), 'Le lien est copié.');
		assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await address(page));
	}));
}

// ---- paper --------------------------------------------------------------------

// The pages of a PDF, of which Chromium compresses only the streams.
function pagesOf(pdf) {
	const text = pdf.toString('latin1');
	return Math.max(...[...text.matchAll(/\/Type \/Pages[^>]*?\/Count (\d+)|\/Count (\d+)[^>]*?\/Type \/Pages/g)]
		.map(([, a, b]) => Number(a ?? b)));
}

for (const format of ['A4', 'A5'])
	test(`paper: each day of a plan has pages of its own, ${format}`, () => open({ url: plan }, async (page) => {
		const days = await page.locator('section.day').count();
		const one = pagesOf(await page.pdf({ format }));
		assert.equal(days, 1);
		const { events } = await (await fetch(`${site}all.json`)).json();
		const other = events.find(({ day, when, status }) => day === '2025-11-21' && status === 'scheduled' && when.length < 18);
		const entries = [...new URL(page.url()).searchParams.get('e').split(','), other.uid].sort();
		await page.goto(`${site}plan?e=${entries}`);
		const two = await page.locator('section.day').count();
		assert.ok(two >= 2);
		assert.ok(pagesOf(await page.pdf({ format })) >= one + two - 1);
		assert.ok(one <= (format === 'A4' ? 2 : 3), `${one} pages`);
	}));

test('paper: a list has its hours and towns, and no button', () => open({ url: `${site}events?day=2025-11-20` }, async (page) => {
	await page.emulateMedia({ media: 'print' });
	for (const selector of ['.star', '.tabs', '.search', '.pages', '.say'])
		assert.equal(await page.locator(selector).first().isVisible(), false, selector);
	for (const selector of ['.card .when', '.card h3', '.card .where'])
		assert.equal(await page.locator(selector).first().isVisible(), true, selector);
	assert.equal(await page.locator('.card').first().evaluate((e) =>
		getComputedStyle(e.parentElement).breakInside), 'avoid');
}));

test('paper: a poster is one page with the event and its code', () => open({ url: named('event, moved (fr)').url }, async (page) => {
	const title = await page.locator('h1').textContent();
	const wanted = await page.locator('.organiser dd').textContent();
	// Held open, as the system's own window does.
	await page.evaluate(() => { globalThis.print = () => { globalThis.printed = true; }; });
	await page.getByRole('button', { name: 'Affiche' }).click();
	await page.waitForFunction(() => globalThis.printed);
	assert.equal(await page.locator('.poster').isVisible(), false, 'not on the screen');
	await page.emulateMedia({ media: 'print' });
	await page.setViewportSize({ width: 794, height: 1123 }); // A4
	const poster = page.locator('.poster');
	assert.equal(await poster.isVisible(), true);
	for (const selector of ['header', 'footer', '.event', 'h1'])
		assert.equal(await page.locator(selector).first().isVisible(), false, selector);
	const text = await poster.textContent();
	assert.ok(text.includes(title) && text.includes(wanted.trim()));
	assert.match(text, /2025/);
	assert.equal(await read(page, '.poster svg'), await address(page));
	assert.equal(pagesOf(await page.pdf({ format: 'A4' })), 1);
	await page.evaluate(() => dispatchEvent(new Event('afterprint')));
	assert.equal(await poster.count(), 0);
	assert.equal(await page.locator('h1').isVisible(), true);
}));
