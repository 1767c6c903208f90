/* view_plan.c -- a plan: what somebody keeps, day by day. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "bits.h"
#include "buf.h"
#include "event.h"
#include "find.h"
#include "geo.h"
#include "json.h"
#include "query.h"
#include "snapshot.h"
#include "span.h"
#include "view.h"
#include "when.h"
#include "words.h"

enum { TITLE_PLAN = 4 };

/* One event on one day, as far as it is kept. */
struct kept {
	const struct snapshot_row *row;
	const char *without; /* address of the plan that lacks it */
	uint32_t event;
	int32_t timing; /* 0: all of that day */
	int32_t begin, end;
	bool is_sure; /* one occurrence only: it is there that one goes */
};

struct plan {
	struct view *v;
	struct kept *list;
	size_t count, size;
	size_t lost; /* names that are not, or no more, in the programme */
};

/* ---- what is kept ------------------------------------------------------ */

/* How many occurrences of an event are on a day; *t gets the last one, or the
 * one of a number. */
static size_t
on_day(const struct view *v, const struct snapshot_row *row, int32_t number,
    const struct snapshot_timing **t)
{
	const struct snapshot_event *e = &v->s->events[row->event];
	size_t count = 0;

	for (size_t i = e->timing; i < e->timing + e->timings; i++) {
		const struct snapshot_timing *one = &v->s->timings[i];

		if (when_local_day(&v->s->zone, one->begin) != row->day ||
		    (number != 0 && one->number != number))
			continue;
		*t = one;
		count++;
	}
	return count;
}

/* The query of a plan that keeps no more than this. */
static const char *
plan_of(const struct view *v, struct query_kept *kept, size_t count)
{
	struct query q = { .text = "",
		.kept = kept,
		.kept_count = count,
		.near_town = SNAPSHOT_NONE,
		.km = QUERY_KM,
		.page = 1 };

	return query_write(v->arena, v->s, &q);
}

/* The plan without one of what it keeps. */
static const char *
plan_without(const struct view *v, const struct query_kept *one)
{
	struct query_kept rest[QUERY_KEPT_MAX];
	size_t count = 0;

	for (size_t i = 0; i < v->q->kept_count; i++)
		if (&v->q->kept[i] != one)
			rest[count++] = v->q->kept[i];
	return count == 0
		   ? "plan"
		   : arena_printf(v->arena, "plan?%s", plan_of(v, rest, count));
}

static void
add(struct plan *p, const struct query_kept *asked,
    const struct snapshot_row *row)
{
	const struct snapshot_timing *t = NULL;
	size_t count = on_day(p->v, row, asked->timing, &t);
	struct kept *k;

	if (asked->timing != 0 && count == 0)
		return;
	if (p->count == p->size) {
		size_t size = p->size > 0 ? 2 * p->size : 32;

		p->list = arena_grow(p->v->arena, p->list,
		    p->size * sizeof(*p->list), size * sizeof(*p->list));
		p->size = size;
	}
	k = &p->list[p->count++];
	*k = (struct kept){ .row = row,
		.event = row->event,
		.timing = asked->timing,
		.begin = row->begin,
		.end = row->end,
		.is_sure = count == 1 };
	if (t != NULL && count == 1) {
		k->begin = t->begin;
		k->end = t->end;
	}
}

static void
add_kept(struct plan *p, const struct query_kept *asked)
{
	int64_t event = snapshot_find(p->v->s, asked->name);
	size_t had = p->count;

	for (size_t i = 0; event >= 0 && i < p->v->l->row_count; i++)
		if (p->v->l->rows[i].event == (uint32_t)event)
			add(p, asked, &p->v->l->rows[i]);
	p->lost += p->count == had;
	if (p->count == had)
		return;
	/* Once for all of its days: it can be as long as the address. */
	p->list[had].without = plan_without(p->v, asked);
	for (size_t i = had + 1; i < p->count; i++)
		p->list[i].without = p->list[had].without;
}

static int
by_begin(const void *a, const void *b)
{
	const struct kept *x = a, *y = b;

	if (x->row->day != y->row->day)
		return x->row->day < y->row->day ? -1 : 1;
	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	if (x->event != y->event)
		return x->event < y->event ? -1 : 1;
	return (x->timing > y->timing) - (x->timing < y->timing);
}

/* ---- what does not go together ----------------------------------------- */

static const char *
title_of(const struct view *v, const struct kept *k)
{
	return json_get_str(view_tree(v, k->event), "title");
}

/* By car, roughly: 1.3 times the straight line at 50 km/h, and ten minutes
 * around it.  Minutes, rounded up. */
static int32_t
travel(int32_t metres)
{
	return 10 + (int32_t)(((int64_t)metres * 39 + 24999) / 25000);
}

/* Is it known when one is there? */
static bool
is_bound(const struct view *v, const struct kept *k)
{
	return k->is_sure && event_takes_place(v->s->events[k->event].status);
}

