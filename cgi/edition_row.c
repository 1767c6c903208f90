/* edition_row.c -- the rows of lists: events, day by day, in order. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "catalog.h"
#include "edition.h"
#include "span.h"

static int
in_order(const void *a, const void *b)
{
	const struct edition_row *x = a, *y = b;
	int order;

	if (x->row.day != y->row.day)
		return x->row.day < y->row.day ? -1 : 1;
	if (x->featured != y->featured)
		return x->featured ? -1 : 1;
	if (x->row.begin != y->row.begin)
		return x->row.begin < y->row.begin ? -1 : 1;
	order = strcmp(x->title, y->title);
	return order != 0 ? order : strcmp(x->name, y->name);
}

/* The rows of one event: one a day. */
static size_t
rows_of(const struct edition *ed, size_t event, const char *title,
    struct edition_row *rows)
{
	const struct edition_event *e = &ed->events[event];
	int32_t before = INT32_MIN;
	size_t n = 0;

	for (size_t i = 0, k; i < e->span_count; i = k) {
		struct edition_row *r = &rows[n++];

		*r = (struct edition_row){ .spans = e->spans + i,
			.title = title,
			.name = e->from->name,
			.featured = e->featured };
		r->row.event = (uint32_t)event;
		r->row.day = e->spans[i].day;
		r->row.begin = e->spans[i].begin;
		r->row.before = before;
		for (k = i;
		     k < e->span_count && e->spans[k].day == e->spans[i].day;
		     k++) {
			if (e->spans[k].over > r->row.end || k == i)
				r->row.end = e->spans[k].over;
		}
		r->span_count = k - i;
		r->row.last = k == e->span_count;
		if (r->row.end > before)
			before = r->row.end;
	}
	return n;
}

struct edition_row *
edition_rows(
    const struct edition *ed, const struct www_language *l, size_t *count)
{
	size_t size = 0;
	struct edition_row *rows;

	for (size_t i = 0; i < ed->count; i++)
		size += ed->events[i].span_count;
	rows = ARENA_ARRAY(ed->arena, struct edition_row, size);
	*count = 0;
	for (size_t i = 0; i < ed->count; i++)
		*count += rows_of(
		    ed, i, edition_title(ed, &ed->events[i], l), rows + *count);
	if (*count > 1)
		qsort(rows, *count, sizeof(*rows), in_order);
	return rows;
}
