/* edition_site.c -- the festival in a language. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "basemap.h"
#include "buf.h"
#include "catalog.h"
#include "edition.h"
#include "event.h"
#include "json.h"
#include "link.h"
#include "programme.h"
#include "when.h"
#include "words.h"
#include "www.h"

/* A text of programme.lua, in the language. */
static void
put_said(const struct edition *ed, const struct www_language *l,
    struct json *into, const char *key, const struct json *label)
{
	const char *text = programme_say(ed->programme, label, l->code);

	if (text != NULL)
		json_put_str(ed->arena, into, key, text);
}

/* Publisher, contact, privacy. */
static void
put_person(const struct edition *ed, const struct www_language *l,
    struct json *into, const char *key)
{
	const struct json *person = json_get(ed->programme->tree, key);
	const char *mail = json_get_str(person, "mail");
	struct json *out;

	if (person == NULL)
		return;
	out = json_put_object(ed->arena, into, key);
	put_said(ed, l, out, "name", json_get(person, "name"));
	if (mail != NULL) {
		json_put_str(ed->arena, out, "mail", mail);
		json_put_str(ed->arena, out, "href",
		    link_mail(ed->arena, mail, strlen(mail)));
	}
}

static void
put_days(
    const struct edition *ed, const struct www_language *l, struct json *into)
{
	const struct programme *p = ed->programme;
	struct json *list = json_put_array(ed->arena, into, "days"), *day;

	for (size_t i = 0; i < p->day_count; i++) {
		struct buf id = buf_new(ed->arena, 16);

		when_put_day(&id, p->days[i]);
		day = json_put_object(ed->arena, list, NULL);
		json_put_str(ed->arena, day, "day", id.data);
		json_put_str(ed->arena, day, "label",
		    words_day(ed->arena, &l->words, W_DAY_LONG, p->days[i]));
	}
}

static void
put_languages(const struct edition *ed, struct json *into)
{
	struct json *list = json_put_array(ed->arena, into, "languages"), *one;

	for (size_t i = 0; i < ed->www->count; i++) {
		const struct www_language *l = &ed->www->languages[i];

		one = json_put_object(ed->arena, list, NULL);
		json_put_str(ed->arena, one, "code", l->code);
		json_put_str(
		    ed->arena, one, "label", words_text(&l->words, W_LANGUAGE));
	}
}

/* The festival's own credits, and the works that pages are made of: in
 * English, as their licences are. */
static void
put_credits(
    const struct edition *ed, const struct www_language *l, struct json *into)
{
	struct json *list = json_put_array(ed->arena, into, "credits");
	const char *line = ed->www->credits;

	JSON_EACH(credit, json_get(ed->programme->tree, "credits"))
	{
		const char *text = programme_say(
		    ed->programme, json_get(credit, "text"), l->code);

		if (text != NULL)
			json_put_str(ed->arena, list, NULL, text);
	}
	list = json_put_array(ed->arena, into, "works");
	while (*line != '\0') {
		size_t len = strcspn(line, "\n");

		if (len > 0)
			json_put_strn(ed->arena, list, NULL, line, len);
		line += len + (line[len] == '\n');
	}
}

/* An instant: written, and in the words of a text with a day and a time. */
static void
put_instant(const struct edition *ed, const struct www_language *l,
    struct json *into, const char *key, int32_t instant, enum word form)
{
	const struct when_zone *zone = &ed->programme->zone;
	struct buf text = buf_new(ed->arena, 32);

	when_put_rfc3339(&text, zone, instant);
	json_put_str(ed->arena, into, key, text.data);
	json_put_str(ed->arena, into, "label",
	    words_instant(ed->arena, &l->words, form, zone, instant));
}

/* When the source last changed. */
static void
put_source(
    const struct edition *ed, const struct www_language *l, struct json *into)
{
	struct json *source = json_put_object(ed->arena, into, "source");

	if (ed->catalog->changed != INT32_MIN)
		put_instant(
		    ed, l, source, "changed", ed->catalog->changed, W_FRESH);
}

/* What is said at the top of every page, and until when. */
static void
put_announcement(
    const struct edition *ed, const struct www_language *l, struct json *into)
{
	const char *is, *text = event_text(json_get(ed->announcement, "texts"),
			    l->code, ed->programme->languages, &is);
	struct json *out;

	if (text == NULL)
		return;
	out = json_put_object(ed->arena, into, "announcement");
	json_put_str(ed->arena, out, "text", text);
	if (strcmp(is, l->code) != 0)
		json_put_str(ed->arena, out, "lang", is);
	put_instant(ed, l, out, "until",
	    (int32_t)json_get_int(ed->announcement, "until", 0), W_UNTIL);
}

/* Beside the changes: the publication of each. */
static void
put_told_in(const struct edition *ed, struct json *into)
{
	struct json *list = json_put_array(ed->arena, into, "told_in");

	JSON_EACH(change, ed->changes)
	json_put(ed->arena, list, NULL, json_get(change, "publication"));
}

struct json *
edition_site(const struct edition *ed, const struct www_language *l)
{
	const struct programme *p = ed->programme;
	struct json *site = json_object(ed->arena);

	put_said(ed, l, site, "title", p->title);
	put_said(ed, l, site, "summary", json_get(p->tree, "summary"));
	if (p->url != NULL)
		json_put_str(ed->arena, site, "url", p->url);
	json_put_str(ed->arena, site, "timezone", p->timezone);
	put_languages(ed, site);
	put_days(ed, l, site);
	put_source(ed, l, site);
	put_announcement(ed, l, site);
	put_person(ed, l, site, "publisher");
	put_person(ed, l, site, "contact");
	put_person(ed, l, site, "privacy");
	put_credits(ed, l, site);
	json_put(ed->arena, site, "changes", edition_changes(ed, l));
	put_told_in(ed, site);
	if (ed->map != NULL)
		json_put(
		    ed->arena, site, "map", basemap_tree(ed->arena, ed->map));
	return site;
}
