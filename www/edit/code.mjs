// code.mjs -- a rule's text in CodeMirror. The field of the form stays, unseen.
import { autocompletion, completionKeymap } from '@codemirror/autocomplete'
import { history, historyKeymap, standardKeymap } from '@codemirror/commands'
import {
	StreamLanguage, bracketMatching, indentOnInput, indentUnit,
	syntaxHighlighting,
} from '@codemirror/language'
import { lua } from '@codemirror/legacy-modes/mode/lua'
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { unifiedMergeView } from '@codemirror/merge'
import {
	highlightSelectionMatches, search, searchKeymap,
} from '@codemirror/search'
import { Compartment, EditorState } from '@codemirror/state'
import {
	EditorView, highlightActiveLine, highlightActiveLineGutter,
	highlightSpecialChars, keymap, lineNumbers,
} from '@codemirror/view'
import { classHighlighter } from '@lezer/highlight'

import { one } from '../page/dom.mjs'
import { completer } from './complete.mjs'
import { phrases } from './phrases.mjs'

// Tab is none of its keys: it leads on to what follows (WCAG 2.1.2). What few
// need (moving lines, several cursors) and a selection drawn by CodeMirror rather
// than the browser would be 5 kB gzip.
const keys = [
	...completionKeymap, ...searchKeymap, ...historyKeymap, ...lintKeymap,
	...standardKeymap,
]

// How it looks is in style.css, but for what CodeMirror works out itself.
const workings = () => [
	lineNumbers(), highlightActiveLineGutter(), highlightActiveLine(),
	highlightSpecialChars(), history(), bracketMatching(), indentOnInput(),
	indentUnit.of('  '), highlightSelectionMatches(), search({ top: true }),
	lintGutter(), StreamLanguage.define(lua),
	syntaxHighlighting(classHighlighter), keymap.of(keys),
	EditorView.lineWrapping, EditorState.phrases.of(phrases),
	EditorView.cspNonce.of(one('meta[name=style-nonce]')?.content ?? ''),
]

function fetchKnown(url) {
	return fetch(url).then(answer => {
		if (!answer.ok)
			throw answer
		return answer.json()
	})
}

// It is called as the field is, and says its keys. Phones shall neither mend
// words nor write them large.
function called({ label, hint }) {
	label.id ||= 'source-label'
	return EditorView.contentAttributes.of({
		'aria-labelledby': label.id, 'aria-describedby': hint.id,
		tabindex: '0', autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false',
	})
}

function published(original) {
	return unifiedMergeView({ original, mergeControls: false,
		highlightChanges: true, syntaxHighlightDeletions: false })
}

function lineOf(view, number) {
	const { doc } = view.state
	return doc.line(Math.min(Math.max(number, 1), doc.lines))
}

// { line, severity, message, show } as CodeMirror has it; show() makes elements.
function diagnostic(view, { line, severity, message, show }) {
	const { from, to, text } = lineOf(view, line)
	return { from: from + /^\s*/.exec(text)[0].length, to, severity, message,
		renderMessage: show }
}

// Stands before "field" and takes its text; "changed" is called when one types.
// Returns what plain.mjs does.
export function openCode(field, { label, hint, changed }) {
	const comparing = new Compartment()
	const view = new EditorView({
		doc: field.value,
		extensions: [
			workings(), called({ label, hint }), comparing.of([]),
			autocompletion({
				override: [completer(() => fetchKnown(field.dataset.known))],
				icons: false,
			}),
			EditorView.updateListener.of(update => {
				if (update.docChanged)
					changed()
			}),
		],
	})
	field.before(view.dom)
	field.hidden = true
	label.addEventListener('click', () => view.focus())
	return {
		text: () => view.state.doc.toString(),
		mark: found => view.dispatch(setDiagnostics(view.state,
			found.map(each => diagnostic(view, each)))),
		go(number) {
			view.dispatch({ selection: { anchor: lineOf(view, number).from },
				scrollIntoView: true })
			view.focus()
		},
		compare: original => view.dispatch({ effects: comparing.reconfigure(
			original === null ? [] : published(original)) }),
	}
}
