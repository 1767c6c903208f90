// release.mjs -- the events of the press release, judged by the shipped rules,
// have these choices and no others.
//
//   node tests/rules/release.mjs [--almanach FILE] [--www DIR]
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { verdicts } from './verdicts.mjs'

const at = path => new URL(`../../${path}`, import.meta.url).pathname

const expected = {
	// At Interor, fine chemistry; the other exhibitors are guests.
	2511141: 'chemistry',
	// "Ouvert au public", in the field: job seekers are welcome by "also".
	2511142: 'job-forum open-to-all',
	// The bus beside it, which is open to all, is an event of its own.
	2511143: 'students',
	2511144: 'open-to-all',
	// Women looking for work, and not everybody who does.
	2511145: 'competition france-travail registration women workshop',
	2511146: 'students',
	// "Les Ateliers de Verneuil" is a place, and no workshop.
	2511147: 'france-travail job-seekers registration textile visit',
}

const { values: options } = parseArgs({ options: {
	almanach: { type: 'string', default: at('build/almanach') },
	www: { type: 'string', default: at('build/www') },
} })

const folder = mkdtempSync(join(tmpdir(), 'almanach-release-'))
try {
	const db = join(folder, 'release.db')
	const almanach = (...words) => execFileSync(options.almanach,
		[...words, '--db', db], { encoding: 'utf8' })
	almanach('import', '--no-publish', '--source', 'release',
		'--schema', at('db/sample/schema.json'),
		at('db/sample/communique.json'))
	almanach('publish', '--scripts', at('scripts'), '--www', options.www)
	const found = [...verdicts(db)].map(([name, rules]) =>
		[name.split(' ')[1], [...rules].sort().join(' ')])
	assert.deepEqual(Object.fromEntries(found), expected)
	console.log(`release: ${found.length} events as told`)
} finally {
	rmSync(folder, { recursive: true })
}
