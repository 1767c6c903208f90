// Stars without an account: kept on the phone, in all tabs, in the plan's
// address; un-stars too; and nothing breaks where a browser keeps nothing.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { alone, useBrowser } from './browser.mjs';
import { page as named, site } from './pages.mjs';
import { getStars, hear, setStars, storeKey } from './states.mjs';

const open = useBrowser();
const list = `${site}events?day=2025-11-20`;
const kept = new URL(named('plan with conflicts (fr)').url).searchParams.get('e').split(',');
const many = named('event, many times (fr)').url;
const plan = (entries) => `${site}plan?e=${[...entries].sort()}`;
const old = 1700000000000;
const starred = (entries, at = old) => Object.fromEntries(entries.map((entry) => [entry, at]));
const onPlan = (page) => page.locator('.plan .card').evaluateAll((all) => all.map((card) => card.dataset.uid));
const tab = (page) => page.locator('.tabs a').last();
const toast = (page) => page.locator('.say .note p');
const pressed = (page) => page.locator('.star[aria-pressed=true]').count();

// A page whose phone keeps these, come to anew.
async function holding(page, stars, url) {
	await page.goto(site);
	await setStars(page, stars);
	await page.goto(url);
}

test('stars: a card is kept, told, in the plan; and taken out', () => open({ url: list, ...alone }, async (page) => {
	const star = page.locator('.star').nth(2);
	const uid = await star.getAttribute('data-entry');
	const title = await page.locator('.card h3').nth(2).textContent();
	assert.equal(await star.getAttribute('aria-label'), `Garder : ${title}`);
	assert.equal(await star.getAttribute('aria-pressed'), 'false');
	await star.click();
	assert.equal(await star.getAttribute('aria-pressed'), 'true');
	assert.equal(await toast(page).textContent(), 'Gardé dans ma sélection.');
	assert.equal(await page.locator('[role=status].say').count(), 1);
	assert.equal(await tab(page).getAttribute('href'), plan([uid]));

	await page.reload();
	assert.equal(await star.getAttribute('aria-pressed'), 'true');
	await tab(page).click();
	await page.waitForURL(plan([uid]));
	await page.locator('.plan .card').waitFor();
	assert.deepEqual(await onPlan(page), [uid]);

	await page.locator('.plan .clear').click();
	await page.waitForURL(`${site}plan`);
	const { [uid]: stamp } = await getStars(page);
	assert.ok(stamp < 0, 'the un-star is kept too');
	await page.goto(list);
	assert.equal(await pressed(page), 0);
}));

test('stars: the link of an event becomes a button, and so do its timings', () => open({ url: many }, async (page) => {
	const all = page.locator('.share [aria-pressed]');
	const timing = page.locator('.when .pill').first();
	assert.equal(await page.locator('.event a[href*="plan?e="]').count(), 0);
	await page.locator('.when summary').first().click();
	await timing.click();
	assert.equal(await timing.getAttribute('aria-pressed'), 'true');
	assert.equal(await all.getAttribute('aria-pressed'), 'false');
	const entry = await timing.getAttribute('data-entry');
	assert.match(entry, /^\d+\.\d+$/);
	assert.equal(await tab(page).getAttribute('href'), plan([entry]));
	// All of it stands for its timings.
	await all.click();
	assert.equal(await timing.getAttribute('aria-pressed'), 'false');
	assert.equal(await tab(page).getAttribute('href'), plan([entry.replace(/\..*/, '')]));
	await all.click();
	assert.equal(await tab(page).getAttribute('href'), `${site}plan`);
}));

test('stars: by keyboard', () => open({ url: list }, async (page) => {
	const star = page.locator('.star').first();
	await star.focus();
	await page.keyboard.press('Space');
	assert.equal(await star.getAttribute('aria-pressed'), 'true');
	assert.equal(await star.evaluate((e) => e === document.activeElement), true, 'the focus stays');
	await page.keyboard.press('Enter');
	assert.equal(await star.getAttribute('aria-pressed'), 'false');
}));

test('stars: two tabs know of each other', () => open({ url: list }, async (page) => {
	const other = await page.context().newPage();
	await other.goto(list);
	await page.locator('.star').nth(0).click();
	await other.locator('.star[aria-pressed=true]').waitFor();
	await other.locator('.star').nth(1).click();
	await page.waitForFunction(() => document.querySelectorAll('.star[aria-pressed=true]').length === 2);
	assert.equal(Object.keys(await getStars(page)).length, 2);
	assert.equal(await tab(page).getAttribute('href'), await tab(other).getAttribute('href'));
	await page.locator('.star').nth(0).click();
	await other.waitForFunction(() => document.querySelectorAll('.star[aria-pressed=true]').length === 1);
}));

