/* json.c -- JSON trees; the door to cJSON. */
#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "json.h"
#include "mend.h"

#define INT_EXACT_MAX 9007199254740991 /* 2^53 - 1: all that a double keeps */

/* ---- building ---------------------------------------------------------- */

struct json *
json_object(struct arena *a)
{
	struct json *j = ARENA_NEW(a, struct json);

	j->kind = JSON_OBJECT;
	return j;
}

struct json *
json_array(struct arena *a)
{
	struct json *j = ARENA_NEW(a, struct json);

	j->kind = JSON_ARRAY;
	return j;
}

static struct json *
append(struct arena *a, struct json *into, const char *key, enum json_kind kind)
{
	struct json *j = ARENA_NEW(a, struct json);

	j->kind = kind;
	if (key != NULL) {
		j->key = key;
		j->key_len = (uint32_t)strlen(key);
	}
	if (into->first == NULL)
		into->first = j;
	else
		into->last->next = j;
	into->last = j;
	into->len++;
	return j;
}

struct json *
json_put_object(struct arena *a, struct json *into, const char *key)
{
	return append(a, into, key, JSON_OBJECT);
}

struct json *
json_put_array(struct arena *a, struct json *into, const char *key)
{
	return append(a, into, key, JSON_ARRAY);
}

void
json_put_strn(struct arena *a, struct json *into, const char *key,
    const char *text, size_t len)
{
	struct json *j = append(a, into, key, JSON_STRING);

	j->string = text;
	j->len = (uint32_t)len;
}

void
json_put_str(
    struct arena *a, struct json *into, const char *key, const char *text)
{
	json_put_strn(a, into, key, text, strlen(text));
}

void
json_put_int(struct arena *a, struct json *into, const char *key, int64_t n)
{
	append(a, into, key, JSON_INT)->integer = n;
}

void
json_put_bool(struct arena *a, struct json *into, const char *key, bool yes)
{
	append(a, into, key, yes ? JSON_TRUE : JSON_FALSE);
}

void
json_put_null(struct arena *a, struct json *into, const char *key)
{
	append(a, into, key, JSON_NULL);
}

void
json_put(struct arena *a, struct json *into, const char *key,
    const struct json *tree)
{
	struct json *j;

	if (tree == NULL)
		return;
	j = append(a, into, key, tree->kind);
	j->len = tree->len;
	j->integer = tree->integer; /* the union's widest member */
	j->last = tree->last;
}

void
json_put_ready(struct arena *a, struct json *into, const char *key,
    const struct json_ready *ready)
{
	append(a, into, key, JSON_READY)->ready = ready;
}

/* ---- reading ----------------------------------------------------------- */

bool
json_is(const struct json *j, enum json_kind kind)
{
	return j != NULL && j->kind == kind;
}

bool
json_is_parent(const struct json *j)
{
	return j != NULL && (j->kind == JSON_ARRAY || j->kind == JSON_OBJECT);
}

bool
json_true(const struct json *j)
{
	return json_is(j, JSON_TRUE);
}

const struct json *
json_getn(const struct json *object, const char *key, size_t len)
{
	if (!json_is(object, JSON_OBJECT))
		return NULL;
	for (const struct json *j = object->first; j != NULL; j = j->next)
		if (j->key_len == len && memcmp(j->key, key, len) == 0)
			return j;
	return NULL;
}

const struct json *
json_get(const struct json *object, const char *key)
{
	return json_getn(object, key, strlen(key));
}

const char *
json_str(const struct json *j)
{
	return json_is(j, JSON_STRING) ? j->string : NULL;
}

const char *
json_get_str(const struct json *object, const char *key)
{
	return json_str(json_get(object, key));
}

int64_t
json_get_int(const struct json *object, const char *key, int64_t otherwise)
{
	const struct json *j = json_get(object, key);

	return json_is(j, JSON_INT) ? j->integer : otherwise;
}

