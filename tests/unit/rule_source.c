/* rule_source.c -- rule files changed as text, and still what they were. */
#include <dirent.h>
#include <stdlib.h>

#include "arena.h"
#include "ask.h"
#include "buf.h"
#include "err.h"
#include "json.h"
#include "rule_form.h"
#include "rule_source.h"
#include "rule_source_example.h"
#include "rule_source_put.h"
#include "unit.h"

#define MAX       ((size_t)1 << 20) /* bytes */
#define FILES_MAX 100

/* ---- one member -------------------------------------------------------- */

static const struct {
	const char *text, *key, *value, *is; /* is NULL: refused */
} sets[] = {
	/* replaced, removed, not there */
	{ "return { label = 'x' }", "label", "\"y\"",
	    "return { label = \"y\" }" },
	{ "return { ['label'] = f(1, 2) .. {}, }", "label", "5",
	    "return { ['label'] = 5, }" },
	{ "return {\n  group = \"a\", -- why\n  order = 2,\n}\n", "order", NULL,
	    "return {\n  group = \"a\", -- why\n}\n" },
	{ "return {\n  order = 2, -- why\n  group = \"a\",\n}\n", "order", NULL,
	    "return {\n  -- why\n  group = \"a\",\n}\n" },
	{ "return { a = 1, order = 2, b = 3 }", "order", NULL,
	    "return { a = 1, b = 3 }" },
	{ "return { a = 1, order = 2 }", "order", NULL, "return { a = 1 }" },
	{ "return {\n  a = 1,\n  order = 2\n}", "order", NULL,
	    "return {\n  a = 1\n}" },
	{ "return { order = 2 }", "order", NULL, "return { }" },
	{ "return { a = 1 }", "order", NULL, "return { a = 1 }" },
	/* put in at its place, behind a comment that belongs to another */
	{ "return {\n\tgroup = 'a', -- why\n\t-- what\n\tmatch = m,\n}",
	    "order", "3",
	    "return {\n\tgroup = 'a', -- why\n\torder = 3,\n\t-- what\n\tmatch "
	    "= m,\n}" },
	{ "return {\n  match = m\n}\n", "examples", "{}",
	    "return {\n  match = m,\n  examples = {},\n}\n" },
	{ "return {\n  match = m -- all\n}\n", "note", "\"a\\nb\"",
	    "return {\n  note = \"a\\nb\",\n  match = m -- all\n}\n" },
	{ "return {\r\n  label = 'x',\r\n}\r\n", "reason", "{\n  }",
	    "return {\r\n  label = 'x',\r\n  reason = {\r\n  },\r\n}\r\n" },
	{ "return {}", "group", "'a'", "return { group = 'a' }" },
	{ "return { }", "group", "'a'", "return { group = 'a' }" },
	{ "return {\n}", "group", "'a'", "return {\n  group = 'a',\n}" },
	{ "return { label = 'x' }", "group", "'a'",
	    "return { group = 'a', label = 'x' }" },
	{ "return { label = 'x' }", "match", "m",
	    "return { label = 'x', match = m }" },
	{ "return { label = 'x';\n match = m }", "order", "1",
	    "return { order = 1, label = 'x';\n match = m }" },
	/* it is the last "return", and none of a function's */
	{ "local f = function() return { label = 1 } end\nif x then return { "
	  "label = 2 } end\nreturn { label = 3 };\n-- done",
	    "label", "4",
	    "local f = function() return { label = 1 } end\nif x then return { "
	    "label = 2 } end\nreturn { label = 4 };\n-- done" },
	{ "for i = 1, 2 do repeat local t = 'return {' until while_ end "
	  "while a do end --[[ return { ]] --[==[ ]] ]==]\nreturn { match = "
	  "function(e) if e then return { label = 1 } end end, label = 2 }",
	    "label", "5",
	    "for i = 1, 2 do repeat local t = 'return {' until while_ end "
	    "while a do end --[[ return { ]] --[==[ ]] ]==]\nreturn { match = "
	    "function(e) if e then return { label = 1 } end end, label = 5 }" },
	{ "return { a = [==[ } ]] ]==], b = \"\\\"}\\z\n \", c = '\\\n}', d = "
	  "0x1p+2, e = 1e-3, f = a[b[1]], [f] = 1, [1 + 2] = 3, g == h, 'x', "
	  "label = 1 .. 2 }",
	    "label", "x",
	    "return { a = [==[ } ]] ]==], b = \"\\\"}\\z\n \", c = '\\\n}', d "
	    "= "
	    "0x1p+2, e = 1e-3, f = a[b[1]], [f] = 1, [1 + 2] = 3, g == h, 'x', "
	    "label = x }" },
	{ "\xef\xbb\xbfreturn { label = '\u00e9' }", "label", "'\u00e0'",
	    "\xef\xbb\xbfreturn { label = '\u00e0' }" },
	/* refused */
	{ "", "label", "5", NULL },
	{ "return", "label", "5", NULL },
	{ "return 5", "label", "5", NULL },
	{ "return rule { label = 1 }", "label", "5", NULL },
	{ "return { label = 1 }.x", "label", "5", NULL },
	{ "return { label = 1 }, 2", "label", "5", NULL },
	{ "return { label = 1", "label", "5", NULL },
	{ "return { label = }", "label", "5", NULL },
	{ "return { label = 1, , }", "label", "5", NULL },
	{ "return { label = (1 }", "label", "5", NULL },
	{ "return { label = \"x }\n", "label", "5", NULL },
	{ "return { label = 'x", "label", "5", NULL },
	{ "return { label = 'x\\", "label", "5", NULL },
	{ "return { label = [[x }", "label", "5", NULL },
	{ "--[[ return { label = 1 }", "label", "5", NULL },
	{ "return { label = 1, ['label'] = 2 }", "label", "5", NULL },
	{ "return { label = 1 }", "label", "", NULL },
	{ "return { label = 1 }", "label", "1, x = 2", NULL },
	{ "return { label = 1 }", "label", "1 } os.exit()", NULL },
	{ "return { label = 1 }", "label", "1 -- x", NULL },
	{ "return { label = 1 }", "label", "'x", NULL },
	{ "return { label = 1 }", "label", "{ 1", NULL },
	{ "return { label = 1 }", "a b", "1", NULL },
	{ "return { label = 1 }", "end", "1", NULL },
};

