/* nearest.h -- what a mistyped name was meant to be. */
#ifndef NEAREST_H
#define NEAREST_H

#include <stddef.h>

struct buf;

/* The name in the list that "name" was probably meant to be: at most two
 * letters put in, left out, changed or swapped.  NULL if none is so near. */
const char *
nearest_name(const char *name, const char *const *names, size_t count);

/* "; did you mean "title"? it has: access, ages, ..." as far as it applies. */
void nearest_advise(
    struct buf *, const char *name, const char *const *names, size_t count);

#endif
