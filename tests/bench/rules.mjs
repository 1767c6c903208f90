// rules.mjs -- from saved rules to what visitors see: 30 rules, made of those
// that come with the programme, all of them changed at once.
import {
	copyFileSync, cpSync, readFileSync, readdirSync, rmSync,
	writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { ask, processes, startOurs, stop, usedByChildren } from './servers.mjs'
import { median } from './table.mjs'

const RULES = 30
const RUNS = 3
const PATIENCE = 60000 // milliseconds

// A rule that has another label on each run; a copy of one stands in "More".
const changed = (text, i, run, isCopy) => `local rule = (function()
${text}
end)()
rule.label = { fr = "Choix ${i}, essai ${run}", en = "Choice ${i}, run ${run}" }
${isCopy ? 'rule.group = nil\n' : ''}return rule
`

function save(from, into, run) {
	const files = readdirSync(from).filter(name => name.endsWith('.lua'))
	for (let i = 0; i < RULES; i++) {
		const name = files[i % files.length], isCopy = i >= files.length
		const to = isCopy ? `copy-${i}.lua` : name
		writeFileSync(join(into, to), changed(
			readFileSync(join(from, name), 'utf8'), i, run, isCopy))
	}
}

const status = async () => JSON.parse((await ask('ours', '/status.json')).body)

async function until(isSo) {
	for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(5)) {
		const now = await status()
		if (isSo(now))
			return now
	}
	throw new Error('no new publication came')
}

// {wall, cpu}: milliseconds from the last file saved to the first answer that
// shows it, and of processor time.
export async function timeRules(program, env, folder) {
	const scripts = join(folder, 'scripts'), db = join(folder, 'rules.db')
	const rules = join(scripts, 'rules')
	const wall = [], cpu = []
	for (const path of [scripts, db, `${db}-live`])
		rmSync(path, { recursive: true, force: true })
	cpSync(env.ALMANACH_SCRIPTS, scripts, { recursive: true })
	copyFileSync(env.ALMANACH_DB, db)
	save(join(env.ALMANACH_SCRIPTS, 'rules'), rules, 0)
	await stop('ours')
	await startOurs(program,
		{ ...env, ALMANACH_DB: db, ALMANACH_SCRIPTS: scripts })
	const [parent] = processes('ours')
	let last = await until(now => now.rules === RULES)
	for (let run = 1; run <= RUNS; run++) {
		await sleep(1500)
		const used = usedByChildren(parent)
		save(join(env.ALMANACH_SCRIPTS, 'rules'), rules, run)
		const saved = Date.now()
		last = await until(now => now.publication > last.publication)
		wall.push(Date.now() - saved)
		await sleep(500) // until the publishing process has been waited for
		cpu.push((usedByChildren(parent) - used) / 1000)
		if (last.failures > 0)
			throw new Error(`${last.failures} rules fail`)
	}
	await stop('ours')
	return { wall: median(wall), cpu: median(cpu) }
}
