// The phone folds every character as the server's table does.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import test from 'node:test'

import { characters, foldTable } from '../../www/folding.mjs'
import { imported } from '../../www/worker.mjs'
import { root } from '../lib.mjs'

const { fold, foldOne, textUnfold } = await imported('text',
	join(root, 'build/tests/text.mjs'))

test('each of the characters there are', () => {
	const table = foldTable(), other = []
	for (const c of characters())
		if (foldOne(String.fromCodePoint(c)) !== table(c))
			other.push(c.toString(16))
	assert.deepEqual(other, [])
})

test('whole texts', () => {
	for (const [given, wanted] of [
		['', ''], ['  Œuvre — ½ d’art  ', 'oeuvre d art'], ['ΣΑΣ σας', 'σασ σασ'],
		['STRASSE Straße', 'strasse strasse'], ['e\u0301te\u0301', 'ete'],
		['a\u200db', 'ab'], ['a \u0301 b', 'a b'], ['한국', '한국'],
		['ﬁn №5', 'fin no5'],
	])
		assert.equal(fold(given), wanted, given)
})

test('where a folding comes from', () => {
	assert.equal(textUnfold('Œuvre d’été', 7), 6)
	assert.equal(textUnfold('Œuvre d’été', 9), 8)
	assert.equal(textUnfold('abc', 9), 3)
})
