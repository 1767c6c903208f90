/* db.c -- the door to SQLite. */
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "db.h"
#include "err.h"
#include "hash.h"
#include "schema.h" /* db/schema.sql and db/derived.sql as texts */

struct db_query {
	struct db *db;
	const char *sql; /* the literal itself: compared as a pointer */
	sqlite3_stmt *stmt;
};

struct db {
	struct arena *arena;
	sqlite3 *handle;
	const char *path;
	enum db_mode mode;
	struct err err; /* latched */
	struct db_query queries[DB_STATEMENTS];
	size_t count;
};

/* ---- failures ---------------------------------------------------------- */

const char *
db_advice(int code)
{
	switch (code & 0xff) {
	case SQLITE_FULL:
		return "; make room on the disk and try again";
	case SQLITE_IOERR:
		return "; is the disk full? Make room on it and try again";
	case SQLITE_BUSY:
		return "; another import or publication is at work: try again";
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return "; restore a backup";
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
		return "; may this user write the file and its folder?";
	default:
		return "";
	}
}

static void
latch(struct db *db, int code)
{
	err_set(&db->err, ERR_SYSTEM, "%s: %s%s", db->path,
	    sqlite3_errmsg(db->handle), db_advice(code));
}

void
db_fail(struct db *db, enum err_kind kind, const char *fmt, ...)
{
	char text[ERR_TEXT_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	err_set(&db->err, kind, "%s", text);
}

bool
db_ok(const struct db *db)
{
	return db->err.kind == ERR_NONE;
}

/* Run statements that give no rows. */
static bool
run(struct db *db, const char *sql)
{
	int code;

	if (!db_ok(db))
		return false;
	code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
	if (code != SQLITE_OK)
		latch(db, code);
	return code == SQLITE_OK;
}

/* ---- transactions ------------------------------------------------------ */

void
db_begin(struct db *db)
{
	run(db, db->mode < DB_WRITE ? "BEGIN" : "BEGIN IMMEDIATE");
}

void
db_cancel(struct db *db)
{
	for (size_t i = 0; i < db->count; i++)
		sqlite3_reset(db->queries[i].stmt);
	/* After some failures SQLite has rolled back by itself. */
	if (!sqlite3_get_autocommit(db->handle))
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	db->err.kind = ERR_NONE;
}

bool
db_end(struct db *db, struct err *err)
{
	for (size_t i = 0; i < db->count; i++)
		sqlite3_reset(db->queries[i].stmt);
	if (run(db, "COMMIT"))
		return true;
	err_set(err, db->err.kind, "%s", db->err.text);
	db_cancel(db);
	return false;
}

/* ---- statements -------------------------------------------------------- */

static struct db_query *
find(struct db *db, const char *sql)
{
	for (size_t i = 0; i < db->count; i++)
		if (db->queries[i].sql == sql)
			return &db->queries[i];
	if (db->count == DB_STATEMENTS)
		abort(); /* a mistake of ours: there are as many as places */
	db->queries[db->count] = (struct db_query){ db, sql, NULL };
	return &db->queries[db->count++];
}

struct db_query *
db_query_(struct db *db, const char *sql)
{
	struct db_query *q = find(db, sql);
	int code = SQLITE_OK;

	if (!db_ok(db))
		return q;
	if (q->stmt == NULL)
		code = sqlite3_prepare_v3(db->handle, sql, -1,
		    SQLITE_PREPARE_PERSISTENT, &q->stmt, NULL);
	if (code != SQLITE_OK) {
		latch(db, code);
		return q; /* there is no statement */
	}
	sqlite3_reset(q->stmt);
	sqlite3_clear_bindings(q->stmt);
	return q;
}

static void
bound(struct db_query *q, int code)
{
	if (code != SQLITE_OK && db_ok(q->db))
		latch(q->db, code);
}

void
db_bind_int(struct db_query *q, int i, int64_t n)
{
	if (db_ok(q->db))
		bound(q, sqlite3_bind_int64(q->stmt, i, n));
}

void
db_bind_text(struct db_query *q, int i, const char *text)
{
	if (db_ok(q->db))
		bound(q,
		    sqlite3_bind_text(q->stmt, i, text, -1, SQLITE_TRANSIENT));
}

void
db_bind_blob(struct db_query *q, int i, const void *bytes, size_t len)
{
	if (db_ok(q->db)) /* the caller's bytes outlive the step */
		bound(q, sqlite3_bind_blob64(q->stmt, i, len > 0 ? bytes : "",
			     len, SQLITE_STATIC));
}

bool
db_step(struct db_query *q)
{
	int code;

	if (!db_ok(q->db))
		return false;
	code = sqlite3_step(q->stmt);
	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		latch(q->db, code);
	sqlite3_reset(q->stmt);
	return false;
}

int64_t
db_int(struct db_query *q, int column)
{
	return sqlite3_column_int64(q->stmt, column);
}

const char *
db_text(struct db_query *q, int column)
{
	return (const char *)sqlite3_column_text(q->stmt, column);
}

const void *
db_blob(struct db_query *q, int column, size_t *len)
{
	const void *bytes = sqlite3_column_blob(q->stmt, column);

	*len = (size_t)sqlite3_column_bytes(q->stmt, column);
	return bytes;
}

bool
db_is_null(struct db_query *q, int column)
{
	return sqlite3_column_type(q->stmt, column) == SQLITE_NULL;
}

int64_t
db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->handle);
}

