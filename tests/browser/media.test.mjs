// Forced colours, less motion, paper: everything can still be read.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { alone, openDetails, useBrowser } from './browser.mjs';
import { pages } from './pages.mjs';
import { states } from './states.mjs';

const open = useBrowser();

// In the page: text of the main part that cannot be seen, for each reason.
function unseen() {
	const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
	const light = ([r, g, b]) => {
		const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92
			: ((v / 255 + 0.055) / 1.055) ** 2.4));
		return 0.2126 * x + 0.7152 * y + 0.0722 * z;
	};
	const behind = (e) => {
		for (let at = e; at; at = at.parentElement) {
			const colour = channels(getComputedStyle(at).backgroundColor);
			if (colour[3] !== 0) return colour;
		}
		return matchMedia('(prefers-color-scheme: dark)').matches && !matchMedia('print').matches
			? [0, 0, 0] : [255, 255, 255];
	};
	const contrast = (e) => {
		const [a, b] = [channels(getComputedStyle(e).color), behind(e)].map(light);
		return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
	};
	const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
	const found = [];
	let seen = 0;
	while (walker.nextNode()) {
		const text = walker.currentNode.data.trim();
		const e = walker.currentNode.parentElement;
		if (text === '' || e.closest('.vh, .search label, svg, option') || !e.checkVisibility()) continue;
		const range = document.createRange();
		range.selectNodeContents(walker.currentNode);
		const { width, height } = range.getBoundingClientRect();
		const style = getComputedStyle(e);
		seen++;
		if (width === 0 || height === 0) found.push(`no room: ${text}`);
		else if (style.visibility !== 'visible' || style.opacity === '0') found.push(`hidden: ${text}`);
		else if (contrast(e) < 4.5) found.push(`contrast ${contrast(e).toFixed(2)}: ${text}`);
		for (let at = e; at !== document.body; at = at.parentElement)
			if (getComputedStyle(at).overflow !== 'visible' && at.scrollHeight > at.clientHeight)
				found.push(`cut off: ${text}`);
	}
	return seen === 0 ? ['there is no text'] : found.slice(0, 10);
}

const shown = (page, selector) => page.evaluate((s) => [...document.querySelectorAll(s)]
	.filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 80)), selector);

// In the page.
function moving() {
	const moves = (e) => {
		const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(e);
		return transitionDuration !== '0s' || animationName !== 'none' || scrollBehavior !== 'auto';
	};
	return [...document.querySelectorAll('*')].filter(moves).map(({ localName }) => localName);
}

const none = { forcedColors: 'none', reducedMotion: 'no-preference', media: 'screen', colorScheme: 'light' };

for (const { name, url, act } of [...pages, ...states])
	test(`media: ${name}`, () => open({ url, act, ...alone }, async (page) => {
		await page.emulateMedia({ ...none, reducedMotion: 'reduce' });
		assert.deepEqual(await page.evaluate(moving), []);

		for (const colorScheme of ['light', 'dark']) {
			await page.emulateMedia({ ...none, media: 'print', colorScheme });
			const how = `on paper, ${colorScheme}`;
			assert.deepEqual(await shown(page, 'nav, form, .skip, .filters, footer a'), [], how);
			assert.equal((await shown(page, 'h1')).length, 1, how);
			assert.deepEqual(await page.evaluate(unseen), [], how);
		}
		assert.ok((await page.pdf()).length > 5000);

		await openDetails(page);
		for (const colorScheme of ['light', 'dark']) {
			await page.emulateMedia({ ...none, forcedColors: 'active', colorScheme });
			assert.deepEqual(await page.evaluate(unseen), [], `forced colours, ${colorScheme}`);
			// What is chosen is told by more than a colour; so is today, otherwise.
			for (const outline of await page.evaluate(() =>
				[...document.querySelectorAll('[aria-current]:not([aria-current="date"])')].map((e) => getComputedStyle(e).outlineStyle)))
				assert.equal(outline, 'solid');
			assert.ok(await page.evaluate(() =>
				[...document.querySelectorAll('[aria-current="date"]')].every((e) => e.querySelector('u'))));
		}
	}));
