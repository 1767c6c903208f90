// times.mjs -- what time does to a page: what is over, what is about to begin,
// how old the programme is.
import { ago, DAY, HOUR, MINUTE, now } from './clock.mjs'
import { all, fill, make, one } from './dom.mjs'
import { more } from './lazy.mjs'
import { phone } from './phone.mjs'

const QUIET = 15 * MINUTE, HINT = 6 * HOUR

// ---- events ---------------------------------------------------------------------

function markOf(card, end) {
	const left = Date.parse(one('time', card)?.dateTime) - now()
	return end <= now() ? t.over
		: left > 0 && left < HOUR ? fill(t.soon, { n: Math.ceil(left / MINUTE) }) : ''
}

// What does not take place is neither over nor near; what the server calls over
// is so already.
function mark(element) {
	if (element.matches('.cancelled, .postponed') ||
			one('h2 small', element.closest('section') ?? element))
		return
	const when = one('.when', element) ?? element
	one('.mark-time', when)?.remove()
	const text = markOf(element, Date.parse(element.dataset.end))
	if (text && !one('small', when))
		when.append(make('small', { class: 'mark-time' }, ` ${text}`))
}

// ---- the programme --------------------------------------------------------------

const warning = make('div', { class: 'note old' })
const age = () => Date.now() - phone().copy?.checked

function freshen() {
	const fresh = one('#fresh'), checked = age()
	if (!fresh)
		return
	const changed = now() - Date.parse(fresh.dataset.changed)
	const notes = [
		changed >= QUIET && ago(changed),
		checked > HINT && fill(t.checked, { ago: ago(checked) }),
		(!navigator.onLine || phone().fault === 'network') && t.offline,
	].filter(Boolean)
	one('.age', fresh)?.remove()
	fresh.append(make('span', { class: 'age' }, ['', ...notes].join(' · ')))
	if (checked > DAY)
		more('warn', warning, age, now())
	else
		warning.remove()
}

export function tick() {
	const told = one('[data-until]') // what is announced
	if (Date.parse(told?.dataset.until) <= now())
		told.remove()
	all('[data-end]').forEach(mark)
	freshen()
}

setInterval(() => document.hidden || tick(), MINUTE)
addEventListener('online', tick)
addEventListener('offline', tick)
