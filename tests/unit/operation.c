/* operation.c -- requests that changed something, done once. */
#include "operation.h"
#include "fresh.h"

#define NAME "0123456789abcdef0123456789abcdef"

static void
names(void **state)
{
	static const char *const none[] = { "", "x", "0123456789abcdef",
		NAME "0", "0123456789ABCDEF0123456789ABCDEF",
		"0123456789abcdef0123456789abcde ",
		"0123456789abcdef0123456789abcdeg" };
	struct arena *a = arena_new();

	(void)state;
	assert_true(operation_is_name(NAME));
	assert_false(operation_is_name(NULL));
	for (size_t i = 0; i < COUNT(none); i++)
		assert_false(operation_is_name(none[i]));
	for (int i = 0; i < 100; i++)
		assert_true(operation_is_name(operation_new(a)));
	assert_string_not_equal(operation_new(a), operation_new(a));
	arena_free(a);
}

/* The same form is the same operation; whatever differs makes it another. */
static void
is_what_a_form_asks_for(void **state)
{
	struct arena *a = arena_new();
	const char *first = operation_of(a, NAME, "rules/a", "x=1\0y", 5);

	(void)state;
	assert_true(operation_is_name(first));
	assert_string_equal(
	    first, operation_of(a, NAME, "rules/a", "x=1\0y", 5));
	assert_string_not_equal(
	    first, operation_of(a, NAME, "rules/a", "x=1\0z", 5));
	assert_string_not_equal(
	    first, operation_of(a, NAME, "rules/a", "x=1\0y", 3));
	assert_string_not_equal(
	    first, operation_of(a, NAME, "rules/b", "x=1\0y", 5));
	assert_string_not_equal(
	    first, operation_of(a, operation_new(a), "rules/a", "x=1\0y", 5));
	assert_true(operation_is_name(operation_of(a, NAME, "", NULL, 0)));
	arena_free(a);
}

static void
is_done_once(void **state)
{
	struct arena *a = arena_new();
	struct db *db = fresh_db(a, "operation");
	struct err err = { ERR_NONE, "" };

	(void)state;
	db_begin(db);
	assert_null(operation_find(a, db, NAME));
	operation_keep(db, NAME, "ada", 100, "rules/a?done=kept");
	fresh_end(db);

	/* A second one takes with it whatever else its transaction did. */
	db_begin(db);
	operation_keep(db, operation_new(a), "grace", 101, "elsewhere");
	operation_keep(db, NAME, "grace", 101, "elsewhere");
	assert_false(db_end(db, &err));
	db_begin(db);
	assert_string_equal(operation_find(a, db, NAME), "rules/a?done=kept");

	/* It is forgotten when nobody can mean it any more. */
	operation_keep(
	    db, operation_new(a), "ada", 100 + OPERATION_KEPT, "later");
	assert_non_null(operation_find(a, db, NAME));
	operation_keep(
	    db, operation_new(a), "ada", 101 + OPERATION_KEPT, "later");
	assert_null(operation_find(a, db, NAME));
	fresh_end(db);
	arena_free(a);
}

UNIT(operation, T(names), T(is_what_a_form_asks_for), T(is_done_once))
