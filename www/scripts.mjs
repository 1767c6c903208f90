// scripts.mjs -- the pages' own scripts, one of each for each language: the
// texts they say are put in here, so that a phone fetches no other.
//
//   page    on every page; 5 kB gzip. It fetches the others when they are needed
//   more    what few pages need, or a tap
//   paper   QR codes and posters
//
// Sources: page/*.mjs. There `t.someText` is the text "some-text" of the group
// "script" in strings/LL.json, and `part.NAME` the file name of another script.
// The workspace's script (workspace.mjs) is made of edit/ in the same way.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const PAGE_MAX = 5000 // bytes, gzip
const HASH_LENGTH = 10

// Those that the first one fetches come before it: it knows their names.
const parts = { more: 'esm', paper: 'esm', page: 'iife' }

const camel = key => key.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())

// What stands in a script for "texts" and for how the language counts.
export function constants(texts, plural) {
	return Object.fromEntries([
		...Object.entries(texts)
			.map(([key, text]) => [`t.${camel(key)}`, JSON.stringify(text)]),
		['zeroIsOne', String(plural === 'zero-one')],
	])
}

// The bytes of "source", a path below www/, with all that it imports.
export function bundled({ esbuild, root }, source, format, define) {
	const { outputFiles } = esbuild.buildSync({
		entryPoints: [join(root, 'www', source)], bundle: true,
		minify: true, write: false, legalComments: 'none', charset: 'utf8',
		format, define, logLevel: 'silent', absWorkingDir: root,
		nodePaths: [join(root, 'build/npm/www/node_modules')],
		target: ['chrome91', 'firefox90', 'safari14.1'],
	})
	return outputFiles[0].contents
}

// A text that no source says, or that is said and not there. "folder" has the
// sources, below the project's root, and "strings" the texts.
export function unsaid(root, folder, strings, texts) {
	const said = new Set(readdirSync(join(root, folder))
		.filter(file => file.endsWith('.mjs'))
		.flatMap(file => [...readFileSync(join(root, folder, file), 'utf8')
			.matchAll(/\bt\.(\w+)/g)].map(([, key]) => key)))
	const written = new Set(Object.keys(texts).map(camel))
	return [
		...[...said].filter(key => !written.has(key))
			.map(key => `${folder} says t.${key}, which strings do not have`),
		...[...written].filter(key => !said.has(key)).map(key =>
			`${strings}: "script" has ${key}, which ${folder} never says`),
	]
}

// Puts each script with put(name, bytes); returns the page's file name and what
// it weighs. "tree": the language's texts.
export function makeScripts(tools, language, tree) {
	const define = constants({ ...tree.script, over: tree.over }, tree.plural)
	let bytes, file
	for (const [name, format] of Object.entries(parts)) {
		bytes = bundled(tools, `page/${name}.mjs`, format, define)
		const hash = createHash('sha256').update(bytes).digest('hex')
		file = `${name}-${language}-${hash.slice(0, HASH_LENGTH)}.js`
		tools.put(`static/${file}`, bytes)
		define[`part.${name}`] = JSON.stringify(file)
	}
	const short = gzipSync(bytes, { level: 9 }).length
	return { file, told: `${short}${short > PAGE_MAX ? ' (OVER)' : ''}` }
}
