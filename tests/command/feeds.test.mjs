// What calendars, feeds and search engines are given.
import assert from 'node:assert/strict'
import test from 'node:test'

import { Place } from '../lib.mjs'

const place = new Place('command-feeds').fill()
const webinar = '/event/107/webinaire-des-metiers'
const both = '/event/108/exposition-au-fil-de-l-eau'

// A calendar's lines, unfolded.
const lines = path => place.cgi(`${path}.ics`).body.toString()
	.replaceAll('\r\n ', '').split('\r\n')
const location = path => JSON.parse(JSON.parse(
	place.run('get', '--view', path).out).ui.ld).location

test('the link to join stands in calendars', () => {
	const online = lines(webinar), mixed = lines(both)
	assert.ok(online.includes('LOCATION:https://example.org/direct'))
	assert.ok(online.some(line => /^DESCRIPTION:.*\\nhttps:\/\/example.org\/direct$/
		.test(line)))
	assert.ok(mixed.some(line => line.startsWith('LOCATION:Moulin\\, ')))
	assert.ok(mixed.some(line => /^DESCRIPTION:.*\\nhttps:\/\/example.org\/moulin\\,1$/
		.test(line)))
})

test('the link to join stands in structured data', () => {
	const link = { '@type': 'VirtualLocation',
		url: 'https://example.org/direct' }
	assert.deepEqual(location(webinar), link)
	assert.deepEqual(location(both).map(l => l['@type']),
		['Place', 'VirtualLocation'])
	assert.equal(location(both)[1].url, 'https://example.org/moulin,1')
})

test('an address names its town once', () => {
	const path = '/event/102/forum-je-choisis-l-industrie'
	assert.equal(location(path).address.streetAddress, '1 rue du Port')
	assert.ok(lines(path).includes(
		'LOCATION:Salle Baudin\\, 1 rue du Port\\, 59220 Denain'))
})

test('search engines: each page in each language, no plans', () => {
	const site = 'https://essai.example/fete'
	const map = place.cgi('/sitemap.xml').body.toString()
	const urls = map.match(/<url>.*?<\/url>/gs)
	const places = urls.map(url => url.match(/<loc>(.*)<\/loc>/)[1])
	assert.equal(new Set(places).size, places.length)
	for (const path of ['/', '/en/', '/events', '/en/events', webinar,
		`/en${webinar}`]) {
		const url = urls[places.indexOf(site + path)]
		assert.ok(url, path)
		for (const [code, root] of [['fr', '/'], ['en', '/en/']])
			assert.ok(url.includes(`hreflang="${code}" href="${site}${root}` +
				`${path.replace(/^\/(en\/)?/, '')}"`), path)
	}
	assert.equal(place.cgi('/robots.txt').body.toString(),
		'User-agent: *\nDisallow: /fete/edit/\nDisallow: /fete/plan\n' +
		'Disallow: /fete/en/plan\n' +
		'Sitemap: https://essai.example/fete/sitemap.xml\n')
})
