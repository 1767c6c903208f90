// What the pages' script makes of time, of the phone's own server and of the
// home screen. Messages are posted as that server posts them.
import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { test } from 'node:test';
import { alone, useBrowser } from './browser.mjs';
import { page as named, site } from './pages.mjs';
import { announced } from './site.mjs';
import { hear, setStars, state, storeKey } from './states.mjs';

const open = useBrowser();
const HOUR = 3600e3;
const toast = (page) => page.locator('.say .note p');
const fresh = (page) => page.locator('#fresh').textContent();
const now = Date.parse('2025-11-19T10:00:00+01:00'); // of the demonstration

// ---- no script but this ---------------------------------------------------------

test('script: one file of the site, and nothing inline', () => open({ url: site, ...alone }, async (page) => {
	const scripts = await page.locator('script:not([type])').evaluateAll((all) =>
		all.map(({ src, defer, textContent }) => [src, defer, textContent]));
	assert.equal(scripts.length, 1);
	assert.match(scripts[0][0], /\/static\/page-fr-[0-9a-f]{10}\.js$/);
	assert.deepEqual(scripts[0].slice(1), [true, '']);
	assert.equal(await page.locator('[style], [onclick]').count(), 0);
}));

for (const [what, take] of Object.entries({
	'no service worker': () => { delete Navigator.prototype.serviceWorker; },
	'a service worker that is refused': () => {
		ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('no', 'SecurityError'));
	},
	'neither caches nor storage': () => {
		delete globalThis.caches;
		delete Navigator.prototype.storage;
		Object.defineProperty(globalThis, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } });
	},
}))
	test(`script: ${what}`, () => open({}, async (page) => {
		const wrong = [];
		page.on('pageerror', (error) => wrong.push(error.message));
		await page.addInitScript(take);
		for (const path of ['', 'events', 'about', 'plan']) {
			await page.goto(site + path);
			await page.waitForLoadState('networkidle');
		}
		await page.goto(`${site}events`);
		await page.locator('.star').first().click();
		await toast(page).waitFor();
		assert.deepEqual(wrong, []);
	}));

// ---- time -------------------------------------------------------------------------

test('script: what is over and what is about to begin says so', () => open({ url: `${site}events?day=2025-11-19` }, async (page) => {
	const cards = await page.locator('.card').evaluateAll((all) => all.map((card) => ({
		begin: Date.parse(card.querySelector('time').dateTime), end: Date.parse(card.dataset.end),
		none: card.matches('.cancelled, .postponed') || card.closest('section').querySelector('h2 small') !== null,
		mark: card.querySelector('.mark-time')?.textContent.trim() ?? '',
	})));
	const wanted = ({ begin, end, none }) => (none ? '' : end <= now ? 'terminé'
		: begin > now && begin - now < HOUR ? `dans ${Math.ceil((begin - now) / 60000)} min` : '');
	assert.ok(cards.some((card) => wanted(card) !== ''));
	for (const card of cards) assert.equal(card.mark, wanted(card));
}));

test('script: the foot tells how old the programme is', () => open({ url: site, ...alone }, async (page) => {
	assert.match(await fresh(page), / · il y a 16 heures$/);
	await hear(page, state({ checked: Date.now() - 5 * HOUR }));
	assert.doesNotMatch(await fresh(page), /vérifié/);
	await hear(page, state({ checked: Date.now() - 7 * HOUR - 1000 }));
	assert.match(await fresh(page), /vérifié il y a 7 heures/);
	assert.equal(await page.locator('.note.old').isVisible(), false);
	await hear(page, state({ checked: Date.now() - 25 * HOUR - 1000 }));
	const banner = page.locator('.note.old');
	await banner.waitFor();
	assert.match(await banner.textContent(), /vérifiée il y a 25 heures/);
	assert.match(await banner.locator('a').getAttribute('href'), /^mailto:/);
	await hear(page, state({ checked: Date.now() }));
	await banner.waitFor({ state: 'detached' });
}));

