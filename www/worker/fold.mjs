// fold.mjs -- how one character folds: the rule of cgi/foldtable.c, said with
// what browsers know of Unicode. www/folding.mjs compares the two.

// What decomposition leaves whole and readers spell out.
const spelt = { ß: 'ss', æ: 'ae', ð: 'd', ø: 'o', þ: 'th', đ: 'd', ħ: 'h',
	ı: 'i', ł: 'l', ŋ: 'ng', œ: 'oe', ŧ: 't', ƀ: 'b', ƚ: 'l', ǥ: 'g', ȷ: 'j' }
const letter = /\p{L}/u
const stays = /[\p{L}\p{Nd}\p{Nl}]/u
const goes = /[\p{M}\p{Cf}]/u

// Upwards and down again, which levels more than either (final sigma); it is
// Cherokee whose folded letters are the large ones.
function levelled(c) {
	const large = c.normalize('NFKD').toUpperCase()
	return /\p{sc=Cher}/u.test(large) ? large : large.toLowerCase()
}

// One character's folding; " " where it is none. Hangul stays whole.
export function foldRule(c) {
	if (c >= '가' && c <= '힣')
		return c
	let out = ''
	for (const part of levelled(c))
		if (spelt[part] || stays.test(part))
			out += spelt[part] ?? part
		else if (!goes.test(part) && !letter.test(c))
			return ' '
	return out
}
