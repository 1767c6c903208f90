/* edition_town.c -- which towns there are. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "catalog.h"
#include "edition.h"
#include "edition_town.h"
#include "event.h"
#include "json.h"
#include "text.h"

#define PREFIX 2 /* signs of a postcode that tell homonyms apart */

/* An event's town, before towns are known. */
struct mention {
	const char *town; /* as it is spelt */
	const char *slug;
	const char *postcode; /* "" */
	const char *name;     /* slug, and the beginning of the postcode */
	const char *key;      /* what is the same for one town: its code or
				 name */
	uint32_t event;
};

/* ---- who is where ------------------------------------------------------ */

static const char *
text_of(const struct json *place, const char *member)
{
	const char *text = json_get_str(place, member);

	return text != NULL ? text : "";
}

static struct mention *
mentions_of(struct edition *ed, size_t *count)
{
	struct mention *list =
	    ARENA_ARRAY(ed->arena, struct mention, ed->count);

	*count = 0;
	for (size_t i = 0; i < ed->count; i++) {
		const struct json *place =
		    json_get(ed->events[i].from->document, "place");
		struct mention *m = &list[*count];

		ed->events[i].town = SNAPSHOT_NONE;
		if (json_get_str(place, "town") == NULL)
			continue;
		m->town = json_get_str(place, "town");
		m->slug = text_slug(ed->arena, m->town, EVENT_SLUG_MAX);
		m->postcode = text_of(place, "postcode");
		m->event = (uint32_t)i;
		m->name = arena_printf(
		    ed->arena, "%s/%.*s", m->slug, PREFIX, m->postcode);
		m->key = text_of(place, "insee");
		++*count;
	}
	return list;
}

static int
by_key(const void *a, const void *b)
{
	const struct mention *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	if (order == 0)
		order = strcmp(x->town, y->town);
	if (order == 0)
		order = strcmp(x->postcode, y->postcode);
	return order != 0 ? order
			  : (x->event > y->event) - (x->event < y->event);
}

static int
by_name(const void *a, const void *b)
{
	const struct mention *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order != 0 ? order : strcmp(y->key, x->key); /* codes first */
}

/* Where some events of a town have its code and others have not, the others
 * join; where none has, the name is the key. */
static void
settle_keys(struct mention *list, size_t count)
{
	qsort(list, count, sizeof(*list), by_name);
	for (size_t i = 0; i < count; i++) {
		if (*list[i].key != '\0')
			continue;
		list[i].key =
		    i > 0 && strcmp(list[i - 1].name, list[i].name) == 0
			? list[i - 1].key
			: list[i].name;
	}
	qsort(list, count, sizeof(*list), by_key);
}

/* ---- one town ---------------------------------------------------------- */

/* The commonest run of equal texts among sorted mentions. */
static const struct mention *
commonest(const struct mention *list, size_t count)
{
	const struct mention *best = list;
	size_t most = 0;

	for (size_t i = 0, k; i < count; i = k) {
		for (k = i;
		     k < count && strcmp(list[k].town, list[i].town) == 0; k++)
			;
		if (k - i > most) {
			most = k - i;
			best = &list[i];
		}
	}
	return best;
}

static struct geo_point
middle(const struct edition *ed, const struct edition_town *t)
{
	struct geo_point at = { SNAPSHOT_NOWHERE, 0 };
	int64_t lat = 0, lon = 0, n = 0;

	for (size_t i = 0; i < t->count; i++) {
		const struct json *place =
		    json_get(ed->events[t->events[i]].from->document, "place");

		if (json_get(place, "lat") == NULL)
			continue;
		lat += json_get_int(place, "lat", 0);
		lon += json_get_int(place, "lon", 0);
		n++;
	}
	if (n > 0)
		at = (struct geo_point){ (int32_t)(lat / n),
			(int32_t)(lon / n) };
	return at;
}

static struct edition_town
town_of(struct edition *ed, const struct mention *list, size_t count)
{
	const struct mention *name = commonest(list, count);
	struct edition_town t = { .id = name->slug, .label = name->town };

	t.events = ARENA_ARRAY(ed->arena, uint32_t, count);
	for (size_t i = 0; i < count; i++)
		t.events[t.count++] = list[i].event;
	t.at = middle(ed, &t);
	return t;
}

/* ---- names that two share ---------------------------------------------- */

static int
by_id(const void *a, const void *b)
{
	return strcmp(((const struct edition_town *)a)->id,
	    ((const struct edition_town *)b)->id);
}

/* What tells a town from another of its name. */
static const char *
mark_of(const struct edition *ed, const struct edition_town *t)
{
	const struct json *place =
	    json_get(ed->events[t->events[0]].from->document, "place");

	return *text_of(place, "postcode") != '\0'
		   ? text_of(place, "postcode")
		   : text_of(place, "department");
}

static void
mark_homonyms(struct edition *ed, struct edition_town *towns, size_t count)
{
	for (size_t i = 0, k; i < count; i = k) {
		const char *id = towns[i].id;

		for (k = i + 1; k < count && strcmp(towns[k].id, id) == 0; k++)
			;
		for (size_t n = i; k - i > 1 && n < k; n++) {
			const char *mark = mark_of(ed, &towns[n]);

			towns[n].id = arena_printf(ed->arena, "%s-%s", id,
			    *mark != '\0'
				? text_slug(ed->arena, mark, EVENT_SLUG_MAX)
				: "x");
			if (*mark != '\0')
				towns[n].label = arena_printf(
				    ed->arena, "%s (%s)", towns[n].label, mark);
		}
	}
	qsort(towns, count, sizeof(*towns), by_id);
	/* What even that does not tell apart is numbered. */
	for (size_t i = 0, k; i < count; i = k) {
		for (k = i + 1;
		     k < count && strcmp(towns[k].id, towns[i].id) == 0; k++)
			towns[k].id = arena_printf(
			    ed->arena, "%s-%zu", towns[i].id, k - i + 1);
	}
}

struct edition_town *
edition_towns(struct edition *ed, size_t *count)
{
	size_t mentions;
	struct mention *list = mentions_of(ed, &mentions);
	struct edition_town *towns =
	    ARENA_ARRAY(ed->arena, struct edition_town, mentions);

	*count = 0;
	if (mentions == 0)
		return towns;
	settle_keys(list, mentions);
	for (size_t i = 0, k; i < mentions; i = k) {
		for (k = i;
		     k < mentions && strcmp(list[k].key, list[i].key) == 0; k++)
			;
		towns[(*count)++] = town_of(ed, list + i, k - i);
	}
	qsort(towns, *count, sizeof(*towns), by_id);
	mark_homonyms(ed, towns, *count);
	return towns;
}
