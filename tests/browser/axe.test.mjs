// axe-core finds nothing to say, light and dark, on a phone and on a desk.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { alone, desk, openDetails, phone, useBrowser } from './browser.mjs';
import { violations } from './look.mjs';
import { pages } from './pages.mjs';
import { states } from './states.mjs';

const open = useBrowser();

for (const { name, url, act } of [...pages, ...states])
	test(`axe: ${name}`, () => open({ url, act, ...alone }, async (page) => {
		await openDetails(page);
		for (const viewport of [phone, desk])
			for (const colorScheme of ['light', 'dark']) {
				await page.setViewportSize(viewport);
				await page.emulateMedia({ colorScheme });
				assert.deepEqual(await violations(page), [], `${viewport.width} px, ${colorScheme}`);
			}
	}));
