// about.mjs -- what is on this phone, on the page "About".
import { ago } from './clock.mjs'
import { count, fill, make, root } from './dom.mjs'

const kilobytes = bytes => Math.ceil(bytes / 1000)

const faults = { network: t.faultNetwork, full: t.faultFull, newer: t.faultNewer }

function held({ events, bytes, held, pieces, left }, lasts) {
	return [
		fill(t.phoneSize, { events: count(t.phoneEvents, events), n: kilobytes(bytes) }),
		left > 0 ? fill(t.phoneTexts, { held, pieces }) : t.phoneAllTexts,
		lasts ? t.phoneLasts : t.phoneMayGo,
	]
}

const lines = ({ copy }, lasts) => (copy ? held(copy, lasts) : [t.phoneNone])
	.map(text => make('li', {}, text))

// What it does, or came of it.
const doing = ({ copy, busy, fault }) => busy ? t.phoneBusy : [
	faults[fault],
	copy && fill(t.phoneChecked, { ago: ago(Date.now() - copy.checked) }),
].filter(Boolean).join(' ')

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
	const list = make('ul', {}), told = make('p', { role: 'status' })
	const check = button(t.check, () => tell('check'))
	const texts = button('', () => tell('texts'))
	const all = button(t.wipe, () => confirm(t.wipeSure) && wipe(t.wiped))

	// Until another page is in its place.
	function paint() {
		const { copy, saving } = phone(), news = doing(phone())
		if (!list.isConnected)
			return root.removeEventListener('phone', paint)
		if (told.textContent !== news) // or it would be read aloud again
			told.textContent = news
		list.replaceChildren(...lines(phone(), lasts))
		texts.textContent = fill(t.getTexts, { n: kilobytes(copy?.left) })
		show(check, all, copy)
		show(texts, all, saving && copy?.left > 0)
	}

	place.replaceChildren(list, told, make('p', { class: 'acts' }, all))
	root.addEventListener('phone', paint)
	paint()
}
