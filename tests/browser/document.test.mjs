// What a page says of itself: titles, headings, landmarks, languages.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { useBrowser } from './browser.mjs';
import { page, pages, site } from './pages.mjs';

const open = useBrowser();

// In the page.
function outline() {
	const all = (selector) => [...document.querySelectorAll(selector)];
	const ids = all('[id]').map(({ id }) => id);
	return {
		title: document.title,
		lang: document.documentElement.lang,
		levels: all('h1, h2, h3, h4, h5, h6').map(({ localName }) => Number(localName[1])),
		h1: all('h1').map(({ textContent }) => textContent.trim()),
		landmarks: ['header', 'main', 'footer'].map((one) => all(`body > ${one}`).length),
		outside: all('body > *').map((e) => e.localName + (e.className && `.${e.className}`)),
		navs: all('nav').map((nav) => nav.getAttribute('aria-label')),
		sections: all('section[aria-labelledby]')
			.filter((s) => !document.getElementById(s.getAttribute('aria-labelledby'))).length,
		twice: ids.filter((id, i) => ids.indexOf(id) !== i),
		current: all('.tabs [aria-current=page]').map(({ textContent }) => textContent),
		alternates: all('.lang a').map(({ hreflang, lang }) => [hreflang, lang]),
	};
}

function skipped(levels) {
	return levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1);
}

for (const { name, url, language, others, status } of pages)
	test(`document: ${name}`, () => open({}, async (page) => {
		const answer = await page.goto(url);
		assert.equal(answer.status(), status);
		assert.equal(answer.headers()['content-language'], language);
		const is = await page.evaluate(outline);
		assert.equal(is.lang, language);
		assert.equal(is.h1.length, 1);
		assert.notEqual(is.h1[0], '');
		assert.deepEqual(skipped(is.levels), [], `levels ${is.levels}`);
		assert.deepEqual(is.landmarks, [1, 1, 1]);
		assert.deepEqual(is.outside, ['a.skip', 'header', 'main', 'footer', 'div.say']);
		assert.equal(is.navs.filter(Boolean).length, is.navs.length);
		assert.equal(new Set(is.navs).size, is.navs.length);
		assert.equal(is.sections, 0);
		assert.deepEqual(is.twice, []);
		assert.ok(is.current.length <= (status === 200 ? 1 : 0), `current: ${is.current}`);
		assert.deepEqual(is.alternates, others.map((code) => [code, code]));
	}));

// The moment is no part of a title.
for (const code of ['fr', 'en', 'pt'])
	test(`document: titles differ (${code})`, () => open({}, async (page) => {
		const titles = new Map();
		for (const { kind, url, language } of pages) {
			if (language !== code || /^home ./.test(kind)) continue;
			await page.goto(url);
			const title = await page.title();
			// A plan is a plan, whatever is in it.
			const same = titles.get(title);
			assert.ok(!same || (/^plan/.test(kind) && /^plan/.test(same)), `"${kind}" and "${same}": "${title}"`);
			titles.set(title, kind);
		}
	}));

test('document: what is said in French alone is marked as French', () =>
	open({ url: page('event, other language (en)').url }, async (page) => {
		assert.equal(await page.locator('h1').getAttribute('lang'), 'fr');
		assert.equal(await page.locator('.prose').getAttribute('lang'), 'fr');
	}));

for (const path of ['events', 'map'])
	test(`document: the title of /${path} tells the filters`, () => open({}, async (page) => {
		const titles = [];
		for (const query of ['', '?day=2025-11-20', '?day=2025-11-20&audience=students', '?q=chimie']) {
			await page.goto(site + path + query);
			titles.push(await page.title());
		}
		assert.equal(new Set(titles).size, titles.length, titles.join('\n'));
		assert.match(titles[2], /étudiants/);
		assert.match(titles[3], /chimie/);
	}));
