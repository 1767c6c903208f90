// strings.mjs -- what is wrong with the interface's texts (www/strings/LL.json).
//
// A file is a flat object. A value is a text; a list of texts; or a text that
// counts, {"one": ..., "other": ...}; or a group of these, one level deep, whose
// keys are told as "group.key". All languages have the same keys, of the
// same form and length, with the same {placeholders}; "one" may leave some out
// ("one event"). The key "plural" says how the language counts, by the names
// of cgi/words.c, and has to agree with Unicode's rules for it.

// ---- one value ------------------------------------------------------------------

function isText(value) {
	return typeof value === 'string'
}

function form(value) {
	if (isText(value))
		return 'a text'
	if (Array.isArray(value) && value.every(isText))
		return `a list of ${value.length} texts`
	if (value !== null && typeof value === 'object' &&
			Object.keys(value).sort().join() === 'one,other' &&
			Object.values(value).every(isText))
		return 'a text that counts'
	return null
}

// With what is in groups beside the rest. A text that counts and lacks a form
// is no group.
function isGroup(value) {
	return value !== null && typeof value === 'object' && !Array.isArray(value) &&
		!('one' in value) && !('other' in value)
}

function flat(tree) {
	return Object.fromEntries(Object.entries(tree).flatMap(([key, value]) =>
		isGroup(value)
			? Object.entries(value).map(([k, v]) => [`${key}.${k}`, v])
			: [[key, value]]))
}

function placeholders(value) {
	const text = isText(value) ? value : value.other ?? value.join(' ')
	// An hour may be written with two digits in one language only.
	return new Set(text.replace('{hh}', '{h}').match(/\{\w+\}/g))
}

// ---- one file ---------------------------------------------------------------------

// How a language counts: 0 as one, or as many; null for more than two forms.
export function plural(language) {
	const rules = new Intl.PluralRules(language)
	const forms = new Set()
	for (let n = 0; n < 1000; n++)
		forms.add(rules.select(n))
	if ([...forms].some(f => f !== 'one' && f !== 'other') || forms.size < 2)
		return null
	return rules.select(0) === 'one' ? 'zero-one' : 'one'
}

function countsWrong(file, tree) {
	const language = file.replace(/\.json$/, '')
	const right = plural(language)
	if (right === null)
		return [`${file}: "${language}" does not count in "one" and "other"; ` +
			'cgi/words.c has to learn its forms first']
	return tree.plural === right ? [] : [`${file}: "plural" must be "${right}"`]
}

function ownProblems(file, tree) {
	const found = countsWrong(file, tree)
	for (const [key, value] of Object.entries(tree)) {
		if (form(value) === null)
			found.push(`${file}: "${key}" must be a text, a list of texts, or ` +
				'{"one": text, "other": text}')
		else if ([value, value.other, ...Array.isArray(value) ? value : []]
			.some(text => isText(text) && text.trim() === ''))
			found.push(`${file}: "${key}" is empty`)
	}
	return found
}

// ---- files against each other -------------------------------------------------------

function listed(set) {
	return set.size === 0 ? 'no placeholder' : [...set].sort().join(' ')
}

function unlike(key, [file, value], [reference, wanted]) {
	const where = `${file}: "${key}"`
	if (form(value) === null || form(wanted) === null)
		return [] // told already
	if (form(value) !== form(wanted))
		return [`${where} is ${form(value)}; in ${reference} it is ` +
			form(wanted)]
	const has = placeholders(value), wants = placeholders(wanted)
	if (listed(has) !== listed(wants))
		return [`${where} has ${listed(has)}; in ${reference} it has ` +
			listed(wants)]
	const odd = [...placeholders(value.one ?? '')].filter(p => !has.has(p))
	return odd.length === 0 ? []
		: [`${where} has ${odd.join(' ')} in "one" but not in "other"`]
}

// "trees": file name -> parsed file. Returns sentences, none where all is well.
export function problems(trees) {
	const found = []
	const first = new Map() // key -> [file, value] where it was met first
	const whole = [...trees].filter(([file, tree]) => {
		const fine = tree !== null && typeof tree === 'object' &&
			!Array.isArray(tree)
		if (!fine)
			found.push(`${file}: must be an object from key to text`)
		return fine
	}).map(([file, tree]) => [file, flat(tree)])
	for (const [file, tree] of whole) {
		found.push(...ownProblems(file, tree))
		for (const [key, value] of Object.entries(tree)) {
			if (!first.has(key))
				first.set(key, [file, value])
			found.push(...unlike(key, [file, value], first.get(key)))
		}
	}
	for (const [file, tree] of whole)
		for (const [key, [other]] of first)
			if (!Object.hasOwn(tree, key))
				found.push(`${file}: lacks the key "${key}", which ${other} has`)
	return found
}
