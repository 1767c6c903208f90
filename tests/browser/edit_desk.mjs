// edit_desk.mjs -- an editor without a browser, who puts a festival into a state
// worth looking at: forms are sent as the pages have them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './site.mjs';

const WAIT_MAX = 20000; // milliseconds, until the program has seen a file

// ---- an editor -----------------------------------------------------------------

const hidden = (html, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];

export class Desk {
	constructor(site, username = site.editor.username) {
		this.site = site;
		this.headers = {
			Authorization: `Basic ${btoa(`${username}:${site.editor.password}`)}`,
			Origin: new URL(site.url).origin,
		};
	}

	async ask(path, options) {
		const answer = await fetch(`${this.site.url}edit/${path}`,
			{ headers: this.headers, redirect: 'manual', ...options });
		return { status: answer.status, html: await answer.text(), location: answer.headers.get('Location') };
	}

	// The form of a page, as it stands but for these fields; it has to lead on.
	// Where it leads is answered, below edit/.
	async send(path, fields, { to = path, body = new URLSearchParams() } = {}) {
		const { html } = await this.ask(path);
		for (const name of ['op', 'base', 'seen', 'path', 'id']) {
			const value = hidden(html, name);
			if (value !== undefined) body.append(name, value);
		}
		for (const [name, value] of Object.entries(fields)) body.append(name, value);
		const { status, html: said, location } = await this.ask(to.split('?')[0], { method: 'POST', body });
		if (status !== 303) throw new Error(`${path}, ${JSON.stringify(fields)}: ${status} ${said}`);
		return location.slice(location.indexOf('/edit/') + '/edit/'.length).replace(/[?#].*/, '');
	}
}

async function until(what, holds) {
	for (const end = Date.now() + WAIT_MAX; Date.now() < end;) {
		if (await holds()) return;
		await new Promise((resolve) => { setTimeout(resolve, 200); });
	}
	throw new Error(`${what}: not in ${WAIT_MAX} ms`);
}

// ---- a festival at work ----------------------------------------------------------

const rules = (site) => join(site.folder, 'scripts/rules');
const ruleText = (site, id) => readFileSync(join(rules(site), `${id}.lua`), 'utf8');

// Who else is let in, with the same password.
function addAccount(site, name) {
	const file = join(site.folder, readFileSync(join(site.folder, 'nginx.conf'), 'utf8')
		.match(/auth_basic_user_file (\S+);/)[1]);
	writeFileSync(file, readFileSync(file, 'utf8').replace(/^[^:]+(:.*\n)$/, `$&${name}$1`));
}

const keep = (desk, id, source) => desk.send(`rules/${id}`, { source, do: 'draft' });

// A line of its own behind line 3, which is not Lua.
export const broken = (source) => source.replace(/^(?:.*\n){3}/, '$&  order == 1,\n');

async function publish(desk, id, source, message) {
	await keep(desk, id, source);
	await desk.send(`review?path=rules/${id}.lua`, { message, sure: '1', do: 'go' });
}

async function correct(desk, [first, second]) {
	await desk.send(`events/${first}`, { do: 'cancel', text_fr: 'La halle est fermée après l’orage de la nuit' });
	await desk.send(`events/${first}`, { do: 'feature' });
	await desk.send(`events/${first}`, { do: 'undo' });
	await desk.send(`events/${second}`, { do: 'full' });
}

async function announce(desk) {
	const text = { text_fr: 'Jeudi, la navette de Lens part du parvis et non de la gare',
		text_en: 'On Thursday the shuttle of Lens leaves from the square' };
	await desk.send('announcement', { ...text, until: '2025-11-20T18:00', do: 'announce' });
	await desk.send('announcement', { do: 'end' });
	await desk.send('announcement', { ...text, until: '2025-11-21T18:00', do: 'announce' });
}

// One page with another title, one event less and one more; some of it cannot be
// taken.
function upload() {
	const page = JSON.parse(readFileSync(join(root, 'build/sample/events-1.json'), 'utf8'));
	page.events[0].title.fr += ', avec une visite des coulisses';
	page.events.splice(10, 2);
	page.events.push({ ...page.events[1], uid: 10000077, slug: 'nuit-des-hauts-fourneaux', title: { fr: 'La nuit des hauts fourneaux' } });
	page.events.push({ ...page.events[1], uid: 10000078, slug: 'sans-titre', title: {}, timings: [] });
	page.total = page.events.length;
	const body = new FormData();
	body.append('file', new Blob([JSON.stringify(page)]), 'semaine.json');
	body.append('schema', new Blob([readFileSync(join(root, 'db/sample/schema.json'))]), 'schema.json');
	return body;
}

// Searches that find nothing, often enough to be told of. One that is asked again
// in these minutes in the same way is not counted again.
async function search(site) {
	for (const words of ['montgolfière', 'musée de la dentelle de Calais le dimanche'])
		for (const list of ['events', 'map', 'en/events', 'en/map'])
			await fetch(`${site.url}${list}?q=${encodeURIComponent(words)}`);
}

// What stands on the disk, as a shell leaves it, and is seen by the program.
async function onDisk(desk, id, source, seen) {
	writeFileSync(join(rules(desk.site), `${id}.lua`), source);
	await until(`${id} on the disk`, async () => seen((await desk.ask('')).html));
}

// The pages, but for those that only work() knows.
const fixed = {
	home: { path: '' },
	rule: { path: 'rules/chemistry' },
	'rule by code': { path: 'rules/workshop?event=visite' },
	'rule with an error': { path: 'rules/rail' },
	'rule overtaken': { path: 'rules/talk' },
	file: { path: 'files/programme.lua' },
	review: { path: 'review?path=rules/chemistry.lua' },
	'review with doubts': { path: 'review?path=rules/rien-du-tout.lua' },
	'review of all': { path: 'review' },
	history: { path: 'history' },
	publication: { path: 'history/9' },
	new: { path: 'new' },
	events: { path: 'events' },
	'events found': { path: 'events?q=visite' },
	announcement: { path: 'announcement' },
	coverage: { path: 'coverage' },
	import: { path: 'import' },
	manual: { path: 'manual' },
	'no such page': { path: 'nowhere', status: 404 },
	'no such rule': { path: 'rules/nothing', status: 404 },
};
export const paths = [...Object.keys(fixed), 'event corrected', 'import report'];

// Everything there is to see, made by one editor and another: {name: {path,
// status?}}.
export async function work(site, events) {
	const desk = new Desk(site);
	const text = (id) => ruleText(site, id);
	await search(site);
	await correct(desk, events);
	await announce(desk);
	await publish(desk, 'textile', text('textile').replace('match = {', 'match = { none = { town = "Lille" },'),
		'Les visites de Lille sont ailleurs : la filature a fermé en septembre, et les ateliers déménagent');
	const report = await desk.send('import', { source: 'semaine' }, { body: upload() });

	await keep(desk, 'chemistry', text('chemistry').replace('match = {', 'match = { none = { mentions = { "visite*" } },'));
	await keep(desk, 'rail', broken(text('rail')));
	await keep(desk, 'talk', text('talk').replace('order = ', 'order = 1'));
	await desk.send('new', { label_fr: 'Rien du tout', match_mentions: 'introuvable', group: 'sector', do: 'new' });
	addAccount(site, 'ada');
	await keep(new Desk(site, 'ada'), 'visit', `-- à relire\n${text('visit')}`);
	await onDisk(desk, 'talk', `-- Les conférences de Lille sont en janvier.\n${text('talk')}`, (home) => /state-stale/.test(home));
	await onDisk(desk, 'energy', broken(text('energy')), (home) => /energy\.lua:4/.test(home));

	return Object.fromEntries(paths.map((name) => [name, fixed[name] ??
		{ path: name === 'import report' ? report : `events/${events[0]}` }]));
}
