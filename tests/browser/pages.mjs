// pages.mjs -- one page of each kind, in each language, of the two sample
// festivals: where it is and which status it has. The sample's own JSON tells
// which events are of which kind.

export const site = process.env.SITE; // ends in a slash
const azores = process.env.SITE_AZORES;

async function eventsOf(url) {
	const answer = await fetch(`${url}all.json`);
	if (!answer.ok) throw new Error(`${url}all.json: ${answer.status}`);
	return (await answer.json()).events;
}

// ---- the week of industry: every kind --------------------------------------

const events = await eventsOf(site);
const of = (what, fits) => {
	const found = events.find(fits);
	if (!found) throw new Error(`the sample has no ${what} event any more`);
	return found.uid;
};
const most = (measure) => events.reduce((a, b) => (measure(b) > measure(a) ? b : a)).uid;
const scheduled = (event) => event.status === 'scheduled' && event.attendance === 'place';

// Said in French alone.
const foreign = (await eventsOf(`${site}en/`)).find(({ lang }) => lang === 'fr');

const uids = {
	plain: of('plain', (event) => scheduled(event) && event.day === '2025-11-20' && event.when.length < 18),
	'long text': '2511141', // of the press release
	'many times': most(({ when }) => when.length),
	'long title': most(({ title }) => title.length),
	cancelled: of('cancelled', ({ status }) => status === 'cancelled'),
	full: of('full', ({ status }) => status === 'full'),
	moved: of('moved', ({ status }) => status === 'rescheduled'),
	postponed: of('postponed', ({ status }) => status === 'postponed'),
	online: of('online', ({ attendance }) => attendance === 'online'),
	'online too': of('mixed', ({ attendance }) => attendance === 'mixed'),
	'other language': foreign.uid,
};

// Some at once, some too far apart.
const kept = events.filter((event) => scheduled(event) && event.day === '2025-11-20')
	.slice(0, 6).map(({ uid }) => uid).sort();

const kinds = [
	['home before', '?at=2025-11-10T09:00'],
	['home', ''],
	['home at night', '?at=2025-11-19T23:00'],
	['home after', '?at=2025-12-01T09:00'],
	['list', 'events'],
	['list, last page', 'events?page=99'],
	['list of a day', 'events?day=2025-11-20'],
	['list with filters', 'events?day=2025-11-18,2025-11-20&audience=job-seekers,students&format=visit,workshop' +
		'&entry=registration&department=nord,pas-de-calais&access=mi&open=1&q=atelier'],
	['list near a town', 'events?near=arras'],
	['list near a point', 'events?day=2025-11-20&near=50.63,3.06&km=5'],
	['list of now', 'events?when=now'],
	['list of nothing', 'events?day=2025-11-23&audience=teachers&sector=energy&q=chimie'],
	['list of nothing at all', 'events?q=zzzzzz'],
	['all', 'all'],
	...Object.entries(uids).map(([kind, uid]) => [`event, ${kind}`, `event/${uid}`]),
	['map', 'map'],
	['map with filters', 'map?day=2025-11-20&audience=students&department=nord'],
	['map of nothing', 'map?q=zzzzzz'],
	['plan, empty', 'plan'],
	['plan with conflicts', `plan?e=${kept.join(',')}`],
	['plan with a lost event', `plan?e=${[...kept.slice(0, 1), '99999999'].join(',')}`],
	['plan of lost events', 'plan?e=99999998,99999999'],
	['changes', 'changes'],
	['about', 'about'],
	['404', 'nowhere', 404],
	['410', 'event/10000001', 410],
	['400', 'events?day=yesterday', 400],
];

// ---- the week of lighthouses: what is unlike -------------------------------

const lighthouse = (await eventsOf(azores))[0].uid;
const unlike = [
	['azores, home', ''],
	['azores, list', 'events'],
	['azores, event', `event/${lighthouse}`],
	['azores, map', 'map'],
];

// ---- all -------------------------------------------------------------------

const all = (url, codes, list) => codes.flatMap((code, i) =>
	list.map(([kind, path, status = 200]) => ({
		name: `${kind} (${code})`, kind, language: code, others: codes.filter((c) => c !== code),
		url: url + (i > 0 ? `${code}/` : '') + path, status,
	})));

// { name, kind, language, others, url, status }
export const pages = [...all(site, ['fr', 'en'], kinds), ...all(azores, ['pt', 'en'], unlike)];

export const page = (name) => pages.find((one) => one.name === name);
