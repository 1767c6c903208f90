/*
 * query.h -- what a visitor asks for: the part of an address behind "?", read,
 * and written again in its one canonical spelling.
 *
 * A parameter is a facet of the publication (several values, by commas or by
 * repeating it, are alternatives), or one of q, near, km, when, at, page, e.
 * Empty values and unknown parameters drop out; of a single value that stands
 * twice the first counts; a value that cannot be used is a fault, which says
 * what and why.
 *
 * Canonical: parameters in the order of facets, then those above; values in
 * the order of choices; letters, digits and -._~ as they are, a space as "+",
 * the rest as %XX.
 */
#ifndef QUERY_H
#define QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "geo.h"

struct arena;
struct snapshot;
struct snapshot_language;

#define QUERY_BYTES_MAX   2000 /* as it came */
#define QUERY_PAIRS_MAX   32
#define QUERY_CHOICES_MAX 200
#define QUERY_DAYS_MAX    62
#define QUERY_TEXT_MAX    100 /* bytes of q */
#define QUERY_TERMS_MAX   6   /* of q, that are looked for */
#define QUERY_KEPT_MAX    100 /* of a plan */
#define QUERY_KM          30
#define QUERY_KM_MAX      200
#define QUERY_PAGE_MAX    10000
#define QUERY_MOMENT      5 /* minutes: what moments are rounded down to */

/* What a page understands: bits for query_read(). */
enum {
	QUERY_FILTERS = 1, /* facets, q, near, km */
	QUERY_WHEN = 2,    /* when */
	QUERY_AT = 4,      /* at */
	QUERY_PAGE = 8,    /* page */
	QUERY_PLAN = 16,   /* e */
};

enum query_when {
	QUERY_ANY_TIME,
	QUERY_NOW,
	QUERY_NEXT,
	QUERY_TODAY,
	QUERY_TOMORROW,
};
extern const char *const query_whens[]; /* from QUERY_NOW on; ended by NULL */

/* Why it cannot be used, in the order of W_BAD_VALUES. */
enum query_fault_kind {
	QUERY_BAD_CODING,
	QUERY_BAD_DAY,
	QUERY_BAD_CHOICE,
	QUERY_BAD_KM,
	QUERY_BAD_NEAR,
	QUERY_BAD_WHEN,
	QUERY_BAD_PAGE,
	QUERY_BAD_AT,
	QUERY_TOO_LONG,
	QUERY_TOO_MANY_KEPT,
};

struct query_fault {
	enum query_fault_kind kind;
	const char *value;    /* clean text, for the sentence */
	const char *question; /* label of the facet; "" */
};

struct query_kept {
	const char *name;
	int32_t timing; /* 0: all of the event's */
};

struct query {
	uint32_t *choices; /* of facets, in order; without those of "day" */
	size_t choice_count;
	int32_t *days; /* in order; some may be none of the publication's */
	size_t day_count;
	const char *text; /* "" */
	bool is_near;
	uint32_t near_town; /* choice, or SNAPSHOT_NONE */
	struct geo_point near;
	int32_t km;
	enum query_when when;
	bool has_at;
	int32_t at; /* instant, rounded down */
	int32_t page;
	struct query_kept *kept; /* of a plan, in order of name and timing */
	size_t kept_count;
};

/* Read what stands behind "?" (NULL: nothing). */
bool query_read(struct arena *, const struct snapshot *,
    const struct snapshot_language *, const char *raw, int understood,
    struct query *, struct query_fault *);

/* The canonical spelling, "" for nothing asked. */
const char *
query_write(struct arena *, const struct snapshot *, const struct query *);

/* The same, telling where what is asked of each facet begins, and last where
 * all else does: one offset more than there are facets. */
const char *query_write_parts(struct arena *, const struct snapshot *,
    const struct query *, size_t *parts);

/* Is any filter set, so that it is not simply everything? */
bool query_is_filtered(const struct query *);

/* Is the choice among those asked for? */
bool query_has(const struct query *, uint32_t choice);

/* Percent-decode (RFC 3986, section 2.1): NULL where it is not valid, holds
 * control characters, or is no UTF-8 then.  plus: "+" means a space. */
char *query_decode(struct arena *, const char *, size_t len, bool plus);

#endif
