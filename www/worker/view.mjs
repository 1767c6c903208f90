// view.mjs -- what each page shows, as data: the frame, and pages that are all
// frame. As cgi/view.h tells; a member that is undefined is absent.
//
// A view at work: {s, words, site, q, moment, today, fixed, ui, path, root, top,
// url, languages, language (its place), tree, frame}.
import { findDistance } from './find.mjs'
import { geoBearing } from './geo.mjs'
import { linksQuery } from './links.mjs'
import { treeOf } from './tree.mjs'
import { DAY_MINUTES, whenLocal, whenRfc3339 } from './when.mjs'
import {
	wordsCount, wordsDay, wordsDistance, wordsFill, wordsTime,
} from './words.mjs'

export const CARDS = 40 // of a page of a list

const NOINDEX_FILTERS = 2 // more of them, and search engines stay away
// Of "error-titles"; after them the phone's own: it is not here.
const STATUSES = [400, 404, 405, 410, 414, 500, 503]
export const ABSENT = STATUSES.length

// ---- parts ----------------------------------------------------------------------

// What has to be fetched before an answer can be given: {language, pieces?}.
export class Missing {
	constructor(what) {
		Object.assign(this, what)
	}
}

// The trees of the pages of events; the pieces of all that are not there are
// told at once.
export function viewTrees(v, events) {
	const slots = events.map(event => v.s.events[event].slot)
	const texts = slots.map(slot => v.tree(v.s.language, slot))
	const pieces = new Set(slots.filter((_, i) => !texts[i]).map(slot => slot >> 6))
	if (pieces.size > 0)
		throw new Missing({ language: v.s.language, pieces: [...pieces] })
	return events.map((event, i) =>
		treeOf(v.s, v.words, v.s.events[event], texts[i]))
}

// "3.2 km, to the north-east"; undefined where the event has no point.
export function viewDistance(v, from, event) {
	const metres = findDistance(v.s, event, from)
	if (metres < 0)
		return undefined
	const bearing = geoBearing(from, v.s.events[event], v.s.cosine)
	return `${wordsDistance(v.words, metres)} ${v.words.bearings[bearing]}`
}

export const viewCount = (v, n) => wordsCount(v.words, 'events', n)

// ---- the frame ------------------------------------------------------------------

const inLanguage = (v, language) =>
	(language ? v.languages[language] + '/' : '') + v.path

function languagesOf(v) {
	return v.site.languages.map(({ code, label }, i) => {
		const address = linksQuery(v.s, v.q, inLanguage(v, i))
		return { code, label, href: v.top + address || './',
			on: i === v.language, url: v.url ? `${v.url}/${address}` : undefined }
	})
}

const jsonAddress = v =>
	v.root + linksQuery(v.s, v.q, `${v.path || 'index'}.json`)

// What the clock says, when it stands still.
function demo(v) {
	const minute = whenLocal(v.s.zone, v.moment) - v.today * DAY_MINUTES
	return wordsFill(v.words.demo, { time: wordsTime(v.words, minute),
		day: wordsDay(v.words, 'day-medium', v.today) })
}

function titles(v, title) {
	const { title: programme, summary } = v.site
	return title === undefined
		? { programme, title: programme, description: summary }
		: { programme, heading: title, title:
			wordsFill(v.words['title-parts'], { page: title, programme }) }
}

const staysOutOfSearch = ({ q }) => q.text !== '' || q.near !== null ||
	q.at !== null || q.when > 0 || q.kept.length > 0 ||
	q.choices.length + q.days.length > NOINDEX_FILTERS

// Begin the frame; "title" is the page's own, undefined for the home page. An
// error's page is none of the menu, and has no address.
export function viewBegin(v, title) {
	const home = title === undefined, isPage = home || v.path !== ''
	v.frame = {
		lang: v.s.language,
		...titles(v, title),
		root: v.root || './',
		top: v.top,
		[`on_${home ? 'home' : v.path.split('/')[0]}`]: true,
		json: isPage ? jsonAddress(v) : undefined,
		languages: languagesOf(v),
		canonical: isPage && v.url ? v.url + '/' +
			linksQuery(v.s, v.q, inLanguage(v, v.language)) : undefined,
		noindex: staysOutOfSearch(v) || undefined,
		demo: v.fixed ? demo(v) : undefined,
		now: v.fixed ? whenRfc3339(v.s.zone, v.moment) : undefined,
		source: v.site.source,
	}
}

// The data, what is announced everywhere, and the frame if a page is wanted.
export const viewEnd = (v, data) => ({ ...data,
	announcement: v.site.announcement, ui: v.ui ? v.frame : undefined })

// ---- pages that are all frame ------------------------------------------------------

export function viewChanges(v) {
	const { source, changes } = v.site
	viewBegin(v, v.words.titles[5])
	return viewEnd(v, { source, changes })
}

export function viewAbout(v) {
	const { title, summary, timezone, languages, days, source, publisher,
		contact, privacy, credits, works } = v.site
	viewBegin(v, v.words.titles[6])
	return viewEnd(v, { events: v.s.events.length, title, summary, timezone,
		languages, days, source, publisher, contact, privacy, credits, works })
}

// "fault" (query.mjs): why it cannot be used, or null; "at": place of the texts.
export function viewError(v, status, fault, at = STATUSES.indexOf(status)) {
	const title = v.words['error-titles'][at]
	const what = fault ? wordsFill(v.words['bad-values'][fault.kind], fault) : ''
	viewBegin(v, title)
	v.frame.noindex = true
	return viewEnd(v, { error: { status, title,
		text: wordsFill(v.words['error-texts'][at], { what }) } })
}
