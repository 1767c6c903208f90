// warning.mjs -- during the festival an old copy may lead to a closed door.
import { ago } from './clock.mjs'
import { fill, json, make, one } from './dom.mjs'

// "age" is that of the copy, in milliseconds.
export async function warn(box, age, now) {
	const { days, contact } = await json('about.json')
	const today = new Date(now).toISOString().slice(0, 10)
	if (!days.some(({ day }) => day === today))
		return
	box.replaceChildren(make('p', {}, fill(t.old, { ago: ago(age) })))
	if (contact?.href)
		box.append(make('p', {}, make('a', { href: contact.href }, contact.mail)))
	one('main').prepend(box)
}
