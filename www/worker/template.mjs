// template.mjs -- fills templates, as cgi/template.h tells.
//
// www/worker.mjs has parsed them: a template is a list of texts and tags; a tag
// is a list that begins with its sign and name: "=name" (escaped), "&name",
// "#name" and "^name" with what they hold, ">name", and "t.key", a text of the
// interface.
const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;',
	'\'': '&#39;' }

const escaped = text => text.replace(/[&<>"']/g, c => entities[c])

// An object's member; of texts inside a dotted name, their length.
function member(value, name, dotted) {
	return typeof value === 'object' ? value?.[name]
		: dotted && typeof value === 'string' && name === 'length'
			? value.length : undefined
}

// A name's value, from the innermost context that has all of it.
function find(context, name) {
	const parts = name.split('.')
	if (name === '.')
		return context.value
	for (let c = context; c; c = c.outer) {
		const value = parts.reduce((value, part) =>
			member(value, part, parts.length > 1), c.value)
		if (value !== undefined)
			return value
	}
}

const isFalse = value => !value || Array.isArray(value) && value.length === 0

function fillSection(f, inner, value, context) {
	if (value === true)
		return fillAll(f, inner, context)
	return (Array.isArray(value) ? value : [value]).map(value =>
		fillAll(f, inner, { value, outer: context })).join('')
}

function fillTag(f, [tag, ...inner], context) {
	const sign = tag[0], name = tag.slice(1)
	if (sign === 't')
		return escaped(f.words[tag.slice(2)])
	if (sign === '>')
		return fillAll(f, f.partial(name), context)
	const value = find(context, name)
	if (sign === '#')
		return isFalse(value) ? '' : fillSection(f, inner, value, context)
	if (sign === '^')
		return isFalse(value) ? fillAll(f, inner, context) : ''
	const text = value === undefined || value === null ? '' : String(value)
	return sign === '&' ? text : escaped(text)
}

const fillAll = (f, tokens, context) => tokens.map(token =>
	typeof token === 'string' ? token : fillTag(f, token, context)).join('')

// "partial": a template by its name; "words": what t.key means.
export const templateRender = (partial, words, name, value) =>
	fillAll({ partial, words }, partial(name), { value })
