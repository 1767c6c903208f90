// received.mjs -- over somebody's plan: what it would add to one's own.
import { count, make } from './dom.mjs'

// "own": the address of one's own plan, where there is one.
export function tellPlan(box, missing, own, add) {
	if (missing > 0)
		box.append(make('button', { class: 'act main', onclick: add },
			count(t.add, missing)))
	if (own)
		box.append(make('a', { class: 'act', href: own }, t.mine))
}
