/* edit_fields.c -- what changed in an event, field by field. */
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "arena.h"
#include "buf.h"
#include "edit.h"
#include "event.h"
#include "json.h"
#include "safehtml.h"
#include "text.h"
#include "when.h"
#include "words.h"

#define VALUE_MAX   200 /* bytes shown of one value */
#define BEFORE_MAX  40  /* ... that stand before the first that differs */
#define WRITTEN_MAX ((size_t)8 << 20)

/* ---- one value in words ------------------------------------------------ */

/* Fields whose values are words that visitors read in their language. */
static const struct {
	const char *field;
	enum word word;
	const char *const *values;
} spoken[] = {
	{ "status", W_STATUSES, event_statuses },
	{ "attendance", W_ATTENDANCES, event_attendances },
	{ "access", W_ACCESSES, event_accesses },
};

static const char *
word_of(struct edit *e, const char *field, const char *value)
{
	for (size_t i = 0; i < sizeof(spoken) / sizeof(*spoken); i++) {
		size_t n = event_word_index(spoken[i].values, value);

		if (strcmp(spoken[i].field, field) == 0 &&
		    spoken[i].values[n] != NULL)
			return words_item(e->j->view.words, spoken[i].word, n);
	}
	return value;
}

/* A begin and an end; the end's day only where it is another one. */
static const char *
timing_of(struct edit *e, const struct json *timing)
{
	const struct when_zone *zone = &e->j->app->s.zone;
	int32_t begin = (int32_t)timing->first->next->integer,
		end = (int32_t)timing->last->integer;
	int32_t day = when_local_day(zone, end);

	return arena_printf(e->arena, "%s – %s", edit_when(e, begin),
	    day == when_local_day(zone, begin)
		? words_time(e->arena, e->j->view.words,
		      when_local(zone, end) - day * WHEN_DAY_MINUTES)
		: edit_when(e, end));
}

static const char *text_of(
    struct edit *e, const char *field, const char *part, const struct json *);

/* One of several: a registration is its value, a choice its label. */
static const char *
item_of(struct edit *e, const char *field, const struct json *item)
{
	const struct json *label = json_get(item, "label"),
			  *named = json_get(label, e->language);

	if (strcmp(field, "timings") == 0)
		return timing_of(e, item);
	if (json_get_str(item, "value") != NULL)
		return json_get_str(item, "value");
	if (json_is(label, JSON_OBJECT))
		return json_str(named != NULL ? named : label->first);
	return text_of(e, field, NULL, item);
}

static const char *
list_of(struct edit *e, const char *field, const struct json *list)
{
	struct buf text = buf_new(e->arena, WRITTEN_MAX);

	JSON_EACH(item, list)
	{
		if (text.len > 0)
			buf_puts(&text, " · ");
		buf_puts(&text, item_of(e, field, item));
	}
	return text.data != NULL ? text.data : "";
}

static const char *
degrees_of(struct edit *e, int64_t micro)
{
	return arena_printf(e->arena, "%s%lld.%06lld", micro < 0 ? "-" : "",
	    llabs((long long)micro) / 1000000,
	    llabs((long long)micro) % 1000000);
}

static const char *
text_of(struct edit *e, const char *field, const char *part,
    const struct json *value)
{
	const char *text = json_str(value);

	if (json_is_parent(value))
		return list_of(e, field, value);
	if (json_is(value, JSON_INT))
		return strcmp(field, "place") == 0 && part != NULL
			   ? degrees_of(e, value->integer)
			   : words_int(e->arena, value->integer);
	if (text == NULL)
		return "";
	return strcmp(field, "text") == 0 ? safehtml_plain(e->arena, text)
					  : word_of(e, field, text);
}

/* ---- two values -------------------------------------------------------- */

static bool
same(struct edit *e, const struct json *a, const struct json *b)
{
	struct buf one = buf_new(e->arena, WRITTEN_MAX),
		   two = buf_new(e->arena, WRITTEN_MAX);

	if (a == NULL || b == NULL)
		return a == b;
	json_write(&one, a);
	json_write(&two, b);
	return one.len == two.len && memcmp(one.data, two.data, one.len) == 0;
}

/* Timings are the same by their times, whatever their numbers. */
static bool
has(struct edit *e, const struct json *list, const struct json *wanted)
{
	JSON_EACH(item, list)
	if (json_is(wanted, JSON_ARRAY) && json_is(item, JSON_ARRAY)
		? item->first->next->integer == wanted->first->next->integer &&
		      item->last->integer == wanted->last->integer
		: same(e, item, wanted))
		return true;
	return false;
}

