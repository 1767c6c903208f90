// The page of one rule with the workspace's script: CodeMirror, trials while one
// types, drafts, tabs, filters. Under the program's Content-Security-Policy, and
// nothing of a page may break it.
import { strict as assert } from 'node:assert';
import { after, before, beforeEach, test } from 'node:test';
import { desk, phone, useBrowser } from './browser.mjs';
import { live, startEdit } from './edit_site.mjs';

const STILL = 400; // milliseconds
const open = useBrowser();
let site;
before(async () => { site = await startEdit(); });
after(() => site.stop());
beforeEach(() => site.reset());

const code = (page) => page.locator('.cm-content');
const text = (page) => page.evaluate(() => document.querySelector('.cm-content').cmTile.view.state.doc.toString());
const problems = (page) => page.locator('#problems');

// In the page. Chromium itself styles what one types over styled text, which the
// policy stops and nobody sees.
function tellViolations() {
	document.addEventListener('securitypolicyviolation', ({ blockedURI, sourceFile, violatedDirective }) => {
		if (blockedURI !== 'inline' || sourceFile) console.error(`${violatedDirective} stopped ${blockedURI} of ${sourceFile}`);
	});
}

// What goes wrong on a page, but for the policy, of which it tells itself, and for
// what tests mean to go wrong on the network.
function watch(page) {
	const wrongs = [];
	page.on('pageerror', (error) => wrongs.push(error.message));
	page.on('console', (said) => {
		if (said.type() === 'error' && !/Content Security Policy|Failed to load resource/.test(said.text()))
			wrongs.push(said.text());
	});
	return wrongs;
}

// The rule's page, with the cursor at the end of the text. "options" are
// Playwright's, "path", and "act", which is done before.
async function onRule(work, { path = '/rule', act, ...options } = {}) {
	await open({ viewport: desk, ...options }, async (page) => {
		const wrongs = watch(page);
		await page.addInitScript(tellViolations);
		if (act) await act(page);
		await page.goto(site.url + path);
		await code(page).click();
		await page.keyboard.press('Control+End');
		await work(page);
		assert.deepEqual(wrongs, []);
	});
}

const until = (page, holds, value) => page.waitForFunction(holds, value);
const posts = () => site.state.posts.map((post) => post.do);

// Waits till the server has had so many posts.
async function posted(count) {
	for (let i = 0; site.state.posts.length < count; i++) {
		assert.ok(i < 500, `${count} posts, there are ${site.state.posts.length}`);
		await new Promise((resolve) => { setTimeout(resolve, 20); });
	}
}

// ---- trying ----------------------------------------------------------------

test('edit: a mistake on line 4 is marked there, and no more when it is mended', () => onRule(async (page) => {
	await page.keyboard.press('Control+Home');
	for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
	await page.keyboard.press('End');
	await page.keyboard.type(' -- oops');
	await page.locator('.cm-lint-marker-error').waitFor();
	const marked = await page.evaluate(() => {
		const { top } = document.querySelector('.cm-lint-marker-error').getBoundingClientRect();
		return [...document.querySelectorAll('.cm-lineNumbers .cm-gutterElement')]
			.find((e) => e.getBoundingClientRect().bottom > top && e.offsetHeight > 0).textContent;
	});
	assert.equal(marked, '4');
	assert.match(await page.locator('.cm-lintRange-error').textContent(), /match = function\(event\) -- oops/);
	assert.equal(await problems(page).getAttribute('aria-live'), 'polite');
	assert.match(await problems(page).textContent(), /Ligne 4\s+il y a « oops » ici/);

	await page.keyboard.press('Control+Home');
	await problems(page).getByRole('button', { name: 'Ligne 4' }).click();
	await page.keyboard.press('End');
	for (let i = 0; i < ' -- oops'.length; i++) await page.keyboard.press('Backspace');
	await page.locator('.cm-lint-marker-error').waitFor({ state: 'detached' });
	assert.equal(await text(page), live);
	assert.equal(await problems(page).textContent(), '');
}));

test('edit: a text is tried when it was still for 400 ms', () => onRule(async (page) => {
	await page.clock.pauseAt(60000);
	await page.keyboard.type('-- a');
	await page.clock.runFor(STILL - 1);
	await page.keyboard.type('b');
	await page.clock.runFor(STILL - 1);
	assert.deepEqual(posts(), []);
	await page.clock.runFor(1);
	await posted(1);
	assert.deepEqual(posts(), ['try']);
	assert.equal(site.state.posts[0].source, `${live}-- ab`);
}, { act: (page) => page.clock.install({ time: 0 }) }));

