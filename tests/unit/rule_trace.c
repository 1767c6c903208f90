/* rule_trace.c -- what rules read, as the event tells it; and tables as JSON.
 */
#include <stdlib.h>

#include "arena.h"
#include "ask.h"
#include "buf.h"
#include "json.h"
#include "rule_form.h"
#include "text.h"
#include "unit.h"

#define FUNC(body)                                                             \
	"return { label = 'x', match = function(event) " body " end }"
#define TABLE(m) "return { label = 'x', match = " m " }"
#define WRITTEN  ((size_t)1 << 20)

static const char *
written(struct arena *a, const struct json *j)
{
	struct buf b = buf_new(a, WRITTEN);

	if (j != NULL)
		json_write(&b, j);
	return b.data != NULL ? b.data : "";
}

struct example {
	const char *text;
	int event;
	const char *told; /* items without their braces */
};

static void
run_cases(const struct example *cases, size_t count)
{
	struct arena *a = arena_new();
	struct ask *asks = ARENA_ARRAY(a, struct ask, count);
	int failed = 0;

	for (size_t i = 0; i < count; i++) {
		struct json *take = json_array(a);

		json_put_int(a, take, NULL, cases[i].event);
		asks[i] = (struct ask){
			.text = cases[i].text, .take = take, .trace = true
		};
	}
	ask_all(a, asks, count, ask_events(a));
	for (size_t i = 0; i < count; i++) {
		const char *got = written(a, json_get(asks[i].answer, "read")),
			   *want = arena_printf(a, "[[%s]]", cases[i].told);

		if (strcmp(got, want) == 0)
			continue;
		failed++;
		print_error("%s\n  wanted %s\n  got    %s %s\n", cases[i].text,
		    want, got, asks[i].message);
	}
	arena_free(a);
	assert_int_equal(failed, 0);
}

#define RUN(cases) run_cases(cases, sizeof(cases) / sizeof((cases)[0]))

static const struct example fields[] = {
	{ FUNC("return event.title == '' or event.place.town == 'Calais'"), 1,
	    "{\"what\":\"title\",\"field\":\"title\",\"value\":"
	    "\"Job dating de l'industrie\"},{\"what\":\"place.town\","
	    "\"field\":\"place.town\",\"value\":\"Calais\"}" },
	/* each once, in the order in which it was read first */
	{ FUNC("local s = event.status return event.uid == event.uid and "
	       "s == event.status"),
	    1,
	    "{\"what\":\"status\",\"field\":\"status\",\"value\":\"full\"},"
	    "{\"what\":\"uid\",\"field\":\"uid\",\"value\":\"1002\"}" },
	/* a part by itself says nothing yet */
	{ FUNC("local p = event.place return p ~= nil"), 1, "" },
	{ FUNC("return #event.keywords > 5 or event.keywords[2] == 'x' or "
	       "event.keywords[3] ~= nil"),
	    1,
	    "{\"what\":\"#keywords\",\"field\":\"keywords\",\"value\":2},"
	    "{\"what\":\"keywords[2]\",\"field\":\"keywords\",\"value\":"
	    "\"recrutement\"},{\"what\":\"keywords[3]\",\"field\":"
	    "\"keywords\",\"value\":null}" },
	{ FUNC("for i in pairs(event.registration) do return false end "
	       "return true"),
	    2,
	    "{\"what\":\"#registration\",\"field\":\"registration\","
	    "\"value\":0}" },
	{ FUNC("return event.timings[1].begins < 5"), 1,
	    "{\"what\":\"timings[1]\",\"field\":\"timings\",\"value\":true},"
	    "{\"what\":\"timings[1].begins\",\"field\":\"timings.begins\","
	    "\"value\":1110}" },
	{ FUNC("return event.place.lat > 50.5 and event.access.mi"), 2,
	    "{\"what\":\"place.lat\",\"field\":\"place.lat\",\"value\":50.629}"
	    ",{\"what\":\"access.mi\",\"field\":\"access.mi\",\"value\":"
	    "true}" },
	{ FUNC("return event.ages.stated and event.ages.max == 15"), 2,
	    "{\"what\":\"ages.stated\",\"field\":\"ages.stated\",\"value\":true"
	    "},{\"what\":\"ages.max\",\"field\":\"ages.max\",\"value\":15}" },
	{ FUNC("return event.extra.x == nil and "
	       "event.extra['type-de-public'].labels[1] == ''"),
	    1,
	    "{\"what\":\"extra[\\\"x\\\"]\",\"field\":\"extra\",\"code\":\"x\","
	    "\"value\":null},{\"what\":\"extra[\\\"type-de-public\\\"]\","
	    "\"field\":\"extra\",\"code\":\"type-de-public\",\"value\":true},"
	    "{\"what\":\"extra[\\\"type-de-public\\\"].labels[1]\",\"field\":"
	    "\"extra.labels\",\"code\":\"type-de-public\",\"value\":"
	    "\"Demandeurs d'emploi\"}" },
	/* an example is run before, and nobody asks what it reads */
	{ "return { label = 'x', match = function(event) return event.uid == "
	  "'' end, examples = { { { title = 'x' }, true } } }",
	    1, "{\"what\":\"uid\",\"field\":\"uid\",\"value\":\"1002\"}" },
};

