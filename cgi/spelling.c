/* spelling.c -- one spelling for the departments and regions of an import. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "json.h"
#include "spelling.h"
#include "text.h"

#define POSTCODE_START 2 /* bytes of a postcode that tell towns apart */

/* What one event says, and what says that it is the same matter. */
struct vote {
	const char *key, *says;
	struct json *member; /* where it says so */
};

struct votes {
	struct arena *arena;
	struct vote *list;
	size_t count;
};

/* What to put votes of one matter together by; NULL: it has none. */
typedef const char *
matter(struct arena *, const struct json *place, const char *says);

static const char *
by_fold(struct arena *a, const struct json *place, const char *says)
{
	(void)place;
	return text_folded(a, says);
}

static const char *
by_town(struct arena *a, const struct json *place, const char *says)
{
	const char *town = json_get_str(place, "town"),
		   *postcode = json_get_str(place, "postcode");

	(void)says;
	if (town == NULL || postcode == NULL)
		return NULL;
	return arena_printf(
	    a, "%.*s %s", POSTCODE_START, postcode, text_folded(a, town));
}

static void
collect(struct votes *v, struct json *events, const char *name, matter *of)
{
	v->list = ARENA_ARRAY(v->arena, struct vote, events->len);
	v->count = 0;
	for (struct json *e = events->first; e != NULL; e = e->next) {
		const struct json *place = json_get(e, "place");
		struct json *m = place != NULL ? place->first : NULL;
		const char *key;

		while (m != NULL && strcmp(m->key, name) != 0)
			m = m->next;
		if (m == NULL || (key = of(v->arena, place, m->string)) == NULL)
			continue;
		v->list[v->count++] = (struct vote){ key, m->string, m };
	}
}

static int
in_order(const void *a, const void *b)
{
	const struct vote *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	return order != 0 ? order : strcmp(x->says, y->says);
}

/* How many from the first on agree with it. */
static size_t
run(const struct vote *v, size_t count, bool whole)
{
	size_t n = 1;

	while (n < count && strcmp(v[n].key, v->key) == 0 &&
	       (!whole || strcmp(v[n].says, v->says) == 0))
		n++;
	return n;
}

/*
 * The commonest word of one matter for all of it; of equals the last, since
 * capitals and missing accents come first in byte order.  Where "most" is
 * asked, only if more than half say it.
 */
static void
settle_one(struct vote *v, size_t count, bool most)
{
	const char *commonest = v->says;
	size_t best = 0;

	for (size_t i = 0, n; i < count; i += n) {
		n = run(v + i, count - i, true);
		if (n >= best) {
			best = n;
			commonest = v[i].says;
		}
	}
	if (most && 2 * best <= count)
		return;
	for (size_t i = 0; i < count; i++) {
		v[i].member->string = commonest;
		v[i].member->len = (uint32_t)strlen(commonest);
	}
}

static void
settle(struct arena *a, struct json *events, const char *name, matter *of)
{
	struct votes v = { .arena = a };

	collect(&v, events, name, of);
	qsort(v.list, v.count, sizeof(*v.list), in_order);
	for (size_t i = 0, n; i < v.count; i += n) {
		n = run(v.list + i, v.count - i, false);
		settle_one(v.list + i, n, of == by_town);
	}
}

void
spelling_settle(struct arena *a, struct json *events)
{
	static const char *const names[] = { "department", "region" };

	for (size_t i = 0; i < 2; i++) {
		settle(a, events, names[i], by_fold);
		settle(a, events, names[i], by_town);
	}
}
