// rule.mjs FOLDER -- write answers of rule children as seeds for
// tests/fuzz/rule.c.
import { mkdirSync, writeFileSync } from 'node:fs'

const rule = { label: { fr: 'Visite', en: 'Visit' }, group: 'format' }
const answers = [
	{ outcome: 'ok', rule, verdicts: '0110',
		reasons: [[1, 'visite'], [2, { fr: 'atelier', en: 'workshop' }]] },
	{ outcome: 'ok', rule: { effect: 'hide' }, verdicts: '1111', reasons: [] },
	{ outcome: 'ok', rule: { effect: 'feature', order: 3 },
		verdicts: '0000', reasons: [], steps: 20, slowest: -1 },
	{ outcome: 'load', line: 3, event: -1, message: "rule.lua:3: ']' expected" },
	{ outcome: 'error', line: 12, event: 2, message: 'rule.lua:12: no' },
	{ outcome: 'example', line: 7, event: -1, message: 'rule.lua:7: example 2' },
]
const folder = process.argv[2]
mkdirSync(folder, { recursive: true })
answers.forEach((answer, i) =>
	writeFileSync(`${folder}/${i}.json`, JSON.stringify(answer)))
