/*
 * view.h -- what each page shows, as data: {data..., ui}.
 *
 * Without "ui" a view is the page's JSON twin.  "ui" has what only the page
 * needs: its frame, sentences, and rows gathered under headings.  Templates
 * fill in views; they take no decisions.
 *
 *	view         the frame, and pages that are all frame
 *	view_list    days, groups, filters: what lists and the map share
 *	view_page    home, the list, all events
 *	view_event   one event
 *	view_plan    a plan
 *	view_map     towns on the map
 */
#ifndef VIEW_H
#define VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;
struct found;
struct geo_point;
struct json;
struct json_begun;
struct links;
struct query;
struct query_fault;
struct snapshot;
struct snapshot_language;
struct snapshot_row;
struct words;

#define VIEW_CARDS   40 /* of a page of a list */
#define VIEW_HOME    6  /* in "now" and in "next" */
#define VIEW_FEATURE 6
#define VIEW_NEARBY  4
#define VIEW_NEAR_KM 20 /* what counts as near an event */

struct view {
	struct arena *arena;
	const struct snapshot *s;
	const struct snapshot_language *l;
	const struct words *words;
	const struct json *site;          /* edition_site() in the language */
	const struct json_begun *choices; /* view_choices() in the language */
	const struct query *q;
	int32_t moment;
	int32_t today;      /* the moment's day in the programme's zone */
	bool fixed;         /* the clock stands still: the page says so */
	struct buf *twin;   /* no page is wanted: it is written here; or NULL */
	bool ui;            /* a page is wanted, not its twin */
	bool plain;         /* cards are not of today's templates: fill them */
	const char *path;   /* below the language's root: "events" */
	const char *root;   /* from the page to the language's root: "" */
	const char *top;    /* ... and to the root of all languages: "../" */
	const char *url;    /* the public address of all, or NULL */
	struct json *out;   /* the view; where the twin is written, it cannot
			       be read */
	struct json *frame; /* its "ui" */
	bool is_empty;      /* a list that found nothing */
};

/* What each day and each choice of a group begins with in all lists, by
 * number of the choice: to be made once. */
const struct json_begun *view_choices(struct arena *, const struct snapshot *,
    const struct snapshot_language *, const struct words *);

/* Begin a view with its frame, if a page is wanted.  "title" is the page's
 * own, NULL for the home page.  Where that has to be found out first, the data
 * can be begun alone before. */
void view_begin(struct view *, const char *title);
void view_begin_data(struct view *);

struct json *view_home(struct view *);
struct json *view_events(struct view *);
struct json *view_all(struct view *);
struct json *view_event(struct view *, uint32_t event);
struct json *view_map(struct view *);
struct json *view_plan(struct view *);
struct json *view_changes(struct view *);
struct json *view_about(struct view *);

/* A page that says what is wrong: the status of HTTP, and why if that is
 * known. */
struct json *view_error(struct view *, int status, const struct query_fault *);

/* ---- parts ------------------------------------------------------------- */

/* End the view, or its twin: with what is announced everywhere, and with its
 * frame. */
struct json *view_end(struct view *);

/* An instant as RFC 3339. */
const char *view_instant(const struct view *, int32_t);

/* Put a row's card into a list; or its one line of /all. */
void
view_card(const struct view *, struct json *list, const struct snapshot_row *);
void
view_line(const struct view *, struct json *list, const struct snapshot_row *);

/* Put days, groups and the filters that are set. */
void view_filters(struct view *, const struct found *, const struct links *);

/* What a query asks for once: its label, and the query without it.  NULL where
 * it is not asked for. */
enum view_single { VIEW_TEXT, VIEW_NEAR, VIEW_WHEN, VIEW_SINGLES };
const char *
view_single(const struct view *, enum view_single, struct query *less);

/* Put rows into "events", and for the page under headings of their days; the
 * first "current" of them are not over. */
void view_rows(struct view *, const struct found *,
    const struct snapshot_row *const *, size_t count, size_t current);

/* A distance and where it leads: "3.2 km, to the north-east"; NULL where the
 * event has no point. */
const char *
view_distance(const struct view *, const struct geo_point *, uint32_t event);

/* The label of a choice or a facet. */
const char *view_choice_label(const struct view *, size_t choice);
const char *view_facet_label(const struct view *, size_t facet);

/* The tree of an event's page. */
const struct json *view_tree(const struct view *, uint32_t event);

#endif
