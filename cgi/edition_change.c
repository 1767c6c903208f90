/* edition_change.c -- what changed lately, in a language. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "changelog.h"
#include "edition.h"
#include "json.h"
#include "programme.h"
#include "when.h"
#include "words.h"
#include "www.h"

struct teller {
	const struct edition *ed;
	const struct words *words;
	struct arena *arena;
};

static const char *
day_and_time(const struct teller *t, int32_t instant)
{
	return words_instant(t->arena, t->words, W_DAY_AND_TIME,
	    &t->ed->programme->zone, instant);
}

static size_t
index_of(const char *what)
{
	size_t i = 0;

	while (
	    changelog_words[i] != NULL && strcmp(changelog_words[i], what) != 0)
		i++;
	return i;
}

/* Old and new: instants become words, places are some. */
static void
put_old_and_new(
    const struct teller *t, struct json *one, const struct json *change)
{
	static const char *const keys[][2] = { { "from", "from_place" },
		{ "to", "to_place" } };

	for (size_t i = 0; i < 2; i++) {
		const struct json *at = json_get(change, keys[i][0]);
		const char *place = json_get_str(change, keys[i][1]);

		if (json_is(at, JSON_INT))
			place = day_and_time(t, (int32_t)at->integer);
		if (place != NULL && *place != '\0')
			json_put_str(t->arena, one, keys[i][0], place);
	}
}

static void
put_change(const struct teller *t, struct json *list, const struct json *change)
{
	struct json *one = json_put_object(t->arena, list, NULL);
	int32_t at = (int32_t)json_get_int(change, "at", 0);
	const char *what = json_get_str(change, "what"), *title;
	struct buf text = buf_new(t->arena, 32);

	when_put_rfc3339(&text, &t->ed->programme->zone, at);
	title = programme_say(
	    t->ed->programme, json_get(change, "title"), t->words->language);
	json_put_str(t->arena, one, "at", text.data);
	json_put_str(t->arena, one, "at_label", day_and_time(t, at));
	json_put(t->arena, one, "uid", json_get(change, "name"));
	json_put(t->arena, one, "slug", json_get(change, "slug"));
	json_put_str(t->arena, one, "title", title != NULL ? title : "");
	json_put_str(t->arena, one, "what", what);
	json_put_str(t->arena, one, "label",
	    words_item(t->words, W_CHANGES, index_of(what)));
	put_old_and_new(t, one, change);
}

struct json *
edition_changes(const struct edition *ed, const struct www_language *l)
{
	struct teller t = { ed, &l->words, ed->arena };
	struct json *list = json_array(ed->arena);

	JSON_EACH(change, ed->changes)
	put_change(&t, list, change);
	return list;
}
