/* mend.c -- broken JSON made parsable, whole JSON left alone. */
#include "mend.h"
#include "arena.h"
#include "buf.h"
#include "text.h"
#include "unit.h"

#define FFFD "\xef\xbf\xbd"

static const struct {
	const char *text, *want;
	int mends;
} broken_texts[] = {
	/* surrogates: only a high one before a low one is a pair */
	{ "\"\\ud83d\\ude00\"", "\"\\ud83d\\ude00\"", 0 },
	{ "\"\\uD83D\\uDE00\"", "\"\\uD83D\\uDE00\"", 0 },
	{ "\"\\ud83d\"", "\"" FFFD "\"", 1 },
	{ "\"\\ude00\"", "\"" FFFD "\"", 1 },
	{ "\"a\\ud83db\"", "\"a" FFFD "b\"", 1 },
	{ "\"\\ud83d \\ude00\"", "\"" FFFD " " FFFD "\"", 2 },
	{ "\"\\ud83d\\n\\ude00\"", "\"" FFFD "\\n" FFFD "\"", 2 },
	{ "\"\\ud83d\\u0041\"", "\"" FFFD "\\u0041\"", 1 },
	{ "\"\\ud83d\\\\ude00\"", "\"" FFFD "\\\\ude00\"", 1 },
	{ "\"\\ud83d\\ude0\"", "\"" FFFD FFFD "de0\"", 2 },
	{ "\"\\ud83d\",\"\\ude00\"", "\"" FFFD "\",\"" FFFD "\"", 2 },
	{ "\"\\\\ud83d\"", "\"\\\\ud83d\"", 0 }, /* no escape */
	/* NUL */
	{ "\"a\\u0000b\"", "\"ab\"", 1 },
	{ "\"\\u0000\"", "\"\"", 1 },
	{ "\"\\\\u0000\"", "\"\\\\u0000\"", 0 },
	{ "\"\\ud83d\\u0000\\ude00\"", "\"" FFFD FFFD "\"", 3 },
	{ "\"\\u00000\"", "\"0\"", 1 },
	/* escapes that are none */
	{ "\"C:\\users\"", "\"C:" FFFD "sers\"", 1 },
	{ "\"\\u12\",\"b\"", "\"" FFFD "12\",\"b\"", 1 },
	{ "\"\\u\"", "\"" FFFD "\"", 1 },
	{ "\"\\u00e\"", "\"" FFFD "00e\"", 1 },
	{ "\"\\u 0e9\"", "\"" FFFD " 0e9\"", 1 },
	{ "\"\\x\"", "\"\\x\"", 0 }, /* the parser refuses it */
	/* raw control characters, and the lines they made */
	{ "\"a\tb\x01\x1f\"", "\"a b  \"", 3 },
	{ "\"a\nb\"", "\"a\\nb\"\n", 1 },
	{ "[\"a\n\r\n\",\n1]", "[\"a\\n \\n\"\n\n,\n1]", 3 },
	{ "\"\x7f\"", "\"\x7f\"", 0 },
	{ "\"\\\n\"", "\"\\\n\"", 0 }, /* the parser refuses it */
	/* ill-formed UTF-8 */
	{ "\"\xff\"", "\"" FFFD "\"", 1 },
	{ "\"caf\xe9\"", "\"caf" FFFD "\"", 1 },
	{ "\"\xed\xa0\xbd\xed\xb8\x80\"", /* CESU-8 */
	    "\"" FFFD FFFD FFFD FFFD FFFD FFFD "\"", 6 },
	{ "\"\xc0\xa2\"", "\"" FFFD FFFD "\"", 2 },
	{ "\"\\\xff\"", "\"\\" FFFD "\"", 1 },
	{ "\"\xe2\x82\"", "\"" FFFD FFFD "\"", 2 },
	/* outside strings nothing is touched */
	{ "\t[\n1,\r\n\xff\\u0000\x01]", "\t[\n1,\r\n\xff\\u0000\x01]", 0 },
	/* quotes */
	{ "\"\\\"\"\xff", "\"\\\"\"\xff", 0 },
	{ "\"\\\\\"\xff", "\"\\\\\"\xff", 0 },
	{ "\"\\\\\\\"\xff\"", "\"\\\\\\\"" FFFD "\"", 1 },
	{ "", "", 0 },
};

static void
mends(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(broken_texts); i++) {
		size_t len = strlen(broken_texts[i].text);
		int count = 0;

		assert_string_equal(
		    mend_json(a, broken_texts[i].text, &len, &count),
		    broken_texts[i].want);
		assert_int_equal(len, strlen(broken_texts[i].want));
		assert_int_equal(count, broken_texts[i].mends);
	}
	arena_free(a);
}

