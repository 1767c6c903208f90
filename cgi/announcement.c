/* announcement.c -- one line at the top of every page. */
#include <string.h>

#include "announcement.h"
#include "arena.h"
#include "buf.h"
#include "db.h"
#include "err.h"
#include "event.h"
#include "json.h"
#include "said.h"

/* Bytes of all texts as JSON, in which a byte may take six. */
#define TEXTS_MAX                                                              \
	((size_t)EVENT_LANGUAGES_MAX * (6 * ANNOUNCEMENT_TEXT_MAX + 32))

int64_t
announcement_set(struct arena *a, struct db *db, const struct announcement *n,
    struct err *err)
{
	const struct json *texts =
	    said_texts(a, n->texts, ANNOUNCEMENT_TEXT_MAX, err);
	const char *author = said_author(a, n->author, err);
	struct buf written = buf_new(a, TEXTS_MAX);
	struct db_query *q;

	if (n->until <= n->now)
		err_set(err, ERR_INPUT,
		    "the announcement would be over at once: give an end that "
		    "is still to come");
	if (err->kind != ERR_NONE)
		return 0;
	json_write(&written, texts);
	q = db_query(db, "INSERT INTO announcement (texts, until, author, made)"
			 " VALUES (?1, ?2, ?3, ?4)");
	db_bind(q, 1, written.data);
	db_bind(q, 2, (int64_t)n->until);
	db_bind(q, 3, author);
	db_bind(q, 4, (int64_t)n->now);
	db_step(q);
	return db_last_id(db);
}

bool
announcement_end(struct db *db, const char *author, int32_t now)
{
	struct db_query *q = db_query(db,
	    "SELECT id FROM announcement WHERE id = (SELECT max(id) FROM"
	    " announcement) AND ended IS NULL AND until > ?1");
	int64_t id;

	db_bind(q, 1, (int64_t)now);
	if (!db_step(q))
		return false;
	id = db_int(q, 0);
	q = db_query(db,
	    "UPDATE announcement SET ended = ?2, ended_by = ?3 WHERE id = ?1");
	db_bind(q, 1, id);
	db_bind(q, 2, (int64_t)now);
	db_bind(q, 3, author);
	db_step(q);
	return true;
}

/* ---- reading ----------------------------------------------------------- */

/* The row at hand: id, texts, until, author, made, ended, ended_by. */
static struct json *
row_of(struct arena *a, struct db_query *q)
{
	struct err err = { ERR_NONE, "" };
	struct json *one = json_object(a), *texts;
	const char *text = db_text(q, 1);

	if (!json_parse(a, text, strlen(text), NULL, &texts, &err))
		texts = json_object(a); /* damaged: it says nothing */
	json_put_int(a, one, "id", db_int(q, 0));
	json_put(a, one, "texts", texts);
	json_put_int(a, one, "until", db_int(q, 2));
	json_put_str(a, one, "author", arena_strdup(a, db_text(q, 3)));
	json_put_int(a, one, "made", db_int(q, 4));
	if (!db_is_null(q, 5)) {
		json_put_int(a, one, "ended", db_int(q, 5));
		json_put_str(
		    a, one, "ended_by", arena_strdup(a, db_text(q, 6)));
	}
	return one;
}

struct json *
announcement_now(struct arena *a, struct db *db, int32_t now)
{
	struct db_query *q = db_query(db,
	    "SELECT id, texts, until, author, made, ended, ended_by"
	    " FROM announcement ORDER BY id DESC LIMIT 1");

	if (!db_step(q) || !db_is_null(q, 5) || db_int(q, 2) <= now)
		return NULL;
	return row_of(a, q);
}

struct json *
announcement_list(struct arena *a, struct db *db)
{
	struct db_query *q = db_query(db,
	    "SELECT id, texts, until, author, made, ended, ended_by"
	    " FROM announcement ORDER BY id DESC LIMIT ?1");
	struct json *list = json_array(a);

	db_bind(q, 1, ANNOUNCEMENT_LISTED);
	while (db_step(q))
		json_put(a, list, NULL, row_of(a, q));
	return list;
}
