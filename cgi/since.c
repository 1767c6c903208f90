/* since.c -- in which publication each part last changed. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "db.h"
#include "since.h"

static int
by_name(const void *a, const void *b)
{
	return strcmp(
	    ((const struct since *)a)->name, ((const struct since *)b)->name);
}

/* What of the table is not as it is now, by name: to be written. */
struct differences {
	const char **left; /* names that are no more */
	size_t left_count;
	const struct since **fresh;
	size_t fresh_count;
};

/* One pass over both lists, which are in the same order. */
static void
compare(struct arena *a, struct db *db, uint32_t publication,
    const struct since *list, size_t count, struct differences *d)
{
	struct db_query *q =
	    db_query(db, "SELECT name, hash, changed, (SELECT count(*) FROM "
			 "part) FROM part ORDER BY name");
	bool more = db_step(q);
	size_t i = 0;

	d->left = ARENA_ARRAY(a, const char *, more ? db_int(q, 3) : 0);
	d->fresh = ARENA_ARRAY(a, const struct since *, count);
	while (more || i < count) {
		int order = !more        ? 1
			    : i == count ? -1
					 : strcmp(db_text(q, 0), list[i].name);

		if (order < 0)
			d->left[d->left_count++] =
			    arena_strdup(a, db_text(q, 0));
		if (order == 0)
			*list[i].changed = (uint32_t)db_int(q, 2);
		if (order > 0 ||
		    (order == 0 && strcmp(db_text(q, 1), list[i].hash) != 0)) {
			*list[i].changed = publication;
			d->fresh[d->fresh_count++] = &list[i];
		}
		i += order >= 0;
		if (order <= 0)
			more = db_step(q);
	}
}

void
since_settle(struct arena *a, struct db *db, int64_t publication,
    struct since *list, size_t count)
{
	struct differences d = { 0 };
	struct db_query *q;

	if (count > 1)
		qsort(list, count, sizeof(*list), by_name);
	compare(a, db, (uint32_t)publication, list, count, &d);
	for (size_t i = 0; i < d.left_count; i++) {
		q = db_query(db, "DELETE FROM part WHERE name = ?1");
		db_bind(q, 1, d.left[i]);
		db_step(q);
	}
	for (size_t i = 0; i < d.fresh_count; i++) {
		q = db_query(db,
		    "INSERT INTO part (name, hash, changed) VALUES (?1, ?2, ?3)"
		    " ON CONFLICT (name) DO UPDATE SET hash = ?2, changed = "
		    "?3");
		db_bind(q, 1, d.fresh[i]->name);
		db_bind(q, 2, d.fresh[i]->hash);
		db_bind(q, 3, publication);
		db_step(q);
	}
}
