// Events from an editor's files: sent, looked at, accepted or left.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'

import { Place, program, root } from '../lib.mjs'

const url = 'https://fete.example'
const twin = name => readFileSync(join(root, 'tests/twin', name))
const first = JSON.parse(twin('events-1.json'))
const schema = { name: 'schema.json', bytes: twin('schema.json') }
const whole = events => JSON.stringify({ total: events.length, events })
const file = (bytes, name = 'events.json') => ({ name, bytes })
const second = file(twin('events-2.json'), 'events-2.json')

// ---- an editor, by plain CGI --------------------------------------------------

// A form as browsers send it (RFC 7578); what is an object is a file.
function multipart(fields) {
	const boundary = '----almanach'
	const parts = fields.flatMap(([name, value]) => [
		`--${boundary}\r\nContent-Disposition: form-data; name="${name}"`,
		value.bytes === undefined ? '\r\n\r\n'
			: `; filename="${value.name.replaceAll('"', '%22')}"\r\n` +
				'Content-Type: application/octet-stream\r\n\r\n',
		value.bytes ?? value, '\r\n'])
	return { type: `multipart/form-data; boundary=${boundary}`,
		body: Buffer.concat([...parts, `--${boundary}--\r\n`]
			.map(part => Buffer.from(part))) }
}

class Desk {
	constructor(place, user = 'ada') {
		this.place = place
		this.user = user
	}

	ask(method, path, { type, body = '' } = {}) {
		const { stdout } = spawnSync(program, [], { input: body, env: {
			...this.place.env, GATEWAY_INTERFACE: 'CGI/1.1',
			REQUEST_METHOD: method, REQUEST_URI: path, ALMANACH_BASE: '/',
			ALMANACH_URL: url, ALMANACH_EDIT: 'on', REMOTE_USER: this.user,
			HTTP_ACCEPT_LANGUAGE: 'en', HTTP_ORIGIN: url,
			CONTENT_TYPE: type ?? '', CONTENT_LENGTH: String(body.length),
		}, maxBuffer: 64 << 20 })
		const text = stdout.toString()
		const end = text.indexOf('\r\n\r\n')
		return { status: Number(/^Status: (\d+)/.exec(text)[1]),
			location: /^Location: (.*)\r$/m.exec(text)?.[1],
			html: text.slice(end + 4) }
	}

	get(path) {
		return this.ask('GET', path)
	}

	hidden(html, name) {
		return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]
	}

	// Send a form of a page as it stands, with these fields.
	post(path, fields, page = this.get(path)) {
		const kept = ['op', 'seen'].flatMap(name => {
			const value = this.hidden(page.html, name)
			return value === undefined ? [] : [[name, value]]
		})
		return this.ask('POST', path, multipart([...kept, ...fields]))
	}

	// Send files; where they wait is what the answer leads to.
	send(files, more = [['source', 'essai'], ['schema', schema]]) {
		return this.post('/edit/import',
			[...files.map(one => ['file', one]), ...more])
	}

	look(files, more) {
		const sent = this.send(files, more)
		assert.equal(sent.status, 303, said(sent.html).join())
		assert.match(sent.location, /^\/edit\/import\/[0-9a-f]{32}$/)
		const page = this.get(sent.location)
		assert.equal(page.status, 200)
		return { path: sent.location, page }
	}

	decide(path, what, page, more = []) {
		return this.post(path, [['do', what], ...more], page)
	}
}

// ---- what a page says ---------------------------------------------------------

const plain = html => html.replaceAll(/<\/t[dh]>/g, ' ')
	.replaceAll(/<[^>]*>/g, '')
	.replaceAll('&quot;', '"').replaceAll('&lt;', '<')
	.replaceAll('&gt;', '>').replaceAll('&#39;', '\'').replaceAll('&amp;', '&')
	.replaceAll(/\s+/g, ' ').trim()
