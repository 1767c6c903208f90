/*
 * since.h -- in which publication each part of what is shown last changed.
 * The owner of the table part.
 */
#ifndef SINCE_H
#define SINCE_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

struct since {
	const char *name, *hash;
	uint32_t *changed; /* out: where the publication goes */
};

/*
 * Compare all parts there are now with those there were, and remember them:
 * what is new, or of another hash, changed with this publication.  Sorts the
 * list by name.
 */
void since_settle(struct arena *, struct db *, int64_t publication,
    struct since *list, size_t count);

#endif
