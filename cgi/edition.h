/*
 * edition.h -- a publication put together: what visitors can ask for, worked
 * out once, and written as a snapshot (snapshot.h).
 *
 * Dates in words, labels, tags and cards are made here, for each language, so
 * that whoever answers only selects, orders and fills.
 *
 *	edition_facet   what can be filtered by: facets, choices, sets, towns
 *	edition_card    an event on a day, in a language
 *	edition_page    an event's own page, in a language
 *	edition_site    the festival in a language
 *	edition_change  what changed lately, in a language
 *	edition_words   the words of search
 *	edition_row     the rows of lists
 *	edition_map     the towns on the map
 *	edition_write   sections and the head
 */
#ifndef EDITION_H
#define EDITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "geo.h"
#include "snapshot.h"

struct arena;
struct basemap;
struct buf;
struct catalog;
struct catalog_event;
struct err;
struct json;
struct judge;
struct programme;
struct span;
struct www;
struct www_language;

#define EDITION_CHOICES_MAX 8000 /* of all facets; most are towns */

struct edition_event {
	const struct catalog_event *from;
	size_t judged; /* its index in judge->events */
	struct span *spans;
	size_t span_count;
	uint32_t town; /* choice, or SNAPSHOT_NONE */
	bool featured, full;
	const char *status; /* event_statuses[]: "full" by a rule as well */
};

struct edition_gone {
	const char *name;
	int64_t slot;
};

struct edition_choice {
	const char *id;
	const char *labels[SNAPSHOT_LANGUAGES_MAX];
	size_t rule;         /* in judge->list; SIZE_MAX: of no rule */
	uint64_t *own;       /* who is it */
	uint64_t *set;       /* who is found by it: "also" counts */
	bool also;           /* ... that of this one, for its group's others */
	struct geo_point at; /* of a town; lat SNAPSHOT_NOWHERE */
};

struct edition_facet {
	const char *id;
	const char *labels[SNAPSHOT_LANGUAGES_MAX];
	enum snapshot_facet_kind kind;
	size_t choice, choices;
	size_t unstated; /* choice, or SIZE_MAX */
	bool card;       /* its choices stand on cards */
};

struct edition {
	/* in */
	struct arena *arena;
	const struct programme *programme;
	const struct catalog *catalog;
	const struct judge *judge; /* over catalog->events, in their order */
	const struct www *www;
	const struct basemap *map;       /* or NULL */
	const struct json *changes;      /* of late: changelog.h */
	const struct json *announcement; /* announcement_now(), or NULL */
	const char *url;                 /* the public address, or NULL */
	int64_t publication;
	int32_t now;
	size_t failures; /* besides those of rules */

	/* made */
	struct edition_event *events; /* those that are shown, by slot */
	size_t count, set_words;
	struct edition_gone *gone; /* those that are not, by name */
	size_t gone_count;
	struct edition_facet *facets;
	size_t facet_count;
	struct edition_choice *choices;
	size_t choice_count;
	bool overflown; /* more choices than there may be */
	struct pack *pack;
	const char *content; /* hash of all that visitors can see */
};

/* First: which events are shown? */
void edition_begin(struct edition *);

/* Then, with the changes: work it all out, and write it.  False with a
 * sentence where a ceiling is met or a card's template fails. */
bool edition_make(struct edition *, struct buf *out, struct err *);

/* ---- the parts --------------------------------------------------------- */

/* Facets and their sets, over the events that are shown. */
void edition_facets(struct edition *);

/* The event as a card on one day (spans of that day), and as a page. */
struct json *edition_card(const struct edition *, const struct edition_event *,
    const struct www_language *, const struct span *, size_t count);
struct json *edition_page(const struct edition *, const struct edition_event *,
    const struct www_language *);

/* The title that is shown. */
const char *edition_title(const struct edition *, const struct edition_event *,
    const struct www_language *);

/* What changed lately, in words: [{at, day, time, uid, slug, title, what,
 * label, from?, to?}]. */
struct json *
edition_changes(const struct edition *, const struct www_language *);

/* The festival: title, days, map, changes, credits. */
struct json *edition_site(const struct edition *, const struct www_language *);

/* The words of search and where they stand: struct snapshot_word, uint32_t
 * events, and sets of them. */
void edition_words(const struct edition *, const struct www_language *,
    struct buf *words, struct buf *postings, struct buf *often);

struct edition_row {
	struct snapshot_row row;  /* without its card */
	const struct span *spans; /* of that day */
	size_t span_count;
	const char *title, *name;
	bool featured;
};

/* All rows in the order of a language's lists: day, featured, begin, title,
 * name. */
struct edition_row *edition_rows(
    const struct edition *, const struct www_language *, size_t *count);

/* When what takes place begins, in order: struct snapshot_start, out of struct
 * snapshot_event and their struct snapshot_timing. */
void edition_starts(const struct edition *, const struct buf *events,
    const struct buf *timings, struct buf *starts);

/* The towns, in the order of their choices. */
struct snapshot_town *edition_map_towns(const struct edition *, size_t *count);

bool edition_write(struct edition *, struct buf *out, struct err *);

/* The index of a language. */
size_t edition_language(const struct edition *, const struct www_language *);

#endif
