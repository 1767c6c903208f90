// The workspace's script: within its budget, and nowhere where visitors are.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { gzipSync } from 'node:zlib'

const built = new URL('../../build/www/', import.meta.url).pathname
const statics = readdirSync(join(built, 'static'))
const own = statics.filter(name => /^edit-.*\.(js|css)$/.test(name))
const read = name => readFileSync(join(built, name), 'utf8')
const MAX = 135000 // bytes, gzip

for (const language of ['fr', 'en', 'pt'])
	test(`workspace: the script in ${language} is within its budget`, () => {
		const strings = JSON.parse(read(`edit/strings/${language}.json`))
		const file = strings['edit-script']
		assert.match(file, new RegExp(`^edit-${language}-[0-9a-f]{10}\\.js$`))
		const script = read(`static/${file}`)
		assert.ok(script.includes('cm-editor'), 'the editor is in it')
		const bytes = gzipSync(script, { level: 9 }).length
		assert.ok(bytes <= MAX, `${bytes} bytes`)
		assert.ok(!('script' in strings), 'its texts are in it and nowhere else')
	})

test('workspace: phones and visitors have none of it', () => {
	const theirs = ['sw.js', 'style.css',
		...readdirSync(join(built, 'templates')).map(name => `templates/${name}`),
		...statics.filter(name => /\.(js|css)$/.test(name) && !own.includes(name))
			.map(name => `static/${name}`)]
	assert.equal(own.length, 4)
	for (const name of theirs) {
		const text = read(name)
		for (const word of ['cm-editor', 'static-edit', ...own])
			assert.ok(!text.includes(word), `${name} has "${word}"`)
	}
})

test('workspace: the licences of the editor are told', () => {
	assert.match(read('credits'), /---- @codemirror\/view ----\n\nMIT License/)
})
