/* copy_text.c -- what a page has that a phone cannot know from the index. */
#include <string.h>

#include "arena.h"
#include "copy.h"
#include "json.h"

static bool
is_among(const char *key, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, key) == 0)
			return true;
	return false;
}

/* Of each day the hours of its sessions; nothing where no day has any. */
static struct json *
sessions(struct arena *a, const struct json *days)
{
	struct json *list = json_array(a), *day;
	bool any = false;

	JSON_EACH(one, days)
	{
		day = json_put_array(a, list, NULL);
		JSON_EACH(session, json_get(one, "sessions"))
		json_put(a, day, NULL, json_get(session, "when"));
		any |= day->len > 0;
	}
	return any ? list : json_array(a);
}

/* Of each choice of a group why it is one, or "", up to the last that says. */
static struct json *
reasons(struct arena *a, const struct json *groups)
{
	struct json *list = json_array(a);
	int unsaid = 0;

	JSON_EACH(group, groups)
	JSON_EACH(choice, json_get(group, "choices"))
	{
		const struct json *reason = json_get(choice, "reason");

		unsaid++;
		if (reason == NULL)
			continue;
		for (; unsaid > 1; unsaid--)
			json_put_str(a, list, NULL, "");
		json_put(a, list, NULL, reason);
		unsaid = 0;
	}
	return list;
}

static struct json *
without(struct arena *a, const struct json *object, const char *const *members)
{
	struct json *rest = json_object(a);

	JSON_EACH(member, object)
	if (!is_among(member->key, members))
		json_put(a, rest, member->key, member);
	return rest;
}

struct json *
copy_text(struct arena *a, const struct json *tree)
{
	static const char *const known[] = { "uid", "slug", "title", "lang",
		"status", "state", "timings", "attendance", "attended", NULL };
	static const char *const of_place[] = { "name", "lat", "lon", "map",
		NULL };
	struct json *text = json_object(a), *rest = without(a, tree, known);

	JSON_EACH(member, rest)
	{
		const struct json *value = member;

		if (strcmp(member->key, "days") == 0)
			value = sessions(a, member);
		else if (strcmp(member->key, "groups") == 0)
			value = reasons(a, member);
		else if (strcmp(member->key, "place") == 0)
			value = without(a, member, of_place);
		json_put(a, text, member->key, value);
	}
	return text;
}
