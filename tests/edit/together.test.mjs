// together.test.mjs -- what happens to an editor's work when others work too: a
// second editor, a hand in the folder, a full disk, a lost process, visitors.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import {
	chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { program, root } from '../lib.mjs'
import { load, until } from '../server/nginx.mjs'
import {
	deskAt, deskOf, encode, filesIn, ORIGIN, placed, rows, say, serving, stateOf,
} from './desk.mjs'

const KILLS = 30
const FILE = 'rules/chemistry.lua'

const rule = word => 'return {\n  group = "kind",\n  label = { fr = "Essai", ' +
	`en = "Trial" },\n  match = { mentions = "${word}" },\n}\n`

const FORUM = rule('forum'), DRAGON = rule('dragon'), ROBOTS = rule('robots')

const found = place => place.get('/events.json?kind=chemistry').events
	.map(({ uid }) => uid).sort()

const keep = async (desk, source, id = 'chemistry') =>
	desk.press(await desk.get(`rules/${id}`), 'keep-draft', { source })

const lines = (page, kind) => page.elements('span', n =>
	n.attrs.some(a => a.name === 'class' && a.value === kind))
	.map(n => n.childNodes[0].value.trim())

// ---- two editors ----------------------------------------------------------------------

async function overtaken(name) {
	const place = placed(name), ada = deskOf(place), grace = deskOf(place, 'grace')
	await keep(ada, FORUM)
	await keep(grace, DRAGON)
	const before = await grace.get('review') // as she saw it
	await ada.press(await ada.get('review'), 'publish', { message: 'forums' })
	return { place, ada, grace, before }
}

// Told with both differences, and not to be published as it is.
async function isTold(grace, before, place, by) {
	assert.ok((await grace.get()).text().includes(say('overtaken')))
	const page = await grace.get('rules/chemistry')
	assert.ok(page.text().includes(say('overtaken-title')))
	assert.ok(page.text().includes(`(${by})`))
	assert.match(page.text(), /Theirs.*Yours/)
	assert.ok(lines(page, 'add').includes('+  match = { mentions = "forum" },'))
	assert.ok(lines(page, 'add').includes('+  match = { mentions = "dragon" },'))
	assert.equal(page.field('source'), DRAGON, 'her text is still there')

	const review = await grace.get('review')
	assert.equal(review.button('publish'), undefined)
	assert.ok(review.text().includes(say('overtaken-by')))
	const state = stateOf(place)
	const refused = await grace.press(before, 'publish', { message: 'dragons' })
	assert.equal(refused.status, 409)
	assert.deepEqual(refused.said, [say('seen-other')])
	assert.equal(refused.button('publish'), undefined)
	assert.equal(stateOf(place), state)
	return page
}

test('the second of two editors is told, and takes theirs', async () => {
	const { place, grace, before } = await overtaken('theirs')
	const page = await isTold(grace, before, place, 'ada')
	const after = await grace.press(page, 'take-theirs')
	assert.equal(after.field('source'), FORUM)
	assert.deepEqual(rows(place, 'SELECT * FROM draft'), [])
	assert.deepEqual(found(place), ['102'])
})

test('the second of two editors is told, and goes on with hers', async () => {
	const { place, grace, before } = await overtaken('mine')
	const page = await isTold(grace, before, place, 'ada')
	const after = await grace.press(page, 'keep-mine')
	assert.equal(after.field('source'), DRAGON)
	assert.ok(!after.text().includes(say('overtaken-title')))
	const review = await grace.get('review')
	assert.deepEqual([review.events('gained'), review.events('lost')],
		[['112'], ['102']])
	await grace.press(review, 'publish', { message: 'dragons' })
	assert.deepEqual(found(place), ['112'])
	assert.deepEqual(rows(place, 'SELECT author, message FROM publication ' +
		'WHERE id > 1'), [{ author: 'ada', message: 'forums' },
		{ author: 'grace', message: 'dragons' }])
})

