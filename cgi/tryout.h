/*
 * tryout.h -- what rules are tried on: the programme in force and the events
 * that there are.
 */
#ifndef TRYOUT_H
#define TRYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "catalog.h"
#include "inforce.h"

struct arena;
struct db;
struct err;
struct judge_event;
struct ruleset;

struct tryout {
	struct inforce inforce;
	struct catalog catalog;
	struct judge_event *events; /* one for each of the catalog's */
	size_t count;
};

/*
 * Read it, in the caller's transaction; without a database (NULL) there are no
 * events.  "program" and "www" are inforce_read()'s.  False with a sentence
 * where no programme can be used.
 */
bool tryout_load(struct arena *, struct db *, const struct ruleset *,
    const char *program, const char *www, struct tryout *, struct err *);

#endif
