/*
 * manuscript.h -- what editors have written and not published.  The owner of
 * the table draft.
 *
 * Each editor has drafts of his own, a file each.  A draft remembers the file
 * that it began from, so that another's save in between can be told.
 */
#ifndef MANUSCRIPT_H
#define MANUSCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;
struct err;
struct ruleset;

struct manuscript {
	const char *author, *path;
	const char *text; /* NULL: the file is to go */
	size_t len;
	const char *base;   /* hash of the file it began from; "": none */
	const char *before; /* that file's text, or NULL */
	size_t before_len;
	int32_t changed;
};

struct manuscripts {
	struct manuscript *list; /* in order of author and path */
	size_t count;
};

/* Of one author, or of all (NULL), inside the caller's transaction. */
void manuscript_load(
    struct arena *, struct db *, const char *author, struct manuscripts *);

/* The draft of a path, or NULL. */
const struct manuscript *
manuscript_of(const struct manuscripts *, const char *path);

/* Keep a draft in the place of the one before. */
void manuscript_keep(struct db *, const struct manuscript *);

/* Forget one, or all of an author (path NULL). */
void manuscript_forget(struct db *, const char *author, const char *path);

/* Is the file that it began from another one now, and not the draft itself? */
bool
manuscript_is_overtaken(const struct manuscript *, const struct ruleset *now);

/* The set with these drafts in it; only those of one path where "path" is
 * given. */
bool manuscript_apply(struct arena *, const struct ruleset *,
    const struct manuscripts *, const char *path, struct ruleset *out,
    struct err *);

#endif
