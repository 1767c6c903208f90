// shape.mjs -- what every sample of OpenAgenda's API v2 has to be: problems of
// an envelope, as sentences.  An empty list is good.

// Characters, of any language.
const limits = {
	title: 140, description: 200, longDescription: 10000, conditions: 255,
}
const members = [
	...Object.keys(limits), 'uid', 'slug', 'keywords', 'timezone', 'timings',
	'firstTiming', 'lastTiming', 'registration', 'accessibility', 'age',
	'attendanceMode', 'onlineAccessLink', 'status', 'state', 'location',
	'originAgenda', 'createdAt', 'updatedAt',
]
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:00[+-]\d\d:\d\d$/
const HOST = /(?:https?:\/\/|@)([^\s/"),;]+)/g

// A zone's offset at an instant, as the tz database has it: "+01:00".
const formats = new Map()
function offset(zone, instant) {
	if (!formats.has(zone))
		formats.set(zone, new Intl.DateTimeFormat('en',
			{ timeZone: zone, timeZoneName: 'longOffset' }))
	const part = formats.get(zone).formatToParts(new Date(instant))
		.find(p => p.type === 'timeZoneName').value.replace('GMT', '')
	return part || '+00:00'
}

// All texts inside a value.
export function strings(value) {
	if (typeof value === 'string')
		return [value]
	return value && typeof value === 'object'
		? Object.values(value).flatMap(strings) : []
}

const hours = (begin, end) => (Date.parse(end) - Date.parse(begin)) / 3600000

function* timingProblems(event) {
	if (!event.timings.length)
		yield 'has no timing'
	let last = -Infinity
	for (const { begin, end } of event.timings) {
		for (const instant of [begin, end]) {
			if (!INSTANT.test(instant))
				yield `${instant} is not written as instants are`
			else if (!instant.endsWith(offset(event.timezone, instant)))
				yield `${instant} is not in ${event.timezone}`
		}
		if (!(hours(begin, end) > 0 && hours(begin, end) <= 24))
			yield `${begin} lasts ${hours(begin, end)} hours`
		if (Date.parse(begin) < last)
			yield `${begin} is out of order`
		last = Date.parse(end)
	}
	const outer = [[event.firstTiming, event.timings[0]],
		[event.lastTiming, event.timings.at(-1)]]
	for (const [told, is] of outer)
		if (Date.parse(told.begin) !== Date.parse(is.begin))
			yield 'tells another first or last timing than it has'
}

function* textProblems(event, languages) {
	for (const [member, max] of Object.entries(limits))
		for (const [language, text] of Object.entries(event[member])) {
			if (!languages.includes(language))
				yield `${member} speaks ${language}`
			if (text === '' || [...text].length > max)
				yield `${member} has ${[...text].length} characters`
		}
	for (const member of ['title', 'description'])
		if (!event[member][languages[0]])
			yield `${member} is missing in ${languages[0]}`
}

function* choiceProblems(event, fields) {
	for (const { field, fieldType, options } of fields) {
		const value = event[field]
		if (value === undefined)
			continue
		if (Array.isArray(value) !== (fieldType === 'checkbox'))
			yield `${field} is not what a ${fieldType} gives`
		const ids = options?.map(o => o.id) ?? [value]
		for (const one of [value].flat())
			if (!ids.includes(one))
				yield `${field} has no option ${one}`
	}
}

function* placeProblems({ location, attendanceMode, onlineAccessLink }) {
	if ((location === null) !== (attendanceMode === 2))
		yield 'is online and has a place, or is not and has none'
	if ((onlineAccessLink === null) !== (attendanceMode === 1))
		yield 'has no link where it is online, or has one where it is not'
	if (location === null)
		return
	if (!location.name || !location.city || !location.department)
		yield 'has a place without name, town or department'
	if ((location.latitude === null) !== (location.longitude === null))
		yield 'has half a point'
}

// Where nobody is to be reached: hosts end in .example (RFC 2606).
function* contactProblems(event) {
	for (const text of strings(event))
		for (const [, host] of text.matchAll(HOST))
			if (!/\.example\.?$/.test(host))
				yield `names the host ${host}`
}

function* problemsOf(event, { languages, schema }) {
	const missing = members.filter(m => event[m] === undefined)
	if (missing.length) {
		yield `lacks ${missing.join(', ')}`
		return
	}
	if (!/^[a-z0-9-]+$/.test(event.slug))
		yield `has the slug ${event.slug}`
	const fields = schema.schema.fields.filter(f => f.schemaType === 'agenda')
	yield* timingProblems(event)
	yield* textProblems(event, languages)
	yield* choiceProblems(event, fields)
	yield* placeProblems(event)
	yield* contactProblems(event)
}

// "wanted" is {languages, schema}: the first language is the default.
export function problems(envelope, wanted) {
	const { events } = envelope
	const out = events.flatMap(e =>
		[...problemsOf(e, wanted)].map(p => `${e.uid} ${p}`))
	if (envelope.success !== true || envelope.total < events.length)
		out.push('the envelope does not fit')
	if (new Set(events.map(e => e.uid)).size !== events.length)
		out.push('two events have one uid')
	return out
}
