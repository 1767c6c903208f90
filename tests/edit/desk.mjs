// desk.mjs -- an editor as tests need one: logs in, gets a page, fills its forms
// as a browser without script does, sends them and goes where that leads. What
// holds for every answer of the workspace is asked of every answer here.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { Place, root } from '../lib.mjs'
import { Server } from '../server/nginx.mjs'

const { parse } = createRequire(`${root}build/npm/tests/`)('parse5')

const words = JSON.parse(readFileSync(join(root, 'www/edit/strings/en.json')))

// The address of the twin programme, which all tests here are made over.
export const ORIGIN = 'https://essai.example'

// A text of the workspace, with its placeholders filled.
export const say = (key, values = {}) =>
	words[key].replace(/\{(\w+)\}/g, (_, name) => values[name])

// ---- a page ---------------------------------------------------------------------------

const attribute = (node, name) =>
	node.attrs?.find(a => a.name === name)?.value

function* all(node) {
	for (const child of node.childNodes ?? []) {
		yield child
		yield* all(child)
	}
}

const isOut = node => attribute(node, 'class') === 'vh'

// What can be read, as one line; without what only a screen reader says.
function textOf(node) {
	const of = n => n.nodeName === '#text' ? n.value
		: isOut(n) ? '' : (n.childNodes ?? []).map(of).join('')
	return of(node).replace(/\s+/g, ' ').trim()
}

const raw = node => node.childNodes.map(n => n.value ?? '').join('')

const CONTROLS = new Set(['input', 'select', 'textarea'])

// The value that a control would send; undefined for none.
function valueOf(node) {
	if (node.nodeName === 'textarea')
		return raw(node)
	if (node.nodeName === 'select') {
		const options = [...all(node)].filter(n => n.nodeName === 'option')
		const chosen = options.find(n => attribute(n, 'selected') !== undefined)
		return attribute(chosen ?? options[0], 'value')
	}
	return attribute(node, 'type') === 'checkbox' &&
		attribute(node, 'checked') === undefined
		? undefined : attribute(node, 'value') ?? ''
}

export class Page {
	constructor(path, answer) {
		this.path = path
		this.status = answer.status
		this.headers = answer.headers
		this.html = answer.body.toString()
		this.nodes = [...all(parse(this.html))]
	}

	elements(name, test = () => true) {
		return this.nodes.filter(n => n.nodeName === name && test(n))
	}

	byId(id) {
		return this.nodes.find(n => attribute(n, 'id') === id)
	}

	// The text of the part with that id; "" where it is not.
	text(id) {
		const node = id === undefined ? this.elements('main')[0] : this.byId(id)
		return node ? textOf(node) : ''
	}

	// Messages: what was done, or what is wrong with that.
	get said() {
		return this.elements('p', n => attribute(n, 'role') &&
			/^said( |$)/.test(attribute(n, 'class') ?? '')).map(textOf)
	}

	// The lines of the list of problems: [line, severity, sentence].
	get problems() {
		return this.elements('li', n => attribute(n, 'data-line') !== undefined)
			.map(n => [Number(attribute(n, 'data-line')),
				attribute(n, 'data-severity'), textOf(n)])
	}

	// Names of the events in a list, in order of name; in a part of the page
	// where one is told. "kind": gained, lost, or undefined for a result's.
	events(kind, id) {
		return (id ? [...all(this.byId(id) ?? {})] : this.nodes)
			.filter(n => n.nodeName === 'li' && attribute(n, 'class') === kind)
			.flatMap(n => [...all(n)].filter(a => a.nodeName === 'a').slice(0, 1))
			.map(a => /\/event\/([^/]+)$/.exec(attribute(a, 'href'))?.[1])
			.filter(Boolean).sort()
	}

	links() {
		return this.elements('a').map(n => attribute(n, 'href')).filter(Boolean)
	}

	field(name) {
		const node = this.nodes.find(n => CONTROLS.has(n.nodeName) &&
			attribute(n, 'name') === name)
		return node && valueOf(node)
	}

	// The button with that text (a key), in a form whose fields are such.
	button(key, where = {}) {
		return this.elements('button', n => textOf(n) === say(key)).find(n =>
			Object.entries(where).every(([name, value]) =>
				this.fields(this.formOf(n)).get(name) === value))
	}

	formOf(node) {
		const id = attribute(node, 'form')
		for (let n = node; id === undefined && n; n = n.parentNode)
			if (n.nodeName === 'form')
				return n
		return id && this.byId(id)
	}

	fields(form) {
		const fields = new Map()
		for (const node of this.nodes)
			if (CONTROLS.has(node.nodeName) && attribute(node, 'name') &&
				this.formOf(node) === form && valueOf(node) !== undefined)
				fields.set(attribute(node, 'name'), valueOf(node))
		return fields
	}
}

// As browsers send a form: lines end in CR LF.
export const encode = fields => new URLSearchParams([...fields].map(
	([name, value]) => [name, value.replace(/\r\n|\r|\n/g, '\r\n')])).toString()

// ---- an editor ------------------------------------------------------------------------

const nonces = new Set()

