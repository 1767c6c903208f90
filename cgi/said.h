/*
 * said.h -- what people write here to be shown: texts by language (event.h),
 * and whose they are.
 */
#ifndef SAID_H
#define SAID_H

#include <stddef.h>

struct arena;
struct err;
struct json;

#define SAID_AUTHOR_MAX 200 /* bytes of a name */

/*
 * Clean texts (text.h), one line each, that no language may lose a word of:
 * what is longer than "max" bytes is refused.  Languages without a text drop
 * out.  NULL with a sentence where none is left, or where it is no object from
 * language code to text.
 */
struct json *said_texts(
    struct arena *, const struct json *by_language, size_t max, struct err *);

/* A name, clean; NULL with a sentence where nothing is left of it. */
const char *said_author(struct arena *, const char *, struct err *);

#endif
