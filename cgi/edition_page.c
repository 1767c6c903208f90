/* edition_page.c -- an event as its own page shows it. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "edition.h"
#include "event.h"
#include "json.h"
#include "judge_case.h"
#include "link.h"
#include "programme.h"
#include "rule_data.h"
#include "span.h"
#include "teller.h"
#include "text.h"
#include "words.h"
#include "www.h"

/* Why is it here? */
static const char *
reason_of(const struct teller *m, const struct edition_choice *c)
{
	const struct judge *j = m->edition->judge;

	if (c->rule == SIZE_MAX)
		return NULL;
	return programme_say(m->edition->programme,
	    j->list[c->rule].reasons[m->event->judged], m->language->code);
}

/* m->out is the list of groups. */
static void
add_to_group(struct teller *m, const struct edition_facet *f,
    const struct edition_choice *c)
{
	struct json *group = m->out->last, *choice;
	const char *reason = reason_of(m, c);

	if (group == NULL || strcmp(json_get_str(group, "id"), f->id) != 0) {
		group = json_put_object(m->arena, m->out, NULL);
		json_put_str(m->arena, group, "id", f->id);
		json_put_str(
		    m->arena, group, "label", teller_label(m, f->labels));
		json_put_array(m->arena, group, "choices");
	}
	choice = json_put_object(m->arena, group->last, NULL);
	json_put_str(m->arena, choice, "id", c->id);
	json_put_str(m->arena, choice, "label", teller_label(m, c->labels));
	json_put_str(m->arena, choice, "href",
	    arena_printf(m->arena, "events?%s=%s", f->id, c->id));
	if (reason != NULL)
		json_put_str(m->arena, choice, "reason", reason);
}

/* Can one of its occurrences be kept without the others? */
static bool
has_several(const struct edition_event *e)
{
	for (size_t i = 1; i < e->span_count; i++)
		if (e->spans[i].number != e->spans[0].number)
			return true;
	return false;
}

/* Each of a day's occurrences by itself. */
static void
put_sessions(
    struct teller *m, struct json *day, const struct span *s, size_t count)
{
	struct json *list, *one;

	if (!has_several(m->event))
		return;
	list = json_put_array(m->arena, day, "sessions");
	for (size_t i = 0; i < count; i++) {
		one = json_put_object(m->arena, list, NULL);
		json_put_int(m->arena, one, "number", s[i].number);
		json_put_str(m->arena, one, "when",
		    words_span(m->arena, teller_words(m), &s[i]));
	}
}

static void
put_day(struct teller *m, struct json *days, const struct span *s, size_t count)
{
	struct json *day = json_put_object(m->arena, days, NULL);

	json_put_str(m->arena, day, "day", teller_day(m, s->day));
	json_put_str(m->arena, day, "label",
	    words_day(m->arena, teller_words(m), W_DAY_LONG, s->day));
	json_put_str(m->arena, day, "when",
	    words_spans(m->arena, teller_words(m), s, count));
	json_put_str(m->arena, day, "end", teller_instant(m, s[count - 1].end));
	put_sessions(m, day, s, count);
}

/* All occurrences for programs, and the days in words for people. */
static void
put_timings(struct teller *m)
{
	struct json *days = json_array(m->arena), *timings, *one;
	const struct span *s = m->event->spans;
	size_t count = m->event->span_count;

	timings = json_put_array(m->arena, m->out, "timings");
	for (size_t i = 0, k; i < count; i = k) {
		for (k = i; k < count && s[k].day == s[i].day; k++) {
			one = json_put_object(m->arena, timings, NULL);
			json_put_int(m->arena, one, "number", s[k].number);
			json_put_str(m->arena, one, "begin",
			    teller_instant(m, s[k].begin));
			json_put_str(
			    m->arena, one, "end", teller_instant(m, s[k].end));
		}
		put_day(m, days, s + i, k - i);
	}
	json_put(m->arena, m->out, "days", days);
}

