// rule.mjs -- the page of one rule: its text is tried while one types, kept with
// Ctrl-S, and what the trial shows stands beside it.
//
// "desk" is what is on it: form, field (the form's own), code (code.mjs or
// plain.mjs), problems, renew (tabs.mjs), ask (post.mjs); kept, the text that the
// program has; again, whether that is being asked for a second time.
import { fill, make, one } from '../page/dom.mjs'
import { openCode } from './code.mjs'
import { openPlain } from './plain.mjs'
import { makePost } from './post.mjs'
import { makeProblems } from './problems.mjs'
import { makeTabs } from './tabs.mjs'

const STILL = 400 // milliseconds without a key before a text is tried

// What is done without leaving the page, by key and by the button's value.
const keys = { Enter: 'try', s: 'draft' }
const quiet = Object.values(keys)

// ---- the text --------------------------------------------------------------------

function openText(field, parts) {
	try {
		return openCode(field, parts)
	} catch (error) {
		console.error(error)
		return openPlain(field, parts)
	}
}

// A button that shows how the text differs from what visitors have.
function makeCompare({ form, code }, hint) {
	const live = one('#live', form)
	if (!live || !code.compare)
		return
	const button = make('button', { type: 'button', class: 'act compare',
		'aria-pressed': 'false', onclick() {
			const on = button.getAttribute('aria-pressed') === 'false'
			button.setAttribute('aria-pressed', on)
			code.compare(on ? live.value : null)
		} }, t.compare)
	hint.before(button)
}

// ---- answers ---------------------------------------------------------------------

// The next request is another operation, on what is kept now.
function adopt(form, page, names) {
	for (const name of names) {
		const fresh = one(`form#rule input[name=${name}]`, page)
		if (fresh)
			form.elements[name].value = fresh.value
	}
}

// An operation is done once. Was the answer to an earlier try of this one lost,
// the page shows the text of then; under a new name the text of now is kept.
function tellKept(desk, { page, text }) {
	const same = one('form#rule [name=source]', page)?.value === text
	adopt(desk.form, page, same ? ['op', 'base', 'began'] : ['op'])
	if (same) {
		desk.kept = text
		desk.problems.say('ok', t.kept)
	} else if (desk.again) {
		desk.problems.say('error', t.notKept)
	} else {
		desk.ask('draft')
	}
	desk.again = !same && !desk.again
}

function answered(desk, what, answer) {
	const { page, ok, status } = answer
	const problems = one('#problems', page), panels = one('#panels', page)
	if (!problems)
		return desk.problems.say('error', fill(t.refused, { status }))
	desk.problems.show(problems)
	if (panels)
		desk.renew(panels)
	if (ok && what === 'draft')
		tellKept(desk, answer)
}

// ---- leaving ---------------------------------------------------------------------

function warnBeforeLeaving({ form }, isKept) {
	let sending = false
	form.addEventListener('submit', event => { sending = !event.defaultPrevented })
	addEventListener('pageshow', () => { sending = false })
	addEventListener('beforeunload', event => {
		if (sending || isKept())
			return
		event.preventDefault()
		event.returnValue = '' // older browsers ask for this
	})
}

// ---- the page --------------------------------------------------------------------

// Sooner or later: returns act(what) and later(), which waits for stillness.
function makeActs(desk, panels) {
	let timer
	desk.ask = makePost(desk.form, {
		begin() {
			desk.field.value = desk.code.text()
			panels.setAttribute('aria-busy', 'true')
		},
		end: () => panels.removeAttribute('aria-busy'),
		answered: (what, answer) => answered(desk, what, answer),
		failed: () => desk.problems.say('error', t.network),
	})
	const act = what => {
		clearTimeout(timer)
		desk.ask(what)
	}
	return { act, later() {
		clearTimeout(timer)
		timer = setTimeout(act, STILL, 'try')
	} }
}

// Keys work wherever one is on the page.
function listen({ form, field, code }, panels, act) {
	form.addEventListener('submit', event => {
		const { submitter } = event
		field.value = code.text()
		if (submitter?.hasAttribute('formaction') ||
				!quiet.includes(submitter?.value))
			return
		event.preventDefault()
		act(submitter.value)
	})
	addEventListener('keydown', event => {
		const what = keys[event.key]
		if (!what || !(event.ctrlKey || event.metaKey) || event.altKey)
			return
		event.preventDefault()
		event.stopPropagation()
		act(what)
	}, true)
	// What is chosen beside the text (an event, for "why") is tried too.
	panels.addEventListener('change', ({ target }) => {
		if (target.form === form)
			act('try')
	})
	addEventListener('online', () => act('try'))
}

export function openRule(form) {
	const field = one('[name=source]', form), panels = one('#panels')
	const label = one(`label[for="${field.id}"]`)
	const hint = make('p', { id: 'keys', class: 'hint' }, t.keys)
	const desk = { form, field, kept: field.defaultValue, again: false }
	const { act, later } = makeActs(desk, panels)
	field.after(hint)
	desk.code = openText(field, { label, hint, changed: later })
	desk.problems = makeProblems(one('#problems'), desk.code)
	desk.renew = makeTabs(panels)
	makeCompare(desk, hint)
	listen(desk, panels, act)
	warnBeforeLeaving(desk, () => desk.code.text() === desk.kept)
	// A browser may have brought back what was typed before.
	if (desk.code.text() !== desk.kept)
		act('try')
}
