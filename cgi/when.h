/*
 * when.h -- days and minutes.
 *
 * An instant is a count of minutes since 1970-01-01T00:00Z; a day is a count
 * of days since 1970-01-01 in the programme's zone; both are integers and
 * neither knows a locale.  A zone is a table of UTC offsets, read once from
 * the system's tz database and shipped as data, so that the server and the
 * phone cannot differ.  Years run from 1900 to 2199.
 */
#ifndef WHEN_H
#define WHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;
struct err;

#define WHEN_DAY_MINUTES 1440

struct when_change {
	int32_t at;     /* instant from which on ... */
	int32_t offset; /* ... local time is UTC plus so many minutes */
};

struct when_zone {
	const struct when_change *changes; /* the first one is at INT32_MIN */
	size_t count;
};

/* Calendar, proleptic Gregorian. */
struct when_date {
	int year, month, day; /* month and day from 1 */
};
int32_t when_day(struct when_date);
struct when_date when_date(int32_t day);
int when_weekday(int32_t day); /* 0 is Monday: ISO 8601 minus one */

/* Local minutes since 1970-01-01T00:00 of an instant. */
int32_t when_local(const struct when_zone *, int32_t instant);
int32_t when_local_day(const struct when_zone *, int32_t instant);
int when_offset(const struct when_zone *, int32_t instant);

/* The instant of a local time.  What a clock change skips moves on by the
 * change; what it repeats means its first time. */
int32_t when_instant(const struct when_zone *, int32_t local);

/*
 * Read a date and time: RFC 3339, and what is met besides: offsets without a
 * colon or minutes, a space for the T, no seconds, 24:00 for the day's end,
 * and no offset at all (then the zone's local time).  Seconds are dropped.
 * The whole text must match.
 */
bool when_parse(const char *, const struct when_zone *, int32_t *instant);

/* YYYY-MM-DD, the whole text. */
bool when_parse_day(const char *, size_t len, int32_t *day);

/* Write: 2025-11-19, 2025-11-19T10:00:00+01:00, 20251119T090000Z. */
void when_put_day(struct buf *, int32_t day);
void when_put_rfc3339(struct buf *, const struct when_zone *, int32_t instant);
void when_put_utc_basic(struct buf *, int32_t instant);

/* The second of these as a text, in UTC. */
const char *when_utc_text(struct arena *, int32_t instant);

/*
 * Load a zone by its name in the tz database ("Europe/Paris"), with the
 * changes from year "first" to year "last".  Sets TZ for a moment: only for
 * processes with one thread.  False where the system does not know the name.
 */
bool when_zone_load(struct arena *, const char *name, int first, int last,
    struct when_zone *, struct err *);
struct when_zone when_utc(void);

#endif
