/* links.c -- addresses that ask for a little more or less. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "links.h"
#include "query.h"
#include "snapshot.h"
#include "when.h"

/* ---- what stands around a facet ---------------------------------------- */

/* "query" is written with the facet's part from one place to another. */
static struct links_around
around(const struct links *k, size_t facet, const char *query, size_t from,
    size_t end)
{
	struct buf b = buf_new(k->arena, LINKS_BYTES_MAX);
	const char *rest = query + end;

	buf_puts(&b, k->page);
	buf_putc(&b, '?');
	buf_put(&b, query, from);
	if (from > 0)
		buf_putc(&b, '&');
	buf_puts(&b, snapshot_string(k->s, k->s->facets[facet].id));
	buf_putc(&b, '=');
	if (*rest != '\0' && *rest != '&')
		rest = arena_printf(k->arena, "&%s", rest);
	return (struct links_around){ b.data, rest, b.len, strlen(rest) };
}

struct links
links_of(struct arena *a, const struct snapshot *s, const struct query *q,
    const char *page)
{
	struct links k = { .arena = a, .s = s, .q = q, .page = page };
	size_t *parts = ARENA_ARRAY(a, size_t, s->facet_count + 1);
	struct query first = *q;
	const char *query;

	first.page = 1;
	first.kept_count = 0;
	query = query_write_parts(a, s, &first, parts);
	k.around = ARENA_ARRAY(a, struct links_around, s->facet_count);
	for (size_t f = 0; f < s->facet_count; f++)
		k.around[f] = around(&k, f, query, parts[f], parts[f + 1]);
	return k;
}

/* ---- addresses --------------------------------------------------------- */

/* An address up to its facet's values, which are put next. */
struct address {
	const struct links *k;
	size_t facet;
	struct buf text;
	bool any; /* value */
};

static struct address
begin(const struct links *k, size_t facet)
{
	struct address to = { k, facet, buf_new(k->arena, LINKS_BYTES_MAX),
		false };

	buf_put(&to.text, k->around[facet].before, k->around[facet].before_len);
	return to;
}

static const char *
finish(struct address *to)
{
	const struct links_around *mine = &to->k->around[to->facet];

	if (!to->any)
		return links_without(to->k, to->facet);
	buf_put(&to->text, mine->after, mine->after_len);
	return to->text.data;
}

static void
begin_value(struct address *to)
{
	if (to->any)
		buf_putc(&to->text, ',');
	to->any = true;
}

static void
put_choice(struct address *to, uint32_t choice)
{
	const struct snapshot *s = to->k->s;

	begin_value(to);
	buf_puts(&to->text, snapshot_string(s, s->choices[choice].id));
}

static void
put_day(struct address *to, int32_t day)
{
	begin_value(to);
	when_put_day(&to->text, day);
}

const char *
links_toggle(const struct links *k, size_t facet, uint32_t choice)
{
	const struct snapshot_facet *f = &k->s->facets[facet];
	struct address to = begin(k, facet);
	bool done = false;

	for (size_t i = 0; i < k->q->choice_count; i++) {
		uint32_t set = k->q->choices[i];

		if (set < f->choice || set >= f->choice + f->choices)
			continue;
		if (set > choice && !done)
			put_choice(&to, choice);
		done |= set >= choice;
		if (set != choice)
			put_choice(&to, set);
	}
	if (!done)
		put_choice(&to, choice);
	return finish(&to);
}

const char *
links_only(const struct links *k, size_t facet, uint32_t choice)
{
	struct address to = begin(k, facet);

	put_choice(&to, choice);
	return finish(&to);
}

const char *
links_without(const struct links *k, size_t facet)
{
	const struct links_around *mine = &k->around[facet];
	const char *id = snapshot_string(k->s, k->s->facets[facet].id);
	size_t len = mine->before_len - strlen(id) - strlen("?=");
	struct buf b = buf_new(k->arena, LINKS_BYTES_MAX);

	buf_put(&b, mine->before, len);
	if (mine->after_len > 0) {
		buf_putc(&b, mine->before[len]); /* "?": nothing is before */
		buf_puts(&b, mine->after + 1);
	}
	return b.data;
}

const char *
links_toggle_day(const struct links *k, int32_t day)
{
	struct address to = begin(k, 0);
	bool done = false;

	for (size_t i = 0; i < k->q->day_count; i++) {
		if (k->q->days[i] > day && !done)
			put_day(&to, day);
		done |= k->q->days[i] >= day;
		if (k->q->days[i] != day)
			put_day(&to, k->q->days[i]);
	}
	if (!done)
		put_day(&to, day);
	return finish(&to);
}

const char *
links_only_day(const struct links *k, int32_t day)
{
	struct address to = begin(k, 0);

	put_day(&to, day);
	return finish(&to);
}

const char *
links_query(struct arena *a, const struct snapshot *s, const struct query *q,
    const char *page)
{
	const char *canonical = query_write(a, s, q);

	return *canonical != '\0' ? arena_printf(a, "%s?%s", page, canonical)
				  : page;
}
