// servers.mjs -- the program behind each web server, as README tells it: the lines
// of README's own, around the very files of cgi/deploy/, with other paths in them.
//
// Whoever starts this as root has all of it run by nobody, for Apache will not
// serve as root: so everything is in a folder of its own below /tmp.
import { execFileSync, spawn } from 'node:child_process'
import {
	chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync,
	readFileSync, rmSync, writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { Place, program, root } from '../lib.mjs'
import { freePort } from '../server/nginx.mjs'

export const ORIGIN = 'https://essai.example'

const NOBODY = 65534
const who = process.getuid() === 0 ? { uid: NOBODY, gid: NOBODY } : {}

// An editor; one form of the password suits all of them.
export const login = { authorization: `Basic ${
	Buffer.from('ada:one').toString('base64')}` }
const HASH = '$2y$04$c/W2o0y8gMHBt.cZOaGLHOrjToYfgkiEtVCvZAxsRb2ijHXkd/opC'

// ---- the parts that differ ------------------------------------------------------------

// Where README has a server's lines, the main configuration that they go into
// (as Debian's would, whatever of it matters), and how it is started.
const apache = more => ({
	language: 'apache',
	command: conf => ['apache2', '-D', 'FOREGROUND', '-f', conf, ...more],
	main: ({ folder, env }, port, lines) => `
ServerRoot ${folder}
ServerName almanach.test
Listen 127.0.0.1:${port}
PidFile apache.pid
ErrorLog error.log
DefaultRuntimeDir .
ScriptSock cgid
${['mpm_event.load', 'authz_core.load', 'authz_host.load', 'authz_user.load',
		'authn_core.load', 'authn_file.load', 'auth_basic.load',
		'access_compat.load', 'alias.load', 'dir.load', 'dir.conf',
		'autoindex.load', 'autoindex.conf', 'env.load', 'filter.load',
		'deflate.load', 'deflate.conf', 'mime.load', 'mime.conf',
		'negotiation.load', 'negotiation.conf', 'reqtimeout.load',
		'setenvif.load', 'headers.load', 'rewrite.load', 'proxy.load',
		'proxy_fcgi.load', 'fcgid.load', 'cgid.load']
		.map(name => `Include /etc/apache2/mods-available/${name}`).join('\n')}
FcgidIPCDir ${folder}
FcgidProcessTableFile ${folder}/fcgid
${Object.entries(env).map(([name, value]) =>
		`SetEnv ${name} "${value}"\nFcgidInitialEnv ${name} "${value}"`).join('\n')}
<Directory />
	AllowOverride None
	Require all denied
</Directory>
DocumentRoot ${folder}/html
${lines}`,
})

const kinds = {
	nginx: {
		language: 'nginx',
		command: conf => ['nginx', '-e', 'stderr', '-p', '.', '-c', conf],
		// brotli_static is a module of its own, which the file speaks of.
		edited: text => text.replace('#brotli_static', 'brotli_static'),
		main: ({ folder }, port, lines) => `
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
daemon off;
worker_processes 1;
pid nginx.pid;
error_log stderr warn;
events { }
http {
	include /etc/nginx/mime.types;
	gzip on;
	gzip_types text/plain text/calendar text/javascript application/json;
	access_log off;
	client_body_temp_path ${folder}/tmp;
	proxy_temp_path ${folder}/tmp;
	fastcgi_temp_path ${folder}/tmp;
	uwsgi_temp_path ${folder}/tmp;
	scgi_temp_path ${folder}/tmp;
${lines}
}`,
	},
	'Apache, proxy': apache([]),
	'Apache, fcgid': apache(['-D', 'ALMANACH_FCGID']),
	'Apache, CGI': apache(['-D', 'ALMANACH_CGI']),
	lighttpd: {
		language: 'lighttpd',
		command: conf => ['lighttpd', '-D', '-f', conf],
		main: ({ folder }, port, lines) =>
			readFileSync('/etc/lighttpd/lighttpd.conf', 'utf8')
				.replace(/^server\.(errorlog|pid-file|username|groupname|port|document-root|upload-dirs).*$/gm, '')
				.replace(/^include.*$/gm, '') + `
server.port = ${port}
server.bind = "127.0.0.1"
server.document-root = "${folder}/html"
server.upload-dirs = ( "${folder}/tmp" )
server.errorlog = "${folder}/error.log"
${lines}`,
	},
	Caddy: {
		language: 'caddy',
		command: conf => ['caddy', 'run', '--adapter', 'caddyfile', '--config', conf],
		main: (place, port, lines) => `
{
	admin off
	auto_https off
	default_bind 127.0.0.1
	log {
		level WARN
	}
}
${lines}`,
	},
}
export const names = Object.keys(kinds)

// README's lines for a server.
const readme = language => new RegExp('```' + language + '\n([^]*?)```')
	.exec(readFileSync(join(root, 'README.md'), 'utf8'))[1]

// ---- what all of them share -----------------------------------------------------------

// Processes, ended in the end whatever happens.
const running = new Set()
process.on('exit', () => running.forEach(child => child.kill()))
for (const signal of ['SIGINT', 'SIGTERM'])
	process.on(signal, () => process.exit(1))

class Child {
	constructor(command, args, options) {
		this.process = spawn(command, args, { ...who, ...options })
		running.add(this.process)
		this.gone = new Promise(resolve => {
			this.process.once('exit', resolve)
			this.process.once('error', error => { this.error = error; resolve() })
		})
	}

	get ended() {
		return this.error ?? this.process.exitCode ?? this.process.signalCode
	}

	async stop() {
		this.process.kill()
		await this.gone
		running.delete(this.process)
	}
}

// A programme under a path, "" or "/programme", and `almanach serve` for it.
export class Mount {
	static filled = null // the twin programme, imported once

	constructor(base) {
		Mount.filled ??= new Place('servers').fill()
		this.base = base
		this.folder = mkdtempSync(join(tmpdir(), 'almanach-'))
		chmodSync(this.folder, 0o755)
		cpSync(Mount.filled.folder, this.folder, { recursive: true })
		cpSync(program, join(this.folder, 'almanach'))
		cpSync(join(root, 'build/www'), join(this.folder, 'www'), { recursive: true })
		this.env = {
			ALMANACH_DB: join(this.folder, 'almanach.db'),
			ALMANACH_SCRIPTS: join(this.folder, 'scripts'),
			ALMANACH_WWW: join(this.folder, 'www'),
			ALMANACH_NOW: Mount.filled.env.ALMANACH_NOW,
			ALMANACH_URL: ORIGIN + base,
			ALMANACH_BASE: base + '/',
		}
		this.socket = join(this.folder, 'almanach.sock')
		this.servers = []
		if (who.uid !== undefined)
			execFileSync('chown', ['-R', `${who.uid}:${who.gid}`, this.folder])
	}

	async start() {
		this.app = new Child(join(this.folder, 'almanach'), ['serve', '--socket',
			this.socket, '--workers', '2'], { cwd: this.folder, env: this.env,
			stdio: ['ignore', 'ignore', openSync(join(this.folder, 'log'), 'a')] })
		while (!existsSync(this.socket))
			await sleep(20)
		return this
	}

	// A command of the program; it has to end well.
	run(...args) {
		execFileSync(join(this.folder, 'almanach'), args, { ...who, env: this.env })
	}

	// The program itself, asked by CGI: what every server has to answer.
	ask({ method = 'GET', path, headers = {} }) {
		const variables = Object.entries(headers).map(([name, value]) =>
			[`HTTP_${name.toUpperCase().replaceAll('-', '_')}`, value])
		const child = spawn(join(this.folder, 'almanach'), [], { ...who,
			env: { ...this.env, ...Object.fromEntries(variables),
				GATEWAY_INTERFACE: 'CGI/1.1', REQUEST_METHOD: method,
				REQUEST_URI: this.base + path },
			stdio: ['ignore', 'pipe', 'ignore'] })
		const chunks = []
		child.stdout.on('data', chunk => chunks.push(chunk))
		return new Promise(resolve => child.on('close', () => {
			const all = Buffer.concat(chunks)
			const end = all.indexOf('\r\n\r\n')
			const { status, ...rest } = Object.fromEntries(all.subarray(0, end)
				.toString().split('\r\n').map(line => line.split(/: (.*)/s))
				.map(([name, value]) => [name.toLowerCase(), value]))
			resolve({ status: Number(status.slice(0, 3)), headers: rest,
				body: all.subarray(end + 4) })
		}))
	}

	// The server of that name in front.
	async serve(name) {
		const server = new Server(this, name)
		this.servers.push(server)
		return server.start()
	}

	async stop() {
		await Promise.all([...this.servers.map(server => server.stop()),
			this.app?.stop()])
		rmSync(this.folder, { recursive: true, force: true })
	}
}

// ---- a server -------------------------------------------------------------------------

class Server {
	constructor(mount, name) {
		this.mount = mount
		this.name = name
		this.kind = kinds[name]
		this.folder = join(mount.folder, name.toLowerCase().replace(/[^a-z]+/g, '-'))
	}

	// The files that README's lines include.
	place() {
		const { mount, folder, kind } = this
		const from = join(root, 'cgi/deploy', kind.language)
		for (const name of ['', 'tmp', 'html', kind.language])
			mkdirSync(join(folder, name))
		for (const name of readdirSync(from)) {
			const text = readFileSync(join(from, name), 'utf8')
				.replaceAll('/programme', mount.base)
				.replaceAll('/run/almanach.sock', mount.socket)
				.replaceAll('/usr/share/almanach/www', join(mount.folder, 'www'))
				.replaceAll('/usr/bin/almanach', join(mount.folder, 'almanach'))
				.replaceAll('/var/lib/nginx/almanach', join(folder, 'cache'))
				.replaceAll('/etc/almanach/editors', join(folder, 'editors'))
			writeFileSync(join(folder, kind.language, name),
				kind.edited?.(text) ?? text)
		}
		writeFileSync(join(folder, 'editors'),
			kind.language === 'caddy' ? `ada ${HASH}\n` : `ada:${HASH}\n`)
		if (kind.language === 'nginx')
			cpSync('/etc/nginx/fastcgi_params', join(folder, 'fastcgi_params'))
	}

	configure() {
		const lines = readme(this.kind.language)
			.replaceAll('/usr/local/share/almanach/deploy', this.folder)
			.replace('listen 80', `listen 127.0.0.1:${this.port}`)
			.replace('*:80', `127.0.0.1:${this.port}`)
			.replace(/^example\.org/m, `http://:${this.port}`)
		writeFileSync(join(this.folder, 'main.conf'), this.kind.main(
			{ folder: this.folder, env: this.mount.env }, this.port, lines))
		if (who.uid !== undefined)
			execFileSync('chown', ['-R', `${who.uid}:${who.gid}`, this.folder])
	}

	get log() {
		return ['log', 'error.log'].map(name => join(this.folder, name))
			.filter(existsSync).map(name => readFileSync(name, 'utf8')).join('')
	}

	async start() {
		this.port = await freePort()
		this.place()
		this.configure()
		const [command, ...args] = this.kind.command(join(this.folder, 'main.conf'))
		const log = openSync(join(this.folder, 'log'), 'a')
		this.web = new Child(command, args, { cwd: this.folder,
			env: { PATH: `${process.env.PATH}:/usr/sbin`, HOME: this.folder },
			stdio: ['ignore', log, log] })
		for (let i = 0; i < 200 && this.web.ended === null; i++) {
			if (await answers(this.port))
				return this
			await sleep(50)
		}
		throw new Error(`${this.name} did not start:\n${this.web.error ?? this.log}`)
	}

	async stop() {
		await this.web?.stop()
	}
}

async function answers(port) {
	return fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' })
		.then(() => true, () => false)
}
