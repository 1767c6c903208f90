// Static files for web servers: each text with its packed copies beside it.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

const folder = new URL('../../build/www/static/', import.meta.url).pathname
const files = readdirSync(folder)
const read = name => readFileSync(join(folder, name))
const codings = { '.gz': gunzipSync, '.br': brotliDecompressSync }

test('each script and style has its copies', () => {
	const large = files.filter(name => /\.(js|css)$/.test(name))
	assert.ok(large.length > 10)
	for (const name of large)
		for (const ending of Object.keys(codings))
			assert.ok(files.includes(name + ending), name + ending)
})

test('a copy is of its file, and smaller', () => {
	for (const name of files.filter(name => codings[name.slice(-3)])) {
		const [bytes, small] = [read(name.slice(0, -3)), read(name)]
		assert.deepEqual(codings[name.slice(-3)](small), bytes, name)
		assert.ok(small.length < bytes.length, name)
	}
})
