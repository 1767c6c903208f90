/* view_page.c -- home, the list, all events. */
#include <string.h>

#include "arena.h"
#include "bits.h"
#include "err.h"
#include "find.h"
#include "json.h"
#include "links.h"
#include "query.h"
#include "snapshot.h"
#include "view.h"
#include "when.h"
#include "words.h"

enum { TITLE_EVENTS = 1, TITLE_ALL = 2 };

static void
put_source(struct view *v)
{
	json_put(v->arena, v->out, "source", json_get(v->site, "source"));
}

/* ---- the list ---------------------------------------------------------- */

/* What it is a list of: the filters' labels, or simply the programme. */
static const char *
title_of(struct view *v)
{
	const char *title = NULL;

	JSON_EACH(filter, json_get(v->out, "filters"))
	{
		const char *label = json_get_str(filter, "label");

		title = title == NULL
			    ? label
			    : arena_printf(v->arena, "%s · %s", title, label);
	}
	return title != NULL ? title
			     : words_item(v->words, W_TITLES, TITLE_EVENTS);
}

/* What a form carries along: all but its own field and the page. */
static void
put_hidden(struct view *v, const char *key, struct query rest)
{
	struct json *list = json_put_array(v->arena, v->frame, key), *one;
	const char *text;

	rest.page = 1;
	text = query_write(v->arena, v->s, &rest);
	while (*text != '\0') {
		size_t name = strcspn(text, "="), len = strcspn(text, "&");

		one = json_put_object(v->arena, list, NULL);
		json_put_strn(v->arena, one, "name",
		    arena_strndup(v->arena, text, name), name);
		json_put_str(v->arena, one, "value",
		    query_decode(
			v->arena, text + name + 1, len - name - 1, true));
		text += len + (text[len] == '&');
	}
}

/* The forms: words, and around a town. */
static void
put_forms(struct view *v)
{
	struct query rest = *v->q;

	rest.text = "";
	put_hidden(v, "hidden", rest);
	rest = *v->q;
	rest.is_near = false;
	rest.near_town = SNAPSHOT_NONE;
	rest.km = QUERY_KM;
	put_hidden(v, "around", rest);
}

/* Now, next, today, tomorrow: one of them, or none, and no other day. */
static void
put_moments(struct view *v)
{
	struct json *list = json_put_array(v->arena, v->frame, "moments"), *one;
	struct query other = *v->q;

	other.page = 1;
	other.day_count = 0;
	for (size_t i = 0; query_whens[i] != NULL; i++) {
		enum query_when when = (enum query_when)(QUERY_NOW + i);
		bool on = v->q->when == when;

		other.when = on ? QUERY_ANY_TIME : when;
		one = json_put_object(v->arena, list, NULL);
		json_put_str(v->arena, one, "label",
		    words_item(v->words, W_WHEN_CHOICES, i));
		json_put_bool(v->arena, one, "on", on);
		json_put_str(v->arena, one, "href",
		    links_query(v->arena, v->s, &other, v->path));
	}
}

static void
put_less(struct view *v, struct json *list, const char *label, size_t count,
    const char *href)
{
	struct json *one;

	if (count == 0)
		return;
	one = json_put_object(v->arena, list, NULL);
	json_put_str(v->arena, one, "label", label);
	json_put_int(v->arena, one, "count", (int64_t)count);
	json_put_str(v->arena, one, "href", href);
}

/* Where nothing was found: what each filter's absence would give. */
static void
put_relax(struct view *v, const struct found *f, const struct links *k)
{
	struct json *list = json_put_array(v->arena, v->frame, "relax");
	struct query less;
	struct found more;

	for (size_t i = 0; i < v->s->facet_count; i++)
		if (f->without[i].bits != f->set)
			put_less(v, list,
			    words_fill(v->arena, v->words, W_WITHOUT, "filter",
				view_facet_label(v, i), (const char *)NULL),
			    bits_count(f->without[i].bits, v->s->set_words),
			    links_without(k, i));
	for (int i = 0; i < VIEW_SINGLES; i++) {
		const char *label = view_single(v, (enum view_single)i, &less);

		if (label == NULL)
			continue;
		find_events(v->arena, v->s, v->l, &less, v->moment, &more);
		/* Words have their quotation marks already. */
		put_less(v, list,
		    words_fill(v->arena, v->words,
			i == VIEW_TEXT ? W_WITHOUT_TEXT : W_WITHOUT, "filter",
			label, (const char *)NULL),
		    more.total, links_query(v->arena, v->s, &less, k->page));
	}
}

