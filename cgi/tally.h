/*
 * tally.h -- what has been answered, counted for monitoring; of nobody.
 *
 * Each worker has a slot in memory that all of them share, and goes on there
 * from what the one before it counted.  One process alone writes each member,
 * without locks; a sum is taken when somebody asks, and written as Prometheus
 * reads it (text exposition format 0.0.4).  The counts end with `serve`, and
 * when it starts anew.
 */
#ifndef TALLY_H
#define TALLY_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "route.h"

struct buf;

#define TALLY_CLASSES 4  /* of status: 2xx to 5xx */
#define TALLY_STEPS   13 /* of the histogram, the one without end included */

struct tally {
	/* The worker's. */
	_Alignas(64) _Atomic uint64_t requests[ROUTE_PAGES][TALLY_CLASSES];
	_Atomic uint64_t took[TALLY_STEPS];
	_Atomic uint64_t microseconds;
	_Atomic uint64_t bytes;  /* of bodies */
	_Atomic uint64_t missed; /* searches that found nothing */
	_Atomic uint64_t edits;  /* requests given to editors' processes */
	/* The parent's. */
	_Atomic uint64_t started, died;
	_Atomic int64_t pid; /* 0: none */
};

struct tallies {
	int64_t begun; /* seconds since 1970 */
	size_t count;
	struct tally of[]; /* a worker each */
};

/* Room for so many workers, that processes to be forked share; NULL where the
 * system has none. */
struct tallies *tally_open(size_t count, int64_t now);

/* An answer that was given. */
void tally_answer(struct tally *, enum route_page, int status,
    int64_t microseconds, size_t bytes);

/* One more, or less, of a member that this process alone writes. */
static inline void
tally_add(_Atomic uint64_t *member, uint64_t more)
{
	atomic_store_explicit(member,
	    atomic_load_explicit(member, memory_order_relaxed) + more,
	    memory_order_relaxed);
}

/* Append all counters of all workers. */
void tally_write(const struct tallies *, struct buf *);

/* What comes before a family's samples: its type ("gauge"), and a sentence. */
void tally_put_family(
    struct buf *, const char *name, const char *type, const char *help);

#endif
