// records.mjs -- seeds of the fuzzer: requests as web servers send them, whole
// and with faults. node tests/fuzz/records.mjs FOLDER
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { begin, pairs, params, record, request } from '../socket/peer.mjs'

const seeds = {
	page: request({ REQUEST_METHOD: 'GET', REQUEST_URI: '/events' }),
	post: request({ REQUEST_METHOD: 'POST', CONTENT_LENGTH: '3' }, { body: 'abc' }),
	long: request({ REQUEST_URI: '/' + 'x'.repeat(300) }, { keep: true }),
	twice: Buffer.concat([begin(1), begin(2)]),
	aside: record(9, 0, pairs({ FCGI_MAX_CONNS: '' })),
	taken_back: Buffer.concat([begin(1), record(2, 1)]),
	lengths: Buffer.concat([begin(1), params(1, Buffer.from(
		'fffffffe0000000261', 'hex'))]),
}

for (const [name, bytes] of Object.entries(seeds))
	writeFileSync(join(process.argv[2], name),
		Buffer.concat([Buffer.from([7]), bytes]))
