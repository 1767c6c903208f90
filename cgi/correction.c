/* correction.c -- what an editor says of one event. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "corrected.h"
#include "correction.h"
#include "db.h"
#include "err.h"
#include "event.h"
#include "json.h"
#include "said.h"
#include "span.h"
#include "when.h"

/* Bytes of a detail as JSON, in which a byte of a text may take six. */
#define DETAIL_MAX                                                             \
	((size_t)EVENT_LANGUAGES_MAX * (6 * CORRECTION_TEXT_MAX + 32) + 256)
#define MOVE_MAX (SPAN_DAYS_MAX * WHEN_DAY_MINUTES) /* from begin to end */
#define YEAR_MIN 1900                               /* when.h's */
#define YEAR_MAX 2199

static const struct json *
parsed(struct arena *a, const char *text)
{
	struct err err = { ERR_NONE, "" };
	struct json *tree;

	return json_parse(a, text, strlen(text), NULL, &tree, &err)
		   ? tree
		   : json_object(a); /* damaged: it says nothing */
}

/* All of an event, the oldest first; of slot 0: of all events, by slot. */
static struct corrected_by *
load_rows(struct arena *a, struct db *db, int64_t slot, size_t *count)
{
	struct db_query *q = db_query(db, "SELECT count(*) FROM correction");
	size_t size = db_step(q) ? (size_t)db_int(q, 0) : 0;
	struct corrected_by *rows = ARENA_ARRAY(a, struct corrected_by, size);

	*count = 0;
	q = db_query(db,
	    "SELECT id, slot, what, detail, made, undone FROM correction"
	    " WHERE ?1 IN (0, slot) ORDER BY slot, id");
	db_bind(q, 1, slot);
	while (*count < size && db_step(q)) {
		struct corrected_by r = { .id = db_int(q, 0),
			.slot = db_int(q, 1),
			.kind = corrected_kind(db_text(q, 2)),
			.detail = parsed(a, db_text(q, 3)),
			.made = (int32_t)db_int(q, 4),
			.undone = (int32_t)db_int(q, 5),
			.stands = db_is_null(q, 5) };

		if (r.kind < CORRECTED_KINDS)
			rows[(*count)++] = r;
	}
	return rows;
}

/* ---- bringing events up to date ----------------------------------------- */

void
correction_apply(struct arena *a, struct db *db, struct catalog *c)
{
	size_t count, at = 0;
	struct corrected_by *rows = load_rows(a, db, 0, &count);

	for (size_t i = 0; i < count; i++) {
		int32_t last = rows[i].stands ? rows[i].made : rows[i].undone;

		if (last > c->changed)
			c->changed = last;
	}
	for (size_t i = 0; i < c->count; i++) {
		struct catalog_event *e = &c->events[i];
		size_t first;

		while (at < count && rows[at].slot < e->slot)
			at++; /* of an event that has left */
		for (first = at; at < count && rows[at].slot == e->slot;)
			at++;
		if (at > first)
			corrected_event(a, e, rows + first, at - first);
	}
}

/* ---- making one -------------------------------------------------------- */

struct maker {
	struct arena *arena;
	struct db *db;
	const struct correction *c;
	struct err *err;
	struct catalog_event event; /* as it is now, corrected */
	struct corrected_by *rows;
	size_t count;
	struct json *detail;
};

static bool
find_event(struct maker *m)
{
	struct db_query *q =
	    db_query(m->db, "SELECT slot, document, removed IS NULL FROM event"
			    " WHERE name = ?1");

	db_bind(q, 1, m->c->event);
	if (!db_step(q))
		return db_ok(m->db) &&
		       err_set(m->err, ERR_MISSING,
			   "there is no event \"%.64s\"", m->c->event);
	if (db_int(q, 2) == 0)
		return err_set(m->err, ERR_INPUT,
		    "event %s has left its source: there is nothing to correct",
		    m->c->event);
	m->event.slot = db_int(q, 0);
	m->event.document = parsed(m->arena, db_text(q, 1));
	m->rows = load_rows(m->arena, m->db, m->event.slot, &m->count);
	corrected_event(m->arena, &m->event, m->rows, m->count);
	return true;
}

