// What can be tapped is 48 by 48 CSS pixels or more.
//
// Two kinds are excused, as in WCAG 2.5.8 (Inline, Equivalent):
// - a link in a sentence: its `display` is inline, and the block it is in has
//   words of its own beside links;
// - the circles of the map: the list by town under it has the same links.
// The link to skip to the content counts when it has the focus.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { alone, desk, openDetails, phone, useBrowser } from './browser.mjs';
import { pages } from './pages.mjs';
import { states } from './states.mjs';

const LEAST = 48; // CSS pixels
const open = useBrowser();

// In the page. A target is what answers at its place: a card's link covers the
// card by its ::after, which no rectangle of the link tells.
function small(least) {
	const targets = 'a[href], button, input:not([type=hidden]), summary, select, textarea';
	const blockOf = (element) => {
		let block = element.parentElement;
		while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
		return block;
	};
	const words = (node) => (node.nodeType === Node.TEXT_NODE ? node.data
		: node.nodeType !== Node.ELEMENT_NODE || node.matches('a, svg, .vh') ? ''
			: [...node.childNodes].map(words).join(''));
	const inSentence = (link) => getComputedStyle(link).display === 'inline' &&
		/\p{L}{2}/u.test(words(blockOf(link)));
	const answers = (element, x, y) => document.elementFromPoint(x, y)?.closest(targets) === element;

	// How far it reaches from a point, in steps of half a pixel.
	function reach(element, x, y, dx, dy) {
		let n = 0;
		while (n < 2 * least && answers(element, x + dx * (n + 1) / 2, y + dy * (n + 1) / 2)) n++;
		return n / 2;
	}

	function measured(element) {
		element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
		const { left, top, width, height } = element.getClientRects()[0];
		const x = left + Math.min(width, least) / 2;
		const y = top + height / 2;
		return {
			width: reach(element, x, y, -1, 0) + reach(element, x, y, 1, 0) + 0.5,
			height: reach(element, x, y, 0, -1) + reach(element, x, y, 0, 1) + 0.5,
		};
	}

	const found = [];
	for (const element of document.querySelectorAll(targets)) {
		if (!element.checkVisibility({ checkVisibilityCSS: true, contentVisibilityAuto: true })) continue;
		if (element.closest('svg') || (element.localName === 'a' && inSentence(element))) continue;
		if (element.matches('.skip')) element.focus();
		const box = element.getBoundingClientRect();
		if (box.width >= least && box.height >= least && element.getClientRects().length === 1) continue;
		const { width, height } = measured(element);
		if (width < least || height < least)
			found.push(`${width} x ${height}: ${element.outerHTML.replace(/<svg.*?<\/svg>/g, '').slice(0, 160)}`);
	}
	return found;
}

for (const { name, url, act } of [...pages, ...states])
	test(`targets: ${name}`, () => open({ url, act, ...alone }, async (page) => {
		await openDetails(page);
		for (const viewport of [phone, desk]) {
			await page.setViewportSize(viewport);
			assert.deepEqual(await page.evaluate(small, LEAST), [], `${viewport.width} px`);
		}
	}));
