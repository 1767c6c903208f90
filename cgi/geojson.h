/*
 * geojson.h -- lines and areas from a GeoJSON file (RFC 7946).
 */
#ifndef GEOJSON_H
#define GEOJSON_H

#include <stdbool.h>
#include <stddef.h>

#include "geo.h"

struct arena;
struct err;

#define GEOJSON_POINTS_MAX 100000 /* of a file */

struct geojson_part {
	struct geo_point *at;
	size_t count;
	bool ring; /* of an area: outer edge or hole; the first point is not
		      repeated at the end */
};

struct geojson {
	struct geojson_part *parts;
	size_t count;
};

/*
 * Read a FeatureCollection of LineString, MultiLineString, Polygon and
 * MultiPolygon features.  Their properties are passed over, and so are
 * features without a geometry.  False with a sentence that names the feature,
 * counted from 1.
 */
bool geojson_parse(struct arena *, const char *text, size_t len,
    struct geojson *, struct err *);

#endif
