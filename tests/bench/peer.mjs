// peer.mjs SOCKET PROCESSES -- our list as JSON, from Node and SQLite: the
// fastest that we could write without leaving what is usual there. The folder
// PEER has the tables that tests/bench/peers.mjs makes.
import cluster from 'node:cluster'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'

import { Database } from './peers.mjs'

const PAGE = 40
const HALF = 2 ** 30 // what bits are counted in

const [socket, processes] = process.argv.slice(2)
const { days, groups } = JSON.parse(
	readFileSync(join(process.env.PEER, 'labels.json')))
const choices = groups.flatMap(g => g.choices) // in the order of bits

// ---- the database ------------------------------------------------------

const db = new Database(join(process.env.PEER, 'peer.db'), { readonly: true })
db.pragma('mmap_size = 2147483648')
const hits = days.map((_, d) => db.prepare(`
	SELECT json_group_array(key), json_group_array(choices),
		json_group_array(p${d})
	FROM hit WHERE word >= ? AND word < ? AND (key & ? OR choices & ?)`).raw())
const cards = db.prepare(`
	SELECT group_concat(json) FROM (SELECT card.json FROM json_each(?) AS one
		CROSS JOIN card ON card.day = ? AND card.place = one.value)`).pluck()
const both = db.transaction(fn => fn())

const after = word => word.slice(0, -1) +
	String.fromCharCode(word.charCodeAt(word.length - 1) + 1)

// ---- counting ----------------------------------------------------------

const seen = new Uint32Array(2 ** 18) // by event: the request that saw it
let request = 0

function add(counts, bits, from) {
	for (; bits !== 0; bits &= bits - 1)
		counts[from + 31 - Math.clz32(bits & -bits)]++
}

// Beside each choice, how many there would be with the others as they are.
function count(day, group, choice, word) {
	const [keys, masks, at] = hits[day].get(word, after(word), 1 << day,
		2 ** choice).map(JSON.parse)
	const byDay = new Uint32Array(31), byChoice = new Uint32Array(62)
	const own = new Uint32Array(62)
	const places = []
	request++
	for (let i = 0; i < keys.length; i++) {
		const event = keys[i] >> days.length
		if (seen[event] === request)
			continue
		seen[event] = request
		const high = Math.floor(masks[i] / HALF), low = masks[i] - high * HALF
		const has = choice < 30 ? low >> choice & 1 : high >> choice - 30 & 1
		if (has)
			add(byDay, keys[i] & (1 << days.length) - 1, 0)
		if (!(keys[i] >> day & 1))
			continue
		const counts = has ? byChoice : own
		add(counts, low, 0)
		add(counts, high, 30)
		if (has)
			places.push(at[i])
	}
	for (let i = 0; i < group.choices.length; i++)
		byChoice[group.first + i] += own[group.first + i]
	return { byDay, byChoice, places: places.sort((a, b) => a - b) }
}

// ---- the answer --------------------------------------------------------

// The query with another day, with another choice of the same group, or with
// one of another group.
function links(day, group, choice, q) {
	const asked = `${group.id}=${choices[choice].id}`
	const on = `day=${days[day].day}`
	return {
		day: d => `events?${d === day ? '' : `day=${days[d].day}&`}` +
			`${asked}&q=${q}`,
		choice(g, c) {
			if (c === choice)
				return `events?${on}&q=${q}`
			if (g === group)
				return `events?${on}&${g.id}=${choices[Math.min(c, choice)].id},` +
					`${choices[Math.max(c, choice)].id}&q=${q}`
			const other = `${g.id}=${choices[c].id}`
			return g.first < group.first ? `events?${on}&${other}&${asked}&q=${q}`
				: `events?${on}&${asked}&${other}&q=${q}`
		},
	}
}

function write(day, group, choice, q, { byDay, byChoice, places }) {
	const link = links(day, group, choice, q)
	let text = `{"total":${places.length},"page":1,"pages":` +
		`${Math.ceil(places.length / PAGE) || 1},"days":[`
	for (let d = 0; d < days.length; d++)
		text += `${d > 0 ? ',' : ''}${days[d].json}${byDay[d]},"on":` +
			`${d === day},"href":"${link.day(d)}"}`
	text += '],"groups":['
	for (const g of groups) {
		text += `${g.first > 0 ? ',' : ''}${g.json},"on":${g === group},` +
			'"choices":['
		for (let c = g.first; c < g.first + g.choices.length; c++)
			text += `${c > g.first ? ',' : ''}${choices[c].json}${byChoice[c]},` +
				`"on":${c === choice},"href":"${link.choice(g, c)}"}`
		text += ']}'
	}
	return `${text}],"events":[` + (cards.get(
		JSON.stringify(places.slice(0, PAGE)), day) ?? '') + ']}'
}

// /events.json?day=DAY&GROUP=CHOICE&q=WORD
function answer(url) {
	const [, on, asked, q] = url.split(/[?&]/).map(part => part.split('='))
	const day = days.findIndex(d => d.day === on[1])
	const group = groups.find(g => g.id === asked[0])
	const choice = group.first +
		group.choices.findIndex(c => c.id === asked[1])
	return both(() => write(day, group, choice, q[1],
		count(day, group, choice, q[1])))
}

if (cluster.isPrimary) {
	for (let i = 0; i < Number(processes); i++)
		cluster.fork()
	process.on('SIGTERM', () => process.exit())
} else {
	createServer((asked, out) => {
		const body = Buffer.from(answer(asked.url))
		out.writeHead(200, {
			'Content-Type': 'application/json; charset=utf-8',
			'Content-Length': body.length,
		})
		out.end(body)
	}).listen(socket)
}
