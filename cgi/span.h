/*
 * span.h -- the timings of an event, day by day, in the festival's zone.
 *
 * A timing belongs to the day on which it begins, also when it ends after
 * midnight.  One that is longer than a day stands on each day it touches.
 */
#ifndef SPAN_H
#define SPAN_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct json;
struct when_zone;

#define SPAN_LONG     (25 * 60) /* minutes: a day with a clock change in it */
#define SPAN_DAYS_MAX 62        /* of one timing */

struct span {
	int32_t day;
	int32_t from, to;   /* local minutes since that day's midnight; "to" may
			       pass 1440 */
	int32_t number;     /* of its timing */
	int32_t begin, end; /* of its timing: instants */
	int32_t over;       /* when its part of the day is over: an instant */
};

/* The spans of a document, in order of day and begin. */
struct span *span_list(struct arena *, const struct json *event,
    const struct when_zone *, size_t *count);

/* Until when a timing is found as being on: to the end of its last day here.
 * One that is not long stands on its first day, at which is looked until the
 * next one is over. */
struct timing;
int32_t span_over(const struct timing *, const struct when_zone *);

/* "14:30" into text of 6 bytes; minutes from 1440 on are those of the next
 * day. */
void span_clock(char text[6], int32_t minute);

#endif
