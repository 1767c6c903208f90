// post.mjs -- sends a form without leaving the page, one request at a time. What
// is asked for meanwhile waits: the last asking counts, but keeping is never
// forgotten for a trial.

const PATIENCE = 30000 // milliseconds

async function sent(form, what) {
	const body = new URLSearchParams(new FormData(form))
	body.set('do', what)
	const patience = new AbortController()
	const timer = setTimeout(() => patience.abort(), PATIENCE)
	try {
		const answer = await fetch(form.action,
			{ method: 'POST', body, signal: patience.signal })
		const page = new DOMParser()
			.parseFromString(await answer.text(), 'text/html')
		return { ok: answer.ok, status: answer.status, page,
			text: body.get('source') }
	} finally {
		clearTimeout(timer)
	}
}

// begin() is called before a request, end() when none is left; answered(what,
// answer) with { ok, status, page, text }, text being what was sent;
// failed(what) where no answer came. Returns ask(what), "what" being the
// button's value: "try" or "draft".
export function makePost(form, { begin, end, answered, failed }) {
	let waiting = null, busy = false

	async function once(what) {
		try {
			const answer = await sent(form, what)
			// Of a text that has changed meanwhile nobody wants to hear.
			if (what === 'draft' || !waiting)
				answered(what, answer)
		} catch {
			failed(what)
		}
	}

	return async function ask(what) {
		waiting = waiting === 'draft' ? waiting : what
		if (busy)
			return
		busy = true
		while (waiting) {
			const next = waiting
			waiting = null
			begin()
			await once(next)
		}
		busy = false
		end()
	}
}
