/* feed_ics.c -- calendars. */
#include <string.h>

#include "address.h"
#include "arena.h"
#include "bits.h"
#include "buf.h"
#include "event.h"
#include "feed.h"
#include "find.h"
#include "json.h"
#include "query.h"
#include "snapshot.h"
#include "text.h"
#include "view.h"
#include "when.h"
#include "words.h"

#define FOLD_AT   75                /* bytes of a line: RFC 5545, 3.1 */
#define VALUE_MAX ((size_t)8 << 10) /* bytes of a value */

/* ---- lines ------------------------------------------------------------- */

/* A line, folded between characters. */
static void
put_line(struct buf *out, const char *name, const char *value)
{
	size_t room = FOLD_AT - strlen(name) - 1;

	buf_puts(out, name);
	buf_putc(out, ':');
	for (;;) {
		size_t len = text_cut(value, strlen(value), room);

		buf_put(out, value, len);
		buf_puts(out, "\r\n");
		value += len;
		if (*value == '\0')
			return;
		buf_putc(out, ' ');
		room = FOLD_AT - 1;
	}
}

/* A text as RFC 5545, 3.3.11 has it. */
static void
put_text(
    const struct view *v, struct buf *out, const char *name, const char *text)
{
	struct buf value = buf_new(v->arena, VALUE_MAX);

	if (text == NULL || *text == '\0')
		return;
	for (; *text != '\0'; text++) {
		if (strchr("\\;,", *text) != NULL)
			buf_putc(&value, '\\');
		if (*text == '\n')
			buf_puts(&value, "\\n");
		else
			buf_putc(&value, *text);
	}
	put_line(out, name, value.data);
}

static void
put_time(
    const struct view *v, struct buf *out, const char *name, int32_t instant)
{
	struct buf value = buf_new(v->arena, 32);

	when_put_utc_basic(&value, instant);
	put_line(out, name, value.data);
}

static void
put_int(const struct view *v, struct buf *out, const char *name, int64_t n)
{
	put_line(out, name, words_int(v->arena, n));
}

/* ---- one occurrence ---------------------------------------------------- */

static const char *
joined(const struct view *v, const struct json *place)
{
	const char *town = json_get_str(place, "town"),
		   *postcode = json_get_str(place, "postcode");
	const char *const parts[] = { json_get_str(place, "name"),
		address_street(v->arena, place),
		town != NULL && postcode != NULL
		    ? arena_printf(v->arena, "%s %s", postcode, town)
		: town != NULL ? town
			       : postcode };
	struct buf b = buf_new(v->arena, VALUE_MAX);

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (parts[i] != NULL)
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "", parts[i]);
	return b.data;
}

/* The state first: calendars show little else of it. */
static const char *
summary(const struct view *v, const struct json *tree)
{
	const char *state = json_get_str(tree, "state"),
		   *title = json_get_str(tree, "title");

	return state != NULL ? arena_printf(v->arena, "[%s] %s", state, title)
			     : title;
}

/* Where one joins an online event, or NULL. */
static const char *
link_of(const struct json *tree)
{
	return json_get_str(json_get(tree, "link"), "href");
}

static const char *
description(const struct view *v, const struct json *tree)
{
	static const char *const parts[] = { "summary", "conditions" };
	struct buf b = buf_new(v->arena, VALUE_MAX);

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		const char *part = json_get_str(tree, parts[i]);

		if (part == NULL)
			continue;
		if (b.len > 0)
			buf_putc(&b, '\n');
		buf_puts(&b, part);
	}
	if (link_of(tree) != NULL)
		buf_printf(&b, "%s%s", b.len > 0 ? "\n" : "", link_of(tree));
	JSON_EACH(way, json_get(tree, "registration"))
	buf_printf(&b, "%s%s: %s", b.len > 0 ? "\n" : "",
	    json_get_str(way, "label"),
	    strcmp(json_get_str(way, "kind"), "link") == 0
		? json_get_str(way, "href")
		: json_get_str(way, "words"));
	return b.data;
}

