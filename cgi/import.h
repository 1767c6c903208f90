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

struct arena;
struct db;
struct err;
struct json;
struct programme;

struct import {
	/* in */
	const char *const *paths; /* of the files */
	size_t count;
	const char *schema; /* path of the agenda's description, or NULL */
	const char *source; /* key, or NULL: what the files suggest */
	bool partial, accept_removals, dry_run;
	const char *timezone;         /* of the programme ... */
	const char *const *languages; /* ... and its languages */
	const char *program;          /* for sandbox_run() */
	int32_t now;

	/* out */
	const char *rejected; /* why nothing came of it, or NULL */
	const char *format, *key;
	int read;
	int64_t announced; /* see intake.h */
	struct catalog_counts counts;
	const struct json *skipped, *warnings;
};

/*
 * Import.  What is wrong with the files is in the result (rejected, skipped,
 * warnings); false only where the machine or the database fails, and then
 * nothing was changed.
 */
bool import_run(struct arena *, struct db *, struct import *, struct err *);

/* The report as one object, and as text for people.  "publication" is what
 * became live by it, 0 for none. */
struct json *
import_report(struct arena *, const struct import *, int64_t publication);
const char *import_tell(struct arena *, const struct import *);

#endif
