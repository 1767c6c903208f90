// What the command line says, and what it leaves alone.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'

import { Place } from '../lib.mjs'

const commands = ['init', 'import', 'publish', 'check', 'rules', 'correct',
	'announce', 'sync', 'get', 'serve', 'status', 'doctor', 'coverage', 'backup', 'restore',
	'verify', 'render', 'version']

// Arguments, what is said on standard error, and the exit status.
const mistakes = [
	['impotr', 'there is no command "impotr"; "almanach help" tells', 2],
	['import --shcema x', 'there is no option "--shcema"; "almanach help"', 2],
	['import --socket x', 'this command has no option "--socket"', 2],
	['import --source', 'a value is missing after "--source"', 2],
	['publish --json=1', 'no value belongs to "--json"', 2],
	['get / --base week', '"week" is not a path such as /week', 2],
	['get / --now yesterday', '"yesterday" is not a time such as', 2],
	['get / --url ftp://example.org', 'is not a public address', 2],
	['serve', 'serve needs to know where to listen: --socket PATH', 2],
	['sync', 'sync takes --agenda UID and --key-file FILE', 2],
	['sync --agenda x --key-file y', "--agenda takes the agenda's number", 2],
	['sync --agenda 1 --key-file y --timeout 0', '--timeout takes seconds', 2],
	['sync --agenda 1 --key-file y --pause x', '--pause takes milliseconds', 2],
	['sync --agenda 1 --key-file /no/key', '/no/key: No such file', 1],
	['help nope', 'there is no command "nope"', 2],
	['--help nope', 'there is no command "nope"', 2],
	['coverage x', 'coverage takes no arguments', 2],
	['backup', 'backup takes the file to write', 2],
	['restore', 'restore takes the backup to put in place', 2],
	['verify x y', 'verify takes one file, or none for the database', 2],
	['--nope', 'there is no command "--nope"', 2],
]

test('each mistake is told in one sentence', () => {
	const place = new Place('command-mistakes')
	for (const [words, sentence, status] of mistakes) {
		const said = place.run(...words.split(' '))
		assert.ok(said.err.startsWith('almanach: '), said.err)
		assert.ok(said.err.includes(sentence), `${words}: ${said.err}`)
		assert.equal(said.err.trim().split('\n').length, 1, said.err)
		assert.equal(said.status, status, words)
		assert.equal(said.out, '')
	}
})

test('help: of all, and of each', () => {
	const place = new Place('command-help')
	const all = place.run('help')
	assert.equal(all.status, 0)
	for (const name of commands) {
		assert.match(all.out, new RegExp(`^  ${name} `, 'm'))
		const one = place.run('help', name)
		assert.equal(one.status, 0)
		assert.match(one.out, new RegExp(`^usage: almanach ${name}`))
		assert.match(one.out, /^ {2}--db /m)
		assert.deepEqual(place.run(name, '--help'), one)
		assert.deepEqual(place.run(name, '-h'), one)
	}
	for (const words of [['-h'], ['--help'], ['help', 'help']])
		assert.deepEqual(place.run(...words), all)
	assert.deepEqual(place.run('--version'), place.run('version'))
	assert.equal(place.run().status, 2)
})

test('a file that stands where a socket should is not replaced', () => {
	const place = new Place('command-socket')
	const file = join(place.folder, 'precious')
	writeFileSync(file, 'keep')
	const said = place.run('serve', '--socket', file)
	assert.match(said.err, /is there already and is no socket/)
	assert.equal(readFileSync(file, 'utf8'), 'keep')
})
