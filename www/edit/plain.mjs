// plain.mjs -- a rule's text in the field that is there anyway, should CodeMirror
// not run in this browser.

export function openPlain(field, { changed }) {
	field.addEventListener('input', changed)
	return {
		text: () => field.value,
		mark() {}, // what is wrong is told beside it
		go(number) {
			const at = field.value.split('\n', number - 1).join('\n').length
			field.focus()
			field.setSelectionRange(at + (number > 1), at + (number > 1))
		},
	}
}
