/* view_event.c -- one event. */
#include <string.h>

#include "address.h"
#include "arena.h"
#include "bits.h"
#include "buf.h"
#include "event.h"
#include "find.h"
#include "geo.h"
#include "json.h"
#include "links.h"
#include "query.h"
#include "snapshot.h"
#include "view.h"
#include "when.h"
#include "words.h"

#define LD_MAX         ((size_t)64 << 10) /* bytes of the JSON-LD */
#define SESSIONS_SHOWN 6                  /* of a day; more are folded */

enum { TITLE_EVENTS = 1 };

/* ---- what is near on the same day -------------------------------------- */

struct candidate {
	const struct snapshot_row *row;
	int32_t metres;
};

/* Keep the nearest, the earlier row where two are as near. */
static void
keep(struct candidate *best, size_t *count, struct candidate one)
{
	size_t at = *count;

	while (at > 0 && best[at - 1].metres > one.metres)
		at--;
	if (at >= VIEW_NEARBY)
		return;
	if (*count < VIEW_NEARBY)
		++*count;
	memmove(best + at + 1, best + at, (*count - 1 - at) * sizeof(*best));
	best[at] = one;
}

/* The first day of an event, among the days there are; NULL for none. */
static const struct snapshot_day *
first_day(const struct view *v, uint32_t event)
{
	int32_t day = when_local_day(&v->s->zone, v->s->events[event].begin);

	for (size_t i = 0; i < v->s->day_count; i++)
		if (v->s->days[i].day == day)
			return &v->s->days[i];
	return NULL;
}

static size_t
nearest(const struct view *v, uint32_t event, struct candidate *best)
{
	const struct snapshot_event *e = &v->s->events[event];
	struct geo_point from = { e->lat, e->lon };
	const struct snapshot_day *day = first_day(v, event);
	int32_t limit = VIEW_NEAR_KM * 1000; /* what still is of interest */
	size_t count = 0;

	if (day == NULL || e->lat == SNAPSHOT_NOWHERE)
		return 0;
	for (size_t i = day->row; i < day->row + day->rows; i++) {
		const struct snapshot_row *row = &v->l->rows[i];

		if (row->event == event ||
		    !find_is_within(v->s, row->event, &from, limit))
			continue;
		keep(best, &count,
		    (struct candidate){
			row, find_distance(v->s, row->event, &from) });
		if (count == VIEW_NEARBY)
			limit = best[count - 1].metres;
	}
	return count;
}

static void
put_nearby(struct view *v, uint32_t event)
{
	const struct snapshot_event *e = &v->s->events[event];
	struct geo_point from = { e->lat, e->lon };
	struct candidate best[VIEW_NEARBY];
	size_t count = nearest(v, event, best);
	struct json *list = json_put_array(v->arena, v->out, "nearby"), *one;

	for (size_t i = 0; i < count; i++) {
		static const char *const members[] = { "uid", "slug", "title",
			"lang", "status", "state" };
		const struct json *tree = view_tree(v, best[i].row->event);

		one = json_put_object(v->arena, list, NULL);
		for (size_t k = 0; k < sizeof(members) / sizeof(*members); k++)
			json_put(v->arena, one, members[k],
			    json_get(tree, members[k]));
		json_put(v->arena, one, "when",
		    json_get(json_get(tree, "days")->first, "when"));
		json_put(v->arena, one, "town",
		    json_get(json_get(tree, "place"), "town"));
		json_put_str(v->arena, one, "far",
		    view_distance(v, &from, best[i].row->event));
	}
}

/* ---- JSON-LD (schema.org/Event) ---------------------------------------- */

static const char *
ld_status(const char *status)
{
	static const char *const words[][2] = {
		{ "rescheduled", "EventRescheduled" },
		{ "online", "EventMovedOnline" },
		{ "postponed", "EventPostponed" },
		{ "cancelled", "EventCancelled" },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(words[i][0], status) == 0)
			return words[i][1];
	return "EventScheduled";
}

