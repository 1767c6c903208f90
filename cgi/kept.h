/*
 * kept.h -- answers made small, kept for whoever asks the same: a table of so
 * many places, in which a new answer takes the place of an old one.
 */
#ifndef KEPT_H
#define KEPT_H

#include <stdbool.h>
#include <stddef.h>

#include "http.h"

#define KEPT_SLOTS 1024
#define KEPT_MAX   ((size_t)1 << 20)  /* bytes of one answer */
#define KEPT_ALL   ((size_t)16 << 20) /* bytes of all */

struct kept_answer {
	char *tag, *address, *bytes;
	size_t len;
	enum http_coding coding;
};

struct kept {
	size_t bytes;
	struct kept_answer slots[KEPT_SLOTS];
};

/* The answer of an address in a coding, if it is of that tag; NULL.  Good until
 * the next kept_put(). */
const struct kept_answer *kept_find(const struct kept *, const char *address,
    const char *tag, enum http_coding);

/* Keep a copy.  What is too large is not kept; where it would be too much in
 * all, everything else is forgotten. */
void kept_put(struct kept *, const char *address, const char *tag,
    enum http_coding, const void *bytes, size_t len);

/* Forget all. */
void kept_clear(struct kept *);

#endif
