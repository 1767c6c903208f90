/* view_list.c -- days, groups and filters: what lists and the map share. */
#include <string.h>

#include "arena.h"
#include "bits.h"
#include "buf.h"
#include "find.h"
#include "geo.h"
#include "json.h"
#include "links.h"
#include "query.h"
#include "snapshot.h"
#include "view.h"
#include "when.h"
#include "words.h"

#define DAYS_SHOWN 31 /* more, and only the festival's own are */

/* ---- choices ----------------------------------------------------------- */

/* A day comes with what stands on a sheet of a calendar. */
static void
begin_day(struct arena *a, struct json *one, const struct snapshot_day *day,
    const struct words *words)
{
	struct when_date date = when_date(day->day);
	size_t weekday = (size_t)when_weekday(day->day);

	json_put_str(
	    a, one, "weekday", words_item(words, W_WEEKDAYS_SHORT, weekday));
	json_put_int(a, one, "date", date.day);
	json_put_str(a, one, "month",
	    words_item(words, W_MONTHS_SHORT, (size_t)date.month - 1));
	json_put_bool(a, one, "festival", day->festival);
}

const struct json_begun *
view_choices(struct arena *a, const struct snapshot *s,
    const struct snapshot_language *l, const struct words *words)
{
	struct json_begun *list =
	    ARENA_ARRAY(a, struct json_begun, s->choice_count);

	for (size_t i = 0; i < s->facet_count; i++) {
		const struct snapshot_facet *f = &s->facets[i];
		bool is_day = f->kind == SNAPSHOT_DAY;

		if (f->kind == SNAPSHOT_TOWN)
			continue; /* thousands, which no list offers */
		for (uint32_t c = f->choice; c < f->choice + f->choices; c++) {
			struct json *one = json_object(a);

			json_put_str(a, one, is_day ? "day" : "id",
			    snapshot_string(s, s->choices[c].id));
			if (is_day)
				begin_day(
				    a, one, &s->days[c - f->choice], words);
			else
				json_put_str(a, one, "label",
				    snapshot_string(s, l->choice_labels[c]));
			list[c] = json_beginning(a, one);
		}
	}
	return list;
}

static void
put_choice(
    struct view *v, struct json *list, size_t count, bool on, const char *href)
{
	json_put_int(v->arena, list, "count", (int64_t)count);
	json_put_bool(v->arena, list, "on", on);
	json_put_str(v->arena, list, "href", href);
}

/* The same as text, up to its end.  Links need no escapes. */
static void
write_count(struct buf *text, size_t count)
{
	buf_puts(text, ",\"count\":");
	buf_int(text, (int64_t)count);
}

static void
begin_link(struct buf *text, bool on)
{
	buf_puts(text, on ? ",\"on\":true" : ",\"on\":false");
	buf_puts(text, ",\"href\":\"");
}

static void
write_choice(struct buf *text, size_t count, bool on, const char *href)
{
	write_count(text, count);
	begin_link(text, on);
	buf_puts(text, href);
	buf_puts(text, "\"}");
}

static bool
day_is_on(const struct query *q, int32_t day)
{
	for (size_t i = 0; i < q->day_count; i++)
		if (q->days[i] == day)
			return true;
	return false;
}

/* What comes before a day's count. */
static void
write_day(struct buf *text, bool today, const char *label)
{
	const struct json string = { .kind = JSON_STRING,
		.len = (uint32_t)strlen(label),
		.string = label };

	buf_puts(text, today ? ",\"today\":true" : ",\"today\":false");
	buf_puts(text, ",\"label\":");
	json_write(text, &string);
}

static void
put_day(struct view *v, struct json *list, const struct found *f,
    const struct links *k, size_t i)
{
	const struct snapshot_day *day = &v->s->days[i];
	uint32_t choice = v->s->facets[0].choice + (uint32_t)i;
	const char *label = view_choice_label(v, choice), *href;
	struct json *one;
	struct buf *text = json_put_begun_text(list, &v->choices[choice]);
	bool today = day->day == v->today, on = day_is_on(v->q, day->day);
	size_t count = find_count(f, 0, choice);

	/* People look at one day after the other: a day replaces a day. */
	href = on ? links_toggle_day(k, day->day) : links_only_day(k, day->day);
	if (text != NULL) {
		write_day(text, today, label);
		write_choice(text, count, on, href);
		return;
	}
	one = json_put_begun(v->arena, list, &v->choices[choice]);
	json_put_bool(v->arena, one, "today", today);
	json_put_str(v->arena, one, "label", label);
	put_choice(v, one, count, on, href);
}

