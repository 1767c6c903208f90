// shell.mjs -- what pages need besides the programme: style, scripts, icons.
// Their names hold the beginning of their hash, and so does what is let in.
import { bringRight, cacheName } from './sync.mjs'

const NAMED = /^static\/.*-([0-9a-f]{10})\.\w+$/

export const shellName = () => cacheName('shell ' + material.www)
export const isShell = path => NAMED.test(path)

// One file, from here or from there.
export async function shellFile(path) {
	const cache = await caches.open(shellName()), url = registration.scope + path
	const here = await cache.match(url)
	if (here)
		return here
	await cache.put(url, new Response(await bringRight(path, NAMED.exec(path)[1])))
	return cache.match(url)
}

export const install = () =>
	Promise.all([SHELL.style, ...SHELL.files].map(shellFile))

// Scripts have a language's texts in them, and few phones want more than one.
export const bringScripts = language =>
	Promise.all((SHELL.scripts[language] ?? []).map(shellFile)).catch(() => {})

// The style that stands in each page.
let style
export const styleText = async () =>
	style ??= await (await shellFile(SHELL.style)).text()