// The demonstration's clock set to another time, before the script reads it.
const atTime = (page, time) => page.addInitScript((now) => document.addEventListener('readystatechange', () => {
	if (document.readyState === 'interactive') document.querySelector('[data-now]').dataset.now = now;
}), time);

for (const [time, isWarned] of [['2025-11-16T23:50:00+01:00', false], ['2025-11-17T00:10:00+01:00', true],
	['2025-11-23T23:50:00+01:00', true], ['2025-11-24T00:10:00+01:00', false]])
	test(`script: an old copy at ${time}`, () => open({ ...alone, timezoneId: 'America/Lima' }, async (page) => {
		await atTime(page, time);
		await page.goto(site);
		const [asked] = await Promise.all([page.waitForResponse(/about\.json/),
			hear(page, state({ checked: Date.now() - 26 * HOUR }))]);
		await asked.finished();
		await page.waitForLoadState('networkidle');
		assert.equal(await page.locator('.note.old').count(), isWarned ? 1 : 0);
	}));

test('script: the warning of an old copy stays where it is', () => open({ url: site, ...alone }, async (page) => {
	const old = state({ checked: Date.now() - 26 * HOUR });
	const asked = [];
	page.on('request', (request) => asked.push(request.url()));
	await hear(page, old);
	await page.locator('.note.old').waitFor();
	assert.equal(asked.filter((url) => /about\.json/.test(url)).length, 1);
	await page.evaluate(() => {
		globalThis.moves = 0;
		new MutationObserver(() => { globalThis.moves++; }).observe(document.querySelector('main'), { childList: true });
	});
	await hear(page, old);
	await hear(page, old);
	await page.waitForLoadState('networkidle');
	assert.equal(await page.evaluate(() => globalThis.moves), 0);
	assert.equal(asked.filter((url) => /about\.json/.test(url)).length, 1);
}));

test('script: the foot tells when there is no network', () => open({ url: site, ...alone }, async (page) => {
	assert.doesNotMatch(await fresh(page), /réseau/);
	await page.context().setOffline(true);
	await page.waitForFunction(() => /pas de réseau/.test(document.getElementById('fresh').textContent));
	await page.context().setOffline(false);
	await page.waitForFunction(() => !/réseau/.test(document.getElementById('fresh').textContent));
	await hear(page, state({}, { fault: 'network' }));
	assert.match(await fresh(page), /pas de réseau/);
}));

// ---- the announcement ---------------------------------------------------------------

const festival = process.env.SITE_AZORES;
const notice = (page, name) => page.getByRole('region', { name });

test('script: what is announced is on every page, whatever its language', () => open({ ...alone }, async (page) => {
	for (const [path, name, lang] of [['', 'Aviso', null], ['events', 'Aviso', null], ['en/', 'Announcement', 'pt'], ['en/nowhere', 'Announcement', 'pt']]) {
		await page.goto(festival + path);
		assert.ok((await notice(page, name).textContent()).startsWith(announced.text), path);
		assert.equal(await notice(page, name).locator('span').getAttribute('lang'), lang);
		assert.equal(await page.locator('header section').count(), 1);
	}
}));

for (const [time, isThere] of [['2026-06-17T17:59:00+00:00', true], ['2026-06-17T18:00:00+00:00', false]])
	test(`script: an announcement at ${time}`, () => open({ ...alone, timezoneId: 'Asia/Tokyo' }, async (page) => {
		await atTime(page, time);
		await page.goto(`${festival}events`);
		await page.locator('.star').first().waitFor();
		assert.equal(await notice(page, 'Aviso').count(), isThere ? 1 : 0);
	}));

test('script: without it an announcement says until when', () => open({ url: festival, javaScriptEnabled: false }, async (page) => {
	assert.match(await notice(page, 'Aviso').locator('small').textContent(), /^até .*17 de junho, 18/);
}));

