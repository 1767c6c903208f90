// form.mjs FOLDER -- forms as a browser's own code sends them (Fetch's, in
// Node), as seeds for tests/fuzz/form.c.
import { mkdirSync, writeFileSync } from 'node:fs'

const folder = process.argv[2]
mkdirSync(folder, { recursive: true })

const rule = 'return {\r\n  match = { mentions = "chimie & 100 %" },\r\n}\r\n'
const texts = [[], [['a', '']], [['id', 'visit'], ['text', rule], ['day', '1'], ['day', '2']],
	[['é"\\;=', '--boundary\r\n--']]]
const files = [[], [['f', '', '']], [['f', '../é"\\.json', '{"a":\r\n1}'], ['f', 'b.json', '\0\xff']]]

const bodies = texts.flatMap(fields => [new URLSearchParams(fields),
	...files.map(list => {
		const form = new FormData()
		fields.forEach(([name, text]) => form.append(name, text))
		list.forEach(([name, file, bytes]) =>
			form.append(name, new Blob([bytes]), file))
		return form
	})])

let n = 0
for (const body of bodies) {
	const sent = new Response(body)
	writeFileSync(`${folder}/${n++}`, Buffer.concat([
		Buffer.from(`${sent.headers.get('Content-Type')}\0`),
		Buffer.from(await sent.arrayBuffer())]))
}
