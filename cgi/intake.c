/* intake.c -- files from outside as event documents. */
#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "batch.h"
#include "err.h"
#include "event.h"
#include "extra.h"
#include "import_openagenda.h"
#include "import_openagenda_v1.h"
#include "import_opendatasoft.h"
#include "intake.h"
#include "json.h"
#include "spelling.h"
#include "text.h"

/* Importers, the more telling first. */
static const struct importer {
	const char *format;
	bool (*knows)(const struct json *record);
	void (*take)(struct batch *, const struct json *record,
	    const struct json *agenda);
} importers[] = {
	{ "opendatasoft", import_opendatasoft_knows, import_opendatasoft },
	{ "openagenda", import_openagenda_v1_knows, import_openagenda_v1 },
	{ "openagenda", import_openagenda_knows, import_openagenda },
};

#define IMPORTERS  (sizeof(importers) / sizeof(importers[0]))
#define OPENAGENDA (&importers[2])

/* Envelopes: where the records are, and how many there are in all. */
static const struct {
	const char *list, *total;
	const char *inner; /* what of an item is the record, or NULL */
	const struct importer *otherwise; /* of an empty list */
} envelopes[] = {
	{ "events", "total", NULL, OPENAGENDA },
	{ "results", "total_count", NULL, &importers[0] },
	{ "records", "nhits", "fields", &importers[0] },
};

/* What one file holds. */
struct content {
	const struct json *list; /* of records, or NULL: "one" is all */
	const struct json *one;
	const char *inner;
	const struct importer *importer;
	const struct json *agenda; /* beside a single event */
	int64_t total;             /* 0: not told */
};

struct run {
	struct arena *arena;
	const struct intake_job *job;
	struct intake *result;
	struct batch batch;
	const struct json *schema; /* the description as it was given */
	const char *first;         /* the name of the first file */
	int64_t total;
	bool singles;
};

static bool
reject(struct run *r, const char *sentence)
{
	r->result->rejected = text_clean(r->arena, sentence, strlen(sentence),
	    TEXT_LINE, ERR_TEXT_MAX, NULL);
	return false;
}

/* ---- what a file holds
 * --------------------------------------------------------- */

static const struct importer *
importer_of(const struct json *record)
{
	for (size_t i = 0; i < IMPORTERS; i++)
		if (importers[i].knows(record))
			return &importers[i];
	return NULL;
}

static const struct json *
record_of(const struct content *c, const struct json *item)
{
	return c->inner != NULL ? json_get(item, c->inner) : item;
}

/* The importer that knows one of the records; an empty list has the one that
 * its envelope stands for. */
static bool
find_importer(struct content *c, const struct importer *otherwise)
{
	if (c->list->len == 0)
		c->importer = otherwise;
	JSON_EACH(item, c->list)
	if (c->importer == NULL)
		c->importer = importer_of(record_of(c, item));
	return c->importer != NULL;
}

static bool
open_envelope(struct content *c, const struct json *tree)
{
	for (size_t i = 0; i < sizeof(envelopes) / sizeof(envelopes[0]); i++) {
		const struct json *list = json_get(tree, envelopes[i].list);

		if (!json_is(list, JSON_ARRAY))
			continue;
		*c = (struct content){ .list = list,
			.inner = envelopes[i].inner };
		json_to_int(json_get(tree, envelopes[i].total), &c->total);
		if (find_importer(c, envelopes[i].otherwise))
			return true;
	}
	return false;
}

static bool
look_inside(struct content *c, const struct json *tree)
{
	const struct json *event = json_get(tree, "event");

	*c = (struct content){ .one = tree };
	if (json_is(tree, JSON_ARRAY)) {
		c->list = tree;
		return find_importer(c, OPENAGENDA);
	}
	if (json_is(event, JSON_OBJECT)) {
		c->one = event;
		c->agenda = json_get(tree, "agenda");
		c->importer = OPENAGENDA;
		return true;
	}
	if (open_envelope(c, tree))
		return true;
	*c = (struct content){ .one = tree, .importer = importer_of(tree) };
	return c->importer != NULL;
}

/* ---- one file
 * ------------------------------------------------------------------- */

static bool
read_tree(struct run *r, const struct sniff_file *f, struct json **tree)
{
	struct err err = { ERR_NONE, "" };
	const char *other = sniff_text(r->arena, f, INTAKE_FILE_MAX);
	int repairs = 0;

	if (other != NULL)
		return reject(r, other);
	if (!json_parse(r->arena, f->text, f->len, &repairs, tree, &err))
		return reject(r, sniff_broken(r->arena, f, err.text));
	if (repairs > 0)
		batch_warn(&r->batch, NULL,
		    "%s was mended before it could be read, in %d places: "
		    "ill-formed or control characters",
		    f->name, repairs);
	return true;
}

