/* linediff.c -- what differs between two texts, line by line. */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "linediff.h"

struct line {
	const char *at;
	size_t len; /* without the line feed */
};

struct text {
	struct line *lines;
	size_t count;
};

/* One line of the result. */
struct edit {
	char mark; /* ' ', '-', '+' */
	const struct line *line;
	size_t was, is; /* numbers of lines before it, in each text */
};

struct edits {
	struct edit *list;
	size_t count;
};

static struct text
split(struct arena *a, const char *s, size_t len)
{
	const char *end = s + len;
	struct text t = { 0 };
	size_t size = 1;

	for (size_t i = 0; i < len; i++)
		size += s[i] == '\n';
	t.lines = ARENA_ARRAY(a, struct line, size);
	while (s < end) {
		const char *feed = memchr(s, '\n', (size_t)(end - s));
		const char *stop = feed != NULL ? feed : end;

		t.lines[t.count++] = (struct line){ s, (size_t)(stop - s) };
		s = stop + (feed != NULL);
	}
	return t;
}

static bool
same(const struct line *a, const struct line *b)
{
	return a->len == b->len && memcmp(a->at, b->at, a->len) == 0;
}

static void
add(struct edits *e, char mark, const struct line *line, size_t was, size_t is)
{
	e->list[e->count++] = (struct edit){ mark, line, was, is };
}

/* The lengths of common subsequences of what follows each pair of lines. */
static uint32_t *
table_of(struct arena *a, const struct line *x, size_t n, const struct line *y,
    size_t m)
{
	uint32_t *table = ARENA_ARRAY(a, uint32_t, (n + 1) * (m + 1));

	for (size_t i = n; i-- > 0;)
		for (size_t k = m; k-- > 0;) {
			uint32_t *cell = &table[i * (m + 1) + k];
			uint32_t down = cell[m + 1], right = cell[1];

			*cell = same(&x[i], &y[k]) ? cell[m + 2] + 1
				: down > right     ? down
						   : right;
		}
	return table;
}

/* What differs in the middle, between what is the same at both ends. */
static void
walk(struct arena *a, struct edits *e, const struct line *x, size_t n,
    const struct line *y, size_t m, size_t before)
{
	size_t i = 0, k = 0;
	uint32_t *table =
	    n * m <= LINEDIFF_CELLS_MAX ? table_of(a, x, n, y, m) : NULL;

	while (i < n || k < m) {
		size_t cell = i * (m + 1) + k;

		if (table != NULL && i < n && k < m && same(&x[i], &y[k])) {
			add(e, ' ', &x[i], before + i, before + k);
			i++, k++;
		} else if (i < n &&
			   (k == m || table == NULL ||
			       table[cell + m + 1] >= table[cell + 1])) {
			add(e, '-', &x[i], before + i, before + k);
			i++;
		} else {
			add(e, '+', &y[k], before + i, before + k);
			k++;
		}
	}
}

static struct edits
edits_of(struct arena *a, const struct text *was, const struct text *is)
{
	struct edits e = { ARENA_ARRAY(a, struct edit, was->count + is->count),
		0 };
	size_t head = 0, tail = 0;
	size_t least = was->count < is->count ? was->count : is->count;

	while (head < least && same(&was->lines[head], &is->lines[head])) {
		add(&e, ' ', &was->lines[head], head, head);
		head++;
	}
	while (tail < least - head && same(&was->lines[was->count - 1 - tail],
					  &is->lines[is->count - 1 - tail]))
		tail++;
	walk(a, &e, was->lines + head, was->count - head - tail,
	    is->lines + head, is->count - head - tail, head);
	for (size_t i = tail; i-- > 0;)
		add(&e, ' ', &was->lines[was->count - 1 - i],
		    was->count - 1 - i, is->count - 1 - i);
	return e;
}

/* The end of the hunk that has a change at "at": changes that are near one
 * another stand together. */
static size_t
hunk_end(const struct edits *e, size_t at)
{
	size_t last = at;

	for (size_t i = at; i < e->count && i <= last + 2 * LINEDIFF_CONTEXT;
	     i++)
		if (e->list[i].mark != ' ')
			last = i;
	last += LINEDIFF_CONTEXT + 1;
	return last < e->count ? last : e->count;
}

static void
put_hunk(struct buf *out, const struct edits *e, size_t from, size_t to)
{
	size_t was = 0, is = 0;

	for (size_t i = from; i < to; i++) {
		was += e->list[i].mark != '+';
		is += e->list[i].mark != '-';
	}
	buf_printf(out, "@@ -%zu,%zu +%zu,%zu @@\n",
	    e->list[from].was + (was > 0), was, e->list[from].is + (is > 0),
	    is);
	for (size_t i = from; i < to; i++) {
		buf_putc(out, e->list[i].mark);
		buf_put(out, e->list[i].line->at, e->list[i].line->len);
		buf_putc(out, '\n');
	}
}

void
linediff(struct arena *a, const char *was, size_t was_len, const char *is,
    size_t is_len, struct buf *out)
{
	struct text x = split(a, was, was_len), y = split(a, is, is_len);
	struct edits e = edits_of(a, &x, &y);

	for (size_t i = 0; i < e.count; i++) {
		size_t from, to;

		if (e.list[i].mark == ' ')
			continue;
		from = i > LINEDIFF_CONTEXT ? i - LINEDIFF_CONTEXT : 0;
		to = hunk_end(&e, i);
		put_hunk(out, &e, from, to);
		i = to - 1;
	}
}
