/* edition_start.c -- all timings by the clock. */
#include <stdlib.h>

#include "buf.h"
#include "catalog.h"
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
edition_starts(const struct edition *ed, struct buf *starts)
{
	const struct when_zone *zone = &ed->programme->zone;

	for (size_t i = 0; i < ed->count; i++) {
		const struct edition_event *e = &ed->events[i];
		size_t count;
		struct timing *t =
		    event_timings(ed->arena, e->from->document, &count);

		if (!event_takes_place(
			event_word_index(event_statuses, e->status)))
			continue;
		for (size_t k = 0; k < count; k++) {
			struct snapshot_start one = { t[k].begin,
				span_over(&t[k], zone), (uint32_t)i };

			buf_put(starts, &one, sizeof(one));
		}
	}
	if (starts->len > 0)
		qsort(starts->data, starts->len / sizeof(struct snapshot_start),
		    sizeof(struct snapshot_start), by_begin);
}
