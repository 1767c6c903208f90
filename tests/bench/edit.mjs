// edit.mjs -- `make bench-edit`: from an editor's "publish" to a page that visitors
// get changed, with 30 rules, behind nginx. Prints medians with the smallest and
// the largest; never fails because something is slow. EVENTS (500 5000), ROUNDS
// (5).
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { deskAt, ORIGIN } from '../edit/desk.mjs'
import { Festival } from '../festival.mjs'
import { Server } from '../server/nginx.mjs'

const RULES = 30
const BUDGET = { 5000: 3000 } // milliseconds
const STEP = 20 // milliseconds between two looks of a visitor
const ROUNDS = Number(process.env.ROUNDS ?? 5)
const counts = (process.env.EVENTS ?? '500 5000').split(' ').map(Number)

// A rule whose label tells its round, as the programme's own is behind it.
const labelled = (text, i, round, isCopy) => `local rule = (function()
${text}
end)()
rule.label = { fr = "Choix ${i}, essai ${round}", en = "Choice ${i}, run ${round}" }
${isCopy ? 'rule.group = nil\n' : ''}return rule
`

// The rules that come with the programme, and copies of them under "More": text
// of a round, by id.
function rulesOf(folder) {
	const files = readdirSync(folder).filter(name => name.endsWith('.lua')).sort()
	return Array.from({ length: RULES }, (_, i) => {
		const file = files[i % files.length], isCopy = i >= files.length
		const text = readFileSync(join(folder, file), 'utf8')
		return { id: isCopy ? `copy-${i}` : file.slice(0, -'.lua'.length),
			of: round => labelled(text, i, round, isCopy) }
	})
}

async function timed(work) {
	const begun = performance.now()
	const value = await work()
	return [performance.now() - begun, value]
}

async function seen(server, words) {
	for (;;) {
		const { body } = await server.get('/events')
		if (body.includes(words))
			return
		await sleep(STEP)
	}
}

// Drafts of these rules, reviewed and published: milliseconds of both.
async function round(desk, server, rules, number) {
	const op = (await desk.get('new')).field('op')
	for (const { id, of } of rules)
		await desk.post(`rules/${id}`, { op, do: 'draft', source: of(number) })
	const [review, page] = await timed(() => desk.get('review'))
	const [publish] = await timed(() => Promise.all([
		desk.press(page, 'publish', { message: `round ${number}`, sure: '1' }),
		seen(server, `Choix ${RULES - 1}, essai ${number}`)]))
	return { review, publish }
}

const told = list => {
	const [least, most] = [Math.min(...list), Math.max(...list)].map(Math.round)
	const middle = Math.round([...list].sort((a, b) => a - b)[list.length >> 1])
	return `${middle} ms (${least} to ${most})`.padStart(26)
}

async function measure(count) {
	const festival = new Festival(`bench-edit-${count}`, count), { place } = festival
	place.env.ALMANACH_NOW = '2025-11-19T10:00:00+01:00'
	place.env.ALMANACH_URL = ORIGIN
	const rules = rulesOf(join(place.scripts, 'rules'))
	for (const { id, of } of rules)
		writeFileSync(join(place.scripts, `rules/${id}.lua`), of(0))
	festival.bring()
	const server = await Server.start(place)
	try {
		const desk = deskAt(server)
		let number = 0
		for (const [what, some] of [['one rule', rules.slice(-1)],
			[`all ${RULES} rules`, rules]]) {
			const rounds = []
			for (let i = 0; i < ROUNDS; i++)
				rounds.push(await round(desk, server, some, ++number))
			const limit = BUDGET[count]
			console.log(`${String(count).padStart(6)} events, ${what.padEnd(12)}` +
				told(rounds.map(r => r.review)) + told(rounds.map(r => r.publish)) +
				(limit ? `   budget ${limit} ms` : ''))
		}
	} finally {
		await server.stop()
	}
}

console.log(`${cpus().length} processors, load ${loadavg()[0].toFixed(1)}; ` +
	`${RULES} rules, ${ROUNDS} rounds\n${'changed'.padEnd(28)}` +
	'review'.padStart(24) + 'publish to page'.padStart(26))
for (const count of counts)
	await measure(count)
