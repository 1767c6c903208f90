// when.mjs -- days and minutes, as cgi/when.h has them: an instant is a count
// of minutes since 1970 in UTC, a day one of days since then in the zone.
//
// Date serves as a calendar only: it is never asked about zones or the clock.
export const DAY_MINUTES = 1440

const MINUTE = 6e4 // milliseconds
const DAY = DAY_MINUTES * MINUTE

// ---- calendar -----------------------------------------------------------------

export function whenDate(day) {
	const date = new Date(day * DAY)
	return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1,
		day: date.getUTCDate() }
}

// 0 is Monday; 1970 began on a Thursday.
export const whenWeekday = day => ((day + 3) % 7 + 7) % 7

// ---- zones: [[from this instant on, minutes east of UTC], ...] ------------------

export function whenOffset(zone, instant) {
	let i = zone.length - 1
	while (i > 0 && zone[i][0] > instant)
		i--
	return zone[i][1]
}

export const whenLocal = (zone, instant) => instant + whenOffset(zone, instant)

export const whenLocalDay = (zone, instant) =>
	Math.floor(whenLocal(zone, instant) / DAY_MINUTES)

// What a clock change skips moves on by the change; what it repeats means its
// first time.
export function whenInstant(zone, local) {
	const before = local - whenOffset(zone, local - DAY_MINUTES)
	const after = local - whenOffset(zone, local + DAY_MINUTES)
	return whenLocal(zone, before) !== local && whenLocal(zone, after) === local
		? after : before
}

// ---- reading: undefined where it is none -----------------------------------------

export function whenParseDay(text) {
	const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
	const date = new Date(Date.UTC(year, month - 1, day))
	// February 30 comes back as March 2.
	return year >= 1900 && year < 2200 && date.getUTCDate() === +day &&
		date.getUTCMonth() === month - 1 ? date / DAY : undefined
}

const TIME = new RegExp('^([-\\d]{10})[Tt ](\\d\\d):(\\d\\d)' +
	'(?::(\\d\\d)(?:\\.\\d+)?)?(?:[Zz]()|([+-]\\d\\d)(?::?(\\d\\d))?)?$')

// RFC 3339 and its like (cgi/when.h); without an offset it is the zone's time.
export function whenParse(text, zone) {
	const [, date, hours, minutes, seconds = 0, utc, east = 0, more = 0] =
		TIME.exec(text) ?? []
	const day = whenParseDay(date)
	if (day === undefined || hours > 24 || minutes > 59 || seconds > 60 ||
		hours > 23 && minutes > 0 || Math.abs(east) > 23 || more > 59)
		return undefined
	const local = day * DAY_MINUTES + hours * 60 + +minutes
	if (utc === undefined && !east)
		return whenInstant(zone, local)
	const offset = Math.abs(east) * 60 + +more
	return local - (east[0] === '-' ? -offset : offset)
}

// ---- writing ---------------------------------------------------------------------

const iso = minutes => new Date(minutes * MINUTE).toISOString()
const two = n => `0${n}`.slice(-2)

export const whenDay = day => iso(day * DAY_MINUTES).slice(0, 10)

// 2025-10-25T10:00, as the zone's clocks show it.
export const whenClock = (zone, instant) =>
	iso(whenLocal(zone, instant)).slice(0, 16)

export function whenRfc3339(zone, instant) {
	const offset = whenOffset(zone, instant), size = Math.abs(offset)
	return `${whenClock(zone, instant)}:00${offset < 0 ? '-' : '+'}` +
		`${two(Math.floor(size / 60))}:${two(size % 60)}`
}

// 20251025T080000Z
export const whenUtcBasic = instant =>
	iso(instant).slice(0, 16).replace(/[-:]/g, '') + '00Z'
