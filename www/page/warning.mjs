// warning.mjs -- during the festival an old copy may lead to a closed door.
import { ago, DAY } from './clock.mjs'
import { fill, json, make, one } from './dom.mjs'

let about // the answer, for as long as this page lasts

// The programme's day, wherever the phone thinks it is: "2025-11-19".
const dayOf = (at, timeZone) => new Date(at).toLocaleDateString('sv', { timeZone })

function fillBox(box, text, contact) {
	box.replaceChildren(make('p', {}, text))
	if (contact?.href)
		box.append(make('p', {}, make('a', { href: contact.href }, contact.mail)))
}

// "age" gives that of the copy, in milliseconds, which may be new by the time
// the festival's days are known. What stands there already is not moved.
export async function warn(box, age, now) {
	const { days, timezone, contact } = about ??= await json('about.json')
	const today = dayOf(now, timezone), text = fill(t.old, { ago: ago(age()) })
	if (!(age() > DAY) || !days.some(({ day }) => day === today))
		return box.remove()
	if (one('p', box)?.textContent !== text)
		fillBox(box, text, contact)
	if (!box.isConnected)
		one('main').prepend(box)
}
