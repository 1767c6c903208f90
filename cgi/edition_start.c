/* edition_start.c -- all timings by the clock. */
#include <stdlib.h>

#include "buf.h"
#include "edition.h"
#include "event.h"
#include "programme.h"
#include "span.h"

static int
compare(int64_t one, int64_t other)
{
	return (one > other) - (one < other);
}

/* By begin; of equals always the same one first. */
static int
by_begin(const void *a, const void *b)
{
	const struct snapshot_start *one = a, *other = b;
	int order = compare(one->begin, other->begin);

	if (order == 0)
		order = compare(one->end, other->end);
	return order != 0 ? order : compare(one->event, other->event);
}

void
edition_starts(const struct edition *ed, const struct buf *events,
    const struct buf *timings, struct buf *starts)
{
	const struct snapshot_event *e = (const void *)events->data;
	const struct snapshot_timing *t = (const void *)timings->data;

	for (uint32_t i = 0; i < ed->count; i++) {
		if (!event_takes_place(e[i].status))
			continue;
		for (uint32_t k = e[i].timing; k < e[i].timing + e[i].timings;
		     k++) {
			struct timing one = { t[k].number, t[k].begin,
				t[k].end };
			struct snapshot_start start = { one.begin,
				span_over(&one, &ed->programme->zone), i };

			buf_put(starts, &start, sizeof(start));
		}
	}
	if (starts->len > 0)
		qsort(starts->data, starts->len / sizeof(struct snapshot_start),
		    sizeof(struct snapshot_start), by_begin);
}
