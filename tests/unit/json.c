/* json.c -- trees read, built and written in one form. */
#include "json.h"
#include "arena.h"
#include "buf.h"
#include "err.h"
#include "unit.h"

#define FFFD "\xef\xbf\xbd"

static char *
written(struct arena *a, const struct json *j)
{
	struct buf b = buf_new(a, 1 << 20);

	json_write(&b, j);
	return b.data;
}

static char *
written_html(struct arena *a, const struct json *j)
{
	struct buf b = buf_new(a, 1 << 20);

	json_write_html(&b, j);
	return b.data;
}

static struct json *
parsed(struct arena *a, const char *text)
{
	struct err err = { 0 };
	struct json *j;

	if (!json_parse(a, text, strlen(text), NULL, &j, &err))
		fail_msg("%s: %s", text, err.text);
	return j;
}

/* ---- parsing ----------------------------------------------------------- */

static const struct {
	const char *text, *want;
	int repairs;
} parsable[] = {
	{ "null", "null", 0 },
	{ " [ true , false ,null ] \r\n\t", "[true,false,null]", 0 },
	{ "{}", "{}", 0 },
	{ "[[],{},\"\"]", "[[],{},\"\"]", 0 },
	{ "{\"b\":1,\"a\":{\"c\":[2]}}", "{\"b\":1,\"a\":{\"c\":[2]}}", 0 },
	{ "{\"\":1}", "{\"\":1}", 0 },
	{ "{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":2}", 0 },
	{ "{\"A\":1,\"a\":2}", "{\"A\":1,\"a\":2}", 0 },
	{ "\xef\xbb\xbf[1]", "[1]", 0 },
	{ "\"\\u00e9\\ud83d\\ude00\\/\\b\\f\"", "\"é😀/\\b\\f\"", 0 },
	{ "\"\xe2\x80\xa8\x7f\"", "\"\xe2\x80\xa8\x7f\"", 0 },
	{ "\"a\\u0000b\"", "\"ab\"", 1 },
	{ "\"\\ud83d\"", "\"" FFFD "\"", 1 },
	{ "{\"\\udc00\":\"\xff\"}", "{\"" FFFD "\":\"" FFFD "\"}", 2 },
	{ "\"a\\uZZZZb\"", "\"a" FFFD "ZZZZb\"", 1 },
	{ "\"a\nb\tc\"", "\"a\\nb c\"", 2 },
	/* numbers */
	{ "0", "0", 0 },
	{ "-0", "0", 0 },
	{ "-0.0", "0", 0 },
	{ "1E2", "100", 0 },
	{ "1e+2", "100", 0 },
	{ "12.50", "12.5", 0 },
	{ "-3.0", "-3", 0 },
	{ "9007199254740991", "9007199254740991", 0 },
	{ "-9007199254740991", "-9007199254740991", 0 },
	{ "9007199254740992", "9007199254740992", 0 },
	{ "9007199254740993", "9007199254740992", 0 },
	{ "18446744073709551616", "18446744073709552000", 0 },
	{ "1e17", "100000000000000000", 0 },
	{ "1e21", "1e+21", 0 },
	{ "1e308", "1e+308", 0 },
	{ "0.000001", "0.000001", 0 },
	{ "1e-7", "1e-7", 0 },
	{ "1e-400", "0", 0 },
	{ "1e400", "null", 0 },
	{ "-1e400", "null", 0 },
};

static void
parses(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(parsable); i++) {
		struct err err = { 0 };
		struct json *j;
		int repairs = 0;

		if (!json_parse(a, parsable[i].text, strlen(parsable[i].text),
			&repairs, &j, &err))
			fail_msg("%s: %s", parsable[i].text, err.text);
		assert_string_equal(written(a, j), parsable[i].want);
		assert_int_equal(repairs, parsable[i].repairs);
	}
	arena_free(a);
}

#define NOT_FROM(line) "not JSON from line " #line " on"
#define FOLLOWS(line)                                                          \
	"something follows the end of the JSON text in line " #line

