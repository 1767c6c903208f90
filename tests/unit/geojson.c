/* geojson.c -- what a festival may draw of its own, and what it is told. */
#include "geojson.h"
#include "arena.h"
#include "buf.h"
#include "err.h"
#include "unit.h"

#define COLLECTION(features)                                                   \
	"{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define FEATURE(type, coordinates)                                             \
	"{\"type\":\"Feature\",\"properties\":{\"name\":\"x\"},\"geometry\":"  \
	"{\"type\":\"" type "\",\"coordinates\":" coordinates "}}"

/* Parts as "l lon lat lon lat; r ...". */
static const char *
told(struct arena *a, const struct geojson *g)
{
	struct buf out = buf_new(a, 1000);

	for (size_t i = 0; i < g->count; i++) {
		buf_puts(&out, g->parts[i].ring ? "r" : "l");
		for (size_t k = 0; k < g->parts[i].count; k++)
			buf_printf(&out, " %d %d", g->parts[i].at[k].lon,
			    g->parts[i].at[k].lat);
		buf_puts(&out, ";");
	}
	return out.data == NULL ? "" : out.data;
}

static void
reads_lines_and_areas(void **state)
{
	static const char *const cases[][2] = {
		{ COLLECTION(""), "" },
		{ COLLECTION("{\"type\":\"Feature\",\"geometry\":null}"), "" },
		{ COLLECTION(FEATURE("LineString", "[[1,2],[3.5,-4.25]]")),
		    "l 1000000 2000000 3500000 -4250000;" },
		{ COLLECTION(FEATURE("LineString", "[[1e1,2,99],[-180,90]]")),
		    "l 10000000 2000000 -180000000 90000000;" },
		{ COLLECTION(FEATURE(
		      "MultiLineString", "[[[0,0],[0,1]],[[0,2],[0,3]]]")),
		    "l 0 0 0 1000000;l 0 2000000 0 3000000;" },
		{ COLLECTION(FEATURE("Polygon",
		      "[[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]")),
		    "r 0 0 9000000 0 9000000 9000000;"
		    "r 1000000 1000000 2000000 1000000 2000000 2000000;" },
		{ COLLECTION(FEATURE("MultiPolygon",
		      "[[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]"
		      "]")),
		    "r 0 0 1000000 0 1000000 1000000;"
		    "r 5000000 5000000 6000000 5000000 6000000 6000000;" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = { 0 };
		struct geojson g;

		if (!geojson_parse(
			a, cases[i][0], strlen(cases[i][0]), &g, &err))
			fail_msg("%s: %s", cases[i][0], err.text);
		assert_string_equal(told(a, &g), cases[i][1]);
	}
	arena_free(a);
}

static void
refuses_in_words(void **state)
{
#define KIND                                                                   \
	"its geometry must be a LineString, MultiLineString, Polygon or "      \
	"MultiPolygon"
#define POSITION                                                               \
	"a position must be [longitude, latitude] in degrees, longitude from " \
	"-180 to 180 and latitude from -90 to 90"
#define WHOLE                                                                  \
	"not GeoJSON that can be drawn: it must be a FeatureCollection with "  \
	"a list \"features\""
	static const char *const cases[][2] = {
		{ "[]", WHOLE },
		{ "{\"type\":\"FeatureCollection\"}", WHOLE },
		{ FEATURE("LineString", "[[0,0],[1,1]]"), WHOLE },
		{ COLLECTION(FEATURE("Point", "[0,0]")), "feature 1: " KIND },
		{ COLLECTION(FEATURE("LineString", "[[0,0],[1,1]]") ",{}"),
		    "feature 2: " KIND },
		{ COLLECTION("7"), "feature 1: " KIND },
		{ COLLECTION(FEATURE("LineString", "[[0,0]]")),
		    "feature 1: a line needs two positions at least" },
		{ COLLECTION(FEATURE("LineString", "null")),
		    "feature 1: a line needs two positions at least" },
		{ COLLECTION(FEATURE("Polygon", "[[[0,0],[1,1],[0,0]]]")),
		    "feature 1: a ring needs four positions at least" },
		{ COLLECTION(FEATURE("Polygon", "[[[0,0],[1,0],[1,1],[0,1]]]")),
		    "feature 1: a ring must end where it begins" },
		{ COLLECTION(FEATURE("MultiPolygon", "[7]")),
		    "feature 1: \"coordinates\" must be a list of lists" },
		{ COLLECTION(FEATURE("LineString", "[[0,0],[1]]")),
		    "feature 1: " POSITION },
		{ COLLECTION(FEATURE("LineString", "[[0,0],[1,90.1]]")),
		    "feature 1: " POSITION },
		{ COLLECTION(FEATURE("LineString", "[[0,0],[1e999,1]]")),
		    "feature 1: " POSITION },
		{ COLLECTION(FEATURE("LineString", "[[0,0],[\"1\",1]]")),
		    "feature 1: " POSITION },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = { 0 };
		struct geojson g;

		assert_false(geojson_parse(
		    a, cases[i][0], strlen(cases[i][0]), &g, &err));
		assert_string_equal(err.text, cases[i][1]);
	}
	arena_free(a);
}

static void
has_a_ceiling(void **state)
{
	struct arena *a = arena_new();
	struct buf text = buf_new(a, 10 * GEOJSON_POINTS_MAX);
	struct err err = { 0 };
	struct geojson g;

	(void)state;
	buf_puts(&text, "{\"type\":\"FeatureCollection\",\"features\":["
			"{\"geometry\":{\"type\":\"LineString\","
			"\"coordinates\":[[0,0]");
	for (int i = 0; i < GEOJSON_POINTS_MAX; i++)
		buf_puts(&text, ",[0,0]");
	buf_puts(&text, "]}}]}");
	assert_false(geojson_parse(a, text.data, text.len, &g, &err));
	assert_int_equal(err.kind, ERR_LIMIT);
	assert_string_equal(
	    err.text, "more than 100000 positions; please simplify the shapes");
	arena_free(a);
}

UNIT(geojson, T(reads_lines_and_areas), T(refuses_in_words), T(has_a_ceiling))