static void
one_member_is_changed(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(sets); i++) {
		struct buf out = buf_new(a, MAX);
		struct err err = { ERR_NONE, "" };
		bool ok = rule_source_set(a, sets[i].text, strlen(sets[i].text),
		    sets[i].key, sets[i].value, &out, &err);

		if (ok != (sets[i].is != NULL) ||
		    (ok && strcmp(out.data, sets[i].is) != 0))
			fail_msg("%s\n  is %s %s", sets[i].text,
			    ok ? out.data : "refused:", err.text);
		assert_true(ok || err.text[0] != '\0');
	}
	arena_free(a);
}

static void
what_is_wrong_is_told(void **state)
{
	static const struct {
		const char *text, *told;
	} cases[] = {
		{ "\n\nlocal a = 'x\nreturn {}",
		    "line 3: a string has no end" },
		{ "return {\n [[x }", "line 2: a string has no end" },
		{ "\n--[[", "line 2: a comment has no end" },
		{ "return f {}", "does not end in \"return { ... }\"" },
		{ "return { note = 1, note = 2 }",
		    "\"note\" stands twice in the table" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf out = buf_new(a, MAX);
		struct err err = { ERR_NONE, "" };

		assert_false(rule_source_set(a, cases[i].text,
		    strlen(cases[i].text), "note", "1", &out, &err));
		assert_non_null(strstr(err.text, cases[i].told));
	}
	arena_free(a);
}

/* Every beginning of a text is read, or refused, and nothing else. */
static void
half_a_file_does_no_harm(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(sets); i++)
		for (size_t len = 0; len <= strlen(sets[i].text); len++) {
			char *half = malloc(len + 1);
			struct buf out = buf_new(a, MAX);
			struct err err = { ERR_NONE, "" };

			memcpy(half, sets[i].text, len);
			if (!rule_source_set(
				a, half, len, "note", "1", &out, &err))
				assert_true(err.text[0] != '\0');
			else
				assert_true(out.len > len);
			free(half);
		}
	arena_free(a);
}

