/* query.c -- what a visitor asks for. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "event.h"
#include "query.h"
#include "snapshot.h"
#include "text.h"
#include "when.h"

#define SHOWN_MAX     60 /* bytes of a value in a sentence */
#define NUMBER_DIGITS 9
#define NEAR_STEP     10000 /* micro-degrees: 0.01 degree */

const char *const query_whens[] = { "now", "next", "today", "tomorrow", NULL };

struct reader {
	struct arena *arena;
	const struct snapshot *s;
	const struct snapshot_language *l;
	struct query *q;
	struct query_fault *fault;
	bool has_km, has_page, has_when; /* single values: the first counts */
};

static bool
bad(struct reader *r, enum query_fault_kind kind, const char *value, size_t len)
{
	char *shown =
	    text_clean(r->arena, value, len, TEXT_LINE, SHOWN_MAX, NULL);

	*r->fault = (struct query_fault){ kind, shown, "" };
	return false;
}

/* ---- decoding ---------------------------------------------------------- */

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

char *
query_decode(struct arena *a, const char *s, size_t len, bool plus)
{
	char *text = arena_alloc(a, len + 1), *out = text;
	const char *end = s + len;

	for (; s < end; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '%') {
			if (end - s < 3 || hex(s[1]) < 0 || hex(s[2]) < 0)
				return NULL;
			c = (unsigned char)(hex(s[1]) << 4 | hex(s[2]));
			s += 2;
		} else if (c == '+' && plus) {
			c = ' ';
		}
		if (c < 0x20 || c == 0x7f)
			return NULL;
		*out++ = (char)c;
	}
	return text_is_utf8(text, (size_t)(out - text)) ? text : NULL;
}

/* ---- values ------------------------------------------------------------ */

/* A whole number without sign or leading zeros, at most "most"; else -1. */
static int32_t
number(const char *s, size_t len, int32_t most)
{
	int32_t n = 0;

	if (len == 0 || len > NUMBER_DIGITS || (len > 1 && *s == '0') ||
	    strspn(s, "0123456789") < len)
		return -1;
	for (size_t i = 0; i < len; i++)
		n = n * 10 + (s[i] - '0');
	return n <= most ? n : -1;
}

static bool
add_day(struct reader *r, const char *value, size_t len)
{
	struct query *q = r->q;
	size_t at;
	int32_t day;

	if (!when_parse_day(value, len, &day))
		return bad(r, QUERY_BAD_DAY, value, len);
	for (at = 0; at < q->day_count && q->days[at] < day; at++)
		;
	if (at < q->day_count && q->days[at] == day)
		return true;
	if (q->day_count == QUERY_DAYS_MAX)
		return bad(r, QUERY_TOO_LONG, value, len);
	memmove(q->days + at + 1, q->days + at,
	    (q->day_count++ - at) * sizeof(*q->days));
	q->days[at] = day;
	return true;
}

static bool
add_choice(struct reader *r, const struct snapshot_facet *f, const char *value,
    size_t len)
{
	int64_t found = snapshot_choice(r->s, f, value, len);
	struct query *q = r->q;
	uint32_t choice = (uint32_t)found;
	size_t at;

	if (found < 0) {
		bad(r, QUERY_BAD_CHOICE, value, len);
		r->fault->question =
		    snapshot_string(r->s, r->l->facet_labels[f - r->s->facets]);
		return false;
	}
	for (at = 0; at < q->choice_count && q->choices[at] < choice; at++)
		;
	if (at < q->choice_count && q->choices[at] == choice)
		return true;
	if (q->choice_count == QUERY_CHOICES_MAX)
		return bad(r, QUERY_TOO_LONG, value, len);
	memmove(q->choices + at + 1, q->choices + at,
	    (q->choice_count++ - at) * sizeof(*q->choices));
	q->choices[at] = choice;
	return true;
}

/* A list of values with commas between them. */
static bool
read_facet(struct reader *r, const struct snapshot_facet *f, const char *value)
{
	while (*value != '\0') {
		size_t len = strcspn(value, ",");
		bool ok = len == 0 || (f->kind == SNAPSHOT_DAY
					      ? add_day(r, value, len)
					      : add_choice(r, f, value, len));

		if (!ok)
			return false;
		value += len + (value[len] == ',');
	}
	return true;
}

