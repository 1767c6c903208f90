/* json.c -- JSON trees; the door to cJSON. */
#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
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
	const char *s = json_str(j);
	char *end;
	long long value;

	if (json_is(j, JSON_INT)) {
		*n = j->integer;
		return true;
	}
	if (s == NULL || *s == '\0' || strlen(s) > 16 ||
	    strspn(s, "0123456789") != strlen(s))
		return false;
	value = strtoll(s, &end, 10);
	*n = value;
	return *end == '\0' && value <= INT_EXACT_MAX;
}

/* ---- parsing ----------------------------------------------------------- */

static bool
convert(struct arena *a, const cJSON *from, const char *key, struct json *into,
    int depth)
{
	struct json *j;
	const cJSON *child;
	char *copy;

	if (depth > JSON_DEPTH_MAX)
		return false;
	if (key != NULL)
		key = arena_strdup(a, key);
	switch (from->type & 0xff) {
	case cJSON_True:
	case cJSON_False:
		json_put_bool(a, into, key, cJSON_IsTrue(from));
		return true;
	case cJSON_Number:
		j = append(a, into, key, JSON_REAL);
		j->real = from->valuedouble;
		if (trunc(j->real) == j->real &&
		    fabs(j->real) <= (double)INT_EXACT_MAX) {
			j->kind = JSON_INT;
			j->integer = (int64_t)from->valuedouble;
		}
		return true;
	case cJSON_String:
		copy = arena_strdup(a, from->valuestring);
		json_put_str(a, into, key, copy);
		return true;
	case cJSON_Array:
	case cJSON_Object:
		j = append(a, into, key,
		    cJSON_IsArray(from) ? JSON_ARRAY : JSON_OBJECT);
		cJSON_ArrayForEach(child, from)
		{
			if (!convert(a, child, child->string, j, depth + 1))
				return false;
		}
		return true;
	default:
		json_put_null(a, into, key);
		return true;
	}
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
	const char *end = NULL, *mended;
	int mends = 0;
	cJSON *tree;
	bool ok;

	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		len -= 3;
	}
	mended = mend_json(a, text, &len, &mends);
	if (repairs != NULL)
		*repairs += mends;
	tree = cJSON_ParseWithLengthOpts(mended, len, &end, false);
	if (tree == NULL)
		return err_set(err, ERR_INPUT, "not JSON from line %d on",
		    end != NULL ? line_of(mended, end) : 1);
	end += strspn(end, " \t\r\n");
	ok = end == mended + len;
	if (!ok)
		err_set(err, ERR_INPUT,
		    "something follows the end of the JSON text in line %d",
		    line_of(mended, end));
	else if (!(ok = convert(a, tree, NULL, top, 0)))
		err_set(err, ERR_LIMIT, "JSON nested deeper than %d levels",
		    JSON_DEPTH_MAX);
	cJSON_Delete(tree);
	*out = top->first;
	return ok;
}

/* ---- writing ----------------------------------------------------------- */

/* How a byte leaves a string. */
enum escape { AS_IS, ALWAYS, IN_HTML, SEPARATOR_IN_HTML };

static const unsigned char escape_of[256] = {
	['"'] = ALWAYS,
	['\\'] = ALWAYS,
	['<'] = IN_HTML,
	['>'] = IN_HTML,
	['&'] = IN_HTML,
	[0xe2] = SEPARATOR_IN_HTML, /* perhaps U+2028 or U+2029 */
};

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

static void
write_string(struct buf *b, const char *s, size_t len, bool html)
{
	const char *end = s + len, *run = s;

	buf_putc(b, '"');
	for (; s < end; s++) {
		unsigned char c = (unsigned char)*s;
		enum escape how = c < 0x20 ? ALWAYS : escape_of[c];

		if (how == AS_IS || (how != ALWAYS && !html))
			continue;
		if (how == SEPARATOR_IN_HTML &&
		    (end - s < 3 || s[1] != '\x80' || (s[2] & 0xfe) != 0xa8))
			continue;
		buf_put(b, run, (size_t)(s - run));
		if (how == SEPARATOR_IN_HTML) {
			buf_puts(b, s[2] == '\xa8' ? "\\u2028" : "\\u2029");
			s += 2;
		} else {
			write_escape(b, c);
		}
		run = s + 1;
	}
	buf_put(b, run, (size_t)(end - run));
	buf_putc(b, '"');
}

void
json_write_number(struct buf *b, const struct json *j)
{
	char text[40];

	if (j->kind == JSON_INT) {
		buf_int(b, j->integer);
		return;
	}
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, j->real);
		if (strtod(text, NULL) == j->real)
			break;
	}
	buf_puts(b, text);
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
