// address.mjs -- the address of a place, told apart from its town: as
// cgi/address.c does it.
import { fold, textUnfold } from './text.mjs'

// Where the address's last words begin that are those of the phrase; undefined
// where they are not.
function tail(address, phrase) {
	const folded = fold(address), words = fold(phrase)
	const at = folded.length - words.length
	return words && ` ${folded}`.endsWith(` ${words}`)
		? textUnfold(address, at) : undefined
}

// The address's beginning without what parts words at its end; "apart": that
// is more than a space.
function trim(address, length) {
	const left = address.slice(0, length).replace(/[ ,;\-\n]+$/, '')
	return [left, !left || /[,;\n]/.test(address.slice(left.length, length))]
}

export function addressStreet({ address, town, postcode }) {
	const at = address && town ? tail(address, town) : undefined
	if (at === undefined)
		return address
	let [left, apart] = trim(address, at)
	const code = postcode ? tail(left, postcode) : undefined
	if (code < left.length)
		[left, apart] = [trim(address, code)[0], true]
	return apart ? left || undefined : address
}