static const char *const refused[][2] = {
	{ "", NOT_FROM(1) },
	{ "  ", NOT_FROM(1) },
	{ "\xef\xbb\xbf", NOT_FROM(1) },
	{ "nul", NOT_FROM(1) },
	{ "True", NOT_FROM(1) },
	{ "NaN", NOT_FROM(1) },
	{ "Infinity", NOT_FROM(1) },
	{ "-", NOT_FROM(1) },
	{ "+1", NOT_FROM(1) },
	{ ".5", NOT_FROM(1) },
	{ "'a'", NOT_FROM(1) },
	{ "\"a", NOT_FROM(1) },
	{ "\"\\", NOT_FROM(1) },
	{ "\"\\u12", NOT_FROM(1) },
	{ "\"\\x\"", NOT_FROM(1) },
	{ "\"\\\n\"", NOT_FROM(1) },
	{ "[1,]", NOT_FROM(1) },
	{ "[1 2]", NOT_FROM(1) },
	{ "[1", NOT_FROM(1) },
	{ "{\"a\":1,}", NOT_FROM(1) },
	{ "{\"a\" 1}", NOT_FROM(1) },
	{ "{a:1}", NOT_FROM(1) },
	{ "{1:1}", NOT_FROM(1) },
	{ "[1}", NOT_FROM(1) },
	{ "[\"a\",\n\xff]", NOT_FROM(2) },
	{ "[\n1,\n2,,\n3]", NOT_FROM(3) },
	/* raw line feeds inside strings count as lines too */
	{ "[\"one\ntwo\n\",\n x]", NOT_FROM(4) },
	{ "\xef\xbb\xbf\n\n[x]", NOT_FROM(3) },
	{ "{}x", FOLLOWS(1) },
	{ "1 2", FOLLOWS(1) },
	{ "nulla", FOLLOWS(1) },
	{ "[1]]", FOLLOWS(1) },
	{ "[1] // why", FOLLOWS(1) },
	{ "{}\n\n\x01", FOLLOWS(3) },
	{ "{\"a\":\"1\n2\"}\n}", FOLLOWS(3) },
};

static void
refuses(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		struct err err = { 0 };
		struct json *j;
		size_t len = strlen(refused[i][0]);
		/* A copy of its size, so that reading on shows. */
		char *copy = arena_alloc(a, len);

		memcpy(copy, refused[i][0], len);
		if (json_parse(a, copy, len, NULL, &j, &err))
			fail_msg("%s: parsed", refused[i][0]);
		assert_int_equal(err.kind, ERR_INPUT);
		assert_string_equal(err.text, refused[i][1]);
	}
	arena_free(a);
}

static void
takes_bytes_not_text(void **state)
{
	static const char nul_after[] = "[1]\0", nul_inside[] = "[1,\0]",
			  nul_in_string[] = "\"a\0b\"";
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct json *j;
	int repairs = 0;

	(void)state;
	assert_true(json_parse(a, "[1]xyz", 3, NULL, &j, &err));
	assert_string_equal(written(a, j), "[1]");
	assert_false(json_parse(a, nul_after, 4, NULL, &j, &err));
	err = (struct err){ 0 };
	assert_false(json_parse(a, nul_inside, 5, NULL, &j, &err));
	err = (struct err){ 0 };
	assert_true(json_parse(a, nul_in_string, 5, &repairs, &j, &err));
	assert_string_equal(json_str(j), "a b");
	assert_int_equal(repairs, 1);
	arena_free(a);
}

/* "levels" arrays or objects, one inside the other, around a scalar. */
static char *
nested(struct arena *a, int levels, bool objects)
{
	struct buf b = buf_new(a, 1 << 20);

	buf_puts(&b, "\n");
	for (int i = 0; i < levels; i++)
		buf_puts(&b, objects ? "{\"[[\\\"[\":" : "[");
	buf_puts(&b, "\"[[[[\"");
	for (int i = 0; i < levels; i++)
		buf_putc(&b, objects ? '}' : ']');
	return b.data;
}

