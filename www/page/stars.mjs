// stars.mjs -- buttons that keep: on cards, on an event, on its timings.
import { all, fill, make, one, root, starIcon } from './dom.mjs'
import { hint } from './install.mjs'
import { planAddress } from './plan.mjs'
import { say } from './say.mjs'
import { drop, isEventKept, isKept, keep, meetEvent, ofEvent } from './store.mjs'

// A card's star is for the event with whatever is kept of it.
const is = ({ dataset }) =>
	(dataset.whole ? isEventKept : isKept)(dataset.entry)

function toggle({ currentTarget: button }) {
	const { entry, whole } = button.dataset
	if (is(button)) {
		drop(whole ? [entry, ...ofEvent(entry)] : [entry])
		say(t.dropped)
	} else if (keep([entry])) {
		say(t.kept, t.see, planAddress(), true)
		hint()
	}
	paintStars()
	root.dispatchEvent(new Event('stars'))
}

function starOf(card) {
	const title = one('h3', card).textContent
	card.append(make('button', { class: 'star', 'data-entry': card.dataset.uid,
		'data-whole': 1, 'aria-label': fill(t.keep, { title }), onclick: toggle },
	starIcon()))
}

// Without script it is a link to the plan of this one event.
function insteadOf(link) {
	const entry = new URL(link.href).searchParams.get('e')
	const button = make('button', { class: link.className, 'data-entry': entry,
		onclick: toggle }, ...link.childNodes)
	if (!one('svg', button))
		button.prepend(starIcon())
	link.replaceWith(button)
}

// After each change of the page's main part.
export function putStars() {
	all('[data-uid]').forEach(({ dataset }) => meetEvent(dataset.uid))
	all('.cards:not(.plan) .card').forEach(starOf)
	all('.event a[href*="plan?e="]').forEach(insteadOf)
	paintStars()
}

export function paintStars() {
	for (const button of all('[data-entry]'))
		button.setAttribute('aria-pressed', is(button))
}
