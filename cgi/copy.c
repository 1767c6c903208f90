/* copy.c -- what phones copy: the index, deltas, and texts. */
#include <string.h>

#include "arena.h"
#include "bits.h"
#include "buf.h"
#include "copy.h"
#include "event.h"
#include "json.h"
#include "snapshot.h"
#include "text.h"

#define SET_MAX ((size_t)1 << 20) /* bytes of a set in base64 */

/* ---- facets and towns -------------------------------------------------- */

/* Events by slot, up to the highest there is. */
static void
put_set(struct copy *c, struct json *choice, size_t n)
{
	const struct snapshot *s = c->s;
	size_t count = s->event_count,
	       len = count > 0 ? s->events[count - 1].slot / 8 + 1 : 0;
	uint8_t *bytes = arena_alloc(c->scratch, len + 1);
	struct buf text = buf_new(c->arena, SET_MAX);

	for (size_t i = 0; i < count; i++)
		if (bits_has(snapshot_own(s, n), i))
			bytes[s->events[i].slot / 8] |=
			    (uint8_t)(1U << s->events[i].slot % 8);
	buf_base64(&text, bytes, len);
	json_put_str(c->arena, choice, NULL, text.data);
}

static void
put_facet_choices(struct copy *c, struct json *facet,
    const struct snapshot_facet *f, bool sets)
{
	struct json *list = json_put_array(c->arena, facet, "choices"),
		    *also = json_array(c->arena), *choice;

	for (uint32_t i = 0; i < f->choices; i++) {
		const struct snapshot_choice *one =
		    &c->s->choices[f->choice + i];

		choice = json_put_array(c->arena, list, NULL);
		json_put_str(
		    c->arena, choice, NULL, snapshot_string(c->s, one->id));
		json_put_str(
		    c->arena, choice, NULL, copy_label(c, f->choice + i));
		if (sets)
			put_set(c, choice, f->choice + i);
		if (one->also)
			json_put_int(c->arena, also, NULL, i);
	}
	if (also->len > 0)
		json_put(c->arena, facet, "also", also);
	if (f->card)
		json_put_bool(c->arena, facet, "card", true);
	if (f->unstated != SNAPSHOT_NONE)
		json_put_bool(c->arena, facet, "unstated", true);
}

void
copy_put_facets(struct copy *c, struct json *into, bool sets)
{
	struct json *list = json_put_array(c->arena, into, "facets"), *one;

	arena_reset(c->scratch);
	for (size_t i = 0; i < c->s->facet_count; i++) {
		const struct snapshot_facet *f = &c->s->facets[i];

		one = json_put_object(c->arena, list, NULL);
		json_put_str(c->arena, one, "id", snapshot_string(c->s, f->id));
		json_put_str(c->arena, one, "label",
		    snapshot_string(c->s, c->l->facet_labels[i]));
		json_put_int(c->arena, one, "kind", f->kind);
		if (copy_has_sets(f))
			put_facet_choices(c, one, f, sets);
	}
}

void
copy_put_town(struct copy *c, struct json *list, size_t town)
{
	const struct snapshot_town *t = &c->s->towns[town];
	size_t choice = snapshot_towns(c->s)->choice + town;
	const char *id = snapshot_string(c->s, c->s->choices[choice].id),
		   *label = copy_label(c, choice);
	struct json *one = json_put_array(c->arena, list, NULL);

	if (!c->alone &&
	    strcmp(text_slug(c->arena, label, EVENT_SLUG_MAX), id) == 0)
		id = "";
	json_put_str(c->arena, one, NULL, id);
	json_put_str(c->arena, one, NULL, label);
	json_put_int(c->arena, one, NULL, t->x);
	json_put_int(c->arena, one, NULL, t->y);
	json_put_int(c->arena, one, NULL, t->named);
}

static void
put_piece(struct copy *c, struct json *list, const struct snapshot_piece *p)
{
	struct json *one = json_put_array(c->arena, list, NULL);

	json_put_int(c->arena, one, NULL, p->number);
	json_put_int(c->arena, one, NULL, p->since);
	json_put_int(c->arena, one, NULL, (int64_t)p->bytes);
	json_put_str(c->arena, one, NULL, p->hash);
}

/* ---- the festival ------------------------------------------------------ */

/* Changes of the clock: steps of time, and minutes east of UTC from then on;
 * the first is of all before. */
static void
put_zone(struct copy *c, struct json *list)
{
	const struct when_zone *z = &c->s->zone;

	for (size_t i = 0; i < z->count; i++) {
		if (i > 0)
			json_put_int(c->arena, list, NULL,
			    i == 1 ? z->changes[1].at
				   : z->changes[i].at - z->changes[i - 1].at);
		json_put_int(c->arena, list, NULL, z->changes[i].offset);
	}
}

