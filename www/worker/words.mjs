// words.mjs -- the interface's texts filled in, dates and numbers in words: as
// cgi/words.c. "words" is what www/strings/LL.json holds.
import { DAY_MINUTES, whenDate, whenWeekday } from './when.mjs'

export const SPAN_LONG = 25 * 60 // minutes: a day with a clock change in it

export const wordsFill = (text, values) => text.replace(/\{([^{}]*)\}/g,
	(all, name) => values[name] ?? all)

export function wordsCount(words, key, n, values) {
	const one = n === 1 || n === 0 && words.plural === 'zero-one'
	return wordsFill(words[key][one ? 'one' : 'other'], { n, ...values })
}

// "form": day-long, day-medium or day-short.
export function wordsDay(words, form, day) {
	const date = whenDate(day), short = form === 'day-short' ? '-short' : ''
	return wordsFill(words[form], {
		weekday: words['weekdays' + short][whenWeekday(day)],
		day: date.day === 1 ? words['day-first'] : date.day,
		month: words['months' + short][date.month - 1],
		year: date.year,
	})
}

const two = n => `0${n}`.slice(-2)

// A minute of the day, or of the next one.
export function wordsTime(words, minute) {
	const h = Math.floor(minute % DAY_MINUTES / 60), m = minute % 60
	return wordsFill(words[m === 0 ? 'time-whole' : 'time'],
		{ h, hh: two(h), mm: two(m) })
}

// A day's part of a timing, from one minute to another.
export function wordsSpan(words, { from, to, begin, end }) {
	const long = end - begin > SPAN_LONG
	if (from <= 0 && long && to < DAY_MINUTES)
		return wordsFill(words['until-time'], { time: wordsTime(words, to) })
	if (from === 0 && to >= DAY_MINUTES - 1 && to <= DAY_MINUTES)
		return words['all-day']
	if (long)
		return wordsFill(words['from-time'], { time: wordsTime(words, from) })
	return wordsFill(words.span,
		{ from: wordsTime(words, from), to: wordsTime(words, to) })
}

// Tenths of a kilometre below ten.
export function wordsDistance(words, metres) {
	const tenths = Math.floor((metres + 50) / 100)
	const whole = Math.floor(tenths / 10), tenth = tenths % 10
	const km = tenths >= 100 ? Math.floor((tenths + 5) / 10)
		: tenth > 0 ? wordsFill(words.kilometres, { whole, tenth }) : whole
	return wordsFill(words.distance, { km })
}

export function wordsDuration(words, minutes) {
	return minutes < 60 ? wordsFill(words.minutes, { n: minutes })
		: wordsFill(words['hours-minutes'],
			{ h: Math.floor(minutes / 60), mm: two(minutes % 60) })
}