// She has only the page open, with no draft yet.
test('a page that was open while another published', async () => {
	const place = placed('open'), ada = deskOf(place), grace = deskOf(place, 'grace')
	const open = await grace.get('rules/chemistry')
	await ada.publish('chemistry', FORUM)
	const review = await grace.press(open, 'to-review', { source: DRAGON })
	assert.equal(review.button('publish'), undefined)
	assert.ok(review.text().includes(say('overtaken-by')))
	const page = await grace.get('rules/chemistry')
	assert.ok(page.text().includes(say('overtaken-title')))
	assert.equal(page.field('source'), DRAGON)
	assert.deepEqual(found(place), ['102'])
})

test('both made the same of it: nothing to settle', async () => {
	const place = placed('same'), ada = deskOf(place), grace = deskOf(place, 'grace')
	await keep(ada, FORUM)
	await keep(grace, FORUM)
	await ada.press(await ada.get('review'), 'publish', { message: 'forums' })
	const review = await grace.get('review')
	assert.ok(review.text().includes(say('nothing-drafted')))
	assert.ok(!review.text().includes(say('overtaken-by')))
})

test('a rule deleted while another changes it', async () => {
	const place = placed('deleted'), ada = deskOf(place), grace = deskOf(place, 'grace')
	await keep(grace, DRAGON)
	await ada.press(await ada.press(await ada.get('rules/chemistry'), 'delete'),
		'publish', { message: 'no chemistry', sure: '1' })
	const page = await grace.get('rules/chemistry')
	assert.ok(page.text().includes(say('overtaken-title')))
	await grace.press(page, 'keep-mine')
	await grace.press(await grace.get('review'), 'publish',
		{ message: 'dragons', sure: '1' })
	assert.deepEqual(found(place), ['112'])
})

// ---- a hand in the folder -------------------------------------------------------------

for (const published of [false, true])
	test('a file changed on disk while a draft is open' +
		(published ? ', and published' : ''), async () => {
		const place = placed(`disk-${published}`), grace = deskOf(place, 'grace')
		await keep(grace, DRAGON)
		const before = await grace.get('review')
		place.rule('chemistry', FORUM)
		if (published)
			place.run('publish')
		const page = await isTold(grace, before, place, say('somebody'))
		await grace.press(page, 'keep-mine')
		await grace.press(await grace.get('review'), 'publish',
			{ message: 'dragons' })
		assert.deepEqual(found(place), ['112'])
		assert.equal(filesIn(place)[FILE], DRAGON)
		// What the hand had made is in the history all the same.
		const kept = rows(place, 'SELECT CAST(text AS TEXT) AS text FROM script')
		assert.ok(kept.some(({ text }) => text === FORUM))
	})

test('another file changed between review and publishing: shown anew', async () => {
	const place = placed('between'), desk = deskOf(place)
	const review = await desk.review('chemistry', FORUM)
	place.rule('walk', ROBOTS)
	const before = stateOf(place)
	const anew = await desk.press(review, 'publish', { message: 'forums' })
	assert.equal(anew.status, 409)
	assert.deepEqual(anew.said, [say('seen-other')])
	assert.equal(anew.field('message'), 'forums')
	assert.equal(stateOf(place), before)
	const done = await desk.press(anew, 'publish')
	assert.deepEqual(done.said, [say('done-published')])
	assert.deepEqual(found(place), ['102'])
	assert.equal(filesIn(place)['rules/walk.lua'], ROBOTS)
})

test('new events between review and publishing: shown anew', async () => {
	const place = placed('events'), desk = deskOf(place)
	const review = await desk.review('chemistry', FORUM)
	place.run('import', '--source', 'essai', '--schema', 'tests/twin/schema.json',
		'--accept-removals', 'tests/twin/events-2.json')
	const anew = await desk.press(review, 'publish', { message: 'forums' })
	assert.equal(anew.status, 409)
	const done = await desk.press(anew, 'publish', { sure: '1' })
	assert.deepEqual(done.said, [say('done-published')])
})

