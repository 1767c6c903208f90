// kill.mjs -- `import` and `publish` killed: at random moments, and at each
// call that makes something last, which includes the moment between the
// database's commit and the new file.
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { Ground, must, plain, readers, told, words } from './ground.mjs'

const TIMES = Number(process.env.TIMES ?? 200)
const LASTING = 'fsync,fdatasync,rename,ftruncate,unlink'
const [old, fresh] = words

// How the ground is brought from one state to the other: arguments of ours. Of
// rules it is what every page shows: the programme's title, and a choice's name.
const changes = {
	import: ground => word => ground.import(word),
	publish: ground => {
		for (const word of words) {
			const folder = join(ground.place.folder, word)
			cpSync(ground.place.scripts, folder, { recursive: true })
			for (const file of ['programme.lua', 'rules/students.lua'])
				retitle(join(folder, file), word)
		}
		return word => ['publish', '--scripts', join(ground.place.folder, word)]
	},
}

function retitle(file, word) {
	writeFileSync(file, readFileSync(file, 'utf8')
		.replace(/((?:title|label) = \{\s*fr = ")/, `$1${word} `))
}

class Killing {
	static async begin(command) {
		const k = new Killing()
		k.ground = new Ground(`kill-${command}`)
		await k.ground.bring(plain)
		k.args = changes[command](k.ground)
		k.counts = { old: 0, new: 0, behind: 0, broken: 0 }
		k.sentences = []
		await k.whole(old)
		if (command === 'publish') // or it would publish its own
			k.ground.place.env.ALMANACH_SCRIPTS = k.args(old)[2]
		await k.ground.serve()
		return k
	}

	async whole(word) {
		const begun = Date.now()
		const { status, err } = await this.ground.does(this.args(word))
		if (status !== 0)
			this.wrong(`undisturbed it failed: ${err}`)
		this.ground.before = this.ground.note()
		return Date.now() - begun
	}

	wrong(sentence) {
		this.counts.broken++
		this.sentences.push(sentence)
	}

	// One death: what is there now, and does the next one bring it back?
	async after({ status }) {
		const sentence = this.ground.broken()
		if (sentence !== '')
			this.wrong(sentence)
		const is = this.ground.live().publication
		this.counts[is === this.ground.before ? 'old' : 'new']++
		this.counts.behind += this.ground.behind
		await this.whole(old)
		return status === 0
	}
}

async function random(k) {
	const times = []
	for (let i = 0; i < 5; i++) {
		times.push(await k.whole(fresh))
		await k.whole(old)
	}
	const usual = times.sort((a, b) => a - b)[2]
	for (let i = 0; i < TIMES; i++)
		await k.after(await k.ground.does(k.args(fresh), { begun: async child => {
			await sleep(Math.random() * 1.3 * usual)
			child.kill('SIGKILL')
		} }))
}

// At each lasting call in turn, until it comes through unharmed.
async function each(k) {
	for (let n = 1, through = false; !through; n++) {
		must(n < 200, 'it does not come to an end')
		through = await k.after(await k.ground.does(k.args(fresh), {},
				['strace', '-o', '/dev/null', '-e', `trace=${LASTING}`,
					'-e', `inject=${LASTING}:signal=SIGKILL:when=${n}`]))
	}
}

async function killed(command, how) {
	const k = await Killing.begin(command)
	const visitors = readers(k.ground.server)
	try {
		await how(k)
		await k.whole(fresh) // who writes the same file removes what was left
		k.counts.litter = k.ground.litter().length
	} finally {
		await visitors.stop()
		await k.ground.server.stop()
	}
	const { counts, sentences } = k
	const figures = `${counts.broken} broken of ${counts.old + counts.new}` +
		` (old:new ${counts.old}:${counts.new}, committed and not yet shown` +
		` ${counts.behind}), ${counts.litter} files left; ${told(visitors.seen)}`
	must(counts.broken + counts.litter + visitors.seen.torn +
		visitors.seen.failed === 0, `${figures} ${sentences.slice(0, 3).join('; ')}`)
	return figures
}

export const rows = [
	['import killed at random', () => killed('import', random)],
	['import killed at each sync', () => killed('import', each)],
	['publish killed at random', () => killed('publish', random)],
	['publish killed at each sync', () => killed('publish', each)],
]
