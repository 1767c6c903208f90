/* hash.c -- SHA-256; the door to nettle. */
#include <nettle/sha2.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "hash.h"

static char *
hex(struct arena *a, const uint8_t digest[HASH_BYTES])
{
	static const char digits[] = "0123456789abcdef";
	char *text = arena_alloc(a, HASH_HEX + 1);

	for (size_t i = 0; i < HASH_BYTES; i++) {
		text[2 * i] = digits[digest[i] >> 4];
		text[2 * i + 1] = digits[digest[i] & 15];
	}
	return text;
}

static void
digest_of(const void *bytes, size_t len, uint8_t digest[HASH_BYTES])
{
	struct sha256_ctx ctx;

	sha256_init(&ctx);
	sha256_update(&ctx, len, bytes);
	sha256_digest(&ctx, HASH_BYTES, digest);
}

char *
hash_hex(struct arena *a, const void *bytes, size_t len)
{
	uint8_t digest[HASH_BYTES];

	digest_of(bytes, len, digest);
	return hex(a, digest);
}

char *
hash_texts(struct arena *a, const char *first, ...)
{
	uint8_t digest[HASH_BYTES], length[8];
	struct sha256_ctx ctx;
	va_list ap;

	sha256_init(&ctx);
	va_start(ap, first);
	for (const char *s = first; s != NULL; s = va_arg(ap, const char *)) {
		size_t len = strlen(s);

		for (int i = 0; i < 8; i++)
			length[i] = (uint8_t)((uint64_t)len >> (8 * i));
		sha256_update(&ctx, sizeof(length), length);
		sha256_update(&ctx, len, (const uint8_t *)s);
	}
	va_end(ap);
	sha256_digest(&ctx, HASH_BYTES, digest);
	return hex(a, digest);
}

char *
hash_base64(struct arena *a, const void *bytes, size_t len)
{
	uint8_t digest[HASH_BYTES];
	struct buf text = buf_new(a, HASH_HEX);

	digest_of(bytes, len, digest);
	buf_base64(&text, digest, sizeof(digest));
	return text.data;
}
