/* history.c -- what was published, by whom and why. */
#include <string.h>

#include "arena.h"
#include "db.h"
#include "err.h"
#include "history.h"
#include "json.h"

static const char *
text_or_null(struct arena *a, struct db_query *q, int column)
{
	return db_is_null(q, column) ? NULL
				     : arena_strdup(a, db_text(q, column));
}

static const struct json *
tree_of(struct arena *a, const char *text)
{
	struct err ignored = { ERR_NONE, "" };
	struct json *tree = NULL;

	return text != NULL &&
		       json_parse(a, text, strlen(text), NULL, &tree, &ignored)
		   ? tree
		   : NULL;
}

/* Newest first, the first of them live. */
size_t
history_list(struct arena *a, struct db *db, int64_t before,
    struct history_entry *out, size_t max)
{
	struct db_query *q = db_query(db,
	    "SELECT id, rule_set, made, cause, author, message, effect, states,"
	    " events, lag(rule_set) OVER (ORDER BY id),"
	    " id = (SELECT max(id) FROM publication) FROM publication"
	    " ORDER BY id DESC");
	size_t count = 0;

	while (count < max && db_step(q)) {
		if (before != 0 && db_int(q, 0) >= before)
			continue;
		out[count++] = (struct history_entry){
			.publication = db_int(q, 0),
			.rule_set = db_int(q, 1),
			.made = (int32_t)db_int(q, 2),
			.cause = arena_strdup(a, db_text(q, 3)),
			.author = text_or_null(a, q, 4),
			.message = text_or_null(a, q, 5),
			.effect = tree_of(a, text_or_null(a, q, 6)),
			.states = tree_of(a, text_or_null(a, q, 7)),
			.events = (size_t)db_int(q, 8),
			.before = db_int(q, 9),
			.is_live = db_int(q, 10) != 0,
		};
	}
	return count;
}

bool
history_get(struct arena *a, struct db *db, int64_t publication,
    struct history_entry *out)
{
	return history_list(a, db, publication + 1, out, 1) == 1 &&
	       out->publication == publication;
}

const char *
history_author(struct arena *a, struct db *db, const char *path, int32_t *made)
{
	/* The first publication, since the file became what it is now, whose
	 * set has it so. */
	struct db_query *q = db_query(db,
	    "WITH is_now AS (SELECT script FROM rule_set_file"
	    " WHERE path = ?1 AND rule_set = (SELECT rule_set FROM publication"
	    " ORDER BY id DESC LIMIT 1))"
	    " SELECT author, made FROM publication WHERE id > coalesce((SELECT"
	    " max(p.id) FROM publication p LEFT JOIN rule_set_file f ON"
	    " f.rule_set = p.rule_set AND f.path = ?1"
	    " WHERE f.script IS NOT (SELECT script FROM is_now)), 0)"
	    " ORDER BY id LIMIT 1");

	db_bind(q, 1, path);
	if (!db_step(q))
		return NULL;
	*made = (int32_t)db_int(q, 1);
	return text_or_null(a, q, 0);
}
