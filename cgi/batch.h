/*
 * batch.h -- the events of one import, and what is to be told about them.
 *
 * An importer takes records one by one: batch_next() counts each, and each
 * then ends in batch_keep() or batch_skip().  What is odd about a record that
 * is kept is told by batch_warn().  So what was read is always what was kept
 * and what was skipped.
 */
#ifndef BATCH_H
#define BATCH_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct json;
struct when_zone;

#define BATCH_EVENTS_MAX   100000
#define BATCH_WARNINGS_MAX 2000 /* listed; one more counts the others */

struct batch {
	struct arena *arena;

	/* What the programme says. */
	const struct when_zone *zone;
	const char *timezone;         /* its name */
	const char *const *languages; /* ended by NULL; at least one */
	const struct json *fields;    /* additional fields (extra.h), or NULL */

	/* What has come of it: {uid, index, why}, {uid, what}; a warning about
	 * all of it has null for a uid. */
	struct json *skipped, *warnings;
	int read;

	struct batch_item {
		const char *uid;
		int index; /* of the record, from 0 */
		struct json *event;
	} * kept;
	size_t kept_count, kept_size;
	int untold; /* warnings beyond the ceiling */

	/* The agenda that the records say they are of; NULL where they do not
	 * say or do not agree. */
	const char *agenda;
	bool agenda_differs;
	bool partial;  /* some records only tell what is gone */
	int summaries; /* records without their list of timings */
};

void batch_begin(struct batch *, struct arena *);

/* Count one more record; its index. */
int batch_next(struct batch *);

/* "uid" may be NULL where there is none; both texts are copied or kept. */
void batch_skip(struct batch *, const char *uid, const char *why, ...)
    __attribute__((format(printf, 3, 4)));
void batch_warn(struct batch *, const char *uid, const char *what, ...)
    __attribute__((format(printf, 3, 4)));
void batch_keep(struct batch *, const char *uid, struct json *event);

/* This record is of this agenda (NULL: it does not say). */
void batch_note_agenda(struct batch *, const char *uid);

/*
 * When all records are in: the documents, in the order of the records.  Of
 * records with one uid the last stays.  Events that look alike under several
 * uids, and what concerns the import as a whole, become warnings.
 */
struct json *batch_end(struct batch *);

#endif
