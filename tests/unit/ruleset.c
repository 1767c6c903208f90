/* ruleset.c -- a set with one file in another's place. */
#include "ruleset.h"
#include "fresh.h"

static struct ruleset
with(struct arena *a, const struct ruleset *set, const char *path,
    const char *text)
{
	struct ruleset out;
	struct err err = { ERR_NONE, "" };

	if (!ruleset_with(a, set, path, text, text != NULL ? strlen(text) : 0,
		&out, &err))
		fail_msg("%s", err.text);
	return out;
}

static void
has_files_in_order_whatever_comes(void **state)
{
	struct arena *a = arena_new();
	struct ruleset set = { 0 }, other, back;

	(void)state;
	set = with(a, &set, "rules/b.lua", "b");
	set = with(a, &set, "programme.lua", "p");
	set = with(a, &set, "rules/a.lua", "a");
	set = with(a, &set, "lib/z.lua", "");
	assert_int_equal(set.count, 4);
	for (size_t i = 1; i < set.count; i++)
		assert_true(
		    strcmp(set.files[i - 1].path, set.files[i].path) < 0);

	other = with(a, &set, "rules/a.lua", "A");
	assert_int_equal(other.count, 4);
	assert_string_equal(ruleset_find(&other, "rules/a.lua")->text, "A");
	assert_string_equal(ruleset_find(&set, "rules/a.lua")->text, "a");
	assert_string_not_equal(other.hash, set.hash);
	back = with(a, &other, "rules/a.lua", "a");
	assert_string_equal(back.hash, set.hash);

	other = with(a, &set, "rules/b.lua", NULL);
	assert_int_equal(other.count, 3);
	assert_null(ruleset_find(&other, "rules/b.lua"));
	back = with(a, &other, "rules/b.lua", NULL); /* it was not there */
	assert_string_equal(back.hash, other.hash);
	arena_free(a);
}

static void
takes_no_path_that_leads_elsewhere(void **state)
{
	static const char *const bad[] = { "", "/", "rules/", "rules/.lua",
		"rules/a", "rules/a.LUA", "rules/A.lua", "rules/-a.lua",
		"rules/a b.lua", "rules/../a.lua", "rules/a/b.lua",
		"../rules/a.lua", "/rules/a.lua", "rules//a.lua",
		"rules/\xc3\xa9.lua", "rules/a.lua\n", "other/a.lua",
		"lib/../programme.lua", "programme.lua/", "./programme.lua",
		"Programme.lua", "README.md", "rules/..lua" };
	struct arena *a = arena_new();
	struct ruleset set = { 0 }, out;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct err err = { ERR_NONE, "" };

		if (ruleset_with(a, &set, bad[i], "x", 1, &out, &err))
			fail_msg("\"%s\" was taken", bad[i]);
		assert_int_equal(err.kind, ERR_INPUT);
		assert_true(strlen(err.text) > 10);
	}
	arena_free(a);
}

static void
has_a_ceiling(void **state)
{
	struct arena *a = arena_new();
	struct ruleset set = { 0 }, out;
	struct err err = { ERR_NONE, "" };

	(void)state;
	for (int i = 0; i < RULESET_FILES_MAX; i++)
		set = with(a, &set, arena_printf(a, "rules/r%d.lua", i), "x");
	assert_false(
	    ruleset_with(a, &set, "rules/more.lua", "x", 1, &out, &err));
	assert_int_equal(err.kind, ERR_LIMIT);
	set = with(a, &set, "rules/r7.lua", "y"); /* no more than before */
	set = with(a, &set, "rules/r7.lua", NULL);
	set = with(a, &set, "rules/more.lua", "x");
	assert_int_equal(set.count, RULESET_FILES_MAX);
	arena_free(a);
}

UNIT(ruleset, T(has_files_in_order_whatever_comes),
    T(takes_no_path_that_leads_elsewhere), T(has_a_ceiling))