test('stars: what is newer counts, kept or taken out', () => open({ url: list }, async (page) => {
	const stars = page.locator('.star');
	const [a, b] = await stars.evaluateAll((all) => all.slice(0, 2).map(({ dataset }) => dataset.entry));
	await stars.nth(0).click();
	await stars.nth(0).click();
	const { [a]: taken } = await getStars(page);
	assert.ok(taken < 0);
	// A copy from elsewhere that still has the first, from before, and the second.
	await setStars(page, { [a]: -taken - 1, [b]: old });
	await stars.nth(2).click();
	const { [a]: after, [b]: joined } = await getStars(page);
	assert.equal(after, taken);
	assert.equal(joined, old);
	assert.equal(await stars.nth(0).getAttribute('aria-pressed'), 'false');
	assert.equal(await stars.nth(1).getAttribute('aria-pressed'), 'true');
}));

test('stars: what was deleted while a page slept does not come back', () => open({ url: list }, async (page) => {
	const star = page.locator('.star').first();
	await star.click();
	await page.evaluate((key) => {
		localStorage.removeItem(key);
		dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
	}, storeKey());
	assert.equal(await star.getAttribute('aria-pressed'), 'false');
	await page.locator('.star').nth(1).click();
	assert.equal(Object.keys(await getStars(page)).length, 1);
}));

for (const [what, text] of Object.entries({
	'no JSON': '{"stars":', 'a number': '7', 'null': 'null', 'a list': '[1]',
	'stars that are none': '{"stars":"all","seen":"x"}',
	'names and stamps of all kinds': '{"stars":{"<b>":5,"__proto__":5,"1":"x","2":null,"3":1e400,"4":{},"5":-1e300},"seen":{}}',
}))
	test(`stars: survive ${what} in their place`, () => open({ url: list }, async (page) => {
		const wrong = [];
		page.on('pageerror', (error) => wrong.push(error.message));
		await page.evaluate(([key, value]) => localStorage.setItem(key, value), [storeKey(), text]);
		await page.reload();
		const star = page.locator('.star').first();
		const uid = await star.getAttribute('data-entry');
		await star.click();
		assert.equal(await star.getAttribute('aria-pressed'), 'true');
		assert.ok((await getStars(page))[uid] > 0);
		assert.equal(await tab(page).getAttribute('href'), plan([uid]));
		assert.deepEqual(wrong, []);
	}));

for (const [what, refuse] of Object.entries({
	'throws at each touch': () => {
		Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });
	},
	'is full': () => { Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); }; },
}))
	test(`stars: a storage that ${what}`, () => open({}, async (page) => {
		const wrong = [];
		page.on('pageerror', (error) => wrong.push(error.message));
		await page.addInitScript(refuse);
		await page.goto(list);
		const star = page.locator('.star').first();
		const uid = await star.getAttribute('data-entry');
		await star.click();
		assert.equal(await star.getAttribute('aria-pressed'), 'true');
		assert.equal(await tab(page).getAttribute('href'), plan([uid]));
		await tab(page).click();
		await page.locator('.plan .card').waitFor();
		assert.deepEqual(await onPlan(page), [uid]);
		assert.deepEqual(wrong, []);
	}));

test('stars: a phone that keeps nothing says so', () => open({}, async (page) => {
	await page.addInitScript(() => { Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); }; });
	await page.goto(list);
	await page.locator('.star').first().click();
	await toast(page).getByText('ne conserve rien').waitFor();
}));

test('stars: a plan holds what its address can', () => open({}, async (page) => {
	const names = Array.from({ length: 20 }, (_, i) => `${'long-'.repeat(19)}${100 + i}`);
	assert.equal(`e=${names}`.length, 1981);
	await holding(page, starred(names), list);
	const asked = async () => (await page.request.get(await tab(page).getAttribute('href'))).status();
	await page.locator('.star').nth(0).click();
	await page.locator('.star').nth(1).click();
	assert.equal(await pressed(page), 2, 'as long as there is room');
	assert.equal(await asked(), 200);
	await page.locator('.star').nth(2).click();
	await toast(page).getByText('retirez-en').waitFor();
	assert.equal(await pressed(page), 2);
	assert.equal(await asked(), 200);
}));

