// questions.mjs -- what every server is asked, by kind. "path" is below the path
// that the programme is at. The answer is to be what the program itself says
// (Mount.ask); where the web server answers, "status" and "headers" say what.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { root } from '../lib.mjs'
import { ORIGIN, login } from './servers.mjs'

const gzip = { 'accept-encoding': 'gzip' }
const browser = { 'accept-encoding': 'gzip, deflate, br' }
const of = (kind, list, more = {}) => list.map(path => ({ kind, path, ...more }))

// ---- what visitors ask ------------------------------------------------------------------

const event = '/event/101/portes-ouvertes-de-la-chimie'
const pages = ['/', '/events', '/events?day=2025-10-24&q=chimie', '/map', event,
	'/all', '/plan?e=101', '/changes', '/about', '/en/', '/en/events?open=1']
const json = ['/index.json', '/events.json?day=2025-10-24', `${event}.json`,
	'/en/map.json', '/status.json', '/plan.json?e=101']
const feeds = ['/events.ics', `${event}.ics`, '/events.atom', '/plan.ics?e=101',
	'/sitemap.xml', '/robots.txt']

const plain = [
	...of('pages', pages), ...of('pages', pages, { headers: browser }),
	...of('pages', ['/events'], { headers: gzip }),
	...of('JSON', json), ...of('JSON', json, { headers: gzip }),
	...of('feeds', feeds), ...of('feeds', feeds, { headers: browser }),
	...of('HEAD', ['/', '/events', '/events.ics', '/index.json', '/nowhere',
		'/event/101'], { method: 'HEAD' }),
	...of('HEAD', ['/', '/sw.js'], { method: 'HEAD', headers: browser }),
	// After a HEAD a page is whole.
	...of('HEAD', ['/en/about'], { method: 'HEAD' }), ...of('HEAD', ['/en/about']),
	...of('errors', ['/nowhere', '/nowhere.json', '/en/nowhere', '/event/999',
		'/events?day=x', '/events.json?day=x', '/metrics']),
	...of('errors', ['/nowhere'], { headers: browser }),
]

// Where a page leads to, where it is not, and how an address may be spelt.
const addresses = [
	...of('paths', ['/event/101', '/fr/events', '/events?q=&day=2025-10-24',
		'/events?day=2025-10-25,2025-10-24', '/en', '/events/', '/static', '/sync/',
		'/edit']),
	...of('paths', ['', '?x=1'], { under: true }),
	...of('%2F', ['/x%2fy', '/event%2F101', '/events%2f', '/%2fevents',
		'/event/101%2fportes', '/%65vents', '/event/101/caf%C3%A9', '/%ff',
		'/events%0a', '/events%20', '/a%3fb', '/a%23b', '/a%25b', '/a+b', '/a;b',
		'/a"b', '/a|b', '/a\\b']),
	...of('//', ['//', '//events', '/events//', '//evil.example/%2f..', '/./events',
		'/x/../events', '/x/..%2fevents']),
	{ kind: '//', path: '/events', absolute: true },
	...of('long', [`/events?q=${'x'.repeat(1900)}`, `/events?q=${'x'.repeat(3000)}`,
		`/event/${'x'.repeat(300)}`, `/${'y'.repeat(3000)}`,
		`/events?${'a=1&'.repeat(40)}`]),
	{ kind: 'long', path: `/events?q=${'x'.repeat(9000)}`, status: 414 },
]

// An answer's own tag, and what servers may have made of it on its way.
const known = [
	['/', {}], ['/events', {}], ['/events', browser], ['/events', gzip],
	['/events.ics', {}], ['/index.json', gzip], ['/sw.js', browser],
	['/sync/head.json', gzip], [event, browser],
].flatMap(([path, headers]) => [tag => tag, tag => `W/${tag}`,
	tag => `"x", ${tag}`].map(sent => ({ kind: '304', path, headers, sent })))

const methods = [
	...['PUT', 'DELETE', 'OPTIONS', 'PROPFIND'].map(method =>
		({ kind: '405', path: '/events', method })),
	{ kind: '405', path: '/events', method: 'POST', body: 'x'.repeat(100000) },
	{ kind: '405', path: '/', method: 'POST', body: 'x', chunked: true },
	{ kind: 'bodies', path: '/events', method: 'POST', body: 'x'.repeat(3 << 20),
		status: 413 },
	// Nothing has broken: the next one is answered.
	{ kind: 'bodies', path: '/robots.txt' },
]

// What has nothing to say here: proxies' headers, a name that nobody checked.
const forged = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'gopher',
	'x-forwarded-for': '1.2.3.4', 'x-forwarded-prefix': '/evil', proxy: 'http://evil/',
	forwarded: 'host=evil.example', 'remote-user': 'ada', remote_user: 'ada',
	'almanach-edit': 'on', almanach_edit: 'on', 'x-remote-user': 'ada',
	'almanach-base': '/evil/' }
const unheeded = [
	...of('forged', ['/', '/sitemap.xml', '/event/101', '/nowhere'],
		{ headers: forged }),
	...of('forged', ['/', '/nowhere', '/events?when=now'], { headers: login }),
	...of('forged', ['/events'], { headers: { range: 'bytes=0-9' } }),
	// Where the workspace is not; what a server merges may be asked for a login.
	...of('forged', ['/en/edit/', '/edit', '/edit;/', '/x/edit/'],
		{ headers: { ...forged, ...login, authorization: 'Basic eDp5' } }),
	...of('forged', ['//edit/', '/%65dit/', '/edit%2f', '/./edit/', '/edit//rules',
		'/x/..%2fedit/', '/edit/%2e%2e/edit/', '/EDIT/'], { headers: forged,
		statuses: [301, 308, 400, 401, 404] }),
]

