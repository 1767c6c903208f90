/*
 * watch.h -- notice that somebody has saved a rule.
 *
 * Files are looked at by name, size, time and inode.  A change counts once all
 * has been quiet for a moment, so that half a file is never read; a file that
 * has gone counts later, because editors replace files by removing them first.
 */
#ifndef WATCH_H
#define WATCH_H

#include <stdbool.h>
#include <stdint.h>

#define WATCH_STEP  100  /* milliseconds between looks */
#define WATCH_QUIET 500  /* milliseconds without a change */
#define WATCH_GONE  2000 /* the same, where a file has gone */

struct watch {
	const char *folder; /* of rules */
	uint64_t known;     /* what was acted on */
	uint64_t seen;      /* what there was at the last look */
	unsigned files, known_files;
	int64_t since; /* milliseconds: when "seen" came about */
};

/* Begin: what there is now counts as known. */
void watch_begin(struct watch *, const char *folder, int64_t now);

/* Look; true when there is something to act on, which then is known. */
bool watch_look(struct watch *, int64_t now);

#endif
