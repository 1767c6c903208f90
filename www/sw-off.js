// sw-off.js -- served as /sw.js it ends the phones' server: whatever it has
// kept is deleted, and its pages are shown anew from the network.
const mine = `almanach ${new URL(registration.scope).pathname} `

async function end() {
	for (const name of await caches.keys())
		if (name.startsWith(mine))
			await caches.delete(name)
	await registration.unregister()
	// Those that had a worker; so a page that brings this one back is left alone.
	for (const page of await clients.matchAll({ type: 'window' }))
		await page.navigate(page.url).catch(() => {})
}

addEventListener('install', () => skipWaiting())
addEventListener('activate', event => event.waitUntil(end()))
