/*
 * backup_mark.h -- the last line of a backup, by which a single byte that is
 * another one, or is missing, is found.
 *
 * SQLite finds out that a page is not a page, never that a letter in a text is
 * another letter.  So behind the database's last page, where SQLite does not
 * look, stands one line with the SHA-256 of all before it:
 *
 *	almanach backup, sha256 4b68...c8
 */
#ifndef BACKUP_MARK_H
#define BACKUP_MARK_H

#include <stdbool.h>

struct err;

enum backup_mark { BACKUP_UNMARKED, BACKUP_WHOLE, BACKUP_DAMAGED };

/* Write the line behind all that a file has; it is on the disk then. */
bool backup_mark_put(const char *path, struct err *);

/* Compare.  Opens the file by itself: not for a database that this process has
 * open, which would lose its locks. */
enum backup_mark backup_mark_check(const char *path);

#endif
