/* timings.c -- the begins and ends of an event. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "batch.h"
#include "draft.h"
#include "event.h"
#include "json.h"
#include "timings.h"
#include "when.h"

#define LOCAL_LENGTH 16 /* of "2025-11-17T10:00" */

struct reader {
	const struct when_zone *zone; /* the programme's */
	struct timing *list;
	size_t count;
	int unreadable, reversed, doubled, overlapping, beyond;
	bool bare; /* a time without a UTC offset was met */
};

/*
 * The offset that a time is written with, where this is neither UTC nor what
 * the zone has at that instant: then the place is in another zone.
 */
static bool
foreign_offset(const struct reader *r, const char *text, int32_t instant,
    struct when_change *offset)
{
	struct when_zone utc = when_utc();
	char local[LOCAL_LENGTH + 1] = "";
	int32_t written;

	strncpy(local, text, LOCAL_LENGTH);
	if (!when_parse(local, &utc, &written))
		return false;
	offset->at = INT32_MIN;
	offset->offset = written - instant;
	return offset->offset != 0 &&
	       offset->offset != when_offset(r->zone, instant);
}

/* Midnight of the begin's own day, where the end of it is meant. */
static int32_t
meant_end(const struct reader *r, const char *text, int32_t begin, int32_t end)
{
	struct when_change offset;
	struct when_zone there = { &offset, 1 };
	const struct when_zone *z =
	    foreign_offset(r, text, end, &offset) ? &there : r->zone;
	int32_t local = when_local(z, end);

	if (end > begin || local % WHEN_DAY_MINUTES != 0 ||
	    when_local_day(z, begin) != when_local_day(z, end))
		return end;
	return when_instant(z, local + WHEN_DAY_MINUTES);
}

static bool
read_time(struct reader *r, const char *text, int32_t *instant)
{
	if (text == NULL || !when_parse(text, r->zone, instant))
		return false;
	r->bare |= strlen(text) > 10 && strpbrk(text + 10, "Zz+-") == NULL;
	return true;
}

static void
read_one(struct reader *r, const struct json *one)
{
	const char *begin = json_get_str(one, "begin"),
		   *end = json_get_str(one, "end");
	struct timing t = { 0 };

	if (begin == NULL)
		begin = json_get_str(one, "start");
	if (!read_time(r, begin, &t.begin) || !read_time(r, end, &t.end)) {
		r->unreadable++;
		return;
	}
	t.end = meant_end(r, end, t.begin, t.end);
	if (t.end <= t.begin)
		r->reversed++;
	else
		r->list[r->count++] = t;
}

/* By begin; of one begin the longest first. */
static int
by_begin(const void *a, const void *b)
{
	const struct timing *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	return (x->end < y->end) - (x->end > y->end);
}

static void
sort(struct reader *r)
{
	int32_t until = INT32_MIN;
	size_t n = 0;

	qsort(r->list, r->count, sizeof(*r->list), by_begin);
	for (size_t i = 0; i < r->count; i++) {
		if (n > 0 && r->list[n - 1].begin == r->list[i].begin) {
			r->doubled++;
			continue;
		}
		r->overlapping += r->list[i].begin < until;
		if (r->list[i].end > until)
			until = r->list[i].end;
		r->list[n++] = r->list[i];
	}
	r->count = n;
	if (n > EVENT_TIMINGS_MAX) {
		r->beyond = (int)(n - EVENT_TIMINGS_MAX);
		r->count = EVENT_TIMINGS_MAX;
	}
}

static void
warn(struct draft *d, const struct reader *r, const char *zone)
{
	if (r->bare && zone != NULL && strcmp(zone, d->batch->timezone) != 0)
		batch_warn(d->batch, d->uid,
		    "has times without a UTC offset, in the zone %.64s: they "
		    "were read in the programme's zone, %s",
		    zone, d->batch->timezone);
	draft_warn_count(d, r->unreadable,
	    "timing cannot be read and was left out",
	    "timings cannot be read and were left out");
	draft_warn_count(d, r->reversed,
	    "timing does not end after it begins and was left out",
	    "timings do not end after they begin and were left out");
	draft_warn_count(d, r->doubled,
	    "timing begins when another one does and was left out",
	    "timings begin when another one does and were left out");
	draft_warn_count(d, r->overlapping,
	    "timing begins before the one before it ends",
	    "timings begin before the one before them ends");
	draft_warn_count(d, r->beyond, "timing too many was left out",
	    "timings too many were left out");
}

static bool
put(struct draft *d, struct reader *r, const char *zone)
{
	warn(d, r, zone);
	if (r->count > 0)
		event_put_timings(d->arena, d->event, r->list, r->count);
	return r->count > 0;
}

bool
timings_put(struct draft *d, const struct json *list, const char *zone)
{
	struct reader r = { .zone = d->batch->zone };

	if (!json_is(list, JSON_ARRAY) || list->len == 0)
		return false;
	r.list = ARENA_ARRAY(d->arena, struct timing, list->len);
	JSON_EACH(one, list)
	read_one(&r, one);
	sort(&r);
	return put(d, &r, zone);
}

bool
timings_put_summary(
    struct draft *d, const struct json *record, const char *zone)
{
	static const char *const members[] = { "firstTiming", "nextTiming",
		"lastTiming" };
	struct timing list[3];
	struct reader r = { .zone = d->batch->zone, .list = list };

	for (size_t i = 0; i < 3; i++)
		if (json_get(json_get(record, members[i]), "begin") != NULL)
			read_one(&r, json_get(record, members[i]));
	sort(&r);
	r.doubled = r.overlapping = 0;
	return put(d, &r, zone);
}
