// links.mjs -- addresses that ask for a little more or less than the page that
// holds them, below the language's root: as cgi/links.c. None keeps the number
// of the page.
import { queryWrite } from './query.mjs'

// Of any query: "events?..."
export function linksQuery(s, q, page) {
	const canonical = queryWrite(s, q)
	return canonical ? `${page}?${canonical}` : page
}

export const linksOf = (s, q, page) => ({ s, page, q: { ...q, page: 1, kept: [] } })

const link = ({ s, q, page }, other) => linksQuery(s, { ...q, ...other }, page)

const toggle = (list, one) => list.includes(one) ? list.filter(o => o !== one)
	: [...list, one].sort((a, b) => a - b)

// With the choice, or the day, if it is not set; without if it is.
export const linksToggle = (k, choice) =>
	link(k, { choices: toggle(k.q.choices, choice) })
export const linksToggleDay = (k, day) => link(k, { days: toggle(k.q.days, day) })

// Without any of a facet; with this one of it and no other.
const others = ({ q }, { first, end }) =>
	q.choices.filter(c => c < first || c >= end)

export const linksWithout = (k, facet) => link(k, {
	choices: others(k, facet), days: facet.kind === 0 ? [] : k.q.days })
export const linksOnly = (k, facet, choice) => link(k, {
	choices: toggle(others(k, facet), choice) })
export const linksOnlyDay = (k, day) => link(k, { days: [day] })
