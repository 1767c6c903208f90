/* sync_state.c -- what is known of the agendas that are fetched. */
#include <string.h>

#include "arena.h"
#include "db.h"
#include "sync_state.h"

static int32_t
time_of(struct db_query *q, int column)
{
	return db_is_null(q, column) ? SYNC_NEVER : (int32_t)db_int(q, column);
}

static const char *
text_of(struct arena *a, struct db_query *q, int column)
{
	return db_is_null(q, column) ? NULL
				     : arena_strdup(a, db_text(q, column));
}

struct sync_state *
sync_state_list(struct arena *a, struct db *db, size_t *count)
{
	struct db_query *q = db_query(db,
	    "SELECT source, address, runs, done, whole, since, tag, schema,"
	    " failed, failure FROM sync ORDER BY source");
	struct sync_state *list = NULL;
	size_t size = sizeof(*list);

	for (*count = 0; db_step(q); ++*count) {
		list = arena_grow(a, list, *count * size, (*count + 1) * size);
		list[*count] = (struct sync_state){
			.source = text_of(a, q, 0),
			.address = text_of(a, q, 1),
			.runs = db_int(q, 2),
			.done = time_of(q, 3),
			.whole = time_of(q, 4),
			.since = time_of(q, 5),
			.tag = text_of(a, q, 6),
			.schema = text_of(a, q, 7),
			.failed = time_of(q, 8),
			.failure = text_of(a, q, 9),
		};
	}
	return list;
}

void
sync_state_load(
    struct arena *a, struct db *db, const char *source, struct sync_state *s)
{
	size_t count;
	struct sync_state *list = sync_state_list(a, db, &count);

	*s = (struct sync_state){ .source = source,
		.done = SYNC_NEVER,
		.whole = SYNC_NEVER,
		.since = SYNC_NEVER,
		.failed = SYNC_NEVER };
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i].source, source) == 0)
			*s = list[i];
}

static void
bind_time(struct db_query *q, int i, int32_t time)
{
	if (time == SYNC_NEVER)
		db_bind_text(q, i, NULL);
	else
		db_bind_int(q, i, time);
}

void
sync_state_save(struct db *db, const struct sync_state *s)
{
	struct db_query *q = db_query(db,
	    "INSERT OR REPLACE INTO sync (source, address, runs, done, whole,"
	    " since, tag, schema, failed, failure)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");

	db_bind(q, 1, s->source);
	db_bind(q, 2, s->address);
	db_bind(q, 3, s->runs);
	bind_time(q, 4, s->done);
	bind_time(q, 5, s->whole);
	bind_time(q, 6, s->since);
	db_bind(q, 7, s->tag);
	db_bind(q, 8, s->schema);
	bind_time(q, 9, s->failed);
	db_bind(q, 10, s->failure);
	db_step(q);
}
