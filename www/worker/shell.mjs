// shell.mjs -- what pages need besides the programme: style, scripts, icons.
// Their names hold the beginning of their hash, and so does what is let in.
import { bringRight, cacheName } from './sync.mjs'

const NAMED = /^static\/.*-([0-9a-f]{10})\.\w+$/

export const shellName = () => cacheName('shell ' + material.www)
export const isShell = path => NAMED.test(path)

// One file, from here or from there; kept where there is a cache for it.
export async function shellFile(path) {
	const isKept = await caches.has(shellName()), url = registration.scope + path
	const cache = isKept && await caches.open(shellName())
	const here = cache && await cache.match(url)
	if (here)
		return here
	const file = new Response(await bringRight(path, NAMED.exec(path)[1]))
	if (cache)
		await cache.put(url, file.clone())
	return file
}

// What has been forgotten stays so until another worker is installed.
export async function install() {
	await caches.open(shellName())
	await Promise.all([SHELL.style, ...SHELL.files].map(shellFile))
}

// Scripts have a language's texts in them, and few phones want more than one.
export const bringScripts = language =>
	Promise.all((SHELL.scripts[language] ?? []).map(shellFile)).catch(() => {})

// The style that stands in each page.
let style
export const styleText = async () =>
	style ??= await (await shellFile(SHELL.style)).text()
