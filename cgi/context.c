/* context.c -- what a name means in a template, and how its value prints. */
#include <math.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "context.h"
#include "json.h"
#include "mustache.h"
#include "text.h"

#define INDEX_DIGITS_MAX 9 /* more items than that no array has */

/* ---- look-ups ---------------------------------------------------------- */

static bool
is_length(struct mustache_text part)
{
	return part.len == 6 && memcmp(part.at, "length", 6) == 0;
}

/* An array index in the one way JavaScript spells it. */
static bool
is_index(struct mustache_text part, uint32_t *index)
{
	*index = 0;
	if (part.len == 0 || part.len > INDEX_DIGITS_MAX ||
	    (part.at[0] == '0' && part.len > 1))
		return false;
	for (size_t i = 0; i < part.len; i++) {
		if (part.at[i] < '0' || part.at[i] > '9')
			return false;
		*index = *index * 10 + (uint32_t)(part.at[i] - '0');
	}
	return true;
}

static const struct json *
made_int(struct arena *a, int64_t n)
{
	struct json *j = ARENA_NEW(a, struct json);

	j->kind = JSON_INT;
	j->integer = n;
	return j;
}

static const struct json *
in_array(const struct json *array, struct mustache_text part, struct arena *a)
{
	const struct json *item = array->first;
	uint32_t index;

	if (is_length(part))
		return made_int(a, array->len);
	if (!is_index(part, &index))
		return NULL;
	while (item != NULL && index-- > 0)
		item = item->next;
	return item;
}

/* Texts count and give out UTF-16 units; half of a pair is U+FFFD, which is
 * what it becomes where a page is made into bytes. */
static const struct json *
in_string(const struct json *string, struct mustache_text part, struct arena *a)
{
	const char *s = string->string, *end = s + string->len;
	struct json *j;
	uint32_t index = UINT32_MAX, units = 0, wide;
	size_t size;

	if (!is_length(part) && !is_index(part, &index))
		return NULL;
	for (; s < end; s += size, units += 1 + wide) {
		text_code_point(s, &size);
		wide = size == 4;
		if (index < units || index > units + wide)
			continue;
		j = ARENA_NEW(a, struct json);
		j->kind = JSON_STRING;
		j->string = wide ? "\xef\xbf\xbd" : arena_strndup(a, s, size);
		j->len = wide ? 3 : (uint32_t)size;
		return j;
	}
	return index == UINT32_MAX ? made_int(a, units) : NULL;
}

static const struct json *
member(const struct json *j, struct mustache_text part, struct arena *a)
{
	if (json_is(j, JSON_OBJECT))
		return json_getn(j, part.at, part.len);
	return json_is(j, JSON_ARRAY) ? in_array(j, part, a) : NULL;
}

static const struct json *
dotted_member(
    const struct json *j, const struct mustache_token *t, struct arena *a)
{
	for (uint32_t i = 0; i < t->part_count && j != NULL; i++)
		j = json_is(j, JSON_STRING) ? in_string(j, t->parts[i], a)
					    : member(j, t->parts[i], a);
	return j;
}

const struct json *
context_find(
    const struct context *c, const struct mustache_token *t, struct arena *a)
{
	const struct json *found = NULL;

	if (t->part_count == 0)
		return c->value;
	for (; c != NULL && found == NULL; c = c->outer)
		found = t->part_count == 1 ? member(c->value, *t->parts, a)
					   : dotted_member(c->value, t, a);
	return found;
}

/* ---- values ------------------------------------------------------------ */

bool
context_is_false(const struct json *j)
{
	if (j == NULL)
		return true;
	switch (j->kind) {
	case JSON_NULL:
	case JSON_FALSE:
		return true;
	case JSON_INT:
		return j->integer == 0;
	case JSON_REAL:
		return isnan(j->real) || fpclassify(j->real) == FP_ZERO;
	case JSON_STRING:
		return j->len == 0;
	case JSON_ARRAY:
		return j->first == NULL;
	default:
		return false;
	}
}

static void
print_text(struct buf *out, const char *s, size_t len, bool escaped)
{
	/* A short table: all five are below 64. */
	static const char *const entities[64] = {
		['&'] = "&amp;",
		['<'] = "&lt;",
		['>'] = "&gt;",
		['"'] = "&quot;",
		['\''] = "&#39;",
	};
	const char *end = s + len, *run = s;

	for (; escaped && s < end; s++) {
		unsigned char c = (unsigned char)*s;

		if (c >= 64 || entities[c] == NULL)
			continue;
		buf_put(out, run, (size_t)(s - run));
		buf_puts(out, entities[c]);
		run = s + 1;
	}
	buf_put(out, run, (size_t)(end - run));
}

void
context_print(struct buf *out, const struct json *j, bool escaped)
{
	if (j == NULL)
		return;
	switch (j->kind) {
	case JSON_NULL:
		return;
	case JSON_FALSE:
	case JSON_TRUE:
		buf_puts(out, j->kind == JSON_TRUE ? "true" : "false");
		return;
	case JSON_INT:
	case JSON_REAL:
		json_write_number(out, j);
		return;
	case JSON_STRING:
		print_text(out, j->string, j->len, escaped);
		return;
	case JSON_ARRAY:
		for (const struct json *c = j->first; c != NULL; c = c->next) {
			if (c != j->first)
				buf_putc(out, ',');
			context_print(out, c, escaped);
		}
		return;
	case JSON_OBJECT:
	case JSON_READY:
	case JSON_OPEN: /* is in no tree */
		buf_puts(out, "[object Object]");
		return;
	}
}
