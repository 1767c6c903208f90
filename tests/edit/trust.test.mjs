// trust.test.mjs -- who may do what in the workspace, against a real nginx: at the
// root and under a path.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'

import { installed } from '../twin/worker.mjs'
import {
	deskAt, deskOf, encode, filesIn, login, ORIGIN, placed, rows, say, serving,
	stateOf,
} from './desk.mjs'

const bases = ['', '/fete']
const paths = ['/edit/', '/edit/rules/chemistry', '/edit/files/programme.lua',
	'/edit/review', '/edit/history', '/edit/history/1', '/edit/new',
	'/edit/manual', '/edit/preview', '/edit/preview/x/', '/edit/events',
	'/edit/events/101', '/edit/announcement', '/edit/coverage', '/edit/import',
	'/edit/known.json', '/edit/nowhere']

const form = { 'content-type': 'application/x-www-form-urlencoded',
	origin: ORIGIN, 'accept-language': 'en' }

// What the other pages' forms do.
const others = [
	['events/101', { do: 'cancel', text_fr: 'x' }], ['events/101', { do: 'hide' }],
	['announcement', { do: 'announce', text_fr: 'x', until: '2025-11-01T10:00' }],
	['coverage', {}],
]
const operation = '0123456789abcdef0123456789abcdef'

const RULE = 'return { group = "kind", label = { fr = "Forum", en = "Forum" }, ' +
	'match = { mentions = "forum" } }\n'

// ---- getting in -----------------------------------------------------------------------

for (const base of bases)
	test(`nobody gets in without a login: ${base || 'at the root'}`, () =>
		serving('login', async (server, place) => {
			const before = stateOf(place)
			const forged = { 'remote-user': 'ada', 'remote_user': 'ada',
				'x-remote-user': 'ada', 'almanach-edit': 'on',
				'almanach_edit': 'on', 'x-forwarded-user': 'ada' }
			for (const headers of [{}, forged, login('ada:two'),
				login('grace:'), login('nobody:one'), login(':'),
				{ authorization: 'Bearer ada' }, { authorization: 'Basic !' }])
				for (const path of paths)
					for (const method of ['GET', 'POST', 'HEAD', 'DELETE']) {
						const { status, body } = await server.get(path,
							{ ...form, ...headers }, method,
							method === 'POST' ? encode([['op', operation],
								['do', 'draft'], ['source', RULE]]) : undefined)
						assert.equal(status, 401, `${method} ${path}`)
						assert.ok(!body.includes('rules/'))
					}
			assert.equal((await server.get('/edit/', login())).status, 200)
			assert.equal(stateOf(place), before)
		}, { base }))

// Other spellings of the address reach nginx's other location, or its login.
test('no spelling of the address goes around the login', () =>
	serving('spelling', async server => {
		const ask = target => new Promise(resolve => {
			const socket = connect(server.port, '127.0.0.1')
			let got = ''
			socket.on('data', d => { got += d })
			socket.on('close', () => resolve(got))
			socket.write(`GET ${target} HTTP/1.1\r\nHost: essai.example\r\n` +
				'ALMANACH_EDIT: on\r\nREMOTE_USER: ada\r\n' +
				'Accept-Language: en\r\nConnection: close\r\n\r\n')
		})
		for (const target of ['/edit', '//edit/', '/%65dit/', '/edit%2f', '/EDIT/',
			'/./edit/', '/x/../edit/', '/events/%2e%2e/edit/', '/en/edit/',
			'/edit//', '/edit;/', '/edit/?x', '/edit?/edit/', '/static/../edit/',
			'/%2fedit/', '/edit/..%2fedit/', '/en/../edit/rules/chemistry',
			'http://127.0.0.1/edit/', 'http://x/edit/rules/chemistry', '/edit/%00'])
			for (const at of [target, target.replace('/edit', '/fete/edit')]) {
				const [head] = (await ask(at)).split('\r\n', 1)
				assert.match(head, /^HTTP\/1\.1 (30[18]|400|401|404) /, at)
			}
	}))

