// template.mjs FOLDER -- write the cases of tests/template/ as seeds for
// tests/fuzz/template.c.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';

const cases = new URL('../template/', import.meta.url);
const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
for (const file of readdirSync(cases).filter((name) => name.endsWith('.json')))
	JSON.parse(readFileSync(new URL(file, cases))).forEach(({ template, partials = {}, data = {} }, i) => {
		const [first = '', second = ''] = Object.values(partials);
		// Partials go by these two names only.
		const named = (text) => Object.keys(partials).slice(0, 2)
			.reduce((t, name, k) => t.replaceAll(`>${name}}`, `>${'pq'[k]}}`), text);
		writeFileSync(`${folder}/${file}-${i}`,
			[named(template), named(first), named(second), JSON.stringify(data), ''].join('\0'));
	});
