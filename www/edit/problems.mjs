// problems.mjs -- what is wrong with a rule, in sentences beside its text and as
// marks at its lines.
import { all, fill, make } from '../page/dom.mjs'

// From each line's sentence one gets to the line; 0 is the whole file.
function linkLines(problems, code) {
	for (const item of all('[data-line]:not([data-line="0"])', problems))
		item.prepend(make('button', { type: 'button', class: 'to-line',
			onclick: () => code.go(Number(item.dataset.line)) },
		fill(t.line, { n: item.dataset.line })), ' ')
}

// As code.mjs takes them. A mark shows the sentence with its links.
const marksOf = problems => all('[data-line]', problems).map(item => {
	const { line, severity = 'error' } = item.dataset
	const inside = make('span', {}, ...item.cloneNode(true).childNodes)
	return { line: Number(line), severity, message: item.textContent.trim(),
		show: () => inside.cloneNode(true) }
})

// "element" has the sentences, <li data-line="4" data-severity="error">.
export function makeProblems(element, code) {
	let shown // read aloud when it changes, so it changes only if it has to
	element.setAttribute('aria-live', 'polite')
	const show = fresh => {
		code.mark(marksOf(fresh))
		if (fresh.innerHTML !== shown) {
			shown = fresh.innerHTML
			element.replaceChildren(...fresh.childNodes)
			linkLines(element, code)
		}
	}
	show(element.cloneNode(true))
	return {
		show,
		say(kind, text) {
			all('.said.now', element).forEach(said => said.remove())
			element.prepend(make('p', { class: `said now ${kind}` }, text))
			shown = null
		},
	}
}
