/*
 * programme.c -- programme.lua, read and refused.
 *
 * tests/programme/refused.json has tables as JSON, each with the sentence that
 * refuses it; members are laid over a good table, null takes one away.
 */
#include "programme.h"
#include "arena.h"
#include "err.h"
#include "golden.h"
#include "json.h"
#include "unit.h"

#define FOLDER "tests/programme"

static const struct json *
read_json(struct arena *a, const char *prefix)
{
	const struct golden_file *file = golden_files(a, FOLDER, prefix);
	struct err err = { ERR_NONE, "" };
	struct json *tree;

	assert_non_null(file->name);
	if (!json_parse(a, file->text, file->len, NULL, &tree, &err))
		fail_msg("%s: %s", prefix, err.text);
	return tree;
}

static struct json *
laid_over(struct arena *a, const struct json *good, const struct json *change)
{
	struct json *tree = json_object(a);

	JSON_EACH(member, good)
	if (json_get(change, member->key) == NULL)
		json_put(a, tree, member->key, member);
	JSON_EACH(member, change)
	if (!json_is(member, JSON_NULL))
		json_put(a, tree, member->key, member);
	return tree;
}

static void
reads_a_good_table(void **state)
{
	struct arena *a = arena_new();
	struct err err = { ERR_NONE, "" };
	struct programme p;

	(void)state;
	if (!programme_read(a, read_json(a, "good"), &p, &err))
		fail_msg("%s", err.text);
	assert_int_equal(p.language_count, 2);
	assert_int_equal(p.day_count, 2);
	assert_int_equal(p.group_count, 2);
	assert_string_equal(p.groups[0].also[0], "everybody");
	assert_null(p.groups[1].also[0]);
	assert_int_equal(p.region.south, 48830000);
	assert_string_equal(p.url, "https://example.org/week");
	assert_string_equal(programme_say(&p, p.title, "en"), "Week");
	assert_string_equal(programme_say(&p, p.title, "pt"), "Semaine");
	arena_free(a);
}

static void
refuses_in_words(void **state)
{
	struct arena *a = arena_new();
	const struct json *good = read_json(a, "good"),
			  *cases = read_json(a, "refused");
	size_t count = 0;

	(void)state;
	JSON_EACH(one, cases)
	{
		struct err err = { ERR_NONE, "" };
		struct programme p;
		bool ok = programme_read(
		    a, laid_over(a, good, json_get(one, "with")), &p, &err);

		if (ok)
			fail_msg("taken, not: %s", json_get_str(one, "says"));
		assert_string_equal(err.text, json_get_str(one, "says"));
		count++;
	}
	assert_true(count > 20);
	arena_free(a);
}

UNIT(programme, T(reads_a_good_table), T(refuses_in_words))
