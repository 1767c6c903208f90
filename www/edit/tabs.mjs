// tabs.mjs -- sections as tabs, after the ARIA practices' pattern: arrows go from
// one to the next, and what is chosen stands behind the address's "#".
import { all, make, one } from '../page/dom.mjs'
import { keepFilters } from './filter.mjs'

const steps = {
	ArrowLeft: (at, n) => (at + n - 1) % n,
	ArrowRight: (at, n) => (at + 1) % n,
	Home: () => 0,
	End: (at, n) => n - 1,
}

const tabId = section => `tab-${section.id}`

// A heading says what its tab says, and is there for those who go by headings.
function makeTab(section) {
	const heading = one('h2', section)
	heading.classList.add('vh')
	section.setAttribute('role', 'tabpanel')
	section.setAttribute('aria-labelledby', tabId(section))
	section.tabIndex = 0
	return make('button', { type: 'button', role: 'tab', id: tabId(section),
		'aria-controls': section.id }, heading.textContent)
}

function choose(panels, id) {
	for (const tab of all('[role=tab]', panels)) {
		const section = tab.getAttribute('aria-controls'), is = section === id
		tab.setAttribute('aria-selected', is)
		tab.tabIndex = is ? 0 : -1
		document.getElementById(section).hidden = !is
	}
}

const sectionsOf = panels => all(':scope > section[id]', panels)
const chosen = panels =>
	sectionsOf(panels).find(section => !section.hidden)?.id

// The section that the address names, if it is here.
function named(panels) {
	const id = location.hash.slice(1)
	return sectionsOf(panels).some(section => section.id === id) ? id : null
}

function remember(panels, tab) {
	const id = tab.getAttribute('aria-controls')
	choose(panels, id)
	history.replaceState(history.state, '', `#${id}`)
}

function onKey(panels, event) {
	const step = steps[event.key], tabs = all('[role=tab]', panels)
	const at = tabs.indexOf(event.target)
	if (!step || at < 0 || event.altKey || event.ctrlKey || event.metaKey)
		return
	event.preventDefault()
	const tab = tabs[step(at, tabs.length)]
	remember(panels, tab)
	tab.focus()
}

function build(panels, sections, id) {
	const list = make('div', { role: 'tablist', 'aria-label': t.panels },
		...sections.map(makeTab))
	panels.replaceChildren(list, ...sections)
	choose(panels, sections.some(section => section.id === id)
		? id : sections[0]?.id)
}

// Who is at a tab, or reads one, stays there.
function rebuild(panels, fresh) {
	const id = chosen(panels), at = document.activeElement
	const inside = panels.contains(at), onTab = at.matches('[role=tab]')
	keepFilters(panels, () => build(panels, sectionsOf(fresh), id))
	if (inside)
		document.getElementById(onTab ? `tab-${chosen(panels)}` : chosen(panels))
			.focus({ preventScroll: true })
}

// Returns renew(fresh): "fresh" is the same element of another page, whose
// sections take the places of ours.
export function makeTabs(panels) {
	let shown = panels.innerHTML
	build(panels, sectionsOf(panels), named(panels))
	panels.addEventListener('keydown', event => onKey(panels, event))
	panels.addEventListener('click', ({ target }) => {
		const tab = target.closest('[role=tab]')
		if (tab)
			remember(panels, tab)
	})
	addEventListener('hashchange', () => {
		if (named(panels))
			choose(panels, named(panels))
	})
	return fresh => {
		if (fresh.innerHTML === shown)
			return
		shown = fresh.innerHTML
		rebuild(panels, fresh)
	}
}
