/* basemap.c -- a region cut out of the world: a made one, and the real one. */
#include <stdlib.h>
#include <unistd.h>

#include "arena.h"
#include "basemap.h"
#include "buf.h"
#include "err.h"
#include "files.h"
#include "json.h"
#include "unit.h"

#define REAL_FOLDER "build/www/map" /* made by "make www" */

static const struct geo_box hauts_de_france = { 48837000, 1380000, 51090000,
	4256000 };
static const struct geo_box azores = { 36900000, -31300000, 39800000,
	-25000000 };

/* A degree around 0, 0, where all directions are alike: a margin of 1/40
 * makes 1000 units of 1.05 degrees. */
static const struct geo_box degree = { -500000, -500000, 500000, 500000 };

/* ---- a made world ------------------------------------------------------ */

/* A number as www/map.mjs codes it. */
static void
put_number(struct buf *out, int32_t n)
{
	uint32_t rest = n < 0 ? ~((uint32_t)n << 1) : (uint32_t)n << 1;

	for (; rest >= 0x20; rest >>= 5)
		buf_putc(out, (char)((rest % 0x20) + 0x20 + 63));
	buf_putc(out, (char)(rest + 63));
}

/* Points as pairs in thousandths of a degree. */
static const char *
coded(struct arena *a, const int32_t (*points)[2], size_t count)
{
	struct buf out = buf_new(a, 1000);
	int32_t x = 0, y = 0;

	for (size_t i = 0; i < count; i++) {
		put_number(&out, points[i][0] - x);
		put_number(&out, points[i][1] - y);
		x = points[i][0];
		y = points[i][1];
	}
	return out.data;
}

/* West of 0 it is land, but for the far south; a border runs along 0.105
 * degree north and a line inside along 0.105 degree south of the equator. */
static const char *
small_world(struct arena *a)
{
	static const int32_t west[][2] = { { -9000, -420 }, { 0, -420 },
		{ 0, 9000 }, { -9000, 9000 } },
			     islet[][2] = { { 200, 200 }, { 202, 200 },
				     { 202, 202 }, { 200, 202 } },
			     north[][2] = { { -9000, 105 }, { 0, 105 } },
			     south[][2] = { { -9000, -105 }, { 0, -105 } };
	struct json *world = json_object(a), *list;
	struct buf out = buf_new(a, 1000);

	json_put_str(a, world, "credit", "a test");
	json_put_int(a, world, "precision", 1000);
	list = json_put_array(a, world, "land");
	json_put_str(a, list, NULL, coded(a, west, 4));
	json_put_str(a, list, NULL, coded(a, islet, 4));
	list = json_put_array(a, world, "borders");
	json_put_str(a, list, NULL, coded(a, north, 2));
	list = json_put_array(a, world, "lines");
	json_put_str(a, list, NULL, coded(a, south, 2));
	json_write(&out, world);
	return out.data;
}

/* A folder with a file in it; gone when "remove_folder" has been called. */
static const char *
folder_with(struct arena *a, const char *name, const char *text)
{
	char *folder = arena_strdup(a, "/tmp/almanach-XXXXXX");
	struct err err = { 0 };

	assert_non_null(mkdtemp(folder));
	if (text != NULL)
		assert_true(
		    files_replace(arena_printf(a, "%s/%s", folder, name),
			FILES_OURS, text, strlen(text), &err));
	return folder;
}

static void
remove_folder(struct arena *a, const char *folder, const char *name)
{
	unlink(arena_printf(a, "%s/%s", folder, name));
	assert_int_equal(rmdir(folder), 0);
}

/* ---- tests ------------------------------------------------------------- */

static void
draws_a_region(void **state)
{
	struct arena *a = arena_new();
	const char *folder = folder_with(a, "world.json", small_world(a));
	struct err err = { 0 };
	struct basemap *m;
	struct buf out = buf_new(a, 1000);

	(void)state;
	assert_true(basemap_make(a, folder, &degree, NULL, &m, &err));
	json_write(&out, basemap_tree(a, m));
	/* 16 units are drawn outside of the view; the islet is too small. */
	assert_string_equal(out.data,
	    "{\"width\":1000,\"height\":1000,"
	    "\"land\":\"M-16-16l0 916 516 0 0-916z\","
	    "\"borders\":\"M-16 400l516 0\",\"lines\":\"M-16 600l516 0\","
	    "\"credit\":\"a test\"}");
	remove_folder(a, folder, "world.json");
	arena_free(a);
}