static void
stops_at_its_depth(void **state)
{
	static const int too_many[] = { JSON_DEPTH_MAX + 1, 999, 1001, 50000 };
	struct arena *a = arena_new();
	struct json *j;
	char *text;

	(void)state;
	for (int objects = 0; objects < 2; objects++) {
		text = nested(a, JSON_DEPTH_MAX, objects);
		assert_string_equal(written(a, parsed(a, text)), text + 1);
		for (size_t i = 0; i < COUNT(too_many); i++) {
			struct err err = { 0 };

			text = nested(a, too_many[i], objects);
			assert_false(
			    json_parse(a, text, strlen(text), NULL, &j, &err));
			assert_int_equal(err.kind, ERR_LIMIT);
			assert_string_equal(err.text,
			    "JSON nested deeper than 64 levels in line 2");
		}
	}
	arena_free(a);
}

static void
knows_kinds_of_numbers(void **state)
{
	static const struct {
		const char *text;
		enum json_kind kind;
	} cases[] = {
		{ "1.0", JSON_INT },
		{ "1e3", JSON_INT },
		{ "-0.0", JSON_INT },
		{ "9007199254740991", JSON_INT },
		{ "9007199254740992", JSON_REAL },
		{ "-9007199254740992", JSON_REAL },
		{ "0.5", JSON_REAL },
		{ "1e300", JSON_REAL },
		{ "1e309", JSON_NULL },
	};
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct json *j;
	char digits[5000];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(parsed(a, cases[i].text)->kind, cases[i].kind);
	memset(digits, '1', sizeof(digits));
	digits[1] = '.';
	assert_true(json_parse(a, digits, sizeof(digits), NULL, &j, &err));
	assert_string_equal(written(a, j), "1.1111111111111112");
	arena_free(a);
}

/* ---- building and reading ---------------------------------------------- */

static void
builds(void **state)
{
	struct arena *a = arena_new();
	struct json *top = json_object(a), *list, *object;

	(void)state;
	assert_string_equal(written(a, top), "{}");
	json_put_str(a, top, "text", "é");
	json_put_strn(a, top, "part", "abcdef", 3);
	json_put_int(a, top, "least", INT64_MIN);
	json_put_bool(a, top, "yes", true);
	json_put_bool(a, top, "no", false);
	json_put_null(a, top, "none");
	list = json_put_array(a, top, "list");
	json_put_int(a, list, NULL, 1);
	object = json_put_object(a, list, NULL);
	json_put_str(a, object, "in", "");
	json_put_array(a, list, NULL);
	assert_int_equal(top->len, 7);
	assert_int_equal(list->len, 3);
	assert_string_equal(written(a, top),
	    "{\"text\":\"é\",\"part\":\"abc\",\"least\":-9223372036854775808,"
	    "\"yes\":true,\"no\":false,\"none\":null,"
	    "\"list\":[1,{\"in\":\"\"},[]]}");
	arena_free(a);
}

static void
puts_trees_into_trees(void **state)
{
	static const char *const trees[] = { "null", "true", "false", "7",
		"-2.5", "\"text\"", "[]", "[1,[2]]", "{}",
		"{\"a\":{\"b\":1}}" };
	struct arena *a = arena_new();
	struct json *list = json_array(a), *object = json_object(a);

	(void)state;
	json_put(a, list, NULL, NULL);
	json_put(a, object, "gone", NULL);
	assert_int_equal(list->len + object->len, 0);
	for (size_t i = 0; i < COUNT(trees); i++) {
		const struct json *tree = parsed(a, trees[i]);

		json_put(a, list, NULL, tree);
		json_put(a, object, "key", tree);
		assert_string_equal(written(a, list->last), trees[i]);
		assert_string_equal(written(a, object->last), trees[i]);
		assert_string_equal(written(a, tree), trees[i]);
		/* The source kept its place: it has no new siblings. */
		assert_null(tree->next);
	}
	assert_int_equal(list->len, COUNT(trees));
	arena_free(a);
}

