// clock.mjs -- a clock that jumps ten days on and back under a program that is
// running, and the two days of a year that have 23 and 25 hours.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { Festival } from '../festival.mjs'
import { Ground, isTold, must, plain, readers, told, words } from './ground.mjs'

const LIBRARY = ['/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1',
	'/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1'].find(existsSync)
const ZONE = 'Europe/Paris'
const DAY = 24 * 3600 * 1000

// A moment on the wall there: {day: '2025-11-20', time: '14:05'}.
const format = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, year: 'numeric',
	month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false })
const wall = moment => {
	const [day, time] = format.format(new Date(moment)).split(' ')
	return { day, time }
}

// ---- an oracle: what is on at a moment, from the events as they were brought --------

function spansOf(ground) {
	return ground.files[plain].flatMap(file => JSON.parse(readFileSync(file, 'utf8')).events)
		.map(e => ({ uid: String(e.uid), status: e.status, spans: e.timings.map(t =>
			[Date.parse(t.begin), Date.parse(t.end)]) }))
}

const NOT_HELD = [4, 6] // postponed, cancelled (OpenAgenda's numbers)

const whens = {
	now: (e, moment) => !NOT_HELD.includes(e.status) &&
		e.spans.some(([begin, end]) => begin <= moment && moment < end),
	today: (e, moment) => e.spans.some(([begin]) => wall(begin).day === wall(moment).day),
}

function expected(events, when, moment) {
	const floored = Math.floor(moment / 300000) * 300000
	return events.filter(e => whens[when](e, floored)).length
}

// ---- ten days on and back ---------------------------------------------------------

async function jumps() {
	const ground = new Ground('clock')
	const { place } = ground
	const file = join(place.folder, 'clock')
	const begin = Date.parse('2025-11-20T10:00:00+01:00')
	let faked = 0
	const set = moment => {
		faked = moment - Date.now()
		writeFileSync(file, `${faked < 0 ? '-' : '+'}${Math.abs(faked / 1000).toFixed(0)}\n`)
	}
	set(begin)
	delete place.env.ALMANACH_NOW
	Object.assign(place.env, { LD_PRELOAD: LIBRARY, FAKETIME_TIMESTAMP_FILE: file,
		FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' })
	await ground.bring(plain)
	await ground.serve()
	const { server } = ground
	const events = spansOf(ground)
	const visitors = readers(server, 1, ['/', '/all', '/events.json', '/changes'])
	const wrong = []
	let asked = 0, last = 0
	for (const [days, word] of [[0, words[0]], [10, words[1]], [-10, words[0]],
		[0, words[1]], [3, plain], [-3, words[0]]]) {
		set(begin + days * DAY)
		await sleep(1200)
		for (const when of ['now', 'today']) {
			const { total } = await server.json(`/events.json?when=${when}`)
			const should = expected(events, when, Date.now() + faked)
			asked++
			if (total !== should)
				wrong.push(`${days} days, ${when}: ${total}, not ${should}`)
		}
		const { headers } = await server.get('/')
		const [, age] = /max-age=(-?\d+)/.exec(headers['cache-control']) ?? []
		if (!(age >= 0 && age <= 300))
			wrong.push(`${days} days: ${headers['cache-control']}`)
		const announced = await ground.does(['announce', '--until',
			new Date(begin + (days + 1) * DAY).toISOString(), `fr=jour ${days}`, `en=day ${days}`])
		if (announced.status !== 0)
			wrong.push(`${days} days: ${announced.err}`)
		const number = await ground.bring(word)
		const head = await server.json('/sync/head.json')
		if (number <= last || ground.broken() !== '')
			wrong.push(`${days} days: publication ${number} after ${last}; ${ground.broken()}`)
		last = number
		await sleep(300)
		const page = (await server.get('/all')).body.toString()
		if (word !== plain && (!page.includes(word) || !page.includes(`jour ${days}`)))
			wrong.push(`${days} days: not what was published last`)
		if (!JSON.stringify(head).includes(String(number)))
			wrong.push(`${days} days: the head is of another one: ${JSON.stringify(head)}`)
	}
	const { status, err } = await ground.does(['announce', '--until',
		new Date(begin - 60 * DAY).toISOString(), 'fr=hier', 'en=yesterday'])
	must(status === 0 || isTold(err), err)
	const seen = await visitors.stop()
	await server.stop()
	const figures = `6 jumps, ${asked} questions of now and today, publications up to ${last}` +
		` in order: ${wrong.length} wrong; ${told(seen)}`
	must(wrong.length + seen.failed + seen.torn === 0, `${figures}: ${wrong.slice(0, 4).join('; ')}`)
	return figures
}

// ---- 23 and 25 hours --------------------------------------------------------------

// One event an hour of true time, so that no hour of the wall is left out.
function hourly(template, from, hours) {
	return Array.from({ length: hours }, (_, i) => {
		const [begin, end] = [0, 45].map(m =>
			new Date(from + i * 3600000 + m * 60000).toISOString())
		return { ...template, uid: 1000 + i, title: { fr: `Heure ${i}`, en: `Hour ${i}` },
			timings: [{ begin, end }], status: 1 }
	})
}

async function longDay(day) {
	const festival = new Festival(`faults-day-${day}`, 40)
	const from = Date.parse(`${day}T00:00:00Z`) - 6 * 3600000
	const events = hourly(festival.events.find(e => e.timings.length === 1), from, 36)
	festival.documents.length = festival.files.length = 1
	festival.documents[0].events = events
	const programme = join(festival.place.scripts, 'programme.lua')
	writeFileSync(programme, readFileSync(programme, 'utf8')
		.replace(/days = \{[^}]*\}/, `days = { "${day}" }`))
	festival.bring()
	const known = events.map(e => ({ status: e.status,
		spans: e.timings.map(t => [Date.parse(t.begin), Date.parse(t.end)]) }))
	const wrong = []
	let asked = 0
	const check = (is, should, what) => {
		asked++
		if (is !== should)
			wrong.push(`${what}: ${is}, not ${should}`)
	}
	for (let moment = from + 3600000; moment < from + 35 * 3600000; moment += 20 * 60000)
		for (const when of ['now', 'today']) {
			const now = new Date(moment).toISOString()
			check(festival.place.json('get', '--now', now, `/events.json?when=${when}`).total,
				expected(known, when, moment), `${now} ${when}`)
		}
	const list = festival.place.json('get', '--now', `${day}T00:00:00Z`,
		'/events.json').events
	for (const e of list) {
		const { time } = wall(known[Number(e.uid) - 1000].spans[0][0])
		const [hour, minute] = time.split(':').map(Number)
		check(new RegExp(`\\b0?${hour}\\s?h\\s?${minute || '(00)?'}\\b`).test(JSON.stringify(e.when)),
			true, `${e.uid} at ${time}: ${JSON.stringify(e.when)}`)
	}
	must(list.length === 36, `${list.length} of 36 events are listed`)
	const figures = `${asked} moments and hours, ${wrong.length} differ from the oracle`
	must(wrong.length === 0, `${figures}: ${wrong.slice(0, 4).join('; ')}`)
	return figures
}

export const rows = [
	['clock ten days on and back', jumps],
	['a day of 23 hours', () => longDay('2025-03-30')],
	['a day of 25 hours', () => longDay('2025-10-26')],
]
