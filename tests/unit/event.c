/* event.c -- the event document. */
#include "event.h"
#include "arena.h"
#include "err.h"
#include "json.h"
#include "unit.h"

static struct json *
parse(struct arena *a, const char *text)
{
	struct err err = { ERR_NONE, "" };
	struct json *tree;

	if (!json_parse(a, text, strlen(text), NULL, &tree, &err))
		fail_msg("%s: %s", text, err.text);
	return tree;
}

/* A document with one more member behind "title"; or before "status". */
#define HEAD                  "\"uid\":\"1\",\"slug\":\"a-b\",\"title\":{\"fr\":\"A b\"}"
#define TIMES                 ",\"timings\":[[0,10,20],[3,15,30]]"
#define TAIL                  ",\"attendance\":\"place\",\"status\":\"scheduled\""
#define AFTER_TITLE(member)   "{" HEAD "," member TIMES TAIL "}"
#define AFTER_TIMINGS(member) "{" HEAD TIMES "," member TAIL "}"
#define AFTER_STATUS(member)  "{" HEAD TIMES TAIL "," member "}"

static const char *const documents[] = {
	"{" HEAD TIMES TAIL "}",
	AFTER_TITLE("\"summary\":{\"fr\":\"s\",\"pt-br\":\"t\"}"),
	AFTER_TITLE("\"text\":{\"fr\":\"<p>a</p>\"}"),
	AFTER_TITLE("\"keywords\":{\"fr\":[\"a\",\"b\"]}"),
	AFTER_TITLE("\"place\":{\"name\":\"n\",\"lat\":-90000000,"
		    "\"lon\":180000000,\"phone\":\"03 20\","
		    "\"mail\":\"a@example.org\","
		    "\"website\":\"https://example.org\","
		    "\"access\":{\"fr\":\"m\"}}"),
	AFTER_TIMINGS("\"ages\":{\"max\":12}"),
	AFTER_TIMINGS("\"registration\":["
		      "{\"kind\":\"phone\",\"value\":\"03 20\"}]"),
	AFTER_STATUS("\"access\":[\"hi\",\"vi\"]"),
	AFTER_STATUS("\"origin\":{\"title\":\"t\"}"),
	AFTER_STATUS(
	    "\"extra\":{\"a-b\":{\"label\":{\"fr\":\"l\"},"
	    "\"values\":[{\"id\":\"9\"},{\"label\":{\"fr\":\"v\"}}]}}"),
	AFTER_STATUS("\"page\":\"https://example.org/a\""),
};

static void
takes_documents(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(documents) / sizeof(documents[0]); i++) {
		struct err err = { ERR_NONE, "" };

		if (!event_check(parse(a, documents[i]), &err))
			fail_msg("%s: %s", documents[i], err.text);
	}
	arena_free(a);
}

