// log.test.mjs -- what is logged, for people and for programs.
import assert from 'node:assert'
import { test } from 'node:test'

import { Place } from '../lib.mjs'

const broken = 'return { label = "x", match = \n'

test('a failing rule is a line for people, or a JSON object', () => {
	const place = new Place('log').fill()
	place.rule('broken', broken)
	assert.match(place.run('publish', '--quiet').err,
		/^almanach: broken\.lua:\d.* \(in force: absent\)\n$/)
	place.env.ALMANACH_LOG = 'json'
	place.rule('broken', broken + '\n')
	const line = JSON.parse(place.run('publish', '--quiet').err)
	assert.match(line.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
	assert.match(line.message, /^broken\.lua:\d/)
	assert.deepEqual([line.level, line.what, line.rule, line.outcome],
		['warning', 'rule', 'broken', 'load'])
})
