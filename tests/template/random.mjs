// random.mjs -- random templates and views for against.mjs: odd white space,
// crossed types, names that exist at several depths, now and then a mistake.

// mulberry32: small, and the same numbers for the same seed everywhere.
function numbers(seed) {
	return () => {
		seed = (seed + 0x6d2b79f5) | 0;
		let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

const keys = ['a', 'b', 'c', 'list', 'deep', 'text', 'é', 'two words', '0', 'length', '.x', ''];
const names = [
	'a', 'a', 'b', 'b', 'c', 'list', 'list', 'deep', 'deep', 'text', '.', '.', 'é', 'two words',
	'0', 'length', 'a.b', 'a.b.c', 'deep.a', 'deep.deep.list', 'deep.text', 'list.length',
	'list.0', 'list.1.a', 'list.01', 'text.length', 'text.1', 'text.0.length', 'a.', 'a..b',
	'.x', '..', 'nowhere', 'nowhere.a', 'b.nowhere', 'c.length.length',
];
const texts = [
	'', 'plain', '<b>&"\'/`=</b>', ' ', 'é€', '{{a}}', '}}', 'two\nlines', 'tab\there', '0',
	'\u2028', 'a\u00a0b', 'ends in <',
];
const reals = [
	0, -1, 1, 42, 1.5, -0.25, 0.1 + 0.2, 1e21, 123456789012345680000, 1e-6, 1e-7, 2.5e-8,
	5e-324, 1.7976931348623157e308, 9007199254740991, -9007199254740993, 1e20, 1 / 3, 100,
];
const spaces = ['', '', '', ' ', '  ', '\t', '\n', ' \n ', '\u00a0', '\ufeff', '\u2003'];
const literals = [
	' ', ' ', '  ', '\t', '\n', '\n', '\n', '\r\n', 'x', 'word', '<p>', 'é', '😀', '\u00a0',
	'\u2028', '}', '}}', ' { { ', '\v', '=',
];

export function randomCase(seed) {
	const random = numbers(seed);
	const below = (n) => Math.floor(random() * n);
	const pick = (list) => list[below(list.length)];
	const chance = (p) => random() < p;

	function scalar() {
		const kind = below(8);
		if (kind < 3) return pick(texts) + (chance(0.05) ? '😀' : '');
		if (kind < 5) return pick(reals);
		if (kind < 7) return kind === 5;
		return null;
	}
	function value(depth) {
		const kind = depth > 0 ? below(10) : 0;
		if (kind < 4) return scalar();
		if (kind < 7) return object(depth - 1);
		const list = Array.from({ length: below(4) }, () => value(depth - 1));
		// mustache.js fails on a null as context.
		return chance(0.95) ? list.filter((item) => item !== null) : list;
	}
	function object(depth) {
		const members = {};
		for (const key of keys) if (chance(0.45)) members[key] = value(depth);
		return members;
	}
	// What the partial "tree" goes down into always ends.
	function tree(depth) {
		return { text: pick(texts), kids: Array.from({ length: depth && below(3) }, () => tree(depth - 1)) };
	}

	const tag = (sigil, name, close = '') =>
		`{{${pick(spaces)}${sigil}${pick(spaces)}${name}${pick(spaces)}${close}}}`;
	function line(inside) {
		return `${pick(['', '', ' ', '\t', '  '])}${inside}${pick(['', '', ' '])}${pick(['\n', '\n', '\r\n'])}`;
	}
	function piece(depth, partials) {
		const kind = below(depth > 0 ? 12 : 7);
		const around = chance(0.5) ? line : (inside) => inside;
		if (kind < 3) return Array.from({ length: 1 + below(3) }, () => pick(literals)).join('');
		if (kind === 3) return tag('', pick(names));
		if (kind === 4) return chance(0.5) ? tag('&', pick(names)) : tag('{', pick(names), '}');
		if (kind === 5) return around(tag('!', pick(['', 'why', 'two\nlines', '{ {a'])));
		if (kind === 6) return around(tag('>', pick(partials)));
		const name = pick(names);
		return around(tag(pick(['#', '#', '^']), name)) + body(depth - 1, partials) + around(tag('/', name));
	}
	function body(depth, partials) {
		return Array.from({ length: below(5) }, () => piece(depth, partials)).join('');
	}
	function spoilt(text) {
		const at = below(text.length + 1);
		if (chance(0.5)) return text.slice(0, at) + pick(['{{', '}}', '{{/a}}', '{{#b}}', '{{{', '{{^', '{{=', '{{}}', '{{>']) + text.slice(at);
		return text.slice(0, at) + text.slice(at + 1 + below(4));
	}

	// A partial only takes in those after it, but for the tree.
	const partials = { tree: pick(['{{text}}{{#kids}}<{{>tree}}>{{/kids}}\n', '({{#kids}}\n{{>tree}}\n{{/kids}})\n {{text}}\n']) };
	for (const [name, others] of [['r', ['none']], ['q', ['r', 'tree']], ['p', ['q', 'r', 'tree']]])
		partials[name] = body(2, others);
	let template = body(3, ['p', 'q', 'r', 'tree', 'none']);
	if (chance(0.05)) template = spoilt(template);
	if (chance(0.02)) partials.p = spoilt(partials.p);
	return { template, partials, data: chance(0.05) ? scalar() : { ...object(3), ...tree(3) } };
}
