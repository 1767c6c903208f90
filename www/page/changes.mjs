// changes.mjs -- tells changes of kept events: the old struck, then the new.
import { home, make } from './dom.mjs'

function told({ label, title, slug, uid, from, to }) {
	const move = make('p', {}, ...from ? [make('s', {}, from), ' → '] : [], to ?? '')
	return make('li', {}, make('b', {}, label), ' ', slug
		? make('a', { href: `${home()}event/${uid}/${slug}` }, title) : title, move)
}

export function tellChanges(box, list, seen) {
	box.replaceChildren(make('h2', {}, t.changed),
		make('ul', {}, ...list.map(told)),
		make('p', { class: 'acts' },
			make('button', { class: 'act', onclick: seen }, t.seen)))
}
