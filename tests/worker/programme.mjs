// programme.mjs -- publications by the program itself, one after the other, with
// edits of events and rules between them; and what phones copy of each.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { Place, root } from '../lib.mjs'

export const sha256 = text => createHash('sha256').update(text).digest('hex')

// Numbers below n, the same ones for the same seed.
export function dice(seed) {
	let x = seed | 1
	return n => {
		x ^= x << 13
		x ^= x >>> 17
		x ^= x << 5
		return (x >>> 0) % n
	}
}

const shift = (time, minutes) =>
	new Date(Date.parse(time) + minutes * 60000).toISOString()

// What editors and organisers do; each with a programme and dice.
const edits = {
	title: ({ any }) => { any().title.fr += ' (nouveau œ ß)' },
	text: ({ any }) => { any().longDescription = { fr: 'Un **autre** texte.' } },
	move({ any }) {
		for (const timing of any().timings)
			for (const at in timing)
				timing[at] = shift(timing[at], 30)
	},
	another({ any }) {
		const { timings } = any(), { begin, end } = timings.at(-1)
		timings.push({ begin: shift(begin, 1440), end: shift(end, 1440) })
	},
	fewer: ({ any }) => any().timings.splice(0, 1),
	cancel: ({ any }) => { any().status = 6 },
	fill: ({ any }) => { any().status = 5 },
	feature: ({ any }) => { any().featured = true },
	away({ any, set }) {
		const { location } = set.find(({ location }) => location) ?? any()
		any().location = location
	},
	nowhere: ({ any }) => { Object.assign(any(), { location: null,
		attendanceMode: 2, onlineAccessLink: 'https://example.org/' }) },
	remove: p => p.aside.push(...p.set.splice(p.roll(p.set.length), 1)),
	back: p => p.set.push(...p.aside.splice(p.roll(p.aside.length), 1)),
	add: p => p.set.push(...p.fresh.splice(0, 3)),
	rule(p) {
		const word = ['visite', 'atelier', 'papier', 'métal'][p.roll(4)]
		p.place.rule(`extra-${p.roll(3)}`, `return { group = "${p.roll(2)
			? 'audience' : 'theme'}", label = { fr = "${word}", en = "${word}" },
			match = function(event) return event:mentions("${word}") end }\n`)
	},
	correct(p) {
		const { uid, timings } = p.any(), { begin, end } = timings[0]
		p.tell('correct', `${uid}`, ...[['cancel', 'Grève'], ['full'], ['hide'],
			['feature'], ['note', 'Prenez des bottes', 'en=Bring boots'],
			['move', '1', shift(begin, 45), shift(end, 60)]][p.roll(6)])
	},
	undo: p => p.tell('correct', '--undo', `${p.roll(5) + 1}`),
	announce: p => p.tell('announce', '--until', '2025-11-2' + p.roll(9) +
		'T12:00', `Navette ${p.roll(100)}`, 'en=Shuttle'),
	silence: p => p.tell('announce', '--end'),
	hide(p) {
		p.place.rule('extra-hide', 'return { effect = "hide", match = function(e) ' +
			`return e.uid:sub(-1) == "${p.roll(10)}" end }\n`)
	},
}
export const allEdits = Object.keys(edits)

export class Programme {
	// "count" events of the sample festival, published.
	constructor(name, count, seed = 1) {
		const all = JSON.parse(
			readFileSync(join(root, 'build/sample/events-1.json'), 'utf8')).events
		this.place = new Place(`worker/${name}`, 'scripts')
		this.place.env.ALMANACH_NOW = '2025-11-19T10:00:00+01:00'
		this.roll = dice(seed * 7919)
		this.set = all.slice(0, count)
		this.fresh = all.slice(count)
		this.aside = []
		this.any = () => {
			const event = this.set[this.roll(this.set.length)]
			return event.timings.length > 1 ? event : Object.assign(event,
				{ timings: [...event.timings, ...event.timings.map(({ begin, end }) =>
					({ begin: shift(begin, 2880), end: shift(end, 2880) }))] })
		}
		this.publications = []
		this.publish()
	}

	edit(names = [allEdits[this.roll(allEdits.length)]]) {
		for (const name of names)
			edits[name](this)
	}

	// What an editor has to say, until publish(); what cannot be is refused.
	tell(...args) {
		this.place.run(...args, '--no-publish', '--now', this.now())
	}

	now() {
		const n = this.publications.length + 1
		return `2025-11-18T${String(n + 5).padStart(2, '0')}:00:00+01:00`
	}

	get(path) {
		const { status, body } = this.place.cgi(path)
		return status === 200 ? body : undefined
	}

	// Where nothing has changed there is no new publication.
	publish() {
		const file = this.place.write('events.json', JSON.stringify(
			{ total: this.set.length, events: this.set }))
		const { status, err } = this.place.run('import', '--accept-removals',
			'--now', this.now(),
			'--source', 's', '--schema', join(root, 'db/sample/schema.json'), file)
		if (status !== 0)
			throw Error(err)
		const files = { 'head.json': this.get('/sync/head.json') }
		const head = JSON.parse(files['head.json'])
		if (head.publication === this.publications.at(-1)?.head.publication)
			return
		const languages = Object.keys(head.copies)
		const keep = name => { files[name] = this.get(`/sync/${name}`) }
		for (const language of languages) {
			keep(`index-${head.publication}-${language}.json`)
			const { pieces } = this.index({ head, files }, language)
			for (const [piece, since] of pieces)
				keep(`texts-${piece}-${since}-${language}.json`)
			for (const old of this.publications)
				keep(`delta-${old.head.publication}-${head.publication}-${language}.json`)
		}
		this.publications.push({ head, files })
	}

	index({ head, files }, language) {
		return JSON.parse(files[`index-${head.publication}-${language}.json`])
	}

	texts({ head, files }, language) {
		const pieces = {}
		for (const [piece, since] of this.index({ head, files }, language).pieces)
			pieces[piece] = JSON.parse(files[`texts-${piece}-${since}-${language}.json`])
		return pieces
	}
}
