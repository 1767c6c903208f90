/* manuscript.c -- what editors have written and not published. */
#include "manuscript.h"
#include "fresh.h"
#include "ruleset.h"

/* A draft, from a text before (NULL: there was none) to one (NULL: to go). */
static struct manuscript
draft(struct arena *a, const char *author, const char *path, const char *before,
    const char *text)
{
	struct ruleset set = { 0 }, with;
	struct err err = { ERR_NONE, "" };
	struct manuscript d = { .author = author,
		.path = path,
		.text = text,
		.len = text != NULL ? strlen(text) : 0,
		.base = "",
		.before = before,
		.before_len = before != NULL ? strlen(before) : 0,
		.changed = 7 };

	if (before != NULL) {
		assert_true(ruleset_with(
		    a, &set, path, before, strlen(before), &with, &err));
		d.base = with.files[0].hash;
	}
	return d;
}

/* A set of pairs of path and text, ended by NULL. */
static struct ruleset
set_of(struct arena *a, const char *const *pairs)
{
	struct ruleset set = { 0 }, with;
	struct err err = { ERR_NONE, "" };

	for (; *pairs != NULL; pairs += 2) {
		assert_true(ruleset_with(a, &set, pairs[0], pairs[1],
		    strlen(pairs[1]), &with, &err));
		set = with;
	}
	return set;
}

/* Three of ada's, one of grace's, in a transaction that goes on. */
static struct db *
kept(struct arena *a)
{
	struct db *db = fresh_db(a, "manuscript");
	struct manuscript list[] = {
		draft(a, "grace", "rules/a.lua", "old", "hers"),
		draft(a, "ada", "rules/b.lua", NULL, ""),
		draft(a, "ada", "rules/a.lua", "old", NULL),
		draft(a, "ada", "lib/x.lua", "", "\n\n text\r\n"),
	};

	db_begin(db);
	for (size_t i = 0; i < COUNT(list); i++)
		manuscript_keep(db, &list[i]);
	return db;
}

static void
keeps_each_editors_own(void **state)
{
	struct arena *a = arena_new();
	struct db *db = kept(a);
	struct manuscripts all;

	(void)state;
	manuscript_load(a, db, NULL, &all);
	assert_int_equal(all.count, 4);
	assert_string_equal(all.list[0].path, "lib/x.lua");
	assert_string_equal(all.list[3].author, "grace");

	manuscript_load(a, db, "ada", &all);
	assert_int_equal(all.count, 3);
	assert_string_equal(all.list[0].text, "\n\n text\r\n");
	assert_int_equal(all.list[0].len, 9);
	assert_string_equal(all.list[0].before, "");
	assert_null(all.list[1].text); /* to go, and not empty */
	assert_string_equal(all.list[1].before, "old");
	assert_string_equal(
	    all.list[1].base, draft(a, "ada", "rules/a.lua", "old", NULL).base);
	assert_string_equal(all.list[2].text, ""); /* empty, and not to go */
	assert_null(all.list[2].before);
	assert_int_equal(all.list[2].changed, 7);
	assert_ptr_equal(manuscript_of(&all, "rules/a.lua"), &all.list[1]);
	assert_null(manuscript_of(&all, "rules/c.lua"));
	fresh_end(db);
	arena_free(a);
}

static void
replaces_and_forgets_one_editors(void **state)
{
	struct arena *a = arena_new();
	struct db *db = kept(a);
	struct manuscript anew = draft(a, "ada", "rules/a.lua", "old", "anew");
	struct manuscripts all;

	(void)state;
	manuscript_keep(db, &anew);
	manuscript_load(a, db, NULL, &all);
	assert_int_equal(all.count, 4);
	assert_string_equal(all.list[1].text, "anew");
	assert_string_equal(all.list[3].text, "hers");

	manuscript_forget(db, "ada", "rules/a.lua");
	manuscript_load(a, db, NULL, &all);
	assert_int_equal(all.count, 3);
	manuscript_forget(db, "ada", NULL);
	manuscript_load(a, db, NULL, &all);
	assert_int_equal(all.count, 1);
	assert_string_equal(all.list[0].author, "grace");
	fresh_end(db);
	arena_free(a);
}

static void
tells_what_was_overtaken(void **state)
{
	static const struct {
		const char *before, *text, *now;
		bool is;
	} cases[] = {
		{ "old", "mine", "old", false },
		{ "old", "mine", "theirs", true },
		{ "old", "mine", NULL, true },
		{ "old", "mine", "mine", false }, /* both made the same */
		{ "old", NULL, "old", false },
		{ "old", NULL, "theirs", true },
		{ "old", NULL, NULL, false }, /* gone already */
		{ NULL, "mine", NULL, false },
		{ NULL, "mine", "theirs", true },
		{ NULL, "mine", "mine", false },
		{ "", "mine", "", false },
		{ NULL, "mine", "", true },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *pairs[] = { cases[i].now != NULL ? "rules/a.lua"
							     : NULL,
			cases[i].now, NULL };
		struct ruleset now = set_of(a, pairs);
		struct manuscript d = draft(
		    a, "ada", "rules/a.lua", cases[i].before, cases[i].text);

		if (manuscript_is_overtaken(&d, &now) != cases[i].is)
			fail_msg("case %zu", i);
	}
	arena_free(a);
}

static const char *
text_in(const struct ruleset *set, const char *path)
{
	const struct ruleset_file *f = ruleset_find(set, path);

	return f != NULL ? f->text : NULL;
}

static void
goes_into_a_set(void **state)
{
	static const char *const pairs[] = { "programme.lua", "p",
		"rules/a.lua", "a", "rules/c.lua", "c", NULL };
	struct arena *a = arena_new();
	struct ruleset set = set_of(a, pairs), out;
	struct err err = { ERR_NONE, "" };
	struct manuscript list[] = {
		draft(a, "ada", "rules/a.lua", "a", "A"),
		draft(a, "ada", "rules/b.lua", NULL, "B"),
		draft(a, "ada", "rules/c.lua", "c", NULL),
	};
	struct manuscripts drafts = { list, COUNT(list) };

	(void)state;
	assert_true(manuscript_apply(a, &set, &drafts, NULL, &out, &err));
	assert_int_equal(out.count, 3);
	assert_string_equal(text_in(&out, "programme.lua"), "p");
	assert_string_equal(text_in(&out, "rules/a.lua"), "A");
	assert_string_equal(text_in(&out, "rules/b.lua"), "B");
	assert_null(text_in(&out, "rules/c.lua"));

	assert_true(
	    manuscript_apply(a, &set, &drafts, "rules/b.lua", &out, &err));
	assert_int_equal(out.count, 4);
	assert_string_equal(text_in(&out, "rules/a.lua"), "a");
	assert_string_equal(text_in(&out, "rules/c.lua"), "c");
	assert_true(
	    manuscript_apply(a, &set, &drafts, "rules/none.lua", &out, &err));
	assert_string_equal(out.hash, set.hash);

	list[1].path = "rules/../b.lua";
	assert_false(manuscript_apply(a, &set, &drafts, NULL, &out, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	arena_free(a);
}

UNIT(manuscript, T(keeps_each_editors_own), T(replaces_and_forgets_one_editors),
    T(tells_what_was_overtaken), T(goes_into_a_set))
