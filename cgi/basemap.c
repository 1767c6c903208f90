/* basemap.c -- the map under the towns. */
#include <string.h>

#include "arena.h"
#include "basemap.h"
#include "buf.h"
#include "err.h"
#include "files.h"
#include "geojson.h"
#include "json.h"
#include "shape.h"

#define WORLD_FILE_MAX ((size_t)8 << 20) /* bytes; it has 2.8 MB */
#define OWN_FILE_MAX   ((size_t)4 << 20) /* bytes */
#define LATITUDE_MAX   85000000          /* micro-degrees */
#define MARGIN         40 /* one part in so many of a side, on each side */
#define BLEED          16 /* view units drawn outside, to hide cut edges */
#define ISLET_SIDE                                                             \
	4 /* an islet stays if a square of so many times                       \
	     the tolerance would fit into it */

/* View units that a path may lie off: with the lines inside countries, and
 * at all; beyond it a coast means nothing.  Those lines may lie off more. */
#define TOLERANCE_LINES 4
#define TOLERANCE_MAX   64
#define LINES_COARSER   8    /* times */
#define LINES_BYTES_MAX 1600 /* of all paths, where there are such lines */

enum layer { LAND, BORDERS, LINES, AREAS, EXTRA, LAYERS };

struct drawing {
	struct arena *arena;
	struct basemap *map;
	struct shape_box box;
	struct shape_list layers[LAYERS];
	struct err *err;
};

/* ---- the projection ---------------------------------------------------- */

/* n * by / of, rounded to the nearest, halves upwards. */
static int32_t
scaled(int64_t n, int64_t by, int64_t of)
{
	int64_t twice = 2 * n * by + of;
	int64_t result = twice / (2 * of);

	return (int32_t)(twice % (2 * of) < 0 ? result - 1 : result);
}

static struct shape_point
to_view(const struct basemap *m, struct geo_point p)
{
	return (struct shape_point){
		scaled((int64_t)p.lon - m->west, m->width, m->across),
		scaled((int64_t)m->north - p.lat, m->width, m->down),
	};
}

bool
basemap_project(
    const struct basemap *m, struct geo_point p, int32_t *x, int32_t *y)
{
	struct shape_point at = to_view(m, p);
	bool inside =
	    at.x >= 0 && at.x <= m->width && at.y >= 0 && at.y <= m->height;

	*x = inside ? at.x : -1;
	*y = inside ? at.y : -1;
	return inside;
}

static bool
check_region(const struct geo_box *r, struct err *err)
{
	int64_t wide = (int64_t)r->east - r->west,
		high = (int64_t)r->north - r->south;

	if (wide <= 0)
		return err_set(err, ERR_INPUT,
		    "region: its west is not west of its east; a region across "
		    "the 180th meridian cannot be drawn, so state the part of "
		    "it on one side");
	if (high <= 0)
		return err_set(
		    err, ERR_INPUT, "region: its south is not below its north");
	if (r->south < -LATITUDE_MAX || r->north > LATITUDE_MAX)
		return err_set(err, ERR_INPUT,
		    "region: nearer to a pole than %d degrees of latitude",
		    LATITUDE_MAX / 1000000);
	if (wide < BASEMAP_SPAN_MIN || high < BASEMAP_SPAN_MIN)
		return err_set(err, ERR_INPUT,
		    "region: less than 0.01 degree wide or high");
	if (wide > BASEMAP_SPAN_MAX || high > BASEMAP_SPAN_MAX)
		return err_set(err, ERR_INPUT,
		    "region: more than %d degrees wide or high",
		    BASEMAP_SPAN_MAX / 1000000);
	return true;
}

/* All sums below are in micro-degrees of latitude, on the ground as long in
 * either direction, until the end. */
