// text.mjs -- texts folded for search, cleaned for a sentence, and measured in
// bytes of UTF-8, as cgi/text.c does it.
import newer from 'made:fold'

import { foldRule } from './fold.mjs'

// ---- folding --------------------------------------------------------------------

// One character's folding; " " where it is none. What this Unicode knows and
// that of the table (cgi/foldtable.c) did not yet, is none.
export const foldOne = c => newer.test(c) ? ' ' : foldRule(c)

export const fold = text => text.replace(/[^a-z0-9 ]/gu, foldOne)
	.replace(/ +/g, ' ').trim()

export function textSlug(text, max) {
	return fold(text).replace(/[^a-z0-9]+/g, '-').replace(/^-/, '')
		.slice(0, max).replace(/-$/, '') || '-'
}

// Where in the text that begins which its folding has from "from" on.
export function textUnfold(text, from) {
	let at = 0, made = 0, gap = 0
	for (const c of text) {
		const folded = foldOne(c)
		if (folded === ' ') {
			gap = made && 1
		} else if (folded) {
			made += gap + folded.length
			gap = 0
			if (made > from)
				return at
		}
		at += c.length
	}
	return at
}

// ---- bytes ----------------------------------------------------------------------

const size = c => c < '\x80' ? 1 : c < '\u0800' ? 2 : c.length > 1 ? 4 : 3

export function textBytes(text) {
	let bytes = 0
	for (const c of text)
		bytes += size(c)
	return bytes
}

// The longest beginning of at most so many bytes.
export function textCut(text, max) {
	let at = 0
	for (const c of text) {
		max -= size(c)
		if (max < 0)
			break
		at += c.length
	}
	return text.slice(0, at)
}

// Order of bytes, in which surrogates come behind all others.
const rank = unit => unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000
	: unit - 0x800

export function textCompare(a, b) {
	let i = 0
	while (i < a.length && a[i] === b[i])
		i++
	return i < a.length && i < b.length
		? rank(a.charCodeAt(i)) - rank(b.charCodeAt(i)) : a.length - b.length
}

// ---- cleaning: one line ------------------------------------------------------------

const dropped = new RegExp('[\\0-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\xad' +
	'\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff' +
	'\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}\\p{NChar}]', 'gu')
const space = /[\s\x85]+/g

// A no-break space that stands alone stays.
export function textClean(text, max) {
	const clean = text.replace(dropped, '')
		.replace(space, gap => /^[\xa0\u2007\u202f]$/.test(gap) ? gap : ' ')
		.replace(/^\s|\s$/g, '')
	return textBytes(clean) > max ? textCut(clean, max - 3) + '…' : clean
}