/* A text that has to be, or may be. */
static bool
take_text(struct maker *m, bool is_needed)
{
	const struct json *given = json_get(m->c->detail, "text");
	struct json *text;

	if (given == NULL && !is_needed)
		return true;
	text = said_texts(m->arena, given, CORRECTION_TEXT_MAX, m->err);
	json_put(m->arena, m->detail, "text", text);
	return text != NULL;
}

static bool
is_possible(int64_t begin, int64_t end)
{
	int32_t day = (int32_t)(begin / WHEN_DAY_MINUTES);

	return begin == (int32_t)begin && end > begin &&
	       end - begin <= MOVE_MAX && when_date(day).year >= YEAR_MIN &&
	       when_date(day).year <= YEAR_MAX;
}

/* The timing of a number, and the one that begins then; or NULL. */
static void
find_timings(struct maker *m, int64_t number, int64_t begin,
    const struct timing **of, const struct timing **then)
{
	size_t count;
	const struct timing *all =
	    event_timings(m->arena, m->event.document, &count);

	*of = *then = NULL;
	for (size_t i = 0; i < count; i++) {
		if (all[i].number == number)
			*of = &all[i];
		if (all[i].begin == begin)
			*then = &all[i];
	}
}

static bool
take_move(struct maker *m)
{
	int64_t number =
		    json_get_int(m->c->detail, "timing", CORRECTED_NO_TIMING),
		begin = json_get_int(m->c->detail, "begin", INT64_MIN),
		end = json_get_int(m->c->detail, "end", INT64_MIN);
	const struct timing *t, *then;

	find_timings(m, number, begin, &t, &then);
	if (t == NULL)
		return err_set(m->err, ERR_INPUT, "event %s has no timing %lld",
		    m->c->event, (long long)number);
	if (!is_possible(begin, end))
		return err_set(m->err, ERR_INPUT,
		    "timing %lld has to end after it begins, and within %d "
		    "days",
		    (long long)number, SPAN_DAYS_MAX);
	if (t->begin == begin && t->end == end)
		return err_set(m->err, ERR_INPUT,
		    "timing %lld is at that time already", (long long)number);
	if (then != NULL && then != t)
		return err_set(m->err, ERR_INPUT,
		    "another timing of event %s begins then", m->c->event);
	json_put_int(m->arena, m->detail, "timing", number);
	json_put_int(m->arena, m->detail, "begin", begin);
	json_put_int(m->arena, m->detail, "end", end);
	return take_text(m, false);
}

static bool
take_reason(struct maker *m)
{
	return take_text(m, false);
}

static bool
take_note(struct maker *m)
{
	return take_text(m, true);
}

static bool
take_nothing(struct maker *m)
{
	(void)m;
	return true;
}

/* How a detail is taken; and what an event is that cannot be made so twice. */
static const struct {
	bool (*take)(struct maker *);
	const char *already;
} made[] = {
	[CORRECTED_CANCEL] = { take_reason, "cancelled" },
	[CORRECTED_FULL] = { take_reason, "full" },
	[CORRECTED_MOVE] = { take_move, NULL },
	[CORRECTED_NOTE] = { take_note, NULL },
	[CORRECTED_HIDE] = { take_nothing, "hidden" },
	[CORRECTED_FEATURE] = { take_nothing, "featured" },
};

static bool
is_new(struct maker *m, enum corrected_kind kind)
{
	size_t standing = 0;

	for (size_t i = 0; i < m->count; i++) {
		standing += m->rows[i].stands;
		if (m->rows[i].stands && m->rows[i].kind == kind &&
		    made[kind].already != NULL)
			return err_set(m->err, ERR_INPUT,
			    "event %s is %s already, by correction %lld",
			    m->c->event, made[kind].already,
			    (long long)m->rows[i].id);
	}
	return standing < CORRECTION_EVENT_MAX ||
	       err_set(m->err, ERR_LIMIT,
		   "event %s has %d corrections: take some back first",
		   m->c->event, CORRECTION_EVENT_MAX);
}

