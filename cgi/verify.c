/* verify.c -- is a database whole, and do visitors see what it holds? */
#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "arena.h"
#include "backup_mark.h"
#include "copy.h"
#include "db.h"
#include "err.h"
#include "files.h"
#include "hash.h"
#include "json.h"
#include "live.h"
#include "snapshot.h"
#include "verify.h"

#define TRIES 5         /* while somebody is publishing */
#define PAUSE 100000000 /* nanoseconds between two */

/* What to do where the program cannot make it anew. */
#define RESTORE "\"almanach restore\" puts a backup in its place"

struct look {
	struct arena *arena;
	struct verify *v;
	struct db *db;
};

static void
found(struct look *l, const char *sentence)
{
	json_put_str(
	    l->arena, l->v->findings, NULL, arena_strdup(l->arena, sentence));
}

static void
remark(struct look *l, const char *sentence)
{
	json_put_str(l->arena, l->v->remarks, NULL, sentence);
}

static bool
is_fine(const struct verify *v)
{
	return v->findings->len == 0;
}

/* ---- the database ------------------------------------------------------ */

/* SQLite tells what is wrong with pages in one text of many lines, behind one
 * that names the database; the first fault says enough. */
static int
first_fault(const char **text)
{
	if (strncmp(*text, "*** ", 4) == 0 && strchr(*text, '\n') != NULL)
		*text = strchr(*text, '\n') + 1;
	return (int)strcspn(*text, "\n");
}

static void
look_at_structure(struct look *l)
{
	struct db_query *q = db_query(l->db, "PRAGMA integrity_check(20)");

	while (db_step(q)) {
		const char *text = db_text(q, 0);
		int len = first_fault(&text);

		if (strcmp(text, "ok") != 0)
			found(l, arena_printf(l->arena,
				     "%s is damaged: %.*s; " RESTORE,
				     l->v->path, len, text));
	}
}

static void
look_at_references(struct look *l)
{
	struct db_query *q = db_query(l->db, "PRAGMA foreign_key_check");

	for (int i = 0; i < VERIFY_FINDINGS_MAX && db_step(q); i++)
		found(l,
		    arena_printf(l->arena,
			"%s: row %lld of \"%s\" speaks of a row of \"%s\" that "
			"is not there; " RESTORE,
			l->v->path, (long long)db_int(q, 1), db_text(q, 0),
			db_text(q, 2)));
}

static void
look_at_rules(struct look *l)
{
	struct db_query *q =
	    db_query(l->db, "SELECT hash, text FROM script ORDER BY hash");
	const void *text;
	size_t len;

	for (int i = 0; i < VERIFY_FINDINGS_MAX && db_step(q);) {
		text = db_blob(q, 1, &len);
		if (strcmp(db_text(q, 0), hash_hex(l->arena, text, len)) == 0)
			continue;
		i++;
		found(l,
		    arena_printf(l->arena,
			"%s: a text of a rule is not the one that was stored "
			"(%.12s); " RESTORE,
			l->v->path, db_text(q, 0)));
	}
}

static void
look_at_events(struct look *l)
{
	struct db_query *q =
	    db_query(l->db, "SELECT name, document FROM event ORDER BY slot");
	struct arena *scratch = arena_new();
	struct json *tree;

	for (int i = 0; i < VERIFY_FINDINGS_MAX && db_step(q);) {
		const char *text = db_text(q, 1);
		struct err err = { ERR_NONE, "" };

		arena_reset(scratch);
		if (json_parse(scratch, text, strlen(text), NULL, &tree, &err))
			continue;
		i++;
		found(l, arena_printf(l->arena,
			     "%s: the event %s cannot be read (%s); import it "
			     "again, or " RESTORE,
			     l->v->path, db_text(q, 0), err.text));
	}
	arena_free(scratch);
}

/* ---- what is live ------------------------------------------------------ */

/* Read, and work out again. */
static bool
look_at_snapshot(
    struct look *l, const void *bytes, size_t len, struct snapshot *s)
{
	struct err err = { ERR_NONE, "" };

	if (!snapshot_read(bytes, len, s, &err)) {
		found(
		    l, arena_printf(l->arena, "%s: %s", l->v->path, err.text));
		return false;
	}
	/* Workers go by the sum, which covers the head as well; the hashes are
	 * what visitors' phones and the history go by. */
	if (!snapshot_is_whole(s) || !copy_is_sealed(l->arena, s)) {
		found(l,
		    arena_printf(l->arena,
			"%s: the publication is not as it was made: bytes in "
			"it have changed; %s",
			l->v->path,
			l->db != NULL ? RESTORE : "fetch it again"));
		return false;
	}
	l->v->publication = s->head->publication;
	l->v->events = (int64_t)s->event_count;
	return true;
}

