/* geojson.c -- lines and areas from a GeoJSON file. */
#include <math.h>
#include <string.h>

#include "arena.h"
#include "err.h"
#include "geojson.h"
#include "json.h"

#define RING_LEAST  4 /* positions, the first one repeated (RFC 7946, 3.1.6) */
#define LINE_LEAST  2
#define PARTS_FIRST 16

struct reader {
	struct arena *arena;
	struct geojson *out;
	size_t size;    /* places in out->parts */
	size_t points;  /* read so far */
	size_t feature; /* from 1 */
	struct err *err;
};

static bool
wrong(struct reader *r, const char *what)
{
	return err_set(r->err, ERR_INPUT, "feature %zu: %s", r->feature, what);
}

static bool
degrees(const struct json *j, int32_t limit, int32_t *out)
{
	double n;

	if (json_is(j, JSON_INT))
		n = (double)j->integer;
	else if (json_is(j, JSON_REAL))
		n = j->real;
	else
		return false;
	if (!(fabs(n) <= limit))
		return false;
	*out = (int32_t)lround(n * 1e6);
	return true;
}

/* [longitude, latitude], and perhaps a height. */
static bool
read_position(
    struct reader *r, const struct json *position, struct geo_point *p)
{
	const struct json *lon = NULL;

	if (json_is(position, JSON_ARRAY))
		lon = position->first;
	if (lon != NULL && degrees(lon, 180, &p->lon) && lon->next != NULL &&
	    degrees(lon->next, 90, &p->lat))
		return true;
	return wrong(r,
	    "a position must be [longitude, latitude] in degrees, longitude "
	    "from -180 to 180 and latitude from -90 to 90");
}

static struct geojson_part *
new_part(struct reader *r, size_t points)
{
	struct geojson *g = r->out;
	struct geojson_part *part;

	if (g->count == r->size) {
		size_t had = r->size * sizeof(*part);

		r->size = r->size == 0 ? PARTS_FIRST : 2 * r->size;
		g->parts = arena_grow(
		    r->arena, g->parts, had, r->size * sizeof(*part));
	}
	part = &g->parts[g->count++];
	*part = (struct geojson_part){
		ARENA_ARRAY(r->arena, struct geo_point, points), 0, false
	};
	return part;
}

static bool
read_points(struct reader *r, const struct json *positions, bool ring)
{
	struct geojson_part *part;

	if (!json_is(positions, JSON_ARRAY) ||
	    positions->len < (ring ? RING_LEAST : LINE_LEAST))
		return wrong(r, ring ? "a ring needs four positions at least"
				     : "a line needs two positions at least");
	r->points += positions->len;
	if (r->points > GEOJSON_POINTS_MAX)
		return err_set(r->err, ERR_LIMIT,
		    "more than %d positions; please simplify the shapes",
		    GEOJSON_POINTS_MAX);
	part = new_part(r, positions->len);
	part->ring = ring;
	JSON_EACH(position, positions)
	if (!read_position(r, position, &part->at[part->count++]))
		return false;
	if (!ring)
		return true;
	if (memcmp(&part->at[0], &part->at[part->count - 1],
		sizeof(part->at[0])) != 0)
		return wrong(r, "a ring must end where it begins");
	part->count--;
	return true;
}

/* Coordinates nested "depth" lists deeper than those of one line or ring. */
static bool
read_nested(struct reader *r, const struct json *list, int depth, bool ring)
{
	if (depth == 0)
		return read_points(r, list, ring);
	if (!json_is(list, JSON_ARRAY))
		return wrong(r, "\"coordinates\" must be a list of lists");
	JSON_EACH(item, list)
	if (!read_nested(r, item, depth - 1, ring))
		return false;
	return true;
}

static bool
read_feature(struct reader *r, const struct json *feature)
{
	static const struct {
		const char *type;
		int depth;
		bool ring;
	} kinds[] = {
		{ "LineString", 0, false },
		{ "MultiLineString", 1, false },
		{ "Polygon", 1, true },
		{ "MultiPolygon", 2, true },
	};
	const struct json *geometry = json_get(feature, "geometry");
	const char *type = json_get_str(geometry, "type");

	if (json_is(geometry, JSON_NULL))
		return true;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (type != NULL && strcmp(type, kinds[i].type) == 0)
			return read_nested(r, json_get(geometry, "coordinates"),
			    kinds[i].depth, kinds[i].ring);
	return wrong(r,
	    "its geometry must be a LineString, MultiLineString, Polygon or "
	    "MultiPolygon");
}

bool
geojson_parse(struct arena *a, const char *text, size_t len,
    struct geojson *out, struct err *err)
{
	struct reader r = { .arena = a, .out = out, .err = err };
	const struct json *features;
	struct json *file;
	const char *type;

	*out = (struct geojson){ 0 };
	if (!json_parse(a, text, len, NULL, &file, err))
		return false;
	type = json_get_str(file, "type");
	features = json_get(file, "features");
	if (type == NULL || strcmp(type, "FeatureCollection") != 0 ||
	    !json_is(features, JSON_ARRAY))
		return err_set(err, ERR_INPUT,
		    "not GeoJSON that can be drawn: it must be a "
		    "FeatureCollection with a list \"features\"");
	JSON_EACH(feature, features)
	{
		r.feature++;
		if (!read_feature(&r, feature))
			return false;
	}
	return true;
}