test('script: an announcement goes with a page of the phone, and is over there too', () => open({ url: festival }, async (page) => {
	await page.evaluate(() => navigator.serviceWorker.ready);
	await page.waitForFunction(async () => (await caches.keys()).some((key) => key.includes('copy')));
	await page.waitForLoadState('networkidle');
	await page.reload();
	await page.locator('.tabs a').nth(1).click();
	await page.waitForURL(`${festival}events`);
	assert.equal(await notice(page, 'Aviso').count(), 1);
	await page.evaluate((now) => {
		document.querySelector('[data-now]').dataset.now = now;
	}, announced.until);
	await page.locator('.tabs a').first().click();
	await page.waitForURL(festival);
	assert.equal(await notice(page, 'Aviso').count(), 0);
}));

// ---- toasts -----------------------------------------------------------------------

test('script: a complete copy is told, once, and goes by itself or by a tap', () => open({ url: site, ...alone }, async (page) => {
	await page.clock.install();
	await hear(page, { what: 'ready' });
	assert.equal(await toast(page).textContent(), 'Le programme est sur ce téléphone : il se lit sans réseau.');
	const region = page.locator('.say');
	assert.equal(await region.getAttribute('role'), 'status');
	await page.getByRole('button', { name: 'Fermer' }).click();
	assert.equal(await toast(page).count(), 0);
	await hear(page, { what: 'ready' });
	await toast(page).waitFor();
	await page.clock.fastForward(9000);
	assert.equal(await toast(page).count(), 0);
}));

// Neither what is read nor what has the focus may be under it for good.
for (const viewport of [{ width: 360, height: 740 }, { width: 1280, height: 800 }])
	test(`script: a toast hides no link, ${viewport.width} px`, () => open({ url: `${site}events?day=2025-11-23`, viewport }, async (page) => {
		await page.locator('.star').first().click();
		await toast(page).waitFor();
		for (const link of await page.locator('footer a').all()) {
			await link.focus();
			const covered = await link.evaluate((e) => {
				const { left, top, width, height } = e.getBoundingClientRect();
				return !e.contains(document.elementFromPoint(left + width / 2, top + height / 2));
			});
			assert.equal(covered, false);
		}
	}));

// ---- the home screen --------------------------------------------------------------

const offered = (page) => page.evaluate(() => {
	const event = new Event('beforeinstallprompt', { cancelable: true });
	event.prompt = () => { globalThis.prompted = true; };
	dispatchEvent(event);
	return event.defaultPrevented;
});

test('script: the home screen is spoken of after a star, once', () => open({ url: `${site}events`, ...alone }, async (page) => {
	assert.equal(await offered(page), true);
	assert.equal(await toast(page).count(), 0, 'not before');
	await page.locator('.star').first().click();
	await page.getByRole('button', { name: 'Installer' }).click();
	assert.equal(await page.evaluate(() => globalThis.prompted), true);
	await page.reload();
	await offered(page);
	await page.locator('.star').nth(1).click();
	await toast(page).waitFor();
	await page.waitForLoadState('networkidle');
	assert.equal(await page.getByRole('button', { name: 'Installer' }).count(), 0);
}));

test('script: the home screen waits for a copy that is whole', () => open(alone, async (page) => {
	await page.addInitScript(() => { Object.defineProperty(navigator, 'standalone', { value: false }); });
	await page.goto(site);
	await hear(page, state({ synced: null }));
	await page.waitForLoadState('networkidle');
	assert.equal(await toast(page).count(), 0);
}));

test('script: a phone without a button for it is told how', () => open(alone, async (page) => {
	await page.addInitScript(() => { Object.defineProperty(navigator, 'standalone', { value: false }); });
	await page.goto(site);
	await hear(page, state({ synced: Date.now() - 2 * HOUR }));
	await toast(page).waitFor();
	assert.match(await toast(page).textContent(), /Partager.*Sur l’écran d’accueil/);
}));