/* All files are of one format, and not too much together. */
static bool
agree(struct run *r, const struct sniff_file *f, const struct content *c)
{
	int64_t count = c->list != NULL ? c->list->len : 1;
	const char *format = c->importer->format, *was = r->result->format;

	if (was != NULL && strcmp(format, was) != 0)
		return reject(r,
		    arena_printf(r->arena,
			"%s holds events in the format %s, %s in the format "
			"%s: import them one after the other, each as its own "
			"source",
			r->first, was, f->name, format));
	if (r->batch.read + count > BATCH_EVENTS_MAX)
		return reject(r,
		    arena_printf(r->arena,
			"more than %d events in one import: leave out what is "
			"not of this programme",
			BATCH_EVENTS_MAX));
	if (was == NULL)
		r->first = f->name;
	r->result->format = format;
	return true;
}

static bool
take_file(struct run *r, const struct sniff_file *f)
{
	struct content c;
	struct json *tree;

	if (!read_tree(r, f, &tree))
		return false;
	if (!look_inside(&c, tree))
		return reject(r, sniff_tree(r->arena, f, tree));
	if (!agree(r, f, &c))
		return false;
	r->batch.fields =
	    extra_fields(r->arena, r->schema != NULL ? extra_schema(r->schema)
						     : extra_schema(c.agenda));
	if (c.list == NULL) {
		r->singles = true;
		c.importer->take(&r->batch, c.one, json_get(c.agenda, "uid"));
	}
	JSON_EACH(item, c.list)
	c.importer->take(&r->batch, record_of(&c, item), NULL);
	if (c.total > r->total)
		r->total = c.total;
	return true;
}

static bool
take_schema(struct run *r)
{
	const struct sniff_file *f = r->job->schema;
	struct json *tree;

	if (f == NULL)
		return true;
	if (!read_tree(r, f, &tree))
		return false;
	if (extra_schema(tree) == NULL)
		return reject(r,
		    arena_printf(r->arena,
			"%s was given as the agenda's description, but has no "
			"schema.fields: it is what OpenAgenda answers for "
			"/v2/agendas/UID",
			f->name));
	r->schema = tree;
	return true;
}

/* ---- the whole
 * ------------------------------------------------------------------- */

/* The key to suggest for where this comes from. */
static const char *
source_of(struct run *r)
{
	const struct json *uid = json_get(r->schema, "uid");

	if (r->batch.agenda != NULL && !r->batch.agenda_differs)
		return r->batch.agenda;
	if (json_is(uid, JSON_INT))
		return arena_printf(r->arena, "%lld", (long long)uid->integer);
	if (json_is(uid, JSON_STRING) && event_uid_ok(uid->string))
		return uid->string;
	return r->result->format;
}

void
intake_run(struct arena *a, const struct intake_job *job, struct intake *result)
{
	struct run r = { .arena = a, .job = job, .result = result };
	bool ok;

	*result = (struct intake){ 0 };
	batch_begin(&r.batch, a);
	r.batch.zone = &job->zone;
	r.batch.timezone = job->timezone;
	r.batch.languages = job->languages;
	ok = job->count > 0 || reject(&r, "no file was given");
	ok = ok && take_schema(&r);
	for (size_t i = 0; ok && i < job->count; i++)
		ok = take_file(&r, &job->files[i]);
	if (!ok) {
		result->events = json_array(a);
		result->skipped = json_array(a);
		result->warnings = json_array(a);
		return;
	}
	result->events = batch_end(&r.batch);
	spelling_settle(a, result->events);
	result->skipped = r.batch.skipped;
	result->warnings = r.batch.warnings;
	result->read = r.batch.read;
	result->source = source_of(&r);
	result->part = r.singles || r.batch.partial;
	if (!result->part && r.total > r.batch.read)
		result->announced = r.total;
	result->whole = !result->part && result->announced == 0;
}

struct json *
intake_answer(struct arena *a, const struct intake *i)
{
	struct json *answer = json_object(a);

	json_put_str_or_null(a, answer, "format", i->format);
	json_put_str_or_null(a, answer, "source", i->source);
	json_put_bool(a, answer, "whole", i->whole);
	json_put_bool(a, answer, "part", i->part);
	json_put_int(a, answer, "read", i->read);
	if (i->announced > 0)
		json_put_int(a, answer, "announced", i->announced);
	json_put(a, answer, "events", i->events);
	json_put(a, answer, "skipped", i->skipped);
	json_put(a, answer, "warnings", i->warnings);
	json_put_str_or_null(a, answer, "rejected", i->rejected);
	return answer;
}
