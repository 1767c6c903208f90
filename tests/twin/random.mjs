// random.mjs -- random addresses of a programme: most of use, some nasty. The
// same for the same seed.
const NASTY = ['', ',', '%', '%zz', '%00', '%0A', '%ff', '%C3', '%C3%A9',
	'%E2%98%83', '%F0%9F%8E%AA', '%ED%A0%80', '%F4%90%80%80', '%C0%AF', '%C2%A0',
	'%E2%80%AE', '%E2%80%8B', '%EF%BF%BF', '%EF%AC%81', '%EF%B7%BA', '%C2%BD',
	'%C3%9F', '%E1%BA%9E', '%C4%B0', '%CE%A3%CF%82', '%EA%B0%80', '%E1%8E%A0',
	'%C7%84', '%C5%81%C3%B3d%C5%BA', '%E1%84%80', '%E0%B8%81', '+', '++', '%20',
	'%2B', '%2C', '%26', '=', '==', '\'', '"', '<b>', '\\', '^', '`', '{n}',
	'{value}', '|', '$&', '$1', '(', ')', '*', '!', '~', '-', '.', '..', '/', '//',
	':', ';', '@', '[', ']', 'constructor', '__proto__', 'toString', 'null', '-0',
	'0', '00', '1', '01', '1.5', '1e3', '999999999', '9999999999', 'x'.repeat(130),
	'%C3%A9'.repeat(60), 'a%CC%81'.repeat(40)]
const WORDS = ['chimie', 'CHIMIE', 'oeuvre', '%C5%93uvre', 'de', 'la', 'l', 'port',
	'visite', 'tout+public', 'classes', 'nuit', '62280', 'rue+du+port', '59',
	'harbour', 'walk', 'stra%C3%9Fe', 'Lodz', 'a+b+c+d+e+f+g+h', 'non',
	'%22verre%22', 'l%27eau']
const NAMES = ['events', 'events.json', 'events.ics', 'map', 'map.json', 'plan',
	'plan.json', 'plan.ics', '', 'index.json', 'all', 'all.json', 'changes',
	'changes.json', 'about', 'about.json']
const PATHS = ['index', 'all.ics', 'events.xml', 'events/', 'map//', '/events',
	'events/x', 'event', 'event/', 'event/0', 'event/./x', 'event/..', 'fr', 'fr/',
	'fr/fr/map', 'en', 'en/en/', 'en/fr', 'en//', 'xx/events', '.json', '.ics',
	'x.json', 'events.json.json', 'en/nix.json', '%65vents', 'events%2Ejson',
	'event/101%2Fx', 'map%3Fq=a', 'plan%20', 'Events', 'about/..', '%2e%2e/x', 'sync',
	'edit.json', 'status', 'statics/x', 'en/static/x']

