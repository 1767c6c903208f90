/* pack.c -- trees as bytes, and bytes that only pretend. */
#include "pack.h"
#include "arena.h"
#include "buf.h"
#include "err.h"
#include "json.h"
#include "unit.h"

#define MAX ((size_t)1 << 20)

static char *
written(struct arena *a, const struct json *j)
{
	struct buf b = buf_new(a, MAX);

	json_write(&b, j);
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

static struct packed
halves(const struct pack *p)
{
	const struct buf *strings = pack_strings(p), *trees = pack_trees(p);

	return (struct packed){ strings->data, trees->data, strings->len,
		trees->len };
}

static const char *const samples[] = {
	"null",
	"true",
	"false",
	"0",
	"-1",
	"63",
	"64",
	"9007199254740991",
	"-9007199254740991",
	"0.5",
	"-1e+300",
	"5e-324",
	"\"\"",
	"\"é😀\"",
	"[]",
	"{}",
	"[null,true,[1,[2,[3]]],\"a\",\"a\"]",
	"{\"title\":\"a\",\"town\":\"a\",\"\":{\"title\":[{\"title\":1}]}}",
};

static void
trees_come_back(void **state)
{
	struct arena *a = arena_new();
	struct pack *p = pack_new(a, MAX);
	size_t at[COUNT(samples)];
	struct packed from;

	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++)
		at[i] = pack_tree(p, parsed(a, samples[i]));
	assert_true(pack_ok(p));
	from = halves(p);
	for (size_t i = 0; i < COUNT(samples); i++) {
		struct err err = { 0 };
		struct json *j;

		assert_true(pack_read(a, &from, at[i], &j, &err));
		assert_string_equal(written(a, j), samples[i]);
	}
	arena_free(a);
}

static void
integers_keep_all_bits(void **state)
{
	struct arena *a = arena_new();
	struct json *list = json_array(a), *back;
	struct pack *p = pack_new(a, MAX);
	struct err err = { 0 };
	struct packed from;
	const struct json *item;

	(void)state;
	json_put_int(a, list, NULL, INT64_MIN);
	json_put_int(a, list, NULL, INT64_MAX);
	for (int bit = 0; bit < 63; bit++)
		for (int64_t off = -1; off <= 1; off++) {
			json_put_int(a, list, NULL, ((int64_t)1 << bit) + off);
			json_put_int(a, list, NULL, -((int64_t)1 << bit) - off);
		}
	pack_tree(p, list);
	from = halves(p);
	assert_true(pack_read(a, &from, 0, &back, &err));
	item = back->first;
	JSON_EACH(want, list)
	{
		assert_true(want->integer == item->integer);
		item = item->next;
	}
	assert_null(item);
	arena_free(a);
}

/* What is read is a whole tree: it can be searched, put and written to. */
static void
what_is_read_is_like_what_is_built(void **state)
{
	struct arena *a = arena_new();
	struct json *tree = parsed(a, samples[COUNT(samples) - 1]), *back;
	struct pack *p = pack_new(a, MAX);
	struct err err = { 0 };
	struct packed from;

	(void)state;
	pack_tree(p, tree);
	from = halves(p);
	assert_true(pack_read(a, &from, 0, &back, &err));
	assert_int_equal(back->len, 3);
	assert_ptr_equal(back->last, json_get(back, ""));
	assert_string_equal(json_get_str(back, "town"), "a");
	json_put_int(a, back, "more", 1);
	assert_int_equal(json_get_int(back, "more", 0), 1);
	/* Its strings stay in the pool. */
	assert_in_range((uintptr_t)json_get_str(back, "title"),
	    (uintptr_t)from.strings,
	    (uintptr_t)from.strings + from.strings_len);
	arena_free(a);
}

static void
equal_strings_stand_once(void **state)
{
	struct arena *a = arena_new();
	struct pack *p = pack_new(a, MAX);
	size_t at[5000], len;
	char text[16];

	(void)state;
	assert_int_equal(pack_string(p, "", 0), pack_string(p, "", 0));
	assert_int_equal(pack_strings(p)->len, 1);
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 5000; i++) {
			snprintf(text, sizeof(text), "text %d", i);
			len = pack_string(p, text, strlen(text));
			if (round == 0)
				at[i] = len;
			assert_int_equal(len, at[i]);
			assert_string_equal(
			    pack_strings(p)->data + at[i], text);
		}
		if (round == 0)
			len = pack_strings(p)->len;
	}
	len = pack_strings(p)->len;
	pack_string(p, "text 12 and more", 7);
	assert_int_equal(pack_strings(p)->len, len);
	arena_free(a);
}

