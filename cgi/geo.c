/* geo.c -- distances between points, in integers. */
#include <math.h>

#include "geo.h"

/* A micro-degree of latitude is 0.111195 m on the mean sphere of 6,371,008 m
 * (IUGG R1); kept as a fraction in integers. */
#define METRES_NUMERATOR   111195
#define METRES_DENOMINATOR 1000000

int32_t
geo_cosine(int32_t lat)
{
	const double degree = 3.14159265358979323846 / 180;

	return (int32_t)lround(cos(lat / 1e6 * degree) * 1e6);
}

/* The integer square root of n, by Newton's steps from a power of two that is
 * not below it. */
static int64_t
square_root(int64_t n)
{
	int64_t x, next = 1;

	if (n == 0)
		return 0;
	while (next * next < n)
		next *= 2;
	do {
		x = next;
		next = (x + n / x) / 2;
	} while (next < x);
	return x;
}

static int64_t
north_of(struct geo_point a, struct geo_point b)
{
	return ((int64_t)b.lat - a.lat) * METRES_NUMERATOR / METRES_DENOMINATOR;
}

static int64_t
east_of(struct geo_point a, struct geo_point b, int32_t cosine)
{
	return ((int64_t)b.lon - a.lon) * cosine / 1000000 * METRES_NUMERATOR /
	       METRES_DENOMINATOR;
}

int32_t
geo_metres(struct geo_point a, struct geo_point b, int32_t cosine)
{
	int64_t north = north_of(a, b), east = east_of(a, b, cosine);

	return (int32_t)square_root(north * north + east * east);
}

bool
geo_within(
    struct geo_point a, struct geo_point b, int32_t cosine, int32_t metres)
{
	int64_t north = north_of(a, b), east, above = (int64_t)metres + 1;

	if (north >= above || north <= -above)
		return false;
	east = east_of(a, b, cosine);
	return north * north + east * east < above * above;
}

int
geo_bearing(struct geo_point a, struct geo_point b, int32_t cosine)
{
	int64_t north = (int64_t)b.lat - a.lat,
		east = ((int64_t)b.lon - a.lon) * cosine / 1000000;
	int64_t n = north < 0 ? -north : north, e = east < 0 ? -east : east;

	/* Within 22.5 degrees of an axis: tan 22.5 = 0.41421. */
	if (e * 100000 <= n * 41421)
		return north >= 0 ? 0 : 4;
	if (n * 100000 < e * 41421)
		return east >= 0 ? 2 : 6;
	if (north >= 0)
		return east >= 0 ? 1 : 7;
	return east >= 0 ? 3 : 5;
}
