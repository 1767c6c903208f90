// about.mjs -- what is on this phone, on the page "About".
import { ago } from './clock.mjs'
import { count, fill, make, root } from './dom.mjs'

const kilobytes = bytes => Math.ceil(bytes / 1000)

const faults = { network: t.faultNetwork, full: t.faultFull, newer: t.faultNewer }

function held({ events, bytes, checked, held, pieces, left }) {
	return [
		fill(t.phoneSize, { events: count(t.phoneEvents, events), n: kilobytes(bytes) }),
		left > 0 ? fill(t.phoneTexts, { held, pieces }) : t.phoneAllTexts,
		fill(t.phoneChecked, { ago: ago(Date.now() - checked) }),
	]
}

function lines({ copy, busy, fault }, lasts) {
	return [
		...copy ? held(copy) : [t.phoneNone],
		busy && t.phoneBusy,
		faults[fault],
		copy && (lasts ? t.phoneLasts : t.phoneMayGo),
	].filter(Boolean).map(text => make('li', {}, text))
}

const button = (text, onclick) => make('button', { class: 'act', onclick }, text)

// Shown or not, and left alone where it is: it may have the focus.
function show(element, before, isShown) {
	if (!isShown)
		element.remove()
	else if (!element.isConnected)
		before.before(element)
}

// "page" has what the page's script knows to do.
export async function about(place, { phone, tell, wipe }) {
	const lasts = await navigator.storage?.persisted?.()
	const list = make('ul', {})
	const check = button(t.check, () => tell('check'))
	const texts = button('', () => tell('texts'))
	const all = button(t.wipe, () => confirm(t.wipeSure) && wipe(t.wiped))

	function paint() {
		const { copy, saving } = phone()
		list.replaceChildren(...lines(phone(), lasts))
		texts.textContent = fill(t.getTexts, { n: kilobytes(copy?.left) })
		show(check, all, copy)
		show(texts, all, saving && copy?.left > 0)
	}

	place.replaceChildren(list, make('p', { class: 'acts' }, all))
	root.addEventListener('phone', paint)
	paint()
}
