// paper.mjs -- what leaves the phone by light: a QR code to be read off the
// screen, and a poster for the door.
import { encode } from 'uqr'
import { all, fill, make, one, root } from './dom.mjs'

const VERSION_MAX = 25 // 117 squares a side: finer ones no camera reads off a phone
const QUIET = 4 // squares around it

function put(name, attributes, ...inside) {
	const element = document.createElementNS('http://www.w3.org/2000/svg', name)
	for (const [key, value] of Object.entries(attributes))
		element.setAttribute(key, value)
	element.append(...inside)
	return element
}

// Dark on white, whatever the colours of the page; null: too long.
function drawn(text) {
	let square
	try {
		square = encode(text, { ecc: 'L', border: QUIET, maxVersion: VERSION_MAX })
	} catch {
		return null
	}
	const { data, size } = square
	const d = data.flatMap((row, y) => row.map((dark, x) =>
		(dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
	const svg = put('svg', { class: 'code', viewBox: `0 0 ${size} ${size}`, role: 'img',
		'aria-label': fill(t.codeOf, { address: text }), 'shape-rendering': 'crispEdges' },
	put('path', { fill: '#fff', d: `M0 0h${size}v${size}H0z` }),
	put('path', { fill: '#000', d }))
	svg.style.maxWidth = '18rem'
	return svg
}

export function code(address, say) {
	const old = one('figure'), picture = drawn(address)
	old?.remove()
	if (!picture)
		return say(t.codeLong)
	if (old)
		return
	const figure = make('figure', { tabindex: -1 }, picture,
		make('figcaption', { class: 'hint' }, t.codeHint))
	one('.share').after(figure)
	figure.focus()
	figure.scrollIntoView({ block: 'nearest' })
}

// ---- the poster -----------------------------------------------------------------

const rules = [
	'@media screen { .poster { display: none } }',
	`@media print {
		[data-poster] :is(body > :not(main), main > :not(.poster)) { display: none !important }
		[data-poster] main { max-width: none; padding: 0 }
		.poster { text-align: center; font-size: 20pt; line-height: 1.3 }
		.poster h2 { margin: 12mm 0; font-size: 44pt; line-height: 1.1 }
		.poster .when { font-size: 28pt; font-weight: 700 }
		.poster p { margin: 6mm 0 }
		.poster .code { display: block; width: 60mm; margin: 10mm auto 0 }
	}`,
]

// A day with its hours, which are buttons where there are several.
function day(li) {
	const label = (one('summary', li) ?? one('span', li)).cloneNode(true)
	const hours = one('summary', li) ? [] : all('.pill', li)
	one('small', label)?.remove()
	return [label, ...hours.map(button => button.lastChild)]
		.map(node => node.textContent.trim()).join(', ')
}

// As one would type it; the rest finds itself.
const typed = address =>
	address.replace(/^https?:\/\//, '').replace(/(event\/[^/]+)\/.*/, '$1')

const lines = selector => all(selector)
	.map(element => make('p', {}, element.textContent.trim()))

export function poster(address) {
	const sheet = document.styleSheets[0]
	if (!one('.poster'))
		rules.forEach(rule => sheet.insertRule(rule, sheet.cssRules.length))
	const h1 = one('h1')
	one('.poster')?.remove()
	one('main').append(make('section', { class: 'poster', 'aria-hidden': true },
		make('p', {}, one('.mark').textContent.trim()),
		make('h2', h1.lang ? { lang: h1.lang } : {}, h1.textContent),
		...all('.event .when > li').map(li => make('p', { class: 'when' }, day(li))),
		...lines('.place p:not(.acts)'), ...lines('.organiser dd'),
		drawn(address) ?? '', make('p', {}, typed(address))))
	root.dataset.poster = ''
	addEventListener('afterprint', () => {
		one('.poster')?.remove()
		delete root.dataset.poster
	}, { once: true })
	print()
}
