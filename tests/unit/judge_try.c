/* judge_try.c -- a text tried on all events, and answers that lie. */
#include "judge_try.h"
#include "arena.h"
#include "ask.h"
#include "buf.h"
#include "err.h"
#include "json.h"
#include "judge_answer.h"
#include "programme.h"
#include "rule_form.h"
#include "ruleset.h"
#include "unit.h"

#define HEAD "return { group = 'audience', label = { fr = 'x' }, "

static const struct programme *
a_programme(struct arena *a)
{
	static const char *const languages[] = { "fr", "en", NULL };
	struct programme *p = ARENA_NEW(a, struct programme);

	p->languages = languages;
	p->language_count = 2;
	p->groups = ARENA_NEW(a, struct programme_group);
	p->groups[0].id = "audience";
	p->group_count = 1;
	return p;
}

static struct judge_try
tried(struct arena *a, const char *text, int64_t traced)
{
	const struct json *events = ask_events(a);
	struct judge_event *list =
	    ARENA_ARRAY(a, struct judge_event, events->len);
	struct judge_try try = { .arena = a,
		.programme = a_programme(a),
		.rules = ARENA_NEW(a, struct ruleset),
		.events = list,
		.program = ask_program(a),
		.id = "test",
		.text = text,
		.len = strlen(text),
		.traced = traced };
	bool ok;

	JSON_EACH(e, events)
	{
		list[try.count] = (struct judge_event){ (int64_t)try.count,
			json_get_str(e, "uid"), e, 0 };
		try.count++;
	}
	ok = judge_try(&try);
	assert_int_equal(ok, strcmp(try.rule.outcome, "ok") == 0);
	return try;
}

static void
all_of_it_comes_back(void **state)
{
	struct arena *a = arena_new();
	struct judge_try t = tried(a,
	    HEAD "match = { mentions = { 'robots', 'conférence' } }, "
		 "examples = { { { title = 'Robots' }, true } } }",
	    3);

	(void)state;
	assert_string_equal(t.rule.message, "");
	assert_string_equal(t.rule.answers, "00110");
	assert_int_equal(t.rule.matched, 2);
	assert_string_equal(json_str(t.rule.reasons[2]), "Robots");
	assert_null(t.rule.reasons[0]);
	assert_int_equal(t.rule.standing, JUDGE_NEW);
	assert_string_equal(json_get_str(t.rule.about, "group"), "audience");
	assert_int_equal(t.examples, 1);
	assert_int_equal(json_get(t.match, "mentions")->len, 2);
	assert_int_equal(t.read->len, 1);
	assert_string_equal(json_get_str(t.read->first, "found"), "conférence");
	assert_null(json_get(t.rule.about, "match"));
	arena_free(a);
}

static void
a_function_is_traced_where_it_is_asked(void **state)
{
	struct arena *a = arena_new();
	struct judge_try t = tried(a,
	    HEAD "match = function(event) local n = 0 "
		 "for _, t in ipairs(event.timings) do n = n + #t.day end "
		 "return n > 15 end }",
	    -1);

	(void)state;
	assert_string_equal(t.rule.message, "");
	assert_string_equal(t.rule.answers, "10000");
	assert_true(t.steps > 0);
	assert_int_equal(t.slowest, 0);
	assert_null(t.match);
	assert_null(t.read);
	t = tried(a, HEAD "match = function(e) return e.uid == '' end }", 4);
	assert_string_equal(json_get_str(t.read->first, "value"), "1005");
	arena_free(a);
}

