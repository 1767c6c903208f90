// doctor.test.mjs -- each finding of `almanach doctor`, shown once: something is
// broken, and the line that it must then print.
import assert from 'node:assert'
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, copyFileSync, readdirSync, readFileSync, rmSync, truncateSync,
	writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

import { Place, program, root } from '../lib.mjs'
import { Server } from '../server/nginx.mjs'

const isRoot = process.getuid() === 0

// What is printed is one line a finding, and a bad one is the exit status.
function doctor(place, args = [], env = {}, before = []) {
	const [file, ...rest] = [...before, program, 'doctor', ...args]
	const { status, stdout, stderr } = spawnSync(file, rest,
		{ env: { ...place.env, ...env }, encoding: 'utf8' })
	assert.equal(stderr, '')
	assert.equal(status, /^BAD/m.test(stdout) ? 1 : 0, stdout)
	for (const line of stdout.trim().split('\n'))
		assert.match(line, /^(ok|warn|BAD) +[a-z]+ +\S.*$/)
	return stdout
}

// A place with the twin programme, which is brought in once for all.
const seed = new Place('doctor').fill()
function fresh(name) {
	const place = new Place(name)
	for (const file of readdirSync(seed.folder).filter(f => f.startsWith('almanach.db')))
		copyFileSync(join(seed.folder, file), join(place.folder, file))
	return place
}

const sql = (place, text) => spawnSync('sqlite3', [place.db], { input: text })

// ---- this machine, and the database --------------------------------------------

// A place that belongs to somebody whom modes bind: root may do anything.
function ofNobody(place) {
	if (isRoot)
		for (const file of ['', 'almanach.db', 'almanach.db-live', 'scripts', 'scripts/rules'])
			chownSync(join(place.folder, file), 65534, 65534)
}

function mode(place, file, bits) {
	ofNobody(place)
	chmodSync(join(place.folder, file), bits)
}

const damage = (file, at) => {
	const bytes = readFileSync(file)
	bytes.fill(0xff, at, at + 4000)
	writeFileSync(file, bytes)
}

const closed = place => sql(place, 'PRAGMA wal_checkpoint(TRUNCATE)')

