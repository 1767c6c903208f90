// webdriver.mjs -- WebKitGTK's MiniBrowser by the W3C's WebDriver, which is HTTP.
// It has no mode without a display: there is one of its own, in memory.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

import { freePort } from '../server/nginx.mjs'

const browser = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib']
	.filter(existsSync).flatMap(folder => readdirSync(folder)
		.filter(name => name.startsWith('webkit2gtk-4')).sort().reverse()
		.map(name => `${folder}/${name}/MiniBrowser`)).find(existsSync)

// Xvfb tells the display that it has found free.
function display() {
	const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '800x900x24',
		'-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
	return new Promise((resolve, reject) => {
		screen.once('error', reject)
		screen.stdio[3].once('data', text =>
			resolve({ screen, name: `:${String(text).trim()}` }))
	})
}

// {goto, run, close}: as journey.mjs wants a page.
export async function webkit(url) {
	const { screen, name } = await display(), port = await freePort()
	const driver = spawn('dbus-run-session', ['--', 'WebKitWebDriver', '-p', port], {
		detached: true, stdio: 'ignore', env: { ...process.env, DISPLAY: name,
			WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
			WEBKIT_DISABLE_COMPOSITING_MODE: '1' } })
	const close = () => {
		process.kill(-driver.pid, 'SIGTERM')
		screen.kill('SIGTERM')
	}
	let session = ''
	async function command(path, body) {
		const answer = await fetch(`http://127.0.0.1:${port}/session${session}${path}`,
			{ method: 'POST', body: JSON.stringify(body) })
		const { value } = await answer.json()
		if (value?.error)
			throw Error(`${value.error}: ${value.message}`)
		return value
	}
	const begin = async tries => {
		try {
			return await command('', { capabilities: { alwaysMatch: {
				'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
				timeouts: { script: 120000 } } } })
		} catch (error) {
			if (tries === 0)
				throw error
			await sleep(200)
			return begin(tries - 1)
		}
	}
	try {
		session = `/${(await begin(50)).sessionId}`
	} catch (error) {
		close()
		throw error
	}
	return { close,
		goto: path => command('/url', { url: url + path }),
		async run(work, argument) {
			const { value, error } = await command('/execute/async', {
				script: `Promise.resolve((${work})(arguments[0])).then(
					value => arguments[1]({ value }),
					error => arguments[1]({ error: String(error) }))`,
				args: [argument ?? null] })
			if (error)
				throw Error(error)
			return value
		} }
}
