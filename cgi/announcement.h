/*
 * announcement.h -- one line at the top of every page, until its time is over.
 * The owner of the table announcement.
 *
 * There is one at a time: the last that was made, unless it was ended.
 */
#ifndef ANNOUNCEMENT_H
#define ANNOUNCEMENT_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct db;
struct err;
struct json;

#define ANNOUNCEMENT_TEXT_MAX 200 /* bytes in a language: it is one line */
#define ANNOUNCEMENT_LISTED   200 /* of the last ones */

struct announcement {
	const struct json *texts; /* by language (event.h); plain */
	int32_t until;            /* an instant: shown before it */
	const char *author;
	int32_t now;
};

/* Make one, in the place of the one before, inside the caller's transaction.
 * Texts are cleaned (text.h) and never cut.  Its id; or 0 with a sentence. */
int64_t announcement_set(
    struct arena *, struct db *, const struct announcement *, struct err *);

/* Take back the one in force, inside the caller's transaction.  False where
 * there is none: a second time changes nothing. */
bool announcement_end(struct db *, const char *author, int32_t now);

/* The one in force: {id, texts, until, author, made}, or NULL. */
struct json *announcement_now(struct arena *, struct db *, int32_t now);

/* The last ones, the newest first: as above, with ended? and ended_by?. */
struct json *announcement_list(struct arena *, struct db *);

#endif
