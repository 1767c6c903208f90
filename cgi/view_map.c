/* view_map.c -- towns on the map, and as a list. */
#include <string.h>

#include "arena.h"
#include "bits.h"
#include "find.h"
#include "json.h"
#include "links.h"
#include "query.h"
#include "snapshot.h"
#include "view.h"
#include "words.h"

#define RADIUS      9 /* units of the view, of a town with one event */
#define RADIUS_STEP 4 /* more for each step of the root */

enum { TITLE_MAP = 3 };

/* The square root, rounded down; counts are small. */
static int64_t
root_of(size_t n)
{
	size_t r = 0;

	while ((r + 1) * (r + 1) <= n)
		r++;
	return (int64_t)r;
}

/* The list that a town's point leads to: the same query, there. */
static const char *
href_of(struct view *v, uint32_t choice)
{
	struct query q = *v->q;
	const struct snapshot_facet *f = snapshot_towns(v->s);
	uint32_t *choices = ARENA_ARRAY(v->arena, uint32_t, q.choice_count + 1);
	size_t n = 0;

	/* In order, without other towns. */
	for (size_t i = 0; i < q.choice_count; i++)
		if (q.choices[i] < f->choice ||
		    q.choices[i] >= f->choice + f->choices)
			choices[n++] = q.choices[i];
	choices[n++] = choice;
	q.choices = choices;
	q.choice_count = n;
	return links_query(v->arena, v->s, &q, "events");
}

static void
put_town(struct view *v, struct json *towns, const struct snapshot_facet *f,
    uint32_t n, size_t count)
{
	const struct snapshot_town *t = &v->s->towns[n];
	uint32_t choice = f->choice + n;
	struct json *town = json_put_object(v->arena, towns, NULL);
	const char *label = view_choice_label(v, choice);

	json_put_str(v->arena, town, "id",
	    snapshot_string(v->s, v->s->choices[choice].id));
	json_put_str(v->arena, town, "label", label);
	json_put_int(v->arena, town, "count", (int64_t)count);
	json_put_str(v->arena, town, "href", href_of(v, choice));
	if (t->x < 0)
		return;
	json_put_int(v->arena, town, "x", t->x);
	json_put_int(v->arena, town, "y", t->y);
	if (!v->ui)
		return;
	json_put_int(
	    v->arena, town, "r", RADIUS + RADIUS_STEP * (root_of(count) - 1));
	json_put_bool(v->arena, town, "named", t->named != 0);
}

/* How many of what was found are in each town. */
static uint32_t *
counts_of(
    struct view *v, const struct snapshot_facet *f, const struct found *found)
{
	uint32_t *counts = ARENA_ARRAY(v->arena, uint32_t, f->choices);

	for (size_t i = 0; i < v->s->event_count; i++) {
		uint32_t town = v->s->events[i].town;

		if (town != SNAPSHOT_NONE && bits_has(found->set, i))
			counts[town - f->choice]++;
	}
	return counts;
}

/* In order of id, so of name. */
static size_t
put_towns(struct view *v, const struct found *found)
{
	const struct snapshot_facet *f = snapshot_towns(v->s);
	struct json *towns = json_put_array(v->arena, v->out, "towns");
	uint32_t *counts;
	size_t placed = 0;

	counts = counts_of(v, f, found);
	for (uint32_t i = 0; i < f->choices; i++) {
		if (counts[i] == 0)
			continue;
		put_town(v, towns, f, i, counts[i]);
		placed += counts[i];
	}
	json_put_int(
	    v->arena, v->out, "nowhere", (int64_t)(found->total - placed));
	return towns->len;
}

struct json *
view_map(struct view *v)
{
	struct links k = links_of(v->arena, v->s, v->q, v->path);
	struct query same = *v->q;
	struct found f;
	size_t towns;

	view_begin(v, words_item(v->words, W_TITLES, TITLE_MAP));
	find_events(v->arena, v->s, v->l, v->q, v->moment, &f);
	v->is_empty = f.total == 0;
	json_put_int(v->arena, v->out, "total", (int64_t)f.total);
	towns = put_towns(v, &f);
	view_filters(v, &f, &k);
	json_put(v->arena, v->out, "map", json_get(v->site, "map"));
	json_put(v->arena, v->out, "source", json_get(v->site, "source"));
	if (v->ui) {
		const char *pairs[] = { "events",
			words_count(
			    v->arena, v->words, W_EVENTS, (int64_t)f.total),
			NULL };

		json_put_str(v->arena, v->frame, "count",
		    words_count_fill(v->arena, v->words, W_EVENTS_IN_TOWNS,
			(int64_t)towns, pairs));
		json_put_str(v->arena, v->frame, "list",
		    links_query(v->arena, v->s, &same, "events"));
		json_put_str(v->arena, v->frame, "clear", v->path);
		json_put_bool(
		    v->arena, v->frame, "filtered", query_is_filtered(v->q));
	}
	return view_end(v);
}