test('edit: Ctrl-Enter tries at once and adds no line', () => onRule(async (page) => {
	await page.keyboard.press('Control+Enter');
	await posted(1);
	assert.equal(site.state.posts[0].source, live);
	await page.getByText('Essai 1').waitFor();
	assert.equal(await text(page), live);
}));

test('edit: one request at a time, and the last text wins', () => onRule(async (page) => {
	let let_go;
	site.state.hold = new Promise((resolve) => { let_go = resolve; });
	await page.keyboard.type('-- oops');
	await posted(1);
	for (const letter of 'abc') {
		await page.keyboard.type(letter);
		await page.keyboard.press('Control+Enter');
	}
	assert.equal(site.state.posts.length, 1);
	assert.equal(await page.locator('#panels').getAttribute('aria-busy'), 'true');
	let_go();
	await page.getByText('Essai 2').waitFor();
	assert.deepEqual(site.state.posts.map(({ source }) => source),
		[`${live}-- oops`, `${live}-- oopsabc`]);
	assert.equal(await page.locator('#panels').getAttribute('aria-busy'), null);
}));

test('edit: the button that tries stays on the page', () => onRule(async (page) => {
	await page.keyboard.type('-- x');
	await page.getByRole('button', { name: 'Essayer' }).click();
	await page.getByText('Essai 1').waitFor();
	assert.equal(await text(page), `${live}-- x`);
}));

test('edit: an event that is chosen beside the text is tried with it', () => onRule(async (page) => {
	await page.getByRole('tab', { name: 'Pourquoi' }).click();
	await page.getByLabel('Événement').selectOption('2');
	await posted(1);
	assert.equal(site.state.posts[0].why, '2');
}));

// ---- keeping, networks -----------------------------------------------------

test('edit: Ctrl-S keeps, says so, and each keeping is an operation of its own', () => onRule(async (page) => {
	const url = page.url();
	await page.keyboard.type('-- 1');
	await page.keyboard.press('Control+s');
	await problems(page).getByText('Le brouillon est gardé.').waitFor();
	assert.equal(site.state.kept, `${live}-- 1`);
	await page.keyboard.type('2');
	await page.keyboard.press('Control+s');
	await until(page, () => document.querySelector('[name=base]').value === '3');
	assert.equal(site.state.kept, `${live}-- 12`);
	assert.equal(page.url(), url);
	const drafts = site.state.posts.filter((post) => post.do === 'draft');
	assert.equal(new Set(drafts.map(({ op }) => op)).size, 2);
	assert.deepEqual(drafts.map(({ base }) => base), ['1', '2']);
}));

test('edit: what was typed after a lost answer is kept too', () => onRule(async (page) => {
	site.state.lose = true;
	await page.keyboard.type('-- 1');
	await page.keyboard.press('Control+s');
	await problems(page).getByText('Pas de réponse').waitFor();
	assert.equal(site.state.kept, `${live}-- 1`);
	await page.keyboard.type('2');
	await page.keyboard.press('Control+s');
	await problems(page).getByText('Le brouillon est gardé.').waitFor();
	assert.equal(site.state.kept, `${live}-- 12`);
	assert.equal(await text(page), `${live}-- 12`);
}));

test('edit: without a network that is said, and tried again when it is back', () => onRule(async (page) => {
	await page.context().setOffline(true);
	await page.keyboard.type('-- x');
	await problems(page).getByText('Pas de réponse. Vérifiez le réseau').waitFor();
	assert.equal(await text(page), `${live}-- x`);
	await page.context().setOffline(false);
	await page.getByText('Essai 1').waitFor();
	assert.equal(await problems(page).textContent(), '');
}));

test('edit: a refusal is said in words', () => onRule(async (page) => {
	site.state.refuse = 403;
	await page.keyboard.press('Control+s');
	await problems(page).getByText('La demande est refusée (403).').waitFor();
	assert.equal(await text(page), live);
}));

test('edit: the other buttons send what is in the editor', () => onRule(async (page) => {
	await page.keyboard.type('-- for all');
	await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Publier' }).click()]);
	const [last] = site.state.posts.slice(-1);
	assert.deepEqual([last.do, last.source], ['publish', `${live}-- for all`]);
}));

test('edit: leaving with a text that is not kept asks first', () => onRule(async (page) => {
	const asked = [];
	page.on('dialog', async (dialog) => {
		asked.push(dialog.type());
		await dialog.dismiss();
	});
	await page.keyboard.type('-- x');
	await page.evaluate(() => { location.href = '/look'; });
	await posted(1);
	assert.deepEqual(asked, ['beforeunload']);
	assert.match(page.url(), /\/rule$/);
	await page.keyboard.press('Control+s');
	await problems(page).getByText('Le brouillon est gardé.').waitFor();
	await page.goto(`${site.url}/look`);
	assert.deepEqual(asked, ['beforeunload']);
}));

