/* live.c -- the live publication as a file beside the database. */
#include <string.h>

#include "arena.h"
#include "db.h"
#include "err.h"
#include "files.h"
#include "live.h"
#include "snapshot.h"

const char *
live_path(struct arena *a, const char *db_path)
{
	return arena_printf(a, "%s-live", db_path);
}

/* Byte by byte: a file may be another database's, or damaged. */
static bool
holds(const char *path, const void *bytes, size_t len)
{
	struct arena *a = arena_new();
	size_t has;
	const void *there = files_map(a, path, &has);
	bool same =
	    there != NULL && has == len && memcmp(there, bytes, len) == 0;

	arena_free(a);
	return same;
}

bool
live_write(struct arena *a, struct db *db, const char *db_path, struct err *err)
{
	const char *path = live_path(a, db_path);
	struct db_query *q;
	const void *bytes;
	bool ok = true;
	size_t len;

	db_begin(db);
	q = db_query(db, "SELECT bytes FROM snapshot");
	if (db_step(q)) {
		bytes = db_blob(q, 0, &len);
		ok = holds(path, bytes, len) ||
		     files_replace(path, FILES_OURS, bytes, len, err);
	}
	return db_end(db, err) && ok;
}

/* Half a page looks like a page: so all of it is looked at before any is
 * shown. */
static bool
read_whole(const void *bytes, size_t len, const char *path, struct snapshot *s,
    struct err *err)
{
	return snapshot_read(bytes, len, s, err) &&
	       (snapshot_is_whole(s) ||
		   err_set(err, ERR_SYSTEM,
		       "%s: the publication in it is damaged; \"almanach "
		       "publish\" makes it anew",
		       path));
}

static bool
read_from_database(
    struct arena *a, const char *db_path, struct snapshot *s, struct err *err)
{
	struct db *db = db_open(a, db_path, DB_READ, err);
	struct db_query *q;
	const char *bytes;
	size_t len = 0;
	char *copy = NULL;

	if (db == NULL)
		return false;
	db_begin(db);
	q = db_query(db, "SELECT bytes FROM snapshot");
	if (db_step(q)) {
		bytes = db_blob(q, 0, &len);
		copy = arena_alloc(a, len);
		memcpy(copy, bytes, len);
	}
	if (!db_end(db, err))
		return false;
	if (copy == NULL)
		return err_set(err, ERR_MISSING,
		    "nothing was published yet: \"almanach import FILE\" or "
		    "\"almanach publish\" does it");
	return read_whole(copy, len, db_path, s, err);
}

bool
live_read(
    struct arena *a, const char *db_path, struct snapshot *s, struct err *err)
{
	struct err damaged = { ERR_NONE, "" };
	const char *path = live_path(a, db_path);
	size_t len;
	const void *bytes = files_map(a, path, &len);

	if (bytes != NULL && read_whole(bytes, len, path, s, &damaged))
		return true;
	return read_from_database(a, db_path, s, err);
}

bool
live_read_file(
    struct arena *a, const char *path, struct snapshot *s, struct err *err)
{
	size_t len;
	const void *bytes = files_map(a, path, &len);

	return bytes != NULL
		   ? read_whole(bytes, len, path, s, err)
		   : err_set(err, ERR_MISSING, "there is no %s", path);
}
