// festival.mjs -- the sample festival with so many events, which change: {place,
// events}, and bring(), which publishes them as they are, an hour later each time.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { Place, root } from './lib.mjs'

const FIRST = Date.parse('2025-11-18T10:00:00+01:00')

export class Festival {
	constructor(name, count) {
		this.place = new Place(name, 'scripts')
		const folder = join(this.place.folder, 'sample')
		mkdirSync(folder)
		execFileSync('node', ['db/sample/generate.mjs', '--events', String(count),
			'--out', folder], { cwd: root })
		this.files = readdirSync(folder).map(file => join(folder, file))
		this.documents = this.files.map(file =>
			JSON.parse(readFileSync(file, 'utf8')))
		this.events = this.documents.flatMap(({ events }) => events)
		this.hour = 0
	}

	bring() {
		this.files.forEach((file, i) =>
			writeFileSync(file, JSON.stringify(this.documents[i])))
		const now = new Date(FIRST + this.hour++ * 3600000).toISOString()
		const { status, err } = this.place.run('import', '--now', now, '--schema',
			join(root, 'db/sample/schema.json'), '--source', 'semaine', ...this.files)
		if (status !== 0)
			throw new Error(err)
	}
}
