// The build refuses interface texts that do not fit together.
import assert from 'node:assert/strict'
import test from 'node:test'

import { plural, problems } from '../../www/strings.mjs'

const en = {
	plural: 'one', title: 'Programme', day: '{weekday} {day}',
	days: ['Mon', 'Tue'], events: { one: 'one event', other: '{n} events' },
}
const fr = {
	plural: 'zero-one', title: 'Programme', day: '{day}, un {weekday}',
	days: ['lun.', 'mar.'], events: { one: '{n} sortie', other: '{n} sorties' },
}

// what is told of en.json and fr.json when "change" is laid over the French
function told(change) {
	const changed = { ...fr, ...change }
	for (const [key, value] of Object.entries(changed))
		if (value === undefined)
			delete changed[key]
	return problems(new Map([['en.json', en], ['fr.json', changed]]))
}

const cases = [
	[{}, []],
	[{ title: undefined }, ['fr.json: lacks the key "title", which en.json has']],
	[{ more: 'plus' }, ['en.json: lacks the key "more", which fr.json has']],
	[{ title: ' ' }, ['fr.json: "title" is empty']],
	[{ days: ['lun.', ''] }, ['fr.json: "days" is empty']],
	[{ day: '{day}' }, ['fr.json: "day" has {day}; in en.json it has ' +
		'{day} {weekday}']],
	[{ title: '{x}' }, ['fr.json: "title" has {x}; in en.json it has ' +
		'no placeholder']],
	[{ days: ['lun.'] }, ['fr.json: "days" is a list of 1 texts; in en.json ' +
		'it is a list of 2 texts']],
	[{ events: 'sorties' }, ['fr.json: "events" is a text; in en.json it is ' +
		'a text that counts']],
	[{ events: { one: '{m} sortie', other: '{n} sorties' } },
		['fr.json: "events" has {m} in "one" but not in "other"']],
	[{ events: { other: '{n} sorties' } }, ['fr.json: "events" must be a text, ' +
		'a list of texts, or {"one": text, "other": text}']],
	[{ title: 7 }, ['fr.json: "title" must be a text, a list of texts, or ' +
		'{"one": text, "other": text}']],
	[{ title: null }, ['fr.json: "title" must be a text, a list of texts, or ' +
		'{"one": text, "other": text}']],
	[{ plural: 'one' }, ['fr.json: "plural" must be "zero-one"']],
]

for (const [change, wanted] of cases)
	test(`French with ${JSON.stringify(change)}`, () =>
		assert.deepEqual(told(change), wanted))

test('a file that is no object', () =>
	assert.deepEqual(problems(new Map([['en.json', en], ['fr.json', []]])),
		['fr.json: must be an object from key to text']))

test('a language with more than two forms is not taken for one with two', () =>
	assert.deepEqual(problems(new Map([['pl.json', { plural: 'one' }]])),
		['pl.json: "pl" does not count in "one" and "other"; cgi/words.c has ' +
			'to learn its forms first']))

test('languages count as Unicode says', () => {
	const expected = {
		de: 'one', en: 'one', es: 'one', it: 'one', nl: 'one',
		fr: 'zero-one', pt: 'zero-one', pl: null, ar: null, ja: null,
	}
	for (const [language, form] of Object.entries(expected))
		assert.equal(plural(language), form, language)
})