static void
a_failure_is_told(void **state)
{
	static const struct {
		const char *text, *outcome;
		int line;
		const char *event, *message;
	} cases[] = {
		{ "return {\n\n\n= }", "load", 4, NULL, "test.lua:4: " },
		{ HEAD "match = function(e)\nreturn e.uid < '1002' or "
		       "e.place.x end }",
		    "error", 2, "1002", "place has no field \"x\"" },
		{ HEAD "match = { title = 'x' }, examples = { { { title = "
		       "'y' }, true } } }",
		    "example", 0, NULL, "example 1: match says false" },
		{ HEAD "match = function(e)\nwhile true do end end }", "time",
		    2, "1001", "still at work" },
		{ "return '\x1bLua'", "load", 1, NULL, "control character" },
		{ "return require 'x'", "load", 1, NULL, "no file \"x.lua\"" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct judge_try t = tried(a, cases[i].text, 0);

		assert_string_equal(t.rule.outcome, cases[i].outcome);
		assert_int_equal(t.rule.line, cases[i].line);
		assert_non_null(strstr(t.rule.message, cases[i].message));
		assert_int_equal(t.rule.standing, JUDGE_ABSENT);
		assert_null(t.rule.answers);
		if (cases[i].event != NULL)
			assert_string_equal(t.rule.event, cases[i].event);
		else
			assert_null(t.rule.event);
	}
	arena_free(a);
}

static void
libraries_are_those_of_the_set(void **state)
{
	struct ruleset_file lib = { .path = "lib/words.lua",
		.text = "return { 'robots' }",
		.hash = "" };
	struct arena *a = arena_new();
	struct ruleset set = { .files = &lib, .count = 1, .hash = "" };
	struct judge_try t =
	    tried(a, HEAD "match = { mentions = require('words') } }", -1);

	(void)state;
	assert_string_equal(t.rule.outcome, "load");
	lib.len = strlen(lib.text);
	t.rules = &set;
	assert_true(judge_try(&t));
	assert_string_equal(t.rule.answers, "00100");
	arena_free(a);
}

/* What a child says besides its verdicts is not believed either. */
static void
answers_that_lie_are_refused(void **state)
{
	static const struct {
		bool ok;
		const char *more;
	} cases[] = {
		{ true, "\"examples\":0" },
		{ true, "\"examples\":1,\"match\":{\"any\":[{\"ages\":5}]},"
			"\"read\":[[{\"what\":\"uid\",\"field\":\"uid\","
			"\"value\":\"\",\"found\":\"x\"}],[]]" },
		{ false, "\"x\":1" },
		{ false, "\"examples\":-1" },
		{ false, "\"examples\":501" },
		{ false, "\"examples\":0,\"match\":[]" },
		{ false, "\"examples\":0,\"match\":{\"a\":null}" },
		{ false, "\"examples\":0,\"match\":{\"a\":[1.5]}" },
		{ false, "\"examples\":0,\"match\":{\"a\":\"\\u202e\"}" },
		{ false, "\"examples\":0,\"match\":{\"\\n\":\"a\"}" },
		{ false, "\"examples\":0,\"read\":{}" },
		{ false, "\"examples\":0,\"read\":[[],[],[],[],[]]" },
		{ false, "\"examples\":0,\"read\":[[{\"what\":\"a\"}]]" },
		{ false, "\"examples\":0,\"read\":[[{\"what\":\"a\",\"field\":"
			 "\"a\",\"value\":[]}]]" },
		{ false, "\"examples\":0,\"read\":[[{\"what\":\"a\\nb\","
			 "\"field\":\"a\",\"value\":1}]]" },
		{ false, "\"examples\":0,\"read\":[[{\"what\":\"a\",\"field\":"
			 "\"a\",\"value\":\"\\u200b\"}]]" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *text = arena_printf(a,
		    "{\"outcome\":\"ok\",\"rule\":{},\"verdicts\":\"01\","
		    "\"reasons\":[],%s}",
		    cases[i].more);
		struct err err = { ERR_NONE, "" };
		struct json *answer = NULL;

		assert_true(
		    json_parse(a, text, strlen(text), NULL, &answer, &err));
		if (judge_answer_ok(a_programme(a), answer, 2) != cases[i].ok)
			fail_msg("%s", cases[i].more);
	}
	arena_free(a);
}

UNIT(judge_try, T(all_of_it_comes_back),
    T(a_function_is_traced_where_it_is_asked), T(a_failure_is_told),
    T(libraries_are_those_of_the_set), T(answers_that_lie_are_refused))
