/* links.c -- addresses that ask for a little more or less. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "links.h"
#include "query.h"
#include "snapshot.h"
#include "when.h"

#define LINK_BYTES_MAX ((size_t)32 << 10)

struct links
links_of(struct arena *a, const struct snapshot *s, const struct query *q,
    const char *page)
{
	struct links k = { .arena = a, .s = s, .q = q, .page = page };
	struct query first = *q;

	first.page = 1;
	first.kept_count = 0;
	k.parts = ARENA_ARRAY(a, size_t, s->facet_count + 1);
	k.query = query_write_parts(a, s, &first, k.parts);
	k.len = strlen(k.query);
	return k;
}

/* ---- putting them together --------------------------------------------- */

/* An address that is being written: what is asked of the facets before one,
 * then of this one, then of those after it. */
struct address {
	const struct links *k;
	size_t facet;
	struct buf text;
	bool has_query, has_mine;
};

static void
join(struct address *to)
{
	buf_putc(&to->text, to->has_query ? '&' : '?');
	to->has_query = true;
}

/* A run of the query, which may begin with what joins it to what was before. */
static void
put_run(struct address *to, size_t from, size_t end)
{
	from += to->k->query[from] == '&';
	if (from >= end)
		return;
	join(to);
	buf_put(&to->text, to->k->query + from, end - from);
}

static struct address
begin(const struct links *k, size_t facet)
{
	struct address to = { .k = k,
		.facet = facet,
		.text = buf_new(k->arena, LINK_BYTES_MAX) };

	buf_puts(&to.text, k->page);
	put_run(&to, 0, k->parts[facet]);
	return to;
}

static const char *
finish(struct address *to)
{
	put_run(to, to->k->parts[to->facet + 1], to->k->len);
	return to->text.data;
}

/* What stands before a value of the facet: its name, or a comma. */
static void
begin_value(struct address *to)
{
	const struct snapshot *s = to->k->s;

	if (to->has_mine) {
		buf_putc(&to->text, ',');
		return;
	}
	join(to);
	buf_puts(&to->text, snapshot_string(s, s->facets[to->facet].id));
	buf_putc(&to->text, '=');
	to->has_mine = true;
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

/* ---- the addresses ----------------------------------------------------- */

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
	struct address to = begin(k, facet);

	return finish(&to);
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
