// measure.mjs -- how well the shipped rules find what a reader labelled.
//
//   node measure.mjs [--verbose] [--data DIR] [--almanach FILE] [--www DIR]
//
// Publishes the files that LABELS.md names in a database of its own and prints,
// for each choice, how many events are labelled, found, and rightly found.
// --verbose lists the others.  The data is not part of the project: without it
// there is nothing to measure.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { labels, sources } from './labelled.mjs'
import { verdicts } from './verdicts.mjs'

const at = path => new URL(`../../${path}`, import.meta.url).pathname

// In the order of LABELS.md.
const CHOICES = `open-to-all job-seekers students women teachers professionals
	visit workshop talk job-forum open-days competition
	registration no-registration france-travail full
	chemistry rail vehicles textile food metal digital energy circular`.split(/\s+/)

const { values: options } = parseArgs({ options: {
	verbose: { type: 'boolean' },
	data: { type: 'string', default: at('../shared/data') },
	almanach: { type: 'string', default: at('build/almanach') },
	www: { type: 'string', default: at('build/www') },
} })

// Asks the rules of scripts/ about all events of the labelled files.
function judged(folder) {
	const db = join(folder, 'measure.db')
	const almanach = (...words) => execFileSync(options.almanach,
		[...words, '--db', db], { encoding: 'utf8' })
	for (const { key, files, schema } of sources(options.data, folder))
		almanach('import', '--no-publish', '--source', key,
			...(schema ? ['--schema', schema] : []), ...files)
	almanach('publish', '--scripts', at('scripts'), '--www', options.www)
	return verdicts(db)
}

const share = (part, whole) => whole ? (part / whole).toFixed(2) : '-'

function figures(events, choice) {
	const labelled = events.filter(e => e.choices.includes(choice))
	const found = events.filter(e => e.verdict.has(choice))
	const right = found.filter(e => e.choices.includes(choice))
	return [labelled.length, found.length, right.length,
		share(right.length, found.length), share(right.length, labelled.length)]
}

function print(events) {
	const row = (name, a, all) => console.log(name.padEnd(16)
		+ [...a, '|', ...all].map(x => String(x).padStart(7)).join(''))
	const head = ['label', 'found', 'right', 'prec', 'recall']
	row('part A | all', head, head)
	for (const choice of CHOICES)
		row(choice, figures(events.filter(e => e.inA), choice),
			figures(events, choice))
}

function tell(events) {
	for (const choice of CHOICES)
		for (const { uid, key, choices, verdict } of events)
			if (choices.includes(choice) !== verdict.has(choice))
				console.log(choice, verdict.has(choice) ? 'false' : 'missed',
					uid, key)
}

function main() {
	if (!existsSync(options.data)) {
		console.log('measure: the data is not here; nothing to measure')
		return
	}
	const folder = mkdtempSync(join(tmpdir(), 'almanach-measure-'))
	try {
		const said = judged(folder)
		const events = labels().map(e =>
			({ ...e, verdict: said.get(`${e.key} ${e.uid}`) }))
		const lost = events.find(e => !e.verdict)
		if (lost)
			throw new Error(`${lost.uid} of ${lost.key} was not imported`)
		print(events)
		if (options.verbose)
			tell(events)
	} finally {
		rmSync(folder, { recursive: true })
	}
}

try {
	main()
} catch (error) {
	console.error(`measure: ${error.message}`)
	process.exitCode = 2
}
