/* changelog.c -- what changed for visitors. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "changelog.h"
#include "db.h"
#include "edition.h"
#include "err.h"
#include "event.h"
#include "json.h"
#include "when.h"

#define FACTS_MAX ((size_t)256 << 10) /* bytes of one event's, as JSON */

const char *const changelog_words[] = { "added", "moved", "times", "place",
	"cancelled", "full", "postponed", "online", "restored", "removed",
	NULL };

/* ---- facts: what a change tells of ------------------------------------- */

static struct json *
facts_of(struct arena *a, const struct json *document)
{
	static const char *const members[] = { "title", "status", "timings" };
	struct json *facts = json_object(a);
	const struct json *place = json_get(document, "place");
	const char *name = json_get_str(place, "name"),
		   *town = json_get_str(place, "town");

	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
		json_put(a, facts, members[i], json_get(document, members[i]));
	json_put_str(a, facts, "place",
	    arena_printf(a, "%s%s%s", name != NULL ? name : "",
		name != NULL && town != NULL ? ", " : "",
		town != NULL ? town : ""));
	return facts;
}

static const char *
written(struct arena *a, const struct json *tree)
{
	struct buf text = buf_new(a, FACTS_MAX);

	json_write(&text, tree);
	return text.data;
}

static struct json *
parsed(struct arena *a, const char *text)
{
	struct err err = { ERR_NONE, "" };
	struct json *tree;

	return json_parse(a, text, strlen(text), NULL, &tree, &err)
		   ? tree
		   : json_object(a);
}

/* ---- noting ------------------------------------------------------------ */

struct log {
	struct arena *arena;
	struct db *db;
	const struct edition *ed;
	int64_t slot;
	int32_t now;
	const struct json *was, *is; /* facts; "is" NULL: it is not shown */
};

/* One entry; the detail has the title, since the event may go. */
static void
note(struct log *l, const char *what, struct json *detail)
{
	struct db_query *q = db_query(l->db,
	    "INSERT INTO change (publication, at, slot, what, detail)"
	    " VALUES (?1, ?2, ?3, ?4, ?5)");

	if (detail == NULL)
		detail = json_object(l->arena);
	json_put(l->arena, detail, "title",
	    json_get(l->is != NULL ? l->is : l->was, "title"));
	db_bind(q, 1, l->ed->publication);
	db_bind(q, 2, (int64_t)l->now);
	db_bind(q, 3, l->slot);
	db_bind(q, 4, what);
	db_bind(q, 5, written(l->arena, detail));
	db_step(q);
}

static void
note_status(struct log *l)
{
	static const char *const told[] = { "cancelled", "full", "postponed",
		"online" };
	const char *was = json_get_str(l->was, "status"),
		   *is = json_get_str(l->is, "status");

	if (was == NULL || strcmp(was, is) == 0)
		return;
	for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
		if (strcmp(is, told[i]) == 0) {
			note(l, told[i], NULL);
			return;
		}
	for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
		if (strcmp(was, told[i]) == 0)
			note(l, "restored", NULL);
}

/* The first occurrence that begins at another time is told; others added or
 * left out are told as such. */
static void
note_timings(struct log *l)
{
	size_t had, have, kept = 0;
	struct timing *was = event_timings(l->arena, l->was, &had),
		      *is = event_timings(l->arena, l->is, &have);
	bool moved = false;

	for (size_t i = 0; i < have; i++)
		for (size_t k = 0; k < had; k++) {
			if (was[k].number != is[i].number)
				continue;
			kept++;
			if (was[k].begin != is[i].begin && !moved) {
				struct json *d = json_object(l->arena);

				json_put_int(l->arena, d, "from", was[k].begin);
				json_put_int(l->arena, d, "to", is[i].begin);
				note(l, "moved", d);
				moved = true;
			}
		}
	if (!moved && (kept != had || kept != have))
		note(l, "times", NULL);
}

static void
note_place(struct log *l)
{
	const char *was = json_get_str(l->was, "place"),
		   *is = json_get_str(l->is, "place");
	struct json *d = json_object(l->arena);

	if (was == NULL || strcmp(was, is) == 0 || *is == '\0')
		return;
	json_put_str(l->arena, d, "from_place", was);
	json_put_str(l->arena, d, "to_place", is);
	note(l, "place", d);
}

static bool
is_first(struct db *db)
{
	struct db_query *q = db_query(db, "SELECT 1 FROM shown LIMIT 1");

	return !db_step(q);
}

