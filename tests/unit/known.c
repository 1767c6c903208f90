/* known.c -- what is offered is what there is, and what rules may say. */
#include <stdlib.h>

#include "arena.h"
#include "ask.h"
#include "buf.h"
#include "json.h"
#include "judge_case.h"
#include "known.h"
#include "programme.h"
#include "rule_words.h"
#include "unit.h"

#define MAX ((size_t)4 << 20) /* bytes */

static const struct programme *
a_programme(struct arena *a)
{
	static const int32_t days[] = { 20410, 20411 };
	struct programme *p = ARENA_NEW(a, struct programme);

	p->days = days;
	p->day_count = COUNT(days);
	return p;
}

/* Of a list of events, each "times" over. */
static struct json *
known_of(struct arena *a, const struct json *events, size_t times)
{
	struct judge_event *list =
	    ARENA_ARRAY(a, struct judge_event, events->len * times);
	size_t count = 0;

	for (size_t i = 0; i < times; i++)
		JSON_EACH(e, events)
	list[count++] = (struct judge_event){ .data = e };
	return known_json(a, a_programme(a), list, count);
}

static const char *
written(struct arena *a, const struct json *j)
{
	struct buf b = buf_new(a, MAX);

	if (j == NULL)
		return "none";
	json_write(&b, j);
	return b.data;
}

static const struct json *
named(const struct json *list, const char *name)
{
	JSON_EACH(one, list)
	if (strcmp(json_get_str(one, "name"), name) == 0)
		return one;
	fail_msg("%s is not there", name);
	return NULL;
}

static void
fields_have_the_values_that_occur(void **state)
{
	static const struct {
		const char *name, *kind, *values;
	} cases[] = {
		{ "title", "text", "none" },
		{ "uid", "text", "none" },
		{ "registration[].value", "text", "none" },
		{ "place", "table", "none" },
		{ "place.town", "text",
		    "[[\"Calais\",1],[\"Lille\",1],[\"Lillers\",1],"
		    "[\"Maubeuge\",1]]" },
		{ "place.department", "text",
		    "[[\"Nord\",2],[\"Pas-de-Calais\",2]]" },
		{ "place.lat", "number", "none" },
		{ "access.mi", "boolean", "[[true,2],[false,3]]" },
		{ "languages", "list", "[[\"fr\",5],[\"en\",1]]" },
		{ "timings", "list", "none" },
		{ "timings[].day", "text",
		    "[[\"2025-11-17\",1],[\"2025-11-18\",1],[\"2025-11-19\",1]"
		    ",[\"2025-11-20\",1],[\"2025-11-21\",1]]" },
		{ "status", "text",
		    "[[\"scheduled\",3],[\"cancelled\",1],[\"full\",1]]" },
		{ "extra", "map", "none" },
		{ "extra[\"type-de-public\"]", "table", "none" },
		{ "extra[\"type-de-public\"].labels", "list",
		    "[[\"Demandeurs d'emploi\",1],[\"Grand public\",1]]" },
		{ "ages.min", "number", "none" },
		{ "ages.stated", "boolean", "none" },
	};
	struct arena *a = arena_new();
	const struct json *fields =
	    json_get(known_of(a, ask_events(a), 1), "fields");

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct json *field = named(fields, cases[i].name);

		assert_string_equal(json_get_str(field, "kind"), cases[i].kind);
		assert_string_equal(
		    written(a, json_get(field, "values")), cases[i].values);
	}
	arena_free(a);
}

