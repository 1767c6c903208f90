/*
 * backup.h -- the database as one file to keep elsewhere, and back.
 *
 * A backup holds all that the database does, as it was at one moment: events
 * of all sources, corrections, announcements, every set of rules that was
 * published, what editors have written and not published, the history, and
 * what is live.  Not in it are: rules in the folder that were never published,
 * web pages' material, and what visitors searched for in vain (missed.h).
 * It is a SQLite database with nothing beside it, and the line of
 * backup_mark.h at its end.
 */
#ifndef BACKUP_H
#define BACKUP_H

#include <stdbool.h>

struct arena;
struct err;
struct verify;

/*
 * How far numbers of publications go forward when a backup is put back.  What
 * was published since then had the numbers that would come next, and phones
 * and caches keep what is named by them for ever: so they are left out, beyond
 * those of the database that is replaced as far as that can be read.
 */
#define BACKUP_LEAP 10000

/*
 * Write a backup of a database that is in use, in the place of an older one
 * (and of nothing else), once it is whole and on the disk.  What verify_run()
 * finds in it is told there, and the older one stays.  Nobody waits for it,
 * readers or writers.
 */
bool backup_make(struct arena *, const char *db_path, const char *file,
    struct verify *, struct err *);

/*
 * Put a backup in the place of a database, in one transaction of that one:
 * whoever reads sees the old one or the new one, an import that is at work
 * comes before.  What was there is beside it then, as PATH.before-restore;
 * one that is too damaged for a transaction is moved there.  The live file is
 * written anew.
 *
 * False with nothing changed where verify_run() finds something in the backup.
 */
bool backup_restore(struct arena *, const char *file, const char *db_path,
    struct verify *, struct err *);

#endif
