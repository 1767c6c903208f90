/* span.c -- the timings of an event, day by day. */
#include <stdlib.h>

#include "arena.h"
#include "event.h"
#include "span.h"
#include "when.h"

/* The days that a timing stands on. */
static int32_t
days_of(const struct timing *t, const struct when_zone *zone, int32_t *first)
{
	int32_t last = when_local_day(zone, t->end - 1);

	*first = when_local_day(zone, t->begin);
	if (t->end - t->begin <= SPAN_LONG || last <= *first)
		return 1;
	return last - *first < SPAN_DAYS_MAX ? last - *first + 1
					     : SPAN_DAYS_MAX;
}

int32_t
span_over(const struct timing *t, const struct when_zone *zone)
{
	int32_t first, days = days_of(t, zone, &first);
	int32_t after = when_instant(
	    zone, (first + (days > 1 ? days : 2)) * WHEN_DAY_MINUTES);

	return t->end < after ? t->end : after;
}

static struct span
span_of(const struct timing *t, const struct when_zone *zone, int32_t day,
    bool is_long)
{
	struct span s = { day,
		when_local(zone, t->begin) - day * WHEN_DAY_MINUTES,
		when_local(zone, t->end) - day * WHEN_DAY_MINUTES, t->number,
		t->begin, t->end, t->end };

	if (is_long && s.from < 0)
		s.from = 0;
	if (is_long && s.to > WHEN_DAY_MINUTES) {
		s.to = WHEN_DAY_MINUTES;
		s.over = when_instant(zone, (day + 1) * WHEN_DAY_MINUTES);
	}
	return s;
}

static int
by_day(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->begin > y->begin) - (x->begin < y->begin);
}

struct span *
span_list(struct arena *a, const struct json *event,
    const struct when_zone *zone, size_t *count)
{
	size_t timing_count, size = 0;
	struct timing *timings = event_timings(a, event, &timing_count);
	struct span *spans;
	int32_t first;

	*count = 0;
	for (size_t i = 0; i < timing_count; i++)
		size += (size_t)days_of(&timings[i], zone, &first);
	spans = ARENA_ARRAY(a, struct span, size);
	for (size_t i = 0; i < timing_count; i++) {
		int32_t days = days_of(&timings[i], zone, &first);

		for (int32_t k = 0; k < days; k++)
			spans[(*count)++] =
			    span_of(&timings[i], zone, first + k, days > 1);
	}
	if (*count > 1)
		qsort(spans, *count, sizeof(*spans), by_day);
	return spans;
}

void
span_clock(char text[6], int32_t minute)
{
	unsigned m = (unsigned)minute % WHEN_DAY_MINUTES;

	text[0] = (char)('0' + m / 600);
	text[1] = (char)('0' + m / 60 % 10);
	text[2] = ':';
	text[3] = (char)('0' + m % 60 / 10);
	text[4] = (char)('0' + m % 10);
	text[5] = '\0';
}
