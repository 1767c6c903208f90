/* catalog_load.c -- all events there are, as they are now. */
#include <string.h>

#include "arena.h"
#include "catalog.h"
#include "db.h"
#include "err.h"
#include "event.h"
#include "json.h"

static void
load_one(
    struct arena *a, struct db *db, struct db_query *q, struct catalog_event *e)
{
	struct err err = { ERR_NONE, "" };
	const char *text = db_text(q, 3);
	struct json *document;

	e->slot = db_int(q, 0);
	e->name = arena_strdup(a, db_text(q, 1));
	e->source = arena_strdup(a, db_text(q, 2));
	e->revision = db_int(q, 4);
	e->added = (int32_t)db_int(q, 5);
	e->changed = (int32_t)db_int(q, 6);
	/* Bytes that a disk has spoilt can be JSON still. */
	if (json_parse(a, text, strlen(text), NULL, &document, &err) &&
	    event_check(document, &err))
		e->document = document;
	else
		db_fail(db, ERR_SYSTEM,
		    "event %s is damaged in the database: import its source "
		    "\"%s\" again",
		    e->name, e->source);
}

static void
load_events(struct arena *a, struct db *db, struct catalog *c)
{
	struct db_query *q =
	    db_query(db, "SELECT count(*) FROM event WHERE removed IS NULL");
	size_t count = db_step(q) ? (size_t)db_int(q, 0) : 0;

	c->events = ARENA_ARRAY(a, struct catalog_event, count);
	q = db_query(db,
	    "SELECT slot, name, source, document, revision, added, changed"
	    " FROM event WHERE removed IS NULL ORDER BY slot");
	while (c->count < count && db_step(q))
		load_one(a, db, q, &c->events[c->count++]);
}

static void
load_gone(struct arena *a, struct db *db, struct catalog *c)
{
	struct db_query *q = db_query(
	    db, "SELECT count(*) FROM event WHERE removed IS NOT NULL");
	size_t count = db_step(q) ? (size_t)db_int(q, 0) : 0;

	c->gone = ARENA_ARRAY(a, struct catalog_gone, count);
	q = db_query(db,
	    "SELECT slot, name FROM event WHERE removed IS NOT NULL"
	    " ORDER BY slot");
	for (; c->gone_count < count && db_step(q); c->gone_count++) {
		c->gone[c->gone_count].slot = db_int(q, 0);
		c->gone[c->gone_count].name = arena_strdup(a, db_text(q, 1));
	}
}

void
catalog_load(struct arena *a, struct db *db, struct catalog *c)
{
	struct db_query *q = db_query(
	    db, "SELECT max(changed), max(checked), count(*) FROM source");

	*c = (struct catalog){ .changed = INT32_MIN, .checked = INT32_MIN };
	if (db_step(q) && db_int(q, 2) > 0) {
		c->changed = (int32_t)db_int(q, 0);
		c->checked = (int32_t)db_int(q, 1);
	}
	load_events(a, db, c);
	load_gone(a, db, c);
}

struct catalog_source *
catalog_sources(struct arena *a, struct db *db, size_t *count)
{
	struct db_query *q = db_query(db,
	    "SELECT key, format, checked, (SELECT count(*) FROM event"
	    " WHERE source = key AND removed IS NULL) FROM source ORDER BY "
	    "key");
	struct catalog_source *list = NULL;
	size_t size = sizeof(*list);

	for (*count = 0; db_step(q); ++*count) {
		list = arena_grow(a, list, *count * size, (*count + 1) * size);
		list[*count] = (struct catalog_source){
			.key = arena_strdup(a, db_text(q, 0)),
			.format = arena_strdup(a, db_text(q, 1)),
			.checked = (int32_t)db_int(q, 2),
			.events = (int)db_int(q, 3),
		};
	}
	return list;
}
