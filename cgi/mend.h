/* mend.h -- JSON text of careless writers, made parsable. */
#ifndef MEND_H
#define MEND_H

#include <stddef.h>

struct arena;

/*
 * Make a JSON text parsable where careless writers broke it, without touching
 * what it says.  Inside strings, ill-formed UTF-8, lone surrogate escapes and
 * the \u of an escape that is none become U+FFFD, \u0000 goes, raw line feeds
 * become \n, other raw control characters spaces.  A raw line feed comes again
 * after its string, so that what follows stays on its line.  Valid JSON passes
 * byte for byte.  *len is updated; *mends counts.
 */
const char *
mend_json(struct arena *, const char *text, size_t *len, int *mends);

#endif