/* Every run of four of these, told by their neighbours alone. */
static void
mends_escapes_in_every_order(void **state)
{
	enum { HIGH, LOW, NUL, LETTER, PLAIN, SLASH, KINDS };
	static const char *const text[] = { "\\udbff", "\\udc00", "\\u0000",
		"\\u00e9", "x", "\\\\" };
	struct arena *a = arena_new();

	(void)state;
	for (int code = 0; code < KINDS * KINDS * KINDS * KINDS; code++) {
		int kinds[6] = { PLAIN, code % KINDS, code / KINDS % KINDS,
			code / KINDS / KINDS % KINDS,
			code / KINDS / KINDS / KINDS, PLAIN };
		struct buf broken = buf_new(a, 100), want = buf_new(a, 100);
		int count = 0, wanted = 0;
		size_t len;

		for (int i = 0; i < 6; i++) {
			bool paired =
			    (kinds[i] == HIGH && kinds[i + 1] == LOW) ||
			    (kinds[i] == LOW && kinds[i - 1] == HIGH);
			bool lone = kinds[i] <= LOW && !paired;

			buf_puts(&broken, i == 0 ? "\"" : text[kinds[i]]);
			if (i == 0)
				buf_puts(&want, "\"");
			else if (lone)
				buf_puts(&want, FFFD);
			else if (kinds[i] != NUL)
				buf_puts(&want, text[kinds[i]]);
			wanted += lone || kinds[i] == NUL;
		}
		len = broken.len;
		assert_string_equal(
		    mend_json(a, broken.data, &len, &count), want.data);
		assert_int_equal(count, wanted);
		arena_reset(a);
	}
	arena_free(a);
}

/* Inside strings: well-formed, and no control character but after a lone
 * backslash, which no parser takes. */
static void
assert_mended(const char *s, size_t len)
{
	const char *end = s + len;
	bool in_string = false;

	while (s < end) {
		size_t size = text_sequence(s, (size_t)(end - s));

		if (*s == '"')
			in_string = !in_string;
		else if (in_string && *s == '\\' && s + 1 < end &&
			 (unsigned char)s[1] < 0x80)
			size = 2;
		else if (in_string)
			assert_true(size > 0 && (unsigned char)*s >= 0x20);
		s += size > 0 ? size : 1;
	}
}

static void
mends_whatever_comes_once(void **state)
{
	static const char *const pieces[] = { "\"", "\"", "\\", "\\u", "\\ud8",
		"00", "\\udc00", "\\u0000", "\\\\", "\\\"", "\n", "\x01",
		"\xff", "\xe2\x82", "\xc3\xa9", "a", "{", "\xed\xa0\x80" };
	struct arena *a = arena_new();
	uint64_t seed = 3;

	(void)state;
	for (int i = 0; i < 30000; i++, arena_reset(a)) {
		struct buf b = buf_new(a, 1000);
		const char *once, *twice;
		size_t len, again;
		int count = 0;

		for (uint32_t n = unit_random(&seed, 24); n > 0; n--)
			buf_puts(&b, pieces[unit_random(&seed, COUNT(pieces))]);
		/* A copy of its size, so that reading on shows. */
		len = b.len;
		once =
		    mend_json(a, arena_strndup(a, b.data, len), &len, &count);
		assert_mended(once, len);
		again = len;
		count = 0;
		twice = mend_json(a, once, &again, &count);
		assert_int_equal(count, 0);
		assert_int_equal(again, len);
		assert_memory_equal(twice, once, len);
	}
	arena_free(a);
}

static void
takes_any_prefix(void **state)
{
	static const char text[] = "{\"\\ud83d\\ude00\\u0000\\\"\xe2\x82\xac"
				   "\":\"\\\\\\n\xf0\x9f\x98\x80\n\"}";
	struct arena *a = arena_new();

	(void)state;
	for (size_t cut = 0; cut < sizeof(text); cut++) {
		char *copy = arena_alloc(a, cut);
		size_t len = cut;
		int count = 0;
		const char *mended;

		memcpy(copy, text, cut);
		mended = mend_json(a, copy, &len, &count);
		assert_int_equal(strlen(mended), len);
		assert_mended(mended, len);
	}
	arena_free(a);
}

UNIT(mend, T(mends), T(mends_escapes_in_every_order),
    T(mends_whatever_comes_once), T(takes_any_prefix))
