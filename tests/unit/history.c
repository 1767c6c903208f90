/* history.c -- what was published, by whom and why. */
#include "history.h"
#include "fresh.h"
#include "json.h"
#include "ruleset.h"

#define LAST 6 /* publications of the story below */

/* A publication with a set of these texts: "a=1 b=2" as files of rules. */
static void
publish(struct arena *a, struct db *db, const char *texts, const char *author,
    const char *message, const char *effect)
{
	struct ruleset set = { 0 }, with;
	struct err err = { ERR_NONE, "" };
	struct db_query *q = db_query(db,
	    "INSERT INTO publication (made, cause, rule_set, content, events,"
	    " states, author, message, effect) VALUES"
	    " ((SELECT 10 * count(*) FROM publication), 'edit', ?1, '', 3,"
	    " '[{\"rule\":\"a\"}]', ?2, ?3, ?4)");

	for (; *texts != '\0'; texts += 3 + (texts[3] == ' ')) {
		const char *path = arena_printf(a, "rules/%c.lua", texts[0]);

		assert_true(
		    ruleset_with(a, &set, path, texts + 2, 1, &with, &err));
		set = with;
	}
	db_bind(q, 1, ruleset_store(db, &set, "files", 0));
	db_bind(q, 2, author);
	db_bind(q, 3, message);
	db_bind(q, 4, effect);
	db_step(q);
}

static struct db *
story(struct arena *a)
{
	struct db *db = fresh_db(a, "history");

	db_begin(db);
	publish(a, db, "a=1 b=1", NULL, NULL, NULL); /* an import */
	publish(a, db, "a=2 b=1", "ada", "a", "[{\"rule\":\"a\"}]");
	publish(a, db, "a=2 b=2", "grace", "b", "not JSON");
	publish(a, db, "a=2 b=2", NULL, NULL, NULL); /* an import */
	publish(a, db, "a=2", "ada", "no b", "[]");
	publish(a, db, "a=2 b=2", "grace", "b again", "[]");
	return db;
}

static void
newest_first(void **state)
{
	struct arena *a = arena_new();
	struct db *db = story(a);
	struct history_entry list[LAST + 1];

	(void)state;
	assert_int_equal(history_list(a, db, 0, list, LAST + 1), LAST);
	for (int i = 0; i < LAST; i++) {
		assert_int_equal(list[i].publication, LAST - i);
		assert_int_equal(list[i].made, 10 * (LAST - 1 - i));
		assert_int_equal(list[i].is_live, i == 0);
		assert_int_equal(list[i].events, 3);
		assert_string_equal(
		    json_get_str(list[i].states->first, "rule"), "a");
		assert_int_equal(
		    list[i].before, i + 1 < LAST ? list[i + 1].rule_set : 0);
	}
	assert_int_equal(list[2].before, list[2].rule_set); /* an import */
	assert_null(list[2].author);
	assert_null(list[2].effect);
	assert_null(list[3].effect);
	assert_string_equal(list[3].author, "grace");
	assert_string_equal(list[4].message, "a");
	assert_int_equal(list[4].effect->len, 1);

	/* In pages. */
	assert_int_equal(history_list(a, db, 0, list, 4), 4);
	assert_int_equal(history_list(a, db, 3, list, 4), 2);
	assert_int_equal(list[0].publication, 2);
	assert_false(list[0].is_live);
	assert_int_equal(history_list(a, db, 1, list, 4), 0);
	fresh_end(db);
	arena_free(a);
}

static void
one_by_its_number(void **state)
{
	struct arena *a = arena_new();
	struct db *db = story(a);
	struct history_entry one;

	(void)state;
	assert_true(history_get(a, db, 3, &one));
	assert_int_equal(one.publication, 3);
	assert_string_equal(one.message, "b");
	assert_true(history_get(a, db, LAST, &one));
	assert_true(one.is_live);
	assert_false(history_get(a, db, 0, &one));
	assert_false(history_get(a, db, LAST + 1, &one));
	assert_false(history_get(a, db, -1, &one));
	fresh_end(db);
	arena_free(a);
}

/* Of the file as it is now, and not of publications that left it alone. */
static void
who_made_a_file_what_it_is(void **state)
{
	struct arena *a = arena_new();
	struct db *db = story(a);
	int32_t made = -1;

	(void)state;
	assert_string_equal(history_author(a, db, "rules/a.lua", &made), "ada");
	assert_int_equal(made, 10);
	assert_string_equal(
	    history_author(a, db, "rules/b.lua", &made), "grace");
	assert_int_equal(made, 50);                  /* when it came back */
	publish(a, db, "a=3 b=2", NULL, NULL, NULL); /* saved in the folder */
	assert_null(history_author(a, db, "rules/a.lua", &made));
	assert_int_equal(made, 60);
	fresh_end(db);
	arena_free(a);
}

UNIT(history, T(newest_first), T(one_by_its_number),
    T(who_made_a_file_what_it_is))