static void
an_event_tells_its_fields(void **state)
{
	(void)state;
	RUN(fields);
}

static const struct example methods[] = {
	{ FUNC("return event:mentions('chimi*', { 'france travail', 'x' })"), 1,
	    "{\"what\":\"mentions(\\\"chimi*\\\", \\\"france travail\\\", "
	    "\\\"x\\\")\",\"field\":\"words\",\"value\":true,\"found\":"
	    "\"France Travail\"}" },
	{ FUNC("return event:titled('x')"), 1,
	    "{\"what\":\"titled(\\\"x\\\")\",\"field\":\"title\",\"value\":"
	    "false}" },
	{ FUNC("return event:has_keyword('emploi')"), 1,
	    "{\"what\":\"has_keyword(\\\"emploi\\\")\",\"field\":\"keywords\","
	    "\"value\":true,\"found\":\"emploi\"}" },
	{ FUNC("return event:has_extra('type-de-public', 11)"), 1,
	    "{\"what\":\"has_extra(\\\"type-de-public\\\", 11)\",\"field\":"
	    "\"extra\",\"code\":\"type-de-public\",\"value\":true,\"found\":"
	    "\"11\"}" },
	{ FUNC("return event:has_extra('x')"), 1,
	    "{\"what\":\"has_extra(\\\"x\\\")\",\"field\":\"extra\",\"code\":"
	    "\"x\",\"value\":false}" },
	{ FUNC("return event:on_day('2025-11-19')"), 1,
	    "{\"what\":\"on_day(\\\"2025-11-19\\\")\",\"field\":\"days\","
	    "\"value\":true}" },
	{ FUNC("return event:starts_before('18:00')"), 1,
	    "{\"what\":\"starts_before(\\\"18:00\\\")\",\"field\":\"timings\","
	    "\"value\":false}" },
	{ FUNC("return event:within(1, 50.95, 1.86)"), 1,
	    "{\"what\":\"within(1, 50.95, 1.86)\",\"field\":\"place.lat\","
	    "\"value\":true}" },
	/* no list in a list, and none that holds itself */
	{ FUNC("local t = { 'emploi' } t[2] = t return event:mentions(t)"), 1,
	    "{\"what\":\"mentions(\\\"emploi\\\", table)\",\"field\":\"words\","
	    "\"value\":true,\"found\":\"emploi\"}" },
};

static void
methods_tell_what_they_were_asked(void **state)
{
	(void)state;
	RUN(methods);
}

static const struct example tests[] = {
	{ TABLE("{ town = { 'Lille', 'calais' }, status = 'scheduled' }"), 1,
	    "{\"what\":\"town = Lille, calais\",\"field\":\"place.town\","
	    "\"value\":true},{\"what\":\"status = scheduled\",\"field\":"
	    "\"status\",\"value\":false}" },
	{ TABLE("{ any = { mentions = 'x', { title = 'job', none = { extra = "
		"{ b = true, ['type-de-public'] = { 9, 11 } } } } } }"),
	    1,
	    "{\"what\":\"any.mentions = x\",\"field\":\"words\",\"value\":"
	    "false},{\"what\":\"any[1].title = job\",\"field\":\"title\","
	    "\"value\":true,\"found\":\"Job\"},{\"what\":\"any[1].none.extra["
	    "\\\"b\\\"] = true\",\"field\":\"extra\",\"code\":\"b\",\"value\":"
	    "false},{\"what\":\"any[1].none.extra[\\\"type-de-public\\\"] = 9, "
	    "11\",\"field\":\"extra\",\"code\":\"type-de-public\",\"value\":"
	    "true,\"found\":\"11\"}" },
	{ TABLE("{ ages = { 5, '6-11' }, registration = false }"), 2,
	    "{\"what\":\"ages = 5, "
	    "6-11\",\"field\":\"ages\",\"value\":false}" },
};