static int64_t
insert(struct maker *m, const char *author)
{
	struct buf detail = buf_new(m->arena, DETAIL_MAX);
	struct db_query *q = db_query(m->db,
	    "INSERT INTO correction (slot, what, detail, author, made)"
	    " VALUES (?1, ?2, ?3, ?4, ?5)");

	json_write(&detail, m->detail);
	db_bind(q, 1, m->event.slot);
	db_bind(q, 2, m->c->what);
	db_bind(q, 3, detail.data);
	db_bind(q, 4, author);
	db_bind(q, 5, (int64_t)m->c->now);
	db_step(q);
	return db_ok(m->db) ? db_last_id(m->db) : 0;
}

int64_t
correction_add(
    struct arena *a, struct db *db, const struct correction *c, struct err *err)
{
	struct maker m = { .arena = a,
		.db = db,
		.c = c,
		.err = err,
		.detail = json_object(a) };
	enum corrected_kind kind = corrected_kind(c->what);
	const char *author = said_author(a, c->author, err);

	if (kind == CORRECTED_KINDS)
		err_set(err, ERR_INPUT,
		    "\"%.64s\" is no correction: cancel, full, move, note, "
		    "hide, feature are",
		    c->what);
	if (author == NULL || kind == CORRECTED_KINDS || !find_event(&m) ||
	    !is_new(&m, kind) || !made[kind].take(&m))
		return 0;
	return insert(&m, author);
}

/* ---- taking back, and telling ------------------------------------------ */

bool
correction_undo(struct db *db, int64_t id, const char *author, int32_t now)
{
	struct db_query *q = db_query(
	    db, "SELECT 1 FROM correction WHERE id = ?1 AND undone IS NULL");

	db_bind(q, 1, id);
	if (!db_step(q))
		return false;
	q = db_query(db,
	    "UPDATE correction SET undone = ?2, undone_by = ?3 WHERE id = ?1");
	db_bind(q, 1, id);
	db_bind(q, 2, (int64_t)now);
	db_bind(q, 3, author);
	db_step(q);
	return true;
}

/* Does nothing as things are, though it stands? */
static bool
is_void(struct arena *a, struct db *db, int64_t id, struct catalog_event *e)
{
	size_t count;
	struct corrected_by *all = load_rows(a, db, e->slot, &count);

	corrected_event(a, e, all, count);
	for (size_t i = 0; i < count; i++)
		if (all[i].id == id)
			return all[i].stands && !all[i].counts;
	return false;
}

/* The row at hand of correction_list(). */
static void
put_row(struct arena *a, struct db *db, struct db_query *q, struct json *list)
{
	struct json *one = json_put_object(a, list, NULL);
	struct catalog_event e = { .slot = db_int(q, 1),
		.document = parsed(a, db_text(q, 3)) };

	json_put_int(a, one, "id", db_int(q, 0));
	json_put_str(a, one, "event", arena_strdup(a, db_text(q, 2)));
	json_put(a, one, "title", json_get(e.document, "title"));
	json_put_str(a, one, "what", arena_strdup(a, db_text(q, 4)));
	json_put(a, one, "detail", parsed(a, db_text(q, 5)));
	json_put_str(a, one, "author", arena_strdup(a, db_text(q, 6)));
	json_put_int(a, one, "made", db_int(q, 7));
	if (!db_is_null(q, 8)) {
		json_put_int(a, one, "undone", db_int(q, 8));
		json_put_str(
		    a, one, "undone_by", arena_strdup(a, db_text(q, 9)));
	}
	if (db_int(q, 10) != 0)
		json_put_bool(a, one, "gone", true);
	if (is_void(a, db, db_int(q, 0), &e))
		json_put_bool(a, one, "void", true);
}

struct json *
correction_list(struct arena *a, struct db *db, const char *event)
{
	struct db_query *q = db_query(db,
	    "SELECT c.id, c.slot, e.name, e.document, c.what, c.detail,"
	    " c.author, c.made, c.undone, c.undone_by, e.removed IS NOT NULL"
	    " FROM correction c JOIN event e USING (slot)"
	    " WHERE ?1 IS NULL OR e.name = ?1 ORDER BY c.id DESC LIMIT ?2");
	struct json *list = json_array(a);

	db_bind(q, 1, event);
	db_bind(q, 2, CORRECTION_LISTED);
	while (db_step(q))
		put_row(a, db, q, list);
	return list;
}