bool
json_to_int(const struct json *j, int64_t *n)
{
	const char *s = json_str(j), *digits;

	if (json_is(j, JSON_INT)) {
		*n = j->integer;
		return true;
	}
	if (s == NULL)
		return false;
	digits = s + (*s == '-');
	if (*digits == '\0' || strlen(digits) > 16 ||
	    strspn(digits, "0123456789") != strlen(digits))
		return false;
	*n = strtoll(s, NULL, 10);
	return *n >= -INT_EXACT_MAX && *n <= INT_EXACT_MAX;
}

/* ---- parsing ----------------------------------------------------------- */

static void
convert_number(struct json *j, double n)
{
	if (trunc(n) == n && fabs(n) <= (double)INT_EXACT_MAX) {
		j->kind = JSON_INT;
		j->integer = (int64_t)n;
	} else if (isfinite(n)) {
		j->kind = JSON_REAL;
		j->real = n;
	} /* else too large for a double: null, as JSON.stringify() has it */
}

static void
convert(struct arena *a, const cJSON *from, const char *key, struct json *into)
{
	struct json *j;
	const cJSON *child;

	if (key != NULL)
		key = arena_strdup(a, key);
	switch (from->type & 0xff) {
	case cJSON_True:
	case cJSON_False:
		json_put_bool(a, into, key, cJSON_IsTrue(from));
		return;
	case cJSON_Number:
		convert_number(
		    append(a, into, key, JSON_NULL), from->valuedouble);
		return;
	case cJSON_String:
		json_put_str(a, into, key, arena_strdup(a, from->valuestring));
		return;
	case cJSON_Array:
	case cJSON_Object:
		j = append(a, into, key,
		    cJSON_IsArray(from) ? JSON_ARRAY : JSON_OBJECT);
		cJSON_ArrayForEach(child, from)
		{
			convert(a, child, child->string, j);
		}
		return;
	default:
		json_put_null(a, into, key);
		return;
	}
}

/* The bracket that nests deeper than JSON_DEPTH_MAX, or NULL.  Looked for
 * first: cJSON's own limit comes without a word on what was wrong. */
static const char *
too_deep(const char *s, const char *end)
{
	bool in_string = false;
	int depth = 0;

	for (; s < end; s++) {
		if (*s == '"')
			in_string = !in_string;
		else if (in_string)
			s += *s == '\\';
		else if (*s == '[' || *s == '{')
			depth++;
		else if (*s == ']' || *s == '}')
			depth--;
		if (depth > JSON_DEPTH_MAX)
			return s;
	}
	return NULL;
}

static int
line_of(const char *text, const char *at)
{
	int line = 1;

	for (; text < at; text++)
		line += *text == '\n';
	return line;
}

bool
json_parse(struct arena *a, const char *text, size_t len, int *repairs,
    struct json **out, struct err *err)
{
	struct json *top = json_array(a);
	const char *end = NULL, *mended, *deep;
	int mends = 0;
	cJSON *tree;

	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		len -= 3;
	}
	mended = mend_json(a, text, &len, &mends);
	if (repairs != NULL)
		*repairs += mends;
	deep = too_deep(mended, mended + len);
	if (deep != NULL)
		return err_set(err, ERR_LIMIT,
		    "JSON nested deeper than %d levels in line %d",
		    JSON_DEPTH_MAX, line_of(mended, deep));
	tree = cJSON_ParseWithLengthOpts(mended, len, &end, false);
	if (tree == NULL)
		return err_set(err, ERR_INPUT, "not JSON from line %d on",
		    end != NULL ? line_of(mended, end) : 1);
	convert(a, tree, NULL, top);
	cJSON_Delete(tree);
	*out = top->first;
	end += strspn(end, " \t\r\n");
	if (end != mended + len)
		return err_set(err, ERR_INPUT,
		    "something follows the end of the JSON text in line %d",
		    line_of(mended, end));
	return true;
}

/* ---- writing ----------------------------------------------------------- */

/* When a byte is written as an escape. */
enum { IN_STRING = 1, IN_HTML = 2 };

