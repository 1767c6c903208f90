/* import.c -- bring events from files into the catalog. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "db.h"
#include "err.h"
#include "event.h"
#include "files.h"
#include "import.h"
#include "intake.h"
#include "intake_job.h"
#include "json.h"
#include "sandbox.h"

#define REPORT_MAX   ((size_t)1 << 20) /* bytes of the text for people */
#define SKIPPED_TOLD 20
#define WARNED_TOLD  20
#define ZONE_FIRST   1970
#define ZONE_LAST    2069

/* A file of 32 MB takes some 350 MB as a tree. */
static const struct sandbox_limits limits = {
	.cpu_seconds = 120,
	.memory = (size_t)2 << 30,
	.wall_seconds = 300,
	.answer_max = (size_t)512 << 20,
};

/* ---- the files --------------------------------------------------------- */

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

/* False where it cannot be read, which is why all is rejected. */
static bool
read_file(struct arena *a, struct import *i, const char *path,
    struct sniff_file *file)
{
	/* One byte more than may be, so that the child tells it is too much. */
	struct buf text = buf_new(a, INTAKE_FILE_MAX + 1);
	struct err err = { ERR_NONE, "" };

	if (!files_read(path, &text, &err) && err.kind != ERR_LIMIT) {
		i->rejected = arena_strdup(a, err.text);
		return false;
	}
	if (err.kind == ERR_LIMIT) {
		i->rejected = arena_printf(a,
		    "%s is larger than 32 MB: fetch the events in pages and "
		    "import the pages together",
		    base_name(path));
		return false;
	}
	*file = (struct sniff_file){ base_name(path), text.data, text.len };
	return true;
}

void
import_open(struct arena *a, const char *const *paths, size_t count,
    const char *schema, struct import *i)
{
	struct sniff_file *files = ARENA_ARRAY(a, struct sniff_file, count),
			  *description = ARENA_NEW(a, struct sniff_file);

	for (size_t n = 0; n < count; n++)
		if (!read_file(a, i, paths[n], &files[n]))
			return;
	if (schema != NULL && !read_file(a, i, schema, description))
		return;
	i->files = files;
	i->count = count;
	i->schema = schema != NULL ? description : NULL;
}

static bool
fits(struct import *i)
{
	size_t bytes = 0;

	for (size_t n = 0; n < i->count; n++)
		bytes += i->files[n].len;
	if (bytes <= SANDBOX_JOB_MAX - INTAKE_FILE_MAX / 2)
		return true;
	i->rejected = "these files are larger than 48 MB together: import them "
		      "in parts, with --partial";
	return false;
}

/* ---- the child --------------------------------------------------------- */

/* Ask a child what is in the files; NULL where it did not come to answer. */
static const struct json *
ask_child(struct arena *a, struct import *i, const struct intake_job *job)
{
	struct sandbox_task task = { .role = "intake",
		.job = intake_job_tree(a, job),
		.data = -1,
		.limits = limits };

	sandbox_run(a, i->program, &task, 1, 1);
	if (task.end == SANDBOX_DONE)
		return task.answer;
	i->rejected = arena_printf(a,
	    "reading %s failed: %s; import it in smaller parts, with --partial",
	    i->count == 1 ? i->files[0].name : "these files", task.why);
	return NULL;
}

/* The answer is not trusted: each document is checked. */
static void
take_answer(struct arena *a, struct import *i, const struct json *answer)
{
	struct err err = { ERR_NONE, "" };

	i->rejected = json_get_str(answer, "rejected");
	i->format = json_get_str(answer, "format");
	i->read = (int)json_get_int(answer, "read", 0);
	i->announced = json_get_int(answer, "announced", 0);
	i->skipped = json_get(answer, "skipped");
	i->warnings = json_get(answer, "warnings");
	if (i->rejected != NULL)
		return;
	JSON_EACH(event, json_get(answer, "events"))
	if (!event_check(event, &err)) {
		i->rejected = arena_printf(
		    a, "reading failed (%s): nothing was imported", err.text);
		return;
	}
	if (i->source == NULL)
		i->source = json_get_str(answer, "source");
	if (i->format == NULL || i->source == NULL || !event_uid_ok(i->source))
		i->rejected = "the source needs a name of letters, digits, "
			      "hyphens and dots: give it one with --source";
}

/* ---- the whole --------------------------------------------------------- */

bool
import_read(struct arena *a, struct import *i, struct err *err)
{
	struct intake_job job = { .files = i->files,
		.count = i->count,
		.schema = i->schema,
		.timezone = i->timezone,
		.languages = i->languages };

	i->skipped = i->warnings = json_array(a);
	if (!when_zone_load(
		a, i->timezone, ZONE_FIRST, ZONE_LAST, &job.zone, err))
		return false;
	if (i->rejected == NULL && fits(i))
		i->answer = ask_child(a, i, &job);
	if (i->answer != NULL)
		take_answer(a, i, i->answer);
	return true;
}

