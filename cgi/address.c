/* address.c -- the address of a place, told apart from its town. */
#include <stdbool.h>
#include <string.h>

#include "address.h"
#include "arena.h"
#include "json.h"
#include "text.h"

/* Where in the address its last words are those of the phrase; "len" where
 * they are not. */
static size_t
tail(struct arena *a, const char *address, size_t len, const char *phrase)
{
	const char *folded = text_folded(a, arena_strndup(a, address, len)),
		   *words = text_folded(a, phrase);
	size_t all = strlen(folded), size = strlen(words);

	if (size == 0 || size > all || strcmp(folded + all - size, words) != 0)
		return len;
	if (size < all && folded[all - size - 1] != ' ')
		return len;
	return text_unfold(address, len, all - size, &all);
}

/* The length without what parts words at the end; *apart gets whether that
 * is more than a space. */
static size_t
trim(const char *address, size_t len, bool *apart)
{
	*apart = len == 0;
	while (len > 0 && strchr(" ,;-\n", address[len - 1]) != NULL) {
		len--;
		*apart |= strchr(",;\n", address[len]) != NULL || len == 0;
	}
	return len;
}

const char *
address_street(struct arena *a, const struct json *place)
{
	const char *address = json_get_str(place, "address"),
		   *town = json_get_str(place, "town"),
		   *postcode = json_get_str(place, "postcode");
	size_t len, before, at;
	bool apart;

	if (address == NULL || town == NULL)
		return address;
	len = strlen(address);
	at = tail(a, address, len, town);
	if (at == len)
		return address;
	before = trim(address, at, &apart);
	if (postcode != NULL) {
		at = tail(a, address, before, postcode);
		if (at < before) {
			before = trim(address, at, &apart);
			apart = true;
		}
	}
	if (!apart)
		return address;
	return before > 0 ? arena_strndup(a, address, before) : NULL;
}
