/* linediff.c -- differences as diff -u shows them. */
#include "linediff.h"
#include "arena.h"
#include "buf.h"
#include "unit.h"

static const struct {
	const char *was, *is, *diff;
} cases[] = {
	{ "", "", "" },
	{ "a\nb\n", "a\nb\n", "" },
	{ "a\nb\n", "a\nc\n", "@@ -1,2 +1,2 @@\n a\n-b\n+c\n" },
	{ "", "a\n", "@@ -0,0 +1,1 @@\n+a\n" },
	{ "a\n", "", "@@ -1,1 +0,0 @@\n-a\n" },
	{ "a", "a\nb", "@@ -1,1 +1,2 @@\n a\n+b\n" },
	{ "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nX\n6\n7\n8\n9\n",
	    "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+X\n 6\n 7\n 8\n" },
	{ "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n",
	    "X\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\nY\n",
	    "@@ -1,4 +1,4 @@\n-1\n+X\n 2\n 3\n 4\n"
	    "@@ -9,4 +9,4 @@\n 9\n 10\n 11\n-12\n+Y\n" },
	{ "a\nb\nc\n", "a\nx\nb\nc\n", "@@ -1,3 +1,4 @@\n a\n+x\n b\n c\n" },
};

static void
tells_what_differs(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf out = buf_new(a, 4096);

		linediff(a, cases[i].was, strlen(cases[i].was), cases[i].is,
		    strlen(cases[i].is), &out);
		assert_string_equal(out.data, cases[i].diff);
	}
	arena_free(a);
}

/* Texts too large for the table are told as replaced, and at once. */
static void
large_texts_are_replaced(void **state)
{
	struct arena *a = arena_new();
	struct buf was = buf_new(a, 1 << 20), is = buf_new(a, 1 << 20),
		   out = buf_new(a, 1 << 20);
	int minus = 0, plus = 0;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		buf_printf(&was, "was %d\n", i);
		buf_printf(&is, "is %d\n", i);
	}
	linediff(a, was.data, was.len, is.data, is.len, &out);
	for (const char *s = out.data; *s != '\0'; s = strchr(s, '\n') + 1) {
		minus += *s == '-';
		plus += *s == '+';
	}
	assert_int_equal(minus, 3000);
	assert_int_equal(plus, 3000);
	arena_free(a);
}

UNIT(linediff, T(tells_what_differs), T(large_texts_are_replaced))
