// complete.mjs -- what may be written where one stands in a rule: the fields of
// an event, its methods, the keys of a table of tests, and the values that really
// occur, with how many events have them. All of it comes from known.json:
//
//   fields   [{ name: "place.town", kind, values: [["Calais", 12], ...] }, ...]
//   methods  [{ name: "mentions", signature, key }]; key: whose values it takes
//   keys     [{ name: "town", values }, ...]
import { placeIn } from './lua.mjs'

const PARAMETER = /[^]*\bmatch\s*=\s*function\s*\(\s*(\w+)/

const named = (list, name) => list?.find(one => one.name === name)

// What the function that was begun last calls its event.
const eventIn = text => PARAMETER.exec(text)?.[1] ?? 'event'

// Names of the tables around a place below the member "root" of the rule; null
// where it is not in it. Tables without a name are items of a list.
function pathBelow(root, open) {
	const at = open.findIndex(({ sign, name }) => sign === '{' && name === root)
	return at < 0 ? null
		: open.slice(at + 1).map(({ name }) => name).filter(name => name !== '')
}

const tests = path => path.filter(name => name !== 'any' && name !== 'none')

// ---- names -----------------------------------------------------------------------

function fields({ known, place, event, pos }) {
	if (!place.begun.startsWith(`${event}.`))
		return null
	return {
		from: pos - place.begun.length + event.length + 1,
		validFor: /^[\w.]*$/,
		options: known.fields
			.map(({ name, kind }) => ({ label: name, detail: kind })),
	}
}

// The brackets come with it, and the next key is typed between them.
function call(view, { label }, from, to) {
	view.dispatch({ changes: { from, to, insert: `${label}()` },
		selection: { anchor: from + label.length + 1 },
		userEvent: 'input.complete' })
}

function methods({ known, place, event, pos }) {
	if (!place.begun.startsWith(`${event}:`))
		return null
	return {
		from: pos - place.begun.length + event.length + 1,
		validFor: /^\w*$/,
		options: known.methods.map(({ name, signature }) =>
			({ label: name, detail: signature, apply: call })),
	}
}

function keys({ known, place, pos }) {
	const path = pathBelow('match', place.open)
	if (!path || tests(path).length > 0 || !'{,;'.includes(place.before))
		return null
	return {
		from: pos - place.begun.length,
		validFor: /^\w*$/,
		options: known.keys.map(({ name }) =>
			({ label: name, apply: `${name} = ` })),
	}
}

// ---- values ----------------------------------------------------------------------

function compared({ known, place, event }) {
	return /^[=~]=$/.test(place.before) && place.name.startsWith(`${event}.`)
		? named(known.fields, place.name.slice(event.length + 1)) : null
}

function passed({ known, place, event }) {
	const around = place.open[place.open.length - 1]
	if (around?.sign !== '(' || !around.name.startsWith(`${event}:`))
		return null
	const method = named(known.methods, around.name.slice(event.length + 1))
	return method?.key ? named(known.keys, method.key) : null
}

// In a table: the member that is set, or the list that it is an item of.
function member({ known, place }) {
	const set = place.before === '=' ? [place.name] : []
	const path = pathBelow('match', place.open)
	if (path) {
		const name = tests([...path, ...set]).join('.')
		return named(known.keys, name) ?? named(known.fields, name)
	}
	const example = pathBelow('examples', place.open)
	return example && named(known.fields, [...example, ...set].join('.'))
}

// The closing quote comes too where the line has none.
function written(value, quote) {
	const text = value.replace(/["'\\]/g, sign =>
		sign === '\\' || sign === quote ? `\\${sign}` : sign)
	return (view, option, from, to) => {
		const rest = view.state.sliceDoc(to, view.state.doc.lineAt(to).to)
		const insert = rest.includes(quote) ? text : text + quote
		view.dispatch({ changes: { from, to, insert },
			selection: { anchor: from + insert.length },
			userEvent: 'input.complete' })
	}
}

function values(where) {
	const { place, pos } = where
	const source = compared(where) ?? passed(where) ?? member(where)
	if (!source?.values?.length)
		return null
	return {
		from: pos - place.begun.length + 1,
		validFor: /^[^"'\\\n]*$/,
		options: source.values.map(([value, events], i) => ({
			label: String(value), detail: ` — ${events}`, boost: -i / 1000,
			apply: written(String(value), place.begun[0]),
		})),
	}
}

// ---- all -------------------------------------------------------------------------

const offers = {
	text: [values],
	name: [fields, methods, keys],
	free: [keys],
	comment: [],
}

// Whether something can come of it. CodeMirror forgets the key that is typed while
// it waits for nothing, so it must not wait for that.
const worth = ({ kind, begun, open }, event, asked) => kind === 'text' ||
	begun.startsWith(`${event}.`) || begun.startsWith(`${event}:`) ||
	((kind === 'name' || asked) && pathBelow('match', open) !== null)

// A source for CodeMirror. "load" promises what is known; it is called when it is
// needed first, and again after it failed.
export function completer(load) {
	let loading
	return async context => {
		const { pos, explicit: asked } = context
		const before = context.state.sliceDoc(0, pos)
		const place = placeIn(before), event = eventIn(before)
		if (!worth(place, event, asked))
			return null
		loading ??= load().catch(() => { loading = undefined })
		const known = await loading
		if (!known)
			return null
		for (const offer of offers[place.kind]) {
			const found = offer({ known, place, event, pos })
			if (found)
				return found
		}
		return null
	}
}
