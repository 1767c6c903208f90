/*
 * json.h -- JSON trees: read from outside, built for pages, written in one
 * stated form.
 *
 * A tree lives in an arena and is never freed singly.  Numbers of ours are
 * integers; JSON_REAL comes only from files of others.  This file's .c is
 * the door to cJSON, which does the parsing; json_write.c writes.
 */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;
struct buf;
struct err;

enum json_kind {
	JSON_NULL,
	JSON_FALSE,
	JSON_TRUE,
	JSON_INT,
	JSON_REAL,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT,
	JSON_READY, /* an object already written out: see json_put_ready() */
	JSON_OPEN,  /* written as it is put: see json_open() */
};

struct json {
	enum json_kind kind;
	uint32_t len;     /* bytes of a string; children of the others */
	uint32_t key_len; /* bytes of key */
	const char *key;  /* in an object; else NULL */
	union {
		int64_t integer;
		double real;        /* finite */
		const char *string; /* closed by a NUL, valid UTF-8 */
		struct json *first; /* child of an array or object */
		const struct json_ready *ready;
		struct json_open *open;
	};
	struct json *last, *next; /* last child; next sibling */
};

/* One object in its two written faces, so that lists copy instead of render. */
struct json_ready {
	const char *json; /* the object as JSON text */
	size_t json_len;
	const char *html; /* the object through the partial it is meant for */
	size_t html_len;
};

/* What many objects begin with, in both forms: made once, written whole. */
struct json_begun {
	const struct json *tree; /* an object */
	const char *text;        /* without the brace that closes it */
	size_t len;
};

#define JSON_DEPTH_MAX 64 /* arrays and objects one inside the other */

/*
 * Parse a whole JSON text (RFC 8259).  Bytes that would lose the file are
 * mended first (mend.h) and counted in *repairs (NULL: not asked).  A byte
 * order mark is skipped.  Anything after the document is an error.  Whole
 * numbers up to 2^53 - 1 are JSON_INT, others JSON_REAL, and what is too large
 * for a double is null.
 *
 * False with a sentence that names the line.
 */
bool json_parse(struct arena *, const char *text, size_t len, int *repairs,
    struct json **, struct err *);

/* Building.  A key must outlive the tree (a literal, or arena text); in an
 * array it is NULL.  Strings are borrowed, not copied. */
struct json *json_object(struct arena *);
struct json *json_array(struct arena *);
static inline struct json *
json_put_object(struct arena *, struct json *into, const char *key);
static inline struct json *
json_put_array(struct arena *, struct json *into, const char *key);
static inline void
json_put_str(struct arena *, struct json *into, const char *key, const char *);
static inline void json_put_strn(
    struct arena *, struct json *into, const char *key, const char *, size_t);
static inline void
json_put_int(struct arena *, struct json *into, const char *key, int64_t);
static inline void
json_put_bool(struct arena *, struct json *into, const char *key, bool);
static inline void
json_put_null(struct arena *, struct json *into, const char *key);
/* A text, or null where it is NULL. */
static inline void json_put_str_or_null(
    struct arena *, struct json *into, const char *key, const char *);

/* Put a finished tree into another one.  The children are shared, so neither
 * may change afterwards; NULL puts nothing. */
static inline void json_put(struct arena *, struct json *into, const char *key,
    const struct json *tree);

/* Put an object that is already written.  "ready" must outlive the tree. */
static inline void json_put_ready(struct arena *, struct json *into,
    const char *key, const struct json_ready *ready);

/*
 * An object that is written into a buf as it is put together, by the same
 * calls: no tree is made, so that there is nothing to read.  It is put in the
 * order of the text: what is put into an object or an array closes those that
 * were begun in it, for good.  Keys are written as they are, and need no
 * escapes.  json_close() ends all of it.
 */
struct json *json_open(struct arena *, struct buf *);
void json_close(struct json *);

/* Make an object, which lasts, the beginning of others; and begin one. */
struct json_begun json_beginning(struct arena *, const struct json *object);
struct json *
json_put_begun(struct arena *, struct json *list, const struct json_begun *);
/* The same where the tree is written as it is put, else NULL: what else is in
 * the object, and its end, are to be written there before anything is put. */
struct buf *json_put_begun_text(struct json *list, const struct json_begun *);

