// route.mjs -- which page an address is: the rule and the table of cgi/route.c.
import { queryDecode, AT, FILTERS, PAGE, PLAN, WHEN } from './query.mjs'

const TARGET_MAX = 4096
const PLAIN = '[-\\w.~]' // what our own addresses are made of

// Exact paths: the page, its faces, and what of the query is understood.
const routes = {
	__proto__: null,
	'': ['home', [''], AT],
	index: ['home', ['.json'], AT],
	events: ['events', ['', '.json', '.ics', '.atom'], FILTERS | WHEN | AT | PAGE],
	all: ['all', ['', '.json'], 0],
	map: ['map', ['', '.json'], FILTERS | WHEN | AT],
	plan: ['plan', ['', '.json', '.ics'], PLAN],
	changes: ['changes', ['', '.json'], 0],
	about: ['about', ['', '.json'], 0],
}

// What the server alone answers, at the root of all languages; in each, one.
const MANIFEST = 'manifest.webmanifest'
const server = new RegExp('^((static|sync|edit)/|(edit|sitemap\\.xml|' +
	`robots\\.txt|status\\.json|metrics|sw\\.js|${MANIFEST})$)`)

// Our own addresses need no escapes, and have no empty segment but the last:
// what leads to one has come from nowhere else ("//host/" is another's).
const ours = new RegExp(`^(${PLAIN}+(/${PLAIN}+)*/?)?$`)

const elsewhere = (r, path) => ours.test(path)
	? { ...r, page: 'elsewhere', path } : { ...r, page: 'nowhere', face: '' }

// "event/UID" and whatever name follows: one that a mail or a hand has spoilt
// still leads on.
const event = new RegExp(`^(event/${PLAIN}+)(/${PLAIN}*(.*))?$`, 's')

const ending = /^(.+?)?(\.json|\.ics|\.atom)?$/s

function findPage(r) {
	const [, stem = '', face = ''] = ending.exec(r.path)
	if (r.language > 0 ? r.path === MANIFEST : server.test(r.path))
		return { ...r, page: 'server' }
	if (r.path.endsWith('/'))
		return elsewhere(r, r.path.replace(/\/+$/, ''))
	const found = { ...r, path: stem, face }
	const [page, faces, understood] = routes[stem] ?? []
	if (faces?.includes(face))
		return { ...found, page, understood,
			path: page === 'home' ? '' : stem }
	const [, short, , spoilt] = event.exec(stem) ?? []
	if (short && face !== '.atom')
		return { ...found, page: 'event', understood: 0,
			path: spoilt ? short : stem }
	return { ...found, page: 'nowhere', face: face === '.json' ? face : '' }
}

// "en/events" is "events" in English; "fr/events" is elsewhere where French is
// the first language.
function findLanguage(r, languages) {
	const [code, ...rest] = r.path.split('/')
	const language = languages.indexOf(code)
	if (language < 0)
		return findPage(r)
	if (rest.length === 0 && language > 0)
		return elsewhere(r, `${code}/`)
	if (language > 0)
		return findPage({ ...r, language, path: rest.join('/') })
	let path = rest // however often
	while (path[0] === code)
		path = path.slice(1)
	return elsewhere(r, path.join('/'))
}

// Our own addresses need no escapes; one that has some is elsewhere, where it
// has none.
function plainOnly(r, raw, path) {
	if (/^(nowhere|elsewhere|server)$/.test(r.page) || !raw.includes('%'))
		return r
	return r.page === 'event'
		? { ...r, path: event.exec(r.path)[1] }
		: elsewhere({ ...r, language: 0, face: '' }, path)
}

// {page, face, understood, language (its place), path, query, depth}
export function routeFind(target, base, languages) {
	const [, raw, query = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(target)
	const decoded = queryDecode(raw, false)
	const r = { page: 'bad', face: '', language: 0, path: '', query }
	if (target.length > TARGET_MAX)
		return { ...r, page: 'long' }
	if (decoded === null || /(^|\/)\.\.?(\/|$)/.test(decoded))
		return r
	if (!`${decoded}/`.startsWith(`${base}/`))
		return { ...r, page: 'nowhere' }
	if (decoded === base)
		return elsewhere(r, '')
	const path = decoded.slice(base.length + 1)
	const depth = raw.split('/').length - base.split('/').length - 1
	return plainOnly(findLanguage({ ...r, path, depth }, languages), raw, path)
}