// Where the deployer left the workspace off, and however the web server fills the
// user's name: from an unchecked header too, as nginx does.
for (const base of bases)
	test(`off, it is not there: ${base || 'at the root'}`, () =>
		serving('off', async (server, place) => {
			const before = stateOf(place)
			const headers = { ...form, ...login('ada:wrong'),
				'remote-user': 'ada', 'remote_user': 'ada',
				'x-remote-user': 'ada', 'almanach-edit': 'on',
				'almanach_edit': 'on', 'http-almanach-edit': 'on' }
			for (const path of paths) {
				for (const query of ['', '?ALMANACH_EDIT=on&REMOTE_USER=ada'])
					assert.equal((await server.get(path + query, headers)).status,
						404, path)
				const posted = await server.get(path, headers, 'POST',
					encode([['op', operation], ['do', 'draft'],
						['source', RULE], ['ALMANACH_EDIT', 'on']]))
				assert.equal(posted.status, 404, path)
				assert.equal(posted.headers['cache-control'], 'no-store')
			}
			assert.equal(stateOf(place), before)
		}, { base, edited: conf => conf
			.replace(/location @BASE@\/edit\/ \{[^}]*\}/, '')
			.replace('location / {', 'location / {\n' +
				'fastcgi_param REMOTE_USER $remote_user;\n' +
				['ALMANACH_BASE "@BASE@/"', 'REQUEST_METHOD $request_method',
					'REQUEST_URI $request_uri', 'CONTENT_TYPE $content_type',
					'CONTENT_LENGTH $content_length']
					.map(p => `fastcgi_param ${p};\n`).join('')) }))

test('let in without a name: 403 in words', () => {
	const place = placed('nameless')
	const before = stateOf(place)
	for (const more of [{ REMOTE_USER: '' }, { REMOTE_USER: undefined }])
		for (const method of ['GET', 'POST']) {
			const { status, headers, body } = place.cgi('/edit/rules/chemistry',
				{ REQUEST_METHOD: method, ALMANACH_EDIT: 'on', ...more })
			assert.equal(status, 403)
			assert.equal(headers.get('Cache-Control'), 'no-store')
			assert.match(body.toString(), /does not say who you are/)
		}
	for (const word of ['off', 'ON', '1', 'on ', 'onx', ''])
		assert.equal(place.cgi('/edit/', { ALMANACH_EDIT: word,
			REMOTE_USER: 'ada' }).status, 404, word)
	assert.equal(stateOf(place), before)
})

// ---- where a form comes from ----------------------------------------------------------