#define EIGHT_CONTROLS                                                         \
	IN_STRING, IN_STRING, IN_STRING, IN_STRING, IN_STRING, IN_STRING,      \
	    IN_STRING, IN_STRING

static const unsigned char escape_of[256] = {
	EIGHT_CONTROLS, EIGHT_CONTROLS, EIGHT_CONTROLS, EIGHT_CONTROLS,
	['"'] = IN_STRING, ['\\'] = IN_STRING, ['<'] = IN_HTML, ['>'] = IN_HTML,
	['&'] = IN_HTML, [0xe2] = IN_HTML, /* if it begins U+2028 or U+2029 */
};

static bool
is_separator(const char *s, const char *end)
{
	return end - s >= 3 && s[1] == '\x80' && (s[2] & 0xfe) == 0xa8;
}

static void
write_escape(struct buf *b, unsigned char c)
{
	static const char plain[] = "\"\\\b\f\n\r\t",
			  short_form[] = "\"\\bfnrt";
	const char *at = c != 0 ? strchr(plain, c) : NULL;

	if (at != NULL) {
		buf_putc(b, '\\');
		buf_putc(b, short_form[at - plain]);
	} else {
		buf_printf(b, "\\u%04x", c);
	}
}

/* Write JSON text, or what will be a string in it, with the escapes that are
 * wanted: IN_STRING, IN_HTML or both. */
static void
write_escaped(struct buf *b, const char *s, size_t len, int wanted)
{
	const char *end = s + len, *run = s;

	for (; s < end; s++) {
		unsigned char c = (unsigned char)*s;

		if ((escape_of[c] & wanted) == 0 ||
		    (c == 0xe2 && !is_separator(s, end)))
			continue;
		buf_put(b, run, (size_t)(s - run));
		if (c == 0xe2) {
			buf_puts(b, s[2] == '\xa8' ? "\\u2028" : "\\u2029");
			s += 2;
		} else {
			write_escape(b, c);
		}
		run = s + 1;
	}
	buf_put(b, run, (size_t)(end - run));
}

static void
write_string(struct buf *b, const char *s, size_t len, bool html)
{
	buf_putc(b, '"');
	write_escaped(b, s, len, html ? IN_STRING | IN_HTML : IN_STRING);
	buf_putc(b, '"');
}

void
json_write_number(struct buf *b, const struct json *j)
{
	if (j->kind == JSON_INT)
		buf_int(b, j->integer);
	else
		buf_real(b, j->real);
}

static void
write_tree(struct buf *b, const struct json *j, bool html)
{
	const char *word[] = { "null", "false", "true" };

	switch (j->kind) {
	case JSON_NULL:
	case JSON_FALSE:
	case JSON_TRUE:
		buf_puts(b, word[j->kind]);
		return;
	case JSON_INT:
	case JSON_REAL:
		json_write_number(b, j);
		return;
	case JSON_STRING:
		write_string(b, j->string, j->len, html);
		return;
	case JSON_READY:
		if (html)
			write_escaped(
			    b, j->ready->json, j->ready->json_len, IN_HTML);
		else
			buf_put(b, j->ready->json, j->ready->json_len);
		return;
	case JSON_ARRAY:
	case JSON_OBJECT:
		buf_putc(b, j->kind == JSON_ARRAY ? '[' : '{');
		for (const struct json *c = j->first; c != NULL; c = c->next) {
			if (c != j->first)
				buf_putc(b, ',');
			if (j->kind == JSON_OBJECT) {
				write_string(b, c->key, c->key_len, html);
				buf_putc(b, ':');
			}
			write_tree(b, c, html);
		}
		buf_putc(b, j->kind == JSON_ARRAY ? ']' : '}');
		return;
	}
}

void
json_write(struct buf *b, const struct json *j)
{
	write_tree(b, j, false);
}

void
json_write_html(struct buf *b, const struct json *j)
{
	write_tree(b, j, true);
}
