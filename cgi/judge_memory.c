/* judge_memory.c -- what rules answered before. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "db.h"
#include "err.h"
#include "json.h"
#include "judge_case.h"
#include "judge_memory.h"
#include "pack.h"

#define SLOT_SIZE 4
#define HASH_SIZE 8
#define BLOB_MAX  ((size_t)256 << 20) /* bytes of one column */

/* ---- numbers in blobs -------------------------------------------------- */

static void
put_number(struct buf *b, uint64_t n, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_putc(b, (char)(n >> (8 * i) & 0xff));
}

static uint64_t
number_at(const unsigned char *at, int bytes)
{
	uint64_t n = 0;

	for (int i = bytes; i-- > 0;)
		n = n << 8 | at[i];
	return n;
}

/* ---- reading ----------------------------------------------------------- */

static const struct json *
unpacked(struct arena *a, struct db_query *q, int column)
{
	struct err err = { ERR_NONE, "" };
	struct json *tree;
	const char *bytes;
	size_t len;

	bytes = db_blob(q, column, &len);
	return pack_read_message(
		   a, arena_strndup(a, bytes, len), len, &tree, &err)
		   ? tree
		   : NULL;
}

static const void *
copied(struct arena *a, struct db_query *q, int column, size_t *len)
{
	const void *bytes = db_blob(q, column, len);

	return arena_strndup(a, bytes, *len);
}

static bool
take_row(struct arena *a, struct db_query *q, struct judge_memory *m)
{
	const struct json *reasons = unpacked(a, q, 4);
	size_t slots, hashes, answers;

	m->about = unpacked(a, q, 0);
	m->slots = copied(a, q, 1, &slots);
	m->hashes = copied(a, q, 2, &hashes);
	m->answers = copied(a, q, 3, &answers);
	m->count = answers;
	m->reasons = ARENA_ARRAY(a, const struct json *, answers);
	JSON_EACH(pair, reasons)
	if (json_is_parent(pair) && json_is(pair->first, JSON_INT) &&
	    (uint64_t)pair->first->integer < answers)
		m->reasons[pair->first->integer] = pair->last;
	return m->about != NULL && slots == answers * SLOT_SIZE &&
	       hashes == answers * HASH_SIZE;
}

bool
judge_recall(
    struct arena *a, struct db *db, const char *rule, struct judge_memory *m)
{
	struct db_query *q = db_query(db,
	    "SELECT about, slots, hashes, answers, reasons, key FROM verdict"
	    " WHERE rule = ?1");

	db_bind(q, 1, rule);
	if (!db_step(q))
		return false;
	m->key = arena_strdup(a, db_text(q, 5));
	return take_row(a, q, m);
}

const char **
judge_remembered(struct arena *a, struct db *db)
{
	struct db_query *q = db_query(db, "SELECT count(*) FROM verdict");
	size_t room = db_step(q) ? (size_t)db_int(q, 0) : 0, count = 0;
	const char **list = ARENA_ARRAY(a, const char *, room + 1);

	q = db_query(db, "SELECT rule FROM verdict ORDER BY rule");
	while (db_step(q))
		if (count < room)
			list[count++] = arena_strdup(a, db_text(q, 0));
	return list;
}

int64_t
judge_recall_event(const struct judge_memory *m, int64_t slot, size_t *from)
{
	uint64_t at = 0;

	for (; *from < m->count; ++*from) {
		at = number_at(m->slots + *from * SLOT_SIZE, SLOT_SIZE);
		if (at >= (uint64_t)slot)
			break;
	}
	return *from < m->count && at == (uint64_t)slot ? (int64_t)*from : -1;
}

uint64_t
judge_recall_hash(const struct judge_memory *m, int64_t position)
{
	return number_at(m->hashes + position * HASH_SIZE, HASH_SIZE);
}

/* ---- keeping ----------------------------------------------------------- */

static void
bind_packed(struct arena *a, struct db_query *q, int i, const struct json *tree)
{
	struct buf bytes = buf_new(a, BLOB_MAX);

	pack_message(a, &bytes, tree, BLOB_MAX);
	db_bind_blob(q, i, bytes.data, bytes.len);
}

