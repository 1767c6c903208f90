// The file of the live publication: this database's, and whole.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
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

// Other bytes in the middle of a card, which no offset depends on.
function spoil(file) {
	const bytes = readFileSync(file)
	const at = bytes.indexOf('Visite')
	assert.ok(at > 0)
	bytes.write('XXXXXX', at)
	writeFileSync(file, bytes)
}

test('a damaged card is shown to nobody: the database has it', () => {
	const place = new Place('command-card').fill()
	const page = place.cgi('/all').body
	spoil(`${place.db}-live`)
	assert.deepEqual(place.cgi('/all').body, page)
})

test('damaged in both: 503, until it is published anew', () => {
	const place = new Place('command-both').fill()
	const page = place.cgi('/all').body
	spoil(`${place.db}-live`)
	execFileSync('sqlite3', [place.db,
		`UPDATE snapshot SET bytes = readfile('${place.db}-live')`])
	assert.equal(place.cgi('/all').status, 503)
	assert.match(place.run('get', '/all').err, /damaged; "almanach publish" makes it anew/)
	assert.match(place.run('publish').out, /^publication 2:/m)
	assert.deepEqual(place.cgi('/all').body, page)
})

test('an event that is JSON still, but none of ours, is told', () => {
	const place = new Place('command-event').fill()
	execFileSync('sqlite3', [place.db, `UPDATE event SET document = '{"a":1}'`])
	const { status, err } = place.run('publish')
	assert.equal(status, 3)
	assert.match(err, /event \S+ is damaged in the database: import its source/)
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