static void
the_same_tree_gives_the_same_bytes(void **state)
{
	struct arena *a = arena_new();
	struct buf one = buf_new(a, MAX), two = buf_new(a, MAX);
	struct json *tree = parsed(a, samples[COUNT(samples) - 1]), *back;
	struct err err = { 0 };

	(void)state;
	pack_message(a, &one, tree, MAX);
	assert_true(pack_read_message(a, one.data, one.len, &back, &err));
	pack_message(a, &two, back, MAX);
	assert_int_equal(one.len, two.len);
	assert_memory_equal(one.data, two.data, one.len);
	arena_free(a);
}

static void
stops_at_the_ceiling(void **state)
{
	struct arena *a = arena_new();
	struct json *tree = parsed(a, "{\"key\":[\"some text\",1,2,3]}");
	struct buf whole = buf_new(a, MAX);

	(void)state;
	pack_message(a, &whole, tree, MAX);
	assert_true(buf_ok(&whole));
	for (size_t max = 0; max < 32; max++) {
		struct pack *p = pack_new(a, max);
		struct buf b = buf_new(a, MAX), small = buf_new(a, max);
		bool fits = max >= 15; /* the tree; its strings are 14 */

		pack_tree(p, tree);
		assert_int_equal(pack_ok(p), fits);
		assert_in_range(pack_strings(p)->len, 0, max);
		assert_in_range(pack_trees(p)->len, 0, max);
		pack_message(a, &b, tree, max);
		assert_int_equal(buf_ok(&b), fits);
		pack_message(a, &small, tree, MAX);
		assert_int_equal(buf_ok(&small), max >= whole.len);
	}
	arena_free(a);
}

/* ---- hostile bytes ----------------------------------------------------- */

/* Read a copy of its exact size, so that reading past it shows. */
static bool
survives(struct arena *a, const char *bytes, size_t len)
{
	char *copy = arena_alloc(a, len);
	struct err err = { 0 };
	struct json *j;

	memcpy(copy, bytes, len);
	if (!pack_read_message(a, copy, len, &j, &err)) {
		assert_int_equal(err.kind, ERR_INPUT);
		return false;
	}
	/* A tree, then: it can be written, and that can be read. */
	parsed(a, written(a, j));
	return true;
}

static struct buf
sample_message(struct arena *a)
{
	struct buf b = buf_new(a, MAX);

	pack_message(a, &b,
	    parsed(a,
		"{\"kind\":\"rule\",\"é\":[-1,300,0.5,null,true,false,\"\"],"
		"\"libs\":{\"a\":\"return {}\",\"kind\":[[],[{}]]}}"),
	    MAX);
	return b;
}

static void
every_truncation_is_refused(void **state)
{
	struct arena *a = arena_new(), *scratch = arena_new();
	struct buf b = sample_message(a);

	(void)state;
	assert_true(survives(scratch, b.data, b.len));
	for (size_t len = 0; len < b.len; len++)
		assert_false(survives(scratch, b.data, len));
	buf_putc(&b, '\0'); /* and so is one byte more */
	assert_false(survives(scratch, b.data, b.len));
	arena_free(scratch);
	arena_free(a);
}

static void
every_mutation_is_survived(void **state)
{
	struct arena *a = arena_new(), *scratch = arena_new();
	struct buf b = sample_message(a);

	(void)state;
	for (size_t i = 0; i < b.len; i++) {
		char was = b.data[i];

		for (int c = 0; c < 256; c++, arena_reset(scratch)) {
			b.data[i] = (char)c;
			survives(scratch, b.data, b.len);
		}
		b.data[i] = was;
	}
	arena_free(scratch);
	arena_free(a);
}

static void
noise_is_survived(void **state)
{
	struct arena *scratch = arena_new();
	char bytes[40];
	uint64_t seed = 6;

	(void)state;
	for (int i = 0; i < 100000; i++, arena_reset(scratch)) {
		size_t len = unit_random(&seed, sizeof(bytes));

		for (size_t k = 0; k < len; k++)
			bytes[k] = (char)unit_random(
			    &seed, i % 2 ? 256 : JSON_READY + 2);
		survives(scratch, bytes, len);
	}
	arena_free(scratch);
}

