/* tablecheck.c -- checks of tables that a person wrote. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "event.h"
#include "json.h"
#include "nearest.h"
#include "tablecheck.h"

#define ADVICE_MAX 400 /* bytes */

bool
tablecheck_wrong(const struct tablecheck *c, const char *fmt, ...)
{
	char text[ERR_TEXT_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return err_set(c->err, ERR_INPUT, "%s: %s", c->file, text);
}

bool
tablecheck_is_text(const struct json *j)
{
	return json_is(j, JSON_STRING) && j->len > 0;
}

bool
tablecheck_label(
    const struct tablecheck *c, const char *path, const struct json *j)
{
	if (j == NULL)
		return tablecheck_wrong(c, "%s is missing", path);
	if (tablecheck_is_text(j))
		return true;
	if (!json_is(j, JSON_OBJECT) || j->len == 0)
		return tablecheck_wrong(c,
		    "%s should be a text, or texts by language: "
		    "{ fr = \"...\", en = \"...\" }",
		    path);
	JSON_EACH(text, j)
	{
		if (!event_language_ok(text->key))
			return tablecheck_wrong(c,
			    "%s.%s: \"%s\" is not a language", path, text->key,
			    text->key);
		if (!tablecheck_is_text(text))
			return tablecheck_wrong(
			    c, "%s.%s should be a text", path, text->key);
	}
	return true;
}

bool
tablecheck_keys(const struct tablecheck *c, const char *path,
    const struct json *table, const char *const *keys, size_t count)
{
	struct buf advice = buf_new(c->arena, ADVICE_MAX);

	if (!json_is(table, JSON_OBJECT))
		return tablecheck_wrong(
		    c, "%s should be a table with names", path);
	JSON_EACH(member, table)
	{
		bool known = false;

		for (size_t i = 0; i < count; i++)
			known |= strcmp(member->key, keys[i]) == 0;
		if (known)
			continue;
		nearest_advise(&advice, member->key, keys, count);
		return tablecheck_wrong(c, "%s has no key \"%s\"%s", path,
		    member->key, advice.data);
	}
	return true;
}
