/*
 * import.h -- bring events from files into the catalog: parsed by a child
 * process that can do no harm, checked, and stored in one transaction.
 */
#ifndef IMPORT_H
#define IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "catalog.h"
#include "sniff.h"

struct arena;
struct db;
struct err;
struct json;
struct programme;

struct import {
	/* in */
	const struct sniff_file *files;
	size_t count;
	const struct sniff_file *schema; /* the agenda's description, or NULL */
	const char *source; /* key, or NULL: what the files suggest */
	bool partial, accept_removals, dry_run;
	bool news; /* a part that tells all that changed since another import:
		      what it skips, such as notices of removal, goes */
	const char *timezone;         /* of the programme ... */
	const char *const *languages; /* ... and its languages */
	const char *program;          /* for sandbox_run() */
	int32_t now;
	catalog_tell *tell; /* what becomes of each event, or NULL */
	void *with;

	/* out */
	const char *rejected; /* why nothing came of it, or NULL */
	const char *format;
	int read;
	int64_t announced; /* see intake.h */
	struct catalog_counts counts;
	const struct json *skipped, *warnings;
	const struct json *answer; /* of the child: what import_store() takes */
};

/* The files of these paths, and the description's (NULL: none).  What cannot
 * be read makes it rejected. */
void import_open(struct arena *, const char *const *paths, size_t count,
    const char *schema, struct import *);

/*
 * Import.  What is wrong with the files is in the result (rejected, skipped,
 * warnings); false only where the machine or the database fails, and then
 * nothing was changed.
 */
bool import_run(struct arena *, struct db *, struct import *, struct err *);

/*
 * The same in two steps.  Reading asks the child and looks at no database: what
 * is rejected is not to be stored.  Storing is inside the caller's transaction,
 * and can be done again after that was cancelled.
 */
bool import_read(struct arena *, struct import *, struct err *);
void import_store(struct arena *, struct db *, struct import *);

/* The report as one object, and as text for people.  "publication" is what
 * became live by it, 0 for none. */
struct json *
import_report(struct arena *, const struct import *, int64_t publication);
const char *import_tell(struct arena *, const struct import *);

#endif
