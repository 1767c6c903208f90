// query.mjs FOLDER -- publish the twin contract's programme, and write its
// addresses as seeds for tests/fuzz/query.c.
import { mkdirSync, writeFileSync } from 'node:fs'

import { publish, urls } from '../twin/run.mjs'

const folder = process.argv[2]
mkdirSync(folder, { recursive: true })
publish()
const codings = ['', 'gzip', 'br;q=0.5, gzip, *;q=0', 'identity;q=0']
;[...urls().values()].flat().forEach((url, i) => writeFileSync(
	`${folder}/${i}`, [url, codings[i % 4], '"abc", W/"*"', ''].join('\0')))
