// against.mjs BATCH [CASES [SEED]] -- compare our templates with mustache.js.
//
// Fills with both: the cases of tests/template/*.json, every view in
// tests/template/views/NAME/ through the page template NAME, and CASES random
// templates (the same ones for the same SEED). BATCH is our side
// (tests/template/batch.c). What differs is printed; exit status 1.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { randomCase } from './random.mjs';

const root = new URL('../../', import.meta.url).pathname;
const mustache = createRequire(join(root, 'build/npm/tests/'))('mustache');
const [batch, count = '20000', seed = '1'] = process.argv.slice(2);

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
mustache.escape = (value) => String(value).replace(/[&<>"']/g, (c) => entities[c]);
mustache.templateCache = undefined;

// What we refuse and mustache.js takes (cgi/mustache.h, cgi/template.h).
const stricter = /would change the delimiters|has no name|JavaScript gives every/;

function files(folder, suffix) {
	const path = join(root, folder);
	if (!existsSync(path)) return [];
	return readdirSync(path).sort().filter((name) => name.endsWith(suffix))
		.map((name) => [basename(name, suffix), readFileSync(join(path, name), 'utf8')]);
}

function writtenCases() {
	return files('tests/template', '.json').flatMap(([, text]) => JSON.parse(text))
		.filter((one) => one.expected !== undefined);
}

// As they are built, with the icons among the partials.
function pages() {
	const partials = Object.fromEntries(files('build/www/templates', '.mustache'));
	return Object.entries(partials).flatMap(([name, template]) =>
		files(`tests/template/views/${name}`, '.json').map(([view, text]) =>
			({ name: `${name} with ${view}`, template, partials, data: JSON.parse(text) })));
}

// What mustache.js makes of a case: a text, { error } where a template cannot
// be parsed, or null where it fails on the view (a null as context).
function reference({ template, partials = {}, data }) {
	try {
		for (const text of [template, ...Object.values(partials)]) mustache.parse(text);
	} catch (error) {
		return { error: error.message };
	}
	try {
		// Through bytes, as a page goes: half a surrogate pair becomes U+FFFD.
		return Buffer.from(mustache.render(template, data, partials)).toString();
	} catch {
		return null;
	}
}

const random = Array.from({ length: Number(count) }, (_, i) => randomCase(Number(seed) * 1e6 + i));
const cases = [...writtenCases(), ...pages(), ...random];
const ours = JSON.parse(execFileSync(batch, {
	input: JSON.stringify(cases), maxBuffer: 1 << 30,
}));

const tally = { same: 0, 'refused by both': 0, 'refused by us': 0, 'failed there': 0, different: 0 };
cases.forEach((one, i) => {
	const theirs = reference(one);
	const refused = ours[i].error !== undefined;
	let outcome = 'different';
	if (theirs === ours[i]) outcome = 'same';
	else if (theirs === null) outcome = 'failed there';
	else if (refused && theirs.error !== undefined) outcome = 'refused by both';
	else if (refused && stricter.test(ours[i].error)) outcome = 'refused by us';
	tally[outcome]++;
	if (outcome === 'different' && tally.different <= 5)
		console.log(JSON.stringify({ ...one, theirs, ours: ours[i] }, null, 1));
});
console.log('against mustache.js 4.2.0:', Object.entries(tally).map(([k, n]) => `${n} ${k}`).join(', '));
process.exit(tally.different > 0 ? 1 : 0);