static void
tests_have_values_they_take(void **state)
{
	static const struct {
		const char *name, *kind, *values;
	} cases[] = {
		{ "mentions", "phrases", "none" },
		{ "title", "phrases", "none" },
		{ "town", "names",
		    "[[\"Calais\",1],[\"Lille\",1],[\"Lillers\",1],"
		    "[\"Maubeuge\",1]]" },
		{ "day", "days", "[[\"2025-11-18\",1],[\"2025-11-19\",1]]" },
		{ "ages", "ages", "none" },
		{ "status", "words",
		    "[[\"scheduled\",3],[\"rescheduled\",0],[\"online\",0],"
		    "[\"postponed\",0],[\"full\",1],[\"cancelled\",1]]" },
		{ "registration", "words",
		    "[[\"link\",1],[\"phone\",1],[\"mail\",1]]" },
		{ "access", "words",
		    "[[\"hi\",1],[\"ii\",0],[\"mi\",2],[\"pi\",0],[\"vi\",0]"
		    "]" },
		{ "extra", "codes",
		    "[{\"code\":\"type-de-public\",\"label\":\"Public\","
		    "\"values\":[[\"Demandeurs d'emploi\",1],"
		    "[\"Grand public\",1]]}]" },
		{ "any", "tests", "none" },
	};
	struct arena *a = arena_new();
	const struct json *keys =
	    json_get(known_of(a, ask_events(a), 1), "keys");

	(void)state;
	assert_int_equal(keys->len, RULE_TESTS);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct json *key = named(keys, cases[i].name);

		assert_string_equal(json_get_str(key, "kind"), cases[i].kind);
		assert_string_equal(
		    written(a, json_get(key, "values")), cases[i].values);
	}
	arena_free(a);
}

/* Many values: the most frequent ones, once for each event. */
static void
values_are_bounded(void **state)
{
	struct arena *a = arena_new();
	struct json *events = json_array(a), *e, *list;
	const struct json *values;

	(void)state;
	for (int i = 0; i < 300; i++) {
		e = json_put_object(a, events, NULL);
		list = json_put_array(a, e, "keywords");
		json_put_str(a, list, NULL, arena_printf(a, "k%03d", i));
		json_put_str(a, list, NULL, "twice");
		json_put_str(a, list, NULL, "twice");
		json_put_str(a, list, NULL, i % 2 ? "odd" : "");
		json_put_str(a, list, NULL, arena_printf(a, "%0121d", 1));
	}
	values = json_get(
	    named(json_get(known_of(a, events, 2), "fields"), "keywords"),
	    "values");
	assert_int_equal(values->len, KNOWN_VALUES_MAX);
	assert_memory_equal(written(a, values),
	    "[[\"twice\",600],[\"odd\",300],[\"k000\",2],[\"k001\",2],", 49);
	arena_free(a);
}

static void
no_event_is_no_mistake(void **state)
{
	struct arena *a = arena_new();
	const struct json *known = known_of(a, json_array(a), 1);

	(void)state;
	assert_string_equal(
	    written(a, json_get(named(json_get(known, "fields"), "place.town"),
			   "values")),
	    "[]");
	assert_string_equal(written(a, named(json_get(known, "keys"), "extra")),
	    "{\"name\":\"extra\",\"kind\":\"codes\",\"values\":[]}");
	arena_free(a);
}

/* Rules have each method and function that is offered, and each test. */
static void
what_is_offered_is_there(void **state)
{
	struct arena *a = arena_new();
	const struct json *known = known_of(a, ask_events(a), 1);
	struct buf rule = buf_new(a, MAX);
	struct ask q;

	(void)state;
	buf_puts(&rule, "return { label = 'x', match = function(event)\n");
	JSON_EACH(f, json_get(known, "lib"))
	buf_printf(&rule, "assert(%s ~= nil)\n", f->string);
	JSON_EACH(m, json_get(known, "methods"))
	buf_printf(&rule, "assert(type(event.%s) == 'function')\n",
	    json_get_str(m, "name"));
	buf_puts(&rule, "return true end }");
	q = ask_one(a, rule.data);
	assert_string_equal(q.message, "");
	assert_string_equal(
	    json_get_str(named(json_get(known, "methods"), "has_extra"), "key"),
	    "method-has-extra");
	for (size_t i = 0; i < RULE_TESTS; i++) {
		q = ask_one(
		    a, arena_printf(a,
			   "return { label = 'x', match = { %s = {} } }",
			   rule_tests[i].name));
		assert_null(strstr(q.message, "match has no"));
		assert_non_null(strstr(q.message, "empty"));
	}
	arena_free(a);
}

UNIT(known, T(fields_have_the_values_that_occur),
    T(tests_have_values_they_take), T(values_are_bounded),
    T(no_event_is_no_mistake), T(what_is_offered_is_there))
