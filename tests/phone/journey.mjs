// journey.mjs -- what a page asks of its worker, for any browser: functions that
// run in the page, and what all browsers are asked to show once there is no
// server. "page": {goto(path), run(function, argument)}, which gives what the
// function's promise gives.
import assert from 'node:assert/strict'

import { addresses } from './site.mjs'

// ---- in the page -------------------------------------------------------------------

// The worker registered, and what it says gathered in window.told.
export async function register() {
	window.told = []
	navigator.serviceWorker.addEventListener('message', ({ data }) => told.push(data))
	navigator.serviceWorker.startMessages()
	const scope = document.querySelector('a.mark').href.replace(/en\/$/, '')
	await navigator.serviceWorker.register(`${scope}sw.js`,
		{ scope, updateViaCache: 'none' })
	await navigator.serviceWorker.ready
}

async function post(message) {
	const { active } = await navigator.serviceWorker.ready
	active.postMessage(message)
}

// The state once the worker has been busy and then quiet for a while (pages ask
// by themselves, too, and one comes after the other); null if it never is.
async function settled(patience) {
	let seen = 0, quiet = 0
	for (const end = Date.now() + patience; Date.now() < end;) {
		const states = told.slice(told.asked).filter(({ what }) => what === 'state')
		const state = states.at(-1)
		quiet = states.length === seen ? quiet + 1 : 0
		seen = states.length
		if (states.some(({ busy }) => busy) && !state.busy && quiet > 10)
			return state
		await new Promise(resolve => setTimeout(resolve, 50))
	}
	return null
}

async function fetched(path) {
	const scope = document.querySelector('a.mark')?.href.replace(/en\/$/, '') ??
		location.href
	const answer = await fetch(new URL(path, scope))
	return { status: answer.status, type: answer.headers.get('Content-Type'),
		language: answer.headers.get('Content-Language'), body: await answer.text() }
}

// ---- from outside --------------------------------------------------------------------

// Ask the worker something, and wait until it is done.
export async function ask(page, message, patience = 60000) {
	await page.run(() => { told.asked = told.length })
	await page.run(post, message)
	const state = await page.run(settled, patience)
	assert.ok(state, `an answer to ${JSON.stringify(message)}`)
	return state
}

export async function firstVisit(page, language = 'fr', kept = []) {
	await page.goto(language === 'fr' ? '' : `${language}/`)
	await page.run(register)
	return ask(page, { what: 'hello', language, kept })
}

export const get = (page, path) => page.run(fetched, path)

// What the worker gives is what the program gave, byte for byte.
export async function sameAs(page, wanted) {
	for (const [path, answer] of wanted) {
		const got = await get(page, path)
		assert.deepEqual({ ...got, body: got.body === answer.body },
			{ ...answer, body: true }, path)
	}
}

export async function answersOf(site, languages = ['', 'en/']) {
	const wanted = new Map()
	for (const language of languages)
		for (const path of await addresses(site, language))
			wanted.set(path, await site.answer(path))
	return wanted
}

// The whole of it: everything is copied, the server dies, and nothing is missed.
export async function journey(page, site) {
	const wanted = await answersOf(site)
	const { copy, fault } = await firstVisit(page)
	assert.equal(fault, null)
	assert.equal(copy.held, copy.pieces)
	assert.equal(copy.events, site.events.length)
	await ask(page, { what: 'hello', language: 'en', kept: [] })
	await page.goto('')
	site.kill()
	await sameAs(page, wanted)
	// As documents, too; the last two lead elsewhere.
	const { body } = wanted.get('events.json?day=2025-11-20')
	const [{ uid, slug, title }] = JSON.parse(body).events
	for (const [path, h1, end = path] of [
		['', /./], ['events?day=2025-11-20', /./], ['map?q=visite', /./],
		[`event/${uid}/${slug}`, title], ['nowhere', 'Page introuvable'],
		[`event/${uid}`, title, `event/${uid}/${slug}`],
		['en', /./, 'en/'],
	]) {
		await page.goto(path)
		const [shown, at] = await page.run(() =>
			[document.querySelector('h1').textContent, location.href])
		assert.ok(h1.test ? h1.test(shown) : shown === h1, `${path}: ${shown}`)
		assert.equal(at, site.url + end)
	}
}