const foreign = [
	{ origin: 'https://evil.example' }, { origin: 'null' },
	{ origin: undefined }, { origin: '' },
	{ origin: 'http://essai.example' }, { origin: 'https://essai.example:8443' },
	{ origin: 'https://essai.example.evil.example' },
	{ origin: 'https://essai.example/' }, { origin: 'HTTPS://ESSAI.EXAMPLE' },
	{ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
	{ origin: undefined, 'sec-fetch-site': 'cross-site' },
	{ origin: undefined, 'sec-fetch-site': 'same-origin' },
	{ origin: 'null', 'sec-fetch-site': 'same-origin' },
	{ origin: undefined, referer: 'https://essai.example/edit/' },
]

for (const base of bases)
	test(`a foreign form changes nothing: ${base || 'at the root'}`, () =>
		serving('foreign', async (server, place) => {
			const desk = deskAt(server)
			await desk.press(await desk.get('rules/chemistry'), 'keep-draft',
				{ source: RULE })
			const review = await desk.get('review')
			const forms = [
				['rules/walk', { do: 'draft', source: RULE }],
				['rules/walk', { do: 'delete', source: RULE }],
				['', { path: 'rules/chemistry.lua' }],
				['review', { seen: review.field('seen'), message: 'x', sure: '1' }],
				['history/1', {}], ['preview', {}],
				['new', { label_fr: 'x', match_mentions: 'x' }], ['import', {}],
				...others,
			]
			const before = stateOf(place)
			for (const headers of foreign)
				for (const [path, fields] of forms) {
					const more = Object.fromEntries(Object.entries(
						{ ...form, ...login(), ...headers })
						.filter(([, value]) => value !== undefined))
					const answer = await server.get('/edit/' + path, more, 'POST',
						encode(Object.entries({ op: operation, ...fields })))
					assert.equal(answer.status, 403, JSON.stringify(headers))
					assert.match(answer.body.toString(),
						/does not come from a page of https:\/\/essai\.example/)
				}
			assert.equal(stateOf(place), before)
		}, { base }))

test('without a public address the browser\'s word counts', () => {
	const place = placed('addressless')
	delete place.env.ALMANACH_URL
	const programme = filesIn(place)['programme.lua']
	place.write('scripts/programme.lua', Buffer.from(
		programme.replace(/ {2}url = .*\n/, ''), 'latin1'))
	place.run('publish')
	const before = stateOf(place)
	const fields = encode([['op', operation], ['do', 'draft'], ['source', RULE]])
	const post = more => place.cgi('/edit/rules/walk', { REQUEST_METHOD: 'POST',
		ALMANACH_EDIT: 'on', REMOTE_USER: 'ada',
		CONTENT_TYPE: 'application/x-www-form-urlencoded',
		CONTENT_LENGTH: String(fields.length), ...more }, fields).status
	for (const site of ['cross-site', 'same-site', 'none', ''])
		assert.equal(post({ HTTP_SEC_FETCH_SITE: site, HTTP_ORIGIN: ORIGIN }), 403)
	assert.equal(post({}), 403)
	assert.equal(stateOf(place), before)
	assert.equal(post({ HTTP_SEC_FETCH_SITE: 'same-origin' }), 303)
	assert.notEqual(stateOf(place), before)
})

// As web servers tell it, of one that came in chunks too.
test('however long a body is said to be', () => {
	const place = placed('length')
	const fields = encode([['op', operation], ['do', 'draft'], ['source', RULE]])
	const post = more => place.cgi('/edit/rules/walk', { REQUEST_METHOD: 'POST',
		ALMANACH_EDIT: 'on', REMOTE_USER: 'ada', HTTP_ORIGIN: ORIGIN,
		CONTENT_TYPE: 'application/x-www-form-urlencoded', ...more },
	fields).status
	const length = fields.length
	for (const [status, CONTENT_LENGTH, HTTP_TRANSFER_ENCODING] of [
		[400, String(length + 1)], [400, ''], [400, undefined],
		[413, String((64 << 20) + 1)], [413, '9'.repeat(30)],
		[303, String(length)], [303, String(length), 'chunked'], [303, '-1'],
		[303, '', 'chunked'], [303, undefined, 'chunked']])
		assert.equal(post({ CONTENT_LENGTH, HTTP_TRANSFER_ENCODING }), status,
			`${CONTENT_LENGTH} ${HTTP_TRANSFER_ENCODING}`)
})

// ---- once, and only by a form ---------------------------------------------------------

test('a form sent twice does nothing twice and leads where the first one did', () =>
	serving('replay', async (server, place) => {
		const desk = deskAt(server)
		const steps = [
			async () => desk.press(await desk.get('rules/chemistry'), 'keep-draft',
				{ source: RULE }),
			async () => desk.press(await desk.get('new'), 'make-draft',
				{ label_fr: 'Lille', match_town: 'Lille' }),
			async () => desk.press(await desk.get('review'), 'publish',
				{ message: 'two at once', sure: '1' }),
			async () => desk.press(await desk.get('rules/walk'), 'delete'),
			async () => desk.press(await desk.get('rules/walk'), 'forget'),
			async () => desk.press(await desk.get('history/1'), 'go-back'),
		]
		for (const step of steps) {
			const led = await step()
			assert.equal(led.status, 200, led.path + led.said)
			const before = stateOf(place)
			const all = await Promise.all([1, 2, 3].map(() => desk.again()))
			for (const { status, headers } of all) {
				assert.equal(status, 303)
				assert.equal(headers.location, led.path)
			}
			assert.equal(stateOf(place), before, led.path)
		}
		assert.equal(rows(place, 'SELECT count(*) AS n FROM publication')[0].n, 3)
	}))

// Two at the same moment: a double tap.
test('a double tap publishes once', () =>
	serving('double', async (server, place) => {
		const desk = deskAt(server)
		for (let round = 1; round <= 8; round++) {
			const review = await desk.review('chemistry',
				RULE.replace('forum', round % 2 ? 'forum' : 'dragon'))
			const fields = review.fields(review.formOf(review.button('publish')))
			fields.set('message', 'tapped twice')
			const all = await Promise.all([1, 2, 3].map(() =>
				desk.post('review', encode(fields))))
			for (const { status, headers, body } of all) {
				assert.equal(status, 303, body.toString())
				assert.equal(headers.location, '/edit/?done=published')
			}
			assert.equal(rows(place, "SELECT count(*) AS n FROM publication " +
				"WHERE message = 'tapped twice'")[0].n, round)
		}
	}))

test('a form without its operation is refused', () => {
	const place = placed('operation')
	const desk = deskOf(place)
	const before = stateOf(place)
	return Promise.all([undefined, '', 'x', operation.toUpperCase(),
		operation + '0', operation.slice(1), `${operation}\0`, "' OR 1=1 --"]
		.flatMap(op => ['rules/chemistry', 'review', 'history/1', 'new', '', 'preview']
			.map(async path => {
				const { status, body } = await desk.post(path,
					{ do: 'draft', source: RULE, ...(op !== undefined && { op }) })
				assert.equal(status, 400, `${op} ${path}`)
				assert.match(body.toString(), /nothing was changed|holds a NUL/)
			}))).then(() => assert.equal(stateOf(place), before))
})

test('no link changes anything, followed twice', () =>
	serving('links', async (server, place) => {
		const desk = deskAt(server)
		await desk.publish('chemistry', RULE)
		await desk.press(await desk.get('rules/walk'), 'delete')
		await desk.press(await desk.get('rules/star'), 'keep-draft',
			{ source: RULE })
		const before = stateOf(place)
		const seen = new Set([desk.root])
		for (const address of seen)
			for (let twice = 0; twice < 2; twice++) {
				const page = await desk.get(address)
				assert.equal(page.status, 200, address)
				for (const link of page.links()) {
					const to = new URL(link, `http://x${address}`)
					if (to.pathname.startsWith(desk.root))
						seen.add(to.pathname + to.search)
				}
			}
		assert.ok(seen.size > 15, [...seen].join(' '))
		assert.equal(stateOf(place), before)

		// What forms do, asked for as links.
		for (const [path, fields] of [
			['rules/chemistry', { do: 'draft', source: 'return 1' }],
			['rules/chemistry', { do: 'delete' }], ['rules/walk', { do: 'discard' }],
			['', { path: 'rules/walk.lua' }], ['new', { label_fr: 'x',
				match_town: 'Lille', id: 'x' }],
			['review', { message: 'x', seen: (await desk.get('review'))
				.field('seen'), sure: '1' }], ['history/1', { do: 'back' }],
			['preview', {}], ['import', { source: 'x' }], ...others])
			for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH']) {
				const { status } = await server.get(`/edit/${path}?` +
					encode(Object.entries({ op: operation, ...fields })),
				{ ...login(), ...form }, method)
				assert.equal(status, /GET|HEAD/.test(method) && path !== 'preview'
					? 200 : 405, `${method} ${path}`)
			}
		assert.equal(stateOf(place), before)
	}))

