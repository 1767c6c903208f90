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
append(struct arena *a, struct json *into, const char *key, size_t key_len,
    const struct json *value)
{
	struct json *j = arena_alloc_raw(a, sizeof(*j));

	*j = *value;
	j->next = NULL;
	j->key = key;
	j->key_len = (uint32_t)key_len;
	if (into->first == NULL)
		into->first = j;
	else
		into->last->next = j;
	into->last = j;
	into->len++;
	return j;
}

void
json_add(struct arena *a, struct json *into, const char *key, size_t key_len,
    const struct json *value)
{
	if (into->kind == JSON_OPEN)
		json_open_put(into, key, key_len, value);
	else
		append(a, into, key, key_len, value);
}

struct json *
json_add_parent(struct arena *a, struct json *into, const char *key,
    size_t key_len, enum json_kind kind)
{
	return into->kind == JSON_OPEN
		   ? json_open_begin(a, into, key, key_len, kind)
		   : append(
			 a, into, key, key_len, &(struct json){ .kind = kind });
}

struct json *
json_put_begun(
    struct arena *a, struct json *list, const struct json_begun *begun)
{
	struct json *j;

	if (list->kind == JSON_OPEN)
		return json_open_begun(a, list, begun);
	j = json_put_object(a, list, NULL);
	JSON_EACH(member, begun->tree)
	append(a, j, member->key, member->key_len, member);
	return j;
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

static struct json
number_of(double n)
{
	if (trunc(n) == n && fabs(n) <= (double)INT_EXACT_MAX)
		return (struct json){ .kind = JSON_INT, .integer = (int64_t)n };
	if (isfinite(n))
		return (struct json){ .kind = JSON_REAL, .real = n };
	/* Too large for a double: null, as JSON.stringify() has it. */
	return (struct json){ .kind = JSON_NULL };
}

static void
convert(struct arena *a, const cJSON *from, const char *key, struct json *into)
{
	struct json *j, number;
	const cJSON *child;

	if (key != NULL)
		key = arena_strdup(a, key);
	switch (from->type & 0xff) {
	case cJSON_True:
	case cJSON_False:
		json_put_bool(a, into, key, cJSON_IsTrue(from));
		return;
	case cJSON_Number:
		number = number_of(from->valuedouble);
		json_put(a, into, key, &number);
		return;
	case cJSON_String:
		json_put_str(a, into, key, arena_strdup(a, from->valuestring));
		return;
	case cJSON_Array:
	case cJSON_Object:
		j = json_add_parent(a, into, key, key != NULL ? strlen(key) : 0,
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
	/* Or it says the same where there is no memory and no JSON. */
	cJSON_Hooks memory = { arena_obtain, free };
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
	cJSON_InitHooks(&memory);
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