/* Reading.  All take NULL for "not there" and then say so in their turn, so
 * that a path can be walked without a check at each step.  Where a key stands
 * twice, the first counts. */
const struct json *json_get(const struct json *object, const char *key);
const struct json *
json_getn(const struct json *object, const char *key, size_t key_len);
const char *json_str(const struct json *); /* NULL unless a string */
const char *json_get_str(const struct json *object, const char *key);
int64_t
json_get_int(const struct json *object, const char *key, int64_t otherwise);
bool json_is(const struct json *, enum json_kind);
bool json_true(const struct json *);
/* An integer from an integer, or from a text that spells one in at most 16
 * digits and within what a double holds. */
bool json_to_int(const struct json *, int64_t *);

#define JSON_EACH(item, parent)                                                \
	for (const struct json *item =                                         \
		 json_is_parent(parent) ? (parent)->first : NULL;              \
	     item != NULL; item = item->next)
bool json_is_parent(const struct json *);

/*
 * Write a tree as JSON.stringify() of ECMAScript does: no spaces, members in
 * the order they were put, short escapes, lower-case \u00xx for the other
 * control characters, everything else as UTF-8.  json_write_html() writes
 * < > & U+2028 and U+2029 as \u escapes too, those of ready objects with
 * them, for a <script> element.
 */
void json_write(struct buf *, const struct json *);
void json_write_html(struct buf *, const struct json *);

/* The text of one number, as String(number) of ECMAScript gives it (buf.h).
 * Integers beyond 2^53 keep all their digits. */
void json_write_number(struct buf *, const struct json *);

/* ---- how values are put ------------------------------------------------ */

/* A value into a tree, or into what is open; a parent, to be put into. */
void json_add(struct arena *, struct json *into, const char *key,
    size_t key_len, const struct json *value);
struct json *json_add_parent(struct arena *, struct json *into, const char *key,
    size_t key_len, enum json_kind);
/* The same for what is open. */
void json_open_put(struct json *into, const char *key, size_t key_len,
    const struct json *value);
struct json *json_open_begin(struct arena *, struct json *into, const char *key,
    size_t key_len, enum json_kind);
struct json *
json_open_begun(struct arena *, struct json *into, const struct json_begun *);

/* The rest is here so that the length of a literal key is known at once: lists
 * put hundreds of them. */
static inline size_t
json_key_len(const char *key)
{
	return key != NULL ? strlen(key) : 0;
}

static inline struct json *
json_put_object(struct arena *a, struct json *into, const char *key)
{
	return json_add_parent(a, into, key, json_key_len(key), JSON_OBJECT);
}

static inline struct json *
json_put_array(struct arena *a, struct json *into, const char *key)
{
	return json_add_parent(a, into, key, json_key_len(key), JSON_ARRAY);
}

static inline void
json_put(struct arena *a, struct json *into, const char *key,
    const struct json *tree)
{
	if (tree != NULL)
		json_add(a, into, key, json_key_len(key), tree);
}

static inline void
json_put_strn(struct arena *a, struct json *into, const char *key,
    const char *text, size_t len)
{
	json_put(a, into, key,
	    &(struct json){
		.kind = JSON_STRING, .len = (uint32_t)len, .string = text });
}

static inline void
json_put_str(
    struct arena *a, struct json *into, const char *key, const char *text)
{
	json_put_strn(a, into, key, text, strlen(text));
}

static inline void
json_put_int(struct arena *a, struct json *into, const char *key, int64_t n)
{
	json_put(
	    a, into, key, &(struct json){ .kind = JSON_INT, .integer = n });
}

static inline void
json_put_bool(struct arena *a, struct json *into, const char *key, bool yes)
{
	json_put(a, into, key,
	    &(struct json){ .kind = yes ? JSON_TRUE : JSON_FALSE });
}

static inline void
json_put_null(struct arena *a, struct json *into, const char *key)
{
	json_put(a, into, key, &(struct json){ .kind = JSON_NULL });
}

static inline void
json_put_str_or_null(
    struct arena *a, struct json *into, const char *key, const char *text)
{
	if (text != NULL)
		json_put_str(a, into, key, text);
	else
		json_put_null(a, into, key);
}

static inline void
json_put_ready(struct arena *a, struct json *into, const char *key,
    const struct json_ready *ready)
{
	json_put(
	    a, into, key, &(struct json){ .kind = JSON_READY, .ready = ready });
}

#endif