static void
reads(void **state)
{
	struct arena *a = arena_new();
	struct json *j = parsed(a,
	    "{\"text\":\"é\",\"n\":-5,\"r\":1.5,\"yes\":true,\"no\":false,"
	    "\"list\":[1,2,3],\"in\":{\"n\":1},\"n\":6,\"\":0,\"te\":1}");
	int64_t sum = 0;

	(void)state;
	assert_string_equal(json_get_str(j, "text"), "é");
	assert_null(json_get_str(j, "n"));
	assert_int_equal(json_get_int(j, "n", 9), -5); /* the first of two */
	assert_int_equal(json_get_int(j, "r", 9), 9);
	assert_int_equal(json_get_int(j, "absent", 9), 9);
	assert_int_equal(json_get_int(j, "", 9), 0);
	assert_int_equal(json_getn(j, "text", 2)->integer, 1);
	assert_int_equal(json_getn(j, "n-and-more", 1)->integer, -5);
	assert_true(json_true(json_get(j, "yes")));
	assert_false(json_true(json_get(j, "no")));
	assert_false(json_true(json_get(j, "n")));
	assert_true(json_is(json_get(j, "r"), JSON_REAL));
	assert_int_equal(json_get_int(json_get(j, "in"), "n", 9), 1);
	JSON_EACH(item, json_get(j, "list"))
	sum += item->integer;
	assert_int_equal(sum, 6);
	JSON_EACH(item, json_get(j, "text"))
	sum += item->len;
	assert_int_equal(sum, 6);
	arena_free(a);
}

static void
walks_over_what_is_not_there(void **state)
{
	struct arena *a = arena_new();
	const struct json *scalars[] = { NULL, parsed(a, "null"),
		parsed(a, "1"), parsed(a, "\"s\""), parsed(a, "[1]") };
	int64_t n = 42;

	(void)state;
	for (size_t i = 0; i < COUNT(scalars); i++) {
		assert_null(json_get(scalars[i], "a"));
		assert_null(json_get(json_get(scalars[i], "a"), "b"));
		assert_null(json_get_str(scalars[i], "a"));
		assert_int_equal(json_get_int(scalars[i], "a", -1), -1);
		assert_false(json_true(scalars[i]));
	}
	assert_null(json_str(NULL));
	assert_false(json_is(NULL, JSON_NULL));
	assert_false(json_is_parent(NULL));
	assert_false(json_is_parent(scalars[3]));
	assert_false(json_to_int(NULL, &n));
	JSON_EACH(item, (const struct json *)NULL)
	n = (int64_t)item->len;
	assert_int_equal(n, 42);
	arena_free(a);
}

static void
reads_integers_from_text(void **state)
{
	static const struct {
		const char *json;
		bool is;
		int64_t n;
	} cases[] = {
		{ "12", true, 12 },
		{ "-12", true, -12 },
		{ "12.0", true, 12 },
		{ "\"12\"", true, 12 },
		{ "\"-12\"", true, -12 },
		{ "\"007\"", true, 7 },
		{ "\"9007199254740991\"", true, 9007199254740991 },
		{ "\"-9007199254740991\"", true, -9007199254740991 },
		{ "\"9007199254740992\"", false, 0 },
		{ "\"-9007199254740992\"", false, 0 },
		{ "9007199254740992", false, 0 },
		{ "\"00000000000000001\"", false, 0 }, /* 17 digits */
		{ "1.5", false, 0 },
		{ "\"1.5\"", false, 0 },
		{ "\"1e3\"", false, 0 },
		{ "\"\"", false, 0 },
		{ "\"-\"", false, 0 },
		{ "\"--1\"", false, 0 },
		{ "\"+1\"", false, 0 },
		{ "\" 1\"", false, 0 },
		{ "\"1 \"", false, 0 },
		{ "\"12a\"", false, 0 },
		{ "true", false, 0 },
		{ "null", false, 0 },
		{ "[1]", false, 0 },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t n = 0;

		assert_int_equal(
		    json_to_int(parsed(a, cases[i].json), &n), cases[i].is);
		if (cases[i].is)
			assert_int_equal(n, cases[i].n);
	}
	arena_free(a);
}