static const struct {
	const char *text, *is;
} added[] = {
	{ "return {\n  label = 'x',\n}\n",
	    "return {\n  label = 'x',\n  examples = {\n    { {}, true },\n  "
	    "},\n}\n" },
	{ "return { label = 'x' }",
	    "return { label = 'x', examples = { { {}, true } } }" },
	{ "return {\n  examples = {},\n}",
	    "return {\n  examples = { { {}, true } },\n}" },
	{ "return {\n  examples = {\n    1, -- a\n    -- b\n  },\n}",
	    "return {\n  examples = {\n    1, -- a\n    { {}, true },\n    -- "
	    "b\n  },\n}" },
	{ "return {\n  examples = {\n    1\n  },\n}",
	    "return {\n  examples = {\n    1,\n    { {}, true },\n  },\n}" },
	{ "return { examples = { 1 } }",
	    "return { examples = { 1, { {}, true } } }" },
	{ "return { examples = list }", NULL },
	{ "return { examples = { 1 }, examples = {} }", NULL },
	{ "return { examples = { 1 }[1] }", NULL },
};

static void
an_example_is_added(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(added); i++) {
		struct buf out = buf_new(a, MAX);
		struct err err = { ERR_NONE, "" };
		bool ok = rule_source_add_example(a, added[i].text,
		    strlen(added[i].text), "{ {}, true },\n", &out, &err);

		if (ok != (added[i].is != NULL) ||
		    (ok && strcmp(out.data, added[i].is) != 0))
			fail_msg("%s\n  is %s %s", added[i].text,
			    ok ? out.data : "refused:", err.text);
	}
	arena_free(a);
}

/* ---- values ------------------------------------------------------------ */

static const struct json *
parsed(struct arena *a, const char *text)
{
	struct err err = { ERR_NONE, "" };
	struct json *j = NULL;

	if (!json_parse(a, text, strlen(text), NULL, &j, &err))
		fail_msg("%s: %s", text, err.text);
	return j;
}

static const struct {
	const char *json, *lua;
} values[] = {
	{ "\"a\\\"b\\\\c\\nd\\te\"", "\"a\\\"b\\\\c\\nd\\te\"" },
	{ "\"l’été\"", "\"l’été\"" },
	{ "\"\\u202e\"", "\"\\u{202e}\"" },
	{ "5", "5" },
	{ "-1.5", "-1.5" },
	{ "true", "true" },
	{ "null", "nil" },
	{ "[]", "{}" },
	{ "{}", "{}" },
	{ "[1,\"a\",false]", "{ 1, \"a\", false }" },
	{ "{\"fr\":\"a\",\"type-de-public\":{\"end\":1},\"a1_\":2}",
	    "{ fr = \"a\", [\"type-de-public\"] = { [\"end\"] = 1 }, a1_ = 2 "
	    "}" },
	{ "{\"mentions\":[\"chimie\",\"chimique*\",\"chimiste*\","
	  "\"pétrochimie\",\"pétrochimique*\",\"chemistry\",\"chemical*\"],"
	  "\"none\":[{\"extra\":{\"secteur\":true}}]}",
	    "{\n    mentions = {\n      \"chimie\", \"chimique*\", "
	    "\"chimiste*\", \"pétrochimie\", \"pétrochimique*\",\n      "
	    "\"chemistry\", \"chemical*\",\n    },\n    none = { { extra = { "
	    "secteur = true } } },\n  }" },
};

