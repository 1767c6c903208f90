// backup.test.mjs -- a database as one file and back: while events come in and
// visitors read, damaged at either end, and with every page as it was.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import {
	copyFileSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync,
	writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { Place, program, root } from '../lib.mjs'
import { load, Server, until } from '../server/nginx.mjs'

const addresses = readFileSync(join(root, 'tests/twin/urls.txt'), 'utf8')
	.split('\n').filter(line => line.startsWith('/'))

const sql = (file, text) =>
	execFileSync('sqlite3', [file], { input: text, encoding: 'utf8' }).trim()

// The program, without waiting for it.
const run = (place, ...args) => new Promise(resolve => {
	const child = spawn(program, args, { env: place.env })
	let out = ''
	child.stdout.on('data', data => { out += data })
	child.stderr.on('data', data => { out += data })
	child.on('exit', status => resolve({ status, out }))
})

// A place of its own, with the rules, that holds what a backup holds.
function restored(name, file) {
	const place = new Place(name)
	const said = place.run('restore', file)
	assert.equal(said.status, 0, said.err)
	return place
}

function isWhole(place, ...args) {
	const said = place.run('verify', ...args)
	assert.equal(said.status, 0, said.out)
	assert.match(said.out, /^\S+ is whole: publication \d+, \d+ events\n$/)
}

const pages = (place, some = addresses) => some.map(address => {
	const { status, headers, body } = place.cgi(address)
	return [address, status, [...headers], body.toString('base64')]
})

// Where the one text is in a file, for the last time.
const placeOf = (file, text) => {
	const at = readFileSync(file).lastIndexOf(text)
	assert.ok(at > 0, text)
	return at
}

// Bytes become other ones.
function flip(file, at, count = 1) {
	const bytes = readFileSync(file), from = at < 0 ? bytes.length + at : at
	for (let i = from; i < from + count; i++)
		bytes[i] ^= 1
	writeFileSync(file, bytes)
}

// Without its last line; as if an older program had made it.
const unmark = file => truncateSync(file,
	Number(sql(file, 'SELECT page_count * 4096 FROM pragma_page_count')))

// What was written on the way and is nobody's.
const leftovers = place => readdirSync(place.folder)
	.filter(name => /\.part-/.test(name))

// ---- there and back ---------------------------------------------------------------------

test('every page comes back as it was', () => {
	const place = new Place('backup-pages').fill()
	place.run('correct', '102', 'full', 'Plus une place')
	const file = join(place.folder, 'kept'), wanted = pages(place)
	const said = place.run('backup', file)
	assert.equal(said.status, 0, said.err)
	assert.match(said.out, /kept holds publication 2, 15 events\n$/)
	isWhole(place, file)
	const other = restored('backup-other', file)
	assert.deepEqual(pages(other), wanted)
	isWhole(other)
	assert.deepEqual(leftovers(other), [])

	// It is a database like any other, too: `cp` puts it in place as well.
	const copied = new Place('backup-copied')
	copyFileSync(file, copied.db)
	assert.equal(copied.run('publish').status, 0)
	assert.deepEqual(pages(copied, addresses.slice(0, 20)), wanted.slice(0, 20))
	isWhole(copied)
	assert.equal(sql(copied.db, 'PRAGMA journal_mode'), 'wal')
})

test('while events come in and visitors read', async () => {
	const place = new Place('backup-load').fill()
	const server = await Server.start(place)
	const readers = load(server, ['/', '/events', '/all', '/sync/head.json'])
	const bring = ['events-2.json', 'events-1.json'].map(name =>
		['import', '--source', 'essai', join(root, 'tests/twin', name)])
	let on = true
	const importing = (async () => {
		for (let i = 0; on; i++)
			assert.equal((await run(place, ...bring[i % 2])).status, 0)
	})()
	const content = db => sql(db, `SELECT publication || ' ' || (SELECT content
		FROM publication WHERE id = publication) FROM snapshot`)
	const files = [], moments = new Set()
	while (files.length < 8 || (moments.size < 2 && files.length < 80)) {
		const file = join(place.folder, `kept-${files.length}`)
		const said = await run(place, 'backup', file)
		assert.equal(said.status, 0, said.out)
		files.push(file)
		moments.add(content(file))
		await sleep(Math.random() * 50) // or both go in step
	}
	on = false
	await importing
	const seen = await readers.stop()
	await server.stop()
	assert.equal(seen.failed, 0, JSON.stringify(seen))
	const history = sql(place.db, "SELECT id || ' ' || content FROM publication")
		.split('\n')
	for (const file of files) {
		const other = restored('backup-loaded', file)
		isWhole(other)
		assert.ok(history.includes(content(other.db)))
	}
	assert.ok(moments.size > 1, 'they are of several moments')
})

