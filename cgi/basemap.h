/*
 * basemap.h -- the map under the towns: a festival's region cut out of the
 * world's line work (www/map.mjs), as path data for an inline <svg>.
 *
 * Everything is in view units: whole numbers, x to the right from 0 to
 * BASEMAP_WIDTH, y down.  The projection is equirectangular with the cosine of
 * the region's middle latitude, as distances are (geo.h).
 */
#ifndef BASEMAP_H
#define BASEMAP_H

#include <stdbool.h>
#include <stdint.h>

#include "geo.h"

struct arena;
struct err;
struct json;

#define BASEMAP_WIDTH      1000
#define BASEMAP_HEIGHT_MIN 500
#define BASEMAP_HEIGHT_MAX 2000

/* Bytes of all path data together: under 1 kB gzip, which is what 300 towns
 * leave of the page's 12 kB.  Detail gives way. */
#define BASEMAP_PATHS_MAX 1900

/* Micro-degrees that a region has to span, at least and at most. */
#define BASEMAP_SPAN_MIN 10000    /* a kilometre of latitude */
#define BASEMAP_SPAN_MAX 60000000 /* beyond it the projection misleads */

struct basemap {
	/* The projection: its corner, and how many micro-degrees of longitude
	 * and of latitude a width of the view spans. */
	int32_t west, north, across, down;
	int32_t width, height; /* of the view */
	/* Path data, "" where there is nothing to draw. */
	const char *land;    /* areas, to fill: each runs so that both of SVG's
				fill rules give the same */
	const char *borders; /* lines between countries */
	const char *lines;   /* lines between the parts of a country */
	const char *areas;   /* of the festival's own file, to fill by the rule
				evenodd: not all writers of GeoJSON turn
				their holes round */
	const char *extra;   /* lines of the festival's own file */
	const char *credit;  /* whom the land and the lines are from */
};

/*
 * Make the map of a region, with a margin around it; a narrow region gets more
 * of its surroundings, so that the view stays at most twice as high as wide
 * and the other way round.  "folder" holds world.json; "own" is a GeoJSON file
 * to draw too, or NULL.
 *
 * Paths too long for the budget are drawn coarser; where that is not enough,
 * without the lines inside countries.  A region without coast or borders is
 * fine.
 *
 * False with a sentence: a region that crosses the 180th meridian, is too
 * small, too large or too near a pole; a file that cannot be read or used, by
 * its name.
 */
bool basemap_make(struct arena *, const char *folder, const struct geo_box *,
    const char *own, struct basemap **, struct err *);

/* Where a point lies in the view.  Outside of it: false, and both are -1. */
bool basemap_project(
    const struct basemap *, struct geo_point, int32_t *x, int32_t *y);

/* The map as data for templates: {width, height, land, borders, lines, areas,
 * extra, credit}; a path that is empty is left out. */
struct json *basemap_tree(struct arena *, const struct basemap *);

#endif
