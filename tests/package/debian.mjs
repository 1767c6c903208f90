// debian.mjs -- a small Debian in a folder, to try things in.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

// Where this machine's own packages come from.
function mirror() {
	return execFileSync('apt-get', ['indextargets', '--format',
		'$(RELEASE) $(REPO_URI)'], { encoding: 'utf8' }).split('\n')
		.map(line => line.split(' ')).find(([name]) => name === 'bookworm')[1]
}

// Made once, with these packages and what they need: "base" is there or whole.
export function makeDebian(base, packages) {
	if (existsSync(base))
		return
	const part = base + '.part'
	rmSync(part, { recursive: true, force: true })
	mkdirSync(dirname(base), { recursive: true })
	execFileSync('debootstrap', ['--variant=minbase',
		`--include=${packages.join()}`, 'bookworm', part, mirror()],
	{ stdio: ['ignore', 'ignore', 'inherit'] })
	renameSync(part, base)
}

// Arguments of systemd-nspawn that suit every machine, with systemd or without.
export const alone = ['--quiet', '--register=no', '--keep-unit',
	'--private-network', '--console=pipe']
