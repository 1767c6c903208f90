// verdicts.mjs -- what the rules say of the events of a database.
import { execFileSync } from 'node:child_process'

const TABLES = `
	SELECT 'event' AS what, source, uid, slot, '' AS slots, '' AS answers,
		'' AS rule FROM event
	UNION ALL
	SELECT 'rule', '', '', 0, hex(slots), CAST(answers AS TEXT), rule
		FROM verdict`

function rows(db) {
	try {
		return JSON.parse(execFileSync('sqlite3', ['-json', db, TABLES],
			{ encoding: 'utf8', maxBuffer: 1 << 26 }))
	} catch (e) {
		if (e.code === 'ENOENT')
			throw new Error('sqlite3 is missing: apt-get install sqlite3')
		throw e
	}
}

const slotAt = (hex, i) =>
	Buffer.from(hex.slice(8 * i, 8 * i + 8), 'hex').readUInt32LE()

// A map from "SOURCE UID" to the set of rules that say yes.
export function verdicts(db) {
	const all = rows(db), bySlot = new Map(), out = new Map()
	for (const { source, uid, slot } of all.filter(r => r.what === 'event')) {
		bySlot.set(slot, new Set())
		out.set(`${source} ${uid}`, bySlot.get(slot))
	}
	for (const { rule, slots, answers } of all.filter(r => r.what === 'rule'))
		for (let i = 0; i < answers.length; i++)
			if (answers[i] === '1')
				bySlot.get(slotAt(slots, i))?.add(rule)
	return out
}
