// folding.mjs -- the server's folding table (cgi/foldtable.c), read again, and
// what of it the phone's rule (worker/fold.mjs) does not say.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { foldRule } from './worker/fold.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

// A function from a code point to its folding.
export function foldTable() {
	const text = readFileSync(join(root, 'build/gen/foldtable.h'), 'utf8')
	const number = name => Number(text.match(`#define ${name} (\\d+)`)[1])
	const numbers = name => text.match(`\\b${name}\\[\\][^=]*=([^;]*);`)[1]
		.match(/-?\d+/g).map(Number)
	const bits = number('FOLD_BITS'), itself = number('FOLD_ITSELF')
	const space = number('FOLD_SPACE'), pool = Buffer.from(numbers('fold_text'))
	const blocks = numbers('fold_block'), entries = numbers('fold_entry')
	return c => {
		const i = 2 * (blocks[c >> bits] << bits | c & (1 << bits) - 1)
		const at = entries[i], size = entries[i + 1]
		return size === itself ? String.fromCodePoint(c)
			: size === space ? ' ' : pool.toString('utf8', at, at + size)
	}
}

// Every code point that is a character, in order.
export function* characters() {
	for (let c = 0; c <= 0x10ffff; c++)
		if (c < 0xd800 || c > 0xdfff)
			yield c
}

// What goes into the brackets of a regular expression: the characters that this
// Unicode knows and that of the table did not, so that it has spaces there.
// Runs of them go on over what is a space anyhow. All else must be as the rule
// says.
export function newer(wrong) {
	const table = foldTable(), runs = []
	let open = false
	for (const c of characters()) {
		const wanted = table(c), same = wanted === foldRule(String.fromCodePoint(c))
		if (!same && wanted !== ' ')
			wrong(`www/worker/fold.mjs: U+${c.toString(16)} does not fold to ` +
				`"${wanted}"`)
		if (!same && !open)
			runs.push([c])
		if (!same)
			runs[runs.length - 1][1] = c
		open = wanted === ' ' && (open || !same)
	}
	return runs.map(run => [...new Set(run)]
		.map(c => `\\u{${c.toString(16)}}`).join('-')).join('')
}
