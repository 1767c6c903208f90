/*
 * breaks.h -- what a changed set of rules breaks: what fails, and either has
 * changed itself or did well until a library changed.  What fails already may
 * go on failing while an editor changes something else.
 */
#ifndef BREAKS_H
#define BREAKS_H

#include <stdbool.h>

struct arena;
struct db;
struct judge;
struct ruleset;

struct breaks {
	const bool *rules; /* one for each of the judge's */
	bool programme;
};

/* Find it, once the judge has run over the changed set; in the caller's
 * transaction, which tells how rules do in what is live.  "failure" is what is
 * wrong with programme.lua, or NULL. */
void breaks_find(struct arena *, struct db *, const struct judge *,
    const struct ruleset *was, const char *failure, struct breaks *);

#endif
