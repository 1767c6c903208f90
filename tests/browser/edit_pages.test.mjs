// Every page of the workspace, over the real program, with something on it: axe,
// targets, overflow, the console, forced colours. And none of it is where visitors
// are.
import { strict as assert } from 'node:assert';
import { after, before, test } from 'node:test';
import { firstVisit } from '../phone/journey.mjs';
import { addStyle, desk, openDetails, phone, useBrowser } from './browser.mjs';
import { paths, work } from './edit_desk.mjs';
import { overflowing, smallTargets, violations } from './look.mjs';
import { start } from './site.mjs';

const open = useBrowser();
let site, addresses;
before(async () => {
	site = await start({ build: 'build', folder: 'build/browser/worked', edited: true });
	const { events } = await (await fetch(`${site.url}all.json`)).json();
	addresses = await work(site, [events[3].uid, events[9].uid]);
});
after(() => site.stop());

// A page, and what is on the console: the status of the page itself is no wrong.
async function onPage(name, options, look) {
	await open({ locale: 'fr-FR', serviceWorkers: 'block', httpCredentials: site.editor, ...options }, async (page) => {
		const wrongs = [];
		page.on('pageerror', ({ message }) => wrongs.push(message));
		page.on('console', (said) => {
			if (said.type() === 'error' && said.location().url !== page.url()) wrongs.push(said.text());
		});
		const { path, status = 200 } = addresses[name];
		const answer = await page.goto(`${site.url}edit/${path}`);
		assert.equal(answer.status(), status);
		assert.equal(answer.headers()['cache-control'], 'no-store');
		if (await page.locator('form#rule').count() > 0) await page.locator('.cm-content').waitFor();
		await openDetails(page);
		await look(page);
		assert.deepEqual(wrongs, []);
	});
}

// Tabs hide sections, whose turn comes one after the other.
async function eachTab(page, look) {
	await look('');
	for (const tab of (await page.getByRole('tab').all()).slice(1)) {
		await tab.click();
		await look(await tab.textContent());
	}
}

for (const name of paths) {
	test(`edit, axe: ${name}`, () => onPage(name, {}, (page) => eachTab(page, async (tab) => {
		for (const viewport of [phone, desk])
			for (const colorScheme of ['light', 'dark']) {
				await page.setViewportSize(viewport);
				await page.emulateMedia({ colorScheme });
				assert.deepEqual(await violations(page), [], `${viewport.width} px, ${colorScheme} ${tab}`);
			}
	})));

	test(`edit, targets and overflow: ${name}`, () => onPage(name, {}, async (page) => {
		await addStyle(page, 'html.large { font-size: 200% !important }');
		await eachTab(page, async (tab) => {
			for (const viewport of [phone, desk]) {
				await page.setViewportSize(viewport);
				assert.deepEqual(await smallTargets(page), [], `${viewport.width} px ${tab}`);
			}
			for (const [width, how] of [[360, ''], [768, ''], [1280, ''], [320, 'large']]) {
				await page.setViewportSize({ width, height: 740 });
				assert.deepEqual(await page.evaluate(overflowing, how), [], `${width} px ${how} ${tab}`);
			}
			await page.evaluate(() => { document.documentElement.className = ''; });
		});
	}));
}

// Compared texts have theirs in the text.
const sign = (page, selector) => page.locator(selector).first().evaluate((e) => {
	const { content } = getComputedStyle(e, '::before');
	return content === 'none' ? e.textContent[0] : content[1];
});
for (const [name, selector, wanted] of [['review', 'li.lost', '−'], ['publication', 'pre.diff .add', '+'],
	['home', '.said.error', '✕'], ['home', '.state-live', '●'], ['home', '.state-stale', '▲'],
	['home', '.state-draft', '✎'], ['rule overtaken', '.said.warning', '▲']])
	test(`edit: ${selector} of ${name} is told without colour`, () => onPage(name, { forcedColors: 'active' },
		async (page) => assert.equal(await sign(page, selector), wanted)));

// In the page: all that the phone's own server keeps.
async function cached() {
	const names = await caches.keys();
	const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
	return kept.flat().map(({ url }) => new URL(url).pathname);
}

test('edit: nothing of it is on public pages, or in a phone\'s copy', () => open({}, async (page) => {
	const ours = /\bedit-[\w-]+\.(css|js)|href="[^"]*\/edit\//;
	for (const path of ['', 'en/', 'events', 'map', 'about', 'all', 'plan', 'changes', 'nowhere', 'sw.js', 'sitemap.xml'])
		assert.doesNotMatch(await (await fetch(site.url + path)).text(), ours, path);
	await firstVisit({ goto: (path) => page.goto(site.url + path), run: (act, argument) => page.evaluate(act, argument) });
	const kept = await page.evaluate(cached);
	assert.ok(kept.some((path) => /style-\w+\.css$/.test(path)), 'there is a copy');
	assert.deepEqual(kept.filter((path) => /edit/.test(path)), []);
}));
