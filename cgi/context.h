/*
 * context.h -- what a name means in a template, and how its value prints:
 * as in mustache.js 4.2.0, which takes both from JavaScript (template.h tells
 * it in words).
 */
#ifndef CONTEXT_H
#define CONTEXT_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct buf;
struct json;
struct mustache_token;

/* A value that names are looked up in, and what lies around it. */
struct context {
	const struct json *value;    /* NULL: nothing */
	const struct context *outer; /* NULL: none */
};

/*
 * The value of a tag's name, from the innermost context that has it; NULL
 * where none has.  What is not in the view itself (the length of an array)
 * is made in the arena.
 */
const struct json *context_find(
    const struct context *, const struct mustache_token *, struct arena *);

/* True where a section is left out and an inverted one is not. */
bool context_is_false(const struct json *);

/* Append String(value) of ECMAScript; nothing for null and NULL.  Escaped,
 * & < > " ' become &amp; &lt; &gt; &quot; &#39;. */
void context_print(struct buf *, const struct json *, bool escaped);

#endif
