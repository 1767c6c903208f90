/*
 * missed.h -- what visitors searched for and the programme does not have: how
 * often, and on which day last.  Nothing of who, from where, or what else.
 *
 * Whoever answers only reads the database, so the count stands in a small file
 * beside it, which all workers map.  It has so many slots and never grows; when
 * all are taken, what was asked for least, and longest ago, gives way.
 *
 * The file, in the machine's own integers: 64 bytes that say what it is, then
 * the slots.  A slot is one word, changed by compare and swap, with a hash of
 * the text, the day and the count; behind it stand the text and NULs.  So
 * nobody waits for anybody, and a process that is killed leaves nothing locked
 * and no count half written.  A text may be left half written, or mixed of two:
 * then it is not that of the hash, is told to nobody, and is whole again when
 * the same is asked for again.  Of a damaged file that is left which can be
 * true.
 */
#ifndef MISSED_H
#define MISSED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;
struct json;
struct missed;

#define MISSED_SLOTS     512
#define MISSED_TEXT_MAX  60 /* bytes that are kept of a text */
#define MISSED_COUNT_MAX UINT16_MAX
#define MISSED_DAYS      60 /* not asked for so long, it is forgotten */

/*
 * What was asked for less often is told to nobody.  It may be a person's name
 * or another's mistake, and one visitor who tries again, or whom two workers
 * answer, is soon at two; and for a festival it means nothing.
 */
#define MISSED_TOLD 3

/* The file of a database. */
const char *missed_path(struct arena *, const char *db_path);

/* To note what is missed.  Nothing is opened yet, so this cannot fail. */
struct missed *missed_open(struct arena *, const char *db_path);

/*
 * Note that a text was asked for on a day (when.h), folded (text.h); at most
 * MISSED_TEXT_MAX bytes of it.  Makes the file where there is none or what is
 * there is something else.  Where that cannot be, or there is no room for it,
 * the log says so once, and nothing is counted.
 */
void missed_note(struct missed *, const char *folded, size_t len, int32_t day);

/* What was missed often enough to be told: [{q, count, last}], most first;
 * "last" as 2025-11-20.  Empty where there is no such file. */
struct json *missed_list(struct arena *, const char *db_path);

/* Forget all of it.  Those who count begin anew. */
bool missed_clear(struct arena *, const char *db_path, struct err *);

#endif