static void
values_are_laid_out(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(values); i++) {
		struct buf out = buf_new(a, MAX);

		rule_source_put_value(&out, parsed(a, values[i].json), 2);
		assert_string_equal(out.data, values[i].lua);
	}
	arena_free(a);
}

/* Whatever the text, Lua reads it as it was. */
static void
any_text_is_a_literal(void **state)
{
	struct arena *a = arena_new();
	struct json all = { .kind = JSON_STRING };
	struct buf text = buf_new(a, MAX), rule = buf_new(a, MAX);
	struct ask q;

	(void)state;
	for (int c = 1; c < 0x80; c++)
		buf_putc(&text, (char)c);
	buf_puts(
	    &text, "\xc2\x85\u00e9\u202e\u2066\u2028\U0001f600 \\u{1} ]] 1");
	all.string = text.data;
	all.len = (uint32_t)text.len;
	buf_puts(&rule, "return { label = 'x', match = function(e) return #");
	rule_source_put_text(&rule, &all);
	buf_printf(&rule, " == %zu end }", text.len);
	q = ask_one(a, rule.data);
	assert_string_equal(q.message, "");
	assert_string_equal(q.verdicts, "11111");
	arena_free(a);
}

static void
a_new_rule_is_one(void **state)
{
	struct arena *a = arena_new();
	struct buf out = buf_new(a, MAX);
	struct ask q;

	(void)state;
	rule_source_new(&out, "audience", NULL,
	    parsed(a, "{\"fr\":\"L’été\",\"en\":\"Summer\"}"),
	    parsed(a, "{\"any\":[{\"town\":\"Calais\"},{\"title\":[\"robots\"],"
		      "\"none\":[{\"extra\":{\"a-b\":true}}]}]}"));
	assert_string_equal(out.data,
	    "return {\n"
	    "  group = \"audience\",\n"
	    "  label = { fr = \"L’été\", en = \"Summer\" },\n"
	    "  match = {\n"
	    "    any = {\n"
	    "      { town = \"Calais\" },\n"
	    "      { title = { \"robots\" }, none = { { extra = { [\"a-b\"] = "
	    "true } } } },\n"
	    "    },\n"
	    "  },\n"
	    "}\n");
	q = ask_one(a, out.data);
	assert_string_equal(q.message, "");
	assert_string_equal(q.verdicts, "01100");
	buf_clear(&out);
	rule_source_new(
	    &out, NULL, "hide", NULL, parsed(a, "{\"status\":\"cancelled\"}"));
	assert_string_equal(out.data,
	    "return {\n  effect = \"hide\",\n  match = { status = "
	    "\"cancelled\" },\n}\n");
	assert_string_equal(ask_one(a, out.data).verdicts, "00001");
	arena_free(a);
}

/* ---- the shipped rules ------------------------------------------------- */

struct shipped {
	const char *name, *text;
	size_t len;
};

static size_t
read_folder(struct arena *a, const char *folder, struct shipped *files)
{
	DIR *d = opendir(folder);
	struct dirent *entry;
	size_t count = 0;

	assert_non_null(d);
	while ((entry = readdir(d)) != NULL && count < FILES_MAX) {
		struct shipped *f = &files[count];
		const char *dot = strstr(entry->d_name, ".lua");

		if (dot == NULL)
			continue;
		f->name = arena_strndup(
		    a, entry->d_name, (size_t)(dot - entry->d_name));
		f->text = ask_file(a,
		    arena_printf(a, "%s/%s", folder, entry->d_name), &f->len);
		count++;
	}
	closedir(d);
	return count;
}

static struct json *
shipped_libs(struct arena *a)
{
	struct shipped files[FILES_MAX];
	size_t count = read_folder(a, "scripts/lib", files);
	struct json *libs = json_object(a);

	for (size_t i = 0; i < count; i++)
		json_put_str(a, libs, files[i].name, files[i].text);
	return libs;
}

