/*
 * intake.h -- files from outside as event documents: values in, values out.
 *
 * What a file is shows in its content, never in its name.  Several files make
 * one import of one format: the pages of an answer that came in pages.
 *
 *   openagenda     API v2: an envelope {total, events}, a list of events,
 *                  {event} with or without {agenda} beside it, or one event;
 *                  and the same of the first export
 *   opendatasoft   the data set evenements-publics-openagenda: Explore 2.1
 *                  {total_count, results}, Search 1.0 {nhits, records}, a list
 *                  or one record
 *
 * A file that is none of these is refused whole, with a sentence that says
 * what it looks like and what to do.  A record that cannot be used is skipped
 * and told; text is mended and told (batch.h).
 */
#ifndef INTAKE_H
#define INTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "sniff.h"
#include "when.h"

struct arena;
struct json;

#define INTAKE_FILE_MAX  ((size_t)32 << 20) /* bytes of one file */
#define INTAKE_FILES_MAX 1000

struct intake_job {
	const struct sniff_file *files;
	size_t count;
	const struct sniff_file *schema; /* the agenda's description, or NULL */
	const char *timezone;            /* of the programme, by name ... */
	struct when_zone zone;           /* ... and as a table */
	const char *const *languages; /* ended by NULL; the first is the default
				       */
};

struct intake {
	const char *rejected;  /* why nothing came of it, or NULL */
	const char *format;    /* NULL where it is not known */
	const char *source;    /* the key to suggest: the agenda's uid where all
				* records or the description name one, else the
				* format */
	bool whole;            /* everything that the source has */
	bool part;             /* it says itself that it is a part: single
				* events, notices of what is gone */
	int read;              /* records: those kept and those skipped */
	int64_t announced;     /* that the files say there are, where they
				* lack some; else 0 */
	struct json *events;   /* documents (event.h), in the files' order */
	struct json *skipped;  /* [{uid|null, index, why}] */
	struct json *warnings; /* [{uid|null, what}]; null: about all of it */
};

/* Never fails: what is wrong is in the result.  It lives in the arena and may
 * share texts with the files. */
void intake_run(struct arena *, const struct intake_job *, struct intake *);

/* The result as one object: {format, source, whole, part, read,
 * events, skipped, warnings, rejected}, with null for what is not known, and
 * "announced" where it is not 0. */
struct json *intake_answer(struct arena *, const struct intake *);

#endif
