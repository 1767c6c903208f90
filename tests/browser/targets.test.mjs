// What can be tapped is 48 by 48 CSS pixels or more; look.mjs says who is excused.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { alone, desk, openDetails, phone, useBrowser } from './browser.mjs';
import { smallTargets } from './look.mjs';
import { pages } from './pages.mjs';
import { states } from './states.mjs';

const open = useBrowser();

for (const { name, url, act } of [...pages, ...states])
	test(`targets: ${name}`, () => open({ url, act, ...alone }, async (page) => {
		await openDetails(page);
		for (const viewport of [phone, desk]) {
			await page.setViewportSize(viewport);
			assert.deepEqual(await smallTargets(page), [], `${viewport.width} px`);
		}
	}));