// Files on disk that nobody published: told, shown, and published by hand.
test('files on disk wait where nobody watches the folder', async () => {
	const place = placed('waiting'), desk = deskOf(place)
	place.rule('chemistry', FORUM)
	const home = await desk.get()
	assert.ok(home.text().includes(say('folder-waits')))
	const review = await desk.get(home.links().find(href => /folder=1/.test(href)))
	assert.deepEqual(review.events('gained'), ['102'])
	await desk.press(review, 'publish', { message: 'as they are' })
	assert.deepEqual(found(place), ['102'])
	assert.ok(!(await desk.get()).text().includes(say('folder-waits')))
})

// ---- a disk that takes nothing --------------------------------------------------------

test('a file made read-only: told what to do, nothing changed', async () => {
	const place = placed('read-only'), desk = deskOf(place)
	const file = join(place.scripts, FILE)
	const review = await desk.review('chemistry', FORUM)
	chmodSync(file, 0o444)
	const before = stateOf(place)
	const refused = await desk.press(review, 'publish', { message: 'forums' })
	assert.equal(refused.status, 422)
	assert.match(refused.said[0], /chemistry\.lua is marked read-only on the server; have it made writable \(chmod u\+w\) and try again; nothing was changed/)
	assert.equal(stateOf(place), before)
	assert.deepEqual(found(place), ['101', '115'])

	// Going back, and deleting, would change it too.
	chmodSync(file, 0o644)
	await desk.press(refused, 'publish')
	chmodSync(file, 0o444)
	const back = await desk.press(await desk.get('history/1'), 'go-back')
	assert.match(back.said[0], /marked read-only/)
	assert.deepEqual(found(place), ['102'])
	chmodSync(file, 0o644)
	await desk.press(back, 'go-back')
	assert.deepEqual(found(place), ['101', '115'])
})

// A small disk at a folder while "use" works; false where nobody may mount one.
async function onSmallDisk(folder, megabytes, use) {
	mkdirSync(folder, { recursive: true })
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none',
			folder], { stdio: 'ignore' })
	} catch {
		return false
	}
	try {
		await use()
	} finally {
		execFileSync('umount', [folder])
	}
	return true
}

// Take all room but so many bytes.
function fill(folder, left) {
	const filler = join(folder, 'filler')
	rmSync(filler, { force: true })
	const [free] = execFileSync('df', ['-B1', '--output=avail', folder])
		.toString().match(/\d+/)
	writeFileSync(filler, Buffer.alloc(Math.max(0, Number(free) - left)))
	return () => rmSync(filler)
}

const isFull = /the disk is full; make room|make room on the disk|is the disk full\? Make room/

test('a full disk at the rules: the old ones stay in force', async t => {
	const place = placed('full-rules'), desk = deskOf(place)
	const files = filesIn(place)
	const mounted = await onSmallDisk(place.scripts, 1, async () => {
		for (const [path, text] of Object.entries(files))
			place.write(join('scripts', path), Buffer.from(text, 'latin1'))
		// Two files: the first still has room, the second has not.
		await keep(desk, FORUM)
		await keep(desk, rule('robots') + '-- long\n'.repeat(3000), 'walk')
		const before = filesIn(place)
		for (const left of [0, 4096, 8192]) {
			const review = await desk.get('review')
			const free = fill(place.scripts, left)
			const refused = await desk.press(review, 'publish',
				{ message: 'x', sure: '1' })
			free()
			assert.equal(refused.status, 422, `${left} ${refused.said}`)
			assert.match(refused.said[0], isFull)
			assert.deepEqual(filesIn(place), before)
			assert.deepEqual(found(place), ['101', '115'])
			assert.equal(rows(place, 'SELECT count(*) AS n FROM publication')[0].n, 1)
			assert.equal(rows(place, 'SELECT count(*) AS n FROM draft')[0].n, 2)
		}
		const done = await desk.press(await desk.get('review'), 'publish',
			{ message: 'x', sure: '1' })
		assert.deepEqual(done.said, [say('done-published')])
		assert.deepEqual(found(place), ['102'])
	})
	if (!mounted)
		t.skip('nobody may mount a small disk here')
})

