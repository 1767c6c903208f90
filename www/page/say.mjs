// say.mjs -- one place where pages speak up: read aloud, and seen at the foot of
// the window, with at most one thing to do.
import { make, root } from './dom.mjs'

const SHOWN = 8000 // milliseconds
const MARGIN = 8 // pixels above it

const voice = make('p', { class: 'vh' }), box = make('div', { class: 'note' })
const region = make('div', { class: 'say', role: 'status' }, voice)
let timer

// For the ear alone.
export function hear(text) {
	voice.textContent = text
}

// It goes by itself where it asks for nothing, or where "passes" says so.
export function say(text, action, does, passes) {
	clearTimeout(timer)
	box.replaceChildren(make('p', {}, text))
	if (action)
		box.append(typeof does === 'string'
			? make('a', { class: 'act', href: does }, action)
			: make('button', { class: 'act', onclick() {
				hush()
				does()
			} }, action))
	box.append(make('button',
		{ class: 'act', 'aria-label': t.close, onclick: hush }, '×'))
	region.append(box)
	if (!action || passes)
		timer = setTimeout(hush, SHOWN)
}

export function hush() {
	box.remove()
}

document.body.append(region)
// What gets the focus is scrolled to where this does not cover it.
new ResizeObserver(() => {
	root.style.scrollPaddingBottom = box.isConnected
		? `${innerHeight - box.getBoundingClientRect().top + MARGIN}px` : ''
}).observe(box)
