// position.mjs -- asks where the phone is, after a tap. Rounded to a hundredth
// of a degree, it goes into an address that the phone's own server answers.
import { one } from './dom.mjs'

const WAIT = 30000 // milliseconds; without network it takes long
const DENIED = 1

function found({ coords }, form, go) {
	const query = new URLSearchParams(new FormData(form))
	query.set('near', [coords.latitude, coords.longitude].map(x => x.toFixed(2)))
	go(`${form.action}?${query}`.replaceAll('%2C', ','))
}

// "go" goes to an address, "told" is told how it is getting on.
export function near(form, told, go) {
	told.textContent = t.nearWait
	navigator.geolocation.getCurrentPosition(
		position => found(position, form, go),
		({ code }) => {
			told.textContent = code === DENIED ? t.nearDenied : t.nearFailed
			one('#near').focus()
		}, { timeout: WAIT, maximumAge: WAIT })
}
