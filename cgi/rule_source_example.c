/* rule_source_example.c -- an example for a rule file, of a real event. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "json.h"
#include "rule_shape.h"
#include "rule_source_example.h"
#include "rule_source_put.h"
#include "rule_text.h"
#include "rule_words.h"
#include "text.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))
#define INDENT      4
#define MICRO       1e6

struct maker {
	struct arena *arena;
	const struct json *event;
	struct json *example;
	struct buf folded;
};

/* ---- members of the example -------------------------------------------- */

/* A member of a tree of ours, or NULL. */
static struct json *
own(struct json *parent, const char *key)
{
	struct json *child = parent->first;

	while (child != NULL && strcmp(child->key, key) != 0)
		child = child->next;
	return child;
}

static struct json *
own_object(struct maker *m, struct json *parent, const char *key)
{
	struct json *child = own(parent, key);

	return child != NULL ? child : json_put_object(m->arena, parent, key);
}

static void
put_once(struct maker *m, struct json *into, const char *key,
    const struct json *value)
{
	if (own(into, key) == NULL)
		json_put(m->arena, into, key, value);
}

/* Does a text have the words, which are folded, in some sentence; or is it
 * them, as a whole? */
static bool
has_words(struct maker *m, const struct json *text, const char *words, bool all)
{
	if (!json_is(text, JSON_STRING))
		return false;
	buf_clear(&m->folded);
	rule_text_fold(&m->folded, text->string, text->len);
	return m->folded.len > 0 &&
	       (all ? text_is_phrase(m->folded.data, words)
		    : text_has_phrase(m->folded.data, words));
}

static void
set_text(struct json *member, const char *text)
{
	member->string = text;
	member->len = (uint32_t)strlen(text);
}

/* Put a text behind what a member says already, as a sentence of its own. */
static void
add_text(struct maker *m, const char *key, const char *text)
{
	struct json *had = own(m->example, key);
	const char *apart;

	if (had == NULL) {
		json_put_str(m->arena, m->example, key, text);
	} else if (strstr(had->string, text) == NULL) {
		apart = strchr(".!?", had->string[had->len - 1]) ? "" : ";";
		set_text(had, arena_printf(m->arena, "%s%s %s", had->string,
				  apart, text));
	}
}

/* Put a text into a list of the example's own. */
static void
add_item(struct maker *m, const char *key, const struct json *text)
{
	struct json *list = own(m->example, key);

	if (list == NULL)
		list = json_put_array(m->arena, m->example, key);
	JSON_EACH(had, list)
	if (strcmp(had->string, text->string) == 0)
		return;
	json_put(m->arena, list, NULL, text);
}

/* ---- whole fields ------------------------------------------------------ */

/* A text, cut behind a sentence where it is long.  What was found in it is in
 * it already, and may stand further down. */
static void
take_text(struct maker *m, const char *name)
{
	const struct json *text = json_get(m->event, name);
	struct json *had = own(m->example, name);
	size_t len = 0, more;
	const char *whole;

	if (!json_is(text, JSON_STRING) || text->len == 0)
		return;
	while (len < text->len) {
		more = rule_text_sentence(text->string + len, text->len - len);
		if (len + more > RULE_SOURCE_WHOLE_MAX)
			break;
		len += more;
	}
	if (len == 0)
		len = text_cut(text->string, text->len, RULE_SOURCE_WHOLE_MAX);
	whole = arena_strndup(m->arena, text->string, len);
	if (had != NULL && strstr(whole, had->string) != NULL)
		set_text(had, whole);
	else
		add_text(m, name, whole);
}

/* What follows from the rest is left out. */
static void
take_timings(struct maker *m)
{
	static const char *const members[] = { "day", "from", "to" };
	const struct json *all = json_get(m->event, "timings");
	struct json *list, *one;

	if (!json_is_parent(all) || all->len == 0 ||
	    own(m->example, "timings") != NULL)
		return;
	list = json_put_array(m->arena, m->example, "timings");
	JSON_EACH(timing, all)
	{
		one = json_put_object(m->arena, list, NULL);
		for (size_t i = 0; i < COUNT(members); i++)
			json_put(m->arena, one, members[i],
			    json_get(timing, members[i]));
	}
}

