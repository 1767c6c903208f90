// near.mjs -- the button "Near me". The position never leaves the phone: where
// its own server could not answer, there is no button.
import { make, one } from './dom.mjs'
import { more } from './lazy.mjs'
import { isLocal } from './phone.mjs'
import { go } from './soft.mjs'

// "go" again asks whether the phone answers: it may have been told to forget.
const goLocally = address => isLocal() && go(address)

export function putNear() {
	const form = one('#near')?.form
	if (!isLocal() || !form || one('.near') || !navigator.geolocation)
		return
	const told = make('p', { class: 'hint', role: 'status' })
	form.after(make('p', { class: 'acts near' }, make('button', { class: 'act',
		onclick: () => more('near', form, told, goLocally) }, t.nearMe)), told)
}