test('script: nothing is said to the home screen itself', () => open(alone, async (page) => {
	await page.addInitScript(() => { Object.defineProperty(navigator, 'standalone', { value: true }); });
	await page.goto(`${site}events`);
	await page.locator('.star').first().click();
	await page.waitForLoadState('networkidle');
	assert.doesNotMatch(await toast(page).textContent(), /accueil/);
}));

test('script: storage is asked to last after the first star, not before', () => open({}, async (page) => {
	await page.addInitScript(() => {
		globalThis.asked = 0;
		StorageManager.prototype.persist = async () => { globalThis.asked++; return true; };
	});
	await page.goto(`${site}events`);
	assert.equal(await page.evaluate(() => globalThis.asked), 0);
	await page.locator('.star').nth(0).click();
	await page.locator('.star').nth(1).click();
	assert.equal(await page.evaluate(() => globalThis.asked), 1);
}));

// ---- about ------------------------------------------------------------------------

test('script: "About" tells what the phone holds', () => open({ url: `${site}about`, ...alone }, async (page) => {
	const phone = page.locator('#phone');
	await phone.getByRole('button').waitFor();
	assert.match(await phone.textContent(), /Rien n’est encore conservé/);
	await hear(page, state({}, { saving: true, busy: true }));
	const text = await phone.textContent();
	assert.match(text, /504 événements, 613 ko/);
	assert.match(text, /3 parties sur 8/);
	assert.match(text, /en cours de copie/);
	assert.match(text, /environ 400 ko/);
	await hear(page, state({ held: 8, left: 0 }, { fault: 'full' }));
	assert.match(await phone.textContent(), /il y a 1 min/);
	assert.match(await phone.textContent(), /Toutes les descriptions sont là/);
	assert.match(await phone.textContent(), /plus de place/);
	assert.equal(await phone.getByRole('button').count(), 2);
}));

test('script: "About" speaks up when it has something to say', () => open({ url: `${site}about`, ...alone }, async (page) => {
	await page.locator('#phone').getByRole('button').waitFor();
	const told = page.locator('#phone [role=status]');
	await hear(page, state({}, { busy: true }));
	assert.equal(await told.textContent(), 'Le programme est en cours de copie.');
	await told.evaluate((e) => {
		globalThis.changes = 0;
		new MutationObserver(() => { globalThis.changes++; }).observe(e, { childList: true, characterData: true, subtree: true });
	});
	await hear(page, state({ held: 4 }, { busy: true }));
	assert.equal(await page.evaluate(() => globalThis.changes), 0, 'not each piece');
	await hear(page, state({}, { fault: 'network' }));
	assert.equal(await told.textContent(), 'Il n’y a pas de réseau en ce moment. Dernière recherche de nouvelles il y a 1 min.');
	assert.equal(await page.evaluate(() => globalThis.changes), 1);
}));

test('script: "About" is not painted once another page is there', () => open({}, async (page) => {
	await page.addInitScript(() => {
		const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
		globalThis.painters = 0;
		const counting = (change, by) => function counted(name, ...rest) {
			if (name === 'phone') globalThis.painters += by;
			return change.call(this, name, ...rest);
		};
		EventTarget.prototype.addEventListener = counting(add, 1);
		EventTarget.prototype.removeEventListener = counting(remove, -1);
	});
	await local(page, 'events');
	const before = await page.evaluate(() => globalThis.painters);
	for (let i = 0; i < 2; i++) {
		await page.locator('footer a[href$="about"]').first().click();
		await page.locator('#phone button').first().waitFor();
		await page.goBack();
		await page.locator('#near').waitFor({ state: 'attached' });
	}
	await hear(page, state());
	assert.equal(await page.evaluate(() => globalThis.painters), before);
}));