static const char *
changed(struct arena *a, const char *text, const char *key, const char *value)
{
	struct buf out = buf_new(a, MAX);
	struct err err = { ERR_NONE, "" };

	if (!rule_source_set(a, text, strlen(text), key, value, &out, &err))
		fail_msg("%s", err.text);
	return out.data;
}

/* A member that a file has not. */
static void
set_and_removed(struct arena *a, const char *text, const char *key)
{
	const char *with;

	if (strstr(text, arena_printf(a, "\n  %s = ", key)) != NULL)
		return;
	with = changed(a, text, key, "\"x\"");
	assert_int_equal(strlen(with), strlen(text) + strlen(key) + 10);
	assert_string_equal(changed(a, with, key, NULL), text);
}

/* Set and removed again, it is the same file, byte by byte; and with each
 * member set to what it says, the same rule. */
static void
shipped_rules_stay_what_they_are(void **state)
{
	struct arena *a = arena_new();
	struct shipped files[FILES_MAX];
	size_t count = read_folder(a, "scripts/rules", files);
	struct ask *asks = ARENA_ARRAY(a, struct ask, 2 * count);
	const struct json *libs = shipped_libs(a);

	(void)state;
	assert_in_range(count, 20, FILES_MAX - 1);
	for (size_t i = 0; i < count; i++) {
		const char *text = files[i].text;

		set_and_removed(a, text, "effect");
		set_and_removed(a, text, "note");
		set_and_removed(a, text, "last");
		asks[2 * i] = (struct ask){ .text = text, .libs = libs };
		asks[2 * i + 1] =
		    (struct ask){ .text = changed(a, text, "order", "9"),
			    .libs = libs };
	}
	ask_all(a, asks, 2 * count, ask_events(a));
	for (size_t i = 0; i < count; i++) {
		const struct ask *was = &asks[2 * i], *is = was + 1;

		assert_string_equal(was->message, "");
		assert_string_equal(is->outcome, "ok");
		assert_string_equal(is->verdicts, was->verdicts);
		assert_int_equal(json_get_int(is->answer, "examples", -1),
		    json_get_int(was->answer, "examples", -2));
		assert_int_equal(
		    json_get_int(json_get(is->answer, "rule"), "order", 0), 9);
	}
	arena_free(a);
}

/* A table as the form has it, written back, is the same rule. */
static void
tables_come_back_from_the_form(void **state)
{
	struct arena *a = arena_new();
	struct shipped files[FILES_MAX];
	size_t count = read_folder(a, "scripts/rules", files), tables = 0;
	const struct json *libs = shipped_libs(a), *events = ask_events(a);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct ask q[2] = { { .text = files[i].text, .libs = libs },
			{ .libs = libs } };
		struct buf lua = buf_new(a, MAX), was = buf_new(a, MAX),
			   is = buf_new(a, MAX);
		const struct json *match;

		ask_all(a, q, 1, events);
		match = json_get(q[0].answer, "match");
		if (match == NULL)
			continue;
		tables++;
		rule_source_put_value(&lua, match, 2);
		q[1].text = changed(a, files[i].text, "match", lua.data);
		ask_all(a, q + 1, 1, events);
		assert_string_equal(q[1].message, "");
		assert_string_equal(q[1].verdicts, q[0].verdicts);
		json_write(&was, match);
		json_write(&is, json_get(q[1].answer, "match"));
		assert_string_equal(is.data, was.data);
	}
	assert_in_range(tables, 5, FILES_MAX);
	arena_free(a);
}

/* ---- examples of real events ------------------------------------------- */

static struct ask
traced(struct arena *a, const char *text, int event, const struct json *libs,
    const struct json *events)
{
	struct json *take = json_array(a);
	struct ask q = {
		.text = text, .libs = libs, .take = take, .trace = true
	};

	json_put_int(a, take, NULL, event);
	ask_all(a, &q, 1, events);
	return q;
}

