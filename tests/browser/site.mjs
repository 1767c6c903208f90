// site.mjs -- the sample festival behind nginx, on a free port, for a while.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { freePort } from '../server/nginx.mjs';

export const root = new URL('../../', import.meta.url).pathname;
const run = promisify(execFile);
const TRIES = 3; // ports, should somebody take one before nginx does

// What the programme was a day before: enough differs for /changes to tell,
// and one event is in it that will have gone.
function yesterday(folder) {
	const page = JSON.parse(readFileSync(join(root, 'build/sample/events-1.json'), 'utf8'));
	const later = (time) => new Date(Date.parse(time) + 3600e3).toISOString();
	const events = page.events;
	for (const event of events.filter(({ status }) => status === 6).slice(0, 4)) event.status = 1;
	for (const event of events.slice(0, 5))
		for (const timing of event.timings) {
			timing.begin = later(timing.begin);
			timing.end = later(timing.end);
		}
	const gone = structuredClone(events[5]);
	gone.uid = 10000001;
	gone.slug = 'retire';
	gone.title = { fr: 'Une visite qui a été retirée', en: 'A visit that was taken back' };
	page.events = [...events.slice(0, -3), gone];
	page.total = page.events.length;
	const file = join(root, folder, 'yesterday.json');
	writeFileSync(file, JSON.stringify(page));
	return file;
}

// Into the folder's database, before run.sh brings in today's programme.
async function bringYesterday(build, folder) {
	await run(join(root, build, 'almanach'), ['import',
		'--db', join(folder, 'almanach.db'), '--now', '2025-11-17T18:00:00+01:00',
		'--schema', 'db/sample/schema.json', '--source', 'semaine', yesterday(folder),
	], { cwd: root });
}

// Into the same, once today's is there: it has to be live before pages are asked.
async function announce(build, folder, { SCRIPTS, IMPORTED }, texts) {
	await run(join(root, build, 'almanach'), ['announce', '--db', join(folder, 'almanach.db'),
		'--scripts', SCRIPTS, '--now', IMPORTED, '--until', announced.until, ...texts], { cwd: root });
}

// The editor's account, as Playwright's httpCredentials; null if the port was
// taken.
async function started(child, base) {
	let said = '';
	const ready = new Promise((resolve) => {
		child.stdout.on('data', (text) => {
			said += text;
			const account = /user (\S+), password (\S+)\n/.exec(said);
			if (account) resolve({ username: account[1], password: account[2] });
		});
		child.stderr.on('data', (text) => { said += text; });
		child.once('exit', () => resolve(null));
	});
	const editor = await ready;
	if (editor || said.includes('is taken')) return editor;
	throw new Error(`the sample festival under "${base}" did not start:\n${said}`);
}

// db/sample's second festival, as run.sh is told of it; with two events more,
// one of which has a name like a timing of the other.
export const azores = {
	EVENTS: 'db/sample/azores/events.json tests/browser/odd.json',
	SCHEMA: 'db/sample/azores/schema.json',
	SCRIPTS: 'db/sample/azores/scripts',
	IMPORTED: '2026-06-15T18:00:00+00:00',
	NOW: '2026-06-17T10:00:00+00:00',
};

// What is announced there, in the first language alone.
export const announced = { text: 'Por causa do vento, o barco das 15 horas parte às 16 do cais velho',
	until: '2026-06-17T18:00:00+00:00' };

// The sample's rules where editors may write: what they publish goes there.
function ownRules(folder) {
	const scripts = join(root, folder, 'scripts');
	cpSync(join(root, 'scripts'), scripts, { recursive: true });
	return { SCRIPTS: scripts };
}

// { url, editor, folder, stop }: a festival under BASE, written to FOLDER, which is
// emptied first. BUILD and FOLDER are below the project's root. With "edited" its
// rules are a copy.
export async function start({ build, folder, base = '', history = false, edited = false, festival = {}, texts = [] }) {
	rmSync(join(root, folder), { recursive: true, force: true });
	mkdirSync(join(root, folder), { recursive: true });
	if (edited) festival = { ...festival, ...ownRules(folder) };
	if (history) await bringYesterday(build, folder);
	for (let i = 0; i < TRIES; i++) {
		const port = await freePort();
		const child = spawn('cgi/deploy/run.sh', [build, String(port), base],
			{ cwd: root, env: { ...process.env, ...festival, RUN: folder } });
		const gone = once(child, 'exit');
		const editor = await started(child, base);
		if (!editor) continue;
		if (texts.length > 0) await announce(build, join(root, folder), festival, texts);
		return {
			url: `http://127.0.0.1:${port}${base}/`,
			editor,
			folder: join(root, folder),
			async stop() {
				child.kill('SIGTERM');
				await gone;
			},
		};
	}
	throw new Error(`${TRIES} free ports were taken before nginx had them`);
}