test('script: "About" deletes all, after asking', () => open({ url: `${site}about` }, async (page) => {
	await setStars(page, { 1: 1700000000000 });
	await page.reload();
	const answers = [false, true];
	page.on('dialog', (dialog) => (answers.shift() ? dialog.accept() : dialog.dismiss()));
	const wipe = page.locator('#phone').getByRole('button', { name: 'Tout effacer' });
	const left = () => page.evaluate((key) => localStorage.getItem(key), storeKey());
	await wipe.click();
	assert.notEqual(await left(), null);
	await wipe.click();
	await page.locator('.say .note', { hasText: 'Effacé' }).waitFor();
	assert.equal(await left(), null);
	assert.equal(await page.locator('.tabs a').last().getAttribute('href'), `${site}plan`);
	await page.goto(site);
	await page.waitForLoadState('networkidle');
	assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
}));

const hasCopy = async () => (await caches.keys()).some((name) => / copy /.test(name));

test('script: what was deleted stays so, in other tabs too', () => open({}, async (page) => {
	await page.clock.install();
	await page.goto(`${site}about`);
	await page.locator('#phone').getByText('Toutes les descriptions sont là').waitFor();
	const other = await page.context().newPage();
	await other.goto(`${site}events`);
	page.on('dialog', (dialog) => dialog.accept());
	await page.locator('#phone').getByRole('button', { name: 'Tout effacer' }).click();
	await toast(page).waitFor();
	while (await page.evaluate(hasCopy));
	const asked = [];
	page.context().on('request', (request) => asked.push(request.url()));
	await page.clock.fastForward(HOUR);
	for (const tab of [page, other])
		await tab.evaluate(() => {
			dispatchEvent(new Event('online'));
			document.dispatchEvent(new Event('visibilitychange'));
		});
	await page.waitForTimeout(1000);
	assert.deepEqual(asked, []);
	assert.equal(await page.evaluate(hasCopy), false);
}));

test('script: a clock that was set back by a day', () => open({}, async (page) => {
	await local(page, 'events');
	await page.goto(`${site}about`);
	await page.locator('#phone').getByText('Toutes les descriptions sont là').waitFor();
	await page.clock.setFixedTime(Date.now() - 24 * HOUR);
	const asked = page.context().waitForEvent('request', (request) => /sync.head/.test(request.url()));
	await page.getByRole('button', { name: 'Vérifier' }).click();
	await asked;
	await page.locator('#phone [role=status]').getByText('il y a 0 min').waitFor();
	assert.equal(await page.evaluate(() => {
		let said;
		ServiceWorker.prototype.postMessage = ({ what }) => { said = what; };
		dispatchEvent(new Event('online'));
		return said;
	}), 'hello');
}));

test('script: "About" without script says what a phone would do', () =>
	open({ url: `${site}about`, javaScriptEnabled: false }, async (page) => {
		assert.match(await page.locator('main').textContent(), /copie tout le programme/);
		assert.equal(await page.locator('#phone').textContent(), '');
	}));

// ---- two of one host --------------------------------------------------------------

// One front before both: work gets its address.
async function together(work) {
	const [root, week] = [process.env.SITE_AZORES, process.env.SITE_WEEK].map((url) => new URL(url));
	const front = createServer((asked, answer) => {
		const { hostname, port } = asked.url.startsWith(week.pathname) ? week : root;
		const { url: path, method, headers } = asked;
		asked.pipe(request({ hostname, port, path, method, headers }, (got) => {
			answer.writeHead(got.statusCode, got.headers);
			got.pipe(answer);
		}));
	}).listen(0, '127.0.0.1');
	await once(front, 'listening');
	try {
		await work(`http://127.0.0.1:${front.address().port}`, week.pathname);
	} finally {
		front.closeAllConnections();
		front.close();
	}
}

const controlled = (page) => page.waitForFunction(() => navigator.serviceWorker.controller);

