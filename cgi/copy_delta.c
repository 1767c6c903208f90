/* copy_delta.c -- what is new since an older publication. */
#include "arena.h"
#include "copy.h"
#include "json.h"
#include "snapshot.h"

static void
put_gone(struct copy *c, struct json *into, int64_t from)
{
	struct json *list = json_put_array(c->arena, into, "gone");

	for (size_t i = 0; i < c->s->gone_count; i++)
		if (c->s->gone[i].since > from)
			json_put_str(c->arena, list, NULL,
			    snapshot_string(c->s, c->s->gone[i].name));
}

static void
put_lists(struct copy *c, struct json *into, int64_t from)
{
	struct json *list = json_put_array(c->arena, into, "towns");

	for (size_t i = 0; i < copy_towns(c)->choices; i++)
		if (c->s->towns[i].since > from)
			copy_put_town(c, list, i);
	list = json_put_array(c->arena, into, "pieces");
	for (size_t i = 0; i < c->l->piece_count; i++)
		if (c->l->pieces[i].since > from)
			copy_put_piece(c, list, &c->l->pieces[i]);
}

static void
put_events(struct copy *c, struct json *into, int64_t from)
{
	const struct snapshot *s = c->s;
	uint32_t *changed = ARENA_ARRAY(c->arena, uint32_t, s->event_count);
	struct json *texts;
	size_t count = 0;

	for (uint32_t i = 0; i < s->event_count; i++)
		if (s->events[i].since > from)
			changed[count++] = i;
	copy_put_events(c, into, changed, count);
	texts = json_put_object(c->arena, into, "texts");
	for (size_t i = 0; i < count; i++)
		json_put(c->arena, texts,
		    arena_printf(c->arena, "%u", s->events[changed[i]].slot),
		    copy_text(c->arena,
			snapshot_tree(c->arena, s, c->l->pages[changed[i]])));
}

struct json *
copy_delta(struct arena *a, const struct snapshot *s,
    const struct snapshot_language *l, int64_t from)
{
	struct copy c = copy_of(a, s, l);
	struct json *delta = json_object(a);

	c.alone = true;
	json_put_int(a, delta, "schema", COPY_SCHEMA);
	json_put_int(a, delta, "from", from);
	json_put_int(a, delta, "publication", s->head->publication);
	json_put_str(a, delta, "language", l->code);
	copy_put_news(&c, delta, from);
	if (s->head->site_since > from)
		copy_put_site(&c, delta);
	put_gone(&c, delta, from);
	if (s->head->facets_since > from)
		copy_put_facets(&c, delta, false);
	put_lists(&c, delta, from);
	put_events(&c, delta, from);
	return delta;
}
