// plan.mjs -- the page "My plan". Its address is the plan: one's own is that of
// all stars; any other is somebody's, and shows what it would add.
import { all, count, home, json, make, one } from './dom.mjs'
import {
	drop, entries, isEntry, isKept, keep, kept, note, ofEvent, read, uidOf,
} from './store.mjs'
import { more } from './lazy.mjs'
import { go } from './soft.mjs'

export function planAddress() {
	const list = entries()
	return home() + 'plan' + (list.length > 0 ? `?e=${list}` : '')
}

const onPlan = () => location.href.replace(/[?#].*/, '') === `${home()}plan`

const entriesOf = address =>
	(new URL(address).searchParams.get('e') ?? '').split(',').filter(isEntry)

const isThere = entry => isKept(entry) || isKept(uidOf(entry))

// ---- what changed ---------------------------------------------------------------

let changes = []

// Of what is kept, since it was kept and since they were looked at.
function news() {
	const { seen } = read()
	const since = {}
	for (const [entry, at] of kept())
		since[uidOf(entry)] = Math.max(at, seen || 0)
	return changes.filter(({ uid, at }) => Date.parse(at) > since[uid])
}

// Resolves to how many there are.
export async function lookForChanges() {
	if (kept().length > 0)
		changes = (await json('changes.json')).changes
	paintPlan()
	return news().length
}

// Whoever has seen them does not keep what is gone.
function seen(list, own) {
	const gone = list.filter(({ slug }) => !slug).flatMap(({ uid }) => ofEvent(uid))
	note({ seen: Math.max(...list.map(({ at }) => Date.parse(at))) })
	drop(gone)
	if (own && gone.length > 0)
		go(planAddress(), true)
	else
		paintPlan()
}

// ---- own and other --------------------------------------------------------------

function received(missing) {
	const box = make('p', { class: 'acts told' })
	one('h1').after(box)
	more('tellPlan', box, missing.length, entries().length > 0 && planAddress(), () => {
		if (keep(missing))
			go(planAddress(), true)
	})
}

// What is taken from the own plan is no star any more.
function removing(shown) {
	for (const link of all('.plan .clear'))
		link.onclick = event => {
			const rest = entriesOf(link.href)
			event.preventDefault()
			drop(shown.filter(entry => !rest.includes(entry)))
			go(planAddress(), true)
		}
}

function paintOwn() {
	const shown = entriesOf(location.href), mine = entries()
	const missing = shown.filter(entry => !isThere(entry))
	if (shown.length === 0 && mine.length > 0)
		return go(planAddress(), true)
	const own = missing.length === 0 && shown.length === mine.length
	if (own)
		removing(shown)
	else if (shown.length > 0)
		received(missing)
	const list = news(), box = make('section', { class: 'note told' })
	if (list.length > 0) {
		one('h1').after(box)
		more('tellChanges', box, list, () => seen(list, own))
	}
}

// The tab leads to the own plan, and says that something changed.
export function paintPlan() {
	const tab = one('.tabs a:last-child'), { length } = news()
	tab.href = planAddress()
	all('.told').forEach(box => box.remove())
	if (length > 0)
		tab.append(make('b', { class: 'told' }, length,
			make('span', { class: 'vh' }, ` ${count(t.badge, length)}`)))
	if (onPlan())
		paintOwn()
}