/* ---- writing ----------------------------------------------------------- */

static void
escapes_as_ecmascript(void **state)
{
	static const char *const short_forms[32] = { ['\b'] = "\\b",
		['\t'] = "\\t",
		['\n'] = "\\n",
		['\f'] = "\\f",
		['\r'] = "\\r" };
	struct arena *a = arena_new();
	struct json *list = json_array(a);
	char bytes[2] = "", want[16];

	(void)state;
	for (int c = 0; c < 128; c++) {
		bytes[0] = (char)c;
		if (c < 32 && short_forms[c] != NULL)
			snprintf(want, sizeof(want), "\"%s\"", short_forms[c]);
		else if (c < 32)
			snprintf(want, sizeof(want), "\"\\u%04x\"", c);
		else if (c == '"' || c == '\\')
			snprintf(want, sizeof(want), "\"\\%c\"", c);
		else
			snprintf(want, sizeof(want), "\"%c\"", c);
		json_put_strn(a, list, NULL, bytes, 1);
		assert_string_equal(written(a, list->last), want);
		if (strchr("<>&", c) != NULL && c != 0)
			snprintf(want, sizeof(want), "\"\\u%04x\"", c);
		assert_string_equal(written_html(a, list->last), want);
	}
	arena_free(a);
}

static void
html_cannot_be_left(void **state)
{
	static const char *const cases[][2] = {
		{ "</script><!--&", "\\u003c/script\\u003e\\u003c!--\\u0026" },
		{ "\xe2\x80\xa8\xe2\x80\xa9", "\\u2028\\u2029" },
		{ "\xe2\x80\xa7\xe2\x80\xaa\xe2\x82\xa8",
		    "\xe2\x80\xa7\xe2\x80\xaa\xe2\x82\xa8" },
		{ "a\xe2\x80\xa8", "a\\u2028" },
		{ "\"<\"", "\\\"\\u003c\\\"" },
		{ "", "" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct json *tree = json_object(a), *outer = json_array(a);
		char *plain;
		struct json_ready ready = { .html = "", .html_len = 0 };

		json_put_str(a, tree, cases[i][0], cases[i][0]);
		assert_string_equal(
		    written_html(a, tree), arena_printf(a, "{\"%s\":\"%s\"}",
					       cases[i][1], cases[i][1]));
		/* A ready object is no way out either. */
		plain = written(a, tree);
		ready.json = plain;
		ready.json_len = strlen(plain);
		json_put_ready(a, outer, NULL, &ready);
		assert_string_equal(
		    written(a, outer), arena_printf(a, "[%s]", plain));
		assert_string_equal(written_html(a, outer),
		    arena_printf(a, "[%s]", written_html(a, tree)));
	}
	arena_free(a);
}

static struct json *
random_tree(struct arena *a, uint64_t *seed, struct json *into, const char *key,
    int depth)
{
	static const char *const texts[] = { "", "a", "é\n", "\"\\", "😀",
		"</script>", "\x01\x7f", "longer text, as titles are" };
	uint32_t kind = unit_random(seed, depth > 5 ? 5 : 7), count;
	struct json *j;

	switch (kind) {
	case 0:
		json_put_null(a, into, key);
		return into;
	case 1:
		json_put_bool(a, into, key, unit_random(seed, 2));
		return into;
	case 2:
	case 3:
		json_put_int(a, into, key,
		    (int64_t)unit_random(seed, UINT32_MAX) - INT32_MAX);
		return into;
	case 4:
		json_put_str(
		    a, into, key, texts[unit_random(seed, COUNT(texts))]);
		return into;
	}
	count = unit_random(seed, 6);
	j = kind == 5 ? json_put_array(a, into, key)
		      : json_put_object(a, into, key);
	for (uint32_t i = 0; i < count; i++)
		random_tree(a, seed, j,
		    kind == 5 ? NULL : texts[unit_random(seed, COUNT(texts))],
		    depth + 1);
	return into;
}

static void
what_is_written_reads_back(void **state)
{
	struct arena *a = arena_new();
	uint64_t seed = 5;

	(void)state;
	for (int i = 0; i < 2000; i++, arena_reset(a)) {
		struct json *tree =
		    random_tree(a, &seed, json_array(a), NULL, 0);
		struct err err = { 0 };
		struct json *back;
		char *text = written(a, tree), *html = written_html(a, tree);
		int repairs = 0;

		assert_true(
		    json_parse(a, text, strlen(text), &repairs, &back, &err));
		assert_string_equal(written(a, back), text);
		assert_null(strpbrk(html, "<>&"));
		assert_true(
		    json_parse(a, html, strlen(html), &repairs, &back, &err));
		assert_string_equal(written(a, back), text);
		assert_int_equal(repairs, 0);
	}
	arena_free(a);
}

static void
latches_a_full_buf(void **state)
{
	struct arena *a = arena_new();
	struct json *j = parsed(a, "{\"a\":[1,\"two\",null]}");

	(void)state;
	for (size_t max = 0; max <= 20; max++) {
		struct buf b = buf_new(a, max);

		json_write(&b, j);
		assert_int_equal(buf_ok(&b), max >= 20);
		assert_in_range(b.len, 0, max);
	}
	arena_free(a);
}

/* A bit of everything, some of it left open. */
static void
put_some(struct arena *a, struct json *into)
{
	static const struct json_ready ready = { "{\"r\":1}", 7, "", 0 };
	struct json *list, *one;

	json_put_int(a, into, "n", -12);
	list = json_put_array(a, into, "list");
	one = json_put_object(a, list, NULL);
	json_put_str(a, one, "text", "plain, and longer than eight");
	json_put_bool(a, json_put_array(a, one, "in"), NULL, true);
	json_put_ready(a, list, NULL, &ready);
	json_put(a, list, NULL, parsed(a, "[{\"a\":[]},1.5]"));
	json_put_null(a, into, "none");
	json_put_object(a, json_put_object(a, into, "deep"), "deeper");
}

static void
writes_as_it_is_put(void **state)
{
	struct arena *a = arena_new();
	struct buf b = buf_new(a, 1000);
	struct json *tree = json_object(a), *open = json_open(a, &b);

	(void)state;
	put_some(a, tree);
	put_some(a, open);
	json_close(open);
	assert_string_equal(b.data, written(a, tree));
	arena_free(a);
}

/* Texts of all lengths with one byte that may want an escape at each place:
 * they are copied eight bytes at a time. */
static void
finds_each_escape(void **state)
{
	struct arena *a = arena_new();
	char text[21];

	(void)state;
	for (size_t len = 1; len < sizeof(text); len++)
		for (size_t at = 0; at < len; at++, arena_reset(a))
			for (int c = 1; c < 256; c++) {
				struct json *j = json_array(a);
				bool wants = c < ' ' || c == '"' || c == '\\';

				memset(text, 'x', len);
				text[at] = (char)c;
				json_put_strn(a, j, NULL, text, len);
				assert_int_equal(
				    strlen(written(a, j)) > len + 4, wants);
			}
	arena_free(a);
}

UNIT(json, T(parses), T(refuses), T(takes_bytes_not_text),
    T(stops_at_its_depth), T(knows_kinds_of_numbers), T(builds),
    T(puts_trees_into_trees), T(reads), T(walks_over_what_is_not_there),
    T(reads_integers_from_text), T(escapes_as_ecmascript),
    T(html_cannot_be_left), T(what_is_written_reads_back),
    T(latches_a_full_buf), T(writes_as_it_is_put), T(finds_each_escape))
