/* buf.c -- text that grows, up to a ceiling with a name. */
#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"

#define BUF_FIRST 256 /* bytes */

void
buf_reserve(struct buf *b, size_t more)
{
	size_t size;

	if (b->full || more > b->max - b->len) {
		b->full = true;
		return;
	}
	if (b->len + more < b->size)
		return;
	for (size = b->size; b->len + more >= size;)
		size *= 2;
	b->data = arena_grow_raw(b->arena, b->data, b->size, size);
	b->size = size;
}

struct buf
buf_new(struct arena *a, size_t max)
{
	struct buf b = { .arena = a, .max = max, .size = BUF_FIRST };

	b.data = arena_alloc_raw(a, b.size);
	b.data[0] = '\0';
	return b;
}

void
buf_digits(struct buf *b, int n, int width)
{
	char *to = buf_extend(b, (size_t)width);

	for (int i = width; i > 0 && to != NULL; i--, n /= 10)
		to[i - 1] = (char)('0' + n % 10);
}

void
buf_int(struct buf *b, int64_t n)
{
	char digits[24];
	size_t at = sizeof(digits);
	uint64_t rest = n < 0 ? -(uint64_t)n : (uint64_t)n;

	do
		digits[--at] = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (n < 0)
		digits[--at] = '-';
	buf_put(b, digits + at, sizeof(digits) - at);
}

/* The fewest digits that read back as n, which is above 0; their count.  They
 * stand behind "0." and are scaled by 10 to the power of *exponent. */
static size_t
shortest(double n, char digits[32], int *exponent)
{
	size_t len;

	/* 15 digits survive a double; only denormal ones hold less. */
	for (int more = n < DBL_MIN ? 0 : DBL_DIG - 1; more < 17; more++) {
		snprintf(digits, 32, "%.*e", more, n);
		if (strtod(digits, NULL) == n)
			break;
	}
	*exponent = (int)strtol(strchr(digits, 'e') + 1, NULL, 10) + 1;
	len = strcspn(digits, "e");
	memmove(digits + 1, digits + 2, len > 1 ? len - 2 : 0);
	len -= len > 1; /* the point */
	while (len > 1 && digits[len - 1] == '0')
		len--;
	return len;
}

void
buf_real(struct buf *b, double n)
{
	char digits[32];
	int point, len;

	if (isnan(n)) {
		buf_puts(b, "NaN");
		return;
	}
	if (n < 0)
		buf_putc(b, '-');
	if (isinf(n)) {
		buf_puts(b, "Infinity");
		return;
	}
	if (n == 0) {
		buf_putc(b, '0');
		return;
	}
	len = (int)shortest(n < 0 ? -n : n, digits, &point);
	if (point > 21 || point < -5)
		buf_printf(b, "%.1s%s%.*se%+d", digits, len > 1 ? "." : "",
		    len - 1, digits + 1, point - 1);
	else if (point <= 0)
		buf_printf(b, "0.%.*s%.*s", -point, "00000", len, digits);
	else if (point < len)
		buf_printf(
		    b, "%.*s.%.*s", point, digits, len - point, digits + point);
	else
		buf_printf(b, "%.*s%.*s", len, digits, point - len,
		    "00000000000000000000");
}

void
buf_base64(struct buf *b, const void *bytes, size_t len)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *at = bytes;

	for (size_t i = 0; i < len; i += 3) {
		unsigned three = (unsigned)at[i] << 16 |
				 (i + 1 < len ? (unsigned)at[i + 1] << 8 : 0) |
				 (i + 2 < len ? at[i + 2] : 0U);

		for (size_t k = 0; k < 4; k++)
			buf_putc(b, i + k <= len
					? digits[three >> (18 - 6 * k) & 63]
					: '=');
	}
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	char *to;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	to = buf_extend(b, (size_t)len);
	if (to == NULL)
		return;
	va_start(ap, fmt);
	vsnprintf(to, (size_t)len + 1, fmt, ap);
	va_end(ap);
}

void
buf_clear(struct buf *b)
{
	b->len = 0;
	b->full = false;
	b->data[0] = '\0';
}

bool
buf_ok(const struct buf *b)
{
	return !b->full;
}
