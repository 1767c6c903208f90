// run.mjs [--write] -- the twin contract: what each address of urls.txt gives.
//
// Over a small programme of its own (events-1.json, then events-2.json, with
// scripts/), each address is asked of the program by CGI: status, type,
// language and where it leads; and where it is a page or its twin, the view.
// The addresses of corrected.txt are asked after editors had their say.
// Compared with tests/twin/NAME.json, word for word. --write writes those anew,
// to be looked at in what git says.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = new URL('../../', import.meta.url).pathname
const here = join(root, 'tests/twin')
const work = join(root, 'build/twin')
const program = join(root, process.env.BUILD ?? 'build', 'almanach')
const write = process.argv.includes('--write')

export const settings = {
	PATH: process.env.PATH,
	ASAN_OPTIONS: process.env.ASAN_OPTIONS ?? '',
	ALMANACH_DB: join(work, 'twin.db'),
	ALMANACH_SCRIPTS: join(here, 'scripts'),
	ALMANACH_WWW: join(root, 'build/www'),
	ALMANACH_NOW: '2025-10-25T10:00:00+02:00',
}

function run(args, env = {}) {
	return execFileSync(program, args, {
		env: { ...settings, ...env }, encoding: 'utf8',
		maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'inherit'],
	})
}

// The programme, published twice, so that something has changed.
export function publish() {
	rmSync(work, { recursive: true, force: true })
	mkdirSync(work, { recursive: true })
	for (const [file, now] of [['events-1.json', '2025-10-20T08:00:00+02:00'],
		['events-2.json', '2025-10-21T09:30:00+02:00']])
		run(['import', '--now', now, '--source', 'essai', '--schema',
			join(here, 'schema.json'), join(here, file)])
}

// What editors say of it, one thing of each kind.
const corrections = [
	['102', 'full', 'Plus une place', 'en=No place is left'],
	['103', 'cancel', 'Panne de courant'],
	['101', 'move', '2', '2025-10-25T16:00', '2025-10-25T18:00', 'Orage <annoncé>'],
	['108', 'note', 'en=Bring "boots" & a coat'],
	['112', 'hide'],
	['110', 'feature'],
]

// The same with their corrections, one of which was taken back, and with an
// announcement.
export function correct() {
	publish()
	for (const [i, args] of corrections.entries())
		run(['correct', '--now', `2025-10-22T0${i}:00:00+02:00`, ...args])
	run(['correct', '--now', '2025-10-22T07:00:00+02:00', '107', 'cancel'])
	run(['correct', '--now', '2025-10-22T08:00:00+02:00', '--undo',
		`${corrections.length + 1}`])
	run(['announce', '--now', '2025-10-23T09:00:00+02:00', '--until',
		'2025-10-26T12:00', 'Navettes <gratuites> & "sûres" dimanche'])
}

// One answer as CGI gives it; "more": of the environment.
export function ask(url, more = {}) {
	const answer = run([], { GATEWAY_INTERFACE: 'CGI/1.1',
		REQUEST_METHOD: 'GET', REQUEST_URI: url, ALMANACH_BASE: '/', ...more })
	const end = answer.indexOf('\r\n\r\n')
	const headers = new Map(answer.slice(0, end).split('\r\n')
		.map(line => line.split(/: (.*)/s).slice(0, 2)))
	return { headers, body: answer.slice(end + 4) }
}

function record(url) {
	const { headers, body } = ask(url)
	const one = { url, status: Number(headers.get('Status').slice(0, 3)) }
	if (headers.has('Location'))
		return { ...one, location: headers.get('Location') }
	one.type = headers.get('Content-Type')
	one.language = headers.get('Content-Language')
	if (one.type.startsWith('application/json'))
		one.view = JSON.parse(body)
	else if (one.type.startsWith('text/html') && one.status === 200)
		one.view = JSON.parse(run(['get', '--view', url]))
	else
		one.title = body.match(/<h1>(.*?)<\/h1>/)?.[1]
	return one
}

export function urls(name = 'urls') {
	const files = new Map()
	let list
	for (const line of readFileSync(join(here, `${name}.txt`), 'utf8').split('\n'))
		if (line.startsWith('= '))
			files.set(line.slice(2), list = [])
		else if (line !== '' && !line.startsWith('#'))
			list.push(line)
	return files
}

// One address a line, so that git shows which one changed.
function written(records) {
	return '[\n' + records.map(r => JSON.stringify(r)).join(',\n') + '\n]\n'
}

// Of each file of addresses how many there are, and how many of them differ.
function compare(name, list) {
	const file = join(here, `${name}.json`)
	const records = list.map(record)
	if (write) {
		writeFileSync(file, written(records))
		return [records.length, 0]
	}
	const wanted = JSON.parse(readFileSync(file, 'utf8'))
	const differ = records.filter((got, i) =>
		JSON.stringify(got) !== JSON.stringify(wanted[i]) &&
		!console.log(`${got.url}\n  wants ${JSON.stringify(wanted[i])}` +
			`\n  got   ${JSON.stringify(got)}`)).length
	if (records.length === wanted.length)
		return [records.length, differ]
	console.log(`${name}.json has other addresses`)
	return [records.length, differ + 1]
}

function main() {
	let count = 0, differ = 0
	for (const [make, file] of [[publish, 'urls'], [correct, 'corrected']]) {
		make()
		for (const [name, list] of urls(file)) {
			const [asked, wrong] = compare(name, list)
			count += asked
			differ += wrong
		}
	}
	console.log(`twin: ${count} URLs, ${differ} differ`)
	process.exit(differ > 0 ? 1 : 0)
}

if (process.argv[1] === new URL(import.meta.url).pathname)
	main()