test('visitors see what was put back, and miss nothing', async () => {
	const place = new Place('backup-serving').fill()
	const file = join(place.folder, 'kept')
	place.run('backup', file)
	const server = await Server.start(place)
	const total = async () => (await server.json('/events.json')).total
	const was = await total()
	const readers = load(server, ['/', '/events', '/sync/head.json'])
	try {
		for (let i = 0; i < 3; i++) {
			place.run('correct', '102', 'hide')
			await until(async () => await total() === was - 1)
			assert.equal((await run(place, 'restore', file)).status, 0)
			await until(async () => await total() === was)
		}
	} finally {
		const seen = await readers.stop()
		await server.stop()
		assert.equal(seen.failed, 0, JSON.stringify(seen))
	}
})

// What is named by a publication is kept for ever, by phones and on the way.
test('a number that was given once is not given again', () => {
	const place = new Place('backup-numbers').fill()
	const file = join(place.folder, 'kept')
	place.run('backup', file)
	place.run('correct', '102', 'full')
	assert.equal(place.json('status', '--json').publication, 2)
	assert.equal(place.run('restore', file).status, 0)
	assert.equal(place.json('status', '--json').publication, 1)
	place.run('correct', '103', 'full')
	const { publication } = place.json('status', '--json')
	assert.equal(publication, 10003)
	assert.equal(sql(place.db, 'SELECT group_concat(id) FROM publication'), '1,10003')
	const delta = place.get(`/sync/delta-1-${publication}-fr.json`)
	assert.equal(delta.publication, publication)
	// Nor when the same backup is put back once more.
	assert.equal(place.run('restore', file).status, 0)
	place.run('correct', '104', 'full')
	assert.equal(place.json('status', '--json').publication, 20004)
})

test('what was there is kept beside, and can be put back too', () => {
	const place = new Place('backup-beside').fill()
	const file = join(place.folder, 'kept')
	place.run('backup', file)
	place.run('correct', '102', 'hide')
	const total = place.get('/events.json').total
	const log = `${place.db}.before-restore-wal`
	writeFileSync(log, 'of an older one, which SQLite would read')
	place.run('restore', file)
	assert.ok(!existsSync(log))
	assert.equal(place.get('/events.json').total, total + 1)
	assert.equal(place.run('restore', `${place.db}.before-restore`).status, 0)
	assert.equal(place.get('/events.json').total, total)
})

test('rules are left as they are, and told where they differ', () => {
	const place = new Place('backup-rules').fill()
	const file = join(place.folder, 'kept')
	place.run('backup', file)
	assert.doesNotMatch(place.run('restore', file).out, /its rules/)
	place.rule('trial', 'return { group = "kind", label = "T", match = {} }\n')
	place.run('publish')
	assert.match(place.run('restore', file).out,
		/its rules are not those of .*"almanach rules restore 1" writes/)
	rmSync(place.scripts, { recursive: true })
	assert.equal(place.run('rules', 'restore', '1').status, 0)
	assert.ok(existsSync(join(place.scripts, 'programme.lua')))
})

// ---- what is damaged --------------------------------------------------------------------

// What becomes of a backup, and what is said of it.
const spoilt = {
	'the header': [file => flip(file, 3), /is not as "almanach backup" wrote it/],
	'a page': [file => flip(file, 3 * 4096), /is not as "almanach backup" wrote/],
	'a letter of a text': [file => flip(file, placeOf(file, 'Plus une place')),
		/is not as "almanach backup" wrote it: bytes in it have changed/],
	'its last line': [file => flip(file, -10), /is not as "almanach backup" wrote/],
	'its beginning alone': [file => truncateSync(file, 100000), /malformed/],
	'nothing at all': [file => truncateSync(file), /cannot be read, or is empty/],
	'another file': [file => writeFileSync(file, '{"events":[]}'), /not a database/],
	'the database of others': [file => {
		rmSync(file)
		sql(file, 'CREATE TABLE t (x)')
	}, /is not a database of Almanach/],
	'a newer one': [file => {
		sql(file, 'PRAGMA user_version = 99')
		unmark(file)
	}, /by a newer/],
	'no file': [file => rmSync(file), /: No such file or directory; name another file/],
}

