/*
 * copy.h -- what phones copy of a publication, as data: www/worker/README.md
 * says what stands where.
 *
 *	copy         the index, what is new since an older publication, and
 *	             the pages of so many events at a time
 *	copy_event   events as columns, and the words that find them
 *	copy_text    what a page has that a phone cannot know from the index
 *	copy_seal    hashes, and in which publication each part last changed
 *
 * The index of a language is its state: a phone that has made it from an older
 * one and a delta has the same bytes, so the hash of the index proves the copy.
 */
#ifndef COPY_H
#define COPY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;
struct json;
struct since;
struct snapshot;
struct snapshot_language;
struct snapshot_facet;

/* Of the form: a phone keeps away from another one.  To be raised whenever a
 * page is to show what older copies do not hold. */
#define COPY_SCHEMA 1

/* The index; a piece of texts, by its number. */
struct json *copy_index(
    struct arena *, const struct snapshot *, const struct snapshot_language *);
struct json *copy_texts(struct arena *, const struct snapshot *,
    const struct snapshot_language *, uint32_t piece);

/* What is new since a publication that is not before s->head->origin. */
struct json *copy_delta(struct arena *, const struct snapshot *,
    const struct snapshot_language *, int64_t from);

/*
 * The parts of the copy with their hashes, for since_settle(): what it finds
 * goes into the snapshot's bytes, which edition_make() has just written.
 */
struct since *copy_parts(struct arena *, struct buf *snapshot, size_t *count);

/* Then: work out the hashes of pieces and indexes, into the same bytes. */
void copy_seal(struct arena *, struct buf *snapshot);

/* Is every byte of a snapshot what these two have made of it?  Worked out once
 * more from the snapshot alone; safe for one that is damaged. */
bool copy_is_sealed(struct arena *, const struct snapshot *);

/* ---- parts of the parts ------------------------------------------------ */

/* One language of a snapshot on its way out. */
struct copy {
	struct arena *arena;
	struct arena *scratch; /* of one event's tree: copy_take() */
	const struct snapshot *s;
	const struct snapshot_language *l;
	const struct json *tree; /* of the event at hand */
	uint32_t event;
	const char ***words; /* of each event, in order */
	size_t *word_counts;
	bool alone; /* events by themselves, in full: not as columns of all */
	bool named; /* ... their choices by name, which no other one moves */
	const struct snapshot_event *before; /* in the columns, or NULL */
};

struct copy copy_of(
    struct arena *, const struct snapshot *, const struct snapshot_language *);

/* Take an event at hand; its tree is good until the next one is taken. */
void copy_take(struct copy *, uint32_t event);

/* An event's page without what its phone can work out again. */
struct json *copy_text(struct arena *, const struct json *tree);

/* The columns of some events, in order. */
void copy_put_events(
    struct copy *, struct json *into, const uint32_t *events, size_t count);

/* What the festival says of itself, but what each publication changes; what
 * can be asked for, with or without the sets; a town. */
void copy_put_site(struct copy *, struct json *into);
void copy_put_facets(struct copy *, struct json *into, bool sets);
void copy_put_town(struct copy *, struct json *list, size_t town);

/* Are its choices sets that a phone cannot work out by itself? */
bool copy_has_sets(const struct snapshot_facet *);

const char *copy_label(const struct copy *, size_t choice);

#endif