/* A decimal text of micro-degrees, as addresses have it. */
static const char *
degrees(struct arena *a, int64_t micro)
{
	int64_t n = micro < 0 ? -micro : micro;

	return arena_printf(a, "%s%lld.%06lld", micro < 0 ? "-" : "",
	    (long long)(n / 1000000), (long long)(n % 1000000));
}

static void
put_point(struct teller *m, struct json *into, const struct json *place)
{
	const char *lat, *lon;

	if (json_get(place, "lat") == NULL)
		return;
	lat = degrees(m->arena, json_get_int(place, "lat", 0));
	lon = degrees(m->arena, json_get_int(place, "lon", 0));
	json_put_str(m->arena, into, "lat", lat);
	json_put_str(m->arena, into, "lon", lon);
	json_put_str(m->arena, into, "map",
	    arena_printf(m->arena,
		"https://www.openstreetmap.org/?mlat=%s&mlon=%s#map=16/%s/%s",
		lat, lon, lat, lon));
}

/* Somebody or something that can be reached: {kind, href, words}. */
static void
put_contact(struct teller *m, struct json *into, const char *key,
    const char *kind, const char *value)
{
	char *href = value != NULL ? link_href(m->arena, kind, value) : NULL;
	struct json *contact;

	if (href == NULL)
		return;
	contact = json_put_object(m->arena, into, key);
	json_put_str(m->arena, contact, "kind", kind);
	json_put_str(m->arena, contact, "href", href);
	json_put_str(
	    m->arena, contact, "words", link_words(m->arena, kind, value));
}

/* The town's line of an address, unless the street's has it already. */
static void
put_town_line(struct teller *m, struct json *into, const struct json *place)
{
	const char *address = json_get_str(place, "address"),
		   *town = json_get_str(place, "town"),
		   *postcode = json_get_str(place, "postcode");
	struct buf phrase = buf_new(m->arena, EVENT_FIELD_MAX);

	if (town == NULL)
		return;
	text_fold(&phrase, town, strlen(town));
	if (address != NULL &&
	    text_has_phrase(text_folded(m->arena, address), phrase.data))
		return;
	json_put_str(m->arena, into, "line",
	    postcode != NULL ? arena_printf(m->arena, "%s %s", postcode, town)
			     : town);
}

static void
put_place(struct teller *m)
{
	static const char *const members[] = { "name", "address", "postcode",
		"town", "district", "department", "region" };
	const struct json *place = json_get(m->document, "place");
	const char *is, *access;
	struct json *into;

	if (place == NULL)
		return;
	into = json_put_object(m->arena, m->out, "place");
	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
		json_put(
		    m->arena, into, members[i], json_get(place, members[i]));
	put_town_line(m, into, place);
	put_point(m, into, place);
	access = event_text(json_get(place, "access"), m->language->code,
	    m->edition->programme->languages, &is);
	if (access != NULL)
		json_put_str(m->arena, into, "way", access);
	put_contact(m, into, "phone", "phone", json_get_str(place, "phone"));
	put_contact(m, into, "mail", "mail", json_get_str(place, "mail"));
	put_contact(m, into, "website", "link", json_get_str(place, "website"));
}

static void
put_registration(struct teller *m)
{
	static const char *const kinds[] = { "link", "phone", "mail", NULL };
	const struct json *ways = json_get(m->document, "registration");
	struct json *list;

	if (ways == NULL)
		return;
	list = json_put_array(m->arena, m->out, "registration");
	JSON_EACH(way, ways)
	{
		const char *kind = json_get_str(way, "kind");
		uint32_t had = list->len;

		put_contact(m, list, NULL, kind, json_get_str(way, "value"));
		if (list->len > had)
			json_put_str(m->arena, list->last, "label",
			    words_item(teller_words(m), W_REGISTER,
				event_word_index(kinds, kind)));
	}
}