static void
ld_type(struct view *v, struct json *into, const char *type)
{
	json_put_str(v->arena, into, "@type", type);
}

static void
ld_address(struct view *v, struct json *into, const struct json *place)
{
	static const char *const names[][2] = {
		{ "postcode", "postalCode" },
		{ "town", "addressLocality" },
		{ "region", "addressRegion" },
	};
	struct json *address = json_put_object(v->arena, into, "address");
	const char *street = address_street(v->arena, place);

	ld_type(v, address, "PostalAddress");
	if (street != NULL)
		json_put_str(v->arena, address, "streetAddress", street);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		json_put(v->arena, address, names[i][1],
		    json_get(place, names[i][0]));
}

static void
ld_place(struct view *v, struct json *list, const struct json *place)
{
	struct json *location = json_put_object(v->arena, list, NULL), *geo;

	ld_type(v, location, "Place");
	json_put(v->arena, location, "name",
	    json_get(place, "name") != NULL ? json_get(place, "name")
					    : json_get(place, "town"));
	ld_address(v, location, place);
	if (json_get(place, "lat") == NULL)
		return;
	geo = json_put_object(v->arena, location, "geo");
	ld_type(v, geo, "GeoCoordinates");
	json_put(v->arena, geo, "latitude", json_get(place, "lat"));
	json_put(v->arena, geo, "longitude", json_get(place, "lon"));
}

/* A place, a link to join by, or both; a list only where it is both. */
static void
ld_location(struct view *v, struct json *ld, const struct json *event)
{
	const struct json *place = json_get(event, "place"),
			  *link = json_get(event, "link");
	struct json *list = json_array(v->arena), *virtual;

	if (place != NULL)
		ld_place(v, list, place);
	if (link != NULL) {
		virtual = json_put_object(v->arena, list, NULL);
		ld_type(v, virtual, "VirtualLocation");
		json_put(v->arena, virtual, "url", json_get(link, "href"));
	}
	if (list->len > 0)
		json_put(v->arena, ld, "location",
		    list->len > 1 ? list : list->first);
}

static void
put_ld(struct view *v, const struct json *event)
{
	const struct json *timings = json_get(event, "timings"),
			  *organiser = json_get(event, "organiser");
	const char *attendance = json_get_str(event, "attendance");
	struct json *ld = json_object(v->arena), *one;
	struct buf text = buf_new(v->arena, LD_MAX);

	json_put_str(v->arena, ld, "@context", "https://schema.org");
	ld_type(v, ld, "Event");
	json_put(v->arena, ld, "name", json_get(event, "title"));
	json_put(v->arena, ld, "description", json_get(event, "summary"));
	if (json_is_parent(timings) && timings->first != NULL) {
		json_put(v->arena, ld, "startDate",
		    json_get(timings->first, "begin"));
		json_put(
		    v->arena, ld, "endDate", json_get(timings->first, "end"));
	}
	json_put_str(v->arena, ld, "eventStatus",
	    arena_printf(v->arena, "https://schema.org/%s",
		ld_status(json_get_str(event, "status"))));
	json_put_str(v->arena, ld, "eventAttendanceMode",
	    arena_printf(v->arena, "https://schema.org/%sEventAttendanceMode",
		strcmp(attendance, "online") == 0  ? "Online"
		: strcmp(attendance, "mixed") == 0 ? "Mixed"
						   : "Offline"));
	ld_location(v, ld, event);
	if (organiser != NULL) {
		one = json_put_object(v->arena, ld, "organizer");
		ld_type(v, one, "Organization");
		json_put(v->arena, one, "name", organiser);
	}
	json_put(v->arena, ld, "url", json_get(v->frame, "canonical"));
	json_write_html(&text, ld);
	json_put_str(v->arena, v->frame, "ld", text.data);
}

/* ---- the page ---------------------------------------------------------- */

