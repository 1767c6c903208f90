// How the workspace looks: axe, sizes of targets, no sideways scrolling, light and
// dark, on a phone and on a desk; and in forced colours nothing hangs on a colour.
import { strict as assert } from 'node:assert';
import { after, before, test } from 'node:test';
import { addStyle, axeSource, desk, openDetails, phone, useBrowser } from './browser.mjs';
import { startEdit } from './edit_site.mjs';

const LEAST = 48; // CSS pixels
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const open = useBrowser();
let site;
before(async () => { site = await startEdit(); });
after(() => site.stop());

// A rule with a mistake, compared, with the search and a list of values open.
async function busy(page) {
	await page.locator('.cm-content').click();
	await page.keyboard.press('Control+End');
	await page.keyboard.type('-- oops\n');
	await page.locator('.cm-lint-marker-error').waitFor();
	await page.getByRole('button', { name: /^Comparer/ }).click();
	await page.locator('.cm-content').focus();
	await page.keyboard.press('Control+f');
	await page.locator('.cm-search').waitFor();
	await page.locator('.cm-content').focus();
	await page.keyboard.type('event.place.town == "');
	await page.getByRole('option').first().waitFor();
}

const views = [['look', '/look', async () => {}], ['rule', '/rule', async () => {}], ['busy rule', '/rule', busy]];

async function violations(page) {
	const found = await page.evaluate((runOnly) =>
		globalThis.axe.run({ runOnly, resultTypes: ['violations'] }), tags);
	return found.violations.flatMap(({ id, nodes }) =>
		nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`));
}

for (const [name, path, act] of views)
	for (const [size, viewport] of [['phone', phone], ['desk', desk]])
		for (const colorScheme of ['light', 'dark'])
			test(`edit, axe: ${name}, ${size}, ${colorScheme}`, () => open({ viewport, colorScheme }, async (page) => {
				await page.goto(site.url + path);
				await act(page);
				await openDetails(page);
				await page.evaluate(axeSource);
				assert.deepEqual(await violations(page), []);
			}));

// In the page. A box and its label are one target; the editor's text, and links
// in a sentence, are none.
function small(least) {
	const targets = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
	const inSentence = (link) => getComputedStyle(link).display === 'inline' &&
		[...link.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && /\p{L}{2}/u.test(node.data));
	return [...document.querySelectorAll(targets)]
		.filter((e) => e.checkVisibility() && !e.matches('.skip') && !(e.localName === 'a' && inSentence(e)))
		.map((e) => [e, (e.matches('[type=checkbox], [type=radio]') ? e.closest('label') : e).getBoundingClientRect()])
		.filter(([, { width, height }]) => width < least || height < least)
		.map(([e, { width, height }]) => `${width} x ${height}: ${e.outerHTML.slice(0, 120)}`);
}

for (const [name, path, act] of views)
	test(`edit: targets of a finger's size: ${name}`, () => open({ viewport: phone, hasTouch: true, isMobile: true }, async (page) => {
		await page.goto(site.url + path);
		await act(page);
		assert.deepEqual(await page.evaluate(small, LEAST), []);
	}));

for (const [name, path, act] of views)
	test(`edit: no sideways scrolling, 320 px, text of twice the size: ${name}`, () =>
		open({ viewport: { width: 320, height: 640 } }, async (page) => {
			await page.goto(site.url + path);
			await addStyle(page, 'html { font-size: 200% !important }');
			await act(page);
			const wide = await page.evaluate(() => [document.documentElement.scrollWidth,
				...[...document.querySelectorAll('main *')].filter((e) => !e.closest('.cm-editor, .vh') &&
					e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 80))]);
			assert.deepEqual(wide, [320]);
		}));

// Signs and lines say what colours say.
test('edit: gained, lost and states are told without colour', () => open({ viewport: desk, forcedColors: 'active' }, async (page) => {
	await page.goto(`${site.url}/look`);
	const signs = await page.evaluate(() => ['li.gained', 'li.lost', '.state-live', '.state-stale', '.state-draft',
		'.said.ok', '.said.warning', '.said.error', 'tr.gained > th', 'tr.lost > th'].map((selector) =>
		getComputedStyle(document.querySelector(selector), '::before').content.slice(1, 2)));
	assert.deepEqual(signs, ['+', '−', '●', '▲', '✎', '✓', '▲', '✕', '+', '−']);
	await page.goto(`${site.url}/rule`);
	assert.notEqual(await page.locator('[role=tab][aria-selected=true]').evaluate((e) => getComputedStyle(e).outlineStyle), 'none');
}));
