/* catalog.c -- how an import changes the events there are. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "db.h"
#include "err.h"
#include "event.h"
#include "json.h"

#define DOCUMENT_MAX ((size_t)8 << 20) /* bytes of one, as JSON */
#define GROW_FIRST   64

/* ---- timing numbers ---------------------------------------------------- */

void
catalog_number(const struct timing *old, size_t old_count, struct timing *fresh,
    size_t fresh_count, int32_t *highest)
{
	size_t o = 0, f = 0;

	/* The same begin. */
	for (size_t i = 0; i < fresh_count; i++)
		fresh[i].number = 0;
	while (o < old_count && f < fresh_count) {
		if (old[o].begin == fresh[f].begin)
			fresh[f].number = old[o].number;
		if (old[o].begin <= fresh[f].begin)
			o++;
		else
			f++;
	}
	/* Leftovers in order, then new ones. */
	for (o = f = 0; f < fresh_count; f++) {
		bool kept;

		if (fresh[f].number != 0)
			continue;
		for (kept = true; o < old_count && kept; o += kept) {
			kept = false;
			for (size_t i = 0; i < fresh_count; i++)
				kept |= fresh[i].number == old[o].number;
		}
		fresh[f].number = o < old_count ? old[o++].number : ++*highest;
	}
}

/* The document with its timings numbered after the old one's. */
static struct json *
number_document(struct arena *a, const struct json *document,
    const struct json *was, int32_t *highest)
{
	size_t count, old_count;
	struct timing *timings = event_timings(a, document, &count),
		      *old = event_timings(a, was, &old_count);
	struct json *numbered = json_object(a);

	catalog_number(old, old_count, timings, count, highest);
	JSON_EACH(member, document)
	if (strcmp(member->key, "timings") == 0)
		event_put_timings(a, numbered, timings, count);
	else
		json_put(a, numbered, member->key, member);
	return numbered;
}

/* ---- one event --------------------------------------------------------- */

struct run {
	struct arena *arena, *event; /* as long as the import; as one event */
	struct db *db;
	const struct catalog_import *import;
	struct catalog_counts *counts;
	uint8_t *seen; /* by slot */
	size_t slots;
};

static void
tell(struct run *r, enum catalog_fate fate, const char *name,
    const struct json *was, const struct json *is)
{
	if (r->import->tell != NULL && db_ok(r->db))
		r->import->tell(r->import->with, fate, name, was, is);
}

static const char *
written(struct run *r, const struct json *document)
{
	struct buf text = buf_new(r->event, DOCUMENT_MAX);

	json_write(&text, document);
	if (!buf_ok(&text))
		db_fail(r->db, ERR_LIMIT, "event %s is larger than %zu bytes",
		    json_get_str(document, "uid"), DOCUMENT_MAX);
	return text.data;
}

static bool
name_is_free(struct run *r, const char *name)
{
	struct db_query *q =
	    db_query(r->db, "SELECT 1 FROM event WHERE name = ?1");

	db_bind(q, 1, name);
	return !db_step(q);
}

/* What it is called in addresses, once and for all. */
static const char *
name_of(struct run *r, const char *uid)
{
	const char *name = uid;

	for (int i = 1; !name_is_free(r, name) && db_ok(r->db); i++)
		name = i == 1 ? arena_printf(
				    r->event, "%s-%s", uid, r->import->source)
			      : arena_printf(r->event, "%s-%s-%d", uid,
				    r->import->source, i);
	return name;
}

static void
insert(struct run *r, const struct json *document)
{
	const char *uid = json_get_str(document, "uid");
	const char *name = name_of(r, uid);
	int32_t highest = 0;
	struct db_query *q;

	document = number_document(r->event, document, NULL, &highest);
	q = db_query(r->db,
	    "INSERT INTO event (source, uid, name, document, timing, revision,"
	    " added, changed) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?6)");
	db_bind(q, 1, r->import->source);
	db_bind(q, 2, uid);
	db_bind(q, 3, name);
	db_bind(q, 4, written(r, document));
	db_bind(q, 5, (int64_t)highest);
	db_bind(q, 6, (int64_t)r->import->now);
	db_step(q);
	r->counts->fresh++;
	tell(r, CATALOG_FRESH, name, NULL, document);
}

