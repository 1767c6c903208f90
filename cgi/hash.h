/*
 * hash.h -- SHA-256 (FIPS 180-4), by nettle, which uses the processor's own
 * instructions for it.  This file's .c is its door.
 */
#ifndef HASH_H
#define HASH_H

#include <stddef.h>

struct arena;

#define HASH_BYTES 32
#define HASH_HEX   (2 * HASH_BYTES) /* characters, without the NUL */

/* Lower-case hexadecimal of the hash of some bytes; arena text. */
char *hash_hex(struct arena *, const void *, size_t);

/* The same over several texts, each with its length before it, so that
 * moving a border between two of them changes the hash.  Ends at NULL. */
char *
hash_texts(struct arena *, const char *first, ...) __attribute__((sentinel));

/* Standard base64 (RFC 4648, section 4) of the hash: for a
 * Content-Security-Policy source. */
char *hash_base64(struct arena *, const void *, size_t);

#endif
