/* geo.c -- integer distances against the sphere. */
#include <math.h>

#include "geo.h"
#include "unit.h"

#define RADIUS 6371008.0                        /* metres: IUGG R1 */
#define RADIAN (3.14159265358979323846 / 180e6) /* a micro-degree */

/* The great circle, by the haversine. */
static double
great_circle(struct geo_point a, struct geo_point b)
{
	double north = sin((b.lat - a.lat) * RADIAN / 2),
	       east = sin((b.lon - a.lon) * RADIAN / 2),
	       h = north * north +
		   cos(a.lat * RADIAN) * cos(b.lat * RADIAN) * east * east;

	return 2 * RADIUS * asin(sqrt(h));
}

/* The ground of the festival, of another one, and of the header's bounds:
 * squares of 300 km. */
static const struct {
	const char *name;
	struct geo_point low, high;
	double error; /* of one, the largest allowed */
} regions[] = {
	{ "Hauts-de-France", { 48830000, 1380000 }, { 51090000, 4260000 },
	    0.03 },
	{ "Azores", { 36920000, -31280000 }, { 39730000, -25000000 }, 0.021 },
	{ "38 N", { 36951000, -26721000 }, { 39649000, -23279000 }, 0.02 },
	{ "50 N", { 48651000, 901000 }, { 51349000, 5099000 }, 0.03 },
	{ "60 N", { 58651000, 7302000 }, { 61349000, 12698000 }, 0.044 },
	{ "34 S", { -35349000, 149373000 }, { -32651000, 152627000 }, 0.02 },
};

static struct geo_point
random_point(size_t region, uint64_t *seed)
{
	struct geo_point low = regions[region].low, high = regions[region].high;

	return (struct geo_point){
		low.lat +
		    (int32_t)unit_random(seed, (uint32_t)(high.lat - low.lat)),
		low.lon +
		    (int32_t)unit_random(seed, (uint32_t)(high.lon - low.lon)),
	};
}

static int32_t
middle_cosine(size_t region)
{
	return geo_cosine(
	    (regions[region].low.lat + regions[region].high.lat) / 2);
}

static void
distances_hold_their_error(void **state)
{
	uint64_t seed = 8;

	(void)state;
	for (size_t r = 0; r < COUNT(regions); r++) {
		int32_t cosine = middle_cosine(r);

		for (int i = 0; i < 50000; i++) {
			struct geo_point a = random_point(r, &seed),
					 b = random_point(r, &seed);
			double want, got;

			if (i % 4 == 0) /* the worst is along an edge */
				a.lat = b.lat = i % 8 ? regions[r].low.lat
						      : regions[r].high.lat;
			want = great_circle(a, b);
			got = geo_metres(a, b, cosine);
			if (fabs(got - want) > want * regions[r].error + 2)
				fail_msg("%s: %.0f m, not %.0f",
				    regions[r].name, got, want);
			assert_int_equal(
			    geo_metres(b, a, cosine), (int32_t)got);
			assert_true(geo_within(a, b, cosine, (int32_t)got));
			assert_false(
			    geo_within(a, b, cosine, (int32_t)got - 1));
		}
	}
}