// What holds for whatever the workspace answers.
function check({ status, headers, body }, path) {
	const what = `${status} ${path}`
	assert.equal(headers['cache-control'], 'no-store', what)
	assert.match(headers['x-robots-tag'] ?? '', /noindex/, what)
	assert.equal(headers['x-content-type-options'], 'nosniff', what)
	assert.equal(headers.etag, undefined, what)
	assert.equal(headers['set-cookie'], undefined, what)
	if (!headers['content-type'].startsWith('text/html') ||
		/edit\/preview\//.test(path))
		return
	const policy = headers['content-security-policy']
	assert.ok(!/unsafe|\*/.test(policy), what)
	if (/style-src 'sha256-/.test(policy)) { // the address was none at all
		assert.ok([400, 404, 414].includes(status), what)
		return
	}
	const [, nonce] = /style-src 'self' 'nonce-([^']+)'/.exec(policy)
	assert.ok(!nonces.has(nonce), what)
	assert.ok(body.toString().includes(
		`<meta name="style-nonce" content="${nonce}">`), what)
	nonces.add(nonce)
}

export class Desk {
	// ask(method, address, headers, body) answers {status, headers, body}.
	constructor(base, ask) {
		this.base = base
		this.root = `${base}/edit/`
		this.ask = async (...request) => {
			const answer = await ask(...request)
			check(answer, request[1])
			return answer
		}
	}

	// "path" is below /edit/, or an address.
	async get(path = '') {
		const address = path.startsWith('/') ? path : this.root + path
		return new Page(address, await this.ask('GET', address,
			{ 'accept-language': 'en' }))
	}

	post(path, fields, more = {}) {
		const address = path.startsWith('/') ? path : this.root + path
		return this.ask('POST', address, { 'accept-language': 'en',
			'content-type': 'application/x-www-form-urlencoded',
			origin: ORIGIN, ...more },
		typeof fields === 'string' ? fields : encode(Object.entries(fields)))
	}

	// Press a button, with fields changed, and go where that leads.
	async press(page, key, changes = {}, where) {
		const button = page.button(key, where)
		assert.ok(button, `no button "${say(key)}" on ${page.path}:\n` +
			page.text())
		const form = page.formOf(button)
		const fields = page.fields(form)
		for (const [name, value] of Object.entries(changes))
			fields.set(name, value)
		if (attribute(button, 'name'))
			fields.set(attribute(button, 'name'), attribute(button, 'value'))
		const address = attribute(form, 'action')
		this.sent = { address, fields }
		const answer = await this.post(address, encode(fields))
		return answer.status === 303 ? this.get(answer.headers.location)
			: new Page(address, answer)
	}

	// The last form once more, as it was.
	again() {
		return this.post(this.sent.address, encode(this.sent.fields))
	}

	// From a rule's text to its review; from there to visitors.
	async review(id, source) {
		return this.press(await this.get(`rules/${id}`), 'to-review', { source })
	}

	async publish(id, source, message = 'because', more = {}) {
		return this.press(await this.review(id, source), 'publish',
			{ message, ...more })
	}
}

// ---- where editors sit ----------------------------------------------------------------

export const login = (name = 'ada:one') =>
	({ authorization: `Basic ${Buffer.from(name).toString('base64')}` })

export const deskAt = (server, name) => new Desk(server.base,
	(method, address, headers, body) => server.get(
		address.slice(server.base.length), { ...login(name), ...headers },
		method, body))

const params = { 'content-type': 'CONTENT_TYPE', origin: 'HTTP_ORIGIN',
	'accept-language': 'HTTP_ACCEPT_LANGUAGE',
	'sec-fetch-site': 'HTTP_SEC_FETCH_SITE' }

// By plain CGI: no server, no port.
export const deskOf = (place, user = 'ada', more = {}) => new Desk('',
	async (method, address, headers, body = '') => {
		const { headers: told, ...answer } = place.cgi(address, {
			REQUEST_METHOD: method, ALMANACH_EDIT: 'on', REMOTE_USER: user,
			CONTENT_LENGTH: String(Buffer.byteLength(body)), ...more,
			...Object.fromEntries(Object.entries(headers)
				.map(([name, value]) => [params[name], value])) }, body)
		return { ...answer, headers: Object.fromEntries([...told]
			.map(([name, value]) => [name.toLowerCase(), value])) }
	})

// The twin programme in a place of its own.
export function placed(name) {
	const place = new Place(`edit-${name}`).fill()
	place.env.ALMANACH_URL = ORIGIN
	return place
}

export async function serving(name, use, { base = '', edited, more } = {}) {
	const place = placed(name)
	place.env.ALMANACH_URL = ORIGIN + base
	const server = await Server.start(place, base, more, undefined, edited)
	try {
		return await use(server, place)
	} finally {
		await server.stop()
	}
}

// ---- what must not change -------------------------------------------------------------

const sql = (place, ...statements) => execFileSync('sqlite3',
	['-readonly', place.db, ...statements], { maxBuffer: 256 << 20 })

export const rows = (place, statement) =>
	JSON.parse(sql(place, '.mode json', statement).toString() || '[]')

function* filesOf(folder, path = '') {
	for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
		const name = join(path, entry.name)
		if (entry.isDirectory())
			yield* filesOf(folder, name)
		else
			yield [name, readFileSync(join(folder, name), 'latin1')]
	}
}

// All files of rules: path and text.
export const filesIn = place => Object.fromEntries(
	existsSync(place.scripts) ? filesOf(place.scripts) : [])

// A hash of every row of the database and of every file of the rules.
export const stateOf = place => createHash('sha256')
	.update(sql(place, '.dump')).update(JSON.stringify(filesIn(place)))
	.digest('hex')
