/*
 * sync.h -- bring one source up to date with its agenda: fetch (agenda.h),
 * import (import.h), remember how far (sync_state.h).
 *
 * The first time, and then once in SYNC_WHOLE_EVERY minutes, everything is
 * fetched, and is a whole import.  Between, only what changed is: from
 * SYNC_OVERLAP minutes before the last change that is known, by the agenda's
 * clock, because its index may be late; what it tells as removed goes, under
 * the same guard.  What the guard withheld comes up again with the next whole
 * one.  (A change alone cannot know the commonest spelling of departments and
 * regions, spelling.h: the next whole one settles that too.)
 *
 * A failure changes nothing but what is told of it.
 */
#ifndef SYNC_H
#define SYNC_H

#include <stdbool.h>
#include <stdint.h>

#include "agenda.h"
#include "import.h"
#include "sync_state.h"

#define SYNC_WHOLE_EVERY 1440 /* minutes */
#define SYNC_OVERLAP     60   /* minutes */

struct sync {
	/* in */
	struct agenda agenda; /* but since, schema and tag */
	struct import import; /* but its files; the source is named */
	bool full; /* fetch everything, whenever that was done last */

	/* out */
	struct sync_state was; /* before */
};

/* False with a sentence that tells when it last went well; ERR_SYSTEM: the
 * network, the server or the machine failed, and it may go well next time. */
bool sync_run(struct arena *, struct db *, struct sync *, struct err *);

/* Was only what changed fetched? */
bool sync_is_news(const struct sync *);

#endif