void
copy_put_site(struct copy *c, struct json *into)
{
	const struct json *site = snapshot_tree(c->arena, c->s, c->l->site);
	struct json *rest, *list;

	list = json_put_array(c->arena, into, "languages");
	for (size_t i = 0; i < c->s->language_count; i++)
		json_put_str(c->arena, list, NULL, c->s->languages[i].code);
	json_put_int(c->arena, into, "cosine", c->s->head->cosine);
	put_zone(c, json_put_array(c->arena, into, "zone"));
	rest = json_put_object(c->arena, into, "site");
	JSON_EACH(member, site)
	if (strcmp(member->key, "source") != 0 &&
	    strcmp(member->key, "changes") != 0 &&
	    strcmp(member->key, "told_in") != 0)
		json_put(c->arena, rest, member->key, member);
}

/* "source" and what changed lately since a publication. */
static void
put_news(struct copy *c, struct json *into, int64_t from)
{
	const struct json *site = snapshot_tree(c->arena, c->s, c->l->site),
			  *in = json_get(site, "told_in")->first;
	struct json *list, *one;

	json_put_int(c->arena, into, "changed", c->s->head->changed);
	json_put(c->arena, into, "source", json_get(site, "source"));
	json_put_int(c->arena, into, "told", json_get(site, "changes")->len);
	list = json_put_array(c->arena, into, "changes");
	JSON_EACH(change, json_get(site, "changes"))
	{
		if (in->integer > from) {
			one = json_put_object(c->arena, list, NULL);
			JSON_EACH(member, change)
			if (strcmp(member->key, "slug") != 0)
				json_put(c->arena, one, member->key, member);
		}
		in = in->next;
	}
}

/* ---- files ------------------------------------------------------------- */

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
put_towns_and_pieces(struct copy *c, struct json *into, int64_t from)
{
	struct json *list = json_put_array(c->arena, into, "towns");

	for (size_t i = 0; i < snapshot_towns(c->s)->choices; i++)
		if (c->s->towns[i].since > from)
			copy_put_town(c, list, i);
	list = json_put_array(c->arena, into, "pieces");
	for (size_t i = 0; i < c->l->piece_count; i++)
		if (c->l->pieces[i].since > from)
			put_piece(c, list, &c->l->pieces[i]);
}

static void
put_text(struct copy *c, struct json *texts, uint32_t event)
{
	json_put(c->arena, texts,
	    arena_printf(c->arena, "%u", c->s->events[event].slot),
	    copy_text(
		c->arena, snapshot_tree(c->arena, c->s, c->l->pages[event])));
}

/* What changed after a publication; from 0 on, all there is. */
static void
put_since(struct copy *c, struct json *into, int64_t from)
{
	const struct snapshot *s = c->s;
	uint32_t *changed = ARENA_ARRAY(c->arena, uint32_t, s->event_count);
	struct json *texts;
	size_t count = 0;

	json_put_int(c->arena, into, "publication", s->head->publication);
	json_put_str(c->arena, into, "language", c->l->code);
	put_news(c, into, from);
	if (s->head->site_since > from)
		copy_put_site(c, into);
	put_gone(c, into, from);
	if (s->head->facets_since > from)
		copy_put_facets(c, into, !c->alone);
	put_towns_and_pieces(c, into, from);
	for (uint32_t i = 0; i < s->event_count; i++)
		if (s->events[i].since > from)
			changed[count++] = i;
	copy_put_events(c, into, changed, count);
	if (!c->alone)
		return;
	texts = json_put_object(c->arena, into, "texts");
	for (size_t i = 0; i < count; i++)
		put_text(c, texts, changed[i]);
}

struct json *
copy_index(struct arena *a, const struct snapshot *s,
    const struct snapshot_language *l)
{
	struct copy c = copy_of(a, s, l);
	struct json *index = json_object(a);

	json_put_int(a, index, "schema", COPY_SCHEMA);
	put_since(&c, index, 0);
	return index;
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
	put_since(&c, delta, from);
	return delta;
}

struct json *
copy_texts(struct arena *a, const struct snapshot *s,
    const struct snapshot_language *l, uint32_t piece)
{
	struct copy c = { .arena = a, .s = s, .l = l };
	struct json *texts = json_object(a);

	for (uint32_t i = 0; i < s->event_count; i++)
		if (s->events[i].slot / SNAPSHOT_PIECE == piece)
			put_text(&c, texts, i);
	return texts;
}