static void
set_view(struct basemap *m, const struct geo_box *r)
{
	int64_t middle = ((int64_t)r->south + r->north) / 2,
		centre = ((int64_t)r->west + r->east) / 2;
	int64_t cosine = geo_cosine((int32_t)middle);
	int64_t wide = ((int64_t)r->east - r->west) * cosine / 1000000,
		high = (int64_t)r->north - r->south;

	wide += 2 * wide / MARGIN;
	high += 2 * high / MARGIN;
	if (high * BASEMAP_WIDTH < wide * BASEMAP_HEIGHT_MIN)
		high = wide * BASEMAP_HEIGHT_MIN / BASEMAP_WIDTH;
	if (high * BASEMAP_WIDTH > wide * BASEMAP_HEIGHT_MAX)
		wide = high * BASEMAP_WIDTH / BASEMAP_HEIGHT_MAX;
	m->down = (int32_t)wide;
	m->across = (int32_t)(wide * 1000000 / cosine);
	m->west = (int32_t)(centre - m->across / 2);
	m->north = (int32_t)(middle + high / 2);
	m->width = BASEMAP_WIDTH;
	m->height = scaled(high, BASEMAP_WIDTH, m->down);
}

/* ---- the world --------------------------------------------------------- */

/* The next number of a coded text (www/map.mjs tells the form), or false where
 * the text is not one. */
static bool
next_number(const char **text, int32_t *number)
{
	uint32_t zigzag = 0;

	for (int shift = 0; shift < 30; shift += 5) {
		uint32_t bits = (uint32_t)(unsigned char)**text - 63;

		if (bits > 0x3f)
			return false;
		++*text;
		zigzag |= (bits & 0x1f) << shift;
		if (bits < 0x20) {
			*number =
			    (int32_t)(zigzag >> 1) ^ -(int32_t)(zigzag & 1);
			return true;
		}
	}
	return false;
}

/* One coded text, projected and cut.  A step is a 1/precision of a degree, in
 * micro-degrees. */
static bool
draw_coded(
    struct drawing *d, enum layer layer, const struct json *item, int32_t step)
{
	const char *text = json_str(item);
	struct shape s = { .ring = layer == LAND };
	int32_t x = 0, y = 0, dx, dy;

	if (text == NULL)
		return false;
	/* A point takes two bytes at least. */
	s.at = ARENA_ARRAY(d->arena, struct shape_point, item->len / 2 + 1);
	while (*text != '\0') {
		if (!next_number(&text, &dx) || !next_number(&text, &dy))
			return false;
		x += dx;
		y += dy;
		if (x < -180000000 / step || x > 180000000 / step ||
		    y < -90000000 / step || y > 90000000 / step)
			return false;
		s.at[s.count++] =
		    to_view(d->map, (struct geo_point){ y * step, x * step });
	}
	shape_cut(d->arena, &s, &d->box, &d->layers[layer]);
	return true;
}

static bool
draw_world(struct drawing *d, const char *path, const struct json *world)
{
	static const char *const members[] = { "land", "borders", "lines" };
	int64_t precision = json_get_int(world, "precision", 0);
	const char *credit = json_get_str(world, "credit");
	bool fine = credit != NULL && precision > 0 && 1000000 % precision == 0;

	for (int i = 0; fine && i < 3; i++)
		JSON_EACH(item, json_get(world, members[i]))
		{
			fine = draw_coded(d, (enum layer)(LAND + i), item,
			    (int32_t)(1000000 / precision));
			if (!fine)
				break;
		}
	if (!fine)
		return err_set(d->err, ERR_INPUT,
		    "%s is damaged; \"make\" builds it anew", path);
	d->map->credit = credit;
	return true;
}

static bool
read_world(struct drawing *d, const char *folder)
{
	char *path = arena_printf(d->arena, "%s/world.json", folder);
	struct buf text = buf_new(d->arena, WORLD_FILE_MAX);
	struct json *world;

	if (!files_read(path, &text, d->err))
		return false;
	if (!json_parse(d->arena, text.data, text.len, NULL, &world, d->err))
		return err_prefix(d->err, "%s", path);
	return draw_world(d, path, world);
}

/* ---- the festival's own file ------------------------------------------- */

