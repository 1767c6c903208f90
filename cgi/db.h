/*
 * db.h -- the door to SQLite.
 *
 * A connection latches: after the first failure every call does nothing until
 * db_end() reports it and rolls back.  So a transaction reads as a straight
 * line, and nobody checks a bind.
 *
 *	db_begin(db);
 *	q = db_query(db, "SELECT slot, uid FROM event WHERE source = ?1");
 *	db_bind(q, 1, key);
 *	while (db_step(q))
 *		...db_int(q, 0), db_text(q, 1)...
 *	return db_end(db, err);
 *
 * SQL is a literal beside the code that reads its columns; what varies is
 * bound.  A statement is prepared once for each place it is written in.
 */
#ifndef DB_H
#define DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

struct arena;
struct db;
struct db_query;

#define DB_BUSY_WAIT    60000 /* milliseconds: how long writers queue */
#define DB_STATEMENTS   96    /* places a query is written in */
#define DB_APPLICATION  0x416c6d6e
#define DB_USER_VERSION 3

enum db_mode {    /* what only reads comes first */
	DB_READ,  /* must be there; is never written to */
	DB_CHECK, /* the same, but may be of an older version */
	DB_WRITE, /* must be there; brought up to date if need be */
	DB_CREATE /* made if it is not there */
};

/*
 * Open a database, closed with the arena.  NULL with a sentence: not there,
 * not ours, of a newer version, damaged, or not permitted.  A file that is not
 * a database of ours is never written to.
 *
 * DB_WRITE and DB_CREATE bring tables of an older version up to date
 * (db/upgrade), and make the derived ones anew, empty, where they are not as
 * derived.sql has them now.  DB_READ refuses an older version.
 */
struct db *
db_open(struct arena *, const char *path, enum db_mode, struct err *);

/* Are the derived tables as this program makes them? */
bool db_is_derived(struct db *);

/*
 * Copy a database whole, as it is at one moment, whoever reads and writes it
 * meanwhile, into a file that is not there or in the place of what another
 * database holds: for that one it is one transaction.  What is damaged is
 * ERR_INPUT; what is behind the last page is not copied.
 */
bool db_copy(const char *from, const char *to, struct err *);

/* Of a database that nobody else has open make one file, with no log beside
 * it.  Who opens it for writing gives it one again. */
bool db_make_single(const char *path, struct err *);

/* What to do about one of SQLite's codes, or "". */
const char *db_advice(int code);

/*
 * Begin a transaction: for reading, all of it sees one state; for writing,
 * nobody else writes meanwhile.  db_end() commits, or rolls back and tells if
 * something failed; db_cancel() rolls back whatever happened.
 */
void db_begin(struct db *);
bool db_end(struct db *, struct err *);
void db_cancel(struct db *);

/* Latch a failure of the caller's own: what db_end() is to say. */
void db_fail(struct db *, enum err_kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
bool db_ok(const struct db *);

/* A statement, ready for its values; good until the next time this very place
 * is passed.  Compiles only for a literal. */
#define db_query(db, sql) db_query_((db), "" sql "")
struct db_query *db_query_(struct db *, const char *sql);

#define db_bind(q, i, v)                                                       \
	_Generic((v), int                                                      \
		 : db_bind_int, int64_t                                        \
		 : db_bind_int, char *                                         \
		 : db_bind_text, const char *                                  \
		 : db_bind_text)((q), (i), (v))
void db_bind_int(struct db_query *, int, int64_t);
void db_bind_text(struct db_query *, int, const char *); /* NULL: NULL */
void db_bind_blob(struct db_query *, int, const void *, size_t);

/* True while there is another row.  Statements that give none are done by one
 * call. */
bool db_step(struct db_query *);

/* Columns of the row, from 0; what is text or blob stays until the next step.
 * NULL is 0, and NULL as text. */
int64_t db_int(struct db_query *, int);
const char *db_text(struct db_query *, int);
const void *db_blob(struct db_query *, int, size_t *len);
bool db_is_null(struct db_query *, int);

int64_t db_last_id(struct db *);

#endif