/* The festival's own days first, then others on which something is. */
static void
put_days(struct view *v, const struct found *f, const struct links *k)
{
	struct json *list = json_put_array(v->arena, v->out, "days");
	size_t count = v->s->day_count;

	for (size_t i = 0; i < count; i++)
		if (v->s->days[i].festival)
			put_day(v, list, f, k, i);
	for (size_t i = 0; i < count; i++)
		if (!v->s->days[i].festival &&
		    (count <= DAYS_SHOWN || day_is_on(v->q, v->s->days[i].day)))
			put_day(v, list, f, k, i);
}

/* Is there something to choose at all? */
static bool
is_useful(const struct view *v, const struct snapshot_facet *f)
{
	size_t able = 0;

	if (f->kind == SNAPSHOT_GROUP)
		return true;
	for (size_t i = f->choice; i < f->choice + f->choices; i++) {
		uint32_t count = v->s->choices[i].count;

		able += count > 0 && count < v->s->event_count;
		able += query_has(v->q, (uint32_t)i);
	}
	return able > 0;
}

static bool
is_asked(const struct query *q, const struct snapshot_facet *f)
{
	for (size_t i = 0; i < q->choice_count; i++)
		if (q->choices[i] >= f->choice &&
		    q->choices[i] < f->choice + f->choices)
			return true;
	return f->kind == SNAPSHOT_DAY && q->day_count > 0;
}

/* A choice's text from its count to its own part of the link: the same for all
 * of a facet of which nothing is asked for.  They are most of what a client's
 * list is. */
static struct buf
begin_links(const struct view *v, const struct links *k, size_t facet)
{
	const struct links_around *around = &k->around[facet];
	struct buf begun = buf_new(v->arena, LINKS_BYTES_MAX);

	begin_link(&begun, false);
	buf_put(&begun, around->before, around->before_len);
	return begun;
}

static void
put_group_choice(struct view *v, struct json *list, const struct found *f,
    const struct links *k, size_t facet, uint32_t choice,
    const struct buf *link)
{
	const struct links_around *around = &k->around[facet];
	const struct json_begun *begun = &v->choices[choice];
	struct buf *text = json_put_begun_text(list, begun);
	size_t count = find_count(f, facet, choice);
	bool on = query_has(v->q, choice);
	struct json *one;

	if (text == NULL) {
		one = json_put_begun(v->arena, list, begun);
		put_choice(v, one, count, on, links_toggle(k, facet, choice));
	} else if (link == NULL) {
		write_choice(text, count, on, links_toggle(k, facet, choice));
	} else {
		write_count(text, count);
		buf_put(text, link->data, link->len);
		buf_puts(text, snapshot_string(v->s, v->s->choices[choice].id));
		buf_put(text, around->after, around->after_len);
		buf_puts(text, "\"}");
	}
}

static void
put_group(struct view *v, struct json *groups, const struct found *f,
    const struct links *k, size_t facet)
{
	const struct snapshot_facet *s = &v->s->facets[facet];
	struct json *group = json_put_object(v->arena, groups, NULL), *list;
	bool asked = is_asked(v->q, s);
	struct buf link, *begun = NULL;

	json_put_str(v->arena, group, "id", snapshot_string(v->s, s->id));
	json_put_str(v->arena, group, "label", view_facet_label(v, facet));
	json_put_bool(v->arena, group, "on", asked);
	list = json_put_array(v->arena, group, "choices");
	if (list->kind == JSON_OPEN && !asked) {
		link = begin_links(v, k, facet);
		begun = &link;
	}
	for (uint32_t i = s->choice; i < s->choice + s->choices; i++)
		put_group_choice(v, list, f, k, facet, i, begun);
}

/* "+ 41 that do not say": those who might be meant all the same. */
static void
put_unstated(struct view *v, struct json *list, const struct found *f,
    const struct links *k, size_t facet)
{
	const struct snapshot_facet *s = &v->s->facets[facet];
	const char *pairs[] = { "question", view_facet_label(v, facet), NULL };
	struct json *one;
	size_t count;

	if (s->unstated == SNAPSHOT_NONE || !is_asked(v->q, s) ||
	    query_has(v->q, s->unstated))
		return;
	count = find_count(f, facet, s->unstated);
	if (count == 0)
		return;
	one = json_put_object(v->arena, list, NULL);
	json_put_str(v->arena, one, "group", snapshot_string(v->s, s->id));
	json_put_str(v->arena, one, "label",
	    words_count_fill(
		v->arena, v->words, W_UNSTATED, (int64_t)count, pairs));
	put_choice(v, one, count, false, links_only(k, facet, s->unstated));
}

/* ---- filters that are set ---------------------------------------------- */

static void
put_filter(
    struct view *v, struct json *list, const char *label, const char *href)
{
	struct json *one = json_put_object(v->arena, list, NULL);

	json_put_str(v->arena, one, "label", label);
	json_put_str(v->arena, one, "href", href);
}

