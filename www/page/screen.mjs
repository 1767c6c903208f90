// screen.mjs -- how the programme gets to the home screen.

// "prompt": the browser's own way, where it has one.
export function install(say, prompt) {
	if (prompt)
		say(t.install, t.installNow, () => prompt.prompt())
	else
		say(t.installByHand, t.understood, () => {})
}