#define HALVES(strings, trees)                                                 \
	{                                                                      \
		strings, trees, sizeof(strings) - 1, sizeof(trees) - 1         \
	}

static void
refuses_what_cannot_be(void **state)
{
	static const struct packed cases[] = {
		HALVES("", ""),
		HALVES("", "\x08"), /* ready: no such thing outside */
		HALVES("", "\x09"), /* no kind */
		HALVES("", "\xff"), HALVES("", "\x03"), /* a number cut short */
		HALVES("", "\x03\x80"),
		HALVES("", "\x03\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"),
		/* infinity, and what is no number */
		HALVES("", "\x04\x80\x80\x80\x80\x80\x80\x80\xf8\x7f"),
		HALVES("", "\x04\x80\x80\x80\x80\x80\x80\x80\xfc\x7f"),
		HALVES("", "\x05\x00\x00"), /* a string in no pool */
		HALVES("ab\0", "\x05\x03\x00"), HALVES("ab\0", "\x05\x00\x03"),
		HALVES("ab\0", "\x05\x00\x01"), /* no NUL behind it */
		HALVES("ab", "\x05\x00\x02"),
		HALVES("a\0b\0", "\x05\x00\x03"),     /* a NUL inside */
		HALVES("\xc3\xa9\0", "\x05\x01\x01"), /* half a character */
		HALVES(
		    "ab\0", "\x05\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"),
		HALVES(
		    "ab\0", "\x05\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x02"),
		HALVES("", "\x06\x01"), /* a child that is not there */
		HALVES("", "\x06\x02\x00"),
		HALVES("", "\x06\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"),
		HALVES("a\0", "\x07\x01\x00\x01"), /* a key without value */
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err err = { 0 };
		struct json *j;

		assert_false(pack_read(a, &cases[i], 0, &j, &err));
		assert_int_equal(err.kind, ERR_INPUT);
		/* An offset past the end is no better. */
		err = (struct err){ 0 };
		assert_false(
		    pack_read(a, &cases[i], cases[i].trees_len + i, &j, &err));
	}
	arena_free(a);
}

static void
refuses_text_that_is_none(void **state)
{
	static const char latin[] = "\x03\xe9t\0\x05\x00\x02",
			  fine[] = "\x03\xc3\xa9\0\x05\x00\x02";
	struct arena *a = arena_new();

	(void)state;
	assert_true(survives(a, fine, sizeof(fine) - 1));
	assert_false(survives(a, latin, sizeof(latin) - 1));
	arena_free(a);
}

static void
depth_has_one_limit(void **state)
{
	struct arena *a = arena_new();
	struct buf text = buf_new(a, MAX), b = buf_new(a, MAX);

	(void)state;
	for (int i = 0; i < JSON_DEPTH_MAX; i++)
		buf_putc(&text, '[');
	for (int i = 0; i < JSON_DEPTH_MAX; i++)
		buf_putc(&text, ']');
	/* What json_parse() takes, pack_read() takes. */
	pack_message(a, &b, parsed(a, text.data), MAX);
	assert_true(survives(a, b.data, b.len));
	buf_clear(&b);
	buf_putc(&b, 0); /* no strings */
	for (int i = 0; i < JSON_DEPTH_MAX; i++)
		buf_puts(&b, "\x06\x01");
	buf_put(&b, "\x06\x00", 2);
	assert_false(survives(a, b.data, b.len));
	arena_free(a);
}

/* Arrays one inside the other that each announce nearly as many children as
 * there are bytes: the second already is one too many, and gets no memory. */
static void
lies_do_not_add_up(void **state)
{
	struct arena *a = arena_new();
	struct buf b = buf_new(a, MAX);
	struct err err = { 0 };
	struct json *j;

	(void)state;
	buf_putc(&b, 0); /* no strings */
	for (int i = 0; i < JSON_DEPTH_MAX; i++)
		buf_put(&b, "\x06\x80\x80\x04", 4); /* 65,536 */
	while (b.len <= 70000)
		buf_putc(&b, JSON_NULL);
	assert_false(pack_read_message(a, b.data, b.len, &j, &err));
	assert_string_equal(err.text, "packed data broken at byte 8");
	arena_free(a);
}