static const char *
example_of(struct arena *a, const struct ask *q, const struct json *event)
{
	struct buf out = buf_new(a, MAX);

	rule_source_example(&out, event, json_get(q->answer, "read")->first,
	    q->verdicts[0] == '1');
	return out.data;
}

/* Every shipped rule agrees with an example made of every event. */
static void
rules_agree_with_examples_of_events(void **state)
{
	struct arena *a = arena_new();
	struct shipped files[FILES_MAX];
	size_t count = read_folder(a, "scripts/rules", files);
	const struct json *libs = shipped_libs(a), *events = ask_events(a);
	struct json *none = json_array(a);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		const char *text = files[i].text, *one;
		struct ask q;
		int at = 0;

		JSON_EACH(event, events)
		{
			struct buf out = buf_new(a, MAX);
			struct err err = { ERR_NONE, "" };

			q = traced(a, files[i].text, at++, libs, events);
			assert_string_equal(q.message, "");
			one = example_of(a, &q, event);
			if (!rule_source_add_example(
				a, text, strlen(text), one, &out, &err))
				fail_msg("%s: %s", files[i].name, err.text);
			text = out.data;
		}
		q = (struct ask){ .text = text, .libs = libs, .take = none };
		ask_all(a, &q, 1, events);
		if (strcmp(q.outcome, "ok") != 0)
			fail_msg("%s: %s\n%s", files[i].name, q.message, text);
	}
	arena_free(a);
}

#define FUNC(body)                                                             \
	"return { label = 'x', match = function(event) " body " end }"
#define TABLE(m) "return { label = 'x', match = " m " }"

static const struct {
	const char *text;
	int event;
	const char *is;
} made[] = {
	{ TABLE("{ mentions = 'robots', town = 'Lille' }"), 2,
	    "{ { title = \"Robots en classe\", place = { town = \"Lille\" } }, "
	    "true }," },
	{ TABLE("{ mentions = { 'x', 'ouvert à' } }"), 0,
	    "{\n"
	    "      { title = \"Visite de la sucrerie\", text = \"Ouvert à "
	    "tous, dès 12 ans.\" },\n"
	    "      true,\n"
	    "    }," },
	{ TABLE("{ mentions = 'x' }"), 0,
	    "{ { title = \"Visite de la sucrerie\" }, false }," },
	{ TABLE("{ keyword = 'Agroalimentaire' }"), 0,
	    "{ { keywords = { \"agroalimentaire\" } }, true }," },
	{ TABLE("{ mentions = 'agroalimentaire', keyword = 'visite' }"), 0,
	    "{\n"
	    "      {\n"
	    "        title = \"Visite de la sucrerie\",\n"
	    "        keywords = { \"agroalimentaire\", \"visite\" },\n"
	    "      },\n"
	    "      true,\n"
	    "    }," },
	{ TABLE("{ extra = { ['type-de-public'] = 'grand public' } }"), 0,
	    "{\n"
	    "      { extra = { [\"type-de-public\"] = { labels = { \"Grand "
	    "public\" } } } },\n"
	    "      true,\n"
	    "    }," },
	{ TABLE("{ extra = { ['type-de-public'] = 9 } }"), 0,
	    "{\n"
	    "      {\n"
	    "        extra = {\n"
	    "          [\"type-de-public\"] = { labels = { \"Grand public\" }, "
	    "ids = { \"9\" } },\n"
	    "        },\n"
	    "      },\n"
	    "      true,\n"
	    "    }," },
	{ TABLE("{ extra = { other = true } }"), 0, "{ {}, false }," },
	{ TABLE("{ ages = 14, registration = 'phone', access = 'vi' }"), 0,
	    "{\n"
	    "      {\n"
	    "        ages = { min = 12 },\n"
	    "        registration = {\n"
	    "          { kind = \"link\", value = "
	    "\"https://example.org/sucrerie\" },\n"
	    "          { kind = \"phone\", value = \"03 00 00 00 00\" },\n"
	    "        },\n"
	    "        access = { mi = true },\n"
	    "      },\n"
	    "      false,\n"
	    "    }," },
	{ FUNC("return event:within(1, 50.95, 1.86) and "
	       "event:starts_before(19) and event:on_day('2025-11-19')"),
	    1,
	    "{\n"
	    "      {\n"
	    "        place = { lat = 50.951, lon = 1.858 },\n"
	    "        timings = { { day = \"2025-11-19\", from = \"18:30\", to "
	    "= "
	    "\"21:00\" } },\n"
	    "        days = { \"2025-11-19\" },\n"
	    "      },\n"
	    "      true,\n"
	    "    }," },
	{ FUNC("return event.text:find('France') ~= nil and "
	       "event:mentions('demandeurs d’emploi')"),
	    1,
	    "{\n"
	    "      {\n"
	    "        text = \"Inscription auprès de France Travail, pour les "
	    "demandeurs d'emploi.\",\n"
	    "        title = \"Job dating de l'industrie\",\n"
	    "      },\n"
	    "      true,\n"
	    "    }," },
};

