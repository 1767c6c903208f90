// labelled.mjs -- the labels of LABELS.md, and the files their events are in.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const read = name => readFileSync(new URL(name, import.meta.url), 'utf8')

// Part B is told in a table of LABELS.md, part A is all others.
function partB() {
	const rows = read('LABELS.md').matchAll(
		/^\| [a-z]+ \| \d+ \| .* \| ([\d, ]+) \|$/gm)
	return new Set([...rows].flatMap(([, which]) => which.split(', ')))
}

// [{ uid, key, choices, inA }]
export function labels() {
	const b = partB()
	return read('labels.tsv').trimEnd().split('\n').map(line => {
		const [uid, key, choices] = line.split('\t')
		return {
			uid, key: key.replace('/', '-'), inA: !b.has(uid),
			choices: choices === '-' ? [] : choices.split(','),
		}
	})
}

// Two pages in somebody's own wrapper, which no importer reads.
function unwrapped(file, folder) {
	const pages = Object.values(JSON.parse(readFileSync(file, 'utf8')))
	return pages.map((page, i) => {
		const path = join(folder, `page-${i + 1}.json`)
		writeFileSync(path, JSON.stringify(page))
		return path
	})
}

// [{ key, files, schema }]; what has to be written first goes to "folder".
export function sources(data, folder) {
	const at = name => join(data, 'openagenda', name)
	const single = key => [`single/${key}.json`, `single/${key}.event.json`]
		.map(at).find(existsSync)
	const one = key => ({ key: `single-${key}`, files: [single(key)] })
	return [
		{
			key: 'saison-tcheque',
			files: [at('saison-tcheque-events-detailed-205.json')],
		},
		one('jep-2026-monolingual-fr-event'), one('onlineAttendance'),
		{ ...one('quinzaine'), schema: at('agenda/quinzaine.agenda.json') },
		one('rodin-bourdelle'),
		{
			key: 'envelope-many',
			files: unwrapped(at('envelope-manyEvents.response.json'), folder),
		},
		{ key: 'envelope-6', files: [at('envelope-summary-6.response.json')] },
		{
			key: 'ods',
			files: [join(data, 'opendatasoft/ods-v21-results-400.json')],
		},
	]
}
