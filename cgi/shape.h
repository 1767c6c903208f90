/*
 * shape.h -- lines and rings on a map: cut to a box, thinned, written as SVG.
 *
 * Points are whole units of a plane whose y grows downwards.
 */
#ifndef SHAPE_H
#define SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;

struct shape_point {
	int32_t x, y;
};

struct shape {
	struct shape_point *at;
	size_t count;
	bool ring; /* the last point is joined to the first, not repeated */
};

struct shape_list {
	struct shape *at;
	size_t count, size;
};

struct shape_box {
	int32_t left, top, right, bottom; /* all of it inside */
};

/* Coordinates, either way: what shape_cut() takes, and what may lie in the
 * box it cuts to; shape_thin() takes what was cut. */
#define SHAPE_REACH     (1 << 29)
#define SHAPE_CUT_REACH (1 << 13)

/*
 * Add what lies in the box to a list.  A line may come out as several, or
 * none.  A ring comes out as one ring or none: parts of it that the box tears
 * asunder stay joined along the box's edge, where nobody should look, so cut
 * a little outside of what is shown.
 *
 * One edge of the box at a time, after I. E. Sutherland and G. W. Hodgman,
 * "Reentrant polygon clipping", Communications of the ACM 17 (1974).
 */
void shape_cut(struct arena *, const struct shape *, const struct shape_box *,
    struct shape_list *into);

/*
 * The shape with fewer points: those it loses lay off it by "tolerance" units
 * at most.  A line keeps its ends.  A ring that is left with less than three
 * points, and a line whose ends are all that is left and the same, have a
 * count of 0.
 *
 * After D. H. Douglas and T. K. Peucker, "Algorithms for the reduction of the
 * number of points required to represent a digitized line", Cartographica 10
 * (1973).
 */
struct shape
shape_thin(struct arena *, const struct shape *, int32_t tolerance);

/* Square units inside a ring, whichever way round it runs. */
int64_t shape_area(const struct shape *);

/* Add to the path data of an SVG <path>: one absolute move, then relative
 * lines, with no byte that can be left out (SVG 1.1, section 8.3). */
void shape_write(struct buf *, const struct shape *);

#endif