test('a damaged backup is told, and put nowhere', () => {
	const place = new Place('backup-damaged').fill()
	place.run('correct', '102', 'full', 'Plus une place')
	const whole = join(place.folder, 'whole'), file = join(place.folder, 'kept')
	place.run('backup', whole)
	place.run('correct', '103', 'full')
	const before = sql(place.db, '.dump'), live = readFileSync(`${place.db}-live`)
	for (const [what, [spoil, sentence]] of Object.entries(spoilt)) {
		copyFileSync(whole, file)
		spoil(file)
		const said = place.run('verify', file)
		assert.equal(said.status, 1, what)
		assert.match(said.out, sentence, what)
		const put = place.run('restore', file)
		assert.equal(put.status, 1, what)
		assert.match(put.err, /cannot be trusted, so nothing was changed/)
		assert.equal(put.out, said.out.replace(/^.*a letter that has.*\n/m, ''), what)
	}
	assert.equal(sql(place.db, '.dump'), before)
	assert.ok(readFileSync(`${place.db}-live`).equals(live))
	assert.ok(!existsSync(`${place.db}.before-restore`))
})

test('of many damaged pages each finding is a line that says what to do', () => {
	const place = new Place('backup-pages').fill()
	sql(place.db, 'PRAGMA wal_checkpoint(TRUNCATE)')
	const bytes = readFileSync(place.db)
	for (let at = 8192; at < bytes.length; at += 40960)
		bytes.fill(0xa5, at, at + 3000)
	writeFileSync(place.db, bytes)
	const said = place.run('verify')
	assert.equal(said.status, 1)
	for (const line of said.out.trim().split('\n'))
		assert.match(line, /almanach\.db is damaged: .{5,200}; "almanach restore" puts a backup/)
})

test('what a killed one left goes with the next', async () => {
	const place = new Place('backup-killed').fill(), file = join(place.folder, 'kept')
	for (let tries = 0; leftovers(place).length === 0 && tries < 500; tries++) {
		const child = spawn(program, ['backup', file], { env: place.env })
		await new Promise(resolve => {
			child.on('exit', resolve)
			setTimeout(() => child.kill('SIGKILL'), Math.random() * 30)
		})
	}
	assert.notDeepEqual(leftovers(place), [])
	assert.equal(place.run('backup', file).status, 0)
	assert.deepEqual(leftovers(place), [])
	isWhole(place, file)
})

test('one that SQLite made is taken, with a word of warning', () => {
	const place = new Place('backup-sqlite').fill()
	const file = join(place.folder, 'kept')
	sql(place.db, `VACUUM INTO '${file}'`)
	assert.match(place.run('verify', file).out,
		/was not made by "almanach backup"[^]*is whole: publication 1, 15 events/)
	assert.match(place.run('restore', file).out, /was not made by/)
	isWhole(place)
})

test('a damaged database takes no good backup with it', () => {
	const place = new Place('backup-keeps').fill()
	const file = join(place.folder, 'kept')
	place.run('backup', file)
	const whole = readFileSync(file)
	sql(place.db, "PRAGMA foreign_keys = OFF; DELETE FROM source WHERE key = 'essai'")
	const said = place.run('backup', file)
	assert.equal(said.status, 1)
	assert.match(said.err, /is damaged, so .*kept was not written/)
	assert.match(said.out, /row \d+ of "event" speaks of a row of "source"/)
	assert.ok(readFileSync(file).equals(whole))
	assert.deepEqual(leftovers(place), [])
})

// What becomes of a database that nobody has open.
const broken = {
	'its header is another one': file => flip(file, 0, 16),
	'half of it is missing': file => truncateSync(file, 90000),
	'it is empty': file => truncateSync(file),
	'some pages are another ones': file => flip(file, 4096, 36864),
	'it is gone, its log is not': file => {
		writeFileSync(`${file}-wal`, 'of another life')
		rmSync(file)
	},
}

