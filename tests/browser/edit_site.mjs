// edit_site.mjs -- pages with the parts that the workspace's script and style
// know, served as the program serves its own: with the built files, and under its
// Content-Security-Policy.
//
//   /rule  one rule: a text, what is wrong, what it gives. A trial finds a mistake
//          in each line with "oops", and drafts are kept, each operation once
//   /look  where else one may go
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { root } from './site.mjs';

const built = `${root}build/www/`;
const files = readdirSync(`${built}static`);
const style = files.find((name) => /^edit-\w{10}\.css$/.test(name));
const icon = files.find((name) => name.startsWith('favicon-'));
export const scriptOf = (language) => JSON.parse(
	readFileSync(`${built}edit/strings/${language}.json`, 'utf8'))['edit-script'];

const types = { css: 'text/css', js: 'text/javascript', json: 'application/json', html: 'text/html',
	svg: 'image/svg+xml' };

export const live = `return {
  group = "audience",
  label = { fr = "Demandeurs d'emploi" },
  match = function(event)
    return event:mentions("france travail")
  end,
}
`;

const known = {
	fields: [
		{ name: 'title', kind: 'text', values: [] },
		{ name: 'place.town', kind: 'text', values: [['Calais', 12], ['Lille', 9], ['Villeneuve-d\'Ascq', 2]] },
		{ name: 'status', kind: 'text', values: [['scheduled', 40]] },
	],
	methods: [
		{ name: 'mentions', signature: 'event:mentions(phrase, …)' },
		{ name: 'has_keyword', signature: 'event:has_keyword(keyword)', key: 'keyword' },
	],
	keys: [
		{ name: 'mentions', values: [] },
		{ name: 'town', values: [['Calais', 12], ['Lille', 9]] },
		{ name: 'keyword', values: [['chimie', 3]] },
	],
};

const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function page(language, nonce, main) {
	return `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Atelier</title>
<meta name="style-nonce" content="${nonce}"><link rel="icon" href="/static/${icon}">
<link rel="stylesheet" href="/static/${style}">
<script defer src="/static/${scriptOf(language)}"></script></head><body>
<a class="skip" href="#main">Au contenu</a>
<header><div class="top"><a class="mark" href="/look">Atelier</a>
<nav class="places" aria-label="Atelier"><a href="/look">Vue d’ensemble</a>
<a href="/rule" aria-current="page">Règles</a></nav></div></header>
<main id="main">${main}</main></body></html>`;
}

// What a trial of "source" finds wrong: [line, sentence].
const wrongs = (source) => source.split('\n')
	.flatMap((line, i) => (line.includes('oops') ? [[i + 1, 'il y a « oops » ici']] : []));

const problem = ([line, sentence]) => `<li data-line="${line}" data-severity="error">${sentence}
	<a href="/look">un événement</a></li>`;

function panels({ source, tried }) {
	const titles = ['Visite de la fonderie', 'Forum de l’emploi', 'Atelier de chimie'];
	return `<section id="difference"><h2>Différence</h2><p>Essai ${tried}</p></section>
<section id="result"><h2>Résultat</h2><label for="find">Chercher</label>
<input id="find" type="search" data-filter="matches"><ul id="matches">
${titles.map((title) => `<li>${title}</li>`).join('')}</ul></section>
<section id="why"><h2>Pourquoi</h2><label for="of">Événement</label><select id="of" name="why" form="rule">
<option>1<option>2</select><p>${source.length}</p></section>
<section id="examples"><h2>Exemples</h2></section><section id="cost"><h2>Coût</h2></section>`;
}

function rule(state, source) {
	return `<h1>Demandeurs d’emploi</h1><div class="desk">
<form id="rule" method="post" action="/rule"><input type="hidden" name="op" value="${state.op}">
<input type="hidden" name="base" value="${state.base}"><label for="source">Texte de la règle</label>
<textarea id="source" name="source" spellcheck="false" data-known="/known.json">
${escape(source)}</textarea><textarea id="live" hidden readonly>
${escape(live)}</textarea>
<p class="acts"><button name="do" value="try">Essayer</button><button name="do" value="draft">Garder</button>
<button name="do" value="publish" class="main">Publier</button></p></form>
<div id="problems"><ul>${wrongs(source).map(problem).join('')}</ul></div>
<div id="panels">${panels({ ...state, source })}</div></div>`;
}

async function bodyOf(request) {
	const chunks = [];
	for await (const chunk of request) chunks.push(chunk);
	return new URLSearchParams(Buffer.concat(chunks).toString().replaceAll('%0D%0A', '%0A'));
}

// What the program does with a form. "state.hold" is a promise that answers
// wait for; "state.lose" lets the next answer be lost after all was done.
async function posted(state, request, response) {
	const form = await bodyOf(request);
	const what = form.get('do');
	state.posts.push(Object.fromEntries(form));
	await state.hold;
	if (what === 'try') state.tried++;
	if (what !== 'try' && !state.done.has(form.get('op'))) {
		state.done.add(form.get('op'));
		state.kept = form.get('source');
		state.base++;
	}
	state.op = `op-${state.posts.length}`;
	if (state.lose) {
		state.lose = false;
		response.writeHead(200, { 'Content-Length': 1000 });
		response.write('<!doctype html>', () => response.destroy());
		return null;
	}
	return what === 'try' ? form.get('source') : state.kept;
}

function answer(state, path, language, nonce) {
	if (path === '/rule') return page(language, nonce, rule(state, state.kept));
	if (path === '/look') return page(language, nonce, '<h1>Vue d’ensemble</h1>');
	if (path === '/known.json') {
		state.knownAsked++;
		return JSON.stringify(known);
	}
	if (path.startsWith('/static/')) return readFileSync(built + path.slice(1));
	return null;
}

// { url, state, stop }
export async function startEdit() {
	const state = {};
	const reset = () => Object.assign(state, { op: 'op-first', base: 1, kept: live, tried: 0,
		posts: [], done: new Set(), knownAsked: 0, hold: null, lose: false, refuse: 0 });
	reset();
	const server = createServer(async (request, response) => {
		const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1');
		const language = searchParams.get('in') ?? 'fr';
		const nonce = randomBytes(12).toString('base64');
		let text;
		if (request.method === 'POST') {
			const source = await posted(state, request, response);
			if (source === null) return;
			text = page(language, nonce, state.refuse ? '<h1>Non</h1>' : rule(state, source));
		} else {
			text = answer(state, pathname, language, nonce);
		}
		const type = types[pathname.split('.').pop()] ?? types.html;
		response.writeHead(text === null ? 404 : state.refuse || 200, {
			'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store',
			'Content-Security-Policy': 'default-src \'none\'; script-src \'self\'; img-src \'self\'; ' +
				`connect-src 'self'; form-action 'self'; style-src 'self' 'nonce-${nonce}'`,
		}).end(text);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${server.address().port}`,
		state,
		reset,
		async stop() {
			server.close();
			server.closeAllConnections();
			await once(server, 'close');
		},
	};
}
