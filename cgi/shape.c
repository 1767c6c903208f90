/* shape.c -- lines and rings on a map. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "shape.h"

#define LIST_FIRST 16 /* places in a list's first block */

static void
add(struct arena *a, struct shape_list *list, struct shape shape)
{
	if (list->count == list->size) {
		size_t had = list->size * sizeof(shape);

		list->size = list->size == 0 ? LIST_FIRST : 2 * list->size;
		list->at =
		    arena_grow(a, list->at, had, list->size * sizeof(shape));
	}
	list->at[list->count++] = shape;
}

/* ---- cutting ----------------------------------------------------------- */

/* A half of the plane: where x (or y) is at most, or at least, a limit. */
struct edge {
	bool y, least;
	int32_t limit;
};

static int32_t
across(struct shape_point p, const struct edge *e)
{
	return e->y ? p.y : p.x;
}

static bool
inside(struct shape_point p, const struct edge *e)
{
	return e->least ? across(p, e) >= e->limit : across(p, e) <= e->limit;
}

/* Where the line from a to b, which lie on different sides, meets the edge. */
static struct shape_point
meeting(struct shape_point a, struct shape_point b, const struct edge *e)
{
	int64_t run = (int64_t)e->limit - across(a, e),
		length = (int64_t)across(b, e) - across(a, e);

	if (e->y)
		return (struct shape_point){
			a.x + (int32_t)((b.x - a.x) * run / length), e->limit
		};
	return (struct shape_point){ e->limit,
		a.y + (int32_t)((b.y - a.y) * run / length) };
}

static void
cut_ring(struct arena *a, const struct shape *ring, const struct edge *e,
    struct shape_list *into)
{
	struct shape cut = {
		ARENA_ARRAY(a, struct shape_point, 2 * ring->count), 0, true
	};
	struct shape_point before = ring->at[ring->count - 1];

	for (size_t i = 0; i < ring->count; i++) {
		struct shape_point p = ring->at[i];

		if (inside(p, e) != inside(before, e))
			cut.at[cut.count++] = meeting(before, p, e);
		if (inside(p, e))
			cut.at[cut.count++] = p;
		before = p;
	}
	if (cut.count > 2)
		add(a, into, cut);
}

static void
cut_line(struct arena *a, const struct shape *line, const struct edge *e,
    struct shape_list *into)
{
	/* The pieces lie one behind the other: a crossing adds one point. */
	struct shape piece = {
		ARENA_ARRAY(a, struct shape_point, 2 * line->count), 0, false
	};

	for (size_t i = 0; i < line->count; i++) {
		struct shape_point p = line->at[i];

		if (i > 0 && inside(p, e) != inside(line->at[i - 1], e))
			piece.at[piece.count++] =
			    meeting(line->at[i - 1], p, e);
		if (inside(p, e)) {
			piece.at[piece.count++] = p;
			continue;
		}
		if (piece.count > 1)
			add(a, into, piece);
		piece.at += piece.count;
		piece.count = 0;
	}
	if (piece.count > 1)
		add(a, into, piece);
}

static bool
apart(const struct shape *s, const struct shape_box *box)
{
	bool left = true, right = true, above = true, below = true;

	for (size_t i = 0; i < s->count; i++) {
		left = left && s->at[i].x < box->left;
		right = right && s->at[i].x > box->right;
		above = above && s->at[i].y < box->top;
		below = below && s->at[i].y > box->bottom;
	}
	return left || right || above || below; /* so is an empty shape */
}

void
shape_cut(struct arena *a, const struct shape *shape,
    const struct shape_box *box, struct shape_list *into)
{
	const struct edge edges[] = { { false, true, box->left },
		{ false, false, box->right }, { true, true, box->top },
		{ true, false, box->bottom } };
	struct shape_list now = { 0 };

	if (apart(shape, box))
		return;
	add(a, &now, *shape);
	for (size_t e = 0; e < sizeof(edges) / sizeof(edges[0]); e++) {
		struct shape_list next = { 0 };

		for (size_t i = 0; i < now.count; i++)
			(shape->ring ? cut_ring : cut_line)(
			    a, &now.at[i], &edges[e], &next);
		now = next;
	}
	for (size_t i = 0; i < now.count; i++)
		add(a, into, now.at[i]);
}

