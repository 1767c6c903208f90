// What is begun is neither broken off nor forgotten for what happens meanwhile. At
// the socket by hand, for a web server would send all at once.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { begin, pairs, params, Peer, request, stdin } from '../socket/peer.mjs'
import { san, serving } from '../socket/served.mjs'
import { until } from './nginx.mjs'

const editor = more => ({ ALMANACH_EDIT: 'on', REMOTE_USER: 'ada', ...more })

// A form that comes in slowly, to one worker that answers another editor
// meanwhile, which ends a process. And whatever else is to happen.
const halfway = (name, meanwhile) => serving(name, { workers: 1 }, async served => {
	const form = new URLSearchParams({ op: '1'.repeat(32), do: 'draft',
		source: 'return {}' }).toString()
	const first = await Peer.to(served.path), slow = await Peer.to(served.path)
	first.send(request(editor({ REQUEST_METHOD: 'GET', REQUEST_URI: '/edit/' })))
	slow.send(begin(1), params(1, pairs(editor({ REQUEST_METHOD: 'POST',
		REQUEST_URI: '/edit/rules/walk', CONTENT_LENGTH: String(form.length),
		CONTENT_TYPE: 'application/x-www-form-urlencoded',
		HTTP_ORIGIN: 'https://essai.example' }))), stdin(1, form.slice(0, 9), false))
	assert.equal((await first.answer()).status, 200)
	await meanwhile?.(served)
	slow.send(stdin(1, form.slice(9)))
	assert.equal((await slow.answer()).status, 303)
})

test('an editor\'s form comes in slowly while another one is answered', () =>
	halfway('server-broken'))

test('a form comes in slowly while the program ends', () =>
	halfway('server-broken-end', async served => {
		served.app.kill()
		await sleep(300)
	}))

// Whoever has no room for a stack can start nobody; a sanitizer has no room for
// anything then.
test('a rule is published though no process could be started when it was saved',
	{ skip: san }, () => serving('server-broken-start', { workers: 1 }, async served => {
		const memory = soft => execFileSync('prlimit',
			['--pid', served.app.pid, `--as=${soft}:unlimited`])
		memory(1)
		served.place.write('scripts/rules/late.lua', `return { group = "audience",
			label = { fr = "Tard" }, match = { mentions = { "visite" } } }\n`)
		await until(() => /no process can be started \(Cannot alloc/.test(served.log))
		memory('unlimited')
		await until(async () =>
			(await served.get('/index.json')).text.includes('"Tard"'))
	}))

test('a publication is shown though it could not be opened when it came', () => {
	let www
	const before = place => {
		www = join(place.folder, 'www')
		cpSync(place.env.ALMANACH_WWW, www, { recursive: true })
		place.env.ALMANACH_WWW = www
	}
	return serving('server-broken-www', { workers: 1, before }, async served => {
		const { place } = served
		const announced = async () =>
			(await served.get('/')).text.includes('Tout de suite')
		renameSync(www, www + '-away')
		place.env.ALMANACH_WWW = www + '-away'
		assert.equal(place.run('announce', '--until', '2025-10-25T12:00:00+02:00',
			'Tout de suite').status, 0)
		await until(() => /www.*No such file/.test(served.log))
		assert.equal(await announced(), false)
		assert.equal((await served.get('/')).status, 200)
		renameSync(www + '-away', www)
		await until(announced, 20000)
	})
})