test('stars: a plan holds a hundred, and says so', () => open({}, async (page) => {
	const full = Array.from({ length: 100 }, (_, i) => String(90000000 + i));
	await holding(page, starred(full), list);
	const star = page.locator('.star').first();
	await star.click();
	assert.equal(await star.getAttribute('aria-pressed'), 'false');
	await toast(page).getByText('retirez-en').waitFor();
	assert.equal((await page.request.get(await tab(page).getAttribute('href'))).status(), 200);
}));

// ---- names with dots ------------------------------------------------------------

test('stars: an event is not taken for a timing of another', () => open({}, async (page) => {
	const azores = process.env.SITE_AZORES;
	const star = (uid) => page.locator(`.card[data-uid="${uid}"] .star`).first();
	const is = async (uid) => await star(uid).getAttribute('aria-pressed') === 'true';
	const entries = async () => new URL(await tab(page).getAttribute('href')).searchParams.get('e');
	const found = `${azores}events?q=nome`;
	await page.goto(found);
	await star('odd.2').click();
	assert.deepEqual([await is('odd'), await is('odd.2')], [false, true]);
	await star('odd').click();
	assert.equal(await entries(), 'odd,odd.2');
	// Known on pages that do not show it, too.
	await page.goto(`${azores}event/odd/nome-curto`);
	await page.locator('.share [aria-pressed]').click();
	assert.equal(await entries(), 'odd.2');
	await page.goto(`${azores}event/odd.2/nome-com-ponto`);
	await page.locator('.when summary').first().click();
	await page.locator('.when .pill').first().click();
	assert.equal(await entries(), 'odd.2.1', 'a timing for the whole');
	await page.locator('.share [aria-pressed]').click();
	assert.equal(await entries(), 'odd.2', 'the whole for its timing');
	await page.goto(await tab(page).getAttribute('href'));
	assert.deepEqual(await onPlan(page), ['odd.2']);
	// As they were kept before names were.
	await setStars(page, starred(['odd.2', 'odd.1']), azores);
	await page.goto(found);
	assert.deepEqual([await is('odd'), await is('odd.2')], [true, true]);
	await star('odd').click();
	assert.deepEqual([await is('odd'), await is('odd.2')], [false, true]);
}));

// ---- the plan's address ---------------------------------------------------------

test('plan: without an address it is the own one', () => open({}, async (page) => {
	await holding(page, starred(kept.slice(0, 2)), `${site}plan`);
	await page.waitForURL(plan(kept.slice(0, 2)));
	assert.deepEqual((await onPlan(page)).sort(), kept.slice(0, 2).sort());
	assert.equal(await page.locator('.told').count(), 0);
	await page.goBack();
	assert.equal(page.url(), site, 'the way back is not blocked');
}));

test('plan: a received one shows what it would add', () => open({}, async (page) => {
	const [mine, ...others] = kept;
	await holding(page, starred([mine]), plan(kept));
	const add = page.locator('.told .main');
	assert.equal(await add.textContent(), `Ajouter ces ${others.length} événements à ma sélection`);
	assert.deepEqual(Object.keys(await getStars(page)), [mine], 'nothing without a tap');
	await add.click();
	await page.locator('.told').waitFor({ state: 'detached' });
	assert.equal(await tab(page).getAttribute('href'), plan(kept));
	assert.equal(page.url(), plan(kept));
}));

test('plan: a link that is received twice, with another tab open', () => open({}, async (page) => {
	const [mine, ...others] = kept;
	await holding(page, starred([mine]), plan(others));
	const other = await page.context().newPage();
	await other.goto(plan([mine]));
	await page.locator('.told .main').dblclick();
	await page.waitForURL(plan(kept));
	assert.equal(await page.locator('.told').count(), 0);
	// The other page still shows what it did, and the way to what is kept now.
	await other.locator(`.told a[href="${plan(kept)}"]`).waitFor();
	await page.goto(plan(others));
	await page.locator(`.told a[href="${plan(kept)}"]`).waitFor();
	assert.equal(await page.locator('.told .main').count(), 0, 'nothing to add');
	await page.locator('.plan .clear').first().click();
	await page.waitForLoadState('networkidle');
	assert.deepEqual(Object.entries(await getStars(page)).filter(([, at]) => at < 0), []);
}));