static void
update(struct run *r, int64_t slot, const char *text, int32_t highest)
{
	struct db_query *q = db_query(r->db,
	    "UPDATE event SET document = ?2, timing = ?3, changed = ?4,"
	    " revision = revision + 1, removed = NULL WHERE slot = ?1");

	db_bind(q, 1, slot);
	db_bind(q, 2, text);
	db_bind(q, 3, (int64_t)highest);
	db_bind(q, 4, (int64_t)r->import->now);
	db_step(q);
}

/* NULL where it is damaged: then all of it is new. */
static const struct json *
parsed(struct run *r, const char *text)
{
	struct err err = { ERR_NONE, "" };
	struct json *tree;

	return json_parse(r->event, text, strlen(text), NULL, &tree, &err)
		   ? tree
		   : NULL;
}

static void
take(struct run *r, const struct json *document)
{
	struct db_query *q = db_query(r->db,
	    "SELECT slot, document, timing, removed IS NOT NULL, name"
	    " FROM event WHERE source = ?1 AND uid = ?2");
	const struct json *was;
	const char *text, *old, *name;
	int32_t highest;
	int64_t slot;
	bool back;

	db_bind(q, 1, r->import->source);
	db_bind(q, 2, json_get_str(document, "uid"));
	if (!db_step(q)) {
		if (db_ok(r->db))
			insert(r, document);
		return;
	}
	slot = db_int(q, 0);
	old = arena_strdup(r->event, db_text(q, 1));
	highest = (int32_t)db_int(q, 2);
	back = db_int(q, 3) != 0; /* it had left */
	name = arena_strdup(r->event, db_text(q, 4));
	if (slot <= (int64_t)r->slots)
		r->seen[slot] = 1;
	was = parsed(r, old);
	document = number_document(r->event, document, was, &highest);
	text = written(r, document);
	if (strcmp(text, old) == 0 && !back) {
		r->counts->same++;
		return;
	}
	++*(back ? &r->counts->fresh : &r->counts->changed);
	update(r, slot, text, highest);
	tell(r, back ? CATALOG_FRESH : CATALOG_CHANGED, name, back ? NULL : was,
	    document);
}

/* ---- what is gone ------------------------------------------------------ */

/* Slots of this source that are there and were not seen; *there gets how many
 * the source had. */
static int64_t *
missing(struct run *r, size_t *count, size_t *there)
{
	struct db_query *q = db_query(r->db,
	    "SELECT slot FROM event WHERE source = ?1 AND removed IS NULL"
	    " AND slot <= ?2");
	int64_t *slots = ARENA_ARRAY(r->arena, int64_t, r->slots + 1);

	*count = *there = 0;
	db_bind(q, 1, r->import->source);
	db_bind(q, 2, (int64_t)r->slots); /* none that came just now */
	for (; db_step(q); ++*there)
		if (!r->seen[db_int(q, 0)])
			slots[(*count)++] = db_int(q, 0);
	return slots;
}

/* The same of a part: those that it names. */
static int64_t *
named(struct run *r, size_t *count)
{
	const struct json *gone = r->import->gone;
	int64_t *slots =
	    ARENA_ARRAY(r->arena, int64_t, gone != NULL ? gone->len : 0);

	*count = 0;
	JSON_EACH(uid, gone)
	{
		struct db_query *q = db_query(r->db,
		    "SELECT slot FROM event WHERE source = ?1 AND uid = ?2"
		    " AND removed IS NULL AND slot <= ?3");

		db_bind(q, 1, r->import->source);
		db_bind(q, 2, json_str(uid));
		db_bind(q, 3, (int64_t)r->slots);
		if (!db_step(q) || r->seen[db_int(q, 0)])
			continue;
		slots[*count] = db_int(q, 0);
		r->seen[slots[(*count)++]] = 1; /* named twice, it goes once */
	}
	return slots;
}

