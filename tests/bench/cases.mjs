// cases.mjs -- what is asked for: many different addresses a case, so that no
// answer is made twice in a row.
import { ask } from './servers.mjs'

const EVENT_PAGES = 500
const WORDS = ['chimie', 'textile', 'robot', 'amiens', 'calais', 'visite',
	'atelier', 'emploi', 'metier', 'energie']
const HOURS = Array.from({ length: 48 }, (_, i) =>
	`${String(8 + Math.floor(i / 4)).padStart(2, '0')}:${i % 4 * 15 || '00'}`)

const product = (...lists) => lists.reduce(
	(all, list) => all.flatMap(one => list.map(next => [...one, next])), [[]])

// The same order on each run.
function shuffle(list) {
	let seed = 1
	for (let i = list.length - 1; i > 0; i--) {
		seed = (seed * 48271) % 2147483647
		const k = seed % (i + 1);
		[list[i], list[k]] = [list[k], list[i]]
	}
	return list
}

// Cases by name, from a programme that is served.
export async function makeCases() {
	const read = async path => JSON.parse((await ask('ours', path)).body)
	const list = await read('/events.json')
	const { events } = await read('/all.json')
	const days = list.days.map(({ day }) => day)
	const choices = list.groups.slice(0, 4).flatMap(({ id, choices }) =>
		choices.map(choice => `${id}=${choice.id}`))
	const step = Math.ceil(events.length / EVENT_PAGES)
	const cases = {
		'home': product(['/', '/en/'], days, HOURS)
			.map(([root, day, hour]) => `${root}?at=${day}T${hour}`),
		'list, HTML': product(['/', '/en/'], days, choices)
			.map(([root, day, choice]) => `${root}events?day=${day}&${choice}`),
		'search, HTML': product(WORDS, ['', ...WORDS])
			.filter(([one, two]) => one !== two)
			.map(([one, two]) => `/events?q=${one}${two && '+'}${two}`),
		'event': events.filter((_, i) => i % step === 0)
			.map(({ uid, slug }) => `/event/${uid}/${slug}`),
		'list, JSON': product(days, choices, WORDS).map(([day, choice, word]) =>
			`/events.json?day=${day}&${choice}&q=${word}`),
	}
	Object.values(cases).forEach(shuffle)
	return cases
}