/* Of two lists what only the first one has: nothing of either where they differ
 * in their order. */
static const struct json *
own_of(struct edit *e, const struct json *list, const struct json *other)
{
	struct json *own = json_array(e->arena);

	if (!json_is(list, JSON_ARRAY) || !json_is(other, JSON_ARRAY))
		return list;
	JSON_EACH(item, list)
	if (!has(e, other, item))
		json_put(e->arena, own, NULL, item);
	return own;
}

/* The text from a little before its first difference, shortened. */
static const char *
shortened(struct edit *e, const char *text, size_t differs)
{
	size_t from = 0;

	if (differs > BEFORE_MAX) {
		from = text_cut(text, strlen(text), differs - BEFORE_MAX);
		from += strcspn(text + from, " \n");
		if (from > differs)
			from = text_cut(text, strlen(text), differs);
	}
	return arena_printf(e->arena, "%s%s", from > 0 ? "…" : "",
	    text_clean(e->arena, text + from, strlen(text + from), TEXT_LINE,
		VALUE_MAX, NULL));
}

static void
put_values(struct edit *e, struct json *one, const char *was, const char *is)
{
	size_t differs = 0;

	while (was != NULL && is != NULL && was[differs] == is[differs] &&
	       was[differs] != '\0')
		differs++;
	if (was != NULL && *was != '\0')
		json_put_str(e->arena, one, "was", shortened(e, was, differs));
	if (is != NULL && *is != '\0')
		json_put_str(e->arena, one, "is", shortened(e, is, differs));
}

/* ---- fields ------------------------------------------------------------ */

static void
put_field(struct edit *e, struct json *list, const char *field,
    const char *part, const struct json *was, const struct json *is)
{
	const struct json *first = own_of(e, was, is),
			  *second = own_of(e, is, was);
	struct json *one = json_put_object(e->arena, list, NULL);

	json_put_str(e->arena, one, "field",
	    edit_text(
		e, arena_printf(e->arena, "import-field-%s", field), NULL));
	json_put_str_or_null(e->arena, one, "part", part);
	put_values(e, one, was != NULL ? text_of(e, field, part, first) : NULL,
	    is != NULL ? text_of(e, field, part, second) : NULL);
}

static void
put_differences(struct edit *e, struct json *list, const char *field,
    const char *part, const struct json *was, const struct json *is);

/* An additional field is its values; where they stay, its name has changed. */
static void
put_extra(struct edit *e, struct json *list, const char *code,
    const struct json *was, const struct json *is)
{
	const struct json *old = json_get(was, "values"),
			  *new = json_get(is, "values");

	if (!same(e, old, new))
		put_field(e, list, "extra", code, old, new);
	else if (!same(e, was, is))
		put_field(e, list, "extra", code, json_get(was, "label"),
		    json_get(is, "label"));
}

static void
put_member(struct edit *e, struct json *list, const char *field,
    const char *part, const struct json *was, const struct json *is,
    const char *key)
{
	const struct json *old = json_get(was, key), *new = json_get(is, key);

	if (field == NULL)
		put_differences(e, list, key, NULL, old, new);
	else if (strcmp(field, "extra") == 0)
		put_extra(e, list, key, old, new);
	else
		put_differences(e, list, field,
		    part == NULL ? key
				 : arena_printf(e->arena, "%s.%s", part, key),
		    old, new);
}

/* Objects are gone into; "field" is NULL for the document itself. */
static void
put_differences(struct edit *e, struct json *list, const char *field,
    const char *part, const struct json *was, const struct json *is)
{
	if (same(e, was, is))
		return;
	if (!json_is(was, JSON_OBJECT) && !json_is(is, JSON_OBJECT)) {
		put_field(e, list, field, part, was, is);
		return;
	}
	JSON_EACH(member, is)
	if (field != NULL || strcmp(member->key, "slug") != 0) /* the title */
		put_member(e, list, field, part, was, is, member->key);
	JSON_EACH(member, was)
	if (json_get(is, member->key) == NULL)
		put_member(e, list, field, part, was, is, member->key);
}

struct json *
edit_fields(struct edit *e, const struct json *was, const struct json *is)
{
	struct json *list = json_array(e->arena);

	put_differences(e, list, NULL, NULL, was, is);
	return list;
}