// ---- completion ------------------------------------------------------------

const completions = [
	['event.pl', ['place.towntext']],
	['event.place.t', ['place.towntext']],
	['event:m', ['mentionsevent:mentions(phrase, …)']],
	['event.place.town == "', ['Calais — 12', 'Lille — 9', 'Villeneuve-d\'Ascq — 2']],
	['event.place.town == "Li', ['Lille — 9']],
	['event:has_keyword("', ['chimie — 3']],
	['return { match = { t', ['town']],
	['return { match = { any = { { to', ['town']],
	['return { match = { town = "', ['Calais — 12', 'Lille — 9']],
	['return { match = { none = { town = { "Lille", "Ca', ['Calais — 12']],
	['return { examples = { { { place = { town = "C', ['Calais — 12']],
	['return { match = function(e) return e.st', ['statustext']],
];
// Waits till these are offered: while one types, there may be others first.
async function offers(page, wanted) {
	await page.getByRole('listbox', { name: 'Propositions' }).waitFor();
	await until(page, (texts) => texts === [...document.querySelectorAll('[role=option]')]
		.map(({ textContent }) => textContent).join('\n'), wanted.join('\n'));
}

for (const [typed, offered] of completions)
	test(`edit: completion after ${typed}`, () => onRule(async (page) => {
		await page.keyboard.type(`\n${typed}`);
		await offers(page, offered);
		assert.equal(site.state.knownAsked, 1);
	}));

const chosen = [
	['event.place.town == "Vil', 'Villeneuve-d\'Ascq — 2', 'event.place.town == "Villeneuve-d\'Ascq"'],
	['event:has', 'has_keywordevent:has_keyword(keyword)', 'event:has_keyword()'],
	['return { match = { tow', 'town', 'return { match = { town = '],
	['x = event.sta', 'statustext', 'x = event.status'],
];
for (const [typed, offered, wanted] of chosen)
	test(`edit: Enter takes what is offered after ${typed}`, () => onRule(async (page) => {
		await page.keyboard.type(typed);
		await offers(page, [offered]);
		await page.waitForTimeout(100); // CodeMirror takes no key for the list sooner
		await page.keyboard.press('Enter');
		assert.equal(await text(page), live + wanted);
	}));

test('edit: nothing is offered, or fetched for it, where it does not belong', () => onRule(async (page) => {
	await page.keyboard.type('-- event.pl "Ca');
	await page.keyboard.press('Control+Space');
	await page.keyboard.press('Enter');
	await page.keyboard.type('label = x');
	await page.getByText('Essai 1').waitFor();
	assert.equal(await page.getByRole('listbox').count(), 0);
	assert.equal(site.state.knownAsked, 0);
}));

// ---- keys, names, languages ------------------------------------------------

test('edit: Tab leaves the editor, forwards and back', () => onRule(async (page) => {
	await page.keyboard.press('Tab');
	assert.match(await page.evaluate(() => document.activeElement.textContent), /^Comparer/);
	await page.keyboard.press('Shift+Tab');
	assert.equal(await page.evaluate(() => document.activeElement.className.includes('cm-content')), true);
	await page.keyboard.press('Shift+Tab');
	assert.equal(await page.evaluate(() => document.activeElement.closest('#rule')), null);
	assert.equal(await text(page), live);
}));

test('edit: the editor is called as the field is, and says its keys', () => onRule(async (page) => {
	const editor = page.getByRole('textbox', { name: 'Texte de la règle' });
	assert.equal(await editor.count(), 1);
	const described = await editor.getAttribute('aria-describedby');
	assert.match(await page.locator(`#${described}`).textContent(), /Tab quitte le texte/);
	await page.locator('h1').click();
	await page.getByText('Texte de la règle').click();
	assert.equal(await code(page).evaluate((e) => e === document.activeElement), true);
}));

for (const [language, find] of [['fr', 'Chercher'], ['en', 'Find'], ['pt', 'Procurar']])
	test(`edit: CodeMirror speaks ${language}`, () => onRule(async (page) => {
		await page.keyboard.press('Control+f');
		await page.locator('.cm-search').getByRole('textbox', { name: find }).waitFor();
	}, { path: `/rule?in=${language}` }));

