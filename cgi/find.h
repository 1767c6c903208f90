/*
 * find.h -- which events a query finds, and in which rows they stand.
 *
 * Facets, words, distance and time each give a set; what is found is in all of
 * them.  Beside each choice stands how many events it would give with the
 * other questions as they are: so for each facet there is the set of what is
 * found without it.
 */
#ifndef FIND_H
#define FIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct query;
struct snapshot;
struct snapshot_language;
struct snapshot_row;

#define FIND_NEXT 180 /* minutes: what "next" looks ahead */

/* Some events, and which words of the set have any. */
struct found_set {
	uint64_t *bits;
	uint32_t *used;
	size_t used_count;
};

struct found {
	const struct snapshot *s;
	const struct snapshot_language *l;
	const struct query *q;
	int32_t moment;
	int32_t from, to;    /* of "next": begins after and until */
	int32_t first, last; /* days on which what "when" asks for may be */
	uint64_t *set;       /* events */
	size_t total;
	struct found_set *without; /* by facet; the bits are "set" itself where
				      nothing of it was asked for */
};

/* The moment is an instant, rounded down by the caller. */
void find_events(struct arena *, const struct snapshot *,
    const struct snapshot_language *, const struct query *, int32_t moment,
    struct found *);

/* How many a choice of a facet would give. */
size_t find_count(const struct found *, size_t facet, uint32_t choice);

/*
 * The rows of what was found, in order: those at the time asked for ("when"),
 * else those on the days asked for; else each
 * event once, at its first timing that is not over, and after all those the
 * events that are over, at their last.  Skips "skip" rows and gives at most
 * "most"; *current (NULL: not asked) gets how many of the rows given are not
 * over.
 */
size_t find_rows(const struct found *, size_t skip, size_t most,
    const struct snapshot_row **rows, size_t *current);

/* How many rows there are in all. */
size_t find_row_count(const struct found *);

/* Metres from a point to an event; -1 where it has none. */
struct geo_point;
int32_t find_distance(
    const struct snapshot *, uint32_t event, const struct geo_point *);
/* Is it so near?  False where it has none. */
bool find_is_within(const struct snapshot *, uint32_t event,
    const struct geo_point *, int32_t metres);

#endif