static void
put_paging(struct view *v, int32_t page, int32_t pages)
{
	struct query other = *v->q;

	if (pages < 2)
		return;
	json_put_str(v->arena, v->frame, "page_of",
	    words_fill(v->arena, v->words, W_PAGE_OF, "page",
		words_int(v->arena, page), "pages", words_int(v->arena, pages),
		(const char *)NULL));
	other.page = page - 1;
	if (page > 1)
		json_put_str(v->arena, v->frame, "before",
		    links_query(v->arena, v->s, &other, v->path));
	other.page = page + 1;
	if (page < pages)
		json_put_str(v->arena, v->frame, "after",
		    links_query(v->arena, v->s, &other, v->path));
}

/* The same query with other faces. */
static void
put_faces(struct view *v)
{
	struct query same = *v->q;
	static const char *const faces[] = { "map", "events.ics",
		"events.atom" };
	static const char *const keys[] = { "map", "ics", "atom" };

	same.page = 1;
	for (size_t i = 0; i < 3; i++)
		json_put_str(v->arena, v->frame, keys[i],
		    links_query(v->arena, v->s, &same, faces[i]));
	json_put_str(v->arena, v->frame, "q", v->q->text);
	json_put_str(v->arena, v->frame, "clear", v->path);
	json_put_bool(v->arena, v->frame, "filtered", query_is_filtered(v->q));
}

/* A list may have become shorter: its last page is shown then, and all that
 * names the page names that one.  Returns how many there are. */
static int32_t
settle_page(struct view *v, const struct found *f)
{
	struct query *shown = ARENA_NEW(v->arena, struct query);
	int32_t pages =
	    (int32_t)((find_row_count(f) + VIEW_CARDS - 1) / VIEW_CARDS);

	if (pages == 0)
		pages = 1;
	*shown = *v->q;
	if (shown->page > pages)
		shown->page = pages;
	v->q = shown;
	return pages;
}

struct json *
view_events(struct view *v)
{
	const struct snapshot_row *rows[VIEW_CARDS];
	int32_t page, pages;
	struct links k;
	size_t count, current;
	struct found f;

	find_events(v->arena, v->s, v->l, v->q, v->moment, &f);
	pages = settle_page(v, &f);
	page = v->q->page;
	k = links_of(v->arena, v->s, v->q, v->path);
	v->is_empty = f.total == 0;
	view_begin_data(v);
	json_put_int(v->arena, v->out, "total", (int64_t)f.total);
	json_put_int(v->arena, v->out, "page", page);
	json_put_int(v->arena, v->out, "pages", pages);
	view_filters(v, &f, &k);
	if (v->ui)
		view_begin(v, title_of(v));
	count = find_rows(
	    &f, (size_t)(page - 1) * VIEW_CARDS, VIEW_CARDS, rows, &current);
	view_rows(v, &f, rows, count, current);
	put_source(v);
	if (v->ui) {
		json_put_str(v->arena, v->frame, "count",
		    words_count(
			v->arena, v->words, W_EVENTS, (int64_t)f.total));
		put_forms(v);
		put_moments(v);
		put_faces(v);
		put_paging(v, page, pages);
		if (v->is_empty)
			put_relax(v, &f, &k);
	}
	return view_end(v);
}

/* ---- home -------------------------------------------------------------- */

/* "now" or "next": how many, and the first of them. */
static void
put_soon(struct view *v, const char *key, enum query_when when, enum word all)
{
	const struct snapshot_row *rows[VIEW_HOME];
	struct json *soon = json_put_object(v->arena, v->out, key), *events;
	struct query q = { .text = "",
		.near_town = SNAPSHOT_NONE,
		.km = QUERY_KM,
		.when = when,
		.has_at = v->q->has_at,
		.at = v->q->at,
		.page = 1 };
	struct found f;
	size_t count;

	find_events(v->arena, v->s, v->l, &q, v->moment, &f);
	json_put_int(v->arena, soon, "total", (int64_t)f.total);
	json_put_str(
	    v->arena, soon, "href", links_query(v->arena, v->s, &q, "events"));
	events = json_put_array(v->arena, soon, "events");
	count = find_rows(&f, 0, VIEW_HOME, rows, NULL);
	for (size_t i = 0; i < count; i++)
		view_card(v, events, rows[i]);
	if (!v->ui)
		return;
	if (f.total > VIEW_HOME)
		json_put_str(v->arena, v->frame,
		    arena_printf(v->arena, "all_%s", key),
		    words_count(v->arena, v->words, all, (int64_t)f.total));
	if (when == QUERY_NEXT && count > 0 && rows[0]->day != v->today)
		json_put_str(v->arena, v->frame, "next_on",
		    words_day(v->arena, v->words, W_DAY_MEDIUM, rows[0]->day));
}

struct featured {
	const struct snapshot_row *shown[VIEW_FEATURE], *over[VIEW_FEATURE];
	size_t shown_count, over_count;
};

