/*
 * linediff.h -- what differs between two texts, line by line.
 */
#ifndef LINEDIFF_H
#define LINEDIFF_H

#include <stddef.h>

struct arena;
struct buf;

#define LINEDIFF_CELLS_MAX                                                     \
	4000000            /* of the table; larger texts are told as           \
			      wholly replaced */
#define LINEDIFF_CONTEXT 3 /* lines around a change */

/*
 * Append the differences as `diff -u` shows them, without its head: "@@ -1,4
 * +1,5 @@", then lines behind " ", "-" or "+".  Nothing where there are none.
 *
 * The longest common subsequence, by Wagner and Fischer's table, after what is
 * the same at both ends.
 */
void linediff(struct arena *, const char *was, size_t was_len, const char *is,
    size_t is_len, struct buf *out);

#endif
