// share.mjs -- hands a page on: its address, its QR code, a poster.
import { make, one } from './dom.mjs'
import { paper } from './lazy.mjs'
import { say } from './say.mjs'

// As it is known to the world, where the programme knows that.
const address = () => one('link[rel=canonical]')?.href ?? location.href

async function share() {
	const url = address()
	try {
		if (navigator.share)
			return await navigator.share({ title: document.title, url })
		await navigator.clipboard.writeText(url)
		say(t.copied)
	} catch (error) {
		if (error.name !== 'AbortError')
			say(url)
	}
}

const draw = () => paper(one('.event') ? 'poster' : 'code', address(), say)

// Beside what an event or a plan offers already.
export function putShare() {
	const look = one('.event') ? 'act' : 'clear'
	one('.share')?.append(' ',
		make('button', { class: look, onclick: share }, t.share), ' ',
		make('button', { class: look, onclick: draw },
			one('.event') ? t.poster : t.code))
}
