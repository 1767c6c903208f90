// An editor's whole way, over the real program behind nginx: a mistake on line 4,
// mended; what a rule would gain and lose; publishing, which a visitor and a phone
// get; going back. With a mouse, with forms on a phone, with keys alone.
import { strict as assert } from 'node:assert';
import { after, before, test } from 'node:test';
import { ask, firstVisit, get } from '../phone/journey.mjs';
import { desk, phone, useBrowser } from './browser.mjs';
import { start } from './site.mjs';

const PATIENCE = 10000; // milliseconds, for one thing to be there
const STEPS_MAX = 200; // keys from one place of a page to another
const open = useBrowser();
let site;
before(async () => { site = await start({ build: 'build', folder: 'build/browser/edited', edited: true }); });
after(() => site.stop());

// Workers belong to visitors.
const editor = { locale: 'fr-FR', serviceWorkers: 'block' };

// ---- what is done --------------------------------------------------------------

const rule = 'rail';
const list = 'events?sector=rail';
const right = '  label = { fr = "Ferroviaire", en = "Rail" },';
const wrong = '  label == { fr = "Ferroviaire", en = "Rail" },';
const narrow = '  match = { none = { town = "Lille" },'; // line 6: loses some
const wide = '      extra = { secteur = { "Ferroviaire", "Verre" } },'; // line 8: gains some

// Asked behind the server's back: what visitors and phones are given.
async function given(path) {
	const answer = await fetch(site.url + path);
	assert.equal(answer.status, 200, path);
	return answer.text();
}
const json = async (path) => JSON.parse(await given(path));
const listed = async () => (await json(list.replace('?', '.json?'))).events.map(({ uid }) => uid);
const without = (some, others) => some.filter((one) => !others.includes(one)).sort();

// ---- hands ---------------------------------------------------------------------

const written = '.cm-content';

async function lineInEditor(page, number, text) {
	await page.keyboard.press('Control+Home');
	for (let i = 1; i < number; i++) await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Home');
	await page.keyboard.press('Home'); // before what it is indented by
	await page.keyboard.press('Shift+End');
	await page.keyboard.type(text);
	await page.keyboard.press('Escape'); // what is offered
}

// On a slow machine a line half typed may be tried, and marked elsewhere, before
// the whole of it is.
async function markedAt(page, number) {
	await page.waitForFunction((wanted) => {
		const mark = document.querySelector('.cm-lint-marker-error');
		const top = mark?.getBoundingClientRect().top;
		return [...document.querySelectorAll('.cm-lineNumbers .cm-gutterElement')]
			.find((e) => e.getBoundingClientRect().bottom > top && e.offsetHeight > 0)?.textContent === wanted;
	}, String(number));
}

async function tabTo(page, locator) {
	const handle = await locator.elementHandle();
	for (let i = 0; i < STEPS_MAX; i++) {
		if (await handle.evaluate((e) => e === document.activeElement)) return;
		await page.keyboard.press('Tab');
	}
	assert.fail(`Tab does not come to ${locator}`);
}

const mouse = {
	press: (page, locator) => locator.click(),
	write: (page, locator, text) => locator.fill(text),
	async line(page, number, text) {
		await page.locator(written).click();
		await lineInEditor(page, number, text);
	},
	marked: markedAt,
	show: (page, name) => page.getByRole('tab', { name }).click(),
};

// Tab goes on from where one is, and leaves the editor.
const keys = {
	...mouse,
	async press(page, locator) {
		await tabTo(page, locator);
		await page.keyboard.press('Enter');
	},
	async write(page, locator, text) {
		await tabTo(page, locator);
		await page.keyboard.type(text);
	},
	async line(page, number, text) {
		await tabTo(page, page.locator(written));
		await lineInEditor(page, number, text);
	},
	async show(page, name) {
		const wanted = page.getByRole('tab', { name });
		await tabTo(page, page.getByRole('tab', { selected: true }));
		while (await wanted.getAttribute('aria-selected') !== 'true') await page.keyboard.press('ArrowRight');
	},
};

// As keyboards on glass do: what is chosen is replaced at once. Lines wrap there,
// so arrows do not go from one to the next.
const finger = {
	...mouse,
	async line(page, number, text) {
		await page.locator('.cm-line').nth(number - 1).click({ clickCount: 3 });
		await page.keyboard.insertText(`${text}\n`);
	},
};

const forms = {
	...mouse,
	async line(page, number, text) {
		const field = page.locator('textarea#source');
		const lines = (await field.inputValue()).split('\n');
		lines[number - 1] = text;
		await field.fill(lines.join('\n'));
		await page.getByRole('button', { name: 'Essayer' }).click();
	},
	marked: (page, number) => page.locator(`#problems li:first-of-type[data-line="${number}"]`).waitFor(),
	show: async () => {}, // all is shown
};

// ---- the way -------------------------------------------------------------------

