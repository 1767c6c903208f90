// When: days of the week and times of day, by format.  A timing is
// [day, begin, end]: day 0 is Monday 17 November 2025, begin and end are
// minutes of that day; an end over 1440 lies after midnight.

const at = (h, m = 0) => 60 * h + m;

// Monday to Sunday.
const weekdays = [14, 22, 20, 22, 15, 0, 0];
const everyDay = [13, 21, 20, 21, 14, 7, 4];
const weekend = [2, 4, 6, 8, 16, 40, 24];

const day = (r, weights) => Number(r.weigh({ ...weights }));

// Sessions of the same length on one day, with a pause between them.
const sessions = (d, { first, length, count, pause = 30 }) =>
	Array.from({ length: count }, (_, i) => {
		const begin = first + i * (length + pause);
		return [d, begin, begin + length];
	});

const session = (r) => ({
	first: r.pick([at(9), at(9, 30), at(10), at(10, 30), at(13, 30), at(14), at(14, 30), at(15)]),
	length: r.pick([60, 75, 90, 90, 120, 120]),
	count: r.pick([1, 1, 1, 2]),
});

// The same on several days in a row, which the weights must all allow.
function daysInARow(r, weights, count, span) {
	const last = weights[6] ? 7 : 5;
	const start = Math.min(day(r, weights), last - count);
	return Array.from({ length: count }, (_, i) => sessions(start + i, span)).flat();
}

// Each answers a list of timings; w is the weights of the seven days.
const patterns = {
	once: (r, w) => sessions(day(r, w), session(r)),
	slots: (r, w) => sessions(day(r, w), {
		first: r.pick([at(9), at(9, 30), at(13, 30), at(14)]), length: 30,
		count: r.between(4, 12), pause: 0,
	}),
	series: (r, w) => daysInARow(r, w, r.between(2, 5), { ...session(r), count: 1 }),
	twice: (r) => {
		const span = { ...session(r), count: r.pick([1, 2]) };
		return r.some([0, 1, 2, 3, 4], 2).flatMap((d) => sessions(d, span));
	},
	evening: (r, w) => sessions(day(r, w), {
		first: r.pick([at(17, 30), at(18), at(18, 30), at(19)]), length: r.pick([90, 120]), count: 1,
	}),
	lunch: (r, w) => sessions(day(r, w), { first: at(12, 15), length: 75, count: 1 }),
	wholeDay: (r, w) => sessions(day(r, w), {
		first: r.pick([at(9), at(9, 30), at(10)]), length: r.pick([360, 420, 450]), count: 1,
	}),
	halfDay: (r, w) => sessions(day(r, w), {
		first: r.pick([at(8, 30), at(9), at(13, 30), at(14)]), length: r.pick([180, 210, 240]), count: 1,
	}),
	twoDays: (r, w) => daysInARow(r, w, 2, { first: at(10), length: r.pick([360, 420]), count: 1 }),
	split: (r, w) => {
		const d = day(r, w);
		return [[d, at(9), at(12)], [d, at(13, 30), at(17)]];
	},
	night: (r) => [[r.pick([1, 3, 4]), at(21, 30), at(25)]],
};

const byFormat = {
	'visite': [everyDay, { once: 46, slots: 20, series: 16, twice: 15, night: 3 }],
	'atelier': [everyDay, { once: 55, halfDay: 20, twice: 15, slots: 10 }],
	'conference': [weekdays, { evening: 55, once: 25, lunch: 20 }],
	'forum': [weekdays, { wholeDay: 45, halfDay: 40, split: 15 }],
	'portes-ouvertes': [weekend, { wholeDay: 50, twoDays: 30, halfDay: 20 }],
	'concours': [everyDay, { halfDay: 55, wholeDay: 35, twoDays: 10 }],
};

// Classes come on school days.
export function timings(r, format, school) {
	const [days, weights] = byFormat[format];
	return patterns[r.weigh(weights)](r, school ? weekdays : days)
		.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

const two = (n) => String(n).padStart(2, '0');

// Local time; the whole week is in winter time.
export function instant(d, minutes, fraction = '') {
	const day = 17 + d + Math.floor(minutes / 1440);
	const m = minutes % 1440;
	return `2025-11-${day}T${two(Math.floor(m / 60))}:${two(m % 60)}:00${fraction}+01:00`;
}

const names = [
	['lundi', 'Monday'], ['mardi', 'Tuesday'], ['mercredi', 'Wednesday'], ['jeudi', 'Thursday'],
	['vendredi', 'Friday'], ['samedi', 'Saturday'], ['dimanche', 'Sunday'],
];

// The source's ready-made words for the dates.
export function dateRange(list) {
	const first = list[0][0], last = list.at(-1)[0];
	if (first !== last)
		return { fr: `${17 + first} - ${17 + last} novembre`, en: `${17 + first} - ${17 + last} November` };
	const [fr, en] = names[first];
	const [h, m] = [Math.floor(list[0][1] / 60), two(list[0][1] % 60)];
	return { fr: `${fr} ${17 + first} novembre, ${h}h${m}`, en: `${en} ${17 + first} November, ${two(h)}:${m}` };
}