/* What was shown and is no more. */
static void
note_removed(struct log *l)
{
	struct db_query *q =
	    db_query(l->db, "SELECT slot, facts FROM shown ORDER BY slot");
	size_t at = 0;

	while (db_step(q)) {
		l->slot = db_int(q, 0);
		while (
		    at < l->ed->count && l->ed->events[at].from->slot < l->slot)
			at++;
		if (at < l->ed->count &&
		    l->ed->events[at].from->slot == l->slot)
			continue;
		l->is = NULL;
		l->was = parsed(l->arena, db_text(q, 1));
		note(l, "removed", NULL);
	}
}

void
changelog_note(
    struct arena *a, struct db *db, const struct edition *ed, int32_t now)
{
	struct log l = { .arena = a, .db = db, .ed = ed, .now = now };

	if (is_first(db))
		return;
	note_removed(&l);
	for (size_t i = 0; i < ed->count; i++) {
		struct db_query *q =
		    db_query(db, "SELECT facts FROM shown WHERE slot = ?1");

		l.slot = ed->events[i].from->slot;
		l.is = facts_of(a, ed->events[i].from->document);
		db_bind(q, 1, l.slot);
		if (!db_step(q)) {
			note(&l, "added", NULL);
			continue;
		}
		if (strcmp(db_text(q, 0), written(a, l.is)) == 0)
			continue;
		l.was = parsed(a, db_text(q, 0));
		note_status(&l);
		note_timings(&l);
		note_place(&l);
	}
}

/* ---- what is shown ----------------------------------------------------- */

static void
settle_event(struct arena *a, struct db *db, const struct edition_event *e)
{
	struct db_query *q = db_query(db,
	    "INSERT INTO shown (slot, facts) VALUES (?1, ?2) ON CONFLICT (slot)"
	    " DO UPDATE SET facts = ?2 WHERE facts <> ?2");

	db_bind(q, 1, e->from->slot);
	db_bind(q, 2, written(a, facts_of(a, e->from->document)));
	db_step(q);
}

static void
forget(struct db *db, int64_t slot)
{
	struct db_query *q = db_query(db, "DELETE FROM shown WHERE slot = ?1");

	db_bind(q, 1, slot);
	db_step(q);
}

void
changelog_settle(struct arena *a, struct db *db, const struct edition *ed)
{
	struct db_query *q =
	    db_query(db, "SELECT slot FROM shown ORDER BY slot");
	struct json *left = json_array(a);
	size_t at = 0;

	while (db_step(q)) {
		while (
		    at < ed->count && ed->events[at].from->slot < db_int(q, 0))
			at++;
		if (at == ed->count ||
		    ed->events[at].from->slot != db_int(q, 0))
			json_put_int(a, left, NULL, db_int(q, 0));
	}
	JSON_EACH(slot, left)
	forget(db, slot->integer);
	for (size_t i = 0; i < ed->count; i++)
		settle_event(a, db, &ed->events[i]);
}

/* ---- telling ----------------------------------------------------------- */

struct json *
changelog_read(
    struct arena *a, struct db *db, const struct edition *ed, int32_t now)
{
	struct db_query *q = db_query(db,
	    "SELECT change.at, change.what, change.detail, event.name,"
	    " change.slot, change.publication FROM change JOIN event USING "
	    "(slot)"
	    " WHERE change.at > ?1 ORDER BY change.id DESC LIMIT ?2");
	struct json *list = json_array(a), *one;

	db_bind(
	    q, 1, (int64_t)now - (int64_t)CHANGELOG_DAYS * WHEN_DAY_MINUTES);
	db_bind(q, 2, CHANGELOG_MAX);
	while (db_step(q)) {
		one = json_put_object(a, list, NULL);
		json_put_int(a, one, "at", db_int(q, 0));
		json_put_str(a, one, "what", arena_strdup(a, db_text(q, 1)));
		json_put_str(a, one, "name", arena_strdup(a, db_text(q, 3)));
		for (size_t i = 0; i < ed->count; i++)
			if (ed->events[i].from->slot == db_int(q, 4))
				json_put(a, one, "slug",
				    json_get(
					ed->events[i].from->document, "slug"));
		json_put_int(a, one, "publication", db_int(q, 5));
		JSON_EACH(member, parsed(a, db_text(q, 2)))
		json_put(a, one, member->key, member);
	}
	return list;
}
