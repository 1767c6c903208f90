/*
 * timings.h -- the begins and ends of an event, as careless sources write
 * them.
 *
 * Each is read with whatever UTC offset it carries, and without one in the
 * programme's zone.  An end at 00:00 of the very day of the begin is the
 * midnight that ends this day.  Left out, and told: what cannot be read, what
 * ends before it begins or has no length, and of timings with one begin all
 * but the longest.  Kept, and told: timings that overlap.
 */
#ifndef TIMINGS_H
#define TIMINGS_H

#include <stdbool.h>

struct draft;
struct json;

/*
 * Put the timings of a list of {begin, end} (or {start, end}), sorted.  "zone"
 * is the name of the zone that the event says it is in, or NULL.  False where
 * there is none to put.
 */
bool timings_put(struct draft *, const struct json *list, const char *zone);

/* The same from a record of a summary read, which has firstTiming, nextTiming
 * and lastTiming only; these may be one and the same. */
bool timings_put_summary(
    struct draft *, const struct json *record, const char *zone);

#endif
