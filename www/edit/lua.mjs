// lua.mjs -- where in a rule's text one stands: as much of Lua's lexis (section
// 3.1 of its manual) as it takes to know what may be written there.

// Comments, texts, names with what they are members of ("event.place.town",
// "event:mentions"), comparisons, any other sign. What is begun at the end of
// the text goes on to it.
const TOKEN = new RegExp([
	/--\[(?<c>=*)\[[^]*?(?:\]\k<c>\]|$)/, /--[^\n]*/,
	/\[(?<s>=*)\[[^]*?(?:\]\k<s>\]|$)/,
	/"(?:\\(?:[^]|$)|[^"\\\n])*"?/, /'(?:\\(?:[^]|$)|[^'\\\n])*'?/,
	/[A-Za-z_]\w*(?:\s*[.:]\s*[A-Za-z_]\w*)*[.:]?/,
	/[=~<>]=/, /\S/,
].map(({ source }) => source).join('|'), 'g')

const WHOLE_TEXT = /^(["'])(?:\\[^]|(?!\1)[^\\])*\1$/
const WHOLE_COMMENT = /^--\[(=*)\[[^]*\]\1\]$/

function kindOf(token) {
	if (token.startsWith('--'))
		return 'comment'
	if (/^(["']|\[=*\[)/.test(token))
		return 'text'
	return /^[A-Za-z_]/.test(token) ? 'name' : token
}

// What goes on where the text ends.
function unfinished(token, kind) {
	return kind === 'name' ||
		(kind === 'comment' && !WHOLE_COMMENT.test(token)) ||
		(kind === 'text' && /^["']/.test(token) && !WHOLE_TEXT.test(token))
}

const unquoted = token => token.replace(/^["']|["']$/g, '')

// What an opening sign opens: the table that a member is set to, or the call of
// a function.
function opened(kind, { before, name }) {
	if (kind === '(')
		return { sign: kind, name: before === 'name' ? name : '' }
	return { sign: kind, name: before === '=' ? name : '' }
}

function step(state, token, kind) {
	if (kind === '{' || kind === '(')
		state.open.push(opened(kind, state))
	else if (kind === '}' || kind === ')')
		state.open.pop()
	else if (kind === 'name' || kind === 'text')
		state.name = unquoted(token)
	// A member may be called by any text: ["type-de-public"] = ...
	if (kind !== 'comment' && kind !== '[' && kind !== ']')
		state.before = kind
}

// "text" is what stands before the place. Returns
//   kind    'comment', 'text' (a text is begun), 'name' (a name is), or 'free'
//   begun   what is begun, "" where nothing is
//   before  the kind of the token before that: a sign, 'name' or 'text'
//   name    the last name before that
//   open    what is open around it, outermost first: { sign: "{" or "(", name }
export function placeIn(text) {
	const state = { open: [], name: '', before: '' }
	for (const { 0: token, index } of text.matchAll(TOKEN)) {
		const kind = kindOf(token)
		if (index + token.length === text.length && unfinished(token, kind))
			return { ...state, kind, begun: token }
		step(state, token, kind)
	}
	return { ...state, kind: 'free', begun: '' }
}
