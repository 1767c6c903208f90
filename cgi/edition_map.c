/* edition_map.c -- the towns on the map, and whose names stand there. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "basemap.h"
#include "bits.h"
#include "edition.h"
#include "programme.h"

/* In units of the view, for type as the style sheet sets it. */
#define NAME_HEIGHT 44
#define NAME_CHAR   19 /* the width of one */
#define NAME_GAP    14 /* between the town's point and its name */
#define NAMES_MAX   24

struct box {
	int32_t left, top, right, bottom;
};

/* A town with how many events it has, to be named or not. */
struct candidate {
	size_t town, events;
	struct box name;
};

static int
larger_first(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->events != y->events)
		return x->events < y->events ? 1 : -1;
	return x->town < y->town ? -1 : 1;
}

static bool
overlap(const struct box *a, const struct box *b)
{
	return a->left < b->right && b->left < a->right && a->top < b->bottom &&
	       b->top < a->bottom;
}

/* Characters, not bytes. */
static int32_t
length(const char *text)
{
	int32_t n = 0;

	for (; *text != '\0'; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

/* Name the largest towns, as long as their names do not meet. */
static void
name_towns(const struct edition *ed, struct candidate *c, size_t count,
    struct snapshot_town *towns)
{
	const struct box *taken[NAMES_MAX];
	size_t n = 0;

	if (count > 1)
		qsort(c, count, sizeof(*c), larger_first);
	for (size_t i = 0; i < count && n < NAMES_MAX; i++) {
		bool is_free = c[i].name.right <= BASEMAP_WIDTH &&
			       c[i].name.top >= 0 &&
			       c[i].name.bottom <= ed->map->height;

		for (size_t k = 0; k < n; k++)
			is_free &= !overlap(&c[i].name, taken[k]);
		if (!is_free)
			continue;
		towns[c[i].town].named = 1;
		taken[n++] = &c[i].name;
	}
}

struct snapshot_town *
edition_map_towns(const struct edition *ed, size_t *count)
{
	const struct edition_facet *f = NULL;
	struct snapshot_town *towns;
	struct candidate *candidates;
	size_t n = 0;

	for (size_t i = 0; i < ed->facet_count; i++)
		if (ed->facets[i].kind == SNAPSHOT_TOWN)
			f = &ed->facets[i];
	*count = f->choices;
	towns = ARENA_ARRAY(ed->arena, struct snapshot_town, *count);
	candidates = ARENA_ARRAY(ed->arena, struct candidate, *count);
	for (size_t i = 0; i < *count; i++) {
		const struct edition_choice *c = &ed->choices[f->choice + i];
		struct snapshot_town *t = &towns[i];

		*t = (struct snapshot_town){ c->at.lat, c->at.lon, -1, -1, 0,
			0 };
		if (ed->map == NULL || c->at.lat == SNAPSHOT_NOWHERE ||
		    !basemap_project(ed->map, c->at, &t->x, &t->y))
			continue;
		candidates[n++] = (struct candidate){ i,
			bits_count(c->set, ed->set_words),
			{ t->x, t->y - NAME_HEIGHT / 2,
			    t->x + NAME_GAP + NAME_CHAR * length(c->labels[0]),
			    t->y + NAME_HEIGHT / 2 } };
	}
	if (n > 0)
		name_towns(ed, candidates, n, towns);
	return towns;
}