static void
take_field(struct maker *m, const struct rule_field *f)
{
	const struct json *value = json_get(m->event, f->name);

	if (f->kind == RULE_TEXT)
		take_text(m, f->name);
	else if (strcmp(f->name, "timings") == 0)
		take_timings(m);
	else if (f->kind == RULE_LIST && f->shape == NULL)
		JSON_EACH(item, value)
	add_item(m, f->name, item);
	else if (json_is_parent(value) && value->len > 0)
	    put_once(m, m->example, f->name, value);
}

/* ---- places and additional fields -------------------------------------- */

static void
put_degrees(
    struct maker *m, struct json *place, const char *key, const struct json *at)
{
	if (!json_is(at, JSON_INT) || own(place, key) != NULL)
		return;
	json_put_int(m->arena, place, key, 0);
	place->last->kind = JSON_REAL;
	place->last->real = (double)at->integer / MICRO;
}

/* A point has both of its numbers. */
static void
take_place(struct maker *m, const struct rule_shape *shape, const char *name)
{
	const struct rule_field *f = rule_shape_field(shape, name);
	const struct json *place = json_get(m->event, "place"),
			  *value = json_get(place, name);
	struct json *into;

	if (f == NULL || value == NULL)
		return;
	into = own_object(m, m->example, "place");
	if (f->kind == RULE_DEGREES) {
		put_degrees(m, into, "lat", json_get(place, "lat"));
		put_degrees(m, into, "lon", json_get(place, "lon"));
	} else {
		put_once(m, into, f->name, value);
	}
}

static bool
is_id(const struct json *field, const char *text)
{
	JSON_EACH(id, json_get(field, "ids"))
	if (text != NULL && json_str(id) != NULL &&
	    strcmp(id->string, text) == 0)
		return true;
	return false;
}

static bool
has_label(const struct json *field)
{
	JSON_EACH(label, json_get(field, "labels"))
	if (json_str(label) != NULL && label->len > 0)
		return true;
	return false;
}

/* Labels, because numbers differ from agenda to agenda; and the numbers where
 * the rule went by one, or there is nothing else. */
static void
take_extra(struct maker *m, const struct json *item, const char *member)
{
	const char *code = json_get_str(item, "code");
	const struct json *field =
	    code != NULL ? json_get(json_get(m->event, "extra"), code) : NULL;
	struct json *into;

	if (!json_is(field, JSON_OBJECT))
		return;
	into = own_object(m, own_object(m, m->example, "extra"), field->key);
	if (strcmp(member, "label") == 0)
		put_once(m, into, "label", json_get(field, "label"));
	if (has_label(field))
		put_once(m, into, "labels", json_get(field, "labels"));
	if (strcmp(member, "ids") == 0 || !has_label(field) ||
	    is_id(field, json_get_str(item, "found")))
		put_once(m, into, "ids", json_get(field, "ids"));
}

/* ---- words that were found --------------------------------------------- */

/* The sentence of a text that has the words; false where none has. */
static bool
take_sentence(
    struct maker *m, const char *name, const char *found, const char *words)
{
	const struct json *text = json_get(m->event, name);
	const char *s = json_str(text), *end;
	struct json one = { .kind = JSON_STRING };
	size_t size;

	if (s == NULL)
		return false;
	for (end = s + text->len; s < end; s += size) {
		size = rule_text_sentence(s, (size_t)(end - s));
		one.string = s;
		one.len = (uint32_t)size;
		if (!has_words(m, &one, words, false))
			continue;
		if (size <= RULE_SOURCE_SENTENCE_MAX)
			found = text_clean(
			    m->arena, s, size, TEXT_LINE, size + 1, NULL);
		add_text(m, name, found);
		return true;
	}
	return false;
}

/* A keyword that has the words, or is them. */
static bool
take_keyword(struct maker *m, const char *words, bool all)
{
	JSON_EACH(keyword, json_get(m->event, "keywords"))
	if (has_words(m, keyword, words, all)) {
		add_item(m, "keywords", keyword);
		return true;
	}
	return false;
}

