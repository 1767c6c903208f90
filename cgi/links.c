/* links.c -- addresses that ask for a little more or less. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "links.h"
#include "query.h"
#include "snapshot.h"
#include "when.h"

#define LINK_BYTES_MAX ((size_t)32 << 10)

/* ---- what stands around a facet ---------------------------------------- */

/* The query with only the facets of a range, written. */
static const char *
part(const struct links *k, size_t from, size_t to, bool rest)
{
	struct query some = *k->q;
	const struct snapshot_facet *facets = k->s->facets;
	size_t n = 0;

	if (!rest)
		some = (struct query){ .text = "", .page = 1 };
	some.page = 1;
	some.kept_count = 0;
	some.choices = ARENA_ARRAY(k->arena, uint32_t, k->q->choice_count);
	for (size_t i = 0; i < k->q->choice_count; i++)
		for (size_t f = from; f < to; f++)
			if (k->q->choices[i] >= facets[f].choice &&
			    k->q->choices[i] <
				facets[f].choice + facets[f].choices)
				some.choices[n++] = k->q->choices[i];
	some.choice_count = n;
	some.days = k->q->days;
	some.day_count = from == 0 && to > 0 ? k->q->day_count : 0;
	return query_write(k->arena, k->s, &some);
}

struct links
links_of(struct arena *a, const struct snapshot *s, const struct query *q,
    const char *page)
{
	struct links k = { .arena = a, .s = s, .q = q, .page = page };
	const char *none = "", *all;

	k.before = ARENA_ARRAY(a, const char *, s->facet_count);
	k.after = ARENA_ARRAY(a, const char *, s->facet_count);
	all = part(&k, 0, 0, true);
	for (size_t f = 0; f < s->facet_count; f++) {
		/* Most queries ask for little: then most parts are the same. */
		k.before[f] = q->choice_count + q->day_count > 0
				  ? part(&k, 0, f, false)
				  : none;
		k.after[f] = q->choice_count > 0
				 ? part(&k, f + 1, s->facet_count, true)
				 : all;
	}
	return k;
}

/* ---- putting them together --------------------------------------------- */

static void
add(struct buf *b, bool *any, const char *text)
{
	if (*text == '\0')
		return;
	buf_putc(b, *any ? '&' : '?');
	buf_puts(b, text);
	*any = true;
}

static const char *
around(const struct links *k, size_t facet, const char *mine)
{
	struct buf b = buf_new(k->arena, LINK_BYTES_MAX);
	bool any = false;

	buf_puts(&b, k->page);
	add(&b, &any, k->before[facet]);
	add(&b, &any, mine);
	add(&b, &any, k->after[facet]);
	return b.data;
}

static void
put_choice(const struct links *k, struct buf *b, size_t facet, uint32_t choice)
{
	if (b->len == 0) {
		buf_puts(b, snapshot_string(k->s, k->s->facets[facet].id));
		buf_putc(b, '=');
	} else {
		buf_putc(b, ',');
	}
	buf_puts(b, snapshot_string(k->s, k->s->choices[choice].id));
}

const char *
links_toggle(const struct links *k, size_t facet, uint32_t choice)
{
	const struct snapshot_facet *f = &k->s->facets[facet];
	struct buf mine = buf_new(k->arena, LINK_BYTES_MAX);
	bool done = false;

	for (size_t i = 0; i < k->q->choice_count; i++) {
		uint32_t set = k->q->choices[i];

		if (set < f->choice || set >= f->choice + f->choices)
			continue;
		if (set > choice && !done)
			put_choice(k, &mine, facet, choice);
		done |= set >= choice;
		if (set != choice)
			put_choice(k, &mine, facet, set);
	}
	if (!done)
		put_choice(k, &mine, facet, choice);
	return around(k, facet, mine.data);
}

const char *
links_only(const struct links *k, size_t facet, uint32_t choice)
{
	struct buf mine = buf_new(k->arena, LINK_BYTES_MAX);

	put_choice(k, &mine, facet, choice);
	return around(k, facet, mine.data);
}

const char *
links_without(const struct links *k, size_t facet)
{
	return around(k, facet, "");
}

static void
put_day(struct buf *b, int32_t day)
{
	buf_puts(b, b->len == 0 ? "day=" : ",");
	when_put_day(b, day);
}

const char *
links_toggle_day(const struct links *k, int32_t day)
{
	struct buf mine = buf_new(k->arena, LINK_BYTES_MAX);
	bool done = false;

	for (size_t i = 0; i < k->q->day_count; i++) {
		if (k->q->days[i] > day && !done)
			put_day(&mine, day);
		done |= k->q->days[i] >= day;
		if (k->q->days[i] != day)
			put_day(&mine, k->q->days[i]);
	}
	if (!done)
		put_day(&mine, day);
	return around(k, 0, mine.data);
}

const char *
links_query(struct arena *a, const struct snapshot *s, const struct query *q,
    const char *page)
{
	const char *canonical = query_write(a, s, q);

	return *canonical != '\0' ? arena_printf(a, "%s?%s", page, canonical)
				  : page;
}

const char *
links_only_day(const struct links *k, int32_t day)
{
	struct buf mine = buf_new(k->arena, LINK_BYTES_MAX);

	put_day(&mine, day);
	return around(k, 0, mine.data);
}