static void
knows_distances(void **state)
{
	static const struct geo_point lille = { 50629250, 3057256 },
				      calais = { 50948800, 1874680 };
	static const struct {
		struct geo_point a, b;
		int32_t cosine, metres;
	} cases[] = {
		{ { 0, 0 }, { 0, 0 }, 1000000, 0 },
		{ { 0, 0 }, { 8, 0 }, 1000000, 0 }, /* 0.89 m */
		{ { 0, 0 }, { 9, 0 }, 1000000, 1 },
		{ { 0, 0 }, { 1000000, 0 }, 1000000, 111195 },
		{ { 0, 0 }, { 0, 1000000 }, 1000000, 111195 },
		{ { 0, 0 }, { 0, -1000000 }, 500000, 55597 },
		{ { 0, 0 }, { 3000000, 4000000 }, 1000000, 555975 },
		{ { -90000000, 0 }, { 90000000, 0 }, 0, 20015100 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(
		    geo_metres(cases[i].a, cases[i].b, cases[i].cosine),
		    cases[i].metres);
	/* 90,403 m by the great circle; 3 % */
	assert_in_range(geo_metres(lille, calais, geo_cosine(50000000)),
	    90403 - 2712, 90403 + 2712);
	/* Points that are none are wrong, not undefined. */
	geo_metres((struct geo_point){ INT32_MIN, INT32_MIN },
	    (struct geo_point){ INT32_MAX, INT32_MAX }, 1000000);
	geo_bearing((struct geo_point){ INT32_MIN, INT32_MIN },
	    (struct geo_point){ INT32_MAX, INT32_MAX }, 1000000);
}

/* Rounded down for any sum of squares: 1 m more would be too far. */
static void
roots_are_rounded_down(void **state)
{
	(void)state;
	for (int64_t north = 0; north < 700; north++) {
		for (int64_t east = 0; east < 700; east++) {
			/* 9 micro-degrees are 1.0008 m, so 1 after rounding */
			struct geo_point a = { 0, 0 }, b = { (int32_t)north * 9,
				(int32_t)east * 9 };
			int64_t n = north * 9 * 111195 / 1000000,
				e = east * 9 * 111195 / 1000000,
				root = geo_metres(a, b, 1000000);

			assert_true(root * root <= n * n + e * e);
			assert_true((root + 1) * (root + 1) > n * n + e * e);
		}
	}
}

static void
knows_cosines(void **state)
{
	static const struct {
		int32_t lat, cosine;
	} cases[] = {
		{ 0, 1000000 },
		{ 60000000, 500000 },
		{ -60000000, 500000 },
		{ 90000000, 0 },
		{ 50000000, 642788 },
		{ 45000000, 707107 },
		{ 38330000, 784452 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(geo_cosine(cases[i].lat), cases[i].cosine);
}

static void
knows_bearings(void **state)
{
	/* Clockwise from north, just inside the borders at 22.5 degrees. */
	static const struct {
		int32_t north, east;
		int bearing;
	} cases[] = {
		{ 1000, 0, 0 },
		{ 1000, 414, 0 },
		{ 1000, 415, 1 },
		{ 1000, 1000, 1 },
		{ 415, 1000, 1 },
		{ 414, 1000, 2 },
		{ 0, 1000, 2 },
		{ -414, 1000, 2 },
		{ -415, 1000, 3 },
		{ -1000, 1000, 3 },
		{ -1000, 415, 3 },
		{ -1000, 414, 4 },
		{ -1000, 0, 4 },
		{ -1000, -414, 4 },
		{ -1000, -415, 5 },
		{ -1000, -1000, 5 },
		{ -415, -1000, 5 },
		{ -414, -1000, 6 },
		{ 0, -1000, 6 },
		{ 414, -1000, 6 },
		{ 415, -1000, 7 },
		{ 1000, -1000, 7 },
		{ 1000, -415, 7 },
		{ 1000, -414, 0 },
		{ 0, 0, 0 },
		{ 1, 0, 0 },
		{ 0, -1, 6 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct geo_point a = { 50000000, 3000000 };
		struct geo_point b = { a.lat + cases[i].north,
			a.lon + cases[i].east };
		struct geo_point wide = { b.lat, a.lon + 2 * cases[i].east };

		assert_int_equal(geo_bearing(a, b, 1000000), cases[i].bearing);
		/* At 60 degrees a degree of longitude is half as long. */
		assert_int_equal(
		    geo_bearing(a, wide, 500000), cases[i].bearing);
	}
}

UNIT(geo, T(distances_hold_their_error), T(knows_distances),
    T(roots_are_rounded_down), T(knows_cosines), T(knows_bearings))
