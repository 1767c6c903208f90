/*
 * geo.h -- distances between points, in integers.
 *
 * A point is in micro-degrees (WGS 84).  Distances are on a plane in which
 * the cosine of one latitude, the region's middle, holds everywhere.  So a
 * distance is wrong by tan(latitude) for each radian from the middle at most:
 * for a region of 300 km by 2 % in the Azores, 3 % in northern France, 4.4 % at
 * 60 degrees (against great circles on the mean sphere).  C and JavaScript
 * agree to the metre because no floating point is involved.
 */
#ifndef GEO_H
#define GEO_H

#include <stdbool.h>
#include <stdint.h>

struct geo_point {
	int32_t lat, lon; /* micro-degrees */
};

struct geo_box {
	int32_t south, west, north, east; /* micro-degrees */
};

/* Cosine of a latitude in millionths, rounded: computed once, at publication,
 * and shipped as data. */
int32_t geo_cosine(int32_t lat);

/* Metres, rounded down. */
int32_t geo_metres(struct geo_point, struct geo_point, int32_t cosine);

/* geo_metres() <= metres, without a root: most are too far north or south. */
bool
geo_within(struct geo_point, struct geo_point, int32_t cosine, int32_t metres);

/* The eight-point bearing from a to b: 0 is north, then clockwise; 0 also for
 * one and the same point. */
int geo_bearing(struct geo_point a, struct geo_point b, int32_t cosine);

#endif
