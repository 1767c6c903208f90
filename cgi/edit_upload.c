/* edit_upload.c -- what an editor's files would change, and accepting it. */
#include <string.h>

#include "answer.h"
#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "db.h"
#include "edit.h"
#include "event.h"
#include "hash.h"
#include "http.h"
#include "import.h"
#include "json.h"
#include "programme.h"
#include "publish.h"
#include "upload.h"
#include "when.h"
#include "words.h"

#define TOLD        20 /* of what is skipped, and of notes */
#define WRITTEN_MAX ((size_t)8 << 20)

/* What becomes of events, as the page's lists have it. */
static const char *const fates[] = { [CATALOG_FRESH] = "fresh",
	[CATALOG_CHANGED] = "changed",
	[CATALOG_REMOVED] = "removed",
	[CATALOG_WITHHELD] = "withheld" };

/* An upload that is looked at. */
struct look {
	struct edit *e;
	struct upload u;
	struct import i;
	const struct programme *programme;
	struct json *lists[CATALOG_FATES];
	const char *seen; /* what it would do, as a hash */
	bool moved;       /* it would do something else than was looked at */
	bool unnamed;     /* additional fields would lose their names */
};

static const char *
place_of(struct look *l)
{
	return arena_printf(l->e->arena, "import/%s", l->u.id);
}

/* ---- what it would do -------------------------------------------------- */

/* Which fields changed, in a few words, and how. */
static void
put_fields(struct edit *e, struct json *one, const struct json *fields)
{
	struct buf names = buf_new(e->arena, WRITTEN_MAX);
	const char *last = "";

	JSON_EACH(field, fields)
	{
		const char *name = json_get_str(field, "field");

		if (strcmp(name, last) == 0)
			continue; /* another part of it */
		buf_printf(&names, "%s%s", names.len > 0 ? ", " : "", name);
		last = name;
	}
	json_put_str(e->arena, one, "what", names.len > 0 ? names.data : "");
	json_put(e->arena, one, "fields", fields);
}

static void
put_event(struct look *l, enum catalog_fate fate, const char *name,
    const struct json *was, const struct json *is)
{
	struct edit *e = l->e;
	const struct programme *p = l->programme;
	const struct json *event = is != NULL ? is : was,
			  *town = json_get(json_get(event, "place"), "town");
	struct json *one = json_put_object(e->arena, l->lists[fate], NULL);
	const char *language, *title = event_text(json_get(event, "title"),
				  e->language, p->languages, &language);
	struct timing *timings;
	size_t count;

	json_put_str(e->arena, one, "title",
	    arena_strdup(e->arena, title != NULL ? title : name));
	if (json_str(town) != NULL)
		json_put_str(e->arena, one, "town",
		    arena_strdup(e->arena, json_str(town)));
	timings = event_timings(e->arena, event, &count);
	if (count > 0)
		json_put_str(
		    e->arena, one, "when", edit_when(e, timings[0].begin));
	if (fate != CATALOG_FRESH)
		json_put_str(e->arena, one, "href",
		    edit_site(e, arena_printf(e->arena, "event/%s", name)));
	if (fate == CATALOG_CHANGED)
		put_fields(e, one, edit_fields(e, was, is));
}

/* Did additional fields have labels which they have no more? */
static bool
loses_names(const struct json *was, const struct json *is)
{
	const struct json *extra = json_get(is, "extra");

	JSON_EACH(field, json_get(was, "extra"))
	if (json_get(field, "label") != NULL &&
	    json_get(extra, field->key) != NULL &&
	    json_get(json_get(extra, field->key), "label") == NULL)
		return true;
	return false;
}

/*
 * One event more.  What would go is the same to whoever looks, guarded or not:
 * that is told beside it.  The new document follows from the files and the old
 * one.
 */
static void
note(void *with, enum catalog_fate fate, const char *name,
    const struct json *was, const struct json *is)
{
	struct look *l = with;
	struct buf text = buf_new(l->e->arena, WRITTEN_MAX);
	const char *gone = fates[CATALOG_REMOVED];

	if (was != NULL)
		json_write(&text, was);
	l->seen = hash_texts(l->e->arena, l->seen,
	    fate == CATALOG_WITHHELD ? gone : fates[fate], name,
	    was != NULL ? text.data : "", (const char *)NULL);
	l->unnamed |= loses_names(was, is);
	if (l->lists[fate]->len < EDIT_EVENTS)
		put_event(l, fate, name, was, is);
}

