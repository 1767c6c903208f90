// wire.mjs -- an index as it is sent, which is short, and as it is worked with,
// which is plain: slots, slugs, ids and times as they are, timings as [number,
// begin, end, ...], the zone as pairs. packed(unpacked(index)) is the index
// again, byte for byte. README.md has the form.
import { textSlug } from './text.mjs'

const SLUG_MAX = 60 // bytes

// Sums of steps; steps of numbers.
function summed(steps) {
	let sum = 0
	return steps.map(step => sum += step)
}

const stepsOf = numbers => numbers.map((n, i) => n - (i ? numbers[i - 1] : 0))

const isGiven = (slug, text) => slug === textSlug(text, SLUG_MAX)

// ---- timings ----------------------------------------------------------------------

// [step, length, ...] and numbers, from a begin on.
function timingsOf(steps, numbers, from) {
	const timings = []
	for (let i = 0; i < steps.length; i += 2) {
		from += steps[i]
		timings.push(numbers[i / 2] ?? i / 2 + 1, from, from + steps[i + 1])
	}
	return timings
}

const columns = list => [0, 1, 2].map(k => list.filter((_, i) => i % 3 === k))

function packedTimings(timings, from) {
	const [numbers, begins, ends] = columns(timings)
	return {
		steps: begins.flatMap((begin, i) =>
			[begin - (i ? begins[i - 1] : from), ends[i] - begin]),
		numbers: numbers.every((n, i) => n === i + 1) ? [] : numbers,
	}
}

function unpackedEvents({ numbers, ...events }) {
	let from = 0
	const timings = events.timings.map((steps, i) => {
		const list = timingsOf(steps, numbers[i], from)
		from = list[1]
		return list
	})
	return { ...events, slot: summed(events.slot), timings,
		slug: events.slug.map((slug, i) =>
			slug || textSlug(events.title[i], SLUG_MAX)) }
}

function packedEvents(events) {
	const timings = events.timings.map((list, i) =>
		packedTimings(list, i ? events.timings[i - 1][1] : 0))
	const { when, words, ...before } = events
	return { ...before, slot: stepsOf(events.slot),
		slug: events.slug.map((slug, i) =>
			isGiven(slug, events.title[i]) ? '' : slug),
		timings: timings.map(({ steps }) => steps),
		numbers: timings.map(({ numbers }) => numbers), when, words }
}

// ---- the zone, and all of it --------------------------------------------------------

// Offset, then a step and an offset each: [from, offset] each.
export function unpackedZone(zone) {
	const steps = zone.filter((_, i) => i % 2), offsets = zone.filter((_, i) => i % 2 === 0)
	return [-Infinity, ...summed(steps)].map((at, i) => [at, offsets[i]])
}

const packedZone = ([[, first], ...changes]) => [first,
	...changes.flatMap(([at, offset], i) =>
		[at - (i ? changes[i - 1][0] : 0), offset])]

export const unpacked = index => ({ ...index, zone: unpackedZone(index.zone),
	towns: index.towns.map(([id, label, ...rest]) =>
		[id || textSlug(label, SLUG_MAX), label, ...rest]),
	events: unpackedEvents(index.events) })

export const packed = index => ({ ...index, zone: packedZone(index.zone),
	towns: index.towns.map(([id, label, ...rest]) =>
		[isGiven(id, label) ? '' : id, label, ...rest]),
	events: packedEvents(index.events) })