static void
draws_the_festivals_own_file(void **state)
{
	struct arena *a = arena_new();
	const char *folder = folder_with(a, "world.json", small_world(a));
	const char *own = folder_with(a, "own.geojson",
	    "{\"type\":\"FeatureCollection\",\"features\":["
	    "{\"geometry\":{\"type\":\"LineString\",\"coordinates\":"
	    "[[0,0],[0.21,0.21]]}},"
	    "{\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
	    "[[[0,0],[0.21,0],[0.21,0.21],[0,0]]]}}]}");
	struct err err = { 0 };
	struct basemap *m;

	(void)state;
	assert_true(basemap_make(a, folder, &degree,
	    arena_printf(a, "%s/own.geojson", own), &m, &err));
	assert_string_equal(m->extra, "M500 500l200-200");
	assert_string_equal(m->areas, "M500 500l200 0 0-200z");
	remove_folder(a, folder, "world.json");
	remove_folder(a, own, "own.geojson");
	arena_free(a);
}

static void
names_the_own_file_that_is_wrong(void **state)
{
	struct arena *a = arena_new();
	const char *folder = folder_with(a, "world.json", small_world(a));
	const char *own = folder_with(a, "own.geojson", "{}");
	char *path = arena_printf(a, "%s/own.geojson", own);
	struct err err = { 0 }, gone = { 0 };
	struct basemap *m;

	(void)state;
	assert_false(basemap_make(a, folder, &degree, path, &m, &err));
	assert_string_equal(
	    err.text, arena_printf(a,
			  "%s: not GeoJSON that can be drawn: it must be a "
			  "FeatureCollection with a list \"features\"",
			  path));
	remove_folder(a, own, "own.geojson");
	assert_false(basemap_make(a, folder, &degree, path, &m, &gone));
	assert_int_equal(gone.kind, ERR_MISSING);
	assert_non_null(strstr(gone.text, path));
	remove_folder(a, folder, "world.json");
	arena_free(a);
}

static void
refuses_a_damaged_world(void **state)
{
	static const char *const worlds[] = {
		"{}", "[]", "{\"credit\":\"c\",\"precision\":7,\"land\":[]}",
		"{\"precision\":1000,\"land\":[]}",
		"{\"credit\":\"c\",\"precision\":1000,\"land\":[7]}",
		"{\"credit\":\"c\",\"precision\":1000,\"land\":[\"?\"]}",
		"{\"credit\":\"c\",\"precision\":1000,\"land\":[\"?_\"]}",
		"{\"credit\":\"c\",\"precision\":1000,\"lines\":[\"? \"]}",
		"{\"credit\":\"c\",\"precision\":1000,\"lines\":[\"?~~~~~~~?\"]"
		"}",
		"{\"credit\":\"c\",\"precision\":1000,\"lines\":[\"?~~~~^\"]}"
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(worlds) / sizeof(worlds[0]); i++) {
		const char *folder = folder_with(a, "world.json", worlds[i]);
		struct err err = { 0 };
		struct basemap *m;

		if (basemap_make(a, folder, &degree, NULL, &m, &err))
			fail_msg("taken: %s", worlds[i]);
		assert_string_equal(err.text,
		    arena_printf(a,
			"%s/world.json is damaged; \"make\" builds it anew",
			folder));
		remove_folder(a, folder, "world.json");
	}
	arena_free(a);
}

static void
refuses_regions_in_words(void **state)
{
	static const struct {
		struct geo_box region; /* in degrees */
		const char *why;
	} cases[] = {
		{ { -20, 177, -15, -178 },
		    "region: its west is not west of its east; a region across "
		    "the 180th meridian cannot be drawn, so state the part of "
		    "it on one side" },
		{ { 50, 1, 49, 2 },
		    "region: its south is not below its north" },
		{ { 80, 1, 86, 2 },
		    "region: nearer to a pole than 85 degrees of latitude" },
		{ { -60, 1, 60, 2 },
		    "region: more than 60 degrees wide or high" },
		{ { 0, -31, 2, 30 },
		    "region: more than 60 degrees wide or high" },
	};
	const struct geo_box yard = { 50000000, 1000000, 50009999, 1020000 };
	struct arena *a = arena_new();
	struct err small = { 0 };
	struct basemap *m;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct geo_box r = cases[i].region;
		struct err err = { 0 };

		r = (struct geo_box){ r.south * 1000000, r.west * 1000000,
			r.north * 1000000, r.east * 1000000 };
		assert_false(basemap_make(a, ".", &r, NULL, &m, &err));
		assert_string_equal(err.text, cases[i].why);
	}
	assert_false(basemap_make(a, ".", &yard, NULL, &m, &small));
	assert_string_equal(
	    small.text, "region: less than 0.01 degree wide or high");
	arena_free(a);
}

