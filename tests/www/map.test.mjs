// The world's line work is taken apart into land, borders and lines inside.
import assert from 'node:assert/strict'
import test from 'node:test'

import { world } from '../../www/map.mjs'

function unit(country, ...rings) {
	return {
		properties: { adm0_a3: country },
		geometry: { type: 'Polygon', coordinates: rings },
	}
}

function box(west, south, east, north) {
	return [[west, south], [east, south], [east, north], [west, north],
		[west, south]]
}

// The inverse of the form that map.mjs describes, in degrees.
function decoded(text) {
	const numbers = []
	let number = 0, shift = 0
	for (const character of text) {
		const bits = character.charCodeAt(0) - 63
		number += (bits & 0x1f) * 2 ** shift
		shift += 5
		if (bits < 0x20) {
			numbers.push(number % 2 ? -(number + 1) / 2 : number / 2)
			number = shift = 0
		}
	}
	const points = []
	for (let i = 0, x = 0, y = 0; i < numbers.length; i += 2)
		points.push([(x += numbers[i]) / 10000, (y += numbers[i + 1]) / 10000])
	return points
}

function map(...units) {
	const made = world({ features: units })
	for (const kind of ['land', 'borders', 'lines'])
		made[kind] = made[kind].map(decoded)
	return made
}

// Twice the area with its sign: above 0 where land is on the left.
function area(ring) {
	return ring.reduce((sum, [x, y], i) => {
		const [nextX, nextY] = ring[(i + 1) % ring.length]
		return sum + x * nextY - nextX * y
	}, 0)
}

test('an island is one ring with the land on its left', () => {
	for (const ring of [box(1, 1, 2, 2), box(1, 1, 2, 2).reverse()]) {
		const { land, borders, lines } = map(unit('A', ring))
		assert.deepEqual([land.length, borders, lines], [1, [], []])
		assert.equal(area(land[0]), 2)
		assert.equal(land[0].length, 4)
	}
})

test('what two units share is a border between countries, a line inside one',
	() => {
		const { land, borders, lines } = map(unit('A', box(0, 0, 1, 1)),
			unit('A', box(1, 0, 2, 1)), unit('B', box(2, 0, 3, 1)))
		assert.deepEqual(lines, [[[1, 0], [1, 1]]])
		assert.deepEqual(borders, [[[2, 0], [2, 1]]])
		assert.equal(land.length, 1)
		assert.equal(area(land[0]), 6)
	})

test('a lake runs the other way round, and an enclave fills its hole', () => {
	const hole = box(1, 1, 2, 2)
	const lake = map(unit('A', box(0, 0, 3, 3), hole))
	assert.deepEqual(lake.land.map(area).sort((a, b) => a - b), [-2, 18])
	const filled = map(unit('A', box(0, 0, 3, 3), hole), unit('B', hole))
	assert.deepEqual(filled.land.map(area), [18])
	assert.equal(filled.borders.length, 1)
})

test('points that lie off by less than 0.001 degree go, corners stay', () => {
	const { land } = map(unit('A', [[0, 0], [1, 0.0009], [2, 0], [3, 0.002],
		[4, 0], [4, 4], [0, 4], [0, 0]]))
	assert.deepEqual(land, [[[0, 0], [2, 0], [3, 0.002], [4, 0], [4, 4],
		[0, 4]]])
})

test('negative and large positions survive the coding', () => {
	const { land } = map(unit('A', box(-179.9999, -85, 179.9999, 84.1234)))
	assert.deepEqual(land[0], box(-179.9999, -85, 179.9999, 84.1234).slice(0, 4))
})

test('units that overlap are refused', () =>
	assert.throws(() => map(unit('A', box(0, 0, 1, 1)),
		unit('B', box(0, 0, 1, 2))), /units overlap at 0, 0/))
