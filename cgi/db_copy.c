/* db_copy.c -- whole databases, by SQLite's own backup. */
#include <sqlite3.h>

#include "db.h"
#include "err.h"

#define ALL (-1) /* pages a step: one state, and nobody waits longer */

static bool
told(sqlite3 *handle, const char *path, struct err *err)
{
	int code = sqlite3_errcode(handle), kind = code & 0xff;

	return err_set(err,
	    kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB ? ERR_INPUT
							    : ERR_SYSTEM,
	    "%s: %s%s", path, sqlite3_errmsg(handle), db_advice(code));
}

static bool
open_one(const char *path, int flags, sqlite3 **handle, struct err *err)
{
	if (sqlite3_open_v2(
		path, handle, flags | SQLITE_OPEN_EXRESCODE, NULL) != SQLITE_OK)
		return told(*handle, path, err);
	sqlite3_busy_timeout(*handle, DB_BUSY_WAIT);
	sqlite3_exec(*handle, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
	return true;
}

/* What fails on either side is told by the target's handle. */
static bool
copy(sqlite3 *from, sqlite3 *to)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");

	if (b == NULL)
		return false;
	sqlite3_backup_step(b, ALL);
	return sqlite3_backup_finish(b) == SQLITE_OK;
}

bool
db_copy(const char *from, const char *to, struct err *err)
{
	sqlite3 *source = NULL, *target = NULL;
	bool ok = open_one(from, SQLITE_OPEN_READONLY, &source, err) &&
		  open_one(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
		      &target, err);

	if (ok && !copy(source, target)) {
		ok = told(target, from, err);
		err_prefix(err, "copying to %s", to);
	}
	sqlite3_close(source);
	sqlite3_close(target);
	return ok;
}

bool
db_make_single(const char *path, struct err *err)
{
	sqlite3 *handle = NULL;
	bool ok = open_one(path, SQLITE_OPEN_READWRITE, &handle, err) &&
		  (sqlite3_exec(handle, "PRAGMA journal_mode = DELETE", NULL,
		       NULL, NULL) == SQLITE_OK ||
		      told(handle, path, err));

	sqlite3_close(handle);
	return ok;
}
