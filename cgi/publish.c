/* publish.c -- turn today's events and rules into what visitors see. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "announcement.h"
#include "arena.h"
#include "basemap.h"
#include "breaks.h"
#include "buf.h"
#include "changelog.h"
#include "copy.h"
#include "db.h"
#include "edition.h"
#include "err.h"
#include "files.h"
#include "inforce.h"
#include "json.h"
#include "judge.h"
#include "judge_memory.h"
#include "publish.h"
#include "ruleset.h"
#include "since.h"
#include "snapshot.h"
#include "tryout.h"

#define STATES_MAX ((size_t)4 << 20) /* bytes of all states, as JSON */

/* One run. */
struct run {
	struct arena *arena;
	struct db *db;
	struct publish *p;
	struct err *err;
	struct ruleset rules;
	int64_t rule_set;
	struct tryout t;
	struct judge *judge;
	struct edition edition;
};

static bool
failed(struct run *r, const char *sentence)
{
	r->p->failure =
	    r->p->failure != NULL
		? arena_printf(r->arena, "%s; %s", r->p->failure, sentence)
		: arena_strdup(r->arena, sentence);
	return false;
}

/* ---- the steps --------------------------------------------------------- */

static bool
read_programme(struct run *r)
{
	if (!tryout_load(r->arena, r->db, &r->rules, r->p->program, r->p->www,
		&r->t, r->err))
		return false;
	if (r->t.inforce.failure == NULL)
		judge_set_good(r->db, RULESET_PROGRAMME, r->rule_set);
	else
		failed(r, r->t.inforce.failure);
	return true;
}

static void
judge_events(struct run *r)
{
	struct effect_before *before;

	r->judge = ARENA_NEW(r->arena, struct judge);
	*r->judge = (struct judge){ .arena = r->arena,
		.programme = &r->t.inforce.programme,
		.rules = &r->rules,
		.events = r->t.events,
		.count = r->t.count,
		.db = r->db,
		.program = r->p->program };
	before = effect_begin(r->arena, r->db);
	judge_run(r->judge);
	judge_keep(r->judge, r->rule_set);
	effect_end(r->arena, before, r->judge, &r->p->effect);
	r->p->judge = r->judge;
	r->p->states = json_array(r->arena);
	for (size_t i = 0; i < r->judge->rule_count; i++)
		json_put(r->arena, r->p->states, NULL,
		    judge_state(r->arena, &r->judge->list[i], r->t.count));
}

/* A map that cannot be drawn is told; pages do without. */
static const struct basemap *
draw_map(struct run *r)
{
	const struct programme *p = &r->t.inforce.programme;
	const char *own = p->map != NULL ? arena_printf(r->arena, "%s/%s",
					       r->p->scripts, p->map)
					 : NULL;
	struct err err = { ERR_NONE, "" };
	struct basemap *map;

	if (!p->has_region)
		return NULL;
	if (basemap_make(r->arena, arena_printf(r->arena, "%s/map", r->p->www),
		&p->region, own, &map, &err))
		return map;
	failed(r, arena_printf(r->arena, "pages have no map: %s", err.text));
	return NULL;
}

/* Never one that was there before: phones and caches on the way keep for ever
 * what is named by it.  Who restores a backup sets the sequence forward. */
static int64_t
next_publication(struct run *r)
{
	struct db_query *q = db_query(r->db,
	    "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence"
	    " WHERE name = 'publication'");

	return db_step(q) ? db_int(q, 0) : 0;
}

/* What phones are told: what is new since when, and its hashes. */
static void
seal(struct run *r, struct buf *bytes)
{
	size_t count;
	struct since *parts = copy_parts(r->arena, bytes, &count);

	since_settle(r->arena, r->db, r->edition.publication, parts, count);
	copy_seal(r->arena, bytes);
	snapshot_sign((struct snapshot_head *)(void *)bytes->data);
}

static bool
make_edition(struct run *r, struct buf *bytes)
{
	struct edition *ed = &r->edition;

	*ed = (struct edition){ .arena = r->arena,
		.programme = &r->t.inforce.programme,
		.catalog = &r->t.catalog,
		.judge = r->judge,
		.www = &r->t.inforce.www,
		.map = draw_map(r),
		.publication = next_publication(r),
		.now = r->p->now };
	ed->failures = r->p->failure != NULL; /* draw_map()'s too */
	ed->announcement = announcement_now(r->arena, r->db, r->p->now);
	edition_begin(ed);
	changelog_note(r->arena, r->db, ed, r->p->now);
	ed->changes = changelog_read(r->arena, r->db, ed, r->p->now);
	if (!edition_make(ed, bytes, r->err))
		return false;
	changelog_settle(r->arena, r->db, ed);
	r->p->events = ed->count;
	return true;
}

/* ---- what is stored ---------------------------------------------------- */

