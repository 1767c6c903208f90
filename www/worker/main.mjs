// main.mjs -- the events of a service worker. Until there is a copy it stays out
// of the way; then it answers what the program would, from what is here.
import { ABSENT, Missing, answer, answerAbsent, openSnapshot } from './answer.mjs'
import { pieceOf } from './copy.mjs'
import {
	bringScripts, install, isShell, shellFile, shellName, styleText,
} from './shell.mjs'
import {
	bringTexts, copyName, dropCaches, era, failure, forget, isEmpty, known, languageOf,
	listenTo, moment, opened, sync, tell,
} from './sync.mjs'

const PATIENCE = 2000 // ms that a visitor waits for texts
const LONG = 8000 // and for a page that only the program has
const TRIES = 5 // of one question, each with more at hand

const within = (time, work) => Promise.race([work, new Promise((_, no) =>
	setTimeout(no, time, failure('network')))])

// ---- from the copy -------------------------------------------------------------------

// What the core asks: "copies" are those of sync.mjs, by language.
async function appOf(copies) {
	const { head } = await known()
	for (const language in copies)
		copies[language].snapshot ??= openSnapshot(copies[language].index)
	return {
		base: new URL(registration.scope).pathname.slice(0, -1),
		style: material.style, styleText: await styleText(),
		strings: material.strings, url: head.url, moment: moment(),
		fixed: head.now ?? null, languages: Object.keys(head.copies),
		snapshots: Object.fromEntries(Object.entries(copies)
			.map(([language, { snapshot }]) => [language, snapshot])),
		tree: (language, slot) => copies[language].texts[pieceOf(slot)]?.[slot],
	}
}

// An answer of the core, with what it finds missing brought to it; null for what
// is not its own. If the copy changes meanwhile, the new one is asked.
async function fromCopy(target, language, event) {
	const languages = new Set([language])
	for (let i = 0; i < TRIES; i++) {
		const copies = {}
		for (const language of languages)
			copies[language] = await opened(language)
		if (Object.values(copies).includes(undefined))
			break
		const app = await appOf(copies)
		try {
			return answer(app, { target })
		} catch (missing) {
			if (!(missing instanceof Missing))
				throw missing
			const { language, pieces = [] } = missing
			languages.add(language)
			const coming = Promise.all(
				pieces.map(piece => bringTexts(language, piece)))
			event.waitUntil(coming.catch(() => {})) // should nobody wait for it
			try {
				await within(PATIENCE, coming)
			} catch (error) {
				if (error.what === 'network')
					return answerAbsent(app, { target })
				throw error
			}
		}
	}
	throw failure('absent')
}

// A worker's answer has no address that a redirect could begin at.
function responseOf({ status, headers, body }, { url, method }) {
	const all = new Headers(headers)
	if (all.has('Location'))
		all.set('Location', new URL(all.get('Location'), url))
	return new Response(method === 'HEAD' ? null : body, { status, headers: all })
}

// In few words: this is not here, nor is what makes better pages of such news.
async function sorry(asked, request) {
	const { strings } = material, { head } = await known()
	const language = strings[asked] ? asked : Object.keys(strings)[0]
	const [first] = Object.keys(head?.copies ?? strings), words = strings[language]
	const home = registration.scope + (language === first ? '' : `${language}/`)
	const [title, text] = ['titles', 'texts']
		.map(name => words[`error-${name}`][ABSENT])
	const style = await styleText().catch(() => '')
	return responseOf({ status: 503, headers: { 'Cache-Control': 'no-store',
		'Content-Language': language, 'Content-Type': 'text/html; charset=utf-8' },
	body: `<!doctype html><html lang="${language}"><meta charset="utf-8">` +
		'<meta name="viewport" content="width=device-width">' +
		`<title>${title}</title><style>${style}</style><main><h1>${title}</h1>` +
		`<p>${text}</p><p><a href="${home}">${words.home}</a></p>` +
		'</main>' }, request)
}

// ---- requests ------------------------------------------------------------------------

// Somebody's position stays on the phone.
const tellsPlace = params =>
	params.getAll('near').some(near => /^\W*\d/.test(near))

// What may be somebody else's is asked for there; who waits for a page waits a
// little.
function elsewhere(request, ours) {
	const there = fetch(request)
	return (request.mode === 'navigate' ? within(PATIENCE, there) : there)
		.catch(() => ours)
}

// A web server whose program is down answers, and has nothing to say.
async function bring(request) {
	const answer = await fetch(request)
	if (answer.status >= 502 && answer.status <= 504)
		throw failure('network')
	return answer
}

// From the copy; else from the network; else sorry. Where there is no copy it is
// as if there were no worker.
async function pageFor(event, url) {
	const { request } = event
	await known()
	const isHere = !isEmpty(), language = languageOf(request.url)
	const isSecret = tellsPlace(url.searchParams)
	try {
		if (isHere) {
			if (isSecret && !await opened(language)) {
				const coming = sync({ language, alone: true })
				event.waitUntil(coming)
				await within(LONG, coming)
			}
			const got = await fromCopy(url.pathname + url.search, language, event)
			const ours = got && responseOf(got, request)
			if (isSecret || ours && !got.nowhere)
				return ours ?? sorry(language, request)
			return ours ? elsewhere(request, ours) : fetch(request)
		}
	} catch (error) {
		if (!error.what)
			console.error(error)
	}
	if (isSecret)
		return sorry(language, request)
	return isHere
		? within(LONG, bring(request)).catch(() => sorry(language, request))
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
	await dropCaches([shellName(), copyName()])
	await clients.claim()
	await tell()
}
addEventListener('activate', event => event.waitUntil(begin()))

const messages = {
	hello: async ({ language, kept }) => {
		const begun = era
		await tell()
		await bringScripts(language)
		if (begun === era)
			await sync({ language, kept })
	},
	check: (_, language) => sync({ language, now: true }),
	texts: (_, language) => sync({ language, all: true }),
	forget,
	begin: () => skipWaiting(),
}
addEventListener('message', event => event.waitUntil((async () => {
	listenTo(event.source)
	await known()
	await messages[event.data.what]?.(event.data, languageOf(event.source.url))
})()))
