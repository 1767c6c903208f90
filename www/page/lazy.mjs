// lazy.mjs -- scripts that are fetched when they are needed.
import { say } from './say.mjs'
import { base } from './store.mjs'

// Calls the function "name" of a script.
async function use(file, name, values) {
	try {
		(await import(`${base}static/${file}`))[name](...values)
	} catch {
		say(t.failed)
	}
}

export const more = (name, ...values) => use(part.more, name, values)
export const paper = (name, ...values) => use(part.paper, name, values)