// What is broken; the line; how else the doctor is started.
const here = {
	'the database is not there': [p => rmSync(p.db),
		/^BAD +database .*almanach\.db: No such file.* — "almanach import FILE" makes one/m],
	'it is something else': [p => { closed(p); writeFileSync(p.db, 'x'.repeat(8192)) },
		/^BAD +database .*almanach\.db/m],
	'a page of it is damaged': [p => { closed(p); damage(p.db, 12288) },
		/^BAD +database .*restore.* — "almanach verify"/m],
	'it is a newer program\'s': [p => sql(p, 'PRAGMA user_version = 99'),
		/^BAD +database .*newer/m],
	'what is live is cut off': [p => truncateSync(p.db + '-live', 1000),
		/^BAD +database .*-live/m],
	'its folder may not be written to': [p => mode(p, '', 0o555),
		/^BAD +files +\S+ may not write to .*here \(mode 555\) — give the folder/m],
	'what is live may not be read': [p => mode(p, 'almanach.db-live', 0o200),
		/^BAD +files +\S+ may not read .*-live/m],
	'everybody may write to the rules': [p => chmodSync(p.scripts, 0o777),
		/^BAD +files +everybody on this machine may write to .*scripts — chmod o-w/m],
	'the workspace cannot save': [p => mode(p, 'scripts/rules', 0o555),
		/^warn +files +\S+ may not write to .*rules .* — .*the workspace cannot/m],
	'pages\' material is not there': [() => {}, /^BAD +files +\/nowhere: .* — .*--www/m,
		['--www', '/nowhere']],
	'nobody listens': [() => {}, /^BAD +socket +there is no socket \/nowhere/m,
		['--socket', '/nowhere']],
	'programme.lua is broken': [p => p.write('scripts/programme.lua', 'return {'),
		/^BAD +programme +the last good programme\.lua stays in force: .*:1: .* — mend it/m],
	'there has never been a good one': [p => {
		rmSync(p.db)
		p.write('scripts/programme.lua', 'return {')
	}, /^BAD +programme +programme\.lua:1: .* — mend it; scripts\/README/m],
	'the festival is over': [() => {},
		/^warn +programme +the festival of programme\.lua ended on 2025-\d\d-\d\d — say the days/m,
		['--now', '2026-10-25T10:00:00+02:00']],
	'nothing was published': [p => { rmSync(p.db); p.run('init') },
		/^BAD +publication +nothing was published yet — "almanach publish"/m],
	'a rule fails': [p => { p.rule('broken', 'return {'); p.run('publish') },
		/^BAD +rules +broken fails: broken\.lua:1: .*; in force: absent — .*check/m],
	'nobody publishes what is saved': [p => p.rule('more', 'return {'),
		/^warn +rules +the files in .*scripts are not those that are live — /m],
	'nobody brings in what is new': [() => {},
		/^warn +sources +"essai" was last brought in at .*, 50 hours ago — /m,
		['--now', '2025-10-27T11:00:00+01:00']],
	'events are kept that their source lost': [p => p.run('import', '--source', 'essai',
		p.write('two.json', JSON.stringify(JSON.parse(readFileSync(join(root,
			'tests/twin/events-1.json'))).events.slice(0, 2)))),
	/^warn +sources +1\d events that "essai" no longer has are still shown — .*--accept-removals/m],
	'a sync fails': [p => sql(p, `INSERT INTO sync (source, address, runs, failed, failure)
			VALUES ('essai', 'https://api.example', 1, 29356320, 'there is no such name')`),
	/^BAD +sources +the last sync of "essai", at 2025-\S+, failed: there is no such name — /m],
	'the clock is behind': [() => {}, /^BAD +clock +it says 2025-10-20.*written to at 2025-10-25/m,
		['--now', '2025-10-20T10:00:00+02:00']],
	'the clock stands still': [() => {}, /^warn +clock +it stands still at 2025-10-25/m],
	'no address is known': [p => p.write('scripts/programme.lua', readFileSync(
		join(p.scripts, 'programme.lua'), 'utf8').replace(/^ +url = .*/m, '')),
	/^warn +address +the public address is not known/m],
	'nobody answers there': [() => {}, /^BAD +address +http:\/\/127\.0\.0\.1:1\/: no connection.* — see whether the web/m,
		['--url', 'http://127.0.0.1:1']],
}