test('a backup takes the place of whatever is left', () => {
	const whole = new Place('backup-before').fill()
	const file = join(whole.folder, 'kept'), some = addresses.slice(0, 20)
	const wanted = pages(whole, some)
	whole.run('backup', file)
	for (const [what, spoil] of Object.entries(broken)) {
		const place = new Place('backup-broken').fill()
		sql(place.db, 'PRAGMA wal_checkpoint(TRUNCATE)')
		spoil(place.db)
		const said = place.run('restore', file)
		assert.equal(said.status, 0, `${what}: ${said.err}`)
		isWhole(place)
		assert.deepEqual(pages(place, some), wanted, what)
		assert.equal(place.run('correct', '102', 'full').status, 0)
	}
})

test('it is not written over anything else', () => {
	const place = new Place('backup-itself').fill()
	for (const name of ['', '-live', '-wal']) {
		writeFileSync(`${place.db}-wal`, '', { flag: 'a' })
		const said = place.run('backup', place.db + name)
		assert.equal(said.status, 1)
		assert.match(said.err, /belongs to the database itself; name another/)
	}
	const other = join(place.folder, 'agenda.json')
	writeFileSync(other, '{"events":[]}')
	assert.match(place.run('backup', other).err, /is no backup, so it was left/)
	assert.match(place.run('restore', place.db).err, /is the database itself/)
	isWhole(place)
})

// ---- the database in use ----------------------------------------------------------------

const wrong = {
	'the live file is gone': [place => rmSync(`${place.db}-live`),
		/-live is not what the database has live; "almanach publish"/],
	'the live file is another one': [place => flip(`${place.db}-live`, -50),
		/-live is not what the database has live; "almanach publish"/],
	'an event speaks of no source': [place => sql(place.db,
		"PRAGMA foreign_keys = OFF; DELETE FROM source WHERE key = 'essai'"),
	/row \d+ of "event" speaks of a row of "source" that is not there/],
	'a rule is another text': [place => sql(place.db,
		"UPDATE script SET text = CAST(text || ' ' AS BLOB)"),
	/a text of a rule is not the one that was stored/],
	'an event is no JSON': [place => sql(place.db,
		"UPDATE event SET document = '{' WHERE uid = '102'"),
	/the event 102 cannot be read/],
	'the publication is cut': [place => sql(place.db,
		'UPDATE snapshot SET bytes = substr(bytes, 1, 9000)'),
	/stored publication is damaged/],
	'a byte of the publication is another one': [place => sql(place.db,
		`UPDATE snapshot SET bytes = CAST(substr(bytes, 1, length(bytes) - 300)
			|| x'00' || substr(bytes, length(bytes) - 298) AS BLOB)`),
	/the publication is not as it was made: bytes in it have changed/],
	'the history has another one': [place => sql(place.db,
		"UPDATE publication SET content = 'x'"),
	/publication 1 is live, and is not the one that the history has/],
	'there is no database': [place => rmSync(place.db), /there is no database/],
}

test('each thing that can be wrong is told', () => {
	for (const [what, [spoil, sentence]] of Object.entries(wrong)) {
		const place = new Place('backup-wrong').fill()
		isWhole(place)
		spoil(place)
		const said = place.run('verify')
		assert.equal(said.status, 1, what)
		assert.match(said.out, sentence, what)
		const { findings } = place.json('verify', '--json')
		assert.equal(said.out, findings.join('\n') + '\n', what)
	}
})

test('what another version published is not looked at', () => {
	const place = new Place('backup-version').fill()
	const file = join(place.folder, 'kept')
	place.run('backup', file)
	sql(file, "UPDATE derived SET hash = 'of another day'; PRAGMA user_version = 1")
	unmark(file)
	assert.match(place.run('verify', file).out, /published by another version/)
})

test('a snapshot alone can be looked at', () => {
	const place = new Place('backup-snapshot').fill()
	const file = join(place.folder, 'snapshot')
	copyFileSync(`${place.db}-live`, file)
	isWhole(place, file)
	const head = Array.from({ length: 64 }, (_, i) => 20 + i * 4)
	for (const at of [...head, 5000, 30000, -1]) {
		copyFileSync(`${place.db}-live`, file)
		flip(file, at)
		const said = place.run('verify', file)
		assert.equal(said.status, 1, `${at}: ${said.out}`)
		assert.match(said.out, /is damaged or of another|have changed; fetch it again/)
	}
})