// The worker of the root speaks to all pages below it.
test('script: a page hears the worker of its own festival', () => together((host, week) => open({}, async (page) => {
	await page.goto(`${host}${week}about`);
	const phone = page.locator('#phone');
	await controlled(page);
	await phone.getByText('Toutes les descriptions sont là').waitFor();
	const own = await phone.locator('li').first().textContent();
	assert.match(own, /\b5\d\d événements/);
	const other = await page.context().newPage();
	await other.goto(`${host}/about`);
	await controlled(other);
	await other.locator('#phone').getByText(/\b30 /).waitFor();
	await other.locator('#phone').getByRole('button').first().click();
	await other.waitForLoadState('networkidle');
	assert.equal(await phone.locator('li').first().textContent(), own);
})));

// ---- near me ----------------------------------------------------------------------

test('script: no position is asked for where the server would hear it', () => open({
	url: `${site}events`, permissions: ['geolocation'], ...alone }, async (page) => {
	await page.locator('.filters summary').click();
	await hear(page, state());
	assert.equal(await page.locator('.near').count(), 0);
}));

// A page that the phone's own server answers, from a whole copy.
async function local(page, path = '') {
	await page.goto(site + path);
	await page.waitForFunction(() => navigator.serviceWorker.controller);
	await page.waitForFunction(async () => (await caches.keys()).length > 0);
	await page.goto(site + path);
	await page.locator('#near').waitFor({ state: 'attached' });
	await page.locator('.near').waitFor({ state: 'attached' });
}

test('script: near me, rounded, with the other filters kept', () => open({
	permissions: ['geolocation'], geolocation: { latitude: 50.633333, longitude: 3.066666 } }, async (page) => {
	await local(page, 'events?day=2025-11-20');
	await page.locator('.filters summary').click();
	await page.locator('.near button').click();
	await page.waitForURL(/near=/);
	assert.equal(page.url(), `${site}events?day=2025-11-20&near=50.63,3.07`);
	assert.ok(await page.locator('.far').count() > 0);
}));

test('script: near me, refused, leads to the towns', () => open({}, async (page) => {
	await local(page, 'events');
	await page.locator('.filters summary').click();
	await page.locator('.near button').click();
	await page.waitForFunction(() => /Indiquez plutôt une ville/.test(document.querySelector('.near + .hint').textContent));
	assert.equal(await page.evaluate(() => document.activeElement.id), 'near');
}));

// ---- soft navigation --------------------------------------------------------------

// Counts documents that are loaded.
function loads(page) {
	const count = { of: 0 };
	page.on('request', (request) => { if (request.isNavigationRequest()) count.of++; });
	return count;
}

