// states.mjs -- pages as their script makes them after a tap or a message: what
// holds on every page holds on these too, and on the one that web servers show
// alone. { name, url, act }: act does it.
import { pages, site } from './pages.mjs';
import { root } from './site.mjs';

const plan = pages.find(({ name }) => name === 'plan with conflicts (fr)').url;
const event = pages.find(({ name }) => name === 'event, many times (fr)').url;
const [first, second] = new URL(plan).searchParams.get('e').split(',');

// ---- what tests do with the script ---------------------------------------------

// As www/page/store.mjs writes it.
export const storeKey = (root = site) => `almanach ${new URL(root).pathname}`;

export function setStars(page, stars, root = site) {
	return page.evaluate(([key, text]) => localStorage.setItem(key, text),
		[storeKey(root), JSON.stringify({ stars })]);
}

export async function getStars(page, root = site) {
	const text = await page.evaluate((key) => localStorage.getItem(key), storeKey(root));
	return JSON.parse(text)?.stars ?? {};
}

// A message as the phone's own server posts it; or that of another root.
export function hear(page, message, root = site) {
	return page.evaluate(([data, scriptURL]) => {
		const event = new MessageEvent('message', { data });
		Object.defineProperty(event, 'source', { value: { scriptURL } });
		navigator.serviceWorker.dispatchEvent(event);
	}, [message, `${root}sw.js`]);
}

export const copy = {
	language: 'fr', publication: 2, events: 504, pieces: 8, held: 3,
	bytes: 612345, left: 400000, checked: Date.now() - 60000, synced: Date.now() - 60000,
};

export const state = (values, more) => ({
	what: 'state', copy: { ...copy, ...values }, busy: false, saving: false, fault: null, ...more,
});

// ---- the states ----------------------------------------------------------------

// Long before anything changed.
const old = Date.parse('2025-11-01T00:00:00Z');

async function stars(page, address, list) {
	await setStars(page, Object.fromEntries(list.map((entry) => [entry, old])));
	await page.goto(address);
}

const changedUid = async () => {
	const { changes } = await (await fetch(`${site}changes.json`)).json();
	return [...new Set(changes.map(({ uid }) => uid))];
};

export const states = [
	['list with a kept event and a toast', `${site}events`, async (page) => {
		await page.locator('.star').nth(1).click();
		await page.locator('.say .note').waitFor();
	}],
	['event that is kept', event, async (page) => {
		await page.locator('.share [aria-pressed]').click();
		await page.locator('.say .note').waitFor();
	}],
	['plan that was received', plan, async (page) => {
		await stars(page, plan, [first]);
		await page.locator('.told .main').waitFor();
		await page.waitForLoadState('networkidle');
	}],
	['plan with changes', plan, async (page) => {
		await stars(page, plan, [...await changedUid(), first, second]);
		await page.locator('section.told li').first().waitFor();
	}],
	['plan as a QR code', plan, async (page) => {
		await page.getByRole('button', { name: 'Code QR' }).click();
		await page.locator('figure svg').waitFor();
	}],
	['about a copy', `${site}about`, async (page) => {
		await page.locator('#phone button').waitFor();
		await hear(page, state({}, { saving: true, fault: 'network' }));
		await page.getByRole('button', { name: 'Copier toutes' }).waitFor();
	}],
	['home with an old copy', site, async (page) => {
		await hear(page, state({ checked: Date.now() - 26 * 3600e3 }));
		await page.locator('.note.old').waitFor();
	}],
	['home with news', site, async (page) => {
		await hear(page, { what: 'news', from: 1, publication: 2 });
		await page.locator('.say .note').waitFor();
	}],
	['home with a copy that is complete', site, async (page) => {
		await hear(page, { what: 'ready' });
		await page.locator('.say .note').waitFor();
	}],
	['the web server alone', `file://${root}build/www/away.html`],
].map(([name, url, act]) => ({ name: `script: ${name}`, url, act }));
