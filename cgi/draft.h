/*
 * draft.h -- one event document in the making.
 *
 * Texts from outside go into it through here, so that all of them are clean
 * and within their limits, and what was lost on the way is told once an event.
 */
#ifndef DRAFT_H
#define DRAFT_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct batch;
struct json;

struct draft {
	struct batch *batch;
	struct arena *arena; /* the batch's */
	const char *uid;
	struct json *event;
	int mends, links; /* texts mended; addresses that are no links */
	bool cut;         /* a text was longer than its limit */
};

/*
 * A text on one line, of at most "max" bytes; NULL where the tree is no text,
 * or one with nothing in it.  A number counts as the text it is written as:
 * postcodes come so.
 */
const char *draft_line(struct draft *, const struct json *, size_t max);

/* Put such a text, or nothing. */
void draft_put_line(struct draft *, struct json *into, const char *key,
    const struct json *, size_t max);

/*
 * Put what goes by language, or nothing.  The tree is an object by language,
 * or a bare value, which is then of the programme's first language.  "make"
 * turns each value into what is kept, NULL for nothing.
 */
typedef struct json *draft_maker(struct draft *, const struct json *, size_t);
void draft_put_languages(struct draft *, struct json *into, const char *key,
    const struct json *, draft_maker *, size_t max);

/* Makers: a line, and running text (Markdown or HTML, markup.h). */
struct json *draft_make_line(struct draft *, const struct json *, size_t max);
struct json *draft_make_prose(struct draft *, const struct json *, size_t max);

/*
 * A value that reaches somebody, by its kind (link.h): a link's address, a
 * plain mail address, a telephone number as it is written.  NULL where it is
 * not of that kind.  draft_put_contact() counts what is none and not empty.
 */
const char *
draft_contact(struct draft *, const char *kind, const struct json *);
void draft_put_contact(struct draft *, struct json *into, const char *key,
    const char *kind, const struct json *);

/* "3 timings ..." or "1 timing ...": warn of so many, if there are any. */
void
draft_warn_count(struct draft *, int count, const char *one, const char *many);

/* Tell what was lost. */
void draft_end(struct draft *);

#endif
