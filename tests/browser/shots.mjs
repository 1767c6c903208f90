// shots.mjs BUILD OUT [KIND...] -- a picture of each kind of page, to look at:
// on a phone and on a desk, light and dark, in the festival's first language.
// OPEN=1 opens what can be opened.
import { mkdirSync } from 'node:fs';
import { desk, launch, openDetails, phone } from './browser.mjs';
import { announced, azores, start } from './site.mjs';

const [build = 'build', out = `${build}/shots`, ...wanted] = process.argv.slice(2);
const HEIGHT_MAX = 4000; // pixels

async function shoot(browser, { kind, url }) {
	for (const [device, viewport] of Object.entries({ phone, desk }))
		for (const colorScheme of ['light', 'dark']) {
			const page = await browser.newPage({ viewport, colorScheme });
			await page.goto(url);
			if (process.env.OPEN) await openDetails(page);
			const height = await page.evaluate(() => document.documentElement.scrollHeight);
			await page.setViewportSize({ ...viewport,
				height: Math.min(HEIGHT_MAX, Math.max(height, viewport.height)) });
			const name = kind.replace(/[^a-z0-9]+/g, '-');
			await page.screenshot({ path: `${out}/${name}-${device}-${colorScheme}.png` });
			await page.close();
		}
}

mkdirSync(out, { recursive: true });
const sites = [
	await start({ build, folder: `${build}/browser/shots`, history: true }),
	await start({ build, folder: `${build}/browser/shots-azores`, festival: azores,
		texts: [announced.text] }),
];
const browser = await launch();
try {
	[process.env.SITE, process.env.SITE_AZORES] = sites.map(({ url }) => url);
	const { pages } = await import('./pages.mjs');
	const shown = pages.filter(({ kind, language }) => language !== 'en' &&
		(wanted.length === 0 || wanted.includes(kind)));
	for (const page of shown) await shoot(browser, page);
	console.log(`shots: ${4 * shown.length} pictures in ${out}`);
} finally {
	await browser.close();
	await Promise.all(sites.map((site) => site.stop()));
}