// ---- what is too long, or no name -----------------------------------------------------

test('a rule of 10 MB is refused in words', () =>
	serving('large', async (server, place) => {
		const desk = deskAt(server)
		const before = stateOf(place)
		for (const [size, status, words] of [
			[10 << 20, 413, /source.* has 10485760 bytes; 262144 are the limit/],
			[100 << 10, 422, /the file has 102400 bytes; a rule has at most 65536/],
			[65 << 20, 413, /./]]) {
			const op = (await desk.get('rules/chemistry')).field('op')
			const body = encode([['op', op], ['do', 'draft'],
				['source', '-'.repeat(size)]])
			const answer = await server.get('/edit/rules/chemistry',
				{ ...form, ...login() }, 'POST', body)
			assert.equal(answer.status, status)
			assert.match(answer.body.toString(), words)
			assert.equal(stateOf(place), before)
		}
		assert.equal((await server.get('/')).status, 200)
	}))

const names = ['../x', '..%2fx', '%2e%2e%2fx', '%2e%2e', '.', '..', '...', '%2e',
	'chemistry%00', 'chemistry%00.lua', 'x'.repeat(3000), 'chimie-%C3%A9',
	'%E2%80%AEx', '-x', 'Chemistry', 'chemistry.lua', 'chemistry%2f..%2fwalk',
	'a%20b', '%2fetc%2fpasswd', 'x%0d%0aSet-Cookie:%20a=b', '%ff', 'con:x', 'a\\b']

