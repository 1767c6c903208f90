/*
 * snapshot.h -- a publication as one run of bytes that workers map and read in
 * place: offsets, no pointers.
 *
 * It holds what visitors can ask for, ready: events in order of slot; rows (an
 * event on a day) in the order of lists, with their cards written out; facets,
 * whose choices are sets of bits; the words of search, sorted; and each
 * event's page as a packed tree.  edition.h makes it; it lives in the database
 * and, for mapping, in a file beside it.
 *
 * Integers are the machine's own: the file never leaves it.  Bytes come from
 * ourselves, so that only the head and the sections' bounds are checked; the
 * database checks its pages, and a file in its place is replaced whole.
 */
#ifndef SNAPSHOT_H
#define SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "json.h"
#include "pack.h"
#include "when.h"

struct arena;
struct err;

#define SNAPSHOT_MAGIC         "almanach 6"
#define SNAPSHOT_MAX           ((size_t)1 << 30) /* bytes: SQLite's blobs */
#define SNAPSHOT_LANGUAGES_MAX 12
#define SNAPSHOT_PIECE         64         /* slots of a piece of pages */
#define SNAPSHOT_NONE          UINT32_MAX /* no town, no choice */
#define SNAPSHOT_NOWHERE       INT32_MIN  /* no latitude */

/* ---- the form ---------------------------------------------------------- */

struct snapshot_event {
	uint32_t name; /* string: its uid in addresses */
	uint32_t slot;
	uint32_t town; /* choice, or SNAPSHOT_NONE */
	uint32_t timing, timings;
	int32_t lat, lon;   /* SNAPSHOT_NOWHERE: no point */
	int32_t begin, end; /* of all its timings */
	int32_t changed;
	uint32_t revision;
	uint32_t since;             /* the publication it last changed in */
	uint8_t status, attendance; /* event_statuses[], event_attendances[] */
	uint8_t featured, unused;
};

struct snapshot_timing {
	int32_t number, begin, end;
};

/* The same by the clock, what is on and what is next; no longer than it has
 * rows: span_over(). */
struct snapshot_start {
	int32_t begin, end;
	uint32_t event;
};

/* An event on a day: what a list shows. */
struct snapshot_row {
	uint32_t event;
	int32_t day;
	int32_t begin, end;      /* of its timings of that day */
	int32_t before;          /* the latest end on earlier days; INT32_MIN */
	uint8_t last, unused[3]; /* the event has no later day */
	/* In the language's texts: the card as data and as it is shown; and
	 * on the event's first day its line of the list of all. */
	uint32_t json_len, html_len, line_len;
	uint64_t json, html, line;
};

struct snapshot_day {
	int32_t day;
	uint32_t row, rows;
	int32_t end;                 /* the latest of its rows */
	uint8_t festival, unused[3]; /* the programme names it */
};

enum snapshot_facet_kind {
	SNAPSHOT_DAY,
	SNAPSHOT_GROUP, /* of the programme, and More */
	SNAPSHOT_TOWN,
	SNAPSHOT_BUILT_IN,
};

struct snapshot_facet {
	uint32_t id; /* string: its name in addresses */
	uint32_t choice, choices;
	uint32_t kind;
	uint32_t unstated; /* choice: who does not say; or SNAPSHOT_NONE */
	uint32_t card;     /* its choices stand on cards */
};

struct snapshot_choice {
	uint32_t id;    /* string */
	uint32_t count; /* events */
	uint32_t own;   /* set: who is it; found by it are more where others
			   are "also" */
	uint32_t also;  /* who is it is found by its facet's others too */
};

/* Beside each choice of the facet of towns. */
struct snapshot_town {
	int32_t lat, lon; /* SNAPSHOT_NOWHERE */
	int32_t x, y;     /* on the map, or -1 */
	uint32_t named;   /* its name stands on the map */
	uint32_t since;
};

/* An event that has left, in order of name. */
struct snapshot_gone {
	uint32_t name; /* string */
	uint32_t slot;
	uint32_t since;
};

/* The events' pages as phones copy them, so many slots at a time (copy.h). */
struct snapshot_piece {
	uint32_t number, since;
	uint64_t bytes;
	char hash[40]; /* hex */
};

/* Those that have a word are listed; where that takes more than a set of bits
 * (snapshot_is_often()), they are one. */
struct snapshot_word {
	uint32_t text;   /* string, folded */
	uint32_t where;  /* of the first posting, or of the set */
	uint32_t events; /* how many */
};

struct snapshot_span {
	uint64_t at, len; /* bytes */
};

/* One of each. */
enum {
	SNAPSHOT_EVENTS,
	SNAPSHOT_TIMINGS,
	SNAPSHOT_STARTS, /* of all events that take place, in order */
	SNAPSHOT_NAMES,  /* uint32_t: events by name, in order of bytes */
	SNAPSHOT_GONE,
	SNAPSHOT_DAYS,
	SNAPSHOT_FACETS,
	SNAPSHOT_CHOICES,
	SNAPSHOT_BITS, /* uint64_t: a set for each choice, then those of "own"
			*/
	SNAPSHOT_TOWNS,
	SNAPSHOT_ZONE, /* struct when_change */
	SNAPSHOT_STRINGS,
	SNAPSHOT_TREES,
	SNAPSHOT_SECTIONS,
};

/* One of each for each language. */
enum {
	SNAPSHOT_ROWS,
	SNAPSHOT_ROW_EVENTS, /* uint32_t: of each row, for who only looks for
				some: a sixteenth of the memory */
	SNAPSHOT_TEXTS,
	SNAPSHOT_PAGES,  /* uint64_t: the tree of each event's page */
	SNAPSHOT_LABELS, /* uint32_t: strings, of facets, then of choices */
	SNAPSHOT_WORDS,
	SNAPSHOT_POSTINGS, /* uint32_t: events */
	SNAPSHOT_OFTEN,    /* uint64_t: sets of them */
	SNAPSHOT_PIECES,
	SNAPSHOT_LANGUAGE_SECTIONS,
};