const said = html => [...html.matchAll(/<p class="said[^>]*>(.*?)<\/p>/gs)]
	.map(([, text]) => plain(text))
const names = { Read: 'read', New: 'new', Changed: 'changed',
	'The same': 'same', Removed: 'removed', 'Missing, but kept': 'withheld',
	'Left out': 'skipped' }

function counts(html) {
	return Object.fromEntries(
		[...html.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)]
			.filter(([, name]) => name in names)
			.map(([, name, n]) => [names[name], Number(n)]))
}

function section(html, id) {
	const found = new RegExp(`<h2 id="${id}">(.*?)</h2>(.*?)</section>`, 's')
		.exec(html)
	return found === null ? '' : found[0]
}

const titles = (html, id) => [...section(html, id).matchAll(
	/<li[^>]*>(?:<a [^>]*>|<strong>)(.*?)<\/(?:a|strong)>/g)].map(m => plain(m[1]))

// All that the database holds but what is only kept for the workspace.
function content(place) {
	const { stdout } = spawnSync('sqlite3', [place.db, '.dump event',
		'.dump source', '.dump publication', '.dump rule_set'],
	{ encoding: 'utf8', maxBuffer: 256 << 20 })
	assert.match(stdout, /INSERT INTO event/)
	return stdout
}

function rows(place, sql) {
	return spawnSync('sqlite3', [place.db, sql], { encoding: 'utf8' })
		.stdout.trim()
}
const waiting = place => Number(rows(place, 'SELECT count(*) FROM upload'))

// ---- the way through ----------------------------------------------------------

test('a newer file: the report is that of a dry run, and accepting does it', () => {
	const place = new Place('edit-import').fill()
	const ada = new Desk(place)
	const dry = place.json('import', '--json', '--dry-run', '--source', 'essai',
		'--schema', join(root, 'tests/twin/schema.json'),
		join(root, 'tests/twin/events-2.json'))
	const before = content(place)
	const { path, page } = ada.look([second])
	assert.deepEqual(counts(page.html), { read: dry.read, new: dry.new,
		changed: dry.changed, same: dry.same, removed: dry.removed,
		withheld: dry.withheld, skipped: dry.skipped.length })
	for (const id of ['fresh', 'changed', 'removed'])
		assert.equal(titles(page.html, id).length,
			dry[id === 'fresh' ? 'new' : id], id)
	assert.equal(content(place), before) // whoever looks changes nothing
	const done = ada.decide(path, 'accept', page)
	assert.deepEqual([done.status, done.location],
		[303, '/edit/?done=imported'])
	assert.equal(place.json('status', '--json').publication, 2)
	const again = place.json('import', '--json', '--dry-run', '--source',
		'essai', '--schema', join(root, 'tests/twin/schema.json'),
		join(root, 'tests/twin/events-2.json'))
	assert.equal(again.same, dry.read)
	assert.equal(rows(place, 'SELECT cause, author, message FROM publication ' +
		'ORDER BY id DESC LIMIT 1'), 'import|ada|events-2.json')
	assert.equal(waiting(place), 0)
	assert.match(plain(ada.get('/edit/history').html),
		/ada New events · events-2\.json/)
})

test('the pages that visitors get are those of the command', () => {
	const mine = new Place('edit-import-mine').fill()
	const other = new Place('edit-import-other').fill()
	const ada = new Desk(mine)
	const { path, page } = ada.look([second])
	assert.equal(ada.decide(path, 'accept', page).status, 303)
	other.run('import', '--source', 'essai', '--schema',
		join(root, 'tests/twin/schema.json'),
		join(root, 'tests/twin/events-2.json'))
	for (const path of ['/', '/all.json', '/events.json', '/changes.json'])
		assert.equal(mine.run('get', path).out, other.run('get', path).out)
})

test('fields that change are told with what they were and are', () => {
	const place = new Place('edit-import-fields').fill()
	const ada = new Desk(place)
	const events = structuredClone(first.events)
	events[0].title.fr = 'Portes closes <de> la chimie'
	events[0].description.fr += ' Venez.'
	events[0].keywords.fr.push('acier')
	events[0].location.city = 'Dunkerque'
	events[0].timings[1].begin = '2025-10-24T15:00:00+02:00'
	events[0].status = 5
	const { page } = ada.look([file(whole(events))])
	assert.equal(counts(page.html).changed, 1)
	const changed = plain(section(page.html, 'changed'))
	for (const told of ['Title fr Portes ouvertes de la chimie Portes closes ' +
		'<de> la chimie', 'Summary fr', 'Keywords fr acier',
	'Place town Calais Dunkerque', 'Status'])
		assert.ok(changed.includes(told), `${told}: ${changed}`)
	assert.match(changed, /Times \S* ?24 Oct\S* ?.*14:00 – 16:30 .*15:00 – 16:30/)
	assert.doesNotMatch(changed, /09:00 – 11:00/) // stays
})

test('a description that was forgotten is told', () => {
	const place = new Place('edit-import-unnamed').fill()
	const ada = new Desk(place)
	const { page } = ada.look([file(whole(first.events))],
		[['source', 'essai']])
	assert.match(said(page.html).join(), /lose the names of their choices/)
	const [one] = /<tbody>[^]*?<\/tbody>/.exec(section(page.html, 'changed'))
	assert.match(plain(one), /own fields public \D+ 1$/)
	const { page: named } = ada.look([file(whole(first.events))])
	assert.deepEqual(said(named.html), [])
})

test('a long text is shown from where it differs', () => {
	const place = new Place('edit-import-long').fill()
	const ada = new Desk(place)
	const events = structuredClone(first.events)
	const long = 'Un très long texte. '.repeat(50)
	events[0].longDescription = { fr: `${long}Fin.` }
	let { path, page } = ada.look([file(whole(events))])
	assert.equal(ada.decide(path, 'accept', page).status, 303)
	events[0].longDescription = { fr: `${long}Suite. ${long}` };
	({ page } = ada.look([file(whole(events))]))
	const [, was, is] = /<td [^>]*>(.*?)<\/td><td [^>]*>(.*?)<\/td>/s.exec(
		section(page.html, 'changed'))
	assert.match(was, /^….*Fin\.$/)
	assert.match(is, /^….*Suite\..*…$/)
	assert.ok(Buffer.byteLength(is) < 210)
})

test('leaving forgets the files and changes nothing', () => {
	const place = new Place('edit-import-leave').fill()
	const ada = new Desk(place)
	const before = content(place)
	const { path, page } = ada.look([second])
	assert.ok(ada.get('/edit/import').html.includes(path))
	const left = ada.decide(path, 'leave', page)
	assert.deepEqual([left.status, left.location],
		[303, '/edit/import?done=left'])
	assert.equal(waiting(place), 0)
	assert.equal(content(place), before)
	assert.equal(ada.get(path).status, 404)
	assert.equal(ada.decide(path, 'accept', page).status, 404) // another act
	assert.equal(content(place), before)
})

// ---- the guard ----------------------------------------------------------------

test('the guard withholds until the box is ticked', () => {
	const place = new Place('edit-import-guard').fill()
	const ada = new Desk(place)
	const few = file(whole(first.events.slice(0, 5)))
	let { path, page } = ada.look([few])
	assert.deepEqual([counts(page.html).removed, counts(page.html).withheld],
		[0, 11])
	assert.equal(titles(page.html, 'withheld').length, 11)
	assert.match(page.html, /type="checkbox" name="removals"/)
	assert.equal(ada.decide(path, 'accept', page).status, 303)
	assert.equal(place.get('/all.json').total, 15);
	({ path, page } = ada.look([few]))
	assert.equal(ada.decide(path, 'accept', page, [['removals', '1']]).status,
		303)
	assert.equal(place.get('/all.json').total, 5)
})

test('of three pages one is missing', () => {
	const place = new Place('edit-import-pages').fill()
	const ada = new Desk(place)
	const page = (from, to) => file(JSON.stringify({ total: 16,
		events: first.events.slice(from, to) }), `page-${from}.json`)
	const lacks = ada.look([page(0, 6), page(12, 16)]).page.html
	assert.match(said(lacks).join(),
		/announce 16 events and hold 10: is a page missing/)
	assert.equal(counts(lacks).withheld, 6)
	const all = ada.look([page(0, 6), page(6, 12), page(12, 16)]).page.html
	assert.deepEqual([counts(all).same, counts(all).withheld], [16, 0])
	assert.match(plain(all), /What page-0\.json, page-6\.json, page-12\.json/)
	const part = ada.look([page(0, 6)],
		[['source', 'essai'], ['schema', schema], ['partial', '1']]).page.html
	assert.deepEqual([counts(part).withheld, said(part)], [0, []])
})

test('two files of one agenda that overlap are one import', () => {
	const place = new Place('edit-import-two').fill()
	const ada = new Desk(place)
	const { page } = ada.look([file(whole(first.events.slice(0, 10)), 'a'),
		file(whole(first.events.slice(8)), 'b')])
	const { read, new: fresh, same, skipped, withheld } = counts(page.html)
	assert.deepEqual([read, fresh, same, skipped, withheld],
		[18, 0, 16, 2, 0])
	assert.match(section(page.html, 'skipped'), /<code>1\d\d<\/code> /)
})

// ---- the source ---------------------------------------------------------------

test('a new source is told, since it replaces nothing', () => {
	const place = new Place('edit-import-source').fill()
	const ada = new Desk(place)
	const form = ada.get('/edit/import').html
	assert.match(form, /<option value="essai">essai \(16 events, /)
	const { path, page } = ada.look([second], [['fresh', 'autre']])
	assert.match(said(page.html).join(), /“autre” is a new source/)
	assert.equal(counts(page.html).new, 16)
	assert.equal(ada.decide(path, 'accept', page).status, 303)
	assert.match(ada.get('/edit/import').html, /<option value="autre">/)
	const bad = ada.send([second], [['fresh', 'pas comme ça']])
	assert.equal(bad.status, 422)
	assert.match(said(bad.html).join(), /name has letters/)
	assert.match(bad.html, /name="fresh" value="pas comme ça"/)
	assert.equal(waiting(place), 0)
})

// ---- twice, and meanwhile -----------------------------------------------------

test('what is sent twice is done once', () => {
	const place = new Place('edit-import-twice').fill()
	const ada = new Desk(place)
	const form = ada.get('/edit/import')
	const fields = [['source', 'essai'], ['schema', schema], ['file', second]]
	const [one, two] = [1, 2].map(() => ada.post('/edit/import', fields, form))
	assert.deepEqual([two.status, two.location], [303, one.location])
	assert.equal(waiting(place), 1)
	const page = ada.get(one.location)
	const [done, again] = [1, 2].map(
		() => ada.decide(one.location, 'accept', page))
	assert.deepEqual([again.status, again.location],
		[303, done.location])
	assert.equal(place.json('status', '--json').publication, 2)
	assert.equal(ada.decide(one.location, 'accept').status, 400) // no form left
})

test('what would be otherwise than it was looked at is shown anew', () => {
	const place = new Place('edit-import-moved').fill()
	const ada = new Desk(place)
	const { path, page } = ada.look([second])
	const events = structuredClone(first.events)
	events[1].title.fr = 'Entre-temps'
	place.run('import', '--source', 'essai', '--schema',
		join(root, 'tests/twin/schema.json'),
		place.write('meanwhile.json', whole(events)))
	const before = content(place)
	const moved = ada.decide(path, 'accept', page)
	assert.equal(moved.status, 409)
	assert.match(said(moved.html).join(), /Something changed since you looked/)
	assert.match(section(moved.html, 'changed'), /Entre-temps/)
	assert.equal(content(place), before)
	assert.equal(ada.decide(path, 'accept', moved).status, 303)
	assert.doesNotMatch(place.run('get', '/all.json').out, /Entre-temps/)
})

test('a guard that comes up or stands aside meanwhile is shown anew', () => {
	const place = new Place('edit-import-guard-moved').fill()
	const ada = new Desk(place)
	const { path, page } = ada.look([file(whole(first.events.slice(0, 12)))])
	assert.equal(counts(page.html).withheld, 4)
	const more = Array.from({ length: 8 }, (_, n) =>
		({ ...structuredClone(first.events[0]), uid: 900 + n }))
	place.run('import', '--source', 'essai', '--partial',
		place.write('more.json', whole(more)))
	const moved = ada.decide(path, 'accept', page)
	assert.equal(moved.status, 409)
	assert.equal(counts(moved.html).withheld, 12)
})

test('an upload is its sender\'s own, and waits seven days at most', () => {
	const place = new Place('edit-import-own').fill()
	const [ada, grace] = ['ada', 'grace'].map(name => new Desk(place, name))
	const { path, page } = ada.look([second])
	assert.equal(grace.get(path).status, 404)
	assert.equal(grace.decide(path, 'leave', page).status, 404)
	assert.equal(grace.decide(path, 'accept', grace.get('/edit/import'))
		.status, 404)
	assert.equal(waiting(place), 1)
	for (let n = 0; n < 11; n++)
		grace.look([second])
	assert.equal(rows(place, 'SELECT author, count(*) FROM upload ' +
		'GROUP BY author'), 'ada|1\ngrace|10')
	place.env.ALMANACH_NOW = '2025-11-01T11:00:00+01:00'
	grace.look([second])
	assert.equal(rows(place, 'SELECT author, count(*) FROM upload ' +
		'GROUP BY author'), 'grace|1')
})

// ---- what is none -------------------------------------------------------------

test('a file that is none is refused with its sentence, and forgotten', () => {
	const place = new Place('edit-import-none').fill()
	const ada = new Desk(place)
	const before = content(place)
	const cases = [
		[file('<!doctype html><title>200 OK</title>', 'x.json'), /x\.json is a web page/],
		[file('', 'leer.json'), /leer\.json is empty/],
		[file(`[${'{"a":[1,2,{"b":"…"}]},'.repeat(200000)}1]`, 'big.json'),
			/big\.json/],
		[file(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff]), 'a.png'),
			/a\.png/],
		[file('{"events":[', 'cut.json'), /cut\.json/],
	]
	for (const [one, sentence] of cases) {
		const refused = ada.send([one])
		assert.equal(refused.status, 422, one.name)
		assert.match(said(refused.html).join(), sentence)
		const beside = ada.send([second, one]) // one of two is none either
		assert.equal(beside.status, 422, one.name)
	}
	assert.equal(ada.send([]).status, 422)
	assert.match(said(ada.send([]).html).join(), /Choose at least one file/)
	const odd = ada.send([second], [['schema', cases[0][0]]])
	assert.equal(odd.status, 422)
	assert.equal(waiting(place), 0)
	assert.equal(content(place), before)
})