/* The event's rows one after the other: each is a day of its tree. */
static const struct snapshot_row *
next_row(const struct view *v, uint32_t event, size_t *at)
{
	while (*at < v->l->row_count && v->l->rows[*at].event != event)
		++*at;
	return *at < v->l->row_count ? &v->l->rows[(*at)++] : NULL;
}

static void
put_day(struct view *v, struct json *days, const struct json *day, bool is_over)
{
	static const char *const members[] = { "label", "when", "end" };
	const struct json *sessions = json_get(day, "sessions");
	struct json *one = json_put_object(v->arena, days, NULL);

	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
		json_put(v->arena, one, members[i], json_get(day, members[i]));
	json_put_bool(v->arena, one, "over", is_over);
	if (sessions == NULL || (is_over && sessions->len == 1))
		return;
	json_put(v->arena, one, "sessions", sessions);
	json_put_bool(
	    v->arena, one, "folded", is_over || sessions->len > SESSIONS_SHOWN);
	if (!is_over)
		json_put_bool(v->arena, v->frame, "choosable", true);
}

/* Days as the page shows them, and whether they all are over, as lists have
 * it.  What does not take place says so already, and is never over. */
static void
put_days(struct view *v, uint32_t event, const struct json *tree)
{
	struct json *days = json_put_array(v->arena, v->frame, "days");
	const struct snapshot_day *first = first_day(v, event);
	bool all = event_takes_place(v->s->events[event].status);
	size_t at = first != NULL ? first->row : 0; /* none is before */

	JSON_EACH(day, json_get(tree, "days"))
	{
		const struct snapshot_row *row = next_row(v, event, &at);
		bool is_over = row != NULL && row->end <= v->moment;

		put_day(v, days, day, is_over);
		all = all && is_over;
	}
	json_put_bool(v->arena, v->frame, "over", all && days->len > 0);
}

/* Where one comes from: the list of its day, and what is around. */
static void
put_ways(struct view *v, uint32_t event, const struct json *tree)
{
	const struct snapshot_event *e = &v->s->events[event];
	const struct snapshot_day *day = first_day(v, event);
	const char *uid = json_get_str(tree, "uid");
	struct query q = { .text = "",
		.near_town = e->town,
		.km = QUERY_KM,
		.is_near = e->town != SNAPSHOT_NONE,
		.page = 1 };
	const char *label = words_item(v->words, W_TITLES, TITLE_EVENTS);
	int32_t days[1];

	if (day != NULL) {
		label = words_fill(v->arena, v->words, W_SAME_DAY, "day",
		    words_day(v->arena, v->words, W_DAY_MEDIUM, day->day),
		    (const char *)NULL);
		days[0] = day->day;
		q.days = days;
		q.day_count = 1;
	}
	if (q.is_near && e->lat != SNAPSHOT_NOWHERE)
		json_put_str(v->arena, v->frame, "around",
		    links_query(v->arena, v->s, &q, "events"));
	q.is_near = false;
	q.near_town = SNAPSHOT_NONE;
	json_put_str(v->arena, v->frame, "same_day",
	    links_query(v->arena, v->s, &q, "events"));
	json_put_str(v->arena, v->frame, "same_day_label", label);
	json_put_str(v->arena, v->frame, "keep",
	    arena_printf(v->arena, "plan?e=%s", uid));
	json_put_str(v->arena, v->frame, "ics",
	    arena_printf(
		v->arena, "event/%s/%s.ics", uid, json_get_str(tree, "slug")));
}

struct json *
view_event(struct view *v, uint32_t event)
{
	const struct json *tree = view_tree(v, event);

	view_begin(v, json_get_str(tree, "title"));
	json_put(v->arena, v->out, "event", tree);
	put_nearby(v, event);
	json_put(v->arena, v->out, "source", json_get(v->site, "source"));
	if (v->ui) {
		json_put(v->arena, v->frame, "description",
		    json_get(tree, "summary"));
		put_days(v, event, tree);
		put_ways(v, event, tree);
		put_ld(v, tree);
	}
	return view_end(v);
}