/* Degrees as hundredths, halves away from zero; false if they are none. */
static bool
hundredths(const char *s, size_t len, int32_t most, int32_t *micro)
{
	bool minus = len > 0 && *s == '-';
	size_t whole, part;
	int32_t n;

	s += minus;
	len -= minus;
	whole = strspn(s, "0123456789");
	whole = whole < len ? whole : len;
	n = number(s, whole, most);
	part = whole < len && s[whole] == '.' ? len - whole - 1 : 0;
	if (n < 0 || whole + part + (part > 0) != len ||
	    (part > 0 && strspn(s + whole + 1, "0123456789") < part))
		return false;
	n = n * 1000 + (part > 0 ? (s[whole + 1] - '0') * 100 : 0) +
	    (part > 1 ? (s[whole + 2] - '0') * 10 : 0) +
	    (part > 2 ? s[whole + 3] - '0' : 0);
	n = (n + 5) / 10 * NEAR_STEP;
	*micro = minus ? -n : n;
	return n <= most * 1000000;
}

/* "50.95,1.86", or a town. */
static bool
read_near(struct reader *r, const char *value)
{
	const char *comma = strchr(value, ',');
	struct query *q = r->q;
	const struct snapshot_facet *f;
	const char *slug;
	int64_t facet = snapshot_facet(r->s, "town", 4), town;

	if (q->is_near || *value == '\0')
		return true;
	if (comma != NULL &&
	    hundredths(value, (size_t)(comma - value), 90, &q->near.lat) &&
	    hundredths(comma + 1, strlen(comma + 1), 180, &q->near.lon)) {
		q->is_near = true;
		return true;
	}
	if (comma != NULL || facet < 0)
		return bad(r, QUERY_BAD_NEAR, value, strlen(value));
	f = &r->s->facets[facet];
	town = snapshot_choice(r->s, f, value, strlen(value));
	if (town < 0) { /* as people write it */
		slug = text_slug(r->arena, value, EVENT_SLUG_MAX);
		town = snapshot_choice(r->s, f, slug, strlen(slug));
	}
	if (town < 0 || r->s->towns[town - f->choice].lat == SNAPSHOT_NOWHERE)
		return bad(r, QUERY_BAD_NEAR, value, strlen(value));
	q->is_near = true;
	q->near_town = (uint32_t)town;
	q->near.lat = r->s->towns[town - f->choice].lat;
	q->near.lon = r->s->towns[town - f->choice].lon;
	return true;
}

static bool
read_km(struct reader *r, const char *value)
{
	int32_t km = number(value, strlen(value), QUERY_KM_MAX);

	if (r->has_km || *value == '\0')
		return true;
	r->has_km = true;
	r->q->km = km;
	return km > 0 || bad(r, QUERY_BAD_KM, value, strlen(value));
}

static bool
read_page(struct reader *r, const char *value)
{
	int32_t page = number(value, strlen(value), QUERY_PAGE_MAX);

	if (r->has_page || *value == '\0')
		return true;
	r->has_page = true;
	r->q->page = page;
	return page > 0 || bad(r, QUERY_BAD_PAGE, value, strlen(value));
}

static bool
read_when(struct reader *r, const char *value)
{
	if (r->has_when || *value == '\0')
		return true;
	r->has_when = true;
	for (int i = 0; query_whens[i] != NULL; i++)
		if (strcmp(query_whens[i], value) == 0) {
			r->q->when = (enum query_when)(QUERY_NOW + i);
			return true;
		}
	return bad(r, QUERY_BAD_WHEN, value, strlen(value));
}

static bool
read_at(struct reader *r, const char *value)
{
	int32_t at;

	if (r->q->has_at || *value == '\0')
		return true;
	if (!when_parse(value, &r->s->zone, &at))
		return bad(r, QUERY_BAD_AT, value, strlen(value));
	r->q->has_at = true;
	r->q->at = at - ((at % QUERY_MOMENT) + QUERY_MOMENT) % QUERY_MOMENT;
	return true;
}

static bool
read_text(struct reader *r, const char *value)
{
	char *folded;
	size_t len = text_cut(value, strlen(value), QUERY_TEXT_MAX);

	if (*r->q->text != '\0')
		return true;
	value =
	    text_clean(r->arena, value, len, TEXT_LINE, QUERY_TEXT_MAX, NULL);
	folded = text_folded(r->arena, value);
	r->q->text = *folded != '\0' ? value : "";
	return true;
}

/* ---- plans ------------------------------------------------------------- */

