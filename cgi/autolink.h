/* autolink.h -- bare addresses in running text, which become links. */
#ifndef AUTOLINK_H
#define AUTOLINK_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct autolink {
	size_t at, len; /* where the address stands in the text */
	char *href;     /* as link.h gives it */
};

/*
 * Find the first web address ("https://...", "www....") or mail address that
 * stands in a text.  Punctuation that ends a sentence, quotation marks, and
 * closing brackets that were not opened inside are not part of it.
 *
 * Takes time in proportion to what it passes over, so a text is gone through
 * by asking again for what follows.
 */
bool autolink_find(struct arena *, const char *, size_t len, struct autolink *);

/* The link of a text that is nothing but one such address, outer white space
 * aside; NULL otherwise.  For addresses that people enter without "https://"
 * or "mailto:". */
char *autolink_whole(struct arena *, const char *, size_t len);

#endif
