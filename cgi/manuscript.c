/* manuscript.c -- what editors have written and not published. */
#include <string.h>

#include "arena.h"
#include "db.h"
#include "err.h"
#include "manuscript.h"
#include "ruleset.h"

static const char *
copy_blob(struct arena *a, struct db_query *q, int column, size_t *len)
{
	const void *bytes = db_blob(q, column, len);

	if (db_is_null(q, column))
		return NULL;
	return *len > 0 ? arena_strndup(a, bytes, *len) : "";
}

void
manuscript_load(
    struct arena *a, struct db *db, const char *author, struct manuscripts *out)
{
	struct db_query *q =
	    db_query(db, "SELECT count(*) FROM draft WHERE ?1 IS NULL"
			 " OR author = ?1");
	size_t room;

	db_bind(q, 1, author);
	room = db_step(q) ? (size_t)db_int(q, 0) : 0;
	*out =
	    (struct manuscripts){ ARENA_ARRAY(a, struct manuscript, room + 1),
		    0 };
	q = db_query(db,
	    "SELECT author, path, text, base, before, changed FROM draft"
	    " WHERE ?1 IS NULL OR author = ?1 ORDER BY author, path");
	db_bind(q, 1, author);
	while (db_step(q)) {
		struct manuscript d = { .author =
					    arena_strdup(a, db_text(q, 0)),
			.path = arena_strdup(a, db_text(q, 1)),
			.base = arena_strdup(a, db_text(q, 3)),
			.changed = (int32_t)db_int(q, 5) };

		d.text = copy_blob(a, q, 2, &d.len);
		d.before = copy_blob(a, q, 4, &d.before_len);
		if (out->count < room)
			out->list[out->count++] = d;
	}
}

const struct manuscript *
manuscript_of(const struct manuscripts *drafts, const char *path)
{
	for (size_t i = 0; i < drafts->count; i++)
		if (strcmp(drafts->list[i].path, path) == 0)
			return &drafts->list[i];
	return NULL;
}

static void
bind_blob(struct db_query *q, int i, const char *text, size_t len)
{
	if (text != NULL)
		db_bind_blob(q, i, text, len);
}

void
manuscript_keep(struct db *db, const struct manuscript *d)
{
	struct db_query *q = db_query(db,
	    "INSERT INTO draft (author, path, text, base, before, changed)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET"
	    " text = ?3, base = ?4, before = ?5, changed = ?6");

	db_bind(q, 1, d->author);
	db_bind(q, 2, d->path);
	bind_blob(q, 3, d->text, d->len);
	db_bind(q, 4, d->base);
	bind_blob(q, 5, d->before, d->before_len);
	db_bind(q, 6, (int64_t)d->changed);
	db_step(q);
}

void
manuscript_forget(struct db *db, const char *author, const char *path)
{
	struct db_query *q = db_query(db, "DELETE FROM draft WHERE author = ?1 "
					  "AND (?2 IS NULL OR path = ?2)");

	db_bind(q, 1, author);
	db_bind(q, 2, path);
	db_step(q);
}

bool
manuscript_is_overtaken(const struct manuscript *d, const struct ruleset *now)
{
	const struct ruleset_file *f = ruleset_find(now, d->path);

	if (strcmp(d->base, f != NULL ? f->hash : "") == 0)
		return false;
	return d->text == NULL ? f != NULL
			       : f == NULL || f->len != d->len ||
				     memcmp(f->text, d->text, d->len) != 0;
}

bool
manuscript_apply(struct arena *a, const struct ruleset *set,
    const struct manuscripts *drafts, const char *path, struct ruleset *out,
    struct err *err)
{
	struct ruleset was = *set;

	*out = was;
	for (size_t i = 0; i < drafts->count; i++) {
		const struct manuscript *d = &drafts->list[i];

		if (path != NULL && strcmp(path, d->path) != 0)
			continue;
		if (!ruleset_with(a, &was, d->path, d->text, d->len, out, err))
			return false;
		was = *out;
	}
	return true;
}
