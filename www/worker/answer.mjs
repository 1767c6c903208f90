// answer.mjs -- an address in, an answer out: as cgi/app.c and cgi/answer.c, but
// for what is kept and compressed. Pure: no events, no clock, no caches.
//
// "app": {base, languages, snapshots, strings, tree(language, slot), url, moment,
// fixed, style (its hash), styleText}; "view": not pages, but their views as JSON.
import templates from 'made:templates'

import { feedIcsEvent, feedIcsList, feedIcsPlan } from './feed_ics.mjs'
import {
	BAD_CODING, QUERY_BYTES_MAX, QUERY_MOMENT, TOO_LONG, emptyQuery, queryRead, queryWrite,
} from './query.mjs'
import { routeFind } from './route.mjs'
import { openSnapshot, snapshotFind } from './snapshot.mjs'
import { templateRender } from './template.mjs'
import { ABSENT, Missing, viewAbout, viewChanges, viewError } from './view.mjs'
import { viewEvent } from './view_event.mjs'
import { viewMap } from './view_map.mjs'
import { viewAll, viewEvents, viewHome } from './view_page.mjs'
import { viewPlan } from './view_plan.mjs'
import { whenLocalDay } from './when.mjs'

export { ABSENT, Missing, openSnapshot }

const LOCATION_MAX = 4096

const pages = { home: viewHome, events: viewEvents, all: viewAll,
	event: viewEvent, map: viewMap, plan: viewPlan, changes: viewChanges,
	about: viewAbout }
const feeds = { event: feedIcsEvent, plan: feedIcsPlan, events: feedIcsList }

// ---- heads ----------------------------------------------------------------------

const HTML = 'text/html; charset=utf-8'
const types = { '': HTML, '.json': 'application/json; charset=utf-8',
	'.ics': 'text/calendar; charset=utf-8' }

const ofDocuments = ({ style }) => ({
	'Referrer-Policy': 'strict-origin',
	'Permissions-Policy': 'geolocation=(self), camera=(), microphone=()',
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Content-Security-Policy': 'default-src \'none\'; script-src \'self\'; ' +
		`style-src 'sha256-${style}'; img-src 'self'; connect-src 'self'; ` +
		'manifest-src \'self\'; worker-src \'self\'; base-uri \'none\'; ' +
		'form-action \'self\'; frame-ancestors \'none\'',
})

function respond(app, status, body, type, more) {
	return { status, body, headers: {
		'Content-Type': type,
		...more,
		'Cache-Control': 'no-store',
		'X-Content-Type-Options': 'nosniff',
		'Cross-Origin-Resource-Policy': 'same-origin',
		...type === HTML && ofDocuments(app),
	} }
}

// ---- answers --------------------------------------------------------------------

function viewOf(app, r, q, moment) {
	const code = app.languages[r.language], s = app.snapshots[code]
	if (!s)
		throw new Missing({ language: code })
	return { s, q, moment, words: app.strings[code], site: s.site,
		today: whenLocalDay(s.zone, moment), fixed: !!app.fixed,
		ui: r.face === '', path: r.path, url: app.url,
		root: '../'.repeat(Math.max(0, r.depth - (r.language > 0))),
		top: '../'.repeat(r.depth || 0), tree: app.tree, frame: {},
		languages: app.languages, language: r.language }
}

const languageHead = v => ({ 'Content-Language': v.s.language })

function partialOf(app) {
	return name => name === 'style' ? [app.styleText] : templates[name]
}

function show(app, v, status, name, data) {
	const filled = v.ui && !app.view
	return respond(app, status, filled
		? templateRender(partialOf(app), v.words, name, data)
		: JSON.stringify(data), types[filled ? '' : '.json'], languageHead(v))
}

// An error's page can be at any depth and of any address: its links begin at
// the root.
function answerError(app, r, status, fault = null, at) {
	if (status === 414)
		fault = { kind: TOO_LONG }
	const face = r.face === '.json' ? r.face : ''
	const v = viewOf(app, { ...r, face }, emptyQuery, app.moment)
	v.path = ''
	v.top = `${app.base}/`
	v.root = v.top + answerPath(app, r, '')
	return show(app, v, status, 'error', viewError(v, status, fault, at))
}

