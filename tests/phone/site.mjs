// site.mjs -- the sample festival for phones, behind a real nginx and at the end
// of a road of its own (tests/worker/road.mjs): the address stays while servers
// come and go, and they go by SIGKILL.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { Place, root } from '../lib.mjs'
import { Server } from '../server/nginx.mjs'
import { road } from '../worker/road.mjs'

const LOOK = 150 // ms; LOOK_MS of cgi/worker.c, and some
const NOW = '2025-11-19T10:00:00+01:00'

function family(pid) {
	const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
	return [pid, ...children.split(' ').filter(Boolean).map(Number).flatMap(family)]
}

function killFamilies(...children) {
	const alive = children.filter(({ exitCode, signalCode }) =>
		exitCode === null && !signalCode)
	for (const pid of alive.flatMap(({ pid }) => family(pid)))
		try {
			process.kill(pid, 'SIGKILL')
		} catch {} // it has gone with its parent
}

export class Site {
	// "base": "" or "/path"; "count" events of the sample.
	static async start(name, { base = '', count = 500 } = {}) {
		const site = new Site()
		site.events = JSON.parse(readFileSync(
			join(root, 'build/sample/events-1.json'), 'utf8')).events.slice(0, count)
		site.place = new Place(`phone/${name}`, 'scripts')
		site.place.env.ALMANACH_NOW = NOW
		site.base = base
		site.publish()
		await site.up()
		site.road = await road(site.server.at)
		site.url = `${site.road.url}${base}/`
		return site
	}

	publish() {
		const file = this.place.write('events.json', JSON.stringify(
			{ total: this.events.length, events: this.events }))
		const { status, err } = this.place.run('import', '--now',
			'2025-11-18T18:00:00+01:00', '--source', 's', '--schema',
			join(root, 'db/sample/schema.json'), file)
		if (status !== 0)
			throw Error(err)
	}

	// Something else, published: new titles, and one event less. Until each of the
	// server's processes has looked, some of them answer from what was before.
	async change() {
		for (const event of this.events.slice(10, 14))
			event.title.fr += ' (modifié)'
		this.events.splice(20, 1)
		this.publish()
		await sleep(LOOK)
	}

	async up(env = {}) {
		Object.assign(this.place.env, env)
		this.server = await Server.start(this.place, this.base)
		this.server.at = `http://127.0.0.1:${this.server.port}`
		if (this.road)
			await this.road.open(this.server.at)
	}

	// All of it at once, as when the power goes; nobody listens any more.
	kill() {
		this.road.close()
		killFamilies(this.server.web, this.server.app)
		this.server.agent.destroy()
	}

	// The program alone: the web server answers for it, with 502.
	killProgram() {
		killFamilies(this.server.app)
	}

	async stop() {
		this.road.close()
		if (this.server.web.exitCode === null && !this.server.web.signalCode)
			await this.server.stop()
	}

	// What the program itself says: {status, type, language, body}.
	async answer(path) {
		const { status, headers, body } = await this.server.get(`/${path}`)
		if (status === 308)
			return this.answer(headers.location.slice(this.base.length + 1))
		return { status, type: headers['content-type'],
			language: headers['content-language'] ?? null, body: body.toString() }
	}

	head() {
		return this.server.json('/sync/head.json')
	}
}

// Addresses of every kind of page, in one language ("" or "en/").
export async function addresses(site, language = '') {
	const { publication } = await site.head()
	const { events } = await site.server.json(
		`/sync/index-${publication}-${language.slice(0, 2) || 'fr'}.json`)
	const [first, second] = events.uid
	return ['', 'events', 'events?day=2025-11-20', 'events?audience=students&day=2025-11-19',
		'events?q=atelier', 'events?when=now', 'events?near=50.63,3.06', 'events?page=3',
		`event/${first}`, `event/${events.uid.at(-1)}`, 'map?q=visite',
		`plan?e=${first},${second}`, 'plan', 'changes', 'about', 'all',
		`event/${second}.ics`, 'events.ics?day=2025-11-20', `plan.ics?e=${first}`,
		'events.json?day=2025-11-20', 'index.json', 'nowhere', 'events?day=2025-99-99',
		'event/0/none'].map(path => language + path)
}
