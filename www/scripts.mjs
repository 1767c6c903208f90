// scripts.mjs -- the pages' own scripts, one of each for each language: the
// texts they say are put in here, so that a phone fetches no other.
//
//   page    on every page; 5 kB gzip. It fetches the others when they are needed
//   more    what few pages need, or a tap
//   paper   QR codes and posters
//
// Sources: page/*.mjs. There `t.someText` is the text "some-text" of the group
// "script" in strings/LL.json, and `part.NAME` the file name of another script.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const PAGE_MAX = 5000 // bytes, gzip
const HASH_LENGTH = 10

// Those that the first one fetches come before it: it knows their names.
const parts = { more: 'esm', paper: 'esm', page: 'iife' }

const camel = key => key.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())

function constants(tree) {
	const texts = Object.entries({ ...tree.script, over: tree.over })
	return Object.fromEntries([
		...texts.map(([key, text]) => [`t.${camel(key)}`, JSON.stringify(text)]),
		['zeroIsOne', String(tree.plural === 'zero-one')],
	])
}

function bundled(build, root, name, define) {
	const { outputFiles } = build({
		entryPoints: [join(root, `www/page/${name}.mjs`)], bundle: true,
		minify: true, write: false, legalComments: 'none', charset: 'utf8',
		format: parts[name], define, logLevel: 'silent', absWorkingDir: root,
		nodePaths: [join(root, 'build/npm/www/node_modules')],
		target: ['chrome91', 'firefox90', 'safari14.1'],
	})
	return outputFiles[0].contents
}

// A text that no source says, or that is said and not there.
export function unsaid(root, tree) {
	const folder = join(root, 'www/page')
	const said = new Set(readdirSync(folder).flatMap(file =>
		[...readFileSync(join(folder, file), 'utf8').matchAll(/\bt\.(\w+)/g)]
			.map(([, key]) => key)))
	const written = new Set(Object.keys(tree.script ?? {}).map(camel)).add('over')
	return [
		...[...said].filter(key => !written.has(key))
			.map(key => `www/page says t.${key}, which strings do not have`),
		...[...written].filter(key => !said.has(key))
			.map(key => `www/strings: "script" has ${key}, which www/page never says`),
	]
}

// Puts each script with put(name, bytes); returns the page's file name and what
// it weighs. "tree": the language's texts.
export function makeScripts({ esbuild, root, put }, language, tree) {
	const define = constants(tree)
	let bytes, file
	for (const name of Object.keys(parts)) {
		bytes = bundled(esbuild.buildSync, root, name, define)
		const hash = createHash('sha256').update(bytes).digest('hex')
		file = `${name}-${language}-${hash.slice(0, HASH_LENGTH)}.js`
		put(`static/${file}`, bytes)
		define[`part.${name}`] = JSON.stringify(file)
	}
	const short = gzipSync(bytes, { level: 9 }).length
	return { file, told: `${short}${short > PAGE_MAX ? ' (OVER)' : ''}` }
}