test('plan: what was taken out stays out until a tap', () => open({}, async (page) => {
	const [mine, out] = kept;
	await holding(page, { [mine]: old, [out]: -old }, plan([mine, out]));
	assert.equal(await page.locator('.told .main').textContent(), 'Ajouter cet événement à ma sélection');
	assert.ok((await getStars(page))[out] < 0);
	assert.equal(await page.locator('.told a').getAttribute('href'), plan([mine]));
	// Enlever on a plan that is not the own one touches no star.
	await page.locator('.plan .clear').first().click();
	assert.ok((await getStars(page))[mine] > 0);
}));

// ---- what changed ---------------------------------------------------------------

async function changed() {
	const { changes } = await (await fetch(`${site}changes.json`)).json();
	const gone = changes.find(({ slug }) => !slug);
	const moved = changes.find(({ from, to, slug }) => from && to && slug);
	return { gone, moved, changes };
}

test('plan: what changed is told until it was seen', () => open({}, async (page) => {
	const { gone, moved, changes } = await changed();
	const uids = [gone.uid, moved.uid, kept[0]];
	const count = changes.filter(({ uid }) => uids.includes(uid)).length;
	await holding(page, starred(uids), plan(uids));
	const box = page.locator('section.told');
	await box.locator('li').first().waitFor();
	assert.equal(await box.locator('li').count(), count);
	assert.equal(await box.locator('s').first().textContent(), moved.from);
	assert.ok((await box.textContent()).includes(moved.to));
	assert.ok((await box.textContent()).includes(gone.title));
	assert.equal((await tab(page).locator('.told').textContent()), `${count} changements à voir`);
	await box.getByRole('button').click();
	await page.waitForURL(plan([moved.uid, kept[0]]));
	assert.equal(await page.locator('.told').count(), 0);
	const stars = await getStars(page);
	assert.ok(stars[gone.uid] < 0, 'what is gone is kept no more');
	assert.ok(stars[moved.uid] > 0);
	await page.goto(`${site}plan`);
	await page.waitForLoadState('networkidle');
	assert.equal(await page.locator('.told').count(), 0);
}));

test('plan: a time of no sense, up to which changes were seen, hides none', () => open({}, async (page) => {
	const { moved } = await changed();
	await page.goto(site);
	await page.evaluate(([key, text]) => localStorage.setItem(key, text),
		[storeKey(), JSON.stringify({ stars: starred([moved.uid]), seen: 1e300 })]);
	await page.goto(plan([moved.uid]));
	await page.locator('section.told li').first().waitFor();
}));

test('plan: what changed before it was kept is no news', () => open({}, async (page) => {
	const { moved } = await changed();
	await holding(page, starred([moved.uid], Date.parse('2025-11-19T09:00:00+01:00')), plan([moved.uid]));
	await page.waitForLoadState('networkidle');
	assert.equal(await page.locator('.told').count(), 0);
}));

test('plan: news about it leads to it', () => open(alone, async (page) => {
	const { moved, changes } = await changed();
	const count = changes.filter(({ uid }) => uid === moved.uid).length;
	await holding(page, starred([moved.uid]), site);
	await hear(page, { what: 'news', from: 1, publication: 2 });
	await toast(page).waitFor();
	assert.match(await toast(page).textContent(), new RegExp(`mis à jour : ${count} changement`));
	await page.locator('.say a').click();
	await page.waitForURL(plan([moved.uid]));
	await page.goto(site);
	await setStars(page, {});
	await page.evaluate((key) => localStorage.removeItem(key), storeKey());
	await page.reload();
	await hear(page, { what: 'news', from: 1, publication: 2 });
	await toast(page).waitFor();
	assert.equal(await page.locator('.say a').getAttribute('href'), `${site}changes`);
}));

test('plan: kept on an older page, what has changed since that page is news', () => open({}, async (page) => {
	const { moved } = await changed();
	await page.goto(`${site}event/${moved.uid}/${moved.slug}`);
	const star = page.locator(`button[data-entry="${moved.uid}"]`).first();
	await star.waitFor();
	await page.evaluate((before) => { document.querySelector('#fresh').dataset.changed = before; },
		new Date(Date.parse(moved.at) - 60000).toISOString());
	await star.click();
	await page.goto(plan([moved.uid]));
	await page.locator('section.told li').first().waitFor();
}));
