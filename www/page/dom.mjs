// dom.mjs -- elements and words.

export const root = document.documentElement
export const one = (selector, from = document) => from.querySelector(selector)
export const all = (selector, from = document) =>
	[...from.querySelectorAll(selector)]

// Functions are handlers: make('button', { onclick: save }, 'Save').
export function make(name, attributes, ...inside) {
	const element = document.createElement(name)
	for (const [key, value] of Object.entries(attributes))
		if (typeof value === 'function')
			element[key] = value
		else
			element.setAttribute(key, value)
	element.append(...inside)
	return element
}

// The mark of a plan, as the menu has it.
export const starIcon = () => one('.tabs a:last-child svg').cloneNode(true)

export const fill = (text, values) =>
	text.replace(/{(\w+)}/g, (_, key) => values[key])

// "text" counts: { one, other }.
export const count = (text, n) =>
	fill(n === 1 || (zeroIsOne && n === 0) ? text.one : text.other, { n })

// Where the pages of this language begin.
export const home = () => one('.mark').href

export function json(path) {
	return fetch(home() + path).then(answer => answer.json())
}