export function randomAddress(seed, snapshots) {
	let state = seed
	const random = n => { // mulberry32
		let t = state += 0x6D2B79F5
		t = Math.imul(t ^ t >>> 15, t | 1)
		t ^= t + Math.imul(t ^ t >>> 7, t | 61)
		return ((t ^ t >>> 14) >>> 0) % n
	}
	const pick = list => list[random(list.length)]
	const often = n => random(n) > 0
	const some = (most, make) => Array.from({ length: 1 + random(most) }, make)
	const two = n => `0${n}`.slice(-2)

	const languages = Object.keys(snapshots)
	const { events, facets, choices, towns, days } = snapshots[languages[0]]

	// ---- values ---------------------------------------------------------------------

	const day = () => often(12) ? choices[facets[0].first + random(days.length)].id
		: `20${two(random(100))}-${two(random(14))}-${two(random(33))}`
	const clock = () => pick(['00:00', '00:05', '01:55', '02:00', '02:30', '02:59',
		'03:00', '08:59', '09:00', '10:02', '12:00', '14:00', '17:45', '23:55', '24:00',
		`${two(random(24))}:${two(random(60))}`])
	const at = () => day() + pick(['T', 'T', 'T', 't', '+', '']) + clock() +
		pick(['', '', '', ':00', ':59.5', 'Z', ':00Z', ':00%2B02:00', '-0330', '%2B1',
			'%2B25'])
	const degrees = (from, most) => (from + (random(2 * most) - most) / 1000)
		.toFixed(random(5))
	const near = () => {
		const { id, label, lat, lon } = pick(towns)
		return pick([() => id, () => encodeURIComponent(label),
			() => `${degrees((lat ?? 5e7) / 1e6, 700)},` +
				degrees((lon || 2e6) / 1e6, 900),
			() => `${degrees(0, 91000)},${degrees(0, 181000)}`,
			() => pick(['50.9', '50.9,', ',1', '-0.004,0', '90,180', '90.00,180.01',
				'5.,1'])])()
	}
	const letters = () => {
		const { title, place } = pick(events)
		const words = (often(3) ? title : place || title).split(' ')
		const from = random(words.length)
		return encodeURIComponent(words.slice(from, from + 1 + random(3)).join(' ')
			.slice(0, 1 + random(25)).replace(/[\ud800-\udbff]$/, ''))
	}
	const kept = () => {
		const { uid, timings } = pick(events)
		return uid + pick(['', '', `.${pick(timings).number}`, '.1', '.0', '.99', '.x'])
	}

	// ---- pairs ----------------------------------------------------------------------

	const facet = () => {
		const { id, first, end } = pick(facets.filter(f => f.end > f.first))
		return [id, some(3, () => often(25) ? choices[first + random(end - first)].id
			: pick(NASTY)).join(often(6) ? ',' : '%2C')]
	}
	const pairs = [facet, facet, facet, facet,
		() => ['day', some(3, day).join()],
		() => ['q', often(2) ? letters() : pick(WORDS)],
		() => ['near', near()],
		() => ['km', pick([1, 5, 15, 29, 30, 31, 40, 200, 201, 0, 1 + random(120)])],
		() => ['when', pick(['now', 'next', 'today', 'tomorrow', 'now', 'later'])],
		() => ['at', at()],
		() => ['page', pick([1, 2, 2, 3, 9, 99, 10000, 10001, 0])],
		() => plan(),
		() => [pick(['utm_source', 'x', pick(NASTY), 'Q', 'e', 'at', 'page']), pick(NASTY)],
		() => [pick(['q', 'near', 'town', 'day', 'at', 'e', 'km', 'when']), pick(NASTY)],
	]
	const usual = pairs.slice(0, -2)
	const plan = () => ['e', some(often(40) ? 6 : 130, kept).join()]

	const query = path => {
		const from = often(6) ? usual : pairs
		const all = path.includes('plan') && often(10) ? [plan()]
			: some(often(60) ? 4 : 40, () => pick(from)())
		return all.map(([key, value]) => often(60) ? `${key}=${value}` : key)
			.join(often(60) ? '&' : '&&')
	}

	// ---- paths ----------------------------------------------------------------------

	const event = () => {
		const { uid, slug } = pick(events)
		return `event/${uid}` + pick([`/${slug}`, `/${slug}`, `/${slug}`, '', '/x', '/',
			`/${slug}"`, `/${slug}%C2%BB`]) + pick(['', '', '.json', '.ics', '.atom'])
	}
	const name = () => pick([() => pick(NAMES.slice(0, 5)), () => pick(NAMES.slice(0, 8)),
		() => pick(NAMES), event])()

	return () => {
		const path = often(25) ? name() : often(2) ? pick(PATHS) : pick(NASTY)
		const language = often(3) ? '' : `${pick(languages)}/`
		const ask = often(path.startsWith('event/') ? 4 : 9) ? query(path) : ''
		const more = often(80) ? '' : pick(['#x', '?', '&', '%', '?a=b', '#?q=a'])
		return `/${language}${path}${ask && '?'}${ask}${more}`
	}
}
