// Where in a rule's text one stands, as completion has to know it.
import assert from 'node:assert/strict'
import test from 'node:test'

import { placeIn } from '../../www/edit/lua.mjs'

// the text before the place, what kind of place it is, what is begun, what is
// before that, and the names of what is open around it
const cases = [
	['', 'free', '', '', ''],
	['ret', 'name', 'ret', '', ''],
	['return { match = { ', 'free', '', '{', '{ {match'],
	['return { match = { to', 'name', 'to', '{', '{ {match'],
	['return { match = { town = "Cal', 'text', '"Cal', '=', '{ {match'],
	['return { match = { town = { "Calais", "', 'text', '"', ',', '{ {match {town'],
	['return { match = { any = { { ', 'free', '', '{', '{ {match {any {'],
	['return { match = { town = "Calais" }, ', 'free', '', ',', '{'],
	['return { match = { extra = { ["type-de-public"] = { "', 'text', '"', '{',
		'{ {match {extra {type-de-public'],
	['return { match = function(event) return event.pl', 'name', 'event.pl', 'name', '{'],
	['x = event.', 'name', 'event.', '=', ''],
	['x = event:', 'name', 'event:', '=', ''],
	['x = event.title .. ', 'free', '', '.', ''],
	['if event.place.town == "', 'text', '"', '==', ''],
	['return event:has_keyword("a", "', 'text', '"', ',', '(event:has_keyword'],
	['x = (event:mentions("a")', 'free', '', ')', '('],
	['label = "a { b" ', 'free', '', 'text', ''],
	['label = "a \\" { b', 'text', '"a \\" { b', '=', ''],
	['label = "a \\\\" {', 'free', '', '{', '{'],
	['label = "not closed\n', 'free', '', 'text', ''],
	["label = 'it is \"so\"', x = '", 'text', "'", '=', ''],
	['-- event.', 'comment', '-- event.', '', ''],
	['-- {\n', 'free', '', '', ''],
	['--[[ {\n', 'comment', '--[[ {\n', '', ''],
	['--[==[ { ]] ]==] x = {', 'free', '', '{', '{x'],
	['a = [[ { " ]] b = {', 'free', '', '{', '{b'],
	['} ) {', 'free', '', '{', '{'],
]

for (const [text, kind, begun, before, open] of cases)
	test(`lua: ${JSON.stringify(text)}`, () => {
		const place = placeIn(text)
		assert.deepEqual([place.kind, place.begun, place.before,
			place.open.map(({ sign, name }) => sign + name).join(' ')],
		[kind, begun, before, open])
	})

// A rule may be 64 KB, and is read at each key: this ends by itself, or never.
const long = [
	['"', 65535, 'text', 0], ['[=', 32767, 'free', 0], ['a.', 32767, 'name', 0],
	['--[[', 16383, 'comment', 0], ['{', 65535, 'free', 65535],
	['a . ', 16383, 'free', 0], ['"\\', 32767, 'text', 0],
]
for (const [sign, times, kind, open] of long)
	test(`lua: ${times} times ${sign}`, () => {
		const place = placeIn(sign.repeat(times))
		assert.deepEqual([place.kind, place.open.length], [kind, open])
	})
