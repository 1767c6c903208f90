// hand.mjs -- hands an address on, the way this browser knows; where it has none,
// it is said, to be written down.
export async function hand(url, say) {
	try {
		if (navigator.share)
			return await navigator.share({ title: document.title, url })
		await navigator.clipboard.writeText(url)
		say(t.copied)
	} catch (error) {
		// Given up, or tapped twice.
		if (!/^(Abort|InvalidState)Error$/.test(error.name))
			say(url)
	}
}
