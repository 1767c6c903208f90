/* announcement.c -- one line at the top of every page. */
#include "announcement.h"
#include "arena.h"
#include "buf.h"
#include "db.h"
#include "err.h"
#include "fresh.h"
#include "json.h"
#include "unit.h"

/* Announce; what is wrong with it, or "". */
static const char *
set(struct arena *a, struct db *db, const char *text, int32_t until,
    int32_t now)
{
	struct json *texts = json_object(a);
	struct announcement n = { texts, until, "Ada", now };
	struct err err = { ERR_NONE, "" };
	int64_t id;

	json_put_str(a, texts, "fr", text);
	db_begin(db);
	id = announcement_set(a, db, &n, &err);
	assert_true((id > 0) == (err.kind == ERR_NONE));
	if (id == 0)
		db_cancel(db);
	else
		assert_true(db_end(db, &err));
	return arena_strdup(a, err.text);
}

/* What is announced then, or "". */
static const char *
now(struct arena *a, struct db *db, int32_t at)
{
	struct err err = { ERR_NONE, "" };
	struct json *one;
	const char *text;

	db_begin(db);
	one = announcement_now(a, db, at);
	assert_true(db_end(db, &err));
	text = json_get_str(json_get(one, "texts"), "fr");
	return text != NULL ? text : "";
}

static bool
end(struct db *db, int32_t at)
{
	struct err err = { ERR_NONE, "" };
	bool ended;

	db_begin(db);
	ended = announcement_end(db, "Bea", at);
	assert_true(db_end(db, &err));
	return ended;
}

static void
the_last_one_counts_until_its_end(void **state)
{
	struct arena *a = arena_new();
	struct db *db = fresh_db(a, "announcement");

	(void)state;
	assert_string_equal(now(a, db, 10), "");
	assert_false(end(db, 10));
	assert_string_equal(set(a, db, "Un", 100, 10), "");
	assert_string_equal(set(a, db, " Deux\n", 50, 11), "");
	assert_string_equal(now(a, db, 49), "Deux");
	assert_string_equal(now(a, db, 50), ""); /* not the one before it */
	assert_false(end(db, 50));
	assert_true(end(db, 40));
	assert_false(end(db, 40));
	assert_string_equal(now(a, db, 40), "");
	assert_string_equal(set(a, db, "Trois", 100, 45), "");
	assert_string_equal(now(a, db, 45), "Trois");
	arena_free(a);
}

static void
all_are_listed(void **state)
{
	struct arena *a = arena_new();
	struct db *db = fresh_db(a, "announcement");
	struct buf text = buf_new(a, 4096);
	struct err err = { ERR_NONE, "" };

	(void)state;
	set(a, db, "Un", 100, 10);
	end(db, 20);
	set(a, db, "\"Deux\"", 200, 30);
	db_begin(db);
	json_write(&text, announcement_list(a, db));
	assert_true(db_end(db, &err));
	assert_string_equal(text.data,
	    "[{\"id\":2,\"texts\":{\"fr\":\"\\\"Deux\\\"\"},\"until\":200,"
	    "\"author\":\"Ada\",\"made\":30},"
	    "{\"id\":1,\"texts\":{\"fr\":\"Un\"},\"until\":100,"
	    "\"author\":\"Ada\",\"made\":10,\"ended\":20,"
	    "\"ended_by\":\"Bea\"}]");
	arena_free(a);
}

static void
what_cannot_be_shown_is_told(void **state)
{
	struct arena *a = arena_new();
	struct db *db = fresh_db(a, "announcement");

	(void)state;
	assert_string_equal(set(a, db, "Un", 10, 10),
	    "the announcement would be over at once: give an end that is "
	    "still to come");
	assert_string_equal(set(a, db, " ", 20, 10),
	    "there is no text: write it in one language at least");
	assert_string_equal(
	    set(a, db, arena_printf(a, "%0200d", 0), 20, 10), "");
	assert_string_equal(set(a, db, arena_printf(a, "%0201d", 0), 20, 10),
	    "the text in \"fr\" has 201 bytes and 200 is the most: say it in "
	    "fewer words");
	arena_free(a);
}

UNIT(announcement, T(the_last_one_counts_until_its_end), T(all_are_listed),
    T(what_cannot_be_shown_is_told))
