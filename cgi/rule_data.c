/* rule_data.c -- an event as rules see it. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "event.h"
#include "json.h"
#include "programme.h"
#include "rule_data.h"
#include "rule_text.h"
#include "safehtml.h"
#include "span.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

struct maker {
	struct arena *arena;
	const struct programme *p;
	const struct json *document;
	struct json *event;
};

/* ---- labels of additional fields --------------------------------------- */

const char *
rule_data_value(const struct programme *p, const char *code,
    const struct json *value, const char *language)
{
	const char *id = json_get_str(value, "id");
	const struct json *label = json_get(value, "label");

	if (label == NULL && id != NULL)
		label = programme_value_label(p, code, id);
	return programme_say(p, label, language);
}

const char *
rule_data_organiser(const struct programme *p, const struct json *document,
    const char *language)
{
	const struct json *field, *values;

	if (p->organiser == NULL)
		return json_get_str(json_get(document, "origin"), "title");
	field = json_get(json_get(document, "extra"), p->organiser);
	values = json_get(field, "values");
	return json_is_parent(values) && values->len > 0
		   ? rule_data_value(p, p->organiser, values->first, language)
		   : NULL;
}

/* ---- single members ---------------------------------------------------- */

static const char *
in_first(const struct maker *m, const struct json *by_language)
{
	const char *is;

	return event_text(
	    by_language, m->p->languages[0], m->p->languages, &is);
}

static void
put_text(struct maker *m, const char *key, const char *text)
{
	if (text != NULL)
		json_put_str(m->arena, m->event, key, text);
}

static void
put_texts(struct maker *m)
{
	static const char *const plain[] = { "title", "summary", "conditions" };
	const char *html = in_first(m, json_get(m->document, "text"));

	for (size_t i = 0; i < COUNT(plain); i++)
		put_text(
		    m, plain[i], in_first(m, json_get(m->document, plain[i])));
	if (html != NULL)
		put_text(m, "text", safehtml_plain(m->arena, html));
}

/* The first language's list of keywords, else the first there is. */
static void
put_keywords(struct maker *m)
{
	const struct json *all = json_get(m->document, "keywords"),
			  *list = NULL;

	for (const char *const *l = m->p->languages; *l != NULL; l++)
		if (list == NULL)
			list = json_get(all, *l);
	if (list == NULL && json_is(all, JSON_OBJECT))
		list = all->first;
	json_put(m->arena, m->event, "keywords", list);
}

static void
put_languages(struct maker *m)
{
	struct json *list = json_put_array(m->arena, m->event, "languages");

	JSON_EACH(title, json_get(m->document, "title"))
	json_put_str(m->arena, list, NULL, title->key);
}

static void
put_place(struct maker *m)
{
	static const char *const members[] = { "name", "address", "town",
		"postcode", "department", "region", "lat", "lon" };
	const struct json *place = json_get(m->document, "place");
	struct json *into;

	if (place == NULL)
		return;
	into = json_put_object(m->arena, m->event, "place");
	for (size_t i = 0; i < COUNT(members); i++)
		json_put(
		    m->arena, into, members[i], json_get(place, members[i]));
}

static const char *
day_text(struct maker *m, int32_t day)
{
	struct buf text = buf_new(m->arena, 16);

	when_put_day(&text, day);
	return text.data;
}

static void
put_timing(
    struct maker *m, struct json *list, const struct span *s, const char *day)
{
	struct json *timing = json_put_object(m->arena, list, NULL);
	char from[6], to[6];

	span_clock(from, s->from);
	span_clock(to, s->to);
	json_put_str(m->arena, timing, "day", day);
	json_put_int(m->arena, timing, "begins", s->from);
	json_put_int(m->arena, timing, "ends", s->to);
	json_put_str(m->arena, timing, "from", arena_strdup(m->arena, from));
	json_put_str(m->arena, timing, "to", arena_strdup(m->arena, to));
}

static void
put_timings(struct maker *m)
{
	struct json *list = json_put_array(m->arena, m->event, "timings"),
		    *days = json_array(m->arena);
	const char *day = NULL;
	size_t count;
	struct span *spans =
	    span_list(m->arena, m->document, &m->p->zone, &count);

	for (size_t i = 0; i < count; i++) {
		if (i == 0 || spans[i].day != spans[i - 1].day) {
			day = day_text(m, spans[i].day);
			json_put_str(m->arena, days, NULL, day);
		}
		put_timing(m, list, &spans[i], day);
	}
	json_put(m->arena, m->event, "days", days);
}