static void
an_example_has_what_was_read(void **state)
{
	struct arena *a = arena_new();
	const struct json *events = ask_events(a);

	(void)state;
	for (size_t i = 0; i < COUNT(made); i++) {
		struct ask q =
		    traced(a, made[i].text, made[i].event, NULL, events);
		const struct json *event = events->first;

		assert_string_equal(q.message, "");
		for (int k = 0; k < made[i].event; k++)
			event = event->next;
		assert_string_equal(example_of(a, &q, event), made[i].is);
	}
	arena_free(a);
}

/* Words of another language than the texts the rule sees; and of what cannot
 * be, nothing. */
static void
words_found_elsewhere_are_kept(void **state)
{
	static const struct {
		const char *read, *is;
	} cases[] = {
		{ "[{\"what\":\"m\",\"field\":\"words\",\"value\":true,"
		  "\"found\":\"Factory. Tour\"}]",
		    "{ { title = \"Visite\", text = \"Factory. Tour\" }, true "
		    "}," },
		{ "[{\"what\":\"x\",\"field\":\"title\",\"value\":true,"
		  "\"found\":\"Tour\"},{\"what\":\"y\",\"field\":\"keywords\","
		  "\"value\":true,\"found\":\"tour\"},{\"what\":\"z\","
		  "\"field\":\"keywords\",\"value\":true,\"found\":\"Tour\"}]",
		    "{ { title = \"Visite; Tour\", keywords = { \"tour\", "
		    "\"Tour\" } }, true }," },
		{ "[{\"what\":\"x\",\"field\":\"nothing\",\"value\":1},"
		  "{\"what\":\"x\",\"field\":\"place.x\",\"value\":1},"
		  "{\"what\":\"x\",\"field\":\"extra\",\"value\":true},"
		  "{\"what\":\"x\",\"field\":\"words\",\"value\":true,"
		  "\"found\":\"!\"},{},5]",
		    "{ { title = \"Visite\" }, true }," },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf out = buf_new(a, MAX);

		rule_source_example(&out, parsed(a, "{\"title\":\"Visite\"}"),
		    parsed(a, cases[i].read), true);
		assert_string_equal(out.data, cases[i].is);
	}
	arena_free(a);
}

UNIT(rule_source, T(one_member_is_changed), T(what_is_wrong_is_told),
    T(half_a_file_does_no_harm), T(an_example_is_added), T(values_are_laid_out),
    T(any_text_is_a_literal), T(a_new_rule_is_one),
    T(shipped_rules_stay_what_they_are), T(tables_come_back_from_the_form),
    T(rules_agree_with_examples_of_events), T(an_example_has_what_was_read),
    T(words_found_elsewhere_are_kept))
