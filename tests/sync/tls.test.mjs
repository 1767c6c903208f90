// tls.test.mjs -- certificates that do not hold: nothing is sent, least of all
// the key.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
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
		assert.match(said.err, /: its certificate does not hold, and nothing was sent;/)
		assert.match(said.err, says, name)
		assert.equal(agenda.requests.length, 0, name)
	}
	here.env.ALMANACH_CA_FILE = join(folder, 'nowhere.pem')
	assert.match((await here.sync()).err, /the file of authorities cannot be read/)
})

// A proxy for HTTPS that leads everywhere to one port.
async function proxy(port) {
	const server = createServer()
	server.asked = []
	server.on('connect', (request, socket) => {
		server.asked.push(request.url)
		const there = connect(port, '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 OK\r\n\r\n')
			socket.pipe(there).pipe(socket)
		})
		for (const [one, other] of [[socket, there], [there, socket]])
			one.on('error', () => {}).on('close', () => other.destroy())
	})
	await new Promise(done => server.listen(0, '127.0.0.1', done))
	return server
}

test('by its name, through a proxy, and nowhere else', async t => {
	certificate('named', 'ours', 'DNS:api.example.org,DNS:other.example.org', 2)
	const agenda = await new Agenda().start(
		{ key: file('named.key'), cert: file('named.pem') })
	const between = await proxy(agenda.port)
	t.after(() => Promise.all([agenda.stop(), between.close()]))
	agenda.base = 'https://api.example.org'
	const here = new Subscriber('tls-named', agenda)
	here.env.ALMANACH_CA_FILE = join(folder, 'ours.pem')
	here.env.https_proxy = `http://127.0.0.1:${between.address().port}`
	assert.equal((await here.sync()).status, 0)
	assert.deepEqual(between.asked, ['api.example.org:443'])
	for (const to of ['https://other.example.org/', 'http://api.example.org/',
		'https://api.example.org:8443/', 'https://key@api.example.org/']) {
		agenda.fault = (q, s, send) => (send(302, '', { location: to }), true)
		const said = await here.sync()
		assert.match(said.err,
			/leads to .* another host or a less secure one: not followed/)
		assert.equal(said.status, 1)
	}
	assert.deepEqual([...new Set(between.asked)], ['api.example.org:443'])
	// Another one answers in its name.
	agenda.base = 'https://api.example.com'
	assert.match((await here.sync()).err, /its certificate does not hold/)
})

test('plain HTTP is answered where HTTPS is asked for', async t => {
	const agenda = await new Agenda().start()
	t.after(() => agenda.stop())
	agenda.base = agenda.base.replace('http:', 'https:')
	const said = await new Subscriber('tls-plain', agenda).sync()
	assert.match(said.err, /no secure connection could be made/)
	assert.equal(said.status, 3)
})
