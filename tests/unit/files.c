/* files.c -- files that are replaced whole, whoever dies on the way. */
#include <stdlib.h>
#include <unistd.h>

#include "arena.h"
#include "err.h"
#include "files.h"
#include "unit.h"

#define PATH "build/unit-files"

static bool
is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

static const char *
prepared(struct arena *a)
{
	struct err err = { ERR_NONE, "" };
	const char *part = files_prepare(a, PATH, FILES_OURS, "bytes", 5, &err);

	assert_non_null(part);
	return part;
}

/* The arena is what a process takes with it. */
static void
a_part_left_behind_goes(void **state)
{
	struct arena *dead = arena_new(), *a = arena_new();
	char *left = strdup(prepared(dead));

	(void)state;
	arena_free(dead);
	assert_true(is_there(left));
	unlink(prepared(a));
	assert_false(is_there(left));
	arena_free(a);
	free(left);
}

static void
a_part_that_is_written_stays(void **state)
{
	struct arena *one = arena_new(), *another = arena_new();
	const char *part = prepared(one), *other = prepared(another);
	struct err err = { ERR_NONE, "" };

	(void)state;
	assert_true(is_there(part) && is_there(other));
	assert_true(files_settle(part, PATH, &err));
	assert_true(files_settle(other, PATH, &err));
	arena_free(one);
	arena_free(another);
	assert_true(is_there(PATH));
	unlink(PATH);
}

/* Somebody's own copy, though its name begins so. */
static void
what_is_no_part_stays(void **state)
{
	static const char other[] = PATH ".part-backup.gz";
	struct arena *a = arena_new();
	struct err err = { ERR_NONE, "" };

	(void)state;
	assert_true(files_replace(other, FILES_OURS, "x", 1, &err));
	unlink(prepared(a));
	assert_true(is_there(other));
	unlink(other);
	arena_free(a);
}

UNIT(files, T(a_part_left_behind_goes), T(a_part_that_is_written_stays),
    T(what_is_no_part_stays))
