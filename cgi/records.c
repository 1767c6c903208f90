/* records.c -- a whole answer as FastCGI frames it. */
#include <stddef.h>

#include "buf.h"
#include "records.h"

#define RECORD_MAX  ((size_t)65528) /* bytes; whole eights need no padding */
#define STDOUT      6               /* kinds of record */
#define END_REQUEST 3

/* Version, type, request, length, padding. */
static void
put_head(struct buf *b, int request, int type, size_t len)
{
	const unsigned char head[8] = { 1, (unsigned char)type,
		(unsigned char)(request >> 8), (unsigned char)request,
		(unsigned char)(len >> 8), (unsigned char)len };

	buf_put(b, head, sizeof(head));
}

void
records_put(struct buf *out, int request, const struct buf *answer)
{
	static const char complete[8]; /* application and protocol status */
	const char *at = answer->data, *end = at + answer->len;
	size_t len;

	buf_reserve(out, answer->len + answer->len / RECORD_MAX * 8 + 32);
	for (; at < end; at += len) {
		len = (size_t)(end - at) < RECORD_MAX ? (size_t)(end - at)
						      : RECORD_MAX;
		put_head(out, request, STDOUT, len);
		buf_put(out, at, len);
	}
	put_head(out, request, STDOUT, 0);
	put_head(out, request, END_REQUEST, sizeof(complete));
	buf_put(out, complete, sizeof(complete));
}
