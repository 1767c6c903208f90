/*
 * changelog.h -- what changed for visitors from one publication to the next.
 * The owner of the tables change and shown.
 */
#ifndef CHANGELOG_H
#define CHANGELOG_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;
struct edition;
struct json;

#define CHANGELOG_DAYS 30  /* that are told */
#define CHANGELOG_MAX  200 /* entries that are told */

/* What can change, in the order of W_CHANGES.  Ended by NULL. */
extern const char *const changelog_words[];

/*
 * Compare the events that are going to be shown with those that are, and note
 * what visitors should know: added, moved, other times, another place,
 * cancelled, full, postponed, moved online, taking place after all, removed.
 * Nothing is noted for the first publication.
 */
void changelog_note(
    struct arena *, struct db *, const struct edition *, int32_t now);

/* The latest entries, the newest first: [{at, what, name, slug?, publication,
 * title, from?, to?, from_place?, to_place?}]; titles by language.  "slug" is
 * absent for events that have left. */
struct json *changelog_read(
    struct arena *, struct db *, const struct edition *, int32_t now);

/* Note what is shown now. */
void changelog_settle(struct arena *, struct db *, const struct edition *);

#endif