/* What is skipped cannot be shown: it was removed, hidden, emptied. */
static struct json *
skipped_uids(struct arena *a, const struct import *i)
{
	struct json *uids = json_array(a);

	JSON_EACH(one, i->skipped)
	if (json_get_str(one, "uid") != NULL)
		json_put_str(a, uids, NULL, json_get_str(one, "uid"));
	return uids;
}

void
import_store(struct arena *a, struct db *db, struct import *i)
{
	struct catalog_import job = { .source = i->source,
		.format = i->format,
		.events = json_get(i->answer, "events"),
		.whole = json_true(json_get(i->answer, "whole")),
		.partial = i->news || i->partial ||
			   json_true(json_get(i->answer, "part")),
		.gone = i->news ? skipped_uids(a, i) : NULL,
		.accept_removals = i->accept_removals,
		.now = i->now,
		.tell = i->tell,
		.with = i->with };

	catalog_reconcile(a, db, &job, &i->counts);
}

bool
import_run(struct arena *a, struct db *db, struct import *i, struct err *err)
{
	if (!import_read(a, i, err))
		return false;
	if (i->rejected != NULL)
		return true;
	db_begin(db);
	import_store(a, db, i);
	if (i->dry_run && db_ok(db)) {
		db_cancel(db);
		return true;
	}
	return db_end(db, err);
}

/* ---- the report -------------------------------------------------------- */

struct json *
import_report(struct arena *a, const struct import *i, int64_t publication)
{
	struct json *report = json_object(a);

	json_put_str_or_null(a, report, "format", i->format);
	json_put_str_or_null(
	    a, report, "source", i->rejected == NULL ? i->source : NULL);
	json_put_int(a, report, "read", i->read);
	json_put_int(a, report, "new", i->counts.fresh);
	json_put_int(a, report, "changed", i->counts.changed);
	json_put_int(a, report, "same", i->counts.same);
	json_put_int(a, report, "removed", i->counts.removed);
	json_put_int(a, report, "withheld", i->counts.withheld);
	json_put(a, report, "skipped", i->skipped);
	json_put(a, report, "warnings", i->warnings);
	json_put_str_or_null(a, report, "rejected", i->rejected);
	if (publication > 0)
		json_put_int(a, report, "publication", publication);
	else
		json_put_null(a, report, "publication");
	return report;
}

/* Up to so many of a list, a line each. */
static void
tell_list(struct buf *b, const struct json *list, const char *what,
    const char *member, size_t most)
{
	size_t n = 0;

	JSON_EACH(item, list)
	{
		const char *uid = json_get_str(item, "uid");

		if (n++ == most) {
			buf_printf(b, "  ... and %zu more (--json tells all)\n",
			    (size_t)list->len - most);
			return;
		}
		buf_printf(b, "  %s%s%s: %s\n", what, uid != NULL ? " " : "",
		    uid != NULL ? uid : "", json_get_str(item, member));
	}
}

/* What lacks a page is no reason to let events go. */
static void
tell_missing(struct buf *b, const struct import *i)
{
	bool lacks = i->announced > 0 && !i->partial && !i->accept_removals;
	int kept = i->counts.withheld;

	if (lacks)
		buf_printf(b,
		    "the files announce %lld event%s and hold %d: is a page "
		    "missing?\n",
		    (long long)i->announced, i->announced == 1 ? "" : "s",
		    i->read);
	if (kept > 0)
		buf_printf(b, "%d event%s no longer there and %s kept%s\n",
		    kept, kept == 1 ? " is" : "s are",
		    kept == 1 ? "was" : "were",
		    lacks ? ""
		    : kept == 1
			? ": if it is meant to go, say --accept-removals"
			: ": if they are meant to go, say --accept-removals");
}

const char *
import_tell(struct arena *a, const struct import *i)
{
	struct buf b = buf_new(a, REPORT_MAX);
	const struct catalog_counts *c = &i->counts;

	buf_printf(&b,
	    "%s%s from source \"%s\": %d read, %d new, %d changed, %d the "
	    "same, %d removed\n",
	    i->dry_run ? "would import " : "", i->format, i->source, i->read,
	    c->fresh, c->changed, c->same, c->removed);
	tell_missing(&b, i);
	tell_list(&b, i->skipped, "skipped", "why", SKIPPED_TOLD);
	tell_list(&b, i->warnings, "note on", "what", WARNED_TOLD);
	return b.data;
}
