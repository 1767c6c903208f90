// run.mjs -- each fault with its figure: `make test-faults`, or with
// ONLY="disk kill" those files alone, or rows whose names begin so. A row that
// does not hold is told, and the end is 1.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { root } from '../lib.mjs'

const files = ['kill', 'disk', 'memory', 'children', 'clock']
const asked = process.argv.slice(2)
const isAsked = name => asked.length === 0 || asked.some(a => name.startsWith(a))

mkdirSync(join(root, 'build/tests'), { recursive: true })
let failed = 0, count = 0
for (const file of files) {
	const { rows } = await import(`./${file}.mjs`)
	for (const [what, run] of rows.filter(([name]) => isAsked(file) || isAsked(name))) {
		const begun = Date.now()
		let verdict = 'ok', figures
		try {
			figures = await run()
		} catch (e) {
			verdict = 'FAILED'
			figures = e.message
			failed++
		}
		count++
		console.log(`${what.padEnd(30)} ${verdict.padEnd(6)} ` +
			`${String(Math.round((Date.now() - begun) / 1000)).padStart(4)} s  ${figures}`)
	}
}
console.log(`faults: ${count - failed} of ${count} rows hold`)
process.exit(failed === 0 ? 0 : 1)
