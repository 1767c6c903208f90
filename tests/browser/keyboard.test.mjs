// With the keyboard alone: in the order of the page, always seen, never behind
// the bar of tabs.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { addStyle, alone, desk, phone, useBrowser } from './browser.mjs';
import { page as named, site } from './pages.mjs';
import { states } from './states.mjs';

const STEPS_MAX = 400;
const open = useBrowser();
const large = 'html { font-size: 200% !important }';

// In the page: marks what can have the focus, in the order of the document.
function number() {
	const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), summary')]
		.filter((e) => e.tabIndex >= 0 && e.checkVisibility({ checkVisibilityCSS: true }));
	all.forEach((e, i) => { e.dataset.order = i; });
	return all.length;
}

// In the page: where the focus is, and whether it is seen.
function focused() {
	const e = document.activeElement;
	if (e === document.body) return null;
	const drawn = ({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
	const outlined = drawn(getComputedStyle(e)) || drawn(getComputedStyle(e, '::after')) ||
		(e.closest('.search') && drawn(getComputedStyle(e.closest('.search'))));
	// Its middle, that is the middle of one of its lines; of what is higher than
	// the room there is, any line that can be seen.
	const lines = [...e.getClientRects()];
	const high = e.getBoundingClientRect().height > innerHeight / 2;
	const seen = (high ? lines : [lines[(lines.length - 1) >> 1]])
		.some(({ left, top, width, height }) => {
			const at = document.elementFromPoint(left + width / 2, top + height / 2);
			return at !== null && (e.contains(at) || (at.contains(e) && !at.closest('.tabs')));
		});
	return {
		order: Number(e.dataset.order),
		outlined: Boolean(outlined),
		seen,
		box: lines.map(({ left, top, width, height }) => [left, top, width, height].join(' ')),
		what: e.outerHTML.replace(/<svg.*?<\/svg>/g, '').slice(0, 120),
	};
}

async function walk(page, key) {
	const path = [];
	for (let i = 0; i < STEPS_MAX; i++) {
		await page.keyboard.press(key);
		const at = await page.evaluate(focused);
		// Chromium without a window goes on at the other end.
		if (at === null || at.order === path[0]?.order) return path;
		path.push(at);
	}
	throw new Error(`after ${STEPS_MAX} steps there is no end`);
}

function check(path, count) {
	assert.deepEqual(path.filter(({ outlined }) => !outlined), [], 'the focus is seen');
	assert.deepEqual(path.filter(({ seen }) => !seen), [], 'nothing covers it');
	assert.equal(path.length, count);
}

const walked = ['home (fr)', 'list (fr)', 'list with filters (en)', 'event, many times (fr)',
	'map with filters (fr)', 'plan with conflicts (fr)', '404 (en)',
	'script: home with an old copy', 'script: home with news', 'script: plan that was received']
	.map((name) => named(name) ?? states.find((one) => one.name === name));

for (const { name, url, act } of walked)
	for (const [how, viewport, style] of [['phone', phone, ''], ['phone, large text', phone, large], ['desk', desk, '']])
		test(`keyboard: ${name}, ${how}`, () => open({ url, act, viewport, ...alone }, async (page) => {
			await addStyle(page, style);
			await page.waitForLoadState('networkidle'); // the script may add to it
			const count = await page.evaluate(number);
			const path = await walk(page, 'Tab');
			check(path, count);
			assert.deepEqual(path.map(({ order }) => order), [...path.keys()], 'in the order of the page');
			await page.evaluate(() => document.activeElement.blur());
			const back = await walk(page, 'Shift+Tab');
			check(back, count);
		}));

test('keyboard: the first link leads to the content', () => open({ url: site }, async (page) => {
	await page.keyboard.press('Tab');
	const skip = page.locator('.skip');
	assert.equal(await skip.evaluate((e) => e === document.activeElement), true);
	const box = await skip.boundingBox();
	assert.ok(box.x >= 0 && box.y >= 0, 'it is seen');
	await page.keyboard.press('Enter');
	await page.keyboard.press('Tab');
	assert.equal(await page.evaluate(() => document.activeElement.closest('main') !== null), true);
	assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
}));

test('keyboard: search, filters and a filter', () => open({ url: `${site}events` }, async (page) => {
	await page.locator('#q').focus();
	await page.keyboard.type('chimie');
	await Promise.all([page.waitForURL(/q=chimie/), page.keyboard.press('Enter')]);
	const found = await page.locator('.card').count();
	await page.locator('.filters summary').focus();
	await page.keyboard.press('Enter');
	await page.keyboard.press('Tab');
	assert.equal(await page.evaluate(() => document.activeElement.className), 'pill');
	await Promise.all([page.waitForURL(/q=chimie&when=now/), page.keyboard.press('Enter')]);
	assert.ok(await page.locator('.card').count() <= found);
	assert.equal(await page.locator('.chip').count(), 2);
}));
