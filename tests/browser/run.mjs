// run.mjs BUILD [WORD...] -- the browser's tests, on the sample festival at the
// root of a host and under /week, and on the second one, which are started for
// them and ended. A WORD names files: "axe" is axe.test.mjs. Exit status 1 if a
// test fails.
import { setMaxListeners } from 'node:events';
import { readdirSync } from 'node:fs';
import { run } from 'node:test';
import { announced, azores, start } from './site.mjs';

const [build = 'build', ...words] = process.argv.slice(2);
const folder = new URL('.', import.meta.url).pathname;
const files = readdirSync(folder)
	.filter((name) => name.endsWith('.test.mjs'))
	.filter((name) => words.length === 0 || words.includes(name.replace('.test.mjs', '')))
	.map((name) => folder + name);
const began = Date.now();
const sites = [];
const interrupted = new AbortController();
setMaxListeners(0, interrupted.signal); // a file is one
// Ends the tests too, and they their browsers.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => interrupted.abort());

function told({ name, details }) {
	const why = details.error?.cause ?? details.error;
	console.log(`not ok: ${name}\n    ${String(why?.message ?? why).replaceAll('\n', '\n    ')}`);
}

async function tests() {
	const tally = { passed: 0, failed: 0 };
	for await (const { type, data } of run({ files, concurrency: 2, signal: interrupted.signal })) {
		if (type !== 'test:pass' && type !== 'test:fail') continue;
		// A file is told of too, as the test that holds its own.
		if (files.includes(data.name) && (type === 'test:pass' || data.details.error?.failureType === 'subtestsFailed'))
			continue;
		tally[type === 'test:pass' ? 'passed' : 'failed']++;
		if (type === 'test:fail') told(data);
	}
	return tally;
}

try {
	sites.push(await start({ build, folder: `${build}/browser/root`, history: true }));
	sites.push(await start({ build, folder: `${build}/browser/week`, base: '/week' }));
	sites.push(await start({ build, folder: `${build}/browser/azores`, festival: azores, texts: [announced.text] }));
	['SITE', 'SITE_WEEK', 'SITE_AZORES'].forEach((name, i) => { process.env[name] = sites[i].url; });
	const { passed, failed } = await tests();
	console.log(`browser: ${passed} of ${passed + failed} tests passed, ` +
		`${((Date.now() - began) / 1000).toFixed(0)} s`);
	process.exitCode = failed > 0 || passed === 0 || interrupted.signal.aborted ? 1 : 0;
} finally {
	await Promise.all(sites.map((site) => site.stop()));
}