struct snapshot_head {
	char magic[16];
	uint64_t size;
	int64_t publication;
	char content[68]; /* hex: a hash of all that follows the head, but
			     in which publication it changed, and who fails */
	uint32_t failing; /* bytes at the very end: the ids of rules that fail,
			     each closed by a NUL */
	char www[72];     /* hex: www.h's, of what the cards are made with */
	int32_t changed;  /* when a source last changed */
	int32_t checked;  /* ... and was last looked at */
	int32_t cosine;   /* geo.h */
	uint32_t languages;
	/* Publications: the first from which changes are known; in which what
	 * is the festival's and what can be asked for last changed. */
	uint32_t origin, site_since, facets_since;
	uint32_t sum; /* of all bytes but these four: snapshot_sign() */
	int32_t made; /* the publication; 0: not told */
	struct {
		uint64_t bytes;
		char hash[72];            /* hex */
	} copies[SNAPSHOT_LANGUAGES_MAX]; /* the index that phones copy */
	char codes[SNAPSHOT_LANGUAGES_MAX][16];
	uint64_t sites[SNAPSHOT_LANGUAGES_MAX]; /* trees */
	uint32_t rules, failures;               /* how the rules did */
	struct snapshot_span sections[SNAPSHOT_SECTIONS];
	struct snapshot_span of_language[SNAPSHOT_LANGUAGES_MAX]
					[SNAPSHOT_LANGUAGE_SECTIONS];
};

/* ---- reading ----------------------------------------------------------- */

struct snapshot_language {
	const char *code;
	const struct snapshot_row *rows;
	const uint32_t *row_events;
	size_t row_count;
	const char *texts;
	const uint64_t *pages;
	const uint32_t *facet_labels, *choice_labels;
	const struct snapshot_word *words;
	size_t word_count;
	const uint32_t *postings;
	const uint64_t *often;
	const struct snapshot_piece *pieces;
	size_t piece_count;
	uint64_t site;
};

struct snapshot {
	const struct snapshot_head *head;
	const struct snapshot_event *events;
	size_t event_count;
	const struct snapshot_timing *timings;
	const struct snapshot_start *starts;
	size_t start_count;
	const uint32_t *names;
	const struct snapshot_gone *gone;
	size_t gone_count;
	const struct snapshot_day *days;
	size_t day_count;
	const struct snapshot_facet *facets;
	size_t facet_count;
	const struct snapshot_choice *choices;
	size_t choice_count;
	const uint64_t *bits;
	size_t set_words;                  /* uint64_t of one set */
	const char *failing, *failing_end; /* ids, each closed by a NUL */
	const struct snapshot_town *towns;
	struct when_zone zone;
	struct packed packed;
	struct snapshot_language languages[SNAPSHOT_LANGUAGES_MAX];
	size_t language_count;
};

/* Read the bytes, which must last as long.  False with a sentence. */
bool
snapshot_read(const void *bytes, size_t len, struct snapshot *, struct err *);

/* The hash that is the head's "content" as long as nothing is sealed. */
const char *snapshot_content(struct arena *, const struct snapshot_head *);

/* Sign the bytes when nothing will change in them any more; are they still as
 * they were then?  Against disks that forget, not against people. */
void snapshot_sign(struct snapshot_head *);
bool snapshot_is_whole(const struct snapshot *);

const char *snapshot_string(const struct snapshot *, uint32_t at);

/* A tree, in the arena; NULL where the bytes are damaged. */
const struct json *
snapshot_tree(struct arena *, const struct snapshot *, uint64_t at);

/* Who is found by a choice; who is it. */
const uint64_t *snapshot_set(const struct snapshot *, size_t choice);
const uint64_t *snapshot_own(const struct snapshot *, size_t choice);

/* The event of a name, or -1; one that has left. */
int64_t snapshot_find(const struct snapshot *, const char *name);
bool snapshot_is_gone(const struct snapshot *, const char *name);

/* The language of a code, or -1. */
int snapshot_language(const struct snapshot *, const char *code);

/* The facet of towns: there always is one. */
const struct snapshot_facet *snapshot_towns(const struct snapshot *);

/* The facet of a name; the choice of a facet, in all choices.  -1 for none. */
int64_t snapshot_facet(const struct snapshot *, const char *id, size_t id_len);
int64_t snapshot_choice(const struct snapshot *, const struct snapshot_facet *,
    const char *id, size_t id_len);

/* Are a word's events a set, of so many words of bits? */
static inline bool
snapshot_is_often(size_t events, size_t set_words)
{
	return events * sizeof(uint32_t) > set_words * sizeof(uint64_t);
}

/* Add the events that have a word to a set. */
void
snapshot_add_word(const struct snapshot *, const struct snapshot_language *,
    const struct snapshot_word *, uint64_t *set);

/* Fill a set with the events that have a word which begins so.  False where
 * there is none. */
bool snapshot_search(const struct snapshot *, const struct snapshot_language *,
    const char *prefix, size_t len, uint64_t *set);

/* A row's card, or its line, as data and as it is shown. */
struct json_ready
snapshot_card(const struct snapshot_language *, const struct snapshot_row *);
struct json_ready
snapshot_line(const struct snapshot_language *, const struct snapshot_row *);

/* The first that begins after a moment; start_count: none does. */
size_t snapshot_start_after(const struct snapshot *, int32_t moment);

#endif
