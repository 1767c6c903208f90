/* buf.c -- text that grows to its ceiling and says so. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "arena.h"
#include "buf.h"
#include "unit.h"

static void
collects(void **state)
{
	struct arena *a = arena_new();
	struct buf b = buf_new(a, 1000);

	(void)state;
	assert_string_equal(b.data, "");
	buf_puts(&b, "one");
	buf_putc(&b, ' ');
	buf_put(&b, "two three", 3);
	buf_put(&b, NULL, 0);
	buf_puts(&b, "");
	buf_printf(&b, " %d%%", 3);
	buf_printf(&b, "%s", "");
	assert_string_equal(b.data, "one two 3%");
	assert_int_equal(b.len, 10);
	buf_put(&b, "a\0b", 3);
	assert_int_equal(b.len, 13);
	assert_memory_equal(b.data + 10, "a\0b", 4);
	assert_true(buf_ok(&b));
	buf_clear(&b);
	assert_string_equal(b.data, "");
	assert_int_equal(b.len, 0);
	arena_free(a);
}

static void
grows_among_others(void **state)
{
	struct arena *a = arena_new();
	struct buf x = buf_new(a, 100000), y = buf_new(a, 100000);

	(void)state;
	for (int i = 0; i < 30000; i++) {
		buf_putc(&x, (char)('a' + i % 26));
		buf_printf(&y, "%c", 'a' + i % 26);
		assert_int_equal(x.data[x.len], 0);
	}
	assert_int_equal(x.len, 30000);
	assert_string_equal(x.data, y.data);
	for (int i = 0; i < 30000; i++)
		assert_int_equal(x.data[i], 'a' + i % 26);
	arena_free(a);
}

static void
takes_itself(void **state)
{
	struct arena *a = arena_new();
	struct buf b = buf_new(a, 5000);

	(void)state;
	buf_puts(&b, "0123456789");
	for (int i = 0; i < 8; i++)
		buf_put(&b, b.data, b.len);
	assert_int_equal(b.len, 2560);
	for (size_t i = 0; i < b.len; i++)
		assert_int_equal(b.data[i], '0' + (int)(i % 10));
	arena_free(a);
}

/* Each way to write, up to the ceiling and one byte past it. */
static void
latches_at_the_ceiling(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t max = 0; max < 600; max++) {
		struct buf b = buf_new(a, max);

		for (size_t i = 0; i < max; i++)
			buf_putc(&b, 'x');
		assert_true(buf_ok(&b));
		assert_int_equal(b.len, max);
		buf_puts(&b, ""); /* nothing always fits */
		assert_true(buf_ok(&b));
		if (max % 3 == 0)
			buf_putc(&b, 'y');
		else if (max % 3 == 1)
			buf_printf(&b, "%c", 'y');
		else
			buf_puts(&b, "y");
		assert_false(buf_ok(&b));
		assert_int_equal(strspn(b.data, "x"), max);
		assert_int_equal(b.len, max);
	}
	arena_free(a);
}

static void
stays_latched_until_cleared(void **state)
{
	struct arena *a = arena_new();
	struct buf b = buf_new(a, 5);
	volatile size_t endless =
	    SIZE_MAX; /* or the compiler sees through it */

	(void)state;
	buf_puts(&b, "abc");
	buf_puts(&b, "def"); /* whole or not at all */
	assert_string_equal(b.data, "abc");
	buf_putc(&b, 'd'); /* would fit: too late */
	buf_int(&b, 1);
	buf_real(&b, 1);
	buf_printf(&b, "%d", 1);
	assert_string_equal(b.data, "abc");
	assert_false(buf_ok(&b));
	buf_clear(&b);
	assert_true(buf_ok(&b));
	buf_puts(&b, "12345");
	assert_string_equal(b.data, "12345");
	buf_put(&b, "x", endless); /* no sum wraps */
	assert_false(buf_ok(&b));
	assert_string_equal(b.data, "12345");
	arena_free(a);
}

static void
writes_integers(void **state)
{
	static const struct {
		int64_t n;
		const char *text;
	} cases[] = {
		{ 0, "0" },
		{ 7, "7" },
		{ -7, "-7" },
		{ 10, "10" },
		{ 1234567890, "1234567890" },
		{ INT64_MAX, "9223372036854775807" },
		{ INT64_MIN, "-9223372036854775808" },
	};
	struct arena *a = arena_new();
	struct buf b = buf_new(a, 30);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_clear(&b);
		buf_int(&b, cases[i].n);
		assert_string_equal(b.data, cases[i].text);
	}
	arena_free(a);
}

/* As node's String() has them; tests/json holds thousands more against it. */
static void
writes_reals(void **state)
{
	static const struct {
		double n;
		const char *text;
	} cases[] = {
		{ 0.0, "0" },
		{ -0.0, "0" },
		{ 1, "1" },
		{ -1.5, "-1.5" },
		{ 0.1, "0.1" },
		{ 0.1 + 0.2, "0.30000000000000004" },
		{ 1.0 / 3, "0.3333333333333333" },
		{ 50.123456, "50.123456" },
		{ 100, "100" },
		{ 120.5, "120.5" },
		{ 9007199254740992, "9007199254740992" },
		{ 123456789012345680000.0, "123456789012345680000" },
		{ 1e20, "100000000000000000000" },
		{ 1e21, "1e+21" },
		{ 1.5e21, "1.5e+21" },
		{ -1.25e300, "-1.25e+300" },
		{ 1e-6, "0.000001" },
		{ 1.5e-6, "0.0000015" },
		{ 9.99e-7, "9.99e-7" },
		{ 1e-7, "1e-7" },
		{ 5e-324, "5e-324" },
		{ DBL_MIN, "2.2250738585072014e-308" },
		{ DBL_MAX, "1.7976931348623157e+308" },
	};
	struct arena *a = arena_new();
	struct buf b = buf_new(a, 40);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_clear(&b);
		buf_real(&b, cases[i].n);
		assert_string_equal(b.data, cases[i].text);
	}
	arena_free(a);
}

static void
reals_read_back(void **state)
{
	struct arena *a = arena_new();
	struct buf b = buf_new(a, 40);
	uint64_t seed = 4;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		uint64_t bits = (uint64_t)unit_random(&seed, UINT32_MAX) << 32 |
				unit_random(&seed, UINT32_MAX);
		double n;

		memcpy(&n, &bits, sizeof(n));
		if (!isfinite(n))
			continue;
		buf_clear(&b);
		buf_real(&b, n);
		assert_true(strtod(b.data, NULL) == n);
		assert_in_range(b.len, 1, 25);
	}
	arena_free(a);
}

UNIT(buf, T(collects), T(grows_among_others), T(takes_itself),
    T(latches_at_the_ceiling), T(stays_latched_until_cleared),
    T(writes_integers), T(writes_reals), T(reals_read_back))