describe('here', () => {
	// Of a festival that has an address, nothing is asked but where a row says so.
	const url = ['--url', 'http://127.0.0.1:1']
	for (const [what, [spoil, line, args = [], env]] of Object.entries(here))
		test(what, () => {
			const place = fresh('doctor-here')
			spoil(place)
			const wants = line.source.includes('address') && !args.includes('--url')
			const out = doctor(place, wants ? args : [...url, ...args], env)
			for (const file of ['', 'scripts/rules'])
				chmodSync(join(place.folder, file), 0o755) // or nobody could clear up
			assert.match(out, line)
		})

	test('who listened at the socket was killed', () => {
		const place = fresh('doctor-dead')
		const socket = join(place.folder, 's')
		spawnSync(process.execPath, ['-e', `require('net').createServer().listen(
			${JSON.stringify(socket)}, () => process.kill(process.pid, 'SIGKILL'))`])
		chmodSync(socket, 0o660)
		assert.match(doctor(place, [...url, '--socket', socket]),
			/^BAD +socket +nobody listens at .*refused — start "almanach serve"/m)
	})

	test('anybody may connect to the socket', async () => {
		const place = fresh('doctor-socket')
		const socket = join(place.folder, 's')
		const listener = createServer().listen(socket)
		await new Promise(done => listener.on('listening', done))
		const look = () => doctor(place, [...url, '--socket', socket])
		chmodSync(socket, 0o666)
		assert.match(look(), /^BAD +socket +everybody .* claim to be an editor — chmod o= /m)
		chmodSync(socket, 0o660)
		assert.match(look(), /^ok +socket .* is listened at; besides its owner the group \S+ may/m)
		listener.close()
	})

	// A file system of its own, in a name space of its own.
	const mounted = ['unshare', isRoot ? '-m' : '-rm']
	const may = spawnSync(mounted[0], [mounted[1], 'true']).status === 0
	test('there are no time zones', { skip: !may && 'needs unshare' }, () =>
		assert.match(doctor(fresh('doctor-zones'), url, {}, [...mounted, 'sh', '-c',
			'mount -t tmpfs none /usr/share/zoneinfo && exec "$@"', 'sh']),
		/^BAD +zones +this machine knows no time zones — install the package tzdata/m))
	test('the rules are on a disk that can only be read', { skip: !may && 'needs unshare' }, () =>
		assert.match(doctor(fresh('doctor-fixed'), url, {}, [...mounted, 'sh', '-c',
			'mount --bind "$ALMANACH_SCRIPTS" /mnt && mount -o remount,bind,ro /mnt &&' +
			' exec "$@" --scripts /mnt', 'sh']),
		/^warn +files +\/mnt is on a disk that can only be read — mount it for writing/m))
	for (const [options, line] of [
		['size=8m', /^BAD +disk +\d MB are free where the database is — make room: /m],
		['size=40m', /^warn +disk +3\d MB are free where the database is — make room: /m],
		['size=200m,nr_inodes=4', /^BAD +disk +the disk of .* takes no more files/m],
		['size=200m;ro', /^BAD +disk .* can only be read — mount it for writing/m],
	])
		test(`the disk: ${options}`, { skip: !may && 'needs unshare' }, () => {
			const place = fresh('doctor-disk')
			const [size, ro] = options.split(';')
			const script = `mount -t tmpfs -o ${size} none /mnt && cp "$ALMANACH_DB" /mnt/ &&
				touch /mnt/a /mnt/b; ${ro ? 'mount -o remount,bind,ro none /mnt;' : ''}
				exec "$@" --db /mnt/almanach.db`
			assert.match(doctor(place, url, {}, [...mounted, 'sh', '-c', script, 'sh']), line)
		})
})

// ---- at the address ------------------------------------------------------------

const at = (from, to) => conf => {
	assert.ok(conf.includes(from), `nginx.dev.conf has no ${from}`)
	return conf.replaceAll(from, to)
}
const everywhere = more => at('location / {', `location / {\n${more}`)
const parameter = (name, value) => everywhere(`fastcgi_param ${name} ${value};
	fastcgi_param ALMANACH_BASE "@BASE@/";
	fastcgi_param REQUEST_METHOD $request_method;
	fastcgi_param REQUEST_URI $request_uri;`)
const ahead = more => at('location / {', `${more}\n\t\tlocation / {`)