test('hostile names of files: none is read, none written', () =>
	serving('names', async (server, place) => {
		place.write('secret.lua', 'return "secret"')
		place.write('scripts/rules/README.md', 'no rule')
		const desk = deskAt(server)
		const before = filesIn(place)
		for (const name of names)
			for (const path of ['rules/', 'files/', 'files/rules/',
				'files/lib/', 'history/', 'preview/']) {
				const at = `/edit/${path}${name}`
				const got = await server.get(at, login())
				// In its own spelling it may be another file's page.
				assert.ok(/^(400|401|403|404|308|414|405)$/.test(got.status) ||
					/chemistry\.lua$/.test(at), `${got.status} ${at}`)
				assert.ok(!got.body.includes('secret'), at)
				assert.ok(!('set-cookie' in got.headers))
				const { status } = await server.get(at, { ...form, ...login() },
					'POST', encode([['op', (await desk.get('new')).field('op')],
						['do', 'draft'], ['source', RULE]]))
				assert.ok(/^(400|403|404|405|414)$/.test(status) ||
					/chemistry\.lua$/.test(at), `${status} POST ${at}`)
			}
		for (const id of names.map(n => {
			try {
				return decodeURIComponent(n)
			} catch {
				return n
			}
		}).filter(n => !/^(chemistry|x{3000})/.test(n))) {
			const { status, body } = await desk.post('new', { op:
				(await desk.get('new')).field('op'), label_fr: 'x', id,
			match_town: 'Lille' })
			// What a line of text never has is taken out of it first.
			if (id !== '\u202ex')
				assert.match(body.toString(), /said error/)
			assert.ok((id === '\u202ex' ? [303] : [400, 409, 422])
				.includes(status), `${status} ${id}`)
		}
		for (const path of ['files/README.md', 'files/rules/README.md',
			'files/secret.lua', 'files/almanach.db', 'rules/README'])
			assert.equal((await desk.get(path)).status, 404, path)
		assert.equal(rows(place, 'SELECT count(*) AS n FROM draft WHERE path ' +
			"NOT IN ('rules/chemistry.lua', 'rules/x.lua')")[0].n, 0)
		assert.deepEqual(filesIn(place), before)
	}))

// ---- hostile texts --------------------------------------------------------------------

const texts = {
	'closing tags': '-- </script></textarea></style></title><!-- --> <![CDATA[ ]]>',
	'tags': '--[[ <script>alert(1)</script><img src=x onerror=alert(1)> ]]',
	'quotes': `-- " ' \` & &amp; &lt; &#39; &quot; {{source}} {{{x}}} \${1}`,
	'a line before': '\n\n\n-- begins with three empty lines',
	'tabs and spaces': '\t-- \ttabs\t \n  -- trailing   \n\t',
	'no last line feed': '-- ends here',
	'many at the end': '-- ends later\n\n\n\n',
	'unicode': '-- é œ ‹ › 𝒳 \u00a0 \u2028 \u2029 \ufffd',
}

for (const [what, extra] of Object.entries(texts))
	test(`a text comes back as it was: ${what}`, async () => {
		const place = placed(`text-${what.replaceAll(' ', '-')}`)
		const desk = deskOf(place)
		const source = /^\s*\n/.test(extra) ? extra + '\n' + RULE : RULE + extra
		const page = await desk.press(await desk.get('rules/chemistry'),
			'keep-draft', { source })
		assert.equal(page.field('source'), source)
		assert.equal(page.elements('script').length, 1)
		assert.equal(page.elements('img').length, 0)
		const review = await desk.press(page, 'to-review')
		assert.equal(review.elements('script').length, 1)
		assert.equal(review.field('seen').length, 64)
		await desk.press(review, 'publish', { message: extra.slice(0, 90), sure: '1' })
		assert.equal(readFileSync(join(place.scripts, 'rules/chemistry.lua'), 'utf8'),
			source)
		const again = await desk.get('rules/chemistry')
		assert.equal(again.field('source'), source)
		assert.equal((await desk.get('history/2')).elements('script').length, 1)
		assert.equal((await desk.get('history')).elements('script').length, 1)
	})