static const char *
near_label(const struct view *v)
{
	const struct query *q = v->q;

	return words_fill(v->arena, v->words, W_NEAR_CHIP, "km",
	    words_int(v->arena, q->km), "place",
	    q->near_town != SNAPSHOT_NONE ? view_choice_label(v, q->near_town)
					  : words_text(v->words, W_NEAR_POINT),
	    (const char *)NULL);
}

const char *
view_single(const struct view *v, enum view_single single, struct query *less)
{
	const struct query *q = v->q;

	*less = *q;
	less->page = 1;
	if (single == VIEW_TEXT && *q->text != '\0') {
		less->text = "";
		return words_fill(v->arena, v->words, W_TEXT_CHIP, "q", q->text,
		    (const char *)NULL);
	}
	if (single == VIEW_NEAR && q->is_near) {
		less->is_near = false;
		return near_label(v);
	}
	if (single == VIEW_WHEN && q->when != QUERY_ANY_TIME) {
		less->when = QUERY_ANY_TIME;
		return words_item(
		    v->words, W_WHEN_WORDS, (size_t)(q->when - QUERY_NOW));
	}
	return NULL;
}

static void
put_single_filters(struct view *v, struct json *list, const struct links *k)
{
	struct query less;

	for (int i = 0; i < VIEW_SINGLES; i++) {
		const char *label = view_single(v, (enum view_single)i, &less);

		if (label != NULL)
			put_filter(v, list, label,
			    links_query(v->arena, v->s, &less, k->page));
	}
}

static void
put_filters(struct view *v, const struct links *k)
{
	struct json *list = json_put_array(v->arena, v->out, "filters");

	for (size_t i = 0; i < v->q->day_count; i++)
		put_filter(v, list,
		    words_day(v->arena, v->words, W_DAY_MEDIUM, v->q->days[i]),
		    links_toggle_day(k, v->q->days[i]));
	for (size_t f = 0; f < v->s->facet_count; f++) {
		const struct snapshot_facet *s = &v->s->facets[f];

		for (size_t i = 0; i < v->q->choice_count; i++) {
			uint32_t choice = v->q->choices[i];

			if (choice >= s->choice &&
			    choice < s->choice + s->choices)
				put_filter(v, list,
				    view_choice_label(v, choice),
				    links_toggle(k, f, choice));
		}
	}
	put_single_filters(v, list, k);
}

void
view_filters(struct view *v, const struct found *f, const struct links *k)
{
	struct json *groups, *unstated;

	put_days(v, f, k);
	groups = json_put_array(v->arena, v->out, "groups");
	unstated = json_array(v->arena);
	for (size_t i = 0; i < v->s->facet_count; i++) {
		const struct snapshot_facet *s = &v->s->facets[i];

		if ((s->kind == SNAPSHOT_GROUP ||
			s->kind == SNAPSHOT_BUILT_IN) &&
		    is_useful(v, s)) {
			put_group(v, groups, f, k, i);
			put_unstated(v, unstated, f, k, i);
		}
	}
	json_put(v->arena, v->out, "unstated", unstated);
	put_filters(v, k);
}

/* ---- rows -------------------------------------------------------------- */

/* For the page: rows under the heading of their day. */
static struct json *
new_section(struct view *v, struct json *sections, int32_t day, bool is_over)
{
	struct json *section = json_put_object(v->arena, sections, NULL);

	json_put_str(v->arena, section, "label",
	    words_day(v->arena, v->words, W_DAY_LONG, day));
	json_put_bool(v->arena, section, "over", is_over);
	return json_put_array(v->arena, section, "items");
}

static void
put_item(struct view *v, struct json *items, const struct snapshot_row *row)
{
	struct json *item = json_put_object(v->arena, items, NULL), *one;
	const char *far =
	    v->q->is_near ? view_distance(v, &v->q->near, row->event) : NULL;

	one = json_array(v->arena);
	view_card(v, one, row);
	if (one->first != NULL)
		json_put(v->arena, item, "card", one->first);
	if (far != NULL)
		json_put_str(v->arena, item, "far", far);
}

void
view_rows(struct view *v, const struct found *f,
    const struct snapshot_row *const *rows, size_t count, size_t current)
{
	struct json *events = json_put_array(v->arena, v->out, "events"),
		    *sections, *items = NULL;

	(void)f;
	for (size_t i = 0; i < count; i++)
		view_card(v, events, rows[i]);
	if (!v->ui)
		return;
	sections = json_put_array(v->arena, v->frame, "sections");
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || i == current || rows[i]->day != rows[i - 1]->day)
			items = new_section(
			    v, sections, rows[i]->day, i >= current);
		put_item(v, items, rows[i]);
	}
}
