// worker.mjs -- the phone's server (worker/) as one script: templates parsed by
// mustache.js ahead of time, so that no phone parses any.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { newer } from './folding.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const packages = join(root, 'build/npm/www/node_modules')
const packaged = createRequire(join(packages, 'index.js'))

// Bytes, gzip, with the texts of one language. The design says 16,000. Pages show
// more than the prototype that it was measured on: the templates with their texts
// are 9,000, and what lists, events, plans, maps and calendars have to work out
// makes up the rest.
export const WORKER_MAX = 32000

const APART = 'style' // main has it from elsewhere

// ---- templates --------------------------------------------------------------------

// What a partial that is not the first on its line, or starts it, is indented
// by has no effect; we have no others.
function checkIndent([, name, , , indent, at, afterText], texts, wrong) {
	const lines = texts.get(name)?.split('\n').slice(afterText ? 1 : 0) ?? []
	if (at === 0 && indent && lines.some(line => line))
		wrong(`www/templates: {{>${name}}} is indented: start the line with it`)
}

const signs = { name: '=', '&': '&', '#': '#', '^': '^', '>': '>' }

// A template in the form of worker/template.mjs; "use" gets its partials.
function compact(tokens, use) {
	return tokens.map(token => {
		const [kind, name, , , inner] = token
		if (kind === 'text')
			return name
		if (kind === '>')
			use(token)
		if (kind === 'name' && name.startsWith('t.'))
			return [name]
		return [signs[kind] + name,
			...kind === '#' || kind === '^' ? compact(inner, use) : []]
	})
}

// The pages and all that they take in.
function templates(texts, pages, wrong) {
	const made = {}, left = [...pages]
	while (left.length > 0) {
		const name = left.pop()
		if (made[name] || name === APART)
			continue
		const tokens = packaged('mustache').parse(texts.get(name))
		made[name] = compact(tokens, partial => {
			checkIndent(partial, texts, wrong)
			left.push(partial[1])
		})
	}
	return made
}

// ---- the script -------------------------------------------------------------------

const pages = ['home', 'events', 'all', 'event', 'map', 'plan', 'changes', 'about',
	'error']

// Modules that exist only in the bundle.
function made(texts, wrong) {
	const contents = {
		templates: () => JSON.stringify(templates(texts, pages, wrong)),
		fold: () => `/[${newer(wrong)}]/u`,
	}
	return { name: 'made', setup(build) {
		build.onResolve({ filter: /^made:/ }, ({ path }) =>
			({ path: path.slice('made:'.length), namespace: 'made' }))
		build.onLoad({ filter: /.*/, namespace: 'made' }, ({ path }) =>
			({ contents: `export default ${contents[path]()}` }))
	} }
}

// "texts": of templates, by name; "options": esbuild's. Resolves to the script.
export async function bundle(texts, wrong, options) {
	const { outputFiles } = await packaged('esbuild').build({
		entryPoints: [join(root, 'www/worker/main.mjs')], bundle: true,
		minify: true, write: false, format: 'iife', charset: 'utf8',
		legalComments: 'none', target: ['chrome90', 'firefox90', 'safari14.1'],
		// Chrome 90 stumbles over a(...b) behind ?. only, which we have not.
		supported: { 'optional-chain': true,
			'regexp-unicode-property-escapes': true },
		absWorkingDir: root, logLevel: 'silent', plugins: [made(texts, wrong)],
		...options,
	})
	return outputFiles[0].text
}

// One module of worker/ and what it needs, imported: for tests.
export async function imported(module, file) {
	const folder = join(root, 'build/www/templates'), ending = '.mustache'
	const texts = new Map(readdirSync(folder).map(file =>
		[file.slice(0, -ending.length), readFileSync(join(folder, file), 'utf8')]))
	mkdirSync(dirname(file), { recursive: true })
	writeFileSync(file, await bundle(texts, fault => { throw new Error(fault) },
		{ entryPoints: [join(root, `www/worker/${module}.mjs`)], format: 'esm' }))
	return import(file)
}
