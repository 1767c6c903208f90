/* squeeze.h -- answers made small: the door to zlib and brotli. */
#ifndef SQUEEZE_H
#define SQUEEZE_H

#include <stdbool.h>
#include <stddef.h>

#include "http.h"

struct buf;

#define SQUEEZE_LEAST 500 /* bytes: less gains nothing */

/* Append the bytes in a coding.  False where that is not shorter. */
bool squeeze(enum http_coding, const void *bytes, size_t len, struct buf *out);

#endif