/* Do it, inside a transaction. */
static void
store(struct look *l, struct db *db)
{
	struct arena *a = l->e->arena;

	l->seen = "";
	for (size_t i = 0; i < CATALOG_FATES; i++)
		l->lists[i] = json_array(a);
	import_store(a, db, &l->i);
	l->seen = hash_texts(a, l->seen, words_int(a, l->i.counts.same),
	    l->i.counts.guarded ? "guarded" : "", (const char *)NULL);
}

/* Ask what is in the files; false once it is answered. */
static bool
read_files(struct look *l)
{
	if (!edit_read_upload(l->e, &l->u, &l->programme, &l->i))
		return false;
	l->i.tell = note;
	l->i.with = l;
	return true;
}

/* ---- looking at one ---------------------------------------------------- */

/* The upload that the address names; false once it is answered. */
static bool
begin(struct look *l, struct edit *e)
{
	bool found;

	l->e = e;
	db_begin(e->db);
	found = upload_load(e->arena, e->db, e->rest, e->user, &l->u);
	if (!db_end(e->db, &e->err))
		edit_refuse(e, 500, e->err.text);
	else if (!found)
		edit_refuse(e, 404, edit_text(e, "import-gone", NULL));
	else
		return true;
	return false;
}

static void
put_count(struct look *l, struct json *list, const char *key, int n)
{
	struct edit *e = l->e;
	struct json *one = json_put_object(e->arena, list, NULL);

	json_put_str(e->arena, one, "label", edit_text(e, key, NULL));
	json_put_str(e->arena, one, "n", words_int(e->arena, n));
}

static void
put_counts(struct look *l)
{
	const struct catalog_counts *c = &l->i.counts;
	struct json *list = json_put_array(l->e->arena, l->e->view, "counts");

	put_count(l, list, "import-read", l->i.read);
	put_count(l, list, "import-fresh", c->fresh);
	put_count(l, list, "import-changed", c->changed);
	put_count(l, list, "import-same", c->same);
	put_count(l, list, "import-removed", c->removed);
	put_count(l, list, "import-withheld", c->withheld);
	put_count(l, list, "import-skipped", (int)l->i.skipped->len);
}

/* What the report says of single records. */
static void
put_notes(struct look *l, const char *key, const struct json *notes,
    const char *member)
{
	struct edit *e = l->e;
	struct json *box = json_put_object(e->arena, e->view, key),
		    *list = json_put_array(e->arena, box, "list"), *one;

	JSON_EACH(told, notes)
	{
		if (list->len == TOLD)
			break;
		one = json_put_object(e->arena, list, NULL);
		json_put_str_or_null(
		    e->arena, one, "uid", json_get_str(told, "uid"));
		json_put_str_or_null(
		    e->arena, one, "text", json_get_str(told, member));
	}
	if (notes->len > TOLD)
		json_put_str(e->arena, box, "more",
		    edit_count(e, "and-more", notes->len - TOLD));
}

static void
put_lists(struct look *l)
{
	const struct catalog_counts *c = &l->i.counts;
	const int counts[] = { [CATALOG_FRESH] = c->fresh,
		[CATALOG_CHANGED] = c->changed,
		[CATALOG_REMOVED] = c->removed,
		[CATALOG_WITHHELD] = c->withheld };
	struct edit *e = l->e;
	struct json *list = json_put_array(e->arena, e->view, "lists"), *one;

	for (size_t i = 0; i < CATALOG_FATES; i++) {
		if (counts[i] == 0)
			continue;
		one = json_put_object(e->arena, list, NULL);
		json_put_str(e->arena, one, "id", fates[i]);
		json_put_bool(e->arena, one, "gained", i == CATALOG_FRESH);
		json_put_bool(e->arena, one, "lost", i == CATALOG_REMOVED);
		json_put_str(e->arena, one, "label",
		    edit_text(e, arena_printf(e->arena, "import-%s", fates[i]),
			NULL));
		json_put_int(e->arena, one, "count", counts[i]);
		json_put(e->arena, one, "events", l->lists[i]);
		if (counts[i] > EDIT_EVENTS)
			json_put_str(e->arena, one, "more",
			    edit_count(e, "and-more", counts[i] - EDIT_EVENTS));
	}
}

/* What a person may not have meant: a source beside the ones there are, the
 * agenda's description forgotten, a page that lacks. */