static void
tests_of_a_table_tell_what_they_answered(void **state)
{
	(void)state;
	RUN(tests);
}

/* Is all of it bounded, and every text one clean line? */
static void
what_is_told_has_limits(void **state)
{
	struct arena *a = arena_new();
	struct ask q = { .trace = true,
		.text = FUNC("for i = 1, 500 do local k = event.keywords[i] "
			     "event:mentions(('\\u{e9}'):rep(60)) "
			     "event:mentions('a\\xff\\n' .. i) end "
			     "return false") };
	const struct json *read;

	(void)state;
	ask_all(a, &q, 1, ask_events(a));
	assert_string_equal(q.outcome, "ok");
	read = json_get(q.answer, "read");
	assert_int_equal(read->len, RULE_READ_EVENTS);
	JSON_EACH(list, read)
	{
		assert_int_equal(list->len, RULE_READ_MAX);
		JSON_EACH(item, list)
		JSON_EACH(text, item)
		if (json_str(text) != NULL) {
			assert_true(text->len <= RULE_READ_BYTES);
			assert_true(text_is_utf8(text->string, text->len));
			assert_null(strchr(text->string, '\n'));
		}
	}
	arena_free(a);
}

/* Traced or not, the answers are the same. */
static void
tracing_changes_nothing(void **state)
{
	struct arena *a = arena_new();
	const char *text =
	    FUNC("for i = 1, 200 do local t = event.timings[i] end "
		 "return event:mentions('visite', 'chimie')");
	struct ask asks[] = { { .text = text },
		{ .text = text, .trace = true } };
	static const char *const members[] = { "verdicts", "reasons", "steps",
		"slowest", "rule" };

	(void)state;
	ask_all(a, asks, 2, ask_events(a));
	for (size_t i = 0; i < COUNT(members); i++)
		assert_string_equal(
		    written(a, json_get(asks[0].answer, members[i])),
		    written(a, json_get(asks[1].answer, members[i])));
	assert_null(json_get(asks[0].answer, "read"));
	arena_free(a);
}

static const struct {
	const char *text, *json;
} matches[] = {
	{ TABLE("{ mentions = { 'a*', \"l'\\u{e9}t\\u{e9}\" }, town = 'Calais' "
		"}"),
	    "{\"mentions\":[\"a*\",\"l'été\"],\"town\":\"Calais\"}" },
	{ TABLE("{ ages = { 5, '6-11' }, registration = true, extra = { z = "
		"{ 9, 'x' }, a = true } }"),
	    "{\"ages\":[5,\"6-11\"],\"registration\":true,\"extra\":{\"a\":"
	    "true,\"z\":[\"9\",\"x\"]}}" },
	{ TABLE("{ any = { title = 'x', { town = 'a', none = { day = "
		"'2025-11-20' } } } }"),
	    "{\"any\":[{\"title\":\"x\"},{\"town\":\"a\",\"none\":[{\"day\":"
	    "\"2025-11-20\"}]}]}" },
	{ TABLE("{ mentions = 'a\\1b' }"), "" },
	{ FUNC("return true"), "" },
};

static void
a_table_comes_back_as_json(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(matches); i++) {
		struct ask q = ask_one(a, matches[i].text);

		assert_string_equal(q.outcome, "ok");
		assert_string_equal(
		    written(a, json_get(q.answer, "match")), matches[i].json);
	}
	arena_free(a);
}

UNIT(rule_trace, T(an_event_tells_its_fields),
    T(methods_tell_what_they_were_asked),
    T(tests_of_a_table_tell_what_they_answered), T(what_is_told_has_limits),
    T(tracing_changes_nothing), T(a_table_comes_back_as_json))
