/*
 * history.h -- what was published, by whom and why.
 */
#ifndef HISTORY_H
#define HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;
struct json;

struct history_entry {
	int64_t publication, rule_set;
	int64_t before; /* the rule set of the one before it; 0: not known */
	int32_t made;
	const char *cause;
	const char *author, *message; /* or NULL */
	const struct json *effect;    /* effect_counts(), or NULL */
	const struct json *states;    /* how each rule did */
	size_t events;
	bool is_live;
};

/* The newest "max" of those below "before" (0: of all), newest first; how
 * many.  Inside the caller's transaction. */
size_t history_list(struct arena *, struct db *, int64_t before,
    struct history_entry *, size_t max);

/* One of them.  False where there is none of that number. */
bool history_get(
    struct arena *, struct db *, int64_t publication, struct history_entry *);

/* Who published a file last, as it was published: NULL where nobody did in the
 * workspace.  *made gets when. */
const char *
history_author(struct arena *, struct db *, const char *path, int32_t *made);

#endif
