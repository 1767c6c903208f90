// icons.mjs -- the mark as pictures of fixed sizes, for home screens, drawn from
// static/favicon.svg. WebAssembly, so that no machine needs a build of its own.
import { readFileSync } from 'node:fs'

// name -> [pixels, how much of the side the mark takes, what lies behind it].
// What a system cuts to its own shape is whole to its edges, and has the mark
// within the circle that is never cut.
const sizes = {
	'icon-192.png': [192, 1, null],
	'icon-512.png': [512, 1, null],
	'icon-maskable.png': [512, .56, '#faf7f2'],
	'icon-touch.png': [180, .68, '#faf7f2'],
}

function framed(mark, part, colour) {
	const [, side] = mark.match(/viewBox="0 0 (\d+) \1"/)
	const edge = side * (1 - part) / 2
	const shapes = mark.replace(/<\/?svg[^>]*>/g, '')
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}">` +
		(colour ? `<rect width="${side}" height="${side}" fill="${colour}"/>` : '') +
		`<g transform="translate(${edge} ${edge}) scale(${part})">${shapes}</g></svg>`
}

// name -> bytes
export async function drawIcons(packaged, file) {
	const { initWasm, Resvg } = packaged('@resvg/resvg-wasm')
	await initWasm(readFileSync(packaged.resolve('@resvg/resvg-wasm/index_bg.wasm')))
	const mark = readFileSync(file, 'utf8')
	return Object.entries(sizes).map(([name, [pixels, part, colour]]) => [name,
		new Resvg(framed(mark, part, colour),
			{ fitTo: { mode: 'width', value: pixels } }).render().asPng()])
}