static void
put_access(struct maker *m)
{
	struct json *access = json_object(m->arena);

	JSON_EACH(word, json_get(m->document, "access"))
	json_put_bool(m->arena, access, word->string, true);
	if (access->len > 0)
		json_put(m->arena, m->event, "access", access);
}

static void
put_field(struct maker *m, struct json *extra, const struct json *field)
{
	struct arena *a = m->arena;
	struct json *into = json_put_object(a, extra, field->key), *labels;
	const struct json *label = json_get(field, "label");
	const char *text;
	struct json *ids;

	if (label == NULL)
		label = programme_field_label(m->p, field->key);
	text = programme_say(m->p, label, m->p->languages[0]);
	json_put_str(a, into, "label", text != NULL ? text : "");
	ids = json_put_array(a, into, "ids");
	labels = json_array(a);
	JSON_EACH(value, json_get(field, "values"))
	{
		text = json_get_str(value, "id");
		json_put_str(a, ids, NULL, text != NULL ? text : "");
		text = rule_data_value(
		    m->p, field->key, value, m->p->languages[0]);
		json_put_str(a, labels, NULL, text != NULL ? text : "");
	}
	json_put(a, into, "labels", labels);
}

static void
put_extra(struct maker *m)
{
	const struct json *fields = json_get(m->document, "extra");
	struct json *extra;

	if (fields == NULL)
		return;
	extra = json_put_object(m->arena, m->event, "extra");
	JSON_EACH(field, fields)
	put_field(m, extra, field);
}

/* ---- what is searched -------------------------------------------------- */

static void
fold_label(struct buf *all, const struct json *label)
{
	rule_text_add(all, label);
	if (json_is(label, JSON_OBJECT))
		JSON_EACH(text, label)
	rule_text_add(all, text);
}

static void
fold_texts(struct maker *m, struct buf *all)
{
	static const char *const members[] = { "summary", "text",
		"conditions" };
	struct json plain = { .kind = JSON_STRING };

	for (size_t i = 0; i < COUNT(members); i++)
		JSON_EACH(text, json_get(m->document, members[i]))
		{
			plain.string = text->string;
			if (strcmp(members[i], "text") == 0)
				plain.string =
				    safehtml_plain(m->arena, text->string);
			plain.len = (uint32_t)strlen(plain.string);
			rule_text_add(all, &plain);
		}
}

static void
put_folded(struct maker *m)
{
	struct buf all = buf_new(m->arena, RULE_TEXT_MAX);
	struct json *keywords;

	JSON_EACH(title, json_get(m->document, "title"))
	rule_text_add(&all, title);
	json_put_strn(m->arena, m->event, "folded_title",
	    arena_strndup(m->arena, all.data, all.len), all.len);
	fold_texts(m, &all);
	keywords = json_put_array(m->arena, m->event, "folded_keywords");
	JSON_EACH(list, json_get(m->document, "keywords"))
	JSON_EACH(keyword, list)
	{
		rule_text_add(&all, keyword);
		rule_text_put(m->arena, keywords, NULL, keyword);
	}
	JSON_EACH(field, json_get(m->document, "extra"))
	JSON_EACH(value, json_get(field, "values"))
	{
		const struct json *label = json_get(value, "label");
		const char *id = json_get_str(value, "id");

		fold_label(
		    &all, label != NULL || id == NULL
			      ? label
			      : programme_value_label(m->p, field->key, id));
	}
	json_put_strn(m->arena, m->event, "folded", all.data, all.len);
}

struct json *
rule_data_event(
    struct arena *a, const struct programme *p, const struct catalog_event *e)
{
	static const char *const shared[] = { "ages", "registration",
		"attendance", "status" };
	struct maker m = { a, p, e->document, json_object(a) };

	put_text(&m, "uid", json_get_str(e->document, "uid"));
	put_texts(&m);
	put_keywords(&m);
	put_languages(&m);
	put_place(&m);
	put_timings(&m);
	for (size_t i = 0; i < COUNT(shared); i++)
		json_put(
		    a, m.event, shared[i], json_get(e->document, shared[i]));
	put_access(&m);
	put_text(&m, "organiser",
	    rule_data_organiser(p, e->document, p->languages[0]));
	put_text(&m, "source", e->source);
	put_extra(&m);
	put_folded(&m);
	return m.event;
}