// Whoever saves with Windows' line ends keeps them: only changed lines differ.
test('a file with CR LF stays one', async () => {
	const place = placed('crlf')
	const desk = deskOf(place)
	const source = RULE.replaceAll(', ', ',\n').replaceAll('\n', '\r\n')
	place.rule('chemistry', source)
	place.run('publish')
	const page = await desk.get('rules/chemistry')
	await desk.press(page, 'keep-draft')
	assert.deepEqual(rows(place, 'SELECT path FROM draft'), [])
	await desk.publish('chemistry',
		page.field('source').replace('"forum"', '{ "forum", "salon" }'), 'x',
		{ sure: '1' })
	assert.equal(readFileSync(join(place.scripts, 'rules/chemistry.lua'), 'utf8'),
		source.replace('"forum"', '{ "forum", "salon" }'))
})

test('messages and names are shown, never obeyed', async () => {
	const place = placed('messages')
	const evil = '<script>alert(1)</script>"\'&{{op}}'
	const desk = deskOf(place, evil)
	await desk.publish('chemistry', RULE, evil)
	for (const path of ['', 'history', 'history/2', 'rules/chemistry']) {
		const page = await desk.get(path)
		assert.equal(page.elements('script').length, 1, path)
		assert.ok(page.html.includes('&lt;script>') ||
			page.html.includes('&lt;script&gt;'), path)
	}
	const [{ author, message }] = rows(place,
		'SELECT author, message FROM publication WHERE id = 2')
	assert.deepEqual([author, message], [evil, evil])
})

// ---- what may be kept, and by whom ----------------------------------------------------

test('nothing of it is kept: by caches, search engines, phones', () =>
	serving('kept', async server => {
		const desk = deskAt(server)
		// desk.mjs looks at each answer; here are all kinds of them.
		for (const [path, status] of [['', 200], ['rules/chemistry', 200],
			['nowhere', 404], ['rules/none', 404], ['history/99', 404],
			['preview', 405], ['preview/x/', 404], ['events/..%2f101', 400],
			['rules/%ff', 400], [`new?${'x'.repeat(5000)}`, 414]])
			assert.equal((await desk.get(path)).status, status, path)
		const op = () => operation.replace(/./g, () =>
			'0123456789abcdef'[Math.random() * 16 | 0])
		for (const [path, fields, status, headers] of [
			['rules/chemistry', { op: op(), do: 'try' }, 200],
			['rules/chemistry', { op: op(), do: 'nothing' }, 400],
			['rules/chemistry', { op: op(), do: 'draft', source: RULE }, 303],
			['rules/chemistry', {}, 400],
			['rules/chemistry', { op: op() }, 403, { origin: 'null' }],
			['review', { op: op(), message: 'x' }, 409],
			['new', { op: op() }, 422],
			['manual', { op: op() }, 405],
			['rules/chemistry', { op: op(), source: 'x'.repeat(300000) }, 413]])
			assert.equal((await desk.post(path, fields, headers)).status, status,
				path + JSON.stringify(fields).slice(0, 60))

		for (const path of ['/', '/events', '/all', '/about', '/sitemap.xml',
			'/sync/head.json', '/manifest.webmanifest'])
			assert.ok(!/["/]edit[-/."]/.test((await server.get(path)).body), path)
	}))

for (const base of bases)
	test(`a phone's worker leaves it alone: ${base || 'at the root'}`, () =>
		serving('worker', async server => {
			const scope = `http://127.0.0.1:${server.port}${base}/`
			const worker = await installed(scope, ['fr', 'en'])
			assert.ok(await worker.get(`${scope}events`))
			for (const path of ['edit/', 'edit/rules/chemistry', 'edit/preview/x/',
				'edit/preview/x/events?day=2025-10-24', 'edit/review?path=x'])
				assert.equal(await worker.get(scope + path), undefined, path)
			const kept = [...worker.phone.stored.values()].flatMap(cache =>
				[...cache.entries()])
			assert.ok(kept.length > 5)
			for (const [address, { bytes }] of kept) {
				assert.ok(!address.includes('/edit'), address)
				assert.ok(!/edit-[0-9a-f]+\.(js|css)/.test(bytes), address)
			}
		}, { base }))

