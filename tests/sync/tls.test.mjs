// tls.test.mjs -- certificates that do not hold: nothing is sent, least of all
// the key.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { root } from '../lib.mjs'
import { Agenda, Subscriber } from './agenda.mjs'

const folder = join(root, 'build/tests/sync-tls-made')
const openssl = (...words) => execFileSync('openssl', words,
	{ cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

function authority(name) {
	openssl('req', '-x509', ...KEY, '-days', '2', '-subj', `/CN=${name}`,
		'-keyout', `${name}.key`, '-out', `${name}.pem`)
}

// A certificate of that authority for a name, from 10 days ago on for so many.
function certificate(name, by, subject, days) {
	openssl('req', ...KEY, '-subj', `/CN=${name}`, '-keyout', `${name}.key`,
		'-out', `${name}.csr`)
	writeFileSync(join(folder, 'extensions'), `subjectAltName=${subject}\n`)
	writeFileSync(join(folder, 'index'), '')
	writeFileSync(join(folder, 'ca.conf'), `[ca]
default_ca = here
[here]
new_certs_dir = .
database = index
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
[any]
commonName = supplied
`)
	const at = days => new Date(Date.now() + days * 864e5).toISOString()
		.replace(/[-:T]|\.\d+/g, '')
	openssl('ca', '-batch', '-notext', '-config', 'ca.conf', '-cert', `${by}.pem`,
		'-keyfile', `${by}.key`, '-in', `${name}.csr`, '-out', `${name}.pem`,
		'-startdate', at(-10), '-enddate', at(days), '-extfile', 'extensions')
}

const file = name => readFileSync(join(folder, name))

// Who shows which certificate, and what is said.
const cases = [
	['good', 'ours', 'IP:127.0.0.1', 2, null],
	['of-another', 'theirs', 'IP:127.0.0.1', 2, /unable to get local issuer/],
	['wrong-host', 'ours', 'DNS:api.example.org', 2, /does not match|no alternative/],
	['expired', 'ours', 'IP:127.0.0.1', -1, /certificate has expired/],
]

test('certificates', async t => {
	rmSync(folder, { recursive: true, force: true })
	mkdirSync(folder, { recursive: true })
	authority('ours')
	authority('theirs')
	let here
	for (const [name, by, subject, days, says] of cases) {
		certificate(name, by, subject, days)
		const agenda = await new Agenda().start(
			{ key: file(name + '.key'), cert: file(name + '.pem') })
		t.after(() => agenda.stop())
		here = new Subscriber('tls', agenda)
		here.env.ALMANACH_CA_FILE = join(folder, 'ours.pem')
		const said = await here.sync()
		if (says === null) {
			assert.equal(said.status, 0, said.err)
			assert.equal(agenda.connections, 1, 'all over one connection')
			// The same without our authority: the system's do not know it.
			delete here.env.ALMANACH_CA_FILE
			agenda.requests = []
			assert.match((await here.sync()).err, /its certificate does not hold/)
			assert.equal(agenda.requests.length, 0)
			here.env.SSL_CERT_FILE = join(folder, 'ours.pem')
			assert.equal((await here.sync()).status, 0)
			continue
		}
		assert.equal(said.status, 3, name)
		assert.match(said.err, /: its certificate does not hold, and nothing was sent; see/)
		assert.match(said.err, says, name)
		assert.equal(agenda.requests.length, 0, name)
	}
	here.env.ALMANACH_CA_FILE = join(folder, 'nowhere.pem')
	assert.match((await here.sync()).err, /the file of authorities cannot be read/)
})

test('from https to http leads nowhere', async t => {
	const open = await new Agenda().start()
	const agenda = await new Agenda().start(
		{ key: file('good.key'), cert: file('good.pem') })
	t.after(() => Promise.all([open.stop(), agenda.stop()]))
	agenda.fault = (q, s, send) => {
		send(302, '', { location: open.base + q.url })
		return true
	}
	const here = new Subscriber('tls-down', agenda)
	here.env.ALMANACH_CA_FILE = join(folder, 'ours.pem')
	const said = await here.sync()
	assert.match(said.err, /leads to http:.* a less secure one: not followed/)
	assert.equal(said.status, 1)
	assert.equal(open.requests.length, 0)
})

test('plain HTTP is answered where HTTPS is asked for', async t => {
	const agenda = await new Agenda().start()
	t.after(() => agenda.stop())
	agenda.base = agenda.base.replace('http:', 'https:')
	const said = await new Subscriber('tls-plain', agenda).sync()
	assert.match(said.err, /no secure connection could be made/)
	assert.equal(said.status, 3)
})
