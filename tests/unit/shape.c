/* shape.c -- cutting, thinning and writing of lines and rings. */
#include <stdlib.h>

#include "arena.h"
#include "buf.h"
#include "shape.h"
#include "unit.h"

/* A shape from "x,y x,y ..."; a ring where it ends in "z". */
static struct shape
shape_of(struct arena *a, const char *text)
{
	struct shape s = { ARENA_ARRAY(a, struct shape_point, strlen(text)), 0,
		false };

	while (*text != '\0' && *text != 'z') {
		char *end;
		int32_t x = (int32_t)strtol(text, &end, 10);
		int32_t y = (int32_t)strtol(end + 1, &end, 10);

		s.at[s.count++] = (struct shape_point){ x, y };
		text = end + (*end == ' ');
	}
	s.ring = *text == 'z';
	return s;
}

struct change {
	const char *what, *from, *to;
};

/* Cut to the box from 0,0 to 100,100; all that comes out, as one path. */
static void
cuts(void **state)
{
	static const struct change cases[] = {
		{ "line inside", "10,10 90,90", "M10 10l80 80" },
		{ "line outside", "110,10 190,90", "" },
		{ "line beside a corner", "90,-40 140,20", "" },
		{ "line through", "-100,50 200,50", "M0 50l100 0" },
		{ "line from corner to corner", "-50,-50 150,150",
		    "M0 0l100 100" },
		{ "line that ends inside", "50,150 50,50", "M50 100l0-50" },
		{ "line out and in again", "10,50 10,-50 90,-50 90,50",
		    "M10 50l0-50M90 0l0 50" },
		{ "line out of three edges",
		    "50,50 150,50 150,60 -50,60 -50,70 "
		    "50,70",
		    "M50 50l50 0M100 60l-100 0M0 70l50 0" },
		{ "line along the edge", "0,10 0,90", "M0 10l0 80" },
		{ "line touching in a point: shape_thin() drops it",
		    "-50,50 0,60 -50,70", "M0 60l0 0 0 0" },
		{ "nothing", "", "" },
		{ "ring inside", "10,10 90,10 50,90z", "M10 10l80 0-40 80z" },
		{ "ring outside", "110,10 190,10 150,90z", "" },
		{ "ring around", "-50,-50 150,-50 150,150 -50,150z",
		    "M0 100l0-100 100 0 0 100z" },
		{ "ring over a corner", "50,50 150,50 150,150 50,150z",
		    "M50 100l0-50 50 0 0 50z" },
		{ "ring over an edge", "-50,40 50,40 50,60 -50,60z",
		    "M0 40l50 0 0 20-50 0z" },
		{ "two prongs stay one ring",
		    "20,20 150,20 150,80 20,80 20,60 120,60 120,40 20,40z",
		    "M20 20l80 0 0 60-80 0 0-20 80 0 0-20-80 0z" },
	};
	const struct shape_box box = { 0, 0, 100, 100 };
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct shape s = shape_of(a, cases[i].from);
		struct shape_list list = { 0 };
		struct buf path = buf_new(a, 1000);

		shape_cut(a, &s, &box, &list);
		for (size_t k = 0; k < list.count; k++)
			shape_write(&path, &list.at[k]);
		if (strcmp(path.data == NULL ? "" : path.data, cases[i].to) !=
		    0)
			fail_msg("%s: %s", cases[i].what, path.data);
	}
	arena_free(a);
}

/* Far from the box, where projected coasts of other continents lie. */
static void
cuts_what_comes_from_afar(void **state)
{
	const int32_t far = SHAPE_REACH, box = SHAPE_CUT_REACH;
	struct arena *a = arena_new();
	struct shape_point ends[] = { { -far, -far }, { far, far } };
	struct shape s = { ends, 2, false };
	struct shape_list list = { 0 };

	(void)state;
	shape_cut(a, &s, &(struct shape_box){ -box, -box, box, box }, &list);
	assert_int_equal(list.count, 1);
	assert_int_equal(list.at[0].at[0].x, -box);
	assert_int_equal(list.at[0].at[0].y, -box);
	assert_int_equal(list.at[0].at[1].x, box);
	assert_int_equal(list.at[0].at[1].y, box);
	arena_free(a);
}

