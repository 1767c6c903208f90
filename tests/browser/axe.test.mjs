// axe-core finds nothing to say, light and dark, on a phone and on a desk.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { alone, axeSource, desk, openDetails, phone, useBrowser } from './browser.mjs';
import { pages } from './pages.mjs';
import { states } from './states.mjs';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const open = useBrowser();

async function violations(page) {
	const found = await page.evaluate((runOnly) =>
		globalThis.axe.run({ runOnly, resultTypes: ['violations'] }), tags);
	return found.violations.flatMap(({ id, nodes }) =>
		nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`));
}

for (const { name, url, act } of [...pages, ...states])
	test(`axe: ${name}`, () => open({ url, act, ...alone }, async (page) => {
		await openDetails(page);
		await page.evaluate(axeSource);
		for (const viewport of [phone, desk])
			for (const colorScheme of ['light', 'dark']) {
				await page.setViewportSize(viewport);
				await page.emulateMedia({ colorScheme });
				assert.deepEqual(await violations(page), [], `${viewport.width} px, ${colorScheme}`);
			}
	}));
