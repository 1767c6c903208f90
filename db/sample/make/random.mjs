// random.mjs -- chance without surprise: xoshiro128** (Blackman and Vigna,
// 2018) on 32-bit integers, seeded by a mixed counter over a path of words, so
// that every event and every place has a stream of its own and can be made
// alone.  No floating point enters a decision: every machine gives the same
// bytes.

const STEP = 0x9e3779b9 // of the counter: 2^32 over the golden ratio

function mix(z) {
	z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
	z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
	return z ^ (z >>> 15)
}

function hash(path) {
	let h = STEP
	for (const c of path.join('/'))
		h = mix(h ^ c.codePointAt(0)) + STEP | 0
	return h
}

const rotate = (x, k) => (x << k) | (x >>> (32 - k))

// From 0 to 2^32 - 1, without end.
function stream(path) {
	let counter = hash(path)
	const word = () => mix(counter = counter + STEP | 0)
	let a = word(), b = word(), c = word(), d = word()
	return () => {
		const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
		const t = b << 9
		c ^= a
		d ^= b
		b ^= c
		a ^= d
		c ^= t
		d = rotate(d, 11)
		return result
	}
}

export function random(...path) {
	const next = stream(path)
	// n is at most 2^21, so that the product stays an exact integer.
	const below = n => Math.floor(next() * n / 0x100000000)

	function shuffle(list) {
		const out = [...list]
		for (let i = out.length - 1; i > 0; i--) {
			const j = below(i + 1), held = out[i]
			out[i] = out[j]
			out[j] = held
		}
		return out
	}

	// One key of {key: weight}.
	function weigh(weights) {
		let left = below(Object.values(weights).reduce((sum, w) => sum + w, 0))
		return Object.keys(weights).find(key => (left -= weights[key]) < 0)
	}

	// n of the list, in the list's order.
	function some(list, n) {
		const keep = new Set(shuffle([...list.keys()]).slice(0, n))
		return list.filter((_, i) => keep.has(i))
	}

	return {
		below, shuffle, some, weigh,
		pick: list => list[below(list.length)],
		between: (low, high) => low + below(high - low + 1),
		chance: percent => below(100) < percent,
		digits: n => String(below(10 ** n)).padStart(n, '0'),
	}
}

// By weight, from objects with a member "weight".
export function choose(r, list) {
	let left = r.below(list.reduce((sum, x) => sum + x.weight, 0))
	return list.find(x => (left -= x.weight) < 0)
}