const answerPath = (app, { language }, path) =>
	language > 0 ? `${app.languages[language]}/${path}` : path

// What RFC 3986 does not let stand in a query is encoded.
function answerRedirect(app, r, path, query, more) {
	const location = `${app.base}/${answerPath(app, r, path)}` +
		(query && `?${query.replace(/[^\w\-.~!$&'()*+,;=:@/?%]/gu,
			encodeURIComponent)}`)
	return location.length > LOCATION_MAX
		? answerError(app, r, 414)
		: respond(app, 308, '', 'text/plain; charset=utf-8',
			{ ...more, Location: location })
}

// "event/UID/slug" in the spelling it has today.
function answerEvent(app, r, v) {
	const [, uid] = r.path.split('/'), index = snapshotFind(v.s, uid)
	if (index < 0)
		return [answerError(app, r, v.s.gone.has(uid) ? 410 : 404)]
	const right = `event/${uid}/${v.s.events[index].slug}`
	return right === r.path ? [null, index]
		: [answerRedirect(app, r, right + r.face, '', languageHead(v))]
}

// The query is canonical.
function answerPage(app, r, q) {
	const v = viewOf(app, r, q, q.at ?? app.moment)
	const [instead, index] = r.page === 'event' ? answerEvent(app, r, v) : []
	if (instead)
		return instead
	if (r.face !== '.ics')
		return show(app, v, 200, r.page, pages[r.page](v, index))
	const name = r.page === 'plan' ? 'plan' : 'programme'
	return respond(app, 200, feeds[r.page](v, index), types['.ics'], {
		...languageHead(v),
		'Content-Disposition': `inline; filename="${name}.ics"` })
}

// The query, or the answer in its place: an error, or the address in its one
// spelling.
function readQuery(app, r) {
	const { s } = viewOf(app, r, emptyQuery, app.moment)
	let q
	try {
		q = queryRead(s, r.query, r.understood)
	} catch (fault) {
		if (fault instanceof Error)
			throw fault
		return [answerError(app, r, fault.kind === TOO_LONG ? 414 : 400, fault)]
	}
	const canonical = queryWrite(s, q)
	if (canonical.length > QUERY_BYTES_MAX)
		return [answerError(app, r, 414)]
	if (canonical === r.query)
		return [null, q]
	const path = r.page === 'home' && r.face ? 'index' : r.path
	return [answerRedirect(app, r, path + r.face, canonical)]
}

// Where what is Missing cannot be had: a page that says so.
export const answerAbsent = (app, { target }) => answerError(app,
	routeFind(target, app.base, app.languages), 503, null, ABSENT)

// Below a root there may be more than ours: another festival, a mail server's file.
function isNowhere(app, r) {
	const to = () => routeFind(`${app.base}/${answerPath(app, r, r.path)}`,
		app.base, app.languages)
	return r.page === 'nowhere' || r.page === 'elsewhere' && isNowhere(app, to())
}

// Null for what the server alone answers; throws what is Missing. Of a HEAD too,
// all of it. "nowhere": it may be an address of somebody else.
export function answer({ moment, ...rest }, { target }) {
	const app = { ...rest, moment: moment - moment % QUERY_MOMENT }
	const r = routeFind(target, app.base, app.languages)
	if (r.page === 'server' || r.face === '.atom')
		return null
	const nowhere = isNowhere(app, r)
	if (r.page === 'elsewhere')
		return { ...answerRedirect(app, r, r.path, r.query), nowhere }
	if (r.page === 'long')
		return answerError(app, r, 414)
	if (r.page === 'bad')
		return answerError(app, r, 400, { kind: BAD_CODING })
	if (nowhere)
		return { ...answerError(app, r, 404), nowhere }
	const [instead, q] = readQuery(app, r)
	return instead ?? answerPage(app, r, q)
}