const uidsOf = (page, what) => page.locator(`#difference li.${what} > a:first-of-type`)
	.evaluateAll((all) => all.map((link) => /\/event\/([^/]+)/.exec(link.href)[1]).sort());
const button = (page, name) => page.getByRole('button', { name });
const link = (page, name) => page.getByRole('link', { name });

async function tryIt(page, hand) {
	await hand.press(page, link(page, 'Ferroviaire'));
	await page.locator('#problems').waitFor({ state: 'attached' });
	await hand.line(page, 4, wrong);
	await hand.marked(page, 4);
	assert.match(await page.locator('#problems').textContent(), /(ligne |lua:)4/i);
	await hand.line(page, 4, right);
	await hand.line(page, 6, narrow);
	await hand.line(page, 8, wide);
	await hand.show(page, 'Écart');
	await page.locator('#difference li.gained').first().waitFor();
	assert.equal(await page.locator('#problems li').count(), 0);
	return { gained: await uidsOf(page, 'gained'), lost: await uidsOf(page, 'lost') };
}

async function publish(page, hand) {
	await hand.press(page, button(page, 'Publier …'));
	await hand.write(page, page.getByLabel('Qu’avez-vous changé'), 'Le verre roule aussi');
	await hand.press(page, button(page, 'Publier'));
	await page.getByRole('status').filter({ hasText: 'Publié' }).waitFor();
}

async function goBack(page, hand) {
	await hand.press(page, link(page, 'Historique'));
	const before = page.locator('ol.history > li').nth(1);
	assert.match(await page.locator('ol.history > li').first().textContent(), /editor.*Le verre roule aussi/s);
	await hand.press(page, before.getByRole('link'));
	await hand.press(page, button(page, 'Revenir à ces règles'));
	await page.getByRole('status').filter({ hasText: 'Retour fait' }).waitFor();
}

// What the phone was sent, and what its own server shows now.
async function phoneHas(tab, from, changed) {
	const { publication } = await json('sync/head.json');
	const { copy, fault } = await ask(tab, { what: 'check' });
	assert.deepEqual([fault, copy.publication, copy.held], [null, publication, copy.pieces]);
	assert.deepEqual(tab.asked.filter((path) => /(delta|index)-/.test(path)), [`delta-${from}-${publication}-fr.json`]);
	const { events, gone } = await json(`sync/delta-${from}-${publication}-fr.json`);
	assert.deepEqual([events.uid.sort(), gone], [changed, []]);
	assert.equal((await get(tab, list)).body, await given(list));
	const answer = await tab.goto(list);
	assert.ok(answer.fromServiceWorker());
}

// A phone with a copy, as tests/phone takes it.
async function withPhone(work) {
	await open({ viewport: phone }, async (page) => {
		const asked = [];
		page.context().on('request', (request) => asked.push(request.url().split('/').pop()));
		const tab = { asked, goto: (path) => page.goto(site.url + path),
			run: (act, argument) => page.evaluate(act, argument) };
		await firstVisit(tab);
		asked.length = 0;
		await work(tab);
	});
}

async function pagesOf(uids) {
	const paths = ['', 'events', list, 'en/events?sector=rail', 'map', 'about', 'all', 'all.json',
		...uids.map((uid) => `event/${uid}`)];
	return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await given(path)])));
}

async function journey(hand, options) {
	await open({ ...editor, httpCredentials: site.editor, ...options }, async (page) => {
		page.setDefaultTimeout(PATIENCE);
		await open({ viewport: desk, serviceWorkers: 'block' }, (visitor) => withPhone(async (tab) => {
			const { publication } = await json('sync/head.json');
			const was = await listed();
			await visitor.goto(site.url + list);
			assert.equal((await visitor.request.get(`${site.url}edit/`)).status(), 401);
			await page.goto(`${site.url}edit/`);
			const { gained, lost } = await tryIt(page, hand);
			const changed = [...gained, ...lost].sort();
			const pages = await pagesOf(changed);
			assert.ok(gained.length > 0 && lost.length > 0);
			assert.equal(pages[list], await given(list), 'nobody else sees it yet');

			await publish(page, hand);
			const is = await listed();
			assert.deepEqual([without(is, was), without(was, is)], [gained, lost]);
			await visitor.reload();
			assert.equal(Number.parseInt(await visitor.locator('.count').textContent(), 10), is.length);
			await phoneHas(tab, publication, changed);

			await goBack(page, hand);
			assert.deepEqual(await pagesOf(changed), pages);
		}));
	});
}

test('edit journey: with a mouse, on a desk', () => journey(mouse, { viewport: desk }));
test('edit journey: with forms alone, on a phone', () => journey(forms, { viewport: phone, javaScriptEnabled: false }));
test('edit journey: with keys alone', () => journey(keys, { viewport: desk }));
test('edit journey: with a finger', () => journey(finger, { viewport: phone, hasTouch: true }));