/* What is wrong, and in which member. */
static const struct {
	const char *document, *member;
} misfits[] = {
	{ "[]", "all of it" },
	{ "{}", "all of it" },
	{ "{\"uid\":\"1\"}", "slug" },
	{ "{\"uid\":1}", "uid" },
	{ "{\"uid\":\"a b\"}", "uid" },
	{ "{\"uid\":\"\"}", "uid" },
	{ "{\"slug\":\"a\"}", "uid" },
	{ "{\"uid\":\"1\",\"slug\":\"A\"}", "slug" },
	{ "{\"uid\":\"1\",\"slug\":\"a\",\"title\":{}}", "title" },
	{ "{\"uid\":\"1\",\"slug\":\"a\",\"title\":\"t\"}", "title" },
	{ "{\"uid\":\"1\",\"slug\":\"a\",\"title\":{\"FR\":\"t\"}}", "title" },
	{ "{\"uid\":\"1\",\"slug\":\"a\",\"title\":{\"fr\":\"\"}}", "title" },
	{ "{" HEAD "}", "timings" },
	{ "{" HEAD TIMES "}", "attendance" },
	{ "{" HEAD TIMES ",\"attendance\":\"place\"}", "status" },
	{ "{" HEAD TIMES ",\"attendance\":\"here\"}", "attendance" },
	{ "{" HEAD ",\"timings\":[]}", "timings" },
	{ "{" HEAD ",\"timings\":[[0,1]]}", "timings" },
	{ "{" HEAD ",\"timings\":[[0,1,2,3]]}", "timings" },
	{ "{" HEAD ",\"timings\":[[0,2,2]]}", "timings" },
	{ "{" HEAD ",\"timings\":[[0,2,3],[0,2,4]]}", "timings" },
	{ "{" HEAD ",\"timings\":[[0,5,6],[0,2,4]]}", "timings" },
	{ "{" HEAD ",\"timings\":[[-1,5,6]]}", "timings" },
	{ "{" HEAD ",\"timings\":[[0,5,4294967296]]}", "timings" },
	{ "{" HEAD ",\"timings\":[[0,5,\"6\"]]}", "timings" },
	{ AFTER_TITLE("\"colour\":\"red\""), "timings" },
	{ AFTER_STATUS("\"colour\":\"red\""), "colour" },
	{ AFTER_STATUS("\"summary\":{\"fr\":\"late\"}"), "summary" },
	{ AFTER_TITLE("\"title\":{\"fr\":\"twice\"}"), "timings" },
	{ AFTER_TITLE("\"text\":{\"fr\":\"<script>\"}"), "text" },
	{ AFTER_TITLE("\"text\":{\"fr\":\"<p onclick='x'>a</p>\"}"), "text" },
	{ AFTER_TITLE("\"keywords\":{\"fr\":[]}"), "keywords" },
	{ AFTER_TITLE("\"place\":{}"), "place" },
	{ AFTER_TITLE("\"place\":{\"lat\":1}"), "place" },
	{ AFTER_TITLE("\"place\":{\"lat\":90000001,\"lon\":1}"), "place" },
	{ AFTER_TITLE("\"place\":{\"phone\":\"ask\"}"), "place" },
	{ AFTER_TITLE("\"place\":{\"website\":\"javascript:x\"}"), "place" },
	{ AFTER_TITLE("\"place\":{\"website\":\"HTTPS://a.org\"}"), "place" },
	{ AFTER_TITLE("\"place\":{\"town\":\"a\",\"name\":\"b\"}"), "place" },
	{ AFTER_TIMINGS("\"ages\":{\"min\":151}"), "ages" },
	{ AFTER_TIMINGS("\"ages\":{\"min\":-1}"), "ages" },
	{ AFTER_TIMINGS("\"registration\":[{\"kind\":\"link\"}]"),
	    "registration" },
	{ AFTER_TIMINGS("\"registration\":["
			"{\"kind\":\"link\",\"value\":\"javascript:x\"}]"),
	    "registration" },
	{ AFTER_TIMINGS("\"registration\":["
			"{\"kind\":\"fax\",\"value\":\"0320\"}]"),
	    "registration" },
	{ AFTER_STATUS("\"access\":[\"xx\"]"), "access" },
	{ AFTER_STATUS("\"extra\":{\"a\":{\"values\":[]}}"), "extra" },
	{ AFTER_STATUS("\"extra\":{\"a\":{\"values\":[{}]}}"), "extra" },
	{ AFTER_STATUS("\"extra\":{\"a\":{\"values\":[{\"id\":9}]}}"),
	    "extra" },
	{ AFTER_STATUS("\"page\":\"/relative\""), "page" },
};

static void
refuses_what_is_none(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(misfits) / sizeof(misfits[0]); i++) {
		struct err err = { ERR_NONE, "" };
		char *named =
		    arena_printf(a, ": \"%s\" is not", misfits[i].member);

		if (event_check(parse(a, misfits[i].document), &err))
			fail_msg("taken: %s", misfits[i].document);
		if (strstr(err.text, named) == NULL)
			fail_msg("%s: %s", misfits[i].document, err.text);
	}
	arena_free(a);
}

static void
refuses_bytes_no_parser_gives(void **state)
{
	static const struct {
		const char *text;
		uint32_t len;
	} titles[] = { { "a\0b", 3 }, { "\xff", 1 }, { "ab", 1 } };
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
		struct json *event = parse(a, documents[0]);
		struct json *title = event->first->next->next->first;
		struct err err = { ERR_NONE, "" };

		title->string = titles[i].text;
		title->len = titles[i].len;
		assert_false(event_check(event, &err));
	}
	arena_free(a);
}

static void
timings_come_back(void **state)
{
	static const struct timing list[] = { { 0, -5, 5 }, { 7, 10, 20 } };
	struct arena *a = arena_new();
	struct json *event = json_object(a);
	struct timing *back;
	size_t count;

	(void)state;
	back = event_timings(a, event, &count);
	assert_int_equal(count, 0);
	event_put_timings(a, event, list, 2);
	back = event_timings(a, event, &count);
	assert_int_equal(count, 2);
	assert_memory_equal(back, list, sizeof(list));
	arena_free(a);
}

static void
text_falls_back_in_order(void **state)
{
	static const char *const languages[] = { "fr", "en", NULL };
	struct arena *a = arena_new();
	const char *is;

	(void)state;
	assert_string_equal(event_text(parse(a, "{\"en\":\"e\",\"fr\":\"f\"}"),
				"en", languages, &is),
	    "e");
	assert_string_equal(is, "en");
	assert_string_equal(event_text(parse(a, "{\"en\":\"e\",\"fr\":\"f\"}"),
				"de", languages, &is),
	    "f");
	assert_string_equal(is, "fr");
	assert_string_equal(event_text(parse(a, "{\"it\":\"i\",\"es\":\"s\"}"),
				"de", languages, &is),
	    "i");
	assert_string_equal(is, "it");
	assert_null(event_text(NULL, "de", languages, &is));
	assert_null(is);
	arena_free(a);
}

UNIT(event, T(takes_documents), T(refuses_what_is_none),
    T(refuses_bytes_no_parser_gives), T(timings_come_back),
    T(text_falls_back_in_order))