test('a full disk at the database: the old rules stay in force', async t => {
	const place = placed('full-database')
	const folder = join(place.folder, 'small')
	const mounted = await onSmallDisk(folder, 4, async () => {
		place.db = place.env.ALMANACH_DB = join(folder, 'almanach.db')
		place.fill()
		const desk = deskOf(place)
		let word = 'forum', refusals = 0, done = 0
		await keep(desk, rule(word))
		for (let left = 0; left <= 1 << 20; left += 48 << 10) {
			const review = await desk.get('review')
			const before = filesIn(place), was = found(place)
			const free = fill(folder, left)
			const answer = await desk.press(review, 'publish', { message: 'x' })
			if (answer.status === 200) { // there was room
				free()
				done++
				assert.notDeepEqual(found(place), was)
				word = word === 'forum' ? 'dragon' : 'forum'
				await keep(desk, rule(word))
				continue
			}
			refusals++
			assert.ok([422, 500].includes(answer.status))
			assert.match(answer.said.join(), isFull, `${left} bytes left`)
			assert.deepEqual(found(place), was, 'while it is full too')
			assert.deepEqual(filesIn(place), before)
			free()
			assert.deepEqual(readdirSync(folder).filter(name =>
				!/^almanach\.db(-live|-wal|-shm|-missed)?$/.test(name)), [])
		}
		assert.ok(refusals > 2 && done > 2, `${refusals} ${done}`)
	})
	if (!mounted)
		t.skip('nobody may mount a small disk here')
})

// ---- a process that is lost -----------------------------------------------------------

test(`publishing, killed at ${KILLS} moments: folder and visitors agree`, async () => {
	const place = placed('killed'), desk = deskOf(place)
	const publish = (body, after) => new Promise(resolve => {
		const begun = Date.now()
		const child = spawn(program, [], { stdio: ['pipe', 'ignore', 'ignore'],
			env: { ...place.env, GATEWAY_INTERFACE: 'CGI/1.1',
				REQUEST_METHOD: 'POST', REQUEST_URI: '/edit/review',
				ALMANACH_BASE: '/', ALMANACH_EDIT: 'on', REMOTE_USER: 'ada',
				CONTENT_TYPE: 'application/x-www-form-urlencoded',
				CONTENT_LENGTH: String(body.length), HTTP_ORIGIN: ORIGIN } })
		child.on('exit', () => resolve(Date.now() - begun))
		child.stdin.on('error', () => {}) // it was killed before it read
		child.stdin.end(body)
		if (after !== undefined)
			setTimeout(() => child.kill('SIGKILL'), after)
	})
	// The text of the rule that a publication was made with.
	const live = () => rows(place, 'SELECT CAST(s.text AS TEXT) AS text FROM ' +
		'publication p JOIN rule_set_file f ON f.rule_set = p.rule_set JOIN ' +
		'script s ON s.hash = f.script WHERE f.path = ' +
		`'${FILE}' ORDER BY p.id DESC LIMIT 1`)[0].text
	const events = { forum: ['102'], dragon: ['112'] }
	let whole = 100, cut = 0
	for (let i = 0; i <= KILLS; i++) {
		const [was, word] = i % 2 ? ['forum', 'dragon'] : ['dragon', 'forum']
		const review = await desk.review('chemistry', rule(word))
		const form = review.fields(review.formOf(review.button('publish')))
		form.set('message', 'x')
		const took = await publish(encode(form),
			i === 0 ? undefined : Math.random() * whole * 1.1)
		if (i === 0) {
			whole = took
			continue
		}
		const now = filesIn(place)[FILE], then = live()
		assert.ok([rule(was), rule(word)].includes(now), 'half a file')
		assert.ok(then === now || then === rule(was), 'live before it is there')
		cut += then === rule(was)
		place.run('publish', '--saved') // as whoever watches the folder does
		assert.equal(live(), now)
		assert.deepEqual(found(place), events[now === rule(word) ? word : was])
		assert.equal(rows(place, 'PRAGMA integrity_check')[0].integrity_check, 'ok')
		if (now === rule(was)) // begin the next one from the other text
			assert.deepEqual((await desk.press(await desk.get('review'), 'publish',
				{ message: 'again' })).said, [say('done-published')])
		else
			await desk.press(await desk.get(), 'forget', {}, { path: FILE })
				.catch(() => {}) // the draft went with its publication
	}
	assert.ok(cut > 3, `only ${cut} were cut short`)
})

