// archive.mjs ARCHIVE PACKAGE... -- the archive of `make dist` on a server that
// has these packages, neither node nor npm, and no network: it is unpacked,
// built, installed, and shows a page; then the Debian package is built in the
// same place, which shows that its list of what that takes is whole. Root only:
// it is a container.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'

import { root } from '../lib.mjs'
import { alone, makeDebian } from './debian.mjs'

const [archive, ...needs] = process.argv.slice(2)
const packages = [...needs.map(need => need.replace(/.*:/, '')),
	'build-essential', 'debhelper', 'systemd'].sort()
const base = join(root, 'build/package', 'builder-' +
	createHash('sha256').update(packages.join()).digest('hex').slice(0, 8))

// One command a line: the shell ends at the first that fails.
const script = `
	if command -v node || command -v npm; then exit 1; fi
	cd /tmp
	tar xf /archive.tar.gz
	cd almanach-*
	make -s >log
	make -s install >>log
	systemd-sysusers
	systemd-tmpfiles --create
	run() { setpriv --reuid almanach --regid almanach --clear-groups almanach "$@"; }
	cd /
	run version
	run init
	run publish >/tmp/published
	run get / | grep -o '</h1>'
	cd /tmp/almanach-*
	cp -R cgi/deploy/debian .
	sed -i 's/@VERSION@/1/; s/@DATE@/Thu, 01 Jan 1970 00:00:00 +0000/' \\
		debian/changelog
	dpkg-buildpackage -us -uc -b >log 2>&1 || { tail log >&2; exit 1; }
	ls /tmp/almanach_1_*.deb`

makeDebian(base, packages)
const told = execFileSync('systemd-nspawn', [...alone, '-D', base,
	'--volatile=overlay', `--bind-ro=${resolve(archive)}:/archive.tar.gz`,
	'--as-pid2', 'sh', '-euc', script],
{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }) // told where it fails
process.stdout.write(told.replace(/^/gm, 'archive: ').replace(/archive: $/, ''))
console.log('archive: built, installed and packaged without node or a network')