/* ---- opening ----------------------------------------------------------- */

static void
close_db(void *object)
{
	struct db *db = object;

	for (size_t i = 0; i < db->count; i++)
		sqlite3_finalize(db->queries[i].stmt);
	sqlite3_close(db->handle);
}

static int64_t
pragma(struct db *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	int64_t n = -1;
	int code = sqlite3_prepare_v2(db->handle, sql, -1, &stmt, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_step(stmt);
	if (code == SQLITE_ROW)
		n = sqlite3_column_int64(stmt, 0);
	else if (db_ok(db))
		latch(db, code);
	sqlite3_finalize(stmt);
	return n;
}

/* Defence in depth: what we never ask of SQLite is switched off. */
static void
settle(struct db *db)
{
	sqlite3_busy_timeout(db->handle, DB_BUSY_WAIT);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(
	    db->handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_limit(db->handle, SQLITE_LIMIT_ATTACHED, 0);
	run(db, "PRAGMA cell_size_check = ON");
	if (db->mode < DB_WRITE) {
		run(db, "PRAGMA query_only = ON");
		return;
	}
	run(db, "PRAGMA foreign_keys = ON");
	run(db, "PRAGMA synchronous = FULL");
	run(db, "PRAGMA journal_size_limit = 67108864");
}

static bool
is_empty(struct db *db)
{
	return pragma(db, "SELECT count(*) FROM sqlite_schema") == 0;
}

/* Is this ours, and not newer than this program? */
static bool
recognise(struct db *db)
{
	int64_t application = pragma(db, "PRAGMA application_id"),
		version = pragma(db, "PRAGMA user_version");

	if (!db_ok(db))
		return false;
	if (application != DB_APPLICATION)
		db_fail(db, ERR_INPUT,
		    "%s is not a database of Almanach; name another with --db",
		    db->path);
	else if (version > DB_USER_VERSION)
		db_fail(db, ERR_INPUT,
		    "%s was made by a newer Almanach (version %lld of the "
		    "tables, this program knows %d); update the program",
		    db->path, (long long)version, DB_USER_VERSION);
	else if (version < DB_USER_VERSION && db->mode == DB_READ)
		db_fail(db, ERR_INPUT,
		    "%s was made by an older Almanach; \"almanach publish\" "
		    "brings it up to date",
		    db->path);
	return db_ok(db);
}

/* db_end(), with the failure latched again for who comes after. */
static bool
end_and_keep(struct db *db)
{
	struct err err = { ERR_NONE, "" };

	if (db_end(db, &err))
		return true;
	db->err = err;
	return false;
}

/* Step by step to today's version of the sources.  Two may be at it at the same
 * time. */
static bool
upgrade(struct db *db)
{
	static const char *const steps[] = {
		[2] = upgrade_002_sql, [3] = upgrade_003_sql
	};
	int64_t version = pragma(db, "PRAGMA user_version");

	if (version == DB_USER_VERSION)
		return true;
	db_begin(db);
	version = pragma(db, "PRAGMA user_version");
	while (db_ok(db) && ++version <= DB_USER_VERSION)
		run(db, steps[version]);
	return end_and_keep(db);
}

static const char drop_derived[] = "DROP TABLE IF EXISTS derived;"
				   "DROP TABLE IF EXISTS snapshot;"
				   "DROP TABLE IF EXISTS verdict;"
				   "DROP TABLE IF EXISTS failure;"
				   "DROP TABLE IF EXISTS shown;"
				   "DROP TABLE IF EXISTS part;";

static const char *
derived_hash(struct db *db)
{
	return hash_hex(db->arena, derived_sql, strlen(derived_sql));
}

bool
db_is_derived(struct db *db)
{
	struct db_query *q = db_query(db, "SELECT hash FROM derived");
	bool same = false;

	while (db_step(q))
		same |= strcmp(db_text(q, 0), derived_hash(db)) == 0;
	return same;
}

/* Make the derived tables anew if they are not as they are now. */
static bool
derive(struct db *db)
{
	struct db_query *q;

	db_begin(db);
	run(db, "CREATE TABLE IF NOT EXISTS derived (hash TEXT) STRICT");
	if (!db_is_derived(db)) {
		run(db, drop_derived);
		run(db, "CREATE TABLE derived (hash TEXT) STRICT");
		run(db, derived_sql);
		q = db_query(db, "INSERT INTO derived VALUES (?1)");
		db_bind(q, 1, derived_hash(db));
		db_step(q);
	}
	return end_and_keep(db);
}

/* The tables, in a file that is new.  Two may be at it at the same time. */
static bool
create(struct db *db)
{
	run(db, "PRAGMA journal_mode = WAL");
	db_begin(db);
	if (is_empty(db))
		run(db, schema_sql);
	return end_and_keep(db);
}

static bool
prepare(struct db *db)
{
	settle(db);
	if (db->mode == DB_CREATE && is_empty(db) && !create(db))
		return false;
	if (!recognise(db))
		return false;
	if (db->mode < DB_WRITE)
		return true;
	run(db, "PRAGMA journal_mode = WAL"); /* one that was put back: none */
	return upgrade(db) && derive(db);
}

struct db *
db_open(struct arena *a, const char *path, enum db_mode mode, struct err *err)
{
	static const int flags[] = { [DB_READ] = SQLITE_OPEN_READONLY,
		[DB_CHECK] = SQLITE_OPEN_READONLY,
		[DB_WRITE] = SQLITE_OPEN_READWRITE,
		[DB_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE };
	struct db *db = ARENA_NEW(a, struct db);
	int code;

	db->arena = a;
	db->path = arena_strdup(a, path);
	db->mode = mode;
	if (mode != DB_CREATE && access(path, F_OK) != 0) {
		err_set(err, ERR_MISSING,
		    "there is no database %s yet: \"almanach import FILE\" "
		    "makes it, --db names another",
		    path);
		return NULL;
	}
	code = sqlite3_open_v2(path, &db->handle,
	    flags[mode] | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	arena_defer(a, close_db, db);
	if (code != SQLITE_OK)
		err_set(&db->err,
		    (code & 0xff) == SQLITE_CANTOPEN ? ERR_MISSING : ERR_SYSTEM,
		    "%s: %s%s", path, sqlite3_errmsg(db->handle),
		    db_advice(code));
	if (db_ok(db) && prepare(db))
		return db;
	err_set(err, db->err.kind, "%s", db->err.text);
	return NULL;
}
