// phone.mjs -- the phone's own server: starts it, tells it what to look for,
// hears what it holds. The messages: www/worker/README.md.
import { HOUR, MINUTE } from './clock.mjs'
import { root } from './dom.mjs'
import { hint } from './install.mjs'
import { more } from './lazy.mjs'
import { say } from './say.mjs'
import { base, entries, uidOf } from './store.mjs'

const PAUSE = 5 * MINUTE // between two hellos

// Absent where the page is not secure, or the browser has none.
const workers = navigator.serviceWorker
let state = {}, registration, greeted = 0, begun = false, off = false

export const phone = () => state

// Another Almanach of this host may speak up too, or still answer our pages.
const isOurs = worker => worker?.scriptURL === `${base}sw.js`

// Does it answer pages of this language from a whole copy?
export const isLocal = () => isOurs(workers?.controller) &&
	state.copy?.language === root.lang

export function tell(what, values) {
	registration?.active?.postMessage({ what, ...values })
}

function hello() {
	if (isOff() || document.hidden || Math.abs(Date.now() - greeted) < PAUSE)
		return
	greeted = Date.now()
	tell('hello', { language: root.lang, kept: entries().map(uidOf) })
}

// ---- what it says ---------------------------------------------------------------

const heard = {
	state(message) {
		state = message
		const synced = state.copy?.synced // null: not whole yet
		if (synced && Date.now() - synced > HOUR)
			hint()
		root.dispatchEvent(new Event('phone'))
	},
	ready() {
		more('ready', say)
	},
	news() {
		root.dispatchEvent(new Event('news'))
	},
}

// ---- a new one that waits -------------------------------------------------------

function offer() {
	if (registration.waiting && workers.controller)
		more('version', say, () => {
			begun = true
			registration.waiting.postMessage({ what: 'begin' })
		})
}

// Once, and only for who asked for it.
function changed() {
	if (begun)
		location.reload()
	begun = false
}

// Told to forget: nothing is fetched anew for as long as this tab is open.
function isOff() {
	try {
		return off || sessionStorage.getItem(base)
	} catch {}
}

// ---- the start ------------------------------------------------------------------

export async function start() {
	if (!workers || isOff())
		return
	workers.onmessage = ({ data, source }) =>
		isOurs(source) && heard[data.what]?.(data)
	workers.oncontrollerchange = changed
	try {
		registration = await workers.register(`${base}sw.js`,
			{ scope: base, updateViaCache: 'none' })
		offer()
		registration.onupdatefound = () => {
			registration.installing.onstatechange = offer
		}
		registration = await workers.ready
		if (off)
			return stop()
		hello()
	} catch {} // no worker: the server answers
	addEventListener('online', hello)
	document.addEventListener('visibilitychange', hello)
}

export async function stop() {
	const ended = registration
	tell('forget')
	off = true
	state = {}
	registration = null
	root.dispatchEvent(new Event('phone'))
	try {
		sessionStorage.setItem(base, 'off')
	} catch {}
	await ended?.unregister()
}