test('hostile names and titles are text', () => {
	const place = new Place('edit-import-names').fill()
	const ada = new Desk(place)
	const events = structuredClone(first.events)
	events[0].title.fr = '</script><script>alert(1)</script>'
	events[1].title.fr = '{{{title}}} <!-- " onclick=x \''
	for (const name of ['../../etc/passwd', 'a</script><b>.json', '..',
		'"><img src=x onerror=alert(1)>', 'C:\\fakepath\\été.json',
		'\u202egnp.json', 'x'.repeat(500)]) {
		const { page } = ada.look([file(whole(events), name)])
		const main = /<main.*<\/main>/s.exec(page.html)[0]
		assert.doesNotMatch(main, /<script|<img|<b>|\.\.\/|<!--|\u202e/, name)
		assert.ok(titles(page.html, 'changed').includes(events[0].title.fr))
	}
	const { path, page } = ada.look([file(whole(events), '<b>../x')])
	assert.equal(ada.decide(path, 'accept', page).status, 303)
	assert.equal(rows(place, 'SELECT message FROM publication ' +
		'ORDER BY id DESC LIMIT 1'), 'x')
	assert.equal(ada.get('/edit/import/../import').status, 400)
	assert.equal(ada.get(`/edit/import/${'0'.repeat(32)}`).status, 404)
})

test('what could not be published is not stored either', () => {
	const place = new Place('edit-import-no-pages').fill()
	const ada = new Desk(place)
	const { path, page } = ada.look([second])
	rows(place, 'CREATE TRIGGER t BEFORE INSERT ON publication BEGIN ' +
		'SELECT raise(ABORT, \'no room\'); END')
	const before = content(place)
	const failed = ada.decide(path, 'accept', page)
	assert.equal(failed.status, 500)
	assert.match(said(failed.html).join(), /no room/)
	assert.equal(content(place), before)
	rows(place, 'DROP TRIGGER t')
	assert.equal(ada.decide(path, 'accept', page).status, 303)
})

test('many events: lists are cut, and the rest is told', () => {
	const place = new Place('edit-import-many').fill()
	const ada = new Desk(place)
	const many = Array.from({ length: 150 }, (_, n) =>
		({ ...structuredClone(first.events[0]), uid: 1000 + n }))
	const { page } = ada.look([file(whole(many))], [['fresh', 'beaucoup']])
	assert.equal(titles(page.html, 'fresh').length, 100)
	assert.match(plain(section(page.html, 'fresh')), /New \(150\).*and 50 more$/)
})
