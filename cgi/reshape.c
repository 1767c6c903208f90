/* reshape.c -- a record of one form as the record of another. */
#include <string.h>

#include "arena.h"
#include "err.h"
#include "json.h"
#include "reshape.h"

static void
put_languages(struct arena *a, struct json *into, const char *key,
    const struct json *record, const char *prefix)
{
	struct json *by_language = json_object(a);
	size_t len = strlen(prefix);

	JSON_EACH(member, record)
	if (member->key_len > len && memcmp(member->key, prefix, len) == 0)
		json_put(a, by_language, member->key + len, member);
	json_put(a, into, key, by_language);
}

static void
put_parsed(struct arena *a, struct json *into, const char *key,
    const struct json *value)
{
	struct err err = { ERR_NONE, "" };
	struct json *tree;

	if (!json_is(value, JSON_STRING))
		json_put(a, into, key, value);
	else if (json_parse(a, value->string, value->len, NULL, &tree, &err))
		json_put(a, into, key, tree);
}

struct json *
reshape(struct arena *a, const struct json *record,
    const struct reshape_row *rows, size_t count)
{
	struct json *whole = json_object(a), *into = whole;

	for (size_t i = 0; i < count; i++) {
		const struct reshape_row *row = &rows[i];
		const struct json *value = json_get(record, row->from);

		if (row->object == NULL)
			into = whole;
		else if (i == 0 || rows[i - 1].object == NULL ||
			 strcmp(rows[i - 1].object, row->object) != 0)
			into = json_put_object(a, whole, row->object);
		switch (row->how) {
		case RESHAPE_AS_IS:
			json_put(a, into, row->key, value);
			break;
		case RESHAPE_LANGUAGES:
			put_languages(a, into, row->key, record, row->from);
			break;
		case RESHAPE_JSON:
			put_parsed(a, into, row->key, value);
			break;
		}
	}
	return whole;
}
