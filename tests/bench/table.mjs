// table.mjs -- what was measured, as tables and as a line for each goal.
const names = {
	ours: 'Almanach', pe2: 'hello, our structure', t8: 'hello, 8 threads',
	static: 'nginx, a file', php: 'PHP-FPM + SQLite', node: 'Node + SQLite',
}
const whole = new Intl.NumberFormat('en')

export const median = list =>
	[...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]

const columns = [
	['requests/s', r => whole.format(Math.round(r.rate))],
	['/ our hello', (r, all) => (r.rate / all.pe2.rate).toFixed(2)],
	['/ 8 threads', (r, all) => all.t8 ? (r.rate / all.t8.rate).toFixed(2) : ''],
	['p50 ms', r => (r.p50 / 1000).toFixed(2)],
	['p99 ms', r => (r.p99 / 1000).toFixed(2)],
	['app µs', r => r.app.toFixed(1)],
	['nginx µs', r => r.nginx.toFixed(1)],
	['wrk µs', r => r.wrk.toFixed(1)],
	['app PSS MB', r => (r.memory / 1024).toFixed(1)],
	['errors', r => String(r.errors)],
	['others %', r => String(Math.round(100 * r.others))],
]

// Rows are {name: result}; "others" is what else the machine was doing.
export function printTable(title, rows) {
	const lines = [['', ...columns.map(([head]) => head)],
		...Object.entries(rows).map(([name, row]) =>
			[names[name], ...columns.map(([, text]) => text(row, rows))])]
	const widths = lines[0].map((_, i) =>
		Math.max(...lines.map(line => line[i].length)))
	const print = line => console.log(`| ${line.map((text, i) => i > 0
		? text.padStart(widths[i]) : text.padEnd(widths[i])).join(' | ')} |`)
	console.log(`\n${title}\n`)
	print(lines[0])
	console.log(`|${widths.map((w, i) =>
		'-'.repeat(w + 1) + (i > 0 ? ':' : '-')).join('|')}|`)
	lines.slice(1).forEach(print)
}

// A number that is to reach a limit, or (most) to stay below it.
export function printGoal(what, value, limit,
	{ most = false, unit = '', more = '' } = {}) {
	const reached = most ? value <= limit : value >= limit
	console.log(`${reached ? 'met   ' : 'MISSED'} ${what}: ${value.toFixed(2)}${unit}` +
		` (goal: ${most ? 'at most' : 'at least'} ${limit}${unit}${more})`)
}

// How many times as fast one is as another; also by the processor time of all
// that takes part, which other work on the machine changes little.
export function printRatio(what, one, other, limit) {
	const cost = r => r.app + r.nginx + r.wrk
	printGoal(what, one.rate / other.rate, limit,
		{ more: `; by processor time ${(cost(other) / cost(one)).toFixed(2)}` })
}
