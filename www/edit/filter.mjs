// filter.mjs -- lists that grow short as one types: <input type="search"
// data-filter="ID">, for the list or the rows with that id.
import { all, count, make, one } from '../page/dom.mjs'

const words = new WeakMap() // an item's text, folded

// Without marks and capitals; the server's table of letters is not for this.
const folded = text =>
	text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

function wordsOf(item) {
	if (!words.has(item))
		words.set(item, folded(item.textContent))
	return words.get(item)
}

function statusOf(input) {
	const next = input.nextElementSibling
	if (next?.matches('.shown'))
		return next
	const status = make('p', { class: 'shown hint', role: 'status' })
	input.after(status)
	return status
}

function filter(input) {
	const list = document.getElementById(input.dataset.filter)
	if (!list)
		return
	const terms = folded(input.value).split(/\s+/)
	const items = [...(one('tbody', list) ?? list).children]
	for (const item of items)
		item.hidden = !terms.every(term => wordsOf(item).includes(term))
	statusOf(input).textContent = input.value.trim() === '' ? ''
		: count(t.shown, items.filter(item => !item.hidden).length)
}

export function watchFilters() {
	document.addEventListener('input', ({ target }) => {
		if (target.dataset?.filter)
			filter(target)
	})
}

// What was typed above a list stays when "swap" brings another list.
export function keepFilters(inside, swap) {
	const typed = all('[data-filter]', inside)
		.map(({ dataset, value }) => [dataset.filter, value])
	swap()
	for (const [id, value] of typed) {
		const input = one(`[data-filter="${CSS.escape(id)}"]`, inside)
		if (!input || value === '')
			continue
		input.value = value
		filter(input)
	}
}