test('edit: the difference to the published text comes and goes', () => onRule(async (page) => {
	const button = page.getByRole('button', { name: 'Comparer au texte publié' });
	await page.keyboard.press('Control+Home');
	await page.keyboard.press('Shift+End');
	await page.keyboard.type('return { -- mine');
	assert.equal(await page.locator('.cm-deletedChunk').count(), 0);
	await button.click();
	assert.match(await page.locator('.cm-deletedChunk').textContent(), /return \{/);
	assert.equal(await page.locator('.cm-changedLine').textContent(), 'return { -- mine');
	assert.equal(await button.getAttribute('aria-pressed'), 'true');
	await button.click();
	assert.equal(await page.locator('.cm-deletedChunk').count(), 0);
	assert.equal(await button.getAttribute('aria-pressed'), 'false');
}));

// ---- beside the text -------------------------------------------------------

test('edit: tabs go with the arrows and stay in the address', () => onRule(async (page) => {
	const tab = (name) => page.getByRole('tab', { name });
	const shown = () => page.locator('#panels > section:visible').evaluateAll((all) => all.map(({ id }) => id));
	assert.deepEqual(await shown(), ['difference']);
	await tab('Différence').focus();
	for (const [key, id] of [['ArrowRight', 'result'], ['ArrowRight', 'why'], ['End', 'cost'],
		['ArrowRight', 'difference'], ['ArrowLeft', 'cost'], ['Home', 'difference'], ['ArrowRight', 'result']]) {
		await page.keyboard.press(key);
		assert.deepEqual(await shown(), [id]);
		assert.equal(new URL(page.url()).hash, `#${id}`);
		assert.equal(await page.evaluate(() => document.activeElement.ariaSelected), 'true');
	}
	await page.keyboard.press('Tab');
	assert.equal(await page.evaluate(() => document.activeElement.id), 'result');
	await page.reload();
	assert.deepEqual(await shown(), ['result']);
	await page.goto(`${page.url().split('#')[0]}#examples`);
	assert.deepEqual(await shown(), ['examples']);
}));

test('edit: a trial leaves the tab, the filter and the focus where they are', () => onRule(async (page) => {
	await page.getByRole('tab', { name: 'Résultat' }).click();
	const seen = page.locator('#matches li:visible');
	await page.getByRole('searchbox').fill('EMPLOI forum');
	assert.deepEqual(await seen.allTextContents(), ['Forum de l’emploi']);
	assert.equal(await page.locator('.shown').textContent(), '1 affiché');
	await page.getByRole('tab', { name: 'Résultat' }).focus();
	await page.keyboard.press('Control+Enter');
	await until(page, () => /Essai 1/.test(document.querySelector('#difference').textContent));
	assert.deepEqual(await seen.allTextContents(), ['Forum de l’emploi']);
	assert.equal(await page.evaluate(() => document.activeElement.id), 'tab-result');
	await page.getByRole('searchbox').fill('');
	assert.equal(await seen.count(), 3);
	assert.equal(await page.locator('.shown').textContent(), '');
}));

const columns = (page) => page.evaluate(() => ['#rule', '#panels'].map((selector) =>
	Math.round(document.querySelector(selector).getBoundingClientRect().left)));
test('edit: beside the text on a desk, below it on a phone', () => onRule(async (page) => {
	const [form, panels] = await columns(page);
	assert.ok(panels > form + 400, `${form} ${panels}`);
	await page.setViewportSize(phone);
	assert.deepEqual(await columns(page).then(([a, b]) => a - b), 0);
}));

// ---- without CodeMirror, without script ------------------------------------

test('edit: where CodeMirror cannot run, the field tries and keeps', () => open({ viewport: phone }, async (page) => {
	await page.addInitScript(() => { delete globalThis.MutationObserver; });
	await page.goto(`${site.url}/rule`);
	const field = page.getByRole('textbox', { name: 'Texte de la règle' });
	assert.equal(await field.evaluate((e) => e.localName), 'textarea');
	await field.fill(`${live}-- oops\n-- more`);
	await problems(page).getByText('oops').waitFor();
	await problems(page).getByRole('button', { name: 'Ligne 8' }).click();
	assert.deepEqual(await field.evaluate((e) => [e === document.activeElement, e.selectionStart]), [true, live.length]);
	await page.keyboard.press('Control+s');
	await problems(page).getByText('Le brouillon est gardé.').waitFor();
	assert.equal(site.state.kept, `${live}-- oops\n-- more`);
}));

test('edit: without script it is forms', () => open({ javaScriptEnabled: false }, async (page) => {
	await page.goto(`${site.url}/rule`);
	await page.locator('textarea#source').fill('-- oops');
	await page.getByRole('button', { name: 'Essayer' }).click();
	assert.match(await page.locator('#problems').textContent(), /oops/);
	assert.equal(await page.locator('#panels > section:visible').count(), 5);
}));
