/* query_write.c -- a query in its canonical spelling. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "query.h"
#include "snapshot.h"
#include "when.h"

#define CANONICAL_MAX ((size_t)32 << 10) /* bytes */
#define AT_LENGTH     16                 /* "2025-11-19T10:00" */

static void
begin(struct buf *b, const char *key)
{
	if (b->len > 0)
		buf_putc(b, '&');
	buf_puts(b, key);
	buf_putc(b, '=');
}

static void
put_encoded(struct buf *b, const char *text)
{
	static const char digits[] = "0123456789ABCDEF";

	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || strchr("-._~", c) != NULL) {
			buf_putc(b, (char)c);
		} else if (c == ' ') {
			buf_putc(b, '+');
		} else {
			buf_putc(b, '%');
			buf_putc(b, digits[c >> 4]);
			buf_putc(b, digits[c & 15]);
		}
	}
}

static void
put_facet(struct buf *b, const struct snapshot *s,
    const struct snapshot_facet *f, const struct query *q)
{
	bool first = true;

	for (size_t i = 0; i < q->choice_count; i++) {
		uint32_t choice = q->choices[i];

		if (choice < f->choice || choice >= f->choice + f->choices)
			continue;
		if (first)
			begin(b, snapshot_string(s, f->id));
		else
			buf_putc(b, ',');
		put_encoded(b, snapshot_string(s, s->choices[choice].id));
		first = false;
	}
}

static void
put_days(struct buf *b, const struct query *q)
{
	for (size_t i = 0; i < q->day_count; i++) {
		if (i == 0)
			begin(b, "day");
		else
			buf_putc(b, ',');
		when_put_day(b, q->days[i]);
	}
}

/* Micro-degrees that are hundredths of a degree. */
static void
put_hundredths(struct buf *b, int32_t micro)
{
	int32_t n = (micro < 0 ? -micro : micro) / 10000;

	buf_printf(b, "%s%d.%02d", micro < 0 ? "-" : "", n / 100, n % 100);
}

static void
put_near(struct buf *b, const struct snapshot *s, const struct query *q)
{
	if (!q->is_near)
		return;
	begin(b, "near");
	if (q->near_town != SNAPSHOT_NONE) {
		buf_puts(b, snapshot_string(s, s->choices[q->near_town].id));
	} else {
		put_hundredths(b, q->near.lat);
		buf_putc(b, ',');
		put_hundredths(b, q->near.lon);
	}
	if (q->km != QUERY_KM) {
		begin(b, "km");
		buf_int(b, q->km);
	}
}

static void
put_at(struct arena *a, struct buf *b, const struct snapshot *s,
    const struct query *q)
{
	struct buf text = buf_new(a, 32);

	if (!q->has_at)
		return;
	begin(b, "at");
	when_put_rfc3339(&text, &s->zone, q->at);
	buf_put(b, text.data, AT_LENGTH); /* a local time */
}

static void
put_kept(struct buf *b, const struct query *q)
{
	for (size_t i = 0; i < q->kept_count; i++) {
		if (i == 0)
			begin(b, "e");
		else
			buf_putc(b, ',');
		put_encoded(b, q->kept[i].name);
		if (q->kept[i].timing > 0) {
			buf_putc(b, '.');
			buf_int(b, q->kept[i].timing);
		}
	}
}

const char *
query_write_parts(struct arena *a, const struct snapshot *s,
    const struct query *q, size_t *parts)
{
	struct buf b = buf_new(a, CANONICAL_MAX);

	for (size_t i = 0; i < s->facet_count; i++) {
		parts[i] = b.len;
		if (s->facets[i].kind == SNAPSHOT_DAY)
			put_days(&b, q);
		else
			put_facet(&b, s, &s->facets[i], q);
	}
	parts[s->facet_count] = b.len;
	if (*q->text != '\0') {
		begin(&b, "q");
		put_encoded(&b, q->text);
	}
	put_near(&b, s, q);
	if (q->when != QUERY_ANY_TIME) {
		begin(&b, "when");
		buf_puts(&b, query_whens[q->when - QUERY_NOW]);
	}
	put_at(a, &b, s, q);
	if (q->page > 1) {
		begin(&b, "page");
		buf_int(&b, q->page);
	}
	put_kept(&b, q);
	return b.data;
}

const char *
query_write(struct arena *a, const struct snapshot *s, const struct query *q)
{
	return query_write_parts(
	    a, s, q, ARENA_ARRAY(a, size_t, s->facet_count + 1));
}

bool
query_is_filtered(const struct query *q)
{
	return q->choice_count > 0 || q->day_count > 0 || *q->text != '\0' ||
	       q->is_near || q->when != QUERY_ANY_TIME;
}

bool
query_has(const struct query *q, uint32_t choice)
{
	for (size_t i = 0; i < q->choice_count; i++)
		if (q->choices[i] == choice)
			return true;
	return false;
}