static const char *
status_of(const struct snapshot_event *e)
{
	const char *status = event_statuses[e->status];

	if (strcmp(status, "cancelled") == 0)
		return "CANCELLED";
	return strcmp(status, "postponed") == 0 ? "TENTATIVE" : "CONFIRMED";
}

static void
put_occurrence(const struct view *v, struct buf *out, uint32_t event,
    const struct json *tree, const struct snapshot_timing *t)
{
	const struct snapshot_event *e = &v->s->events[event];
	const char *uid = json_get_str(tree, "uid"),
		   *language = (size_t)(v->l - v->s->languages) == 0
				   ? ""
				   : arena_printf(v->arena, "%s/", v->l->code);
	const struct json *place = json_get(tree, "place");

	put_line(out, "BEGIN", "VEVENT");
	put_line(out, "UID", arena_printf(v->arena, "%s.%d", uid, t->number));
	put_time(v, out, "DTSTAMP", v->s->head->changed);
	put_time(v, out, "LAST-MODIFIED", e->changed);
	put_int(v, out, "SEQUENCE", e->revision);
	put_time(v, out, "DTSTART", t->begin);
	put_time(v, out, "DTEND", t->end);
	put_text(v, out, "SUMMARY", summary(v, tree));
	put_text(v, out, "DESCRIPTION", description(v, tree));
	put_text(v, out, "LOCATION",
	    place != NULL ? joined(v, place) : link_of(tree));
	if (json_get(place, "lat") != NULL)
		put_line(out, "GEO",
		    arena_printf(v->arena, "%s;%s", json_get_str(place, "lat"),
			json_get_str(place, "lon")));
	if (v->url != NULL)
		put_line(out, "URL",
		    arena_printf(v->arena, "%s/%sevent/%s/%s", v->url, language,
			uid, json_get_str(tree, "slug")));
	put_line(out, "STATUS", status_of(e));
	put_line(out, "END", "VEVENT");
}

/* All occurrences of an event, or the one of a number. */
static void
put_event(const struct view *v, struct buf *out, uint32_t event, int32_t number)
{
	const struct snapshot_event *e = &v->s->events[event];
	const struct json *tree = view_tree(v, event);

	for (size_t i = e->timing; i < e->timing + e->timings; i++)
		if (number == 0 || v->s->timings[i].number == number)
			put_occurrence(v, out, event, tree, &v->s->timings[i]);
}

/* ---- calendars --------------------------------------------------------- */

static void
begin(const struct view *v, struct buf *out, const char *name)
{
	put_line(out, "BEGIN", "VCALENDAR");
	put_line(out, "VERSION", "2.0");
	put_line(out, "PRODID", "-//Almanach//Programme//EN");
	put_line(out, "CALSCALE", "GREGORIAN");
	put_line(out, "METHOD", "PUBLISH");
	put_text(v, out, "X-WR-CALNAME", name);
	put_line(out, "REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
	put_line(out, "X-PUBLISHED-TTL", "PT1H");
}

void
feed_ics_event(const struct view *v, uint32_t event, struct buf *out)
{
	begin(v, out, json_get_str(view_tree(v, event), "title"));
	put_event(v, out, event, 0);
	put_line(out, "END", "VCALENDAR");
}

void
feed_ics_plan(const struct view *v, struct buf *out)
{
	begin(v, out, json_get_str(v->site, "title"));
	for (size_t i = 0; i < v->q->kept_count; i++) {
		int64_t event = snapshot_find(v->s, v->q->kept[i].name);

		if (event >= 0)
			put_event(
			    v, out, (uint32_t)event, v->q->kept[i].timing);
	}
	put_line(out, "END", "VCALENDAR");
}

void
feed_ics_list(const struct view *v, struct buf *out)
{
	struct found f;
	size_t count = 0;

	begin(v, out, json_get_str(v->site, "title"));
	find_events(v->arena, v->s, v->l, v->q, v->moment, &f);
	for (size_t i = 0; i < v->s->event_count && count < FEED_EVENTS_MAX;
	     i++) {
		if (!bits_has(f.set, i))
			continue;
		put_event(v, out, (uint32_t)i, 0);
		count++;
	}
	put_line(out, "END", "VCALENDAR");
}
