/*
 * links.h -- addresses that ask for a little more or less than the page that
 * holds them: beside each choice, each day, each filter that is set.
 *
 * They are relative to the language's root.  None of them keeps the number of
 * the page.  They are of letters, digits and -._~+%&=,? alone: in JSON they
 * need no escapes.
 */
#ifndef LINKS_H
#define LINKS_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct query;
struct snapshot;

#define LINKS_BYTES_MAX ((size_t)32 << 10) /* of one */

struct links {
	struct arena *arena;
	const struct snapshot *s;
	const struct query *q;
	const char *page; /* "events", "map" */
	/* By facet, what stands around its values: "events?a=1&b=", "&q=x". */
	struct links_around {
		const char *before, *after;
		size_t before_len, after_len;
	} * around;
};

struct links links_of(struct arena *, const struct snapshot *,
    const struct query *, const char *page);

/* With the choice if it is not set, without if it is. */
const char *links_toggle(const struct links *, size_t facet, uint32_t choice);

/* With this choice and no other of its facet; with none of it. */
const char *links_only(const struct links *, size_t facet, uint32_t choice);
const char *links_without(const struct links *, size_t facet);

/* The same for a day, which may be none of the publication's. */
const char *links_toggle_day(const struct links *, int32_t day);
const char *links_only_day(const struct links *, int32_t day);

/* Of any query: "events?..." */
const char *links_query(struct arena *, const struct snapshot *,
    const struct query *, const char *page);

#endif