static bool
guarded(const struct run *r, size_t lost, size_t had)
{
	bool doubtful = !r->import->whole || r->import->events->len == 0;

	return (doubtful && !r->import->partial) ||
	       (lost > CATALOG_LOSS_MAX && lost * 5 > had);
}

static void
tell_missing(struct run *r, enum catalog_fate fate, int64_t slot)
{
	struct db_query *q =
	    db_query(r->db, "SELECT name, document FROM event WHERE slot = ?1");

	db_bind(q, 1, slot);
	if (r->import->tell != NULL && db_step(q))
		tell(r, fate, db_text(q, 0), parsed(r, db_text(q, 1)), NULL);
	arena_reset(r->event);
}

static void
remove_missing(struct run *r)
{
	size_t count, there;
	int64_t *slots = missing(r, &count, &there);
	bool kept;

	if (r->import->partial)
		slots = named(r, &count);
	if (count == 0)
		return;
	r->counts->guarded = guarded(r, count, there);
	kept = r->counts->guarded && !r->import->accept_removals;
	*(kept ? &r->counts->withheld : &r->counts->removed) = (int)count;
	for (size_t i = 0; i < count; i++) {
		struct db_query *q = db_query(
		    r->db, "UPDATE event SET removed = ?2 WHERE slot = ?1");

		tell_missing(
		    r, kept ? CATALOG_WITHHELD : CATALOG_REMOVED, slots[i]);
		if (kept)
			continue;
		db_bind(q, 1, slots[i]);
		db_bind(q, 2, (int64_t)r->import->now);
		db_step(q);
	}
}

/* ---- the whole --------------------------------------------------------- */

/* Note the import, before its events, which refer to the source. */
static void
note_source(struct run *r)
{
	struct db_query *q =
	    db_query(r->db, "INSERT INTO source (key, format, checked, changed)"
			    " VALUES (?1, ?2, ?3, ?3) ON CONFLICT (key)"
			    " DO UPDATE SET format = ?2, checked = ?3");

	db_bind(q, 1, r->import->source);
	db_bind(q, 2, r->import->format);
	db_bind(q, 3, (int64_t)r->import->now);
	db_step(q);
}

static void
note_change(struct run *r)
{
	struct db_query *q =
	    db_query(r->db, "UPDATE source SET changed = ?2 WHERE key = ?1");

	if (r->counts->fresh + r->counts->changed + r->counts->removed == 0)
		return;
	db_bind(q, 1, r->import->source);
	db_bind(q, 2, (int64_t)r->import->now);
	db_step(q);
}

/* Until the next whole import, or one that is told to let them go. */
static void
note_withheld(struct run *r)
{
	struct db_query *q =
	    db_query(r->db, "UPDATE source SET withheld = ?2 WHERE key = ?1");

	if (r->import->partial && r->counts->withheld == 0)
		return;
	db_bind(q, 1, r->import->source);
	db_bind(q, 2, (int64_t)r->counts->withheld);
	db_step(q);
}

static void
prepare_seen(struct run *r)
{
	struct db_query *q =
	    db_query(r->db, "SELECT coalesce(max(slot), 0) FROM event");

	if (db_step(q))
		r->slots = (size_t)db_int(q, 0);
	r->seen = ARENA_ARRAY(r->arena, uint8_t, r->slots + 1);
}

void
catalog_reconcile(struct arena *a, struct db *db,
    const struct catalog_import *import, struct catalog_counts *counts)
{
	struct run r = { .arena = a,
		.event = arena_new(),
		.db = db,
		.import = import,
		.counts = counts };

	*counts = (struct catalog_counts){ 0 };
	prepare_seen(&r);
	note_source(&r);
	JSON_EACH(document, import->events)
	{
		take(&r, document);
		arena_reset(r.event);
	}
	remove_missing(&r);
	note_change(&r);
	note_withheld(&r);
	arena_free(r.event);
}
