// import.mjs FOLDER -- write event files of the sample and of tests as seeds
// for tests/fuzz/import.c: whole ones, and their events one by one.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const root = new URL('../../', import.meta.url)
const text = path => readFileSync(new URL(path, root), 'utf8')
const folder = process.argv[2]
mkdirSync(folder, { recursive: true })
let count = 0
const seed = (schema, ...files) => writeFileSync(
	`${folder}/${count++}`, [schema, ...files, ''].join('\0'))

const schema = text('db/sample/schema.json')
const pages = ['db/sample/communique.json', 'tests/twin/events-1.json',
	'tests/twin/events-2.json', 'build/sample/events-1.json']
for (const path of pages.filter(path => existsSync(new URL(path, root)))) {
	const page = JSON.parse(text(path))
	const few = { ...page, events: page.events.slice(0, 40) }
	seed('', JSON.stringify({ ...few, events: few.events.slice(0, 2) }),
		JSON.stringify({ ...few, events: few.events.slice(2, 4) }))
	few.events.forEach((event, i) => seed(i % 4 ? '' : schema,
		JSON.stringify(i % 2 ? { event } : [event])))
}

// The other exporter's, in both of its shapes.
const record = { uid: '1', slug: 'une-visite', title_fr: 'Une visite',
	description_fr: 'Courte', longdescription_fr: '<p>Longue <b>!</b></p>',
	timings: '[{"begin":"2025-11-20T09:00:00+01:00","end":"2025-11-20T10:00:00+01:00"}]',
	location_name: 'Usine', location_address: '1 rue', location_city: 'Lille',
	location_coordinates: { lon: 3.06, lat: 50.63 },
	keywords_fr: ['usine'], originagenda_uid: '7', originagenda_title: 'A',
	registration: '[{"type":"link","value":"https://example.org/"}]' }
seed('', JSON.stringify({ total_count: 1, results: [record] }))
seed('', JSON.stringify({ nhits: 1, records: [{ datasetid: 'evenements-publics-openagenda',
	fields: { ...record, location_coordinates: [50.63, 3.06] } }] }))
