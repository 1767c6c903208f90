/* squeeze.c -- answers made small. */
#include <brotli/encode.h>
#include <zlib.h>

#include "arena.h"
#include "buf.h"
#include "squeeze.h"

#define GZIP_LEVEL     6
#define GZIP_WINDOW    (15 + 16) /* zlib's way to say: with gzip's head */
#define GZIP_MEMORY    9
#define BROTLI_QUALITY 5
#define BROTLI_WINDOW  20 /* 1 MB */

static bool
gzip(const void *bytes, size_t len, void *out, size_t *out_len)
{
	z_stream z = { 0 };
	int code;

	if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
		Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	z.next_in = (Bytef *)bytes;
	z.avail_in = (uInt)len;
	z.next_out = out;
	z.avail_out = (uInt)*out_len;
	code = deflate(&z, Z_FINISH);
	*out_len = z.total_out;
	deflateEnd(&z);
	return code == Z_STREAM_END;
}

bool
squeeze(enum http_coding coding, const void *bytes, size_t len, struct buf *out)
{
	size_t room = len; /* what is no shorter is of no use */
	char *small;
	bool ok;

	if (coding == HTTP_IDENTITY || len < SQUEEZE_LEAST)
		return false;
	small = arena_alloc(out->arena, room);
	ok = coding == HTTP_GZIP
		 ? gzip(bytes, len, small, &room)
		 : BrotliEncoderCompress(BROTLI_QUALITY, BROTLI_WINDOW,
		       BROTLI_MODE_TEXT, len, bytes, &room,
		       (uint8_t *)small) == BROTLI_TRUE;
	if (ok)
		buf_put(out, small, room);
	return ok;
}