/* ---- parts that are shared --------------------------------------------- */

static void
equal_parts_stand_once(void **state)
{
	static const char place[] =
	    "{\"name\":\"a\",\"town\":\"b\",\"at\":[1,2]}";
	struct arena *a = arena_new();
	struct pack *p = pack_new(a, MAX);
	const struct json *tree = parsed(
	    a, arena_printf(a, "[%s,%s,{\"a\":%s}]", place, place, place));
	struct err err = { 0 };
	struct packed from;
	struct json *back;
	size_t first, second, len;

	(void)state;
	pack_share(p);
	first = pack_tree(p, tree);
	len = pack_trees(p)->len;
	assert_in_range(len, 1, 45); /* of one place, and names of it */
	second = pack_tree(p, tree);
	assert_in_range(pack_trees(p)->len - len, 1, 20);
	from = halves(p);
	assert_true(pack_read(a, &from, first, &back, &err));
	assert_string_equal(written(a, back), written(a, tree));
	assert_true(pack_read(a, &from, second, &back, &err));
	assert_string_equal(written(a, back), written(a, tree));
	arena_free(a);
}

/* Whoever names another part names one before it; each of these is all of the
 * one before ten times: a million values, or ten. */
static void
shared_parts_come_to_an_end(void **state)
{
	static const struct packed circles[] = {
		HALVES("", "\x08\x00"),             /* itself */
		HALVES("", "\x06\x01\x08\x00"),     /* what it stands in */
		HALVES("", "\x06\x01\x08\x04\x00"), /* what comes after */
		HALVES("", "\x08\xff\x01"),         /* nothing */
	};
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct buf b = buf_new(a, MAX);
	struct packed from;
	struct json *j;
	size_t at = 0, last;

	(void)state;
	for (size_t i = 0; i < COUNT(circles); i++)
		assert_false(pack_read(a, &circles[i], 0, &j, &err));
	buf_put(&b, "\x06\x00", 2);
	for (int level = 0; level < 6; level++, at = last) {
		last = b.len;
		buf_put(&b, "\x06\x0a", 2);
		for (int i = 0; i < 10; i++) {
			buf_putc(&b, JSON_READY);
			buf_putc(&b, (char)at);
		}
		from = (struct packed){ "", b.data, 0, b.len };
		assert_int_equal(
		    pack_read(a, &from, last, &j, &err), level < 5);
	}
	/* In a message there is no such thing. */
	assert_false(
	    pack_read_message(a, "\0\x06\x02\x06\x00\x08\x02", 7, &j, &err));
	arena_free(a);
}

/* One megabyte that is pointed at a thousand times is a gigabyte to whoever
 * reads it. */
static void
shared_text_has_a_ceiling(void **state)
{
	struct arena *a = arena_new();
	char *text = arena_alloc(a, MAX + 1);

	(void)state;
	memset(text, 'x', MAX);
	for (int count = 1024; count <= 1025; count++) {
		struct buf trees = buf_new(a, MAX);
		struct packed from = { text, NULL, MAX + 1, 0 };
		struct err err = { 0 };
		struct json *j;

		buf_put(
		    &trees, count == 1024 ? "\x06\x80\x08" : "\x06\x81\x08", 3);
		for (int i = 0; i < 1024; i++)
			buf_put(&trees, "\x05\x00\x80\x80\x40", 5);
		if (count > 1024)
			buf_put(&trees, "\x05\xff\xff\x3f\x01", 5); /* an x */
		from.trees = trees.data;
		from.trees_len = trees.len;
		assert_int_equal(
		    pack_read(a, &from, 0, &j, &err), count == 1024);
	}
	arena_free(a);
}

UNIT(pack, T(trees_come_back), T(integers_keep_all_bits),
    T(what_is_read_is_like_what_is_built), T(equal_strings_stand_once),
    T(the_same_tree_gives_the_same_bytes), T(stops_at_the_ceiling),
    T(every_truncation_is_refused), T(every_mutation_is_survived),
    T(noise_is_survived), T(refuses_what_cannot_be),
    T(refuses_text_that_is_none), T(depth_has_one_limit), T(lies_do_not_add_up),
    T(shared_text_has_a_ceiling), T(equal_parts_stand_once),
    T(shared_parts_come_to_an_end))
