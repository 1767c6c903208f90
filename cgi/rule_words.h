/* rule_words.h -- what a mistyped name was meant to be. */
#ifndef RULE_WORDS_H
#define RULE_WORDS_H

#include <stddef.h>

struct buf;

/* The name in the list that "name" was probably meant to be: at most two
 * letters put in, left out, changed or swapped.  NULL if none is so near. */
const char *
rule_words_nearest(const char *name, const char *const *names, size_t count);

/* "; did you mean "title"? it has: access, ages, ..." as far as it applies. */
void rule_words_advise(
    struct buf *, const char *name, const char *const *names, size_t count);

#endif