// What is wrong in nginx's configuration; the line; how the doctor is started.
const there = {
	'the program is told another path': [at('ALMANACH_BASE "@BASE@/"', 'ALMANACH_BASE "/"'),
		/^BAD +address .* the program was told that it is under \/, and not under \/week\/ — let the web server pass ALMANACH_BASE/m],
	'requests do not get to it': [at('location / {', 'location /elsewhere {'),
		/^BAD +address .* answers 404, and the program was not asked — /m],
	'its socket is another one': [conf => conf.replace(/fastcgi_pass almanach\w*;/g,
		'fastcgi_pass unix:nobody.sock;'),
	/^BAD +address .* answers 502: the web server does not reach the program — .*serve/m],
	'the address leads elsewhere': [at('location / {', 'location = @BASE@/ { return 301 /x; }\n location / {'),
		/^BAD +address .* leads to \/x — let ALMANACH_URL/m],
	'visitors need a login': [everywhere('auth_basic x; auth_basic_user_file editors-test;'),
		/^BAD +address .* answers 401 with something that is no page of ours — /m],
	'pages are kept, and the program is away': [ahead('location = @BASE@/status.json { return 502; }'),
		/^BAD +same +visitors get pages .* kept, and otherwise 502: .* — see that "almanach serve" runs[^\n]*\n$/m],
	'the path is another one on the way': [ahead(`location ~ ^/other(/.*)$ {
			fastcgi_param ALMANACH_BASE "@BASE@/";
			fastcgi_param REQUEST_METHOD $request_method;
			fastcgi_param REQUEST_URI @BASE@$1;
			fastcgi_pass almanach;
		}`), /^BAD +base .*leads to "\/week\/events"; it should lead to "\/other\/events" — /m,
	{ base: '/other' }],
	'a header comes twice': [everywhere('add_header X-Content-Type-Options nosniff;'),
		/^BAD +headers +\/about comes with X-Content-Type-Options 2 times — .*add_header/m],
	'a header is lost': [everywhere('fastcgi_hide_header Referrer-Policy;'),
		/^BAD +headers +\/doctor comes without Referrer-Policy — /m],
	'a header is another one': [everywhere(
		'fastcgi_hide_header Cache-Control; add_header Cache-Control max-age=86400;'),
	/^BAD +headers +\/sw\.js comes with "Cache-Control: max-age=86400", and the program says/m],
	'files are not there': [at('alias "@WWW@/static/"', 'alias "/nowhere/"'),
		/^BAD +static +\/static\/\S+\.js answers 404 — /m],
	'files are not kept': [at('add_header Cache-Control "public, max-age=31536000, immutable";', ''),
		/^BAD +static +\/static\/\S+\.js comes with "Cache-Control: " — .*immutable/m],
	'files come without nosniff': [at('add_header X-Content-Type-Options nosniff;', ''),
		/^BAD +static .* does not come with nosniff/m],
	'files come unpacked': [at('gzip on;', 'gzip off;'), /^warn +static .* comes unpacked, in \d+ bytes — /m],
	'an error is kept for a year': [at('31536000, immutable";', '31536000, immutable" always;'),
		/^BAD +static +\/static\/doctor-\S+, which is not there, comes with .*immutable" — /m],
	'what is not there is a page': [at('alias "@WWW@/static/";',
		'alias "@WWW@/static/"; error_page 404 =200 @BASE@/;'),
	/^BAD +static +\/static\/doctor-\S+, which is not there, answers 200/m],
	'pages come unpacked': [parameter('HTTP_ACCEPT_ENCODING', '""'),
		/^BAD +packing +\/about asked for with "Accept-Encoding: gzip" comes packed as "" — /m],
	'the ETag is lost': [everywhere('fastcgi_hide_header ETag;'), /^BAD +tags +\/about comes without ETag/m],
	'nobody hears what a visitor has': [parameter('HTTP_IF_NONE_MATCH', '""'),
		/^BAD +tags +\/about with its ETag \S+ answers 200, and not 304 — /m],
	'there is no worker': [ahead('location = @BASE@/sw.js { return 404; }'),
		/^BAD +worker +\/sw\.js answers 404 as .* — /m],
	'HEAD is refused': [everywhere('if ($request_method = HEAD) { return 405; }'),
		/^BAD +requests +HEAD \/about answers 405 — /m],
	'%2F is refused': [everywhere('if ($request_uri ~ "%2F") { return 404; }'),
		/^BAD +requests +\/event\/doctor%2Fno answers 404, and the program was not asked — /m],
	'all is GET': [at('REQUEST_METHOD $request_method', 'REQUEST_METHOD GET'),
		/^BAD +requests +POST \/about answers 200, and not 405 — /m],
	'everybody is an editor': [conf => conf.replaceAll(/auth_basic.*;/g, '')
		.replaceAll('REMOTE_USER $remote_user', 'REMOTE_USER ada'),
	/^BAD +editors +GET \/edit\/ without login answers 200: the workspace is open — /m],
	'who says so is an editor': [conf => conf.replaceAll(/auth_basic.*;/g, '')
		.replaceAll('REMOTE_USER $remote_user', 'REMOTE_USER $http_remote_user'),
	/^BAD +editors +GET \/edit\/ with a name in a header answers 200/m],
	'any login is one': [conf => conf.replaceAll(/auth_basic.*;/g, ''),
		/^BAD +editors +GET \/edit\/ with a login that nobody has answers 200/m],
	'there is no file of accounts': [conf => conf.replaceAll(/auth_basic_user_file [^;]*/g,
		'auth_basic_user_file /nowhere'),
	/^BAD +editors +GET \/edit\/ with a login that nobody has answers 403: nobody can log in — let the file/m],
	'the file of accounts cannot be read': [conf => conf.replaceAll(/auth_basic_user_file [^;]*/g,
		'auth_basic_user_file /'), // as one that is another's
	/^BAD +editors +GET \/edit\/ with a login that nobody has answers 500: nobody can log in — let the file/m],
	'the counters are open': [parameter('ALMANACH_METRICS', 'on'),
		/^warn +metrics +\/metrics is open, at least to this machine — /m],
	'the counters are open to the world': [parameter('ALMANACH_METRICS', 'on'),
		/^BAD +metrics +\/metrics is open — /m, { proxied: true }],
	'it is plain HTTP': [conf => conf, /^BAD +worker .* is plain HTTP: .* — serve it by HTTPS/m,
		{ proxied: true }],
	'phones are told to give up': [conf => conf, /^warn +worker .*ALMANACH_WORKER=off/m,
		{ env: { ALMANACH_WORKER: 'off' } }],
	'the clock is ahead': [conf => conf,
		/^BAD +time +this machine's clock is 3(599|60\d) seconds ahead of the web server's — /m,
		{ before: ['faketime', '-f', '+3600s'],
		env: { ASAN_OPTIONS: 'verify_asan_link_order=0' } }],
}

// Ports are held until all are chosen, or two might be one.
const hold = () => new Promise(held => {
	const port = createServer().listen(0, '127.0.0.1', () => held(port))
})

describe('there', () => {
	const begin = /^\tserver \{$[^]*?^\t\}$/m
	const variants = Object.entries(there)
	let place, server, ports

	before(async () => {
		place = fresh('doctor-there')
		const held = await Promise.all(variants.map(hold))
		ports = held.map(port => port.address().port)
		server = await Server.start(place, '/week', ['--workers', '2'], undefined, conf => {
			held.forEach(port => port.close())
			const block = begin.exec(conf)[0]
			const wrong = variants.map(([, [edit]], i) => edit(block).replaceAll('@PORT@', ports[i]))
			return conf.replace(begin, () => [block, ...wrong].join('\n'))
		})
	})
	after(() => server.stop())

	test('all is well', () => {
		const out = doctor(place, ['--url', `http://127.0.0.1:${server.port}/week/`])
		assert.doesNotMatch(out, /^BAD/m)
		assert.deepEqual(out.match(/^warn +\S+/mg), ['warn  clock'])
		const report = JSON.parse(spawnSync(program, ['doctor', '--json', '--url',
			`http://127.0.0.1:${server.port}/week`], { env: place.env, encoding: 'utf8' }).stdout)
		assert.equal(report.well, true)
		assert.equal(report.findings.length, out.trim().split('\n').length)
		assert.deepEqual(Object.keys(report.findings[0]), ['grade', 'check', 'found', 'advice'])
	})

	variants.forEach(([what, [, line, { base = '/week', proxied, env = {}, before } = {}]], i) =>
		test(what, () => {
			const host = `127.0.0.1:${ports[i]}`
			const out = doctor(place, ['--url', `http://${proxied ? 'week.example' : host}${base}`],
				{ ...env, ...proxied && { http_proxy: `http://${host}` } }, before)
			assert.match(out, line)
		}))

	const other = (name, spoil) => {
		const its = fresh(name)
		spoil(its)
		return doctor(its, ['--url', `http://127.0.0.1:${server.port}/week`])
	}

	test('another database is served', () =>
		assert.match(other('doctor-other', p => {
			p.rule('more', 'return { label = "More", match = { mentions = "a" } }')
			p.run('publish')
		}), /^BAD +same +visitors see publication 1, and in .*doctor-other.* 2 is live — /m))
})
