// share.mjs -- buttons that hand a page on: its address, its QR code, a poster.
import { make, one } from './dom.mjs'
import { more, paper } from './lazy.mjs'
import { say } from './say.mjs'

// As it is known to the world, where the programme knows that.
const address = () => one('link[rel=canonical]')?.href ?? location.href

const share = () => more('hand', address(), say)
const draw = () => paper(one('.event') ? 'poster' : 'code', address(), say)

// Beside what an event or a plan offers already.
export function putShare() {
	const look = one('.event') ? 'act' : 'clear'
	one('.share')?.append(' ',
		make('button', { class: look, onclick: share }, t.share), ' ',
		make('button', { class: look, onclick: draw },
			one('.event') ? t.poster : t.code))
}
