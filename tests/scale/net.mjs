// net.mjs -- machines of a test's own: network namespaces on a bridge, and what
// runs in them. All of it goes when the process does.
import { execFileSync, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

const ip = (...args) =>
	execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'inherit'] })

// Why there can be none; undefined where there can.
export function whyNot() {
	if (process.getuid() !== 0)
		return 'network namespaces need root: run it as root, or with sudo'
	const name = `almanach-${process.pid}`
	try {
		ip('netns', 'add', name)
		ip('netns', 'del', name)
	} catch {
		return 'this machine lets nobody make network namespaces (ip netns add)'
	}
}

export class Net {
	// "names": of machines, in order of their addresses.
	constructor(names) {
		this.spaces = []
		process.on('exit', () => this.clear())
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
			process.on(signal, () => process.exit(1))
		this.hub = this.space('hub')
		ip('-n', this.hub, 'link', 'add', 'hub', 'type', 'bridge')
		ip('-n', this.hub, 'link', 'set', 'hub', 'up')
		names.forEach((name, i) => this.machine(name, `10.77.0.${i + 1}`))
	}

	space(name) {
		const space = `almanach-${process.pid}-${name}`
		ip('netns', 'add', space)
		this.spaces.push(space)
		ip('-n', space, 'link', 'set', 'lo', 'up')
		return space
	}

	machine(name, address) {
		const space = this.space(name)
		ip('-n', this.hub, 'link', 'add', name, 'type', 'veth', 'peer', 'eth0',
			'netns', space)
		ip('-n', this.hub, 'link', 'set', name, 'master', 'hub', 'up')
		ip('-n', space, 'address', 'add', `${address}/24`, 'dev', 'eth0')
		ip('-n', space, 'link', 'set', 'eth0', 'up')
	}

	// A program on a machine; its pid is the program's own.
	start(name, program, args, options = {}) {
		return spawn('ip', ['netns', 'exec', `almanach-${process.pid}-${name}`,
			program, ...args], options)
	}

	// What it prints, once it has ended.
	async run(...args) {
		return Net.output(this.start(...args, { stdio: ['pipe', 'pipe', 'inherit'] }))
	}

	static async output(child) {
		let out = ''
		child.stdout.setEncoding('utf8').on('data', data => { out += data })
		await new Promise(resolve => child.on('close', resolve))
		return out
	}

	// Pull the cable out, and put it back: nobody is told.
	plug(name, on) {
		ip('-n', this.hub, 'link', 'set', name, on ? 'up' : 'down')
	}

	// Everything on a machine ends at once, as when the power fails; how many
	// that were.
	static kill(space) {
		const pids = execFileSync('ip', ['netns', 'pids', space], { encoding: 'utf8' })
			.split('\n').filter(Boolean)
		for (const pid of pids)
			try {
				process.kill(Number(pid), 'SIGKILL')
			} catch {} // it ended by itself
		return pids.length
	}

	async stop(name) {
		while (Net.kill(`almanach-${process.pid}-${name}`) > 0)
			await sleep(10)
	}

	clear() {
		for (const space of this.spaces) {
			Net.kill(space)
			ip('netns', 'del', space)
		}
		this.spaces = []
	}
}