static void
put_doubts(struct look *l, const struct catalog_source *sources, size_t count)
{
	struct edit *e = l->e;
	const struct import *i = &l->i;
	bool known = count == 0;

	for (size_t n = 0; n < count; n++)
		known |= strcmp(sources[n].key, i->source) == 0;
	if (!known)
		edit_say(e, "warning",
		    edit_text(
			e, "import-new-source", "source", i->source, NULL));
	if (l->unnamed)
		edit_say(e, "warning", edit_text(e, "import-unnamed", NULL));
	if (i->announced > 0 && !i->partial)
		edit_say(e, "warning",
		    edit_text(e, "import-lacks", "n",
			words_int(e->arena, i->announced), "read",
			words_int(e->arena, i->read), NULL));
	if (i->counts.withheld > 0)
		json_put_str(e->arena, e->view, "withheld",
		    edit_count(e, "import-withheld-means", i->counts.withheld));
}

static void
put_report(struct look *l, const struct catalog_source *sources, size_t count)
{
	struct edit *e = l->e;
	const struct catalog_counts *c = &l->i.counts;

	json_put_str(e->arena, e->view, "format", l->i.format);
	json_put_str(e->arena, e->view, "source", l->i.source);
	json_put_str(e->arena, e->view, "seen", l->seen);
	json_put_bool(e->arena, e->view, "partial", l->i.partial);
	json_put_bool(e->arena, e->view, "nothing",
	    c->fresh + c->changed + c->removed == 0);
	put_doubts(l, sources, count);
	put_counts(l);
	put_notes(l, "skipped", l->i.skipped, "why");
	put_notes(l, "warnings", l->i.warnings, "what");
	put_lists(l);
}

/* Try it, and take it back. */
static void
show(struct look *l, int status, const char *wrong)
{
	struct edit *e = l->e;
	struct catalog_source *sources;
	struct err err = { ERR_NONE, "" };
	size_t count;

	edit_begin(e, "place-import",
	    edit_text(e, "import-title", "name", l->u.name, NULL));
	json_put_str(e->arena, e->view, "action", edit_href(e, place_of(l)));
	if (wrong != NULL)
		edit_say(e, "error", wrong);
	if (l->i.rejected != NULL) {
		edit_say(e, "error", l->i.rejected);
		edit_show(e, 422, "import-report");
		return;
	}
	l->i.accept_removals = false;
	db_begin(e->db);
	sources = catalog_sources(e->arena, e->db, &count);
	store(l, e->db);
	if (!db_ok(e->db)) {
		db_end(e->db, &err);
		edit_refuse(e, 500, err.text);
		return;
	}
	db_cancel(e->db);
	json_put_bool(e->arena, e->view, "ready", true);
	put_report(l, sources, count);
	edit_show(e, status, "import-report");
}

void
edit_upload(struct edit *e)
{
	struct look *l = ARENA_NEW(e->arena, struct look);

	if (begin(l, e) && read_files(l))
		show(l, 200, NULL);
}

/* ---- accepting and leaving --------------------------------------------- */

/* In the transaction that publishes, before it reads the events. */
static bool
store_seen(struct db *db, void *with, struct err *err)
{
	struct look *l = with;

	store(l, db);
	upload_forget(db, l->u.id, l->u.author);
	edit_keep(l->e, edit_address(l->e, "", "imported"));
	l->moved = db_ok(db) && strcmp(l->seen, edit_field(l->e, "seen")) != 0;
	return !l->moved || err_set(err, ERR_INPUT, "%s",
				edit_text(l->e, "import-moved", NULL));
}

static void
accept(struct look *l)
{
	struct edit *e = l->e;
	struct publish p = { .cause = "import",
		.message = l->u.name,
		.also = store_seen,
		.with = l };

	if (!read_files(l))
		return;
	l->i.accept_removals = *edit_field(e, "removals") != '\0';
	if (l->i.rejected == NULL && edit_publish(e, &p))
		edit_lead(e, "", "imported");
	else if (l->i.rejected != NULL || l->moved)
		show(l, 409,
		    l->moved ? edit_text(e, "import-moved", NULL) : NULL);
	else
		edit_refuse(e, 500, e->err.text);
}

void
edit_upload_post(struct edit *e)
{
	struct look *l = ARENA_NEW(e->arena, struct look);

	if (!begin(l, e))
		return;
	if (edit_does(e, "accept")) {
		accept(l);
	} else if (edit_does(e, "leave")) {
		db_begin(e->db);
		upload_forget(e->db, l->u.id, e->user);
		edit_end(e, "import", "left");
	} else {
		edit_refuse(e, 400, edit_text(e, "no-operation", NULL));
	}
}
