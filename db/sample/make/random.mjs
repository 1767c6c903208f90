// Chance without surprise: xoshiro128** (Blackman and Vigna, 2018) on 32-bit
// integers, seeded by splitmix32 over a path of words, so that every event
// and every place has a stream of its own and can be made alone.  No floating
// point enters a decision: every machine gives the same bytes.

function mix(state) {
	let z = state | 0;
	z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
	z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
	return (z ^ (z >>> 15)) >>> 0;
}

function hash(path) {
	let h = 0x9e3779b9;
	for (const c of path.join('/'))
		h = mix(h ^ c.codePointAt(0)) + 0x9e3779b9 >>> 0;
	return h;
}

const rotate = (x, k) => (x << k) | (x >>> (32 - k));

export function random(...path) {
	let seed = hash(path);
	const word = () => mix(seed = seed + 0x9e3779b9 | 0);
	let a = word(), b = word(), c = word(), d = word();

	function next() {
		const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
		const t = b << 9;
		c ^= a;
		d ^= b;
		b ^= c;
		a ^= d;
		c ^= t;
		d = rotate(d, 11);
		return result;
	}

	// n is at most 2^21, so that the product stays an exact integer.
	const below = (n) => Math.floor(next() * n / 0x100000000);
	const pick = (list) => list[below(list.length)];

	return {
		below,
		pick,
		between: (low, high) => low + below(high - low + 1),
		chance: (percent) => below(100) < percent,
		digits: (n) => String(below(10 ** n)).padStart(n, '0'),

		// One key of {key: weight}.
		weigh(weights) {
			let left = below(Object.values(weights).reduce((a, b) => a + b, 0));
			for (const [key, weight] of Object.entries(weights))
				if ((left -= weight) < 0)
					return key;
		},

		shuffle(list) {
			const out = [...list];
			for (let i = out.length - 1; i > 0; i--) {
				const j = below(i + 1);
				[out[i], out[j]] = [out[j], out[i]];
			}
			return out;
		},

		// n of the list, in the list's order.
		some(list, n) {
			const keep = new Set(this.shuffle(list.map((_, i) => i)).slice(0, n));
			return list.filter((_, i) => keep.has(i));
		},
	};
}

// By weight, from objects with a member "weight".
export function choose(r, list) {
	let left = r.below(list.reduce((sum, x) => sum + x.weight, 0));
	return list.find((x) => (left -= x.weight) < 0);
}