// ---- what phones ask --------------------------------------------------------------------

// The files that head.json names: the program is asked for it.
export async function sync(mount) {
	const { publication } = JSON.parse(
		(await mount.ask({ path: '/sync/head.json' })).body)
	const files = ['/sync/head.json', `/sync/index-${publication}-fr.json`,
		`/sync/index-${publication}-en.json`, `/sync/index-${publication + 1}-fr.json`,
		`/sync/texts-0-${publication}-fr.json`, '/sync/nothing', '/sync/index-x-fr.json']
	return [...of('sync', files), ...of('sync', files, { headers: browser }),
		...of('worker', ['/sw.js', '/manifest.webmanifest',
			'/en/manifest.webmanifest']),
		...of('worker', ['/sw.js'], { headers: gzip }),
		...of('worker', ['/sw.js', '/manifest.webmanifest'], { headers: browser })]
}

// ---- static files -----------------------------------------------------------------------

const folder = join(root, 'build/www/static')
const named = ending => readdirSync(folder).find(name => name.endsWith(ending))
const types = { '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml',
	'.css': 'text/css; charset=utf-8', '.png': 'image/png' }
const codings = [['', undefined, ''], ['gzip', 'gzip', '.gz'],
	['gzip, deflate, br', 'br', '.br'], ['br;q=0, gzip', 'gzip', '.gz']]
const statics = Object.keys(types).flatMap(ending =>
	codings.flatMap(([accepted, coding, packed]) => ['GET', 'HEAD'].map(method => ({
		kind: 'static', path: `/static/${named(ending)}`, method,
		headers: { 'accept-encoding': accepted }, status: 200,
		told: { 'content-type': types[ending], 'content-encoding': coding,
			'cache-control': 'public, max-age=31536000, immutable',
			'cross-origin-resource-policy': 'same-origin', vary: 'Accept-Encoding' },
		body: undefined,
		bytes: method === 'HEAD' ? Buffer.alloc(0)
			: readFileSync(join(folder, named(ending) + packed)) }))))
	.concat(...['/static/nowhere.js', '/static/nowhere-0123456789.css'].flatMap(path =>
		['', 'br'].map(coding => ({ kind: 'static', path, status: 404,
			headers: { 'accept-encoding': coding } }))))

// ---- editors ----------------------------------------------------------------------------

const form = { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN }
const RULE = 'return { group = "kind", label = "Forum", match = { mentions = "forum" } }'
const draft = n => new URLSearchParams([['op', String(n).repeat(32)], ['do', 'draft'],
	['source', RULE]]).toString()
const post = (path, more) => ({ kind: 'editors', path, method: 'POST',
	headers: { ...form, ...login }, ...more })

// A file of events of some 3 MB, as a browser sends it.
function upload(boundary) {
	const { events: [one] } = JSON.parse(
		readFileSync(join(root, 'tests/twin/events-1.json')))
	const events = Array.from({ length: 1400 }, (_, i) =>
		({ ...one, uid: 9000 + i, padding: 'x'.repeat(1000) }))
	const part = (name, body, more = '') => `--${boundary}\r\nContent-Disposition: ` +
		`form-data; name="${name}"${more}\r\n\r\n${body}\r\n`
	return part('op', 'c'.repeat(32)) + part('fresh', 'big') +
		part('file', JSON.stringify({ events }), '; filename="events.json"') +
		`--${boundary}--\r\n`
}

const unlike = { 'www-authenticate': /^Basic realm="Almanach"/ }
const editors = [
	...of('editors', ['/edit/', '/edit/rules/chemistry', '/edit/nowhere'],
		{ headers: forged, status: 401, told: unlike }),
	...of('editors', ['/edit/'], { status: 401, told: unlike,
		headers: { authorization: 'Basic YWRhOnR3bw==' } }),
	post('/edit/rules/walk', { headers: form, body: draft(1), status: 401 }),
	...of('editors', ['/edit/', '/edit/rules/chemistry', '/edit/manual'],
		{ headers: login, status: 200, told: { 'cache-control': 'no-store',
			'x-robots-tag': 'noindex, nofollow', etag: undefined } }),
	...of('editors', ['/edit/nowhere', '/edit/rules/none'],
		{ headers: login, status: 404, told: { 'cache-control': 'no-store' } }),
	post('/edit/rules/walk', { body: draft(2), status: 303,
		told: { location: /\/edit\/rules\/walk\?done=kept$/ } }),
	post('/edit/rules/walk', { body: draft(3), chunked: true, status: 303 }),
	post('/edit/rules/walk', { body: draft(4), status: 403,
		headers: { ...form, ...login, origin: 'https://evil.example' } }),
	post('/edit/manual', { body: draft(5), status: 405,
		told: { allow: 'GET, HEAD' } }),
	post('/edit/import', { body: upload('b'), status: 303, told:
		{ location: /\/edit\/import\/[0-9a-f]{32}$/ }, headers: { ...login, origin:
			ORIGIN, 'content-type': 'multipart/form-data; boundary=b' } }),
	post('/edit/import', { body: 'x', announced: (64 << 20) + 1, status: 413 }),
]

export const questions = [...plain, ...addresses, ...known, ...methods, ...unheeded,
	...statics, ...editors]
