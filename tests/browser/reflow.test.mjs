// Nothing is cut off or has to be scrolled sideways: on a phone and on a desk,
// at 320 px with text twice as large (WCAG 1.4.4 and 1.4.10), and with the
// spacing of WCAG 1.4.12.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { addStyle, alone, openDetails, useBrowser } from './browser.mjs';
import { overflowing } from './look.mjs';
import { pages } from './pages.mjs';
import { states } from './states.mjs';

// Switched on by classes of <html>.
const styles = `html.large { font-size: 200% !important }
.spaced * { line-height: 1.5 !important; letter-spacing: .12em !important;
	word-spacing: .16em !important }
.spaced p { margin-bottom: 2em !important }`;
const settings = [[360, ''], [1280, ''], [768, ''], [740, '', 360], [320, '', 256], [320, 'spaced'], [320, 'large'],
	[320, 'large spaced'], [1280, 'large']];
const open = useBrowser();

// In the page: words that are broken though there would be room for them.
function broken() {
	const room = document.documentElement.clientWidth * 0.6;
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	const found = [];
	while (walker.nextNode()) {
		const { data, parentElement } = walker.currentNode;
		if (!parentElement.checkVisibility() || parentElement.closest('.vh, svg, style, script')) continue;
		// Of letters alone: what has dots or hyphens may break there.
		for (const { 0: word, index } of data.matchAll(/(?<![^\s(«“])\p{L}+(?![^\s,.;:!?)»”])/gu)) {
			const range = document.createRange();
			range.setStart(walker.currentNode, index);
			range.setEnd(walker.currentNode, index + word.length);
			const pieces = [...range.getClientRects()].filter(({ width }) => width > 0);
			const width = pieces.reduce((sum, piece) => sum + piece.width, 0);
			if (new Set(pieces.map(({ top }) => Math.round(top))).size > 1 && width <= room)
				found.push(`${word} (${Math.round(width)} px) in ${parentElement.outerHTML.slice(0, 100)}`);
		}
	}
	return found.slice(0, 10);
}

// In the page: texts that lie on each other. What is fixed may lie on the rest.
function crowded() {
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	const lines = [];
	while (walker.nextNode()) {
		const e = walker.currentNode.parentElement;
		if (walker.currentNode.data.trim() === '' || !e.checkVisibility() ||
		    e.closest('.vh, .skip, .search label, svg, style, script')) continue;
		const range = document.createRange();
		range.selectNodeContents(walker.currentNode);
		const above = e.closest('.tabs, .say');
		const fixed = above !== null && getComputedStyle(above).position !== 'static';
		for (const { left, right, top, bottom } of range.getClientRects())
			lines.push({ left, right, top: top + 4, bottom: bottom - 4, fixed, text: walker.currentNode.data.trim() });
	}
	lines.sort((a, b) => a.top - b.top);
	return lines.flatMap((a, i) => {
		const found = [];
		for (const b of lines.slice(i + 1)) {
			if (b.top >= a.bottom) break;
			if (a.fixed === b.fixed && a.left < b.right - 1 && b.left < a.right - 1)
				found.push(`"${a.text}" and "${b.text}"`);
		}
		return found;
	}).slice(0, 10);
}

for (const { name, url, act } of [...pages, ...states])
	test(`reflow: ${name}`, () => open({ url, act, ...alone }, async (page) => {
		await addStyle(page, styles);
		await openDetails(page);
		for (const [width, how, height = 800] of settings) {
			await page.setViewportSize({ width, height });
			const where = `${width} x ${height} ${how}`;
			assert.deepEqual(await page.evaluate(overflowing, how), [], where);
			assert.deepEqual(await page.evaluate(broken), [], `broken words, ${where}`);
			assert.deepEqual(await page.evaluate(crowded), [], `texts on texts, ${where}`);
		}
	}));
