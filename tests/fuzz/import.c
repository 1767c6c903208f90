/*
 * import.c -- libFuzzer on what comes from outside: files, and the agenda's
 * description, with a NUL after each; the description is the first of them,
 * and empty for none.
 *
 * Whatever the bytes: what is read adds up, each event is a document, every
 * sentence is text; and what was brought into the catalog once is the same the
 * second time.
 */
#include <string.h>

#include "catalog.h"
#include "db.h"
#include "err.h"
#include "event.h"
#include "fuzz.h"
#include "intake.h"
#include "json.h"

#define FILES_MAX 4

static const char *const languages[] = { "fr", "en", NULL };
static struct when_zone zone;
static struct db *db;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct arena *a = arena_new(); /* for as long as we run */
	struct err err = { ERR_NONE, "" };

	(void)argc;
	(void)argv;
	must(when_zone_load(a, "Europe/Paris", 1970, 2069, &zone, &err));
	db = db_open(a, ":memory:", DB_CREATE, &err);
	must(db != NULL);
	return 0;
}

/* The first part is the description, the others are files. */
static void
take(struct arena *a, const uint8_t *bytes, size_t len,
    struct sniff_file *files, struct intake_job *job)
{
	char *parts[FILES_MAX];

	cut(a, bytes, len, parts, FILES_MAX);
	for (size_t i = 0; i < FILES_MAX; i++) {
		files[i] = (struct sniff_file){ "page.json", parts[i],
			strlen(parts[i]) };
		if (files[i].len > 0)
			job->count = i;
	}
	job->files = &files[1];
	job->schema = files[0].len > 0 ? &files[0] : NULL;
}

static void
check(const struct intake *in)
{
	struct err err = { ERR_NONE, "" };

	if (in->rejected != NULL) {
		must_be_text(in->rejected);
		return;
	}
	must_be_text(in->format);
	must(in->source != NULL && event_uid_ok(in->source));
	must((size_t)in->read ==
	     (size_t)in->events->len + (size_t)in->skipped->len);
	JSON_EACH(event, in->events)
	must(event_check(event, &err));
	JSON_EACH(skipped, in->skipped)
	must_be_text(json_get_str(skipped, "why"));
	JSON_EACH(warning, in->warnings)
	must_be_text(json_get_str(warning, "what"));
}

static void
store(struct arena *a, const struct intake *in)
{
	struct catalog_import job = { .source = in->source,
		.format = in->format,
		.events = in->events,
		.whole = in->whole,
		.partial = in->part };
	struct catalog_counts first = { 0 }, second = { 0 };

	db_begin(db);
	catalog_reconcile(a, db, &job, &first);
	catalog_reconcile(a, db, &job, &second);
	must(db_ok(db));
	must(first.fresh == (int)in->events->len && first.changed == 0);
	must(second.same == first.fresh && second.removed == 0);
	db_cancel(db);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_new();
	struct sniff_file files[FILES_MAX];
	struct intake_job job = {
		.timezone = "Europe/Paris", .zone = zone, .languages = languages
	};
	struct intake in;

	take(a, bytes, len, files, &job);
	if (job.count > 0) {
		intake_run(a, &job, &in);
		check(&in);
		if (in.rejected == NULL)
			store(a, &in);
	}
	arena_free(a);
	return 0;
}
