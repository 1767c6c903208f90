/* place.c -- where an event is. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "batch.h"
#include "draft.h"
#include "event.h"
#include "json.h"
#include "place.h"

static const struct {
	const char *ours, *theirs, * or ; /* some have two names */
} texts[] = {
	{ "name", "name", NULL },
	{ "address", "address", NULL },
	{ "town", "city", "adminLevel4" },
	{ "postcode", "postalCode", NULL },
	{ "insee", "insee", NULL },
	{ "district", "district", "adminLevel6" },
	{ "department", "department", "adminLevel2" },
	{ "region", "region", "adminLevel1" },
};

static bool
degrees(const struct json *j, double max, int64_t *micro)
{
	const char *text = json_str(j);
	double value;
	char *end;

	if (json_is(j, JSON_INT))
		value = (double)j->integer;
	else if (json_is(j, JSON_REAL))
		value = j->real;
	else if (text == NULL || (value = strtod(text, &end), end == text) ||
		 *end != '\0')
		return false;
	if (!(fabs(value) <= max))
		return false;
	*micro = (int64_t)lround(value * 1e6);
	return true;
}

/* latitude and longitude, or {lat, lon}, or [lat, lon]. */
static void
put_point(struct draft *d, struct json *place, const struct json *from)
{
	const struct json *lat = json_get(from, "latitude"),
			  *lon = json_get(from, "longitude"),
			  *both = json_get(from, "coordinates");
	int64_t y, x;

	if (json_is(both, JSON_OBJECT)) {
		lat = json_get(both, "lat");
		lon = json_get(both, "lon");
	} else if (json_is(both, JSON_ARRAY) && both->len == 2) {
		lat = both->first;
		lon = both->last;
	}
	/* 0, 0 lies in the sea off Africa: a form that was not filled in. */
	if (!degrees(lat, 90, &y) || !degrees(lon, 180, &x) ||
	    (y == 0 && x == 0)) {
		batch_warn(d->batch, d->uid,
		    "its place has no usable point: no map and no distance");
		return;
	}
	json_put_int(d->arena, place, "lat", y);
	json_put_int(d->arena, place, "lon", x);
}

/* Codes come in both cases ("FR", "fr"). */
static void
put_country(struct draft *d, struct json *place, const struct json *code)
{
	const char *text = draft_line(d, code, EVENT_FIELD_MAX);
	char *upper;

	if (text == NULL)
		return;
	upper = arena_strdup(d->arena, text);
	for (char *c = upper; *c != '\0'; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	json_put_str(d->arena, place, "country", upper);
}

void
place_put(struct draft *d, const struct json *from)
{
	struct json *place = json_object(d->arena);

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const struct json *text = json_get(from, texts[i].theirs);

		if (texts[i].or
		    != NULL && draft_line(d, text, EVENT_FIELD_MAX) == NULL)
			text = json_get(from, texts[i].or);
		draft_put_line(d, place, texts[i].ours, text, EVENT_FIELD_MAX);
	}
	if (place->len == 0)
		return;
	put_country(d, place, json_get(from, "countryCode"));
	put_point(d, place, from);
	draft_put_contact(d, place, "phone", "phone", json_get(from, "phone"));
	draft_put_contact(d, place, "mail", "mail", json_get(from, "email"));
	draft_put_contact(
	    d, place, "website", "link", json_get(from, "website"));
	draft_put_languages(d, place, "access", json_get(from, "access"),
	    draft_make_line, EVENT_SUMMARY_MAX);
	json_put(d->arena, d->event, "place", place);
}
