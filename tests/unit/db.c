/* db.c -- the door to SQLite: what it refuses, and how it latches. */
#include "db.h"
#include "arena.h"
#include "err.h"
#include "unit.h"

#include <stdio.h>
#include <unistd.h>

#define PATH "build/unit-db.db"

static void
clear(void)
{
	unlink(PATH);
	unlink(PATH "-wal");
	unlink(PATH "-shm");
}

/* A new database, of which nothing was there. */
static struct db *
fresh(struct arena *a)
{
	struct err err = { ERR_NONE, "" };
	struct db *db;

	clear();
	db = db_open(a, PATH, DB_CREATE, &err);
	assert_non_null(db);
	return db;
}

static void
write_file(const char *text)
{
	FILE *f = fopen(PATH, "wb");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void
refuses(enum db_mode mode, const char *wanted)
{
	struct arena *a = arena_new();
	struct err err = { ERR_NONE, "" };

	assert_null(db_open(a, PATH, mode, &err));
	if (strstr(err.text, wanted) == NULL)
		fail_msg("wants \"%s\", got \"%s\"", wanted, err.text);
	arena_free(a);
}

static void
says_why_it_cannot_open(void **state)
{
	struct arena *a = arena_new();
	struct db *db;

	(void)state;
	clear();
	refuses(DB_READ, "there is no database " PATH " yet");
	refuses(DB_WRITE, "\"almanach import FILE\" makes it");
	write_file("this is a text, and long enough not to be taken for a "
		   "database that was only begun; so it is refused as it is, "
		   "and it is not written to");
	refuses(DB_CREATE, "file is not a database; restore a backup");
	refuses(DB_READ, "file is not a database");
	db = fresh(a);
	db_step(db_query(db, "PRAGMA user_version = 99"));
	arena_free(a);
	refuses(DB_READ, "was made by a newer Almanach");
	clear();
}

static void
refuses_databases_of_others(void **state)
{
	struct arena *a = arena_new();
	struct db *db;

	(void)state;
	db = fresh(a);
	db_step(db_query(db, "PRAGMA application_id = 7"));
	arena_free(a);
	refuses(DB_WRITE, "is not a database of Almanach");
	clear();
}

/* After the first failure nothing happens any more, and all is undone. */
static void
latches_and_rolls_back(void **state)
{
	struct arena *a = arena_new();
	struct err err = { ERR_NONE, "" };
	struct db_query *q;
	struct db *db;

	(void)state;
	db = fresh(a);
	db_begin(db);
	q = db_query(db, "INSERT INTO script (hash, text) VALUES (?1, ?2)");
	db_bind(q, 1, "x");
	db_bind_blob(q, 2, "text", 4);
	db_step(q);
	q = db_query(db, "INSERT INTO script (hash, text) VALUES ('x', x'')");
	db_step(q); /* twice the same key */
	assert_false(db_ok(db));
	q = db_query(db, "SELECT count(*) FROM script");
	assert_false(db_step(q));
	assert_false(db_end(db, &err));
	assert_non_null(strstr(err.text, "UNIQUE constraint failed"));
	assert_true(db_ok(db));
	err.kind = ERR_NONE;
	db_begin(db);
	q = db_query(db, "SELECT count(*) FROM script WHERE hash = 'x'");
	assert_true(db_step(q));
	assert_int_equal(db_int(q, 0), 0);
	assert_true(db_end(db, &err));
	arena_free(a);
	clear();
}

/* The tables of a damaged file are not what they were. */
static void
a_statement_that_cannot_be_made_latches(void **state)
{
	struct arena *a = arena_new();
	struct err err = { ERR_NONE, "" };
	struct db *db = fresh(a);
	struct db_query *q;

	(void)state;
	db_begin(db);
	q = db_query(db, "SELECT bytes FROM nowhere");
	assert_false(db_step(q));
	assert_false(db_ok(db));
	assert_false(db_end(db, &err));
	assert_non_null(strstr(err.text, "no such table: nowhere"));
	arena_free(a);
	clear();
}

static void
derived_tables_are_made_anew_when_they_change(void **state)
{
	struct arena *a = arena_new();
	struct err err = { ERR_NONE, "" };
	struct db_query *q;
	struct db *db;

	(void)state;
	db = fresh(a);
	db_step(db_query(db, "INSERT INTO snapshot VALUES (1, x'00')"));
	db_step(db_query(db, "UPDATE derived SET hash = 'of another day'"));
	assert_true(db_ok(db));
	arena_free(a);
	a = arena_new();
	db = db_open(a, PATH, DB_WRITE, &err);
	assert_non_null(db);
	q = db_query(db, "SELECT count(*) FROM snapshot");
	assert_true(db_step(q));
	assert_int_equal(db_int(q, 0), 0);
	arena_free(a);
	clear();
}

UNIT(db, T(says_why_it_cannot_open), T(refuses_databases_of_others),
    T(latches_and_rolls_back), T(a_statement_that_cannot_be_made_latches),
    T(derived_tables_are_made_anew_when_they_change))