static bool
read_own(struct drawing *d, const char *path)
{
	struct buf text = buf_new(d->arena, OWN_FILE_MAX);
	struct geojson own;

	if (path == NULL)
		return true;
	if (!files_read(path, &text, d->err))
		return false;
	if (!geojson_parse(d->arena, text.data, text.len, &own, d->err))
		return err_prefix(d->err, "%s", path);
	for (size_t i = 0; i < own.count; i++) {
		const struct geojson_part *part = &own.parts[i];
		struct shape s = { ARENA_ARRAY(d->arena, struct shape_point,
				       part->count),
			part->count, part->ring };

		for (size_t k = 0; k < part->count; k++)
			s.at[k] = to_view(d->map, part->at[k]);
		shape_cut(d->arena, &s, &d->box,
		    &d->layers[part->ring ? AREAS : EXTRA]);
	}
	return true;
}

/* ---- the paths --------------------------------------------------------- */

static const char *
path_of(struct drawing *d, enum layer layer, int32_t tolerance)
{
	struct buf path = buf_new(d->arena, BASEMAP_PATHS_MAX);
	int64_t least =
	    (int64_t)ISLET_SIDE * tolerance * ISLET_SIDE * tolerance;
	const struct shape_list *list = &d->layers[layer];

	for (size_t i = 0; i < list->count && buf_ok(&path); i++) {
		struct shape thin =
		    shape_thin(d->arena, &list->at[i], tolerance);

		if (!thin.ring || shape_area(&thin) >= least)
			shape_write(&path, &thin);
	}
	return buf_ok(&path) ? path.data : NULL;
}

/* Write all layers, or none where they do not fit. */
static bool
write_layers(struct drawing *d, int32_t tolerance, size_t most)
{
	const char *paths[LAYERS];
	size_t bytes = 0;

	for (enum layer i = 0; i < LAYERS; i++) {
		paths[i] = path_of(
		    d, i, i == LINES ? tolerance * LINES_COARSER : tolerance);
		if (paths[i] == NULL)
			return false;
		bytes += strlen(paths[i]);
	}
	if (bytes > most)
		return false;
	d->map->land = paths[LAND];
	d->map->borders = paths[BORDERS];
	d->map->lines = paths[LINES];
	d->map->areas = paths[AREAS];
	d->map->extra = paths[EXTRA];
	return true;
}

/*
 * The finest map that fits the budget.  Borders inside a country are worth
 * some detail, but not the shape of the coast: Slovenia has 193 communes.
 */
static bool
write_paths(struct drawing *d)
{
	for (int32_t t = 1; t <= TOLERANCE_LINES; t++)
		if (write_layers(d, t, LINES_BYTES_MAX))
			return true;
	d->layers[LINES].count = 0;
	for (int32_t t = 1; t <= TOLERANCE_MAX; t *= 2)
		if (write_layers(d, t, BASEMAP_PATHS_MAX))
			return true;
	return err_set(d->err, ERR_LIMIT,
	    "the map does not fit into %d bytes even when drawn coarsely; "
	    "please draw fewer shapes of your own",
	    BASEMAP_PATHS_MAX);
}

/* ---- all of it --------------------------------------------------------- */

bool
basemap_make(struct arena *a, const char *folder, const struct geo_box *region,
    const char *own, struct basemap **out, struct err *err)
{
	struct basemap *m = ARENA_NEW(a, struct basemap);
	struct drawing d = { .arena = a, .map = m, .err = err };

	if (!check_region(region, err))
		return false;
	set_view(m, region);
	d.box = (struct shape_box){ -BLEED, -BLEED, m->width + BLEED,
		m->height + BLEED };
	if (!read_world(&d, folder) || !read_own(&d, own) || !write_paths(&d))
		return false;
	*out = m;
	return true;
}

struct json *
basemap_tree(struct arena *a, const struct basemap *m)
{
	const struct {
		const char *key, *path;
	} paths[] = { { "land", m->land }, { "borders", m->borders },
		{ "lines", m->lines }, { "areas", m->areas },
		{ "extra", m->extra } };
	struct json *tree = json_object(a);

	json_put_int(a, tree, "width", m->width);
	json_put_int(a, tree, "height", m->height);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		if (*paths[i].path != '\0')
			json_put_str(a, tree, paths[i].key, paths[i].path);
	json_put_str(a, tree, "credit", m->credit);
	return tree;
}