static void
look_at_publication(struct look *l)
{
	struct db_query *q =
	    db_query(l->db, "SELECT publication, bytes, content FROM snapshot"
			    " LEFT JOIN publication ON id = publication");
	struct snapshot s;
	const void *bytes;
	size_t len;

	if (!db_is_derived(l->db)) {
		remark(l,
		    arena_printf(l->arena,
			"%s was published by another version of the program: "
			"\"almanach publish\" makes what is live anew",
			l->v->path));
		return;
	}
	if (!db_step(q)) {
		remark(
		    l, arena_printf(l->arena,
			   "%s: nothing is live; \"almanach publish\" does it",
			   l->v->path));
		return;
	}
	bytes = db_blob(q, 1, &len);
	if (look_at_snapshot(l, bytes, len, &s) &&
	    (s.head->publication != db_int(q, 0) || db_is_null(q, 2) ||
		strcmp(s.head->content, db_text(q, 2)) != 0))
		found(l,
		    arena_printf(l->arena,
			"%s: publication %lld is live, and is not the one that "
			"the history has under this number; " RESTORE,
			l->v->path, (long long)s.head->publication));
}

/* Does the file hold what the database has live? */
static bool
is_same(struct look *l)
{
	struct db_query *q = db_query(l->db, "SELECT bytes FROM snapshot");
	struct arena *scratch = arena_new();
	const void *bytes = NULL, *there;
	size_t len = 0, has = 0;
	bool same;

	if (db_step(q))
		bytes = db_blob(q, 0, &len);
	there = files_map(scratch, live_path(scratch, l->v->path), &has);
	same = len == has && (len == 0 || memcmp(bytes, there, len) == 0);
	arena_free(scratch);
	return same;
}

/* It follows the database in an instant, which we may have met. */
static void
look_at_live_file(struct look *l)
{
	struct timespec pause = { 0, PAUSE };
	struct err ignored = { ERR_NONE, "" };

	for (int i = 0; i < TRIES; i++) {
		if (is_same(l) || !db_ok(l->db))
			return;
		db_end(l->db, &ignored);
		nanosleep(&pause, NULL);
		db_begin(l->db);
	}
	found(
	    l, arena_printf(l->arena,
		   "%s is not what the database has live; \"almanach publish\" "
		   "writes it anew",
		   live_path(l->arena, l->v->path)));
}

/* ---- all of it --------------------------------------------------------- */

/* One after the other, as long as what they stand on is whole. */
static void
look_at_database(struct look *l)
{
	static void (*const looks[])(struct look *) = { look_at_structure,
		look_at_references, look_at_rules, look_at_events,
		look_at_publication, look_at_live_file };
	size_t count = sizeof(looks) / sizeof(*looks) - !l->v->in_use;
	struct err err = { ERR_NONE, "" };

	l->db = db_open(l->arena, l->v->path, DB_CHECK, &err);
	for (size_t i = 0; l->db != NULL && i < count && is_fine(l->v); i++) {
		db_begin(l->db);
		looks[i](l);
		if (!db_end(l->db, &err))
			break;
	}
	if (err.kind != ERR_NONE)
		found(l, err.text);
}

/* A file that is no database in use: a snapshot, or else a backup. */
static bool
look_at_file(struct look *l)
{
	struct snapshot s;
	size_t len;
	const char *bytes = files_map(l->arena, l->v->path, &len);

	if (bytes == NULL) {
		bool may = access(l->v->path, R_OK) == 0;

		found(l,
		    arena_printf(l->arena, "%s%s%s; name another file",
			l->v->path, may ? " cannot be read, or is empty" : ": ",
			may ? "" : strerror(errno)));
		return true;
	}
	if (len > sizeof(SNAPSHOT_MAGIC) &&
	    memcmp(bytes, SNAPSHOT_MAGIC, strcspn(SNAPSHOT_MAGIC, " ")) == 0) {
		look_at_snapshot(l, bytes, len, &s);
		return true;
	}
	switch (backup_mark_check(l->v->path)) {
	case BACKUP_DAMAGED:
		found(l,
		    arena_printf(l->arena,
			"%s is not as \"almanach backup\" wrote it: bytes in "
			"it have changed, or some are missing; take another "
			"one",
			l->v->path));
		return true;
	case BACKUP_UNMARKED:
		remark(l,
		    arena_printf(l->arena,
			"%s was not made by \"almanach backup\": a letter that "
			"has become another one would not be found",
			l->v->path));
		break;
	case BACKUP_WHOLE:
		break;
	}
	return false;
}

bool
verify_run(struct arena *a, struct verify *v)
{
	struct look l = { .arena = a, .v = v };

	v->findings = json_array(a);
	v->remarks = json_array(a);
	v->publication = v->events = 0;
	if (v->in_use || !look_at_file(&l))
		look_at_database(&l);
	return is_fine(v);
}