/* A sentence, or NULL where one can go from one to the other. */
static const char *
conflict(struct view *v, const struct kept *a, const struct kept *b,
    const char **kind)
{
	const struct snapshot_event *from = &v->s->events[a->event];
	struct geo_point here = { from->lat, from->lon };
	int32_t metres, gap = b->begin - a->end;

	if (a->event == b->event)
		return NULL;
	*kind = "overlap";
	if (gap < 0)
		return words_fill(v->arena, v->words, W_OVERLAP, "first",
		    title_of(v, a), "second", title_of(v, b),
		    (const char *)NULL);
	metres = from->lat == SNAPSHOT_NOWHERE
		     ? -1
		     : find_distance(v->s, b->event, &here);
	*kind = "hop";
	if (metres < 1000 || travel(metres) <= gap)
		return NULL; /* the same town, or time enough */
	return words_fill(v->arena, v->words, W_HOP, "time",
	    words_duration(v->arena, v->words, gap), "distance",
	    words_distance(v->arena, v->words, metres), "needed",
	    words_duration(v->arena, v->words, travel(metres)),
	    (const char *)NULL);
}

static void
put_conflict(struct view *v, struct json *into, const struct kept *a,
    const struct kept *b)
{
	const char *kind = "", *text;
	struct json *one;

	if (a == NULL || !is_bound(v, b))
		return;
	text = conflict(v, a, b, &kind);

	if (text == NULL)
		return;
	one = json_put_object(v->arena, into, "conflict");
	json_put_str(v->arena, one, "kind", kind);
	json_put_str(v->arena, one, "text", text);
}

/* ---- the view ---------------------------------------------------------- */

/* The hours of one occurrence. */
static const char *
hours(const struct view *v, const struct kept *k)
{
	int32_t midnight = k->row->day * WHEN_DAY_MINUTES;
	struct span s = { .day = k->row->day,
		.from = when_local(&v->s->zone, k->begin) - midnight,
		.to = when_local(&v->s->zone, k->end) - midnight,
		.begin = k->begin,
		.end = k->end };

	return words_span(v->arena, v->words, &s);
}

static const struct json *
day_of(const struct json *tree, const char *day)
{
	JSON_EACH(one, json_get(tree, "days"))
	if (strcmp(json_get_str(one, "day"), day) == 0)
		return one;
	return NULL;
}

static struct json *
put_event(struct view *v, struct json *events, const struct kept *k)
{
	static const char *const members[] = { "uid", "slug", "title", "lang",
		"status", "state", "attendance", "attended" };
	const struct json *tree = view_tree(v, k->event),
			  *place = json_get(tree, "place");
	struct json *one = json_put_object(v->arena, events, NULL);
	struct buf day = buf_new(v->arena, 16);

	when_put_day(&day, k->row->day);
	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
		json_put(v->arena, one, members[i], json_get(tree, members[i]));
	json_put_int(v->arena, one, "timing", k->timing);
	json_put_str(v->arena, one, "day", day.data);
	json_put_str(v->arena, one, "begin", view_instant(v, k->begin));
	json_put_str(v->arena, one, "end", view_instant(v, k->end));
	if (k->timing != 0)
		json_put_str(v->arena, one, "when", hours(v, k));
	else
		json_put(v->arena, one, "when",
		    json_get(day_of(tree, day.data), "when"));
	json_put(v->arena, one, "place", json_get(place, "name"));
	json_put(v->arena, one, "address", json_get(place, "address"));
	json_put(v->arena, one, "town", json_get(place, "town"));
	json_put(v->arena, one, "registration", json_get(tree, "registration"));
	json_put_str(v->arena, one, "remove", k->without);
	return one;
}

static void
put_days(struct plan *p)
{
	struct view *v = p->v;
	struct json *days = json_put_array(v->arena, v->out, "days"),
		    *events = NULL, *one;
	const struct kept *last = NULL; /* to end, of those before */

	for (size_t i = 0; i < p->count; i++) {
		const struct kept *k = &p->list[i];
		bool starts = i == 0 || k->row->day != p->list[i - 1].row->day;

		if (starts) {
			one = json_put_object(v->arena, days, NULL);
			json_put_str(v->arena, one, "label",
			    words_day(
				v->arena, v->words, W_DAY_LONG, k->row->day));
			events = json_put_array(v->arena, one, "events");
		}
		one = put_event(v, events, k);
		put_conflict(v, one, last, k);
		if (is_bound(v, k) && (last == NULL || k->end > last->end))
			last = k;
	}
}

static void
put_frame(struct plan *p)
{
	struct view *v = p->v;
	size_t kept = v->q->kept_count - p->lost;
	const char *query = plan_of(v, v->q->kept, v->q->kept_count);

	if (v->q->kept_count > 0) {
		json_put_str(v->arena, v->frame, "count",
		    words_count(v->arena, v->words, W_KEPT, (int64_t)kept));
		json_put_str(v->arena, v->frame, "ics",
		    arena_printf(v->arena, "plan.ics?%s", query));
	}
	if (p->lost > 0)
		json_put_str(v->arena, v->frame, "lost",
		    words_count(v->arena, v->words, W_LOST, (int64_t)p->lost));
}

struct json *
view_plan(struct view *v)
{
	struct plan p = { .v = v };

	view_begin(v, words_item(v->words, W_TITLES, TITLE_PLAN));
	for (size_t i = 0; i < v->q->kept_count; i++)
		add_kept(&p, &v->q->kept[i]);
	if (p.count > 1)
		qsort(p.list, p.count, sizeof(*p.list), by_begin);
	json_put_int(
	    v->arena, v->out, "total", (int64_t)(v->q->kept_count - p.lost));
	json_put_int(v->arena, v->out, "lost", (int64_t)p.lost);
	put_days(&p);
	json_put(v->arena, v->out, "source", json_get(v->site, "source"));
	if (v->ui)
		put_frame(&p);
	return view_end(v);
}