// Where a whole site is behind a login, whoever set that up.
test('an editor\'s visit to the pages is nobody else\'s either', () => {
	const place = placed('visit')
	for (const path of ['/', '/events', '/events.json', '/all', '/sw.js', '/nowhere'])
		for (const coding of ['', 'gzip', 'br']) {
			const { status, headers } = place.cgi(path, { ALMANACH_EDIT: 'on',
				REMOTE_USER: 'ada', HTTP_ACCEPT_ENCODING: coding })
			assert.equal(status, path === '/nowhere' ? 404 : 200, path)
			assert.equal(headers.get('Cache-Control'), 'no-store')
			assert.equal(headers.get('ETag'), undefined)
		}
})

// ---- preview --------------------------------------------------------------------------

for (const base of bases)
	test(`a preview is its editor's: ${base || 'at the root'}`, () =>
		serving('preview', async (server, place) => {
			const visitors = ['/', '/events', '/events.json', '/all', '/sw.js',
				'/event/102/forum-je-choisis-l-industrie', '/sync/head.json',
				'/events?kind=chemistry', '/status.json']
			const see = async () => {
				const seen = []
				for (const path of visitors) {
					const { status, headers, body } = await server.get(path)
					seen.push([path, status, headers.etag, body.toString()])
				}
				return seen
			}
			const before = await see()
			const desk = deskAt(server)
			await desk.press(await desk.get('rules/chemistry'), 'keep-draft',
				{ source: RULE })
			const kept = stateOf(place)
			const made = await desk.press(await desk.get(), 'preview')
			assert.equal(made.status, 200)
			assert.match(made.path, new RegExp(
				`^${base}/edit/preview/[0-9a-f]{32}/$`))
			assert.equal(stateOf(place), kept, 'a preview changes no table')

			// The site as it would be, with all its links inside.
			const list = await desk.get(`${made.path}events?kind=chemistry`)
			assert.equal(list.status, 200)
			assert.match(list.text(), /Forum/)
			assert.ok(!list.html.includes('Portes ouvertes de la chimie'))
			for (const href of list.links())
				assert.ok(new URL(href, `http://x${list.path}`).pathname
					.startsWith(made.path), href)
			const [, icon] = /href="([^"]*static\/favicon[^"]*)"/.exec(list.html)
			assert.equal((await desk.get(new URL(icon, `http://x${list.path}`)
				.pathname)).status, 200)
			for (const path of ['', 'events.json', 'all', 'map', 'about', 'plan?e=102',
				'en/events'])
				assert.equal((await desk.get(made.path + path)).status, 200, path)
			// As browsers ask: packed once, and told so.
			const packed = await server.get(made.path.slice(base.length) + 'all',
				{ ...login('ada:one'), 'accept-encoding': 'gzip' })
			assert.equal(packed.headers['content-encoding'], 'gzip')
			assert.match(gunzipSync(packed.body).toString(), /^<!doctype html>/)
			assert.equal((await desk.get(`${made.path}sw.js`)).status, 404)

			// Nobody else gets there, and nobody gets there elsewhere.
			const name = made.path.slice(base.length)
			for (const headers of [{}, login('ada:two'), { 'remote-user': 'ada',
				'almanach-edit': 'on' }])
				for (const path of [name, `${name}events`, `${name}sw.js`])
					assert.equal((await server.get(path, headers)).status, 401)
			for (const path of [name.replace('/edit', ''), `/en${name}`,
				name.replace('/edit/', '/sync/'), name.replace('/edit/', '/static/')])
				assert.ok([308, 400, 404].includes((await server.get(path)).status),
					path)
			for (const wrong of [name.slice(0, -2) + '/', name.slice(0, -1) + '0/',
				name.replace(/[0-9a-f]{32}/, '0'.repeat(32)),
				`${name}edit/`, `${name}edit/rules/chemistry`,
				`${name}edit${name.slice(5)}`])
				assert.equal((await desk.get(base + wrong)).status, 404, wrong)
			const posted = await desk.post(made.path, { op: operation })
			assert.equal(posted.status, 404)

			assert.deepEqual(await see(), before, 'visitors see what they saw')
			assert.equal(stateOf(place), kept)
		}, { base }))