/* "UID", or "UID.T" unless there is an event of that name as a whole. */
static struct query_kept
kept_of(struct reader *r, const char *value, size_t len)
{
	const char *name = arena_strndup(r->arena, value, len),
		   *dot = strrchr(name, '.');
	int32_t timing =
	    dot != NULL ? number(dot + 1, strlen(dot + 1), 999999) : -1;

	if (timing <= 0 || dot == name || snapshot_find(r->s, name) >= 0)
		return (struct query_kept){ name, 0 };
	return (struct query_kept){
		arena_strndup(r->arena, name, (size_t)(dot - name)), timing
	};
}

static int
by_name(const void *a, const void *b)
{
	const struct query_kept *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order != 0 ? order
			  : (x->timing > y->timing) - (x->timing < y->timing);
}

static bool
read_kept(struct reader *r, const char *value)
{
	struct query *q = r->q;

	while (*value != '\0') {
		size_t len = strcspn(value, ",");

		if (len > 0 && q->kept_count == QUERY_KEPT_MAX)
			return bad(r, QUERY_TOO_MANY_KEPT, value, len);
		if (len > 0)
			q->kept[q->kept_count++] = kept_of(r, value, len);
		value += len + (value[len] == ',');
	}
	return true;
}

/* In order, each once; all timings of an event include each. */
static void
settle_kept(struct query *q)
{
	size_t n = 0;

	if (q->kept_count > 1)
		qsort(q->kept, q->kept_count, sizeof(*q->kept), by_name);
	for (size_t i = 0; i < q->kept_count; i++) {
		const struct query_kept *k = &q->kept[i];

		if (n > 0 && strcmp(q->kept[n - 1].name, k->name) == 0 &&
		    (q->kept[n - 1].timing == 0 ||
			q->kept[n - 1].timing == k->timing))
			continue;
		q->kept[n++] = *k;
	}
	q->kept_count = n;
}

/* ---- reading ----------------------------------------------------------- */

static const struct {
	const char *name;
	int bit;
	bool (*read)(struct reader *, const char *value);
} singles[] = {
	{ "q", QUERY_FILTERS, read_text },
	{ "near", QUERY_FILTERS, read_near },
	{ "km", QUERY_FILTERS, read_km },
	{ "when", QUERY_WHEN, read_when },
	{ "at", QUERY_AT, read_at },
	{ "page", QUERY_PAGE, read_page },
	{ "e", QUERY_PLAN, read_kept },
};

static bool
read_pair(struct reader *r, const char *pair, size_t len, int understood)
{
	const char *equals = memchr(pair, '=', len), *key, *value;
	size_t key_len = equals != NULL ? (size_t)(equals - pair) : len;
	int64_t facet;

	key = query_decode(r->arena, pair, key_len, true);
	value = equals != NULL ? query_decode(r->arena, equals + 1,
				     len - key_len - 1, true)
			       : "";
	if (key == NULL || value == NULL)
		return bad(r, QUERY_BAD_CODING, pair, len);
	for (size_t i = 0; i < sizeof(singles) / sizeof(*singles); i++)
		if (strcmp(singles[i].name, key) == 0)
			return (singles[i].bit & understood) == 0 ||
			       singles[i].read(r, value);
	facet = snapshot_facet(r->s, key, strlen(key));
	return facet < 0 || (understood & QUERY_FILTERS) == 0 ||
	       read_facet(r, &r->s->facets[facet], value);
}

bool
query_read(struct arena *a, const struct snapshot *s,
    const struct snapshot_language *l, const char *raw, int understood,
    struct query *q, struct query_fault *fault)
{
	struct reader r = {
		.arena = a, .s = s, .l = l, .q = q, .fault = fault
	};
	size_t pairs = 0;

	*q = (struct query){ .text = "",
		.near_town = SNAPSHOT_NONE,
		.km = QUERY_KM,
		.page = 1 };
	if (raw == NULL || *raw == '\0')
		return true;
	if (strlen(raw) > QUERY_BYTES_MAX)
		return bad(&r, QUERY_TOO_LONG, "", 0);
	q->choices = ARENA_ARRAY(a, uint32_t, QUERY_CHOICES_MAX);
	q->days = ARENA_ARRAY(a, int32_t, QUERY_DAYS_MAX);
	q->kept = ARENA_ARRAY(a, struct query_kept, QUERY_KEPT_MAX);
	while (*raw != '\0') {
		size_t len = strcspn(raw, "&");

		if (len > 0 && ++pairs > QUERY_PAIRS_MAX)
			return bad(&r, QUERY_TOO_LONG, "", 0);
		if (len > 0 && !read_pair(&r, raw, len, understood))
			return false;
		raw += len + (raw[len] == '&');
	}
	if (!q->is_near)
		q->km = QUERY_KM;
	settle_kept(q);
	return true;
}
