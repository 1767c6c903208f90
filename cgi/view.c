/* view.c -- what each page shows: the frame, and pages that are all frame. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "find.h"
#include "geo.h"
#include "json.h"
#include "links.h"
#include "query.h"
#include "snapshot.h"
#include "view.h"
#include "when.h"
#include "words.h"

#define NOINDEX_FILTERS 2 /* more of them, and search engines stay away */

/* ---- parts ------------------------------------------------------------- */

const char *
view_instant(const struct view *v, int32_t instant)
{
	struct buf text = buf_new(v->arena, 32);

	when_put_rfc3339(&text, &v->s->zone, instant);
	return text.data;
}

const char *
view_choice_label(const struct view *v, size_t choice)
{
	return snapshot_string(v->s, v->l->choice_labels[choice]);
}

const char *
view_facet_label(const struct view *v, size_t facet)
{
	return snapshot_string(v->s, v->l->facet_labels[facet]);
}

const struct json *
view_tree(const struct view *v, uint32_t event)
{
	return snapshot_tree(v->arena, v->s, v->l->pages[event]);
}

/* A card is written out already; one that is of other templates than today's
 * is filled in anew from its data. */
static void
put_ready(const struct view *v, struct json *list, struct json_ready face)
{
	struct json_ready *ready = ARENA_NEW(v->arena, struct json_ready);
	struct err err = { ERR_NONE, "" };
	struct json *card;

	*ready = face;
	if (!v->plain)
		json_put_ready(v->arena, list, NULL, ready);
	else if (json_parse(
		     v->arena, ready->json, ready->json_len, NULL, &card, &err))
		json_put(v->arena, list, NULL, card);
}

void
view_card(
    const struct view *v, struct json *list, const struct snapshot_row *row)
{
	put_ready(v, list, snapshot_card(v->l, row));
}

void
view_line(
    const struct view *v, struct json *list, const struct snapshot_row *row)
{
	put_ready(v, list, snapshot_line(v->l, row));
}

const char *
view_distance(
    const struct view *v, const struct geo_point *from, uint32_t event)
{
	int32_t metres = find_distance(v->s, event, from);
	struct geo_point at = { v->s->events[event].lat,
		v->s->events[event].lon };

	if (metres < 0)
		return NULL;
	return arena_printf(v->arena, "%s %s",
	    words_distance(v->arena, v->words, metres),
	    words_item(v->words, W_BEARINGS,
		(size_t)geo_bearing(*from, at, v->s->head->cosine)));
}

/* ---- the frame --------------------------------------------------------- */

static void
put(struct view *v, const char *key, const char *text)
{
	if (text != NULL)
		json_put_str(v->arena, v->frame, key, text);
}

/* A path of this page in another language. */
static const char *
in_language(const struct view *v, size_t language)
{
	const char *code = v->s->languages[language].code;

	return language == 0 ? v->path
			     : arena_printf(v->arena, "%s/%s", code, v->path);
}

static const char *
with_query(const struct view *v, const char *address)
{
	return links_query(v->arena, v->s, v->q, address);
}

/* The same page in every language: beside the page, and in its head. */
static void
put_languages(struct view *v)
{
	const struct json *names = json_get(v->site, "languages"), *name;
	struct json *list = json_put_array(v->arena, v->frame, "languages"),
		    *one;

	name = json_is_parent(names) ? names->first : NULL;
	for (size_t i = 0; i < v->s->language_count && name != NULL;
	     i++, name = name->next) {
		const char *address = with_query(v, in_language(v, i));

		one = json_put_object(v->arena, list, NULL);
		json_put(v->arena, one, "code", json_get(name, "code"));
		json_put(v->arena, one, "label", json_get(name, "label"));
		json_put_str(v->arena, one, "href",
		    arena_printf(v->arena, "%s%s", v->top,
			*address != '\0' || *v->top != '\0' ? address : "./"));
		json_put_bool(v->arena, one, "on", &v->s->languages[i] == v->l);
		if (v->url != NULL)
			json_put_str(v->arena, one, "url",
			    arena_printf(v->arena, "%s/%s", v->url, address));
	}
}

static const char *
json_address(const struct view *v)
{
	const char *path = *v->path != '\0' ? v->path : "index";

	return arena_printf(v->arena, "%s%s", v->root,
	    with_query(v, arena_printf(v->arena, "%s.json", path)));
}

/* What the clock says, when it stands still. */
static const char *
demo(const struct view *v)
{
	int32_t day = v->today, minute = when_local(&v->s->zone, v->moment) -
					 day * WHEN_DAY_MINUTES;

	return words_fill(v->arena, v->words, W_DEMO, "time",
	    words_time(v->arena, v->words, minute), "day",
	    words_day(v->arena, v->words, W_DAY_MEDIUM, v->today),
	    (const char *)NULL);
}

