/*
 * live.h -- the live publication as a file beside the database, which workers
 * and CGI map.  The database has the same bytes; the file is written anew from
 * them where it is missing or old.
 */
#ifndef LIVE_H
#define LIVE_H

#include <stdbool.h>

struct arena;
struct db;
struct err;
struct snapshot;

/* The file of a database. */
const char *live_path(struct arena *, const char *db_path);

/* Write the file, unless it is of the live publication already. */
bool live_write(struct arena *, struct db *, const char *db_path, struct err *);

/*
 * Read what is live: from the file, or where there is none or it is damaged
 * from the database.  False with ERR_MISSING where nothing was published yet,
 * and with a sentence where both are damaged.
 */
bool
live_read(struct arena *, const char *db_path, struct snapshot *, struct err *);

/* Read a snapshot from a file of its own.  False with a sentence. */
bool live_read_file(
    struct arena *, const char *path, struct snapshot *, struct err *);

#endif
