/*
 * buf.h -- text that grows, up to a ceiling with a name.
 *
 * A buf latches: once it would pass its ceiling it takes nothing more and
 * buf_ok() stays false.  So callers write straight on and ask once.
 */
#ifndef BUF_H
#define BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

struct buf {
	struct arena *arena; /* owns the bytes */
	char *data;          /* always closed by a NUL that len leaves out */
	size_t len, size, max;
	bool full; /* the ceiling was met: the text is cut */
};

/* An empty buf whose text may grow to "max" bytes. */
struct buf buf_new(struct arena *, size_t max);

/* Make room at once for "more" bytes that are expected. */
void buf_reserve(struct buf *, size_t more);

/* Make it longer by so many bytes, which the caller fills in: where they
 * begin, or NULL at the ceiling. */
static inline char *buf_extend(struct buf *, size_t more);

static inline void buf_put(struct buf *, const void *, size_t);
static inline void buf_puts(struct buf *, const char *);
void buf_int(struct buf *, int64_t); /* decimal */
/* The last "width" digits of n, which is not below 0: 0 to the left. */
void buf_digits(struct buf *, int n, int width);
/* A number as String() of ECMAScript spells it (ECMA-262, section
 * 6.1.6.1.20): the fewest digits that read back as the same.  Below 1e-6 and
 * from 1e21 on some powers of two get one digit more. */
void buf_real(struct buf *, double);
/* Standard base64: RFC 4648, section 4. */
void buf_base64(struct buf *, const void *, size_t);
void buf_printf(struct buf *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Back to an empty text; the bytes stay for reuse. */
void buf_clear(struct buf *);

/* True unless something did not fit. */
bool buf_ok(const struct buf *);

/* These are here because a page is written with thousands of them. */

static inline char *
buf_extend(struct buf *b, size_t more)
{
	if (b->full || more > b->max - b->len || b->len + more >= b->size)
		buf_reserve(b, more);
	if (b->full)
		return NULL;
	b->len += more;
	b->data[b->len] = '\0';
	return b->data + b->len - more;
}

static inline void
buf_putc(struct buf *b, char c)
{
	char *to = buf_extend(b, 1);

	if (to != NULL)
		*to = c;
}

static inline void
buf_put(struct buf *b, const void *bytes, size_t len)
{
	char *to = len > 0 ? buf_extend(b, len) : NULL;

	if (to != NULL)
		memcpy(to, bytes, len);
}

static inline void
buf_puts(struct buf *b, const char *text)
{
	buf_put(b, text, strlen(text));
}

#endif