static void
thins(void **state)
{
	static const struct change cases[] = {
		{ "straight", "0,0 5,0 10,0 20,0", "M0 0l20 0" },
		{ "within the tolerance", "0,0 10,3 20,0", "M0 0l20 0" },
		{ "beyond it", "0,0 10,4 20,0", "M0 0l10 4 10-4" },
		{ "there and back", "0,0 50,0 10,0", "M0 0l50 0-40 0" },
		{ "the same point often", "5,5 5,5 5,5", "" },
		{ "an end that returns", "0,0 50,9 0,0", "M0 0l50 9-50-9" },
		{ "a small loop", "0,0 1,2 0,0", "" },
		{ "stairs", "0,0 2,2 4,0 50,50 52,48 100,0",
		    "M0 0l50 50 50-50" },
		{ "ring", "0,0 50,1 100,0 100,100 50,99 0,100z",
		    "M0 0l100 0 0 100-100 0z" },
		{ "small ring", "0,0 2,0 2,2z", "" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct shape s = shape_of(a, cases[i].from);
		struct shape thin = shape_thin(a, &s, 3);
		struct buf path = buf_new(a, 1000);

		shape_write(&path, &thin);
		if (strcmp(path.data == NULL ? "" : path.data, cases[i].to) !=
		    0)
			fail_msg("%s: %s", cases[i].what, path.data);
	}
	arena_free(a);
}

/* Less than a unit more than the tolerance off the line from ends[0] to
 * ends[1]. */
static bool
near(struct shape_point p, const struct shape_point *ends, int64_t tolerance)
{
	int64_t dx = ends[1].x - ends[0].x, dy = ends[1].y - ends[0].y;
	int64_t area = (p.x - ends[0].x) * dy - (p.y - ends[0].y) * dx;

	return area * area < (tolerance * tolerance + 1) * (dx * dx + dy * dy);
}

/* What is dropped lies within the tolerance of what stays, and the less the
 * tolerance the more stays: on a zigzag that grows. */
static void
thins_no_further_than_told(void **state)
{
	enum { COUNT = 60 };
	struct arena *a = arena_new();
	struct shape s = { ARENA_ARRAY(a, struct shape_point, COUNT), COUNT,
		false };
	size_t before = COUNT;

	(void)state;
	for (int32_t i = 0; i < COUNT; i++)
		s.at[i] = (struct shape_point){ 10 * i, i % 2 ? i : -i };
	for (int32_t tolerance = 1; tolerance < COUNT; tolerance++) {
		struct shape thin = shape_thin(a, &s, tolerance);

		for (size_t i = 0, k = 0; i < COUNT; i++) {
			k += s.at[i].x > thin.at[k + 1].x;
			assert_true(near(s.at[i], &thin.at[k], tolerance));
		}
		assert_in_range(thin.count, 2, before);
		before = thin.count;
	}
	assert_true(before < COUNT);
	arena_free(a);
}

static void
measures_areas(void **state)
{
	static const struct {
		const char *ring;
		int64_t area;
	} cases[] = { { "0,0 10,0 10,10 0,10z", 100 },
		{ "0,10 10,10 10,0 0,0z", 100 }, { "-5,-5 5,-5 0,5z", 50 },
		{ "0,0 10,0 20,0z", 0 } };
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct shape s = shape_of(a, cases[i].ring);

		assert_int_equal(shape_area(&s), cases[i].area);
	}
	arena_free(a);
}

UNIT(shape, T(cuts), T(cuts_what_comes_from_afar), T(thins),
    T(thins_no_further_than_told), T(measures_areas))
