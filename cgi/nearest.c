/* nearest.c -- what a mistyped name was meant to be. */
#include <string.h>

#include "buf.h"
#include "nearest.h"

#define NEAR          2  /* edits */
#define NEAR_NAME_MAX 40 /* bytes of a name that is compared */

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Edits that make b of a: Damerau and Levenshtein's distance, neighbours
 * swapped counting one; by Wagner and Fischer's table. */
static size_t
distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t d[NEAR_NAME_MAX + 1][NEAR_NAME_MAX + 1];

	for (size_t i = 0; i <= a_len; i++)
		for (size_t k = 0; k <= b_len; k++) {
			if (i == 0 || k == 0) {
				d[i][k] = i + k;
				continue;
			}
			d[i][k] = least(least(d[i - 1][k], d[i][k - 1]) + 1,
			    d[i - 1][k - 1] + (a[i - 1] != b[k - 1]));
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] &&
			    a[i - 2] == b[k - 1])
				d[i][k] = least(d[i][k], d[i - 2][k - 2] + 1);
		}
	return d[a_len][b_len];
}

const char *
nearest_name(const char *name, const char *const *names, size_t count)
{
	size_t len = strlen(name), best = NEAR + 1, edits;
	const char *nearest = NULL;

	if (len > NEAR_NAME_MAX)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		size_t other = strlen(names[i]);

		if (other > NEAR_NAME_MAX)
			continue;
		edits = distance(name, len, names[i], other);
		/* Half the letters wrong is another word. */
		if (edits < best && 2 * edits <= len) {
			best = edits;
			nearest = names[i];
		}
	}
	return nearest;
}

void
nearest_advise(
    struct buf *b, const char *name, const char *const *names, size_t count)
{
	const char *nearest = nearest_name(name, names, count);

	if (nearest != NULL)
		buf_printf(b, "; did you mean \"%s\"?", nearest);
	for (size_t i = 0; i < count; i++) {
		if (i == 0)
			buf_puts(
			    b, nearest != NULL ? " It has: " : "; it has: ");
		else
			buf_puts(b, ", ");
		buf_puts(b, names[i]);
	}
}
