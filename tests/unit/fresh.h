/*
 * fresh.h -- a new database of a test's own: build/unit-NAME.db.
 */
#ifndef FRESH_H
#define FRESH_H

#include <unistd.h>

#include "arena.h"
#include "db.h"
#include "err.h"
#include "unit.h"

static inline struct db *
fresh_db(struct arena *a, const char *name)
{
	static const char *const parts[] = { "", "-wal", "-shm" };
	const char *path = arena_printf(a, "build/unit-%s.db", name);
	struct err err = { ERR_NONE, "" };
	struct db *db;

	for (size_t i = 0; i < COUNT(parts); i++)
		unlink(arena_printf(a, "%s%s", path, parts[i]));
	db = db_open(a, path, DB_CREATE, &err);
	if (db == NULL)
		fail_msg("%s", err.text);
	return db;
}

/* End a transaction that is to succeed. */
static inline void
fresh_end(struct db *db)
{
	struct err err = { ERR_NONE, "" };

	if (!db_end(db, &err))
		fail_msg("%s", err.text);
}

#endif
