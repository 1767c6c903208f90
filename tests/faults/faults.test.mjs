// The quickest of the faults, so that they are tried on each day.
import test from 'node:test'

import { rows as children } from './children.mjs'
import { rows as kill } from './kill.mjs'

const QUICK = ['import killed at each sync', 'publish killed at each sync',
	'no process, commands', 'four imports, one source']

for (const [what, run] of [...kill, ...children].filter(([name]) => QUICK.includes(name)))
	test(what, run)
