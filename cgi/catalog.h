/*
 * catalog.h -- all events there are, from all sources, and how an import
 * changes them.  The owner of the tables source and event.
 */
#ifndef CATALOG_H
#define CATALOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;
struct err;
struct json;
struct timing;

/* A removal needs a person where an import lacks more than a fifth of its
 * source, and more than this many events. */
#define CATALOG_LOSS_MAX 3

#define CATALOG_NAME_MAX 140 /* bytes: UID-SOURCE, and a number if need be */

/* What becomes of an event that is not as it was. */
enum catalog_fate {
	CATALOG_FRESH, /* it comes, or comes back */
	CATALOG_CHANGED,
	CATALOG_REMOVED,
	CATALOG_WITHHELD, /* gone from the source, and kept by the guard */
	CATALOG_FATES
};

/* Told of one: its name in addresses, and its documents before and after.  Both
 * last until it returns; NULL where there is none. */
typedef void catalog_tell(void *with, enum catalog_fate, const char *name,
    const struct json *was, const struct json *is);

struct catalog_import {
	const char *source, *format;
	const struct json *events; /* documents that passed event_check() */
	bool whole;   /* it is all that the source has: see intake.h */
	bool partial; /* it is meant to be a part: removes nothing but ... */
	const struct json *gone; /* ... uids that it says are gone, or NULL */
	bool accept_removals; /* a person has looked: the guard stands aside */
	int32_t now;
	catalog_tell *tell; /* or NULL */
	void *with;
};

struct catalog_counts {
	int fresh, changed, same, removed;
	int withheld; /* gone from the source, and kept by the guard */
	bool guarded; /* what is gone needs a person, who may have accepted */
};

/*
 * Bring one source up to date, inside the caller's transaction.
 *
 * An event is found again by its uid; its timings keep their numbers
 * (catalog_number()).  What a whole import no longer has is removed, and what
 * a part says is gone, unless the guard withholds it: when nothing came, when
 * only a page of a larger whole came, or when too much would go.
 */
void catalog_reconcile(struct arena *, struct db *,
    const struct catalog_import *, struct catalog_counts *);

/*
 * Number the timings of an event anew from those it had, so that a number
 * stands for one occurrence for ever: the same begin keeps its number;
 * leftovers are paired in order (they moved); the rest get numbers above
 * *highest, which rises.  Both lists are sorted by begin.
 */
void catalog_number(const struct timing *old, size_t old_count,
    struct timing *fresh, size_t fresh_count, int32_t *highest);

struct catalog_event {
	int64_t slot, revision;
	const char *name;   /* in addresses */
	const char *source; /* its key */
	int32_t added, changed;
	const struct json *document;
	bool hidden, featured; /* by hand: correction.h */
};

struct catalog {
	struct catalog_event *events; /* in order of slot */
	size_t count;
	/* Names of events that have left, in order of slot. */
	struct catalog_gone {
		int64_t slot;
		const char *name;
	} * gone;
	size_t gone_count;
	int32_t changed; /* when a source (or, corrected, an event) last
			    changed; INT32_MIN: never */
	int32_t checked; /* when a source was last imported */
};

/* Read it all, inside the caller's transaction. */
void catalog_load(struct arena *, struct db *, struct catalog *);

struct catalog_source {
	const char *key, *format;
	int32_t checked; /* its last import */
	int events;      /* that it has now */
};

/* The sources, in order of key, inside the caller's transaction. */
struct catalog_source *
catalog_sources(struct arena *, struct db *, size_t *count);

#endif
