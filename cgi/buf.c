/* buf.c -- text that grows, up to a ceiling with a name. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "buf.h"

#define BUF_FIRST 256 /* bytes */

/* Make room for "more" bytes and the NUL; false at the ceiling. */
static bool
room(struct buf *b, size_t more)
{
	size_t size;

	if (b->full || more > b->max - b->len) {
		b->full = true;
		return false;
	}
	if (b->len + more < b->size)
		return true;
	for (size = b->size; b->len + more >= size;)
		size *= 2;
	b->data = arena_grow(b->arena, b->data, b->size, size);
	b->size = size;
	return true;
}

struct buf
buf_new(struct arena *a, size_t max)
{
	struct buf b = { .arena = a, .max = max, .size = BUF_FIRST };

	b.data = arena_alloc(a, b.size);
	return b;
}

void
buf_put(struct buf *b, const void *bytes, size_t len)
{
	if (len == 0 || !room(b, len))
		return;
	memcpy(b->data + b->len, bytes, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void
buf_puts(struct buf *b, const char *text)
{
	buf_put(b, text, strlen(text));
}

void
buf_putc(struct buf *b, char c)
{
	if (!room(b, 1))
		return;
	b->data[b->len++] = c;
	b->data[b->len] = '\0';
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

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (!room(b, (size_t)len))
		return;
	va_start(ap, fmt);
	vsnprintf(b->data + b->len, (size_t)len + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)len;
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
