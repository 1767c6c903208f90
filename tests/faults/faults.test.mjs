// The quickest of the faults, so that they are tried on each day.
import { spawnSync } from 'node:child_process'
import test from 'node:test'

import { rows as children } from './children.mjs'
import { rows as kill } from './kill.mjs'

const QUICK = ['import killed at each sync', 'publish killed at each sync',
	'no process, commands', 'four imports, one source']

// Where nobody may trace a process, there is no stopping one at a system call.
const traced = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0
const skip = what => !traced && !what.startsWith('four') && 'strace may not trace'

for (const [what, run] of [...kill, ...children].filter(([name]) => QUICK.includes(name)))
	test(what, { skip: skip(what) }, run)
