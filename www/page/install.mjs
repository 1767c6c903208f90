// install.mjs -- speaks of the home screen: once, after a star or on a later
// visit, and where the browser has a way to it.
import { more } from './lazy.mjs'
import { say } from './say.mjs'
import { note, read } from './store.mjs'

let prompt

addEventListener('beforeinstallprompt', event => {
	event.preventDefault()
	prompt = event
})

export function hint() {
	// Safari on phones alone has the word; true is "on the home screen".
	const byHand = navigator.standalone === false
	if (read().hint || !(prompt || byHand))
		return
	note({ hint: 1 })
	more('install', say, prompt)
}
