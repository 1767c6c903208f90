// store.mjs -- what the phone keeps for its owner, under one key:
//
//   stars  entry (UID, or UID.T for one timing) -> of when the programme was in
//          which it was kept, or, below zero, taken out, and later than what
//          was before: so both survive where copies meet
//   names  entries that look like a timing and are the name of an event
//   seen   up to when changes have been looked at
//   hint   1 once the home screen has been spoken of
//
// Nothing here fails where the browser keeps nothing: then it lasts as long as
// the page.
import { one } from './dom.mjs'
import { more } from './lazy.mjs'
import { say } from './say.mjs'

// As cgi/query.h has them.
const KEPT_MAX = 100, QUERY_BYTES_MAX = 2000
const STAMP_MAX = 1e15

// This script is static/NAME below the root of all languages.
export const base = new URL('../', document.currentScript.src).href
const KEY = `almanach ${new URL(base).pathname}`

export const isEntry = entry => /^[\w.-]+$/.test(entry)

let memory = { stars: {} }
const names = new Set() // also of events that are not kept
let isThere = false // was something stored, when last looked at

// Anything may stand there: other programs' data, half a text, other shapes.
// Where it has gone, somebody deleted it, maybe while this page slept.
function stored() {
	try {
		const text = localStorage.getItem(KEY)
		if (isThere && text === null)
			memory = { stars: {} }
		isThere = text !== null
		return JSON.parse(text)
	} catch {}
}

function meet(others) {
	const { stars } = memory
	for (const [entry, stamp] of Object.entries(others?.stars ?? {}))
		if (isEntry(entry) && Math.abs(stamp) < STAMP_MAX &&
				Math.abs(stamp) > Math.abs(stars[entry] ?? 0))
			stars[entry] = stamp
	for (const name of [others?.names].flat())
		names.add(name)
	if (others?.seen < STAMP_MAX)
		memory.seen = Math.max(memory.seen || 0, +others.seen)
	memory.hint ||= others?.hint
	return memory
}

export const read = () => meet(stored())

function write() {
	try {
		localStorage.setItem(KEY, JSON.stringify({ ...memory,
			names: [...names].filter(name => memory.stars[name]) }))
		return isThere = true
	} catch {}
}

export function note(values) {
	Object.assign(read(), values)
	write()
}

// Written before, so that other tabs hear of it in any case.
export function forget() {
	memory = { stars: {} }
	write()
	try {
		localStorage.removeItem(KEY)
	} catch {}
}

// ---- stars ----------------------------------------------------------------------

// [[entry, when], ...] of what is kept.
export const kept = () => Object.entries(read().stars).filter(([, at]) => at > 0)
export const entries = () => kept().map(([entry]) => entry).sort()
export const isKept = entry => read().stars[entry] > 0
// As servers read it: "UID.T", unless there is an event of that name.
const cut = entry => entry.replace(/(.)\.[1-9]\d{0,5}$/, '$1')
export const uidOf = entry => names.has(entry) ? entry : cut(entry)

// There is an event of that name, as a page shows.
export function meetEvent(uid) {
	if (cut(uid) !== uid)
		names.add(uid)
}

export const ofEvent = uid => entries().filter(entry => uidOf(entry) === uid)

// An event as a whole, or one of its timings.
export const isEventKept = uid => isKept(uid) || ofEvent(uid).length > 0

// When the programme was as this page shows it: what changes later is news, also
// where it had changed already and this phone did not know.
function stamp(entry, sign) {
	const { stars } = memory, shown = Date.parse(one('#fresh')?.dataset.changed)
	stars[entry] = sign * Math.max(shown || 0, Math.abs(stars[entry] ?? 0) + 1)
}

export function drop(list) {
	read()
	list.forEach(entry => stamp(entry, -1))
	write()
}

// False where a plan would hold too much. The whole of an event stands for its
// timings, and one of them for no more than itself.
export function keep(list) {
	const before = entries()
	const others = list.flatMap(entry => ofEvent(uidOf(entry))
		.filter(other => other !== entry && (other === uidOf(entry) || entry === uidOf(entry))))
	const added = list.filter(entry => !isKept(entry))
	const then = [...before.filter(entry => !others.includes(entry)), ...added]
	if (then.length > KEPT_MAX || `e=${then}`.length > QUERY_BYTES_MAX) {
		more('full', say)
		return false
	}
	others.forEach(entry => stamp(entry, -1))
	added.forEach(entry => stamp(entry, 1))
	if (!write())
		more('unkept', say)
	if (before.length === 0)
		navigator.storage?.persist?.().catch(() => {})
	return true
}

// Another tab wrote, or emptied all; or other pages did while this one slept.
export function onOthers(work) {
	addEventListener('pageshow', ({ persisted }) => persisted && work())
	addEventListener('storage', ({ key, newValue }) => {
		if (key === KEY || key === null)
			work(newValue === null)
	})
}
