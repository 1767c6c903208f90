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

test('what ends a command is a line as any other: serve has some run', () => {
	const place = new Place('log-end')
	place.write('almanach.db', 'x'.repeat(8192))
	assert.match(place.run('publish', '--quiet').err, /^almanach: .*almanach\.db.*\n$/)
	place.env.ALMANACH_LOG = 'json'
	const { time, ...line } = JSON.parse(place.run('publish', '--quiet').err)
	assert.ok(Date.parse(time) > 0)
	assert.match(line.message, /^\S*almanach\.db.*not a database/)
	assert.deepEqual([line.level, line.what], ['error', 'program'])
})

test('a request is a line that tells nothing of who asked, or for what', () => {
	const place = new Place('access').fill()
	place.env.ALMANACH_ACCESS = 'on'
	const log = (target, more) => place.cgi(target, { REMOTE_ADDR: '192.0.2.7',
		HTTP_USER_AGENT: 'Peeker', REMOTE_USER: 'ada', ...more }).log
	assert.match(log('/events?near=50.95,1.86'),
		/^almanach: GET events 200 \d+\.\d{3} ms \d+ bytes fr\n$/)
	place.env.ALMANACH_LOG = 'json'
	const asked = [
		['/en/events.json?q=chimie', {}, 'GET', 'events', 200, 'en'],
		['/?token=secret', { REQUEST_METHOD: 'HEAD' }, 'HEAD', 'home', 308],
		['/status.json', {}, 'GET', 'status', 200],
		['/secret\n{"what":"request"}', {}, 'GET', 'none', 400, 'fr'],
		['/secret', { REQUEST_METHOD: 'SE\nCRET' }, 'other', 'none', 405, 'fr'],
	]
	for (const [target, more, method, page, status, lang] of asked) {
		const text = log(target, more)
		assert.doesNotMatch(text, /192\.0|Peeker|ada|chimie|secret/i)
		const { time, ms, bytes, ...line } = JSON.parse(text)
		assert.ok(Date.parse(time) > 0 && ms > 0 && bytes >= 0, text)
		assert.deepEqual(line, { level: 'info', what: 'request', method, page,
			status, ...lang && { lang } })
	}
})

test('its bytes are those of the body that was sent', () => {
	const place = new Place('access-bytes').fill()
	Object.assign(place.env, { ALMANACH_ACCESS: 'on', ALMANACH_LOG: 'json' })
	const bytes = more => {
		const { log, body } = place.cgi('/about', more)
		assert.equal(JSON.parse(log).bytes, body.length)
		return body.length
	}
	const all = bytes({})
	assert.ok(all > bytes({ HTTP_ACCEPT_ENCODING: 'gzip' }))
	assert.equal(bytes({ REQUEST_METHOD: 'HEAD' }), 0)
})

test('nothing is logged of requests unless it is asked for', () => {
	assert.equal(new Place('access-off').fill().cgi('/events').log, '')
})