/* The states without their times, which differ from run to run. */
static const char *
states_text(struct run *r)
{
	struct buf text = buf_new(r->arena, STATES_MAX);
	struct json *list = json_array(r->arena), *one;

	JSON_EACH(state, r->p->states)
	{
		one = json_put_object(r->arena, list, NULL);
		JSON_EACH(member, state)
		if (strcmp(member->key, "milliseconds") != 0)
			json_put(r->arena, one, member->key, member);
	}
	if (r->p->failure != NULL) {
		one = json_put_object(r->arena, list, NULL);
		json_put_str(r->arena, one, "rule", "programme");
		json_put_str(r->arena, one, "outcome", "error");
		json_put_str(r->arena, one, "message", r->p->failure);
	}
	json_write(&text, list);
	return text.data;
}

/* What a disk has spoilt is not live, whatever stands beside it. */
static bool
is_stored_whole(struct run *r)
{
	struct db_query *q = db_query(r->db, "SELECT bytes FROM snapshot");
	struct err damaged = { ERR_NONE, "" };
	struct snapshot s;
	const void *bytes;
	size_t len;

	if (!db_step(q))
		return false;
	bytes = db_blob(q, 0, &len);
	return snapshot_read(bytes, len, &s, &damaged) && snapshot_is_whole(&s);
}

/* Is this what is live already? */
static bool
is_live(struct run *r, const char *states)
{
	struct db_query *q = db_query(r->db,
	    "SELECT id, content, states, rule_set FROM publication"
	    " WHERE id = (SELECT publication FROM snapshot)"
	    " ORDER BY id DESC LIMIT 1");

	if (!db_step(q))
		return false;
	r->p->publication = db_int(q, 0);
	return strcmp(db_text(q, 1), r->edition.content) == 0 &&
	       strcmp(db_text(q, 2), states) == 0 &&
	       db_int(q, 3) == r->rule_set && is_stored_whole(r);
}

