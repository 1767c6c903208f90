// timings.mjs -- when: days of the week and times of day, by format.  A timing
// is [day, begin, end]: day 0 is Monday 17 November 2025, begin and end are
// minutes of that day; an end over 1440 lies after midnight.

const at = (h, m = 0) => 60 * h + m

// Monday to Sunday.
const weekdays = [14, 22, 20, 22, 15, 0, 0]
const everyDay = [13, 21, 20, 21, 14, 7, 4]
const weekend = [2, 4, 6, 8, 16, 40, 24]

const day = (r, weights) => Number(r.weigh({ ...weights }))

// Sessions of the same length on one day, with a pause between them.
function sessions(d, { first, length, count = 1, pause = 30 }) {
	return Array.from({ length: count }, (_, i) => {
		const begin = first + i * (length + pause)
		return [d, begin, begin + length]
	})
}

// The same on several days in a row, which the weights must all allow.
function daysInARow(r, weights, count, span) {
	const last = weights[6] ? 7 : 5
	const start = Math.min(day(r, weights), last - count)
	return Array.from({ length: count }, (_, i) => sessions(start + i, span))
		.flat()
}

const visitHours = [
	at(9), at(9, 30), at(10), at(10, 30), at(13, 30), at(14), at(14, 30), at(15),
]
const visit = r => ({
	first: r.pick(visitHours), length: r.pick([60, 75, 90, 90, 120, 120]),
})

// Each answers a list of timings; w is the weights of the seven days.
const patterns = {
	once: (r, w) => sessions(day(r, w),
		{ ...visit(r), count: r.pick([1, 1, 1, 2]) }),
	slots: (r, w) => sessions(day(r, w), {
		first: r.pick([at(9), at(9, 30), at(13, 30), at(14)]),
		length: 30, count: r.between(4, 12), pause: 0,
	}),
	series: (r, w) => daysInARow(r, w, r.between(2, 5), visit(r)),
	twice: r => {
		const span = { ...visit(r), count: r.pick([1, 2]) }
		return r.some([0, 1, 2, 3, 4], 2).flatMap(d => sessions(d, span))
	},
	evening: (r, w) => sessions(day(r, w), {
		first: r.pick([at(17, 30), at(18), at(18, 30), at(19)]),
		length: r.pick([90, 120]),
	}),
	lunch: (r, w) => sessions(day(r, w), { first: at(12, 15), length: 75 }),
	halfDay: (r, w) => sessions(day(r, w), {
		first: r.pick([at(8, 30), at(9), at(13, 30), at(14)]),
		length: r.pick([180, 210, 240]),
	}),
	wholeDay: (r, w) => sessions(day(r, w), {
		first: r.pick([at(9), at(9, 30), at(10)]),
		length: r.pick([360, 420, 450]),
	}),
	split: (r, w) => {
		const d = day(r, w)
		return [[d, at(9), at(12)], [d, at(13, 30), at(17)]]
	},
	twoDays: (r, w) => daysInARow(r, w, 2,
		{ first: at(10), length: r.pick([360, 420]) }),
	night: r => [[r.pick([1, 3, 4]), at(21, 30), at(25)]],
}

const byFormat = {
	'visite': [everyDay, { once: 46, slots: 20, series: 16, twice: 15, night: 3 }],
	'atelier': [everyDay, { once: 55, halfDay: 20, twice: 15, slots: 10 }],
	'conference': [weekdays, { evening: 55, once: 25, lunch: 20 }],
	'forum': [weekdays, { wholeDay: 45, halfDay: 40, split: 15 }],
	'portes-ouvertes': [weekend, { wholeDay: 50, twoDays: 30, halfDay: 20 }],
	'concours': [everyDay, { halfDay: 55, wholeDay: 35, twoDays: 10 }],
}

// In order; classes come on school days, by daylight.
export function timings(r, format, school) {
	const [days, weights] = byFormat[format]
	return school
		? patterns[r.weigh({ ...weights, evening: 0, night: 0 })](r, weekdays)
		: patterns[r.weigh(weights)](r, days)
}

const two = n => String(n).padStart(2, '0')
const clock = m => [Math.floor(m / 60), two(m % 60)]

// Local time; the whole week is in winter time.
export function instant(d, minutes, fraction = '') {
	const date = 17 + d + Math.floor(minutes / 1440)
	const [h, m] = clock(minutes % 1440)
	return `2025-11-${date}T${two(h)}:${m}:00${fraction}+01:00`
}

const names = [
	['lundi', 'Monday'], ['mardi', 'Tuesday'], ['mercredi', 'Wednesday'],
	['jeudi', 'Thursday'], ['vendredi', 'Friday'], ['samedi', 'Saturday'],
	['dimanche', 'Sunday'],
]

// The source's ready-made words for the dates.
export function dateRange(list) {
	const first = 17 + list[0][0], last = 17 + list.at(-1)[0]
	if (first !== last)
		return {
			fr: `${first} - ${last} novembre`, en: `${first} - ${last} November`,
		}
	const [fr, en] = names[list[0][0]]
	const [h, m] = clock(list[0][1])
	return {
		fr: `${fr} ${first} novembre, ${h}h${m}`,
		en: `${en} ${first} November, ${two(h)}:${m}`,
	}
}