static bool
take_label(struct maker *m, const char *words)
{
	struct json *item;

	JSON_EACH(field, json_get(m->event, "extra"))
	JSON_EACH(label, json_get(field, "labels"))
	if (has_words(m, label, words, false)) {
		item = json_object(m->arena);
		json_put_str(m->arena, item, "code", field->key);
		take_extra(m, item, "");
		return true;
	}
	return false;
}

/* mentions: found where rule_ask.h looks, in that order. */
static void
take_words(struct maker *m, const char *found, const char *words)
{
	static const char *const texts[] = { "summary", "text", "conditions" };

	take_text(m, "title");
	if (found == NULL ||
	    has_words(m, own(m->example, "title"), words, false))
		return;
	for (size_t i = 0; i < COUNT(texts); i++)
		if (take_sentence(m, texts[i], found, words))
			return;
	if (!take_keyword(m, words, false) && !take_label(m, words))
		add_text(m, "text", found);
}

static void
take_title(struct maker *m, const char *found, const char *words)
{
	take_text(m, "title");
	if (found != NULL &&
	    !has_words(m, own(m->example, "title"), words, false))
		add_text(m, "title", found);
}

static void
take_keywords(struct maker *m, const char *found, const char *words)
{
	const struct json keyword = { .kind = JSON_STRING,
		.len = found != NULL ? (uint32_t)strlen(found) : 0,
		.string = found };

	if (found != NULL && !take_keyword(m, words, true))
		add_item(m, "keywords", &keyword);
}

static const struct {
	const char *field;
	void (*take)(struct maker *, const char *found, const char *words);
} searched[] = {
	{ RULE_ALL_WORDS, take_words },
	{ "title", take_title },
	{ "keywords", take_keywords },
};

/* ---- all of it --------------------------------------------------------- */

/* Words were looked for, and a field was not just read. */
static bool
take_searched(struct maker *m, const struct json *item, const char *field)
{
	const char *found = json_get_str(item, "found");
	struct buf words = buf_new(m->arena, RULE_TEXT_MAX);
	enum json_kind kind = json_get(item, "value")->kind;

	if (kind != JSON_TRUE && kind != JSON_FALSE)
		return false;
	if (found != NULL)
		rule_text_fold(&words, found, strlen(found));
	if (words.len == 0)
		found = NULL;
	for (size_t i = 0; i < COUNT(searched); i++)
		if (strcmp(searched[i].field, field) == 0) {
			searched[i].take(m, found, words.data);
			return true;
		}
	return false;
}

static void
take_item(struct maker *m, const struct json *item)
{
	const char *field = json_get_str(item, "field"), *member;
	const struct rule_field *f;

	if (field == NULL || json_get(item, "value") == NULL ||
	    take_searched(m, item, field))
		return;
	member = strchr(field, '.');
	f = rule_shape_field(&rule_shape_event,
	    member != NULL
		? arena_strndup(m->arena, field, (size_t)(member - field))
		: field);
	member = member != NULL ? member + 1 : "";
	if (f == NULL)
		return;
	if (strcmp(f->name, "place") == 0)
		take_place(m, f->shape, member);
	else if (f->kind == RULE_MAP)
		take_extra(m, item, member);
	else
		take_field(m, f);
}

void
rule_source_example(struct buf *out, const struct json *event,
    const struct json *read, bool answer)
{
	struct arena *a = out->arena;
	struct maker m = { a, event, json_object(a),
		buf_new(a, RULE_TEXT_MAX) };
	struct buf line = buf_new(a, out->max);
	struct json *pair = json_array(a);

	JSON_EACH(item, read)
	take_item(&m, item);
	json_put(a, pair, NULL, m.example);
	json_put_bool(a, pair, NULL, answer);
	buf_printf(&line, "%*s", INDENT, "");
	rule_source_put_value(&line, pair, INDENT);
	buf_put(out, line.data + INDENT, line.len - INDENT);
	buf_puts(out, ",");
}