static void
put_title(struct view *v, const char *title)
{
	const char *programme = json_get_str(v->site, "title");

	put(v, "programme", programme);
	if (title == NULL) {
		put(v, "title", programme);
		put(v, "description", json_get_str(v->site, "summary"));
		return;
	}
	put(v, "heading", title);
	put(v, "title",
	    words_fill(v->arena, v->words, W_TITLE_PARTS, "page", title,
		"programme", programme, (const char *)NULL));
}

static bool
keep_out_of_search(const struct view *v)
{
	const struct query *q = v->q;

	return *q->text != '\0' || q->is_near || q->has_at ||
	       q->when != QUERY_ANY_TIME || q->kept_count > 0 ||
	       q->choice_count + q->day_count > NOINDEX_FILTERS;
}

void
view_begin_data(struct view *v)
{
	v->out = v->twin != NULL ? json_open(v->arena, v->twin)
				 : json_object(v->arena);
}

void
view_begin(struct view *v, const char *title)
{
	bool is_page;

	if (v->out == NULL)
		view_begin_data(v);
	if (!v->ui)
		return;
	v->frame = json_object(v->arena);
	put(v, "lang", v->l->code);
	put_title(v, title);
	put(v, "root", *v->root != '\0' ? v->root : "./");
	put(v, "top", v->top);
	/* An error's page is none of the menu, and has no address. */
	is_page = title == NULL || *v->path != '\0';
	json_put_bool(v->arena, v->frame,
	    title == NULL ? "on_home"
			  : arena_printf(v->arena, "on_%.*s",
				(int)strcspn(v->path, "/"), v->path),
	    true);
	if (is_page)
		put(v, "json", json_address(v));
	put_languages(v);
	if (is_page && v->url != NULL)
		put(v, "canonical",
		    arena_printf(v->arena, "%s/%s", v->url,
			with_query(v,
			    in_language(v, (size_t)(v->l - v->s->languages)))));
	if (keep_out_of_search(v))
		json_put_bool(v->arena, v->frame, "noindex", true);
	if (v->fixed) {
		put(v, "demo", demo(v));
		put(v, "now", view_instant(v, v->moment));
	}
	json_put(v->arena, v->frame, "source", json_get(v->site, "source"));
}

struct json *
view_end(struct view *v)
{
	json_put(v->arena, v->out, "announcement",
	    json_get(v->site, "announcement"));
	if (v->ui)
		json_put(v->arena, v->out, "ui", v->frame);
	if (v->twin != NULL)
		json_close(v->out);
	return v->out;
}

/* ---- pages that are all frame ------------------------------------------ */

enum { TITLE_CHANGES = 5, TITLE_ABOUT = 6 };

struct json *
view_changes(struct view *v)
{
	view_begin(v, words_item(v->words, W_TITLES, TITLE_CHANGES));
	json_put(v->arena, v->out, "source", json_get(v->site, "source"));
	json_put(v->arena, v->out, "changes", json_get(v->site, "changes"));
	return view_end(v);
}

struct json *
view_about(struct view *v)
{
	static const char *const members[] = { "title", "summary", "timezone",
		"languages", "days", "source", "publisher", "contact",
		"privacy", "credits", "works" };

	view_begin(v, words_item(v->words, W_TITLES, TITLE_ABOUT));
	json_put_int(v->arena, v->out, "events", (int64_t)v->s->event_count);
	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
		json_put(v->arena, v->out, members[i],
		    json_get(v->site, members[i]));
	return view_end(v);
}

/* ---- errors ------------------------------------------------------------ */

/* In the order of W_ERROR_TITLES. */
static const int statuses[] = { 400, 404, 405, 410, 414, 500, 503 };

static size_t
index_of(int status)
{
	size_t i = 0;

	while (i + 1 < sizeof(statuses) / sizeof(*statuses) &&
	       statuses[i] != status)
		i++;
	return i;
}

static const char *
say_fault(struct view *v, const struct query_fault *fault)
{
	const char *pairs[] = { "value", fault->value, "question",
		fault->question, NULL };

	return words_fill_text(v->arena,
	    words_item(v->words, W_BAD_VALUES, (size_t)fault->kind), pairs);
}

struct json *
view_error(struct view *v, int status, const struct query_fault *fault)
{
	size_t at = index_of(status);
	const char *what = fault != NULL ? say_fault(v, fault) : "";
	const char *pairs[] = { "what", what, NULL };
	const char *title = words_item(v->words, W_ERROR_TITLES, at);
	struct json *error;

	view_begin(v, title);
	error = json_put_object(v->arena, v->out, "error");
	json_put_int(v->arena, error, "status", status);
	json_put_str(v->arena, error, "title", title);
	json_put_str(v->arena, error, "text",
	    words_fill_text(
		v->arena, words_item(v->words, W_ERROR_TEXTS, at), pairs));
	if (v->ui)
		json_put_bool(v->arena, v->frame, "noindex", true);
	return view_end(v);
}
