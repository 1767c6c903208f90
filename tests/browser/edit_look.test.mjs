// How a rule looks while one is busy with it: marks, comparison, search and what is
// offered, all at once. The pages as they come are in edit_pages.test.mjs.
import { strict as assert } from 'node:assert';
import { after, before, test } from 'node:test';
import { addStyle, desk, openDetails, phone, useBrowser } from './browser.mjs';
import { startEdit } from './edit_site.mjs';
import { overflowing, smallTargets, violations } from './look.mjs';

const open = useBrowser();
let site;
before(async () => { site = await startEdit(); });
after(() => site.stop());

async function busy(options, look) {
	await open(options, async (page) => {
		await page.goto(`${site.url}/rule`);
		await addStyle(page, 'html.large { font-size: 200% !important }');
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
		await openDetails(page);
		await look(page);
	});
}

for (const [size, viewport] of [['phone', phone], ['desk', desk]])
	for (const colorScheme of ['light', 'dark'])
		test(`edit, axe: busy rule, ${size}, ${colorScheme}`, () => busy({ viewport, colorScheme },
			async (page) => assert.deepEqual(await violations(page), [])));

test('edit: targets of a finger\'s size: busy rule', () => busy({ viewport: phone, hasTouch: true, isMobile: true },
	async (page) => assert.deepEqual(await smallTargets(page), [])));

test('edit: no sideways scrolling, 320 px, text of twice the size: busy rule', () =>
	busy({ viewport: { width: 320, height: 640 } }, async (page) =>
		assert.deepEqual(await page.evaluate(overflowing, 'large'), [])));

test('edit: what is chosen is told without colour', () => busy({ viewport: desk, forcedColors: 'active' }, async (page) => {
	for (const chosen of ['[role=tab][aria-selected=true]', '[role=option][aria-selected=true]'])
		assert.notEqual(await page.locator(chosen).evaluate((e) => getComputedStyle(e).outlineStyle), 'none', chosen);
}));