static void
put_access(struct teller *m)
{
	const struct json *offered = json_get(m->document, "access");
	struct json *list, *one;

	if (offered == NULL)
		return;
	list = json_put_array(m->arena, m->out, "access");
	JSON_EACH(word, offered)
	{
		one = json_put_object(m->arena, list, NULL);
		json_put(m->arena, one, "id", word);
		json_put_str(m->arena, one, "label",
		    words_item(teller_words(m), W_ACCESSES,
			event_word_index(event_accesses, word->string)));
	}
}

static void
put_ages(struct teller *m)
{
	const struct json *ages = json_get(m->document, "ages");
	int64_t min = json_get_int(ages, "min", -1),
		max = json_get_int(ages, "max", -1);
	enum word form = min < 0     ? W_AGES_TO
			 : max < 0   ? W_AGES_FROM
			 : min < max ? W_AGES
				     : W_AGES_EXACT;

	if (ages == NULL || (min < 0 && max < 0))
		return;
	teller_text(m, "ages",
	    words_fill(m->arena, teller_words(m), form, "min",
		words_int(m->arena, min), "max", words_int(m->arena, max),
		(const char *)NULL));
}

/* Additional fields that have a label, but the one that names the organiser,
 * who is told by himself. */
static void
put_extra(struct teller *m)
{
	const struct programme *p = m->edition->programme;
	struct json *list = json_array(m->arena), *one, *values;

	JSON_EACH(field, json_get(m->document, "extra"))
	{
		const struct json *label = json_get(field, "label");
		const char *text;

		if (label == NULL)
			label = programme_field_label(p, field->key);
		text = programme_say(p, label, m->language->code);
		if (text == NULL || (p->organiser != NULL &&
					strcmp(field->key, p->organiser) == 0))
			continue;
		one = json_object(m->arena);
		json_put_str(m->arena, one, "label", text);
		values = json_put_array(m->arena, one, "values");
		JSON_EACH(value, json_get(field, "values"))
		{
			text = rule_data_value(
			    p, field->key, value, m->language->code);
			if (text != NULL)
				json_put_str(m->arena, values, NULL, text);
		}
		if (values->len > 0)
			json_put(m->arena, list, NULL, one);
	}
	if (list->len > 0)
		json_put(m->arena, m->out, "extra", list);
}

/* The list in the page's language, else the first there is. */
static void
put_keywords(struct teller *m)
{
	const struct json *all = json_get(m->document, "keywords"),
			  *list = json_get(all, m->language->code);

	if (list == NULL && json_is(all, JSON_OBJECT))
		list = all->first;
	json_put(m->arena, m->out, "keywords", list);
}

struct json *
edition_page(const struct edition *ed, const struct edition_event *e,
    const struct www_language *l)
{
	struct teller m = teller_of(ed, e, l);

	teller_text(&m, "uid", e->from->name);
	teller_text(&m, "slug", json_get_str(m.document, "slug"));
	teller_said(&m, "title", "lang");
	teller_status(&m);
	teller_said(&m, "note", "note_lang");
	teller_said(&m, "summary", "summary_lang");
	put_timings(&m);
	put_place(&m);
	teller_attendance(&m);
	put_contact(
	    &m, m.out, "link", "link", json_get_str(m.document, "link"));
	put_registration(&m);
	teller_said(&m, "conditions", "conditions_lang");
	put_ages(&m);
	put_access(&m);
	teller_text(&m, "organiser",
	    rule_data_organiser(ed->programme, m.document, l->code));
	teller_said(&m, "text", "text_lang");
	teller_list(&m, "groups", add_to_group);
	put_extra(&m);
	put_keywords(&m);
	teller_text(&m, "origin",
	    json_get_str(json_get(m.document, "origin"), "title"));
	put_contact(
	    &m, m.out, "page", "link", json_get_str(m.document, "page"));
	teller_text(&m, "changed", teller_instant(&m, e->from->changed));
	json_put_int(m.arena, m.out, "revision", e->from->revision);
	return m.out;
}
