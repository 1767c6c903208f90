// workspace.mjs -- what the editors' workspace is made of, from www/edit/:
//
//   edit/templates/       its templates, with the icons, the mark, and what
//                         static files are called ("static-edit.css" too)
//   edit/manual.md        scripts/README.md: a festival's own folder of rules need
//                         not have it, and it goes with the program
//   edit/strings/         its texts; "edit-script" is the script of a language
//   static/edit-HASH.css  its style, linked, which takes in the visitors' style
//   static/edit-LL-HASH.js  its script
//
// None of it is on a page of visitors, nor among what phones keep. The script
// says its texts as the pages' own scripts do (scripts.mjs).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { bundled, constants, unsaid } from './scripts.mjs'

const EDIT_MAX = 135000 // bytes, gzip: the editor with all that it can do

function makeStyle({ minified, put, hashed }) {
	const style = minified('edit/style.css')
	const name = hashed('edit.css', style)
	put(`static/${name}`, style)
	return name
}

function makeTemplates({ root, put, wrong, checkPartials }, files, shared) {
	const own = files.map(file => [file.slice(0, -'.mustache'.length),
		readFileSync(join(root, 'www/edit/templates', file), 'utf8')])
	const texts = new Map([...shared, ...own])
	for (const [name, text] of texts) {
		checkPartials(`edit/templates/${name}`, text, texts, wrong)
		put(`edit/templates/${name}.mustache`, text)
	}
}

// Returns what the heaviest one weighs.
function makeScripts(tools, trees) {
	const [{ script }] = trees.values()
	unsaid(tools.root, 'www/edit', 'www/edit/strings', script).forEach(tools.wrong)
	return Math.max(...[...trees].map(([file, tree]) => {
		const bytes = bundled(tools, 'edit/edit.mjs', 'iife',
			constants(tree.script, tree.plural))
		const name = `edit-${file.replace('.json', '.js')}`
		tree['edit-script'] = tools.hashed(name, bytes)
		tools.put(`static/${tree['edit-script']}`, bytes)
		return gzipSync(bytes, { level: 9 }).length
	}))
}

// "tools": esbuild, root, what build.mjs makes and checks things with.
// "templates": file names; "shared": partials, name -> text; "strings": trees by
// file name. Returns a line of what it made.
export function makeWorkspace(tools, { templates, shared, strings }) {
	const style = makeStyle(tools)
	makeTemplates(tools, templates,
		new Map([...shared, ['static-edit.css', style]]))
	tools.put('edit/manual.md',
		readFileSync(join(tools.root, 'scripts/README.md')))
	const most = makeScripts(tools, strings)
	if (most > EDIT_MAX)
		tools.wrong(`www/edit: the script is ${most} bytes gzip, ` +
			`and may be ${EDIT_MAX}`)
	tools.putStrings('edit/strings', strings)
	return `workspace with ${templates.length} templates, ` +
		`scripts of ${most} bytes gzip (budget ${EDIT_MAX})`
}
