// The file of the live publication: this database's, and whole.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { gunzipSync } from 'node:zlib'

import { Place, root } from '../lib.mjs'

const events = place => place.get('/status.json').events

test('a damaged file is written anew', () => {
	const place = new Place('command-live').fill()
	const file = `${place.db}-live`
	const whole = readFileSync(file)
	const bytes = Buffer.from(whole)
	bytes.fill('x', 60, 460)
	writeFileSync(file, bytes)
	assert.match(place.run('publish').out, /stays, nothing differs/)
	assert.ok(readFileSync(file).equals(whole))
})

test('a file that another database left is not taken for ours', () => {
	const place = new Place('command-left').fill()
	const had = events(place)
	rmSync(place.db)
	place.run('import', join(root, 'db/sample/communique.json'))
	assert.notEqual(events(place), had)
})

test('a page that cannot be filled says so in plain words', () => {
	const place = new Place('command-unfilled').fill()
	const www = join(place.folder, 'www')
	mkdirSync(www)
	cpSync(join(root, 'build/www'), www, { recursive: true })
	const list = join(www, 'templates/events.mustache')
	writeFileSync(list, readFileSync(list, 'utf8') // cards cannot be indented
		.replace('\n{{>card}}', '\n  {{>card}}'))
	place.env.ALMANACH_WWW = www
	place.run('publish')
	const { status, headers, body } =
		place.cgi('/events', { HTTP_ACCEPT_ENCODING: 'gzip' })
	assert.equal(status, 500)
	const text = headers.get('Content-Encoding') === 'gzip'
		? gunzipSync(body).toString() : body.toString()
	assert.doesNotMatch(text, /\x1f/)
})