// ---- visitors -------------------------------------------------------------------------

// Inside a pattern no step is counted: most of a second for 16 events.
const SLOW = readFileSync(join(root, 'tests/hostile/pattern-backtracking.lua'),
	'utf8').replaceAll('30', '18')

test('visitors do not wait for an editor\'s rule', () =>
	serving('slow', async server => {
		const desk = deskAt(server)
		const page = await desk.get('rules/chemistry')
		const visitors = load(server, ['/', '/events', '/events?q=chimie'], 4)
		let during = 0
		const counted = setInterval(() => { during = visitors.seen.ok }, 5)
		const begun = Date.now()
		const tries = await Promise.all(Array.from({ length: 12 }, () =>
			desk.post('rules/chemistry', { op: page.field('op'), do: 'try',
				source: SLOW })))
		clearInterval(counted)
		const took = Date.now() - begun
		const seen = await visitors.stop()
		assert.equal(seen.failed, 0, JSON.stringify(seen))
		assert.ok(took > 1000, `${took} ms`)
		// Behind a worker that waits for a rule it would be none.
		assert.ok(during > 100, `${during} answers in ${took} ms`)
		const statuses = tries.map(({ status }) => status)
		assert.ok(statuses.every(s => [200, 503].includes(s)), statuses.join())
		assert.ok(statuses.includes(200))
		for (const { status, headers, body } of tries)
			if (status === 503) {
				assert.equal(headers['retry-after'], '2')
				assert.match(body.toString(), /busy; try again/)
			}
		// And once they are through there is room again.
		await until(async () => (await desk.get()).status === 200)
	}, { more: ['--workers', '1'] }))

test('what was published is what visitors get, whoever else publishes', () =>
	serving('crowd', async (server, place) => {
		const editors = ['ada:one', 'grace:two'].map(name => deskAt(server, name))
		const visitors = load(server, ['/events', '/events.json'], 2)
		let published = 0
		// Each has a rule of his own, and publishes as soon as he may.
		const work = async (desk, id) => {
			for (let i = 0; i < 6; i++) {
				let page = await desk.review(id, rule(i % 2 ? 'forum' : 'dragon'))
				for (let tries = 0; tries < 20; tries++) {
					page = await desk.press(page, 'publish', { message: `${id} ${i}`,
						sure: '1' })
					if (page.status === 200)
						break
					assert.equal(page.status, 409)
				}
				published += page.status === 200
			}
		}
		let seen
		try {
			await Promise.all([work(editors[0], 'chemistry'),
				work(editors[1], 'walk')])
		} finally {
			seen = await visitors.stop()
		}
		assert.equal(seen.failed, 0, JSON.stringify(seen))
		assert.equal(published, 12)
		await sleep(1500) // the folder's watcher has looked
		assert.equal(rows(place, 'SELECT count(*) AS n FROM publication WHERE ' +
			"cause = 'edit'")[0].n, 12)
		assert.equal(rows(place, 'SELECT count(*) AS n FROM publication')[0].n, 13)
		assert.equal(readFileSync(join(place.scripts, FILE), 'utf8'), FORUM)
		const { events } = await server.json('/events.json?kind=chemistry')
		assert.deepEqual(events.map(({ uid }) => uid), ['102'])
	}))
