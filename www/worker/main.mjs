// main.mjs -- the events of a service worker. Until there is a copy it stays out
// of the way; then it answers what the program would, from what is here.
import { answer } from './answer.mjs'
import { pieceOf } from './copy.mjs'
import { install, isShell, shellFile, shellName, styleText } from './shell.mjs'
import { openSnapshot } from './snapshot.mjs'
import {
	bringTexts, cacheName, copyName, failure, forget, isEmpty, known, languageOf,
	moment, opened, sync, tell,
} from './sync.mjs'

const PATIENCE = 2000 // ms that a visitor waits for texts
const LONG = 8000 // and for a page that only the program has
const TRIES = 5 // of one question, each with more at hand

const within = (time, work) => Promise.race([work, new Promise((_, no) =>
	setTimeout(no, time, failure('network')))])

// ---- from the copy -------------------------------------------------------------------

async function appOf(copies) {
	const { head } = await known()
	const { pathname } = new URL(registration.scope)
	return {
		base: pathname.slice(0, -1), www: material.www, style: material.style,
		styleText: await styleText(), strings: material.strings, url: head.url,
		fixed: 'now' in head, moment: moment(), languages: Object.keys(head.copies),
		snapshots: Object.fromEntries(Object.entries(copies)
			.map(([language, { snapshot }]) => [language, snapshot])),
		tree: (language, slot) => copies[language].trees[pieceOf(slot)]?.[slot],
	}
}

// What the core says, with what it finds missing brought to it; undefined for
// what is not its own. If the copy changes meanwhile it is asked of the new one.
async function fromCopy({ url, method }, target, event) {
	const languages = new Set([languageOf(url)])
	for (let i = 0; i < TRIES; i++) {
		const copies = {}
		for (const language of languages) {
			const copy = copies[language] = await opened(language)
			if (!copy)
				throw failure('absent')
			copy.snapshot ??= openSnapshot(copy.index)
		}
		try {
			return answer(await appOf(copies), { target, method })
		} catch (missing) {
			if (!missing.language)
				throw missing
			const { language, pieces = [] } = missing
			languages.add(language)
			const coming = Promise.all(
				pieces.map(piece => bringTexts(language, piece)))
			event.waitUntil(coming.catch(() => {})) // should nobody wait for it
			await within(PATIENCE, coming)
		}
	}
	throw failure('absent')
}

// Addresses are whole: a worker's answer has none that others could begin at.
function responseOf({ status, headers, body }, { url, method }) {
	const all = new Headers(headers)
	if (all.has('Location'))
		all.set('Location', new URL(all.get('Location'), url))
	return new Response(method === 'HEAD' ? null : body, { status, headers: all })
}

// In words: this is not on the phone.
async function sorry({ url }) {
	const language = languageOf(url) ?? Object.keys(material.strings)[0]
	const { 'not-here': [title, text, again], home } = material.strings[language]
	const style = await styleText().catch(() => '')
	return new Response(`<!doctype html><html lang="${language}">` +
		'<meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
		`<title>${title}</title><style>${style}</style><main><h1>${title}</h1>` +
		`<p>${text}</p><p><a href="">${again}</a></p>` +
		`<p><a href="${registration.scope}">${home}</a></p></main>`, {
		status: 503, headers: { 'Content-Type': 'text/html; charset=utf-8',
			'Content-Language': language, 'Cache-Control': 'no-store' } })
}

// ---- requests ------------------------------------------------------------------------

// Somebody's position stays on the phone.
const tellsPlace = params =>
	params.getAll('near').some(near => /^\W*\d/.test(near))

async function pageFor(event, url) {
	const { request } = event
	let patience
	try {
		await known()
		if (!isEmpty()) {
			patience = LONG
			const answered = await fromCopy(request, url.pathname + url.search, event)
			if (answered)
				return responseOf(answered, request)
			return fetch(request)
		}
	} catch (error) {
		if (error.what === 'network')
			return sorry(request)
		if (!error.what)
			console.error(error)
	}
	if (tellsPlace(url.searchParams))
		return sorry(request)
	return patience
		? within(patience, fetch(request)).catch(() => sorry(request))
		: fetch(request)
}

addEventListener('fetch', event => {
	const { request } = event, url = new URL(request.url)
	const path = request.url.slice(registration.scope.length)
	if (!/^(GET|HEAD)$/.test(request.method) ||
		!request.url.startsWith(registration.scope) ||
		/^(edit|sync)\/|^sw\.js/.test(path))
		return
	if (isShell(path))
		event.respondWith(shellFile(path).catch(() => fetch(request)))
	else if (!path.startsWith('static/') &&
		(!isEmpty() || tellsPlace(url.searchParams)))
		event.respondWith(pageFor(event, url))
})

// ---- a worker's life -------------------------------------------------------------------

addEventListener('install', event => event.waitUntil(install()))

async function begin() {
	const ours = [shellName(), copyName()]
	for (const name of await caches.keys())
		if (name.startsWith(cacheName('')) && !ours.includes(name))
			await caches.delete(name)
	await clients.claim()
	await tell()
}
addEventListener('activate', event => event.waitUntil(begin()))

const messages = {
	hello: async ({ language, kept }) => {
		await tell()
		await sync({ language, kept })
	},
	check: (_, language) => sync({ language, now: true }),
	texts: (_, language) => sync({ language, all: true }),
	forget,
	begin: () => skipWaiting(),
}
addEventListener('message', event => event.waitUntil((async () => {
	await known()
	await messages[event.data.what]?.(event.data, languageOf(event.source.url))
})()))
