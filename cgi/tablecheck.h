/*
 * tablecheck.h -- checks of tables that a person wrote, as JSON: each says
 * what is wrong, in which file and at which path.
 */
#ifndef TABLECHECK_H
#define TABLECHECK_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct err;
struct json;

struct tablecheck {
	struct arena *arena;
	const char *file; /* "programme.lua" */
	struct err *err;
};

/* Say it: "FILE: sentence".  Returns false. */
bool tablecheck_wrong(const struct tablecheck *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* A text with something in it. */
bool tablecheck_is_text(const struct json *);

/* A text, or a table of texts by language. */
bool tablecheck_label(
    const struct tablecheck *, const char *path, const struct json *);

/* A table with names from a list only; the nearest is told of another. */
bool tablecheck_keys(const struct tablecheck *, const char *path,
    const struct json *, const char *const *keys, size_t count);

#endif