static struct json *
reasons_of(struct arena *a, const struct judge_rule *r, size_t count)
{
	struct json *list = json_array(a), *pair;

	for (size_t i = 0; i < count; i++) {
		if (r->reasons[i] == NULL)
			continue;
		pair = json_put_array(a, list, NULL);
		json_put_int(a, pair, NULL, (int64_t)i);
		json_put(a, pair, NULL, r->reasons[i]);
	}
	return list;
}

void
judge_remember(struct arena *a, struct db *db, const struct judge_rule *r,
    const char *key, const struct judge_event *events, size_t count)
{
	struct buf slots = buf_new(a, BLOB_MAX), hashes = buf_new(a, BLOB_MAX);
	struct db_query *q = db_query(db,
	    "INSERT OR REPLACE INTO verdict (rule, key, about, slots, hashes,"
	    " answers, reasons) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");

	for (size_t i = 0; i < count; i++) {
		put_number(&slots, (uint64_t)events[i].slot, SLOT_SIZE);
		put_number(&hashes, events[i].hash, HASH_SIZE);
	}
	db_bind(q, 1, r->id);
	db_bind(q, 2, key);
	bind_packed(a, q, 3, r->about);
	db_bind_blob(q, 4, slots.data, slots.len);
	db_bind_blob(q, 5, hashes.data, hashes.len);
	db_bind_blob(q, 6, r->answers, count);
	bind_packed(a, q, 7, reasons_of(a, r, count));
	db_step(q);
}

static void
forget(struct db *db, const char *rule)
{
	struct db_query *q =
	    db_query(db, "DELETE FROM verdict WHERE rule = ?1");

	db_bind(q, 1, rule);
	db_step(q);
}

void
judge_forget(
    struct arena *a, struct db *db, const struct judge_rule *list, size_t count)
{
	struct db_query *q = db_query(db, "SELECT rule FROM verdict");
	struct json *known = json_array(a);

	while (db_step(q))
		json_put_str(a, known, NULL, arena_strdup(a, db_text(q, 0)));
	JSON_EACH(rule, known)
	{
		bool used = false;

		for (size_t i = 0; i < count; i++)
			used |= strcmp(list[i].id, rule->string) == 0;
		if (!used)
			forget(db, rule->string);
	}
}

/* ---- failures ---------------------------------------------------------- */

bool
judge_recall_failure(struct arena *a, struct db *db, struct judge_rule *r,
    const char *key, const char *asked)
{
	struct db_query *q =
	    db_query(db, "SELECT outcome, line, event, message FROM failure"
			 " WHERE rule = ?1 AND key = ?2 AND asked = ?3");
	const char *event;

	db_bind(q, 1, r->id);
	db_bind(q, 2, key);
	db_bind(q, 3, asked);
	if (!db_step(q))
		return false;
	event = db_text(q, 2);
	r->outcome = arena_strdup(a, db_text(q, 0));
	r->line = (int)db_int(q, 1);
	r->event = event != NULL ? arena_strdup(a, event) : NULL;
	r->message = arena_strdup(a, db_text(q, 3));
	return true;
}

void
judge_remember_failure(struct db *db, const struct judge_rule *r,
    const char *key, const char *asked)
{
	struct db_query *q = db_query(db,
	    "INSERT OR REPLACE INTO failure (rule, key, asked, outcome, line,"
	    " event, message) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");

	db_bind(q, 1, r->id);
	db_bind(q, 2, key);
	db_bind(q, 3, asked);
	db_bind(q, 4, r->outcome);
	db_bind(q, 5, r->line);
	db_bind(q, 6, r->event);
	db_bind(q, 7, r->message);
	db_step(q);
}

void
judge_forget_failures(struct db *db)
{
	db_step(db_query(db, "DELETE FROM failure"));
}

/* ---- good sets --------------------------------------------------------- */

int64_t
judge_good_set(struct db *db, const char *path)
{
	struct db_query *q =
	    db_query(db, "SELECT rule_set FROM rule_good WHERE path = ?1");

	db_bind(q, 1, path);
	return db_step(q) ? db_int(q, 0) : 0;
}

void
judge_set_good(struct db *db, const char *path, int64_t rule_set)
{
	struct db_query *q = db_query(db,
	    "INSERT INTO rule_good (path, rule_set) VALUES (?1, ?2)"
	    " ON CONFLICT (path) DO UPDATE SET rule_set = ?2");

	db_bind(q, 1, path);
	db_bind(q, 2, rule_set);
	db_step(q);
}