static void
store(struct run *r, const struct buf *bytes, const char *states)
{
	struct db_query *q = db_query(r->db,
	    "INSERT INTO publication (id, made, cause, rule_set, content,"
	    " events, states, author, message, effect)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
	struct buf effect = buf_new(r->arena, STATES_MAX);

	db_bind(q, 1, r->edition.publication);
	db_bind(q, 2, (int64_t)r->p->now);
	db_bind(q, 3, r->p->cause);
	db_bind(q, 4, r->rule_set);
	db_bind(q, 5, r->edition.content);
	db_bind(q, 6, (int64_t)r->p->events);
	db_bind(q, 7, states);
	db_bind(q, 8, r->p->author);
	db_bind(q, 9, r->p->message);
	json_write(&effect, effect_counts(r->arena, &r->p->effect));
	db_bind(q, 10, effect.data);
	db_step(q);
	db_step(db_query(r->db, "DELETE FROM snapshot"));
	q = db_query(r->db, "INSERT INTO snapshot VALUES (?1, ?2)");
	db_bind(q, 1, r->edition.publication);
	db_bind_blob(q, 2, bytes->data, bytes->len);
	db_step(q);
	q = db_query(r->db,
	    "DELETE FROM publication WHERE id <= (SELECT id FROM publication"
	    " ORDER BY id DESC LIMIT 1 OFFSET ?1) AND id NOT IN"
	    " (SELECT publication FROM change)");
	db_bind(q, 1, PUBLISH_KEPT);
	db_step(q);
	r->p->publication = r->edition.publication;
	r->p->is_new = true;
}

/* Nothing is new, but that the source was looked at. */
static void
note_checked(struct run *r)
{
	struct db_query *q = db_query(r->db, "SELECT bytes FROM snapshot");
	const struct snapshot_head *was;
	struct snapshot_head *head;
	size_t len;

	if (!db_step(q))
		return;
	was = db_blob(q, 0, &len);
	if (was->checked == r->t.catalog.checked)
		return;
	head = memcpy(arena_alloc_raw(r->arena, len), was, len);
	head->checked = r->t.catalog.checked;
	snapshot_sign(head);
	q = db_query(r->db, "UPDATE snapshot SET bytes = ?1");
	db_bind_blob(q, 1, head, len);
	db_step(q);
}

/* ---- a set in the folder's place --------------------------------------- */

/* Nobody else writes while the transaction lasts, but a hand or git may have
 * done so before.  Where nothing will be written it does not matter. */
static bool
check_was(struct run *r)
{
	struct ruleset is;

	if (r->p->rules == NULL || r->p->purpose != PUBLISH_LIVE)
		return true;
	if (!ruleset_list(r->arena, r->p->scripts, &is, r->err))
		return false;
	r->p->moved = strcmp(is.hash, r->p->was->hash) != 0;
	return !r->p->moved ||
	       err_set(r->err, ERR_INPUT,
		   "the rules were changed meanwhile; nothing was published");
}

static bool
check_breaks(struct run *r)
{
	if (r->p->may_fail || r->p->purpose != PUBLISH_LIVE)
		return true;
	if (r->p->breaks.programme)
		return err_set(r->err, ERR_INPUT, "%s", r->t.inforce.failure);
	for (size_t i = 0; i < r->judge->rule_count; i++)
		if (r->p->breaks.rules[i])
			return err_set(r->err, ERR_INPUT,
			    "the rule %s fails, so nothing was published: %s",
			    r->judge->list[i].id, r->judge->list[i].message);
	return true;
}

/* ---- the whole --------------------------------------------------------- */

static bool
run_rules(struct run *r)
{
	if (!check_was(r))
		return false;
	if (r->p->rules != NULL) /* edits that nobody published stay found */
		ruleset_store(r->db, r->p->was, "folder", r->p->now);
	r->rule_set = ruleset_store(r->db, &r->rules, r->p->cause, r->p->now);
	if (!read_programme(r))
		return false;
	if (!db_ok(r->db))
		return true; /* told at the end */
	judge_events(r);
	if (r->p->rules == NULL)
		return true;
	breaks_find(r->arena, r->db, r->judge, r->p->was, r->t.inforce.failure,
	    &r->p->breaks);
	return check_breaks(r);
}

static bool
run_steps(struct run *r, struct buf *bytes)
{
	const char *states;

	if (!run_rules(r))
		return false;
	if (!db_ok(r->db) || r->p->purpose == PUBLISH_REVIEW)
		return true;
	if (!make_edition(r, bytes))
		return false;
	states = states_text(r);
	if (r->p->purpose == PUBLISH_LIVE && is_live(r, states)) {
		note_checked(r);
		return true;
	}
	seal(r, bytes);
	if (r->p->purpose == PUBLISH_LIVE)
		store(r, bytes, states);
	return true;
}

/* The folder is written last, when all that can fail but the disk has not; and
 * is put back if the disk does. */
static bool
store_folder(struct run *r)
{
	struct publish *p = r->p;
	struct err ignored = { ERR_NONE, "" };

	/* Rules have run since it was looked at: a hand may have been here. */
	if (db_ok(r->db) && p->rules != NULL &&
	    (!check_was(r) || !ruleset_write(r->arena, p->rules, p->was,
				  p->scripts, r->err))) {
		db_cancel(r->db);
		return false;
	}
	if (db_end(r->db, r->err))
		return true;
	if (p->rules != NULL)
		ruleset_write(r->arena, p->was, p->rules, p->scripts, &ignored);
	return false;
}

/* What workers map has its room on the disk before anything is stored. */
static bool
settle(struct run *r)
{
	const char *live = r->p->live, *part = NULL;

	if (db_ok(r->db) && live != NULL && r->p->is_new) {
		part = files_prepare(r->arena, live, FILES_OURS,
		    r->p->bytes.data, r->p->bytes.len, r->err);
		if (part == NULL) {
			db_cancel(r->db);
			return err_prefix(r->err, "nothing was changed");
		}
	}
	if (store_folder(r))
		return part == NULL || files_settle(part, live, r->err);
	if (part != NULL)
		unlink(part);
	return false;
}

/* Is the folder what is live?  A map of its own is in no set: it is drawn. */
static bool
is_published(struct run *r)
{
	struct db_query *q = db_query(r->db,
	    "SELECT p.id, p.events, p.states, s.hash FROM publication p"
	    " JOIN rule_set s ON s.id = p.rule_set"
	    " WHERE p.id = (SELECT publication FROM snapshot)");
	struct err ignored = { ERR_NONE, "" };
	struct inforce f;

	if (!db_step(q) || strcmp(db_text(q, 3), r->rules.hash) != 0)
		return false;
	r->p->publication = db_int(q, 0);
	r->p->events = (size_t)db_int(q, 1);
	return json_parse(r->arena, db_text(q, 2), strlen(db_text(q, 2)), NULL,
		   &r->p->states, &ignored) &&
	       inforce_read(r->arena, r->db, &r->rules, r->p->program,
		   r->p->www, &f, &ignored) &&
	       f.failure == NULL && f.programme.map == NULL;
}

bool
publish_run(struct arena *a, struct db *db, struct publish *p, struct err *err)
{
	struct run r = { .arena = a, .db = db, .p = p, .err = err };

	p->bytes = buf_new(a, SNAPSHOT_MAX);
	p->failure = NULL;
	p->is_new = p->moved = false;
	if (p->rules != NULL)
		r.rules = *p->rules;
	else if (!ruleset_read(a, p->scripts, &r.rules, err))
		return false;
	db_begin(db);
	if (p->saved && is_published(&r)) {
		db_cancel(db);
		return true;
	}
	if ((p->also != NULL && !p->also(db, p->with, err)) ||
	    !run_steps(&r, &p->bytes)) {
		db_cancel(db);
		return false;
	}
	if (p->purpose == PUBLISH_LIVE)
		return settle(&r);
	if (!db_ok(db))
		return db_end(db, err);
	db_cancel(db);
	return true;
}
