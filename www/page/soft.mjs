// soft.mjs -- going from page to page without leaving: the same address is
// fetched, which the worker answers, and its parts take the places of ours. On
// any doubt the browser goes by itself.
import { all, one, root } from './dom.mjs'
import { isLocal } from './phone.mjs'
import { hear } from './say.mjs'
import { base } from './store.mjs'

const REST = 150 // milliseconds after scrolling

// What is said of a page in its head.
const SAID = 'link, meta[name]:not([name=viewport]), script[type]'

let shown = location.href.split('#')[0] // whose parts are there
let asked = 0

const script = from => one('script[src]', from)?.getAttribute('src').split('/').pop()

// A page of the programme, which the worker answers.
function isOurs(url) {
	const path = url.pathname
	return isLocal() && url.href.startsWith(base) && !url.hash &&
		!/\/edit\/|\.\w+$/.test(path)
}

// ---- taking a page's place ------------------------------------------------------

async function fetched(address) {
	const answer = await fetch(address)
	if (!answer.ok || !answer.url.startsWith(base) ||
			!answer.headers.get('content-type').startsWith('text/html'))
		throw answer
	const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
	// One of another build, or in another language, brings its own script.
	if (script(page) !== script(document))
		throw page
	return [answer.url, page]
}

function swap(page) {
	all(SAID, document.head).forEach(element => element.remove())
	document.head.append(...all(SAID, page.head))
	for (const part of ['.top', 'main', 'footer'])
		one(part).replaceWith(one(part, page))
	document.title = page.title
	root.lang = page.documentElement.lang
	root.dispatchEvent(new Event('page'))
}

function arrive(y) {
	const h1 = one('h1')
	scrollTo(0, y)
	h1.tabIndex = -1
	h1.focus({ preventScroll: true })
	hear(document.title)
}

// ---- going ----------------------------------------------------------------------

function leave() {
	history.scrollRestoration = 'manual'
	history.replaceState({ y: scrollY }, '')
}

async function show(address, how, y = 0) {
	const mine = ++asked
	try {
		const [url, page] = await fetched(address)
		if (mine !== asked)
			return
		if (how)
			history[how]({ y }, '', url)
		shown = url
		swap(page)
		arrive(y)
	} catch {
		if (mine === asked)
			how === 'replaceState' ? location.replace(address)
				: location.assign(address)
	}
}

export function go(address, replaces) {
	if (!isOurs(new URL(address)))
		return replaces ? location.replace(address) : location.assign(address)
	leave()
	show(address, replaces ? 'replaceState' : 'pushState')
}

function click(event) {
	const link = event.target.closest?.('a[href]')
	if (!link || event.defaultPrevented || event.button > 0 || event.metaKey ||
			event.ctrlKey || event.shiftKey || event.altKey || link.target ||
			link.hreflang || link.hasAttribute('download') ||
			!isOurs(new URL(link.href)))
		return
	event.preventDefault()
	go(link.href)
}

function submit(event) {
	const { action } = event.target
	const address = `${action}?${new URLSearchParams(new FormData(event.target))}`
	if (event.defaultPrevented || !isOurs(new URL(address)))
		return
	event.preventDefault()
	go(address)
}

// Where one was on a page is known before it is left, by whatever way.
let resting
addEventListener('scroll', () => {
	clearTimeout(resting)
	if (history.scrollRestoration === 'manual')
		resting = setTimeout(leave, REST)
})
addEventListener('popstate', ({ state }) => {
	clearTimeout(resting)
	if (location.href.split('#')[0] !== shown)
		show(location.href, null, state?.y)
})
document.addEventListener('click', click)
document.addEventListener('submit', submit)
// Come back to by reloading, or from elsewhere.
if (history.state?.y && history.scrollRestoration === 'manual')
	scrollTo(0, history.state.y)
