/* backup.c -- the database as one file to keep elsewhere, and back. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "backup.h"
#include "backup_mark.h"
#include "db.h"
#include "err.h"
#include "files.h"
#include "live.h"
#include "verify.h"

/* It holds drafts, and editors' names. */
#define MODE 0640

/* What may stand beside a database; "" is itself, and comes last. */
static const char *const parts[] = { "-wal", "-shm", "" };
#define PARTS (sizeof(parts) / sizeof(*parts))
#define LOGS  (PARTS - 1)

/* ---- one file ---------------------------------------------------------- */

/* In its place, where the log of an older one would be taken for its own.  The
 * name, too, is to outlast a loss of power. */
static bool
settle_file(
    struct arena *a, const char *part, const char *file, struct err *err)
{
	int fd = open(
	    dirname(arena_strdup(a, file)), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0;

	for (size_t i = 0; ok && i < LOGS; i++)
		unlink(arena_printf(a, "%s%s", file, parts[i]));
	ok = ok && files_settle(part, file, err);

	if (ok && fsync(fd) != 0)
		ok = false;
	if (!ok)
		err_set(err, ERR_SYSTEM, "%s: %s", file, strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok;
}

/* One database into one file.  "v": to be whole for that; or NULL. */
static bool
copy_to_file(struct arena *a, const char *db_path, const char *file,
    struct verify *v, struct err *err)
{
	const char *part = files_begin(a, file, MODE, err);
	bool ok = part != NULL && db_copy(db_path, part, err) &&
		  db_make_single(part, err) && backup_mark_put(part, err);

	if (ok && v != NULL) {
		v->path = part;
		ok = verify_run(a, v) ||
		     err_set(err, ERR_INPUT,
			 "%s is damaged, so %s was not written; what stands "
			 "there is as it was",
			 db_path, file);
	}
	ok = ok && settle_file(a, part, file, err);
	files_end(a, part);
	return ok;
}

/* Would writing the one file write the database? */
static bool
is_of(struct arena *a, const char *file, const char *db_path)
{
	const char *names[PARTS + 1] = { live_path(a, db_path) };
	struct stat one, other;

	for (size_t i = 0; i < PARTS; i++)
		names[i + 1] = arena_printf(a, "%s%s", db_path, parts[i]);
	for (size_t i = 0; i < PARTS + 1; i++)
		if (stat(file, &one) == 0 && stat(names[i], &other) == 0 &&
		    one.st_dev == other.st_dev && one.st_ino == other.st_ino)
			return true;
	return false;
}

bool
backup_make(struct arena *a, const char *db_path, const char *file,
    struct verify *v, struct err *err)
{
	if (is_of(a, file, db_path))
		return err_set(err, ERR_INPUT,
		    "%s belongs to the database itself; name another file",
		    file);
	if (access(file, F_OK) == 0 &&
	    backup_mark_check(file) == BACKUP_UNMARKED)
		return err_set(err, ERR_INPUT,
		    "%s is there and is no backup, so it was left as it is; "
		    "name another file",
		    file);
	if (db_open(a, db_path, DB_CHECK, err) == NULL)
		return false;
	return copy_to_file(a, db_path, file, v, err);
}

/* ---- and back ---------------------------------------------------------- */

/* What is left of a database goes aside, its log before itself: it must never
 * be taken for the log of another one. */
static bool
move_aside(struct arena *a, const char *from, const char *to, struct err *err)
{
	for (size_t i = 0; i < PARTS; i++) {
		const char *name = arena_printf(a, "%s%s", from, parts[i]);

		if (rename(name, arena_printf(a, "%s%s", to, parts[i])) != 0 &&
		    errno != ENOENT)
			return err_set(
			    err, ERR_SYSTEM, "%s: %s", name, strerror(errno));
	}
	return true;
}

/* The last number that a database gave to a publication; 0 where it cannot be
 * told. */
static int64_t
last_number(const char *db_path)
{
	struct arena *a = arena_new();
	struct err none = { ERR_NONE, "" };
	struct db *db = access(db_path, F_OK) == 0
			    ? db_open(a, db_path, DB_CHECK, &none)
			    : NULL;
	int64_t number = 0;
	struct db_query *q;

	if (db != NULL) {
		q = db_query(db, "SELECT seq FROM sqlite_sequence"
				 " WHERE name = 'publication'");
		if (db_step(q))
			number = db_int(q, 0);
	}
	arena_free(a); /* closed */
	return number;
}

/* The backup as it will be: of today's tables, its numbers set forward, beyond
 * those that were given since. */
static bool
leap(const char *path, int64_t given, struct err *err)
{
	struct arena *a = arena_new();
	struct db *db = db_open(a, path, DB_WRITE, err);
	struct db_query *q;
	bool ok = false;

	if (db != NULL) {
		db_begin(db);
		q = db_query(db,
		    "UPDATE sqlite_sequence SET seq = max(seq, ?2) + ?1"
		    " WHERE name = 'publication'");
		db_bind(q, 1, BACKUP_LEAP);
		db_bind(q, 2, given);
		db_step(q);
		ok = db_end(db, err);
	}
	arena_free(a); /* closed */
	return ok && db_make_single(path, err);
}

/* What is there stays beside; what is too damaged for that goes there. */
static bool
replace(struct arena *a, const char *part, const char *db_path, struct err *err)
{
	const char *aside = arena_printf(a, "%s.before-restore", db_path);
	struct err damaged = { ERR_NONE, "" };

	if (access(db_path, F_OK) == 0) {
		if (copy_to_file(a, db_path, aside, NULL, &damaged) &&
		    db_copy(part, db_path, &damaged))
			return true;
		if (damaged.kind != ERR_INPUT)
			return err_set(err, damaged.kind, "%s", damaged.text);
	}
	return move_aside(a, db_path, aside, err) &&
	       db_copy(part, db_path, err);
}

bool
backup_restore(struct arena *a, const char *file, const char *db_path,
    struct verify *v, struct err *err)
{
	const char *part;
	struct db *db;
	bool ok;

	if (is_of(a, file, db_path))
		return err_set(err, ERR_INPUT,
		    "%s is the database itself; name a backup of it", file);
	v->path = file;
	if (!verify_run(a, v))
		return err_set(err, ERR_INPUT,
		    "%s cannot be trusted, so nothing was changed", file);
	part = files_begin(a, db_path, MODE, err);
	ok = part != NULL && db_copy(file, part, err) &&
	     leap(part, last_number(db_path), err) &&
	     replace(a, part, db_path, err);
	files_end(a, part);
	db = ok ? db_open(a, db_path, DB_WRITE, err) : NULL;
	return db != NULL && live_write(a, db, db_path, err);
}