test('soft: links, back and forward keep title, place and focus', () => open({}, async (page) => {
	await local(page, 'events');
	const count = loads(page);
	const [list, title] = [page.url(), await page.title()];
	await page.evaluate(() => scrollTo(0, 1200));
	const link = page.locator('.card h3 a').nth(8);
	const name = await link.textContent();
	await link.click();
	await page.waitForURL(/\/event\//);
	await page.waitForFunction((text) => document.querySelector('h1').textContent === text, name);
	const y = await page.evaluate(() => scrollY);
	assert.equal(y, 0);
	assert.equal(await page.evaluate(() => document.activeElement.localName), 'h1');
	assert.match(await page.title(), new RegExp(name.slice(0, 10).replace(/\W/g, '.')));
	assert.equal(await page.locator('.share [aria-pressed]').count(), 1);
	assert.equal(await page.locator('.say .vh').textContent(), await page.title());
	// What stands beside the main part is that of the new address.
	const fetched = await (await page.request.get(page.url())).text();
	for (const href of await page.locator('header a, footer a').evaluateAll((all) => all.map((a) => a.getAttribute('href'))))
		assert.ok(/plan$/.test(href) || fetched.includes(href.replaceAll('&', '&amp;')), href);
	await page.goBack();
	await page.waitForURL(list);
	await page.waitForFunction(() => scrollY > 500);
	assert.equal(await page.title(), title);
	await page.goForward();
	await page.waitForURL(/\/event\//);
	await page.waitForFunction((text) => document.querySelector('h1').textContent === text, name);
	assert.equal(count.of, 0, 'no document was loaded');
}));

test('soft: the search', () => open({}, async (page) => {
	await local(page, 'events');
	const count = loads(page);
	await page.locator('#q').fill('chimie');
	await page.keyboard.press('Enter');
	await page.waitForURL(`${site}events?q=chimie`);
	await page.waitForFunction(() => document.querySelector('#q').value === 'chimie');
	assert.equal(count.of, 0);
}));

test('soft: a form sent between two ways back, and one without a word', () => open({}, async (page) => {
	await local(page, 'events?day=2025-11-20');
	const count = loads(page);
	const isAt = async (path, word) => {
		await page.waitForURL(site + path);
		await page.waitForFunction((q) => document.querySelector('#q')?.value === q, word);
		assert.equal(await page.locator('h1').count(), 1);
	};
	const search = async (word) => {
		await page.locator('#q').fill(word);
		await page.keyboard.press('Enter');
	};
	await search('chimie');
	await isAt('events?day=2025-11-20&q=chimie', 'chimie');
	await page.goBack();
	await isAt('events?day=2025-11-20', '');
	await search('atelier');
	await isAt('events?day=2025-11-20&q=atelier', 'atelier');
	await page.goForward().catch(() => {}); // that way is gone
	await isAt('events?day=2025-11-20&q=atelier', 'atelier');
	await search('   ');
	await isAt('events?day=2025-11-20', '');
	await page.goBack();
	await isAt('events?day=2025-11-20&q=atelier', 'atelier');
	await page.goBack();
	await isAt('events?day=2025-11-20', '');
	assert.equal(count.of, 0, 'no document was loaded');
}));

test('soft: a link that is tapped twice is one step', () => open({}, async (page) => {
	await local(page, 'events');
	const before = await page.evaluate(() => history.length);
	await page.locator('.card h3 a').nth(1).dblclick();
	await page.waitForURL(/\/event\//);
	await page.waitForLoadState('networkidle');
	assert.equal(await page.evaluate(() => history.length), before + 1);
	await page.goBack();
	await page.waitForURL(`${site}events`);
}));

test('soft: the browser goes by itself on any doubt', () => open({}, async (page) => {
	await local(page, 'events');
	const count = loads(page);
	await page.getByRole('link', { name: 'English' }).click();
	await page.waitForURL(`${site}en/events`);
	assert.equal(count.of, 1, 'another language');
	await page.goto(`${site}events`);
	const [other] = await Promise.all([page.context().waitForEvent('page'),
		page.locator('.card h3 a').first().click({ modifiers: ['Control'] })]);
	assert.match(other.url(), /event/);
	assert.equal(page.url(), `${site}events`);
	const [file] = await Promise.all([page.waitForEvent('download'), page.locator('.faces a[href*=".ics"]').click()]);
	assert.match(file.suggestedFilename(), /\.ics$/);
}));

test('soft: the same page as the browser makes', () => open({}, async (page) => {
	const main = async () => {
		await page.waitForFunction(() => !document.querySelector('#near') || document.querySelector('.near'));
		return page.evaluate(() => document.querySelector('main').innerHTML.replace(/(<h1[^>]*) tabindex="-1"/, '$1'));
	};
	for (const name of ['list near a town (fr)', 'map (fr)', 'all (fr)', 'changes (fr)']) {
		await local(page, 'events');
		const { url } = named(name);
		await page.evaluate((href) => {
			const link = Object.assign(document.createElement('a'), { href, id: 'go', textContent: 'go' });
			document.querySelector('main').prepend(link);
			link.click();
		}, url);
		await page.waitForURL(url);
		await page.waitForFunction(() => !document.getElementById('go'));
		const soft = await main();
		await page.goto(url);
		assert.equal(await main(), soft, name);
	}
}));
