// differences.mjs -- what no configuration makes the same: answers that a server
// gives before it looks at what is configured for a path, and lengths.
const isLong = ({ path }) => path.length > 8000

const table = [
	{ why: 'an address of more than 8 kB is refused before it is looked at',
		servers: /nginx|Apache/, asked: isLong, fields: ['x-content-type-options'] },
	{ why: 'the same; lighttpd says that it is the head that is too long',
		servers: /lighttpd/, asked: isLong, fields: ['x-content-type-options'],
		status: 431 },
	{ why: 'a length over the limit is refused before modules have a say',
		servers: /lighttpd/, asked: ({ status }) => status === 413,
		fields: ['x-content-type-options'] },
	{ why: 'what is no UTF-8, or no text, is refused with the same status and ' +
		'without our page',
	servers: /lighttpd/, asked: ({ path }) => /%ff|%0a/.test(path), status: 400 },
	{ why: 'Caddy counts bytes as they come, and does not heed what is announced',
		servers: /Caddy/, asked: ({ announced }) => announced !== undefined,
		fields: ['x-content-type-options'], status: 'no answer' },
	{ why: 'Apache tells of no length that is 0',
		servers: /Apache/, asked: ({ method }) => method === 'HEAD',
		fields: ['content-length'], status: 308 },
]

// Is that what that server cannot but answer? Without "fields", any field; with
// "status", only where that is the answer's.
export function known(server, question, answer, field) {
	return table.some(one => one.servers.test(server) && one.asked(question) &&
		(one.status === undefined || one.status === answer.status) &&
		(one.fields === undefined || field === 'status' ||
			one.fields.includes(field)))
}
