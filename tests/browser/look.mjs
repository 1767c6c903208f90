// look.mjs -- what is wrong with how a page looks, as lists of sentences.
import { axeSource } from './browser.mjs';

// ---- axe-core --------------------------------------------------------------

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// WCAG 2.2 AA and best practice, on the page as it is.
export async function violations(page) {
	await page.evaluate(axeSource);
	const found = await page.evaluate((runOnly) =>
		globalThis.axe.run({ runOnly, resultTypes: ['violations'] }), tags);
	return found.violations.flatMap(({ id, nodes }) =>
		nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`));
}

// ---- targets -----------------------------------------------------------------

const LEAST = 48; // CSS pixels

// What can be tapped is 48 by 48 CSS pixels or more.
//
// Two kinds are excused, as in WCAG 2.5.8 (Inline, Equivalent):
// - a link in a sentence: its `display` is inline, and the block it is in has
//   words of its own beside links;
// - the circles of the map: the list by town under it has the same links.
// The link to skip to the content counts when it has the focus.
export const smallTargets = (page) => page.evaluate(small, LEAST);

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
	for (const one of document.querySelectorAll(targets)) {
		// A box and its label are one target.
		const element = one.matches('[type=checkbox], [type=radio]') ? one.closest('label') ?? one : one;
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

// ---- overflow ----------------------------------------------------------------

// In the page: what reaches out of it, and what hides a part of its own text.
export function overflowing(how) {
	document.documentElement.className = how;
	const width = document.documentElement.clientWidth;
	const name = (e) => e.outerHTML.replace(/<svg.*?<\/svg>/g, '').slice(0, 120);
	// Fields, and the workspace's editor, are scrolled to be read; heads of tables
	// are hidden where cells say what they are.
	const hidden = (e) => e.closest('.vh, .skip, .search label, svg, .cm-editor, textarea, thead') !== null ||
		e.localName === 'input';
	const found = [];
	if (document.documentElement.scrollWidth > width)
		found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
	for (const e of document.body.querySelectorAll('*')) {
		if (hidden(e) || !e.checkVisibility()) continue;
		const { left, right } = e.getBoundingClientRect();
		if (right > width + 0.5 || left < -0.5) found.push(`${left} to ${right}: ${name(e)}`);
		const { overflowX, overflowY } = getComputedStyle(e);
		if ((overflowX !== 'visible' && e.scrollWidth > e.clientWidth) ||
		    (overflowY !== 'visible' && e.scrollHeight > e.clientHeight))
			found.push(`a part is hidden of ${name(e)}`);
	}
	return found.slice(0, 10);
}
