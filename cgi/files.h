/*
 * files.h -- whole files, read and replaced safely.
 */
#ifndef FILES_H
#define FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct arena;
struct buf;
struct err;

/* Append a whole regular file to the buf, whose ceiling is the file's: larger
 * is an error that names it.  Symbolic links are followed; pipes, devices
 * and folders are refused. */
bool files_read(const char *path, struct buf *, struct err *);

/* What may be done with a file: one that programs alone write, and one that
 * people of the same group may write too. */
#define FILES_OURS   0644
#define FILES_SHARED 0664

/* Replace a file so that a reader sees the old one or the new one and never a
 * part: a temporary file beside it, fsync, rename. */
bool
files_replace(const char *path, mode_t, const void *, size_t, struct err *);

/* Its two halves, for what must not fail later for want of room: write the
 * file under a name of its own, NULL with a sentence; put it in the place of
 * the old one.  One that is not to be put there is unlinked by its name.  It
 * is the caller's as long as the arena lasts; what a process that was killed
 * left of the same file is removed. */
const char *files_prepare(struct arena *, const char *path, mode_t,
    const void *, size_t, struct err *);
bool files_settle(const char *part, const char *path, struct err *);

/* The first half for SQLite to write: an empty file.  What a killed process
 * left of the same file is removed, with what SQLite has beside a database.
 * files_end() removes the same of this one, settled or not; NULL is none. */
const char *files_begin(struct arena *, const char *path, mode_t, struct err *);
void files_end(struct arena *, const char *begun);

/* The names in a folder that end in "suffix", sorted by bytes, ended by NULL.
 * Hidden names are left out. */
bool files_list(struct arena *, const char *folder, const char *suffix,
    char ***names, struct err *);

/* Map a file for reading; NULL where it cannot be.  Unmapped with the arena.
 * For files that are only ever replaced, never written in place. */
const void *files_map(struct arena *, const char *path, size_t *len);

#endif
