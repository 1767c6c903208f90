/*
 * verify.h -- is a database whole, and do visitors see what it holds?
 *
 * Looked at are: SQLite's own structure, what refers to what, events and rules
 * as they were stored, and the live publication, which is worked out again
 * byte by byte from itself.  Of the database in use also the file that workers
 * map; of a backup its hash (backup.h), which covers every byte.
 */
#ifndef VERIFY_H
#define VERIFY_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct json;

#define VERIFY_FINDINGS_MAX 20 /* of each kind */

struct verify {
	/* in */
	const char *path; /* a database, a backup of one, or a snapshot as it
			     stands beside a database */
	bool in_use;      /* it has a live file of its own: live.h */

	/* out */
	struct json *findings; /* sentences: what is wrong, and what to do */
	struct json *remarks;  /* what could not be looked at, and why */
	int64_t publication;   /* that is live, or 0 */
	int64_t events;        /* it shows */
};

/* Look at all of it; true where there are no findings. */
bool verify_run(struct arena *, struct verify *);

#endif