static void
projects(void **state)
{
	static const struct {
		struct geo_point point;
		int32_t x, y; /* -1: outside */
	} cases[] = {
		{ { 0, 0 }, 500, 500 },
		{ { 525000, -525000 }, 0, 0 },
		{ { -525000, 525000 }, 1000, 1000 },
		{ { 0, 210000 }, 700, 500 },
		{ { 210000, 0 }, 500, 300 },
		{ { 0, 524 }, 500, 500 },
		{ { 0, 526 }, 501, 500 },
		{ { 0, 530000 }, -1, -1 },
		{ { -530000, 0 }, -1, -1 },
	};
	struct arena *a = arena_new();
	const char *folder = folder_with(a, "world.json", small_world(a));
	struct err err = { 0 };
	struct basemap *m;

	(void)state;
	assert_true(basemap_make(a, folder, &degree, NULL, &m, &err));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int32_t x, y;
		bool in = basemap_project(m, cases[i].point, &x, &y);

		assert_int_equal(in, cases[i].x >= 0);
		assert_int_equal(x, cases[i].x);
		assert_int_equal(y, cases[i].y);
	}
	remove_folder(a, folder, "world.json");
	arena_free(a);
}

/* A strip gets surroundings; far north, a degree of longitude is short. */
static void
keeps_the_view_in_shape(void **state)
{
	static const struct {
		struct geo_box region;
		int32_t height;
	} cases[] = {
		{ { -500000, -500000, 500000, 500000 }, 1000 },
		{ { -100000, -500000, 100000, 500000 }, BASEMAP_HEIGHT_MIN },
		{ { -500000, -100000, 500000, 100000 }, BASEMAP_HEIGHT_MAX },
		{ { 59500000, 9500000, 60500000, 11500000 }, 1000 },
	};
	struct arena *a = arena_new();
	const char *folder = folder_with(a, "world.json", small_world(a));

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct geo_box *r = &cases[i].region;
		struct err err = { 0 };
		struct basemap *m;
		int32_t x, y;

		assert_true(basemap_make(a, folder, r, NULL, &m, &err));
		assert_int_equal(m->width, BASEMAP_WIDTH);
		assert_int_equal(m->height, cases[i].height);
		assert_true(basemap_project(
		    m, (struct geo_point){ r->north, r->west }, &x, &y));
		assert_true(basemap_project(
		    m, (struct geo_point){ r->south, r->east }, &x, &y));
	}
	remove_folder(a, folder, "world.json");
	arena_free(a);
}

/* ---- the real world ---------------------------------------------------- */

static struct basemap *
real(struct arena *a, const struct geo_box *region)
{
	struct err err = { 0 };
	struct basemap *m = NULL;

	if (access(REAL_FOLDER "/world.json", R_OK) != 0) {
		arena_free(a); /* skip() does not return */
		skip();
	}
	if (!basemap_make(a, REAL_FOLDER, region, NULL, &m, &err))
		fail_msg("%s", err.text);
	assert_string_equal(m->credit, "Natural Earth");
	return m;
}

static size_t
count(const char *path, char what)
{
	size_t n = 0;

	for (; *path != '\0'; path++)
		n += *path == what;
	return n;
}

/* Coast in the west, Belgium in the east, and five departments' borders. */
static void
draws_hauts_de_france(void **state)
{
	struct arena *a = arena_new();
	const struct basemap *m = real(a, &hauts_de_france);

	(void)state;
	assert_in_range(m->height, 1200, 1240);
	assert_in_range(strlen(m->land), 200, 600);
	assert_in_range(strlen(m->borders), 300, 800);
	assert_in_range(strlen(m->lines), 900, 1600);
	arena_free(a);
}

/* Nine islands, and nothing else. */
static void
draws_the_azores(void **state)
{
	struct arena *a = arena_new();
	const struct basemap *m = real(a, &azores);

	(void)state;
	assert_int_equal(count(m->land, 'z'), 9);
	assert_in_range(strlen(m->land), 300, 1200);
	assert_string_equal(m->borders, "");
	assert_string_equal(m->lines, "");
	arena_free(a);
}

/* A jagged coast, many communes, a whole country, a town inland: all fit. */
static void
keeps_the_budget(void **state)
{
	static const struct geo_box regions[] = {
		{ 58000000, 4500000, 71200000, 31200000 },      /* Norway */
		{ 45400000, 13300000, 46900000, 16600000 },     /* Slovenia */
		{ 41300000, -5200000, 51100000, 9600000 },      /* France */
		{ -55000000, -75500000, -20000000, -66400000 }, /* Chile */
		{ 50580000, 2960000, 50690000, 3180000 },       /* Lille */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(regions) / sizeof(regions[0]); i++) {
		struct arena *a = arena_new();
		const struct basemap *m = real(a, &regions[i]);
		size_t bytes =
		    strlen(m->land) + strlen(m->borders) + strlen(m->lines);

		assert_in_range(bytes, 1, BASEMAP_PATHS_MAX);
		arena_free(a);
	}
}

UNIT(basemap, T(draws_a_region), T(draws_the_festivals_own_file),
    T(names_the_own_file_that_is_wrong), T(refuses_a_damaged_world),
    T(refuses_regions_in_words), T(projects), T(keeps_the_view_in_shape),
    T(draws_hauts_de_france), T(draws_the_azores), T(keeps_the_budget))