/* Of each event the row that is current, or the last. */
static void
take_featured(
    const struct view *v, const struct snapshot_row *row, struct featured *f)
{
	bool is_over = row->end <= v->moment;

	if (row->before > v->moment || (is_over && !row->last))
		return;
	if (!is_over && f->shown_count < VIEW_FEATURE)
		f->shown[f->shown_count++] = row;
	if (is_over && f->over_count < VIEW_FEATURE)
		f->over[f->over_count++] = row;
}

/* Featured events in a block: those that are not over first.  They are the
 * first of each day (edition_rows()). */
static void
put_featured(struct view *v)
{
	struct json *list = json_put_array(v->arena, v->out, "featured");
	struct featured f = { .shown_count = 0 };

	for (size_t d = 0; d < v->s->day_count; d++) {
		const struct snapshot_day *day = &v->s->days[d];
		const struct snapshot_row *row = v->l->rows + day->row;

		for (size_t i = 0; i < day->rows; i++) {
			if (!v->s->events[row[i].event].featured)
				break;
			take_featured(v, &row[i], &f);
		}
	}
	for (size_t i = 0; i < f.shown_count; i++)
		view_card(v, list, f.shown[i]);
	for (size_t i = 0; i + f.shown_count < VIEW_FEATURE && i < f.over_count;
	     i++)
		view_card(v, list, f.over[i]);
}

/* Where the moment lies: before, during or after the festival's days. */
static const char *
phase_of(const struct view *v)
{
	int32_t first = 0, last = 0;
	bool any = false;

	for (size_t i = 0; i < v->s->day_count; i++) {
		if (!v->s->days[i].festival)
			continue;
		if (!any)
			first = v->s->days[i].day;
		last = v->s->days[i].day;
		any = true;
	}
	if (!any || v->today < first)
		return "before";
	return v->today > last ? "after" : "during";
}

static void
put_programme(struct view *v)
{
	static const char *const members[] = { "title", "summary", "timezone",
		"days" };
	struct json *programme = json_put_object(v->arena, v->out, "programme");

	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
		json_put(v->arena, programme, members[i],
		    json_get(v->site, members[i]));
}

struct json *
view_home(struct view *v)
{
	struct query everything = { .text = "",
		.near_town = SNAPSHOT_NONE,
		.km = QUERY_KM,
		.has_at = v->q->has_at,
		.at = v->q->at,
		.page = 1 };
	struct links k = links_of(v->arena, v->s, &everything, "events");
	const char *phase = phase_of(v);
	struct found f;

	view_begin(v, NULL);
	find_events(v->arena, v->s, v->l, &everything, v->moment, &f);
	put_programme(v);
	json_put_str(v->arena, v->out, "phase", phase);
	json_put_str(v->arena, v->out, "moment", view_instant(v, v->moment));
	json_put_int(v->arena, v->out, "total", (int64_t)f.total);
	put_soon(v, "now", QUERY_NOW, W_ALL_NOW);
	put_soon(v, "next", QUERY_NEXT, W_ALL_NEXT);
	put_featured(v);
	view_filters(v, &f, &k);
	put_source(v);
	if (v->ui) {
		json_put_bool(v->arena, v->frame,
		    arena_printf(v->arena, "is_%s", phase), true);
		json_put_str(v->arena, v->frame, "count",
		    words_count(
			v->arena, v->words, W_EVENTS, (int64_t)f.total));
	}
	return view_end(v);
}

/* ---- all events -------------------------------------------------------- */

struct json *
view_all(struct view *v)
{
	struct json *sections = NULL, *items = NULL, *events;
	int32_t day = INT32_MIN;

	view_begin(v, words_item(v->words, W_TITLES, TITLE_ALL));
	json_put_int(v->arena, v->out, "total", (int64_t)v->s->event_count);
	events = json_put_array(v->arena, v->out, "events");
	if (v->ui)
		sections = json_put_array(v->arena, v->frame, "sections");
	for (size_t i = 0; i < v->l->row_count; i++) {
		const struct snapshot_row *row = &v->l->rows[i];
		struct json *section;

		if (row->before != INT32_MIN)
			continue; /* its first day only */
		view_line(v, events, row);
		if (!v->ui)
			continue;
		if (row->day != day) {
			section = json_put_object(v->arena, sections, NULL);
			json_put_str(v->arena, section, "label",
			    words_day(
				v->arena, v->words, W_DAY_LONG, row->day));
			items = json_put_array(v->arena, section, "items");
			day = row->day;
		}
		view_line(v, items, row);
	}
	put_source(v);
	if (v->ui)
		json_put_str(v->arena, v->frame, "count",
		    words_count(v->arena, v->words, W_EVENTS,
			(int64_t)v->s->event_count));
	return view_end(v);
}
