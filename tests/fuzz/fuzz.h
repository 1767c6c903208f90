/* fuzz.h -- what the fuzzers share: they stop where something is not so. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "text.h"

int LLVMFuzzerInitialize(int *, char ***);
int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static inline void
must(bool true_)
{
	if (!true_)
		abort();
}

static inline void
must_be_text(const char *text)
{
	must(text != NULL && text[0] != '\0' &&
	     text_is_utf8(text, strlen(text)));
}

/* The bytes as a text, and what of it begins behind each NUL; "" where there
 * is no more. */
static inline void
cut(struct arena *a, const uint8_t *bytes, size_t len, char **parts,
    size_t count)
{
	char *rest = arena_strndup(a, (const char *)bytes, len),
	     *end = rest + len;

	for (size_t i = 0; i < count; i++) {
		parts[i] = rest;
		rest += strlen(rest);
		rest += rest < end;
	}
}

#endif