/* ---- thinning ---------------------------------------------------------- */

static int64_t
square(int64_t n)
{
	return n * n;
}

/* How far p lies off the straight line from a to b, squared. */
static int64_t
off(struct shape_point p, struct shape_point a, struct shape_point b)
{
	int64_t dx = b.x - a.x, dy = b.y - a.y;
	int64_t px = p.x - a.x, py = p.y - a.y;
	int64_t along = px * dx + py * dy, length = square(dx) + square(dy);

	if (along <= 0)
		return square(px) + square(py);
	if (along >= length)
		return square(p.x - b.x) + square(p.y - b.y);
	return square(px * dy - py * dx) / length;
}

/* The point between first and last that lies farthest off, if that is more
 * than the tolerance; else first. */
static size_t
farthest(
    const struct shape_point *at, size_t first, size_t last, int32_t tolerance)
{
	int64_t most = square(tolerance);
	size_t found = first;

	for (size_t i = first + 1; i < last; i++) {
		int64_t far = off(at[i], at[first], at[last]);

		if (far > most) {
			most = far;
			found = i;
		}
	}
	return found;
}

/* A ring as a line that ends where it begins; a line as it is. */
static struct shape
unrolled(struct arena *a, const struct shape *s)
{
	struct shape open = { ARENA_ARRAY(a, struct shape_point, s->count + 1),
		s->count, false };

	memcpy(open.at, s->at, s->count * sizeof(*s->at));
	if (s->ring)
		open.at[open.count++] = s->at[0];
	return open;
}

struct shape
shape_thin(struct arena *a, const struct shape *shape, int32_t tolerance)
{
	struct shape open = unrolled(a, shape);
	bool *kept = ARENA_ARRAY(a, bool, open.count);
	size_t *ends = ARENA_ARRAY(a, size_t, open.count); /* a stack */
	size_t depth = 0, first = 0, count = 1;

	/* From left to right: the span in hand begins at the last point that is
	 * sure to stay; where it is split, its end waits. */
	kept[0] = true;
	ends[depth++] = open.count - 1;
	while (depth > 0) {
		size_t last = ends[depth - 1];
		size_t split = farthest(open.at, first, last, tolerance);

		if (split != first) {
			ends[depth++] = split;
		} else {
			kept[last] = true;
			first = last;
			depth--;
		}
	}
	for (size_t i = 1; i < open.count; i++)
		if (kept[i])
			open.at[count++] = open.at[i];
	open.count = count - (shape->ring ? 1 : 0);
	open.ring = shape->ring;
	if (open.count < (open.ring ? 3u : 2u) ||
	    (open.count == 2 &&
		memcmp(&open.at[0], &open.at[1], sizeof(open.at[0])) == 0))
		open.count = 0;
	return open;
}

/* ---- measuring and writing --------------------------------------------- */

int64_t
shape_area(const struct shape *ring)
{
	int64_t twice = 0;

	for (size_t i = 0; i < ring->count; i++) {
		struct shape_point p = ring->at[i],
				   q = ring->at[(i + 1) % ring->count];

		twice += (int64_t)p.x * q.y - (int64_t)q.x * p.y;
	}
	return llabs(twice) / 2;
}

static void
write_pair(struct buf *out, int32_t x, int32_t y)
{
	buf_int(out, x);
	if (y >= 0) /* a minus sign parts two numbers by itself */
		buf_putc(out, ' ');
	buf_int(out, y);
}

void
shape_write(struct buf *out, const struct shape *s)
{
	if (s->count == 0)
		return;
	buf_putc(out, 'M');
	write_pair(out, s->at[0].x, s->at[0].y);
	for (size_t i = 1; i < s->count; i++) {
		int32_t x = s->at[i].x - s->at[i - 1].x,
			y = s->at[i].y - s->at[i - 1].y;

		if (i == 1)
			buf_putc(out, 'l');
		else if (x >= 0)
			buf_putc(out, ' ');
		write_pair(out, x, y);
	}
	if (s->ring)
		buf_putc(out, 'z');
}
