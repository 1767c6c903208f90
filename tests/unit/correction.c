/* correction.c -- what an editor says of one event. */
#include "correction.h"
#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "db.h"
#include "err.h"
#include "event.h"
#include "fresh.h"
#include "json.h"
#include "unit.h"

/* ---- a database with three events --------------------------------------- */

static struct json *
parsed(struct arena *a, const char *text)
{
	struct err err = { ERR_NONE, "" };
	struct json *tree;

	if (!json_parse(a, text, strlen(text), NULL, &tree, &err))
		fail_msg("%s: %s", text, err.text);
	return tree;
}

static const char *
written(struct arena *a, const struct json *tree)
{
	struct buf text = buf_new(a, 1 << 16);

	json_write(&text, tree);
	return text.data;
}

/* Events of these names, with two timings; "b" is postponed. */
static void
import(struct arena *a, struct db *db, const char *letters, int32_t now)
{
	struct json *list = json_array(a);
	struct catalog_import in = { .source = "one",
		.format = "test",
		.events = list,
		.whole = true,
		.now = now };
	struct catalog_counts counts;
	struct err err = { ERR_NONE, "" };

	for (; *letters != '\0'; letters++)
		json_put(a, list, NULL,
		    parsed(
			a, arena_printf(a,
			       "{\"uid\":\"%c\",\"slug\":\"%c\","
			       "\"title\":{\"fr\":\"%c\"},"
			       "\"timings\":[[0,1000,1060],[0,2000,2060]],"
			       "\"attendance\":\"place\",\"status\":\"%s\"}",
			       *letters, *letters, *letters,
			       *letters == 'b' ? "postponed" : "scheduled")));
	db_begin(db);
	catalog_reconcile(a, db, &in, &counts);
	if (!db_end(db, &err))
		fail_msg("%s", err.text);
}

static struct db *
filled_db(struct arena *a)
{
	struct db *db = fresh_db(a, "correction");

	import(a, db, "abc", 10);
	return db;
}

/* A correction; what is wrong with it, or "". */
static const char *
add(struct arena *a, struct db *db, const char *event, const char *what,
    const char *detail, int32_t now)
{
	struct correction c = { .event = event,
		.what = what,
		.detail = detail != NULL ? parsed(a, detail) : NULL,
		.author = "Ada",
		.now = now };
	struct err err = { ERR_NONE, "" };
	int64_t id;

	db_begin(db);
	id = correction_add(a, db, &c, &err);
	assert_true((id > 0) == (err.kind == ERR_NONE));
	if (id == 0)
		db_cancel(db);
	else
		assert_true(db_end(db, &err));
	return arena_strdup(a, err.text);
}

static bool
undo(struct db *db, int64_t id, int32_t now)
{
	struct err err = { ERR_NONE, "" };
	bool undone;

	db_begin(db);
	undone = correction_undo(db, id, "Bea", now);
	assert_true(db_end(db, &err));
	return undone;
}

static struct catalog
load(struct arena *a, struct db *db)
{
	struct catalog c;
	struct err err = { ERR_NONE, "" };

	db_begin(db);
	catalog_load(a, db, &c);
	correction_apply(a, db, &c);
	assert_true(db_end(db, &err));
	return c;
}

static const char *
listed(struct arena *a, struct db *db, const char *event)
{
	struct err err = { ERR_NONE, "" };
	struct json *list;

	db_begin(db);
	list = correction_list(a, db, event);
	assert_true(db_end(db, &err));
	return written(a, list);
}

/* ---- what they do ------------------------------------------------------- */

/* What becomes of an event by these, one after the other. */
static const struct {
	const char *event;
	const char *made[4][2]; /* word, detail */
	const char *status, *timings, *note;
	bool hidden, featured;
} cases[] = {
	{ "a", { { "cancel", NULL } }, "cancelled", NULL, NULL, false, false },
	{ "a", { { "full", NULL } }, "full", NULL, NULL, false, false },
	{ "a", { { "cancel", NULL }, { "full", NULL } }, "cancelled", NULL,
	    NULL, false, false },
	{ "a", { { "full", NULL }, { "cancel", NULL } }, "cancelled", NULL,
	    NULL, false, false },
	{ "b", { { "full", NULL } }, "postponed", NULL, NULL, false, false },
	{ "b", { { "cancel", NULL } }, "cancelled", NULL, NULL, false, false },
	{ "a", { { "hide", NULL }, { "feature", NULL } }, "scheduled", NULL,
	    NULL, true, true },
	{ "a", { { "move", "{\"timing\":1,\"begin\":3000,\"end\":3030}" } },
	    "rescheduled", "[[2,2000,2060],[1,3000,3030]]", NULL, false,
	    false },
	{ "a",
	    { { "move", "{\"timing\":1,\"begin\":3000,\"end\":3030,"
			"\"text\":{\"fr\":\"Orage\"}}" },
		{ "move", "{\"timing\":1,\"begin\":4000,\"end\":4030}" },
		{ "move", "{\"timing\":2,\"begin\":1000,\"end\":1010}" } },
	    "rescheduled", "[[2,1000,1010],[1,4000,4030]]", NULL, false,
	    false },
	{ "a",
	    { { "move", "{\"timing\":2,\"begin\":2000,\"end\":2090}" },
		{ "full", NULL } },
	    "full", "[[1,1000,1060],[2,2000,2090]]", NULL, false, false },
	{ "a",
	    { { "note", "{\"text\":{\"fr\":\"Un\"}}" },
		{ "note",
		    "{\"text\":{\"fr\":\" Deux \\u0007 \",\"en\":\"\"}}" } },
	    "scheduled", NULL, "{\"fr\":\"Deux\"}", false, false },
	{ "a",
	    { { "cancel", "{\"text\":{\"fr\":\"Orage\"}}" },
		{ "note", "{\"text\":{\"en\":\"Sorry\",\"fr\":\"Pardon\"}}" } },
	    "cancelled", NULL,
	    "{\"fr\":\"Orage · Pardon\",\"en\":\"Orage · Sorry\"}", false,
	    false },
};

static void
events_are_as_their_corrections_say(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena *a = arena_new();
		struct db *db = filled_db(a);
		struct catalog c;
		const struct catalog_event *e;
		int n = 0;

		for (; n < 4 && cases[i].made[n][0] != NULL; n++)
			assert_string_equal(
			    add(a, db, cases[i].event, cases[i].made[n][0],
				cases[i].made[n][1], 20 + n),
			    "");
		c = load(a, db);
		e = &c.events[*cases[i].event - 'a'];
		assert_string_equal(
		    json_get_str(e->document, "status"), cases[i].status);
		assert_string_equal(
		    written(a, json_get(e->document, "timings")),
		    cases[i].timings != NULL ? cases[i].timings
					     : "[[1,1000,1060],[2,2000,2060]]");
		if (cases[i].note == NULL)
			assert_null(json_get(e->document, "note"));
		else
			assert_string_equal(
			    written(a, json_get(e->document, "note")),
			    cases[i].note);
		assert_int_equal(e->hidden, cases[i].hidden);
		assert_int_equal(e->featured, cases[i].featured);
		assert_int_equal(e->revision, n);
		assert_int_equal(e->changed, 19 + n);
		assert_int_equal(c.changed, 19 + n);
		arena_free(a);
	}
}

/* The others of the catalog, and the stored documents, are as they were. */
static void
nothing_else_is_touched(void **state)
{
	struct arena *a = arena_new();
	struct db *db = filled_db(a);
	struct catalog before = load(a, db), after;

	(void)state;
	assert_string_equal(add(a, db, "b", "cancel", NULL, 20), "");
	after = load(a, db);
	for (size_t i = 0; i < 3; i++)
		if (i != 1) {
			assert_string_equal(
			    written(a, before.events[i].document),
			    written(a, after.events[i].document));
			assert_int_equal(after.events[i].revision, 0);
		}
	assert_true(undo(db, 1, 30));
	after = load(a, db);
	assert_string_equal(written(a, before.events[1].document),
	    written(a, after.events[1].document));
	arena_free(a);
}

/* ---- what makes no sense ------------------------------------------------ */

static const struct {
	const char *event, *what, *detail, *sentence;
} refusals[] = {
	{ "z", "cancel", NULL, "there is no event \"z\"" },
	{ "a", "explode", NULL,
	    "\"explode\" is no correction: cancel, full, move, note, hide, "
	    "feature are" },
	{ "a", "note", NULL,
	    "there is no text: write it in one language at least" },
	{ "a", "note", "{\"text\":{\"fr\":\"  \"}}",
	    "there is no text: write it in one language at least" },
	{ "a", "note", "{\"text\":\"x\"}",
	    "a text is said by language: {\"fr\": \"...\"}" },
	{ "a", "note", "{\"text\":{\"Fr\":\"x\"}}",
	    "\"Fr\" is no language: write a code, such as fr" },
	{ "a", "cancel", "{\"text\":{\"fr\":1}}",
	    "what is said in \"fr\" is no text" },
	{ "a", "move", NULL, "event a has no timing 0" },
	{ "a", "move", "{\"timing\":3,\"begin\":1,\"end\":2}",
	    "event a has no timing 3" },
	{ "a", "move", "{\"timing\":1}",
	    "timing 1 has to end after it begins, and within 62 days" },
	{ "a", "move", "{\"timing\":1,\"begin\":9000,\"end\":9000}",
	    "timing 1 has to end after it begins, and within 62 days" },
	{ "a", "move", "{\"timing\":1,\"begin\":9000,\"end\":99000}",
	    "timing 1 has to end after it begins, and within 62 days" },
	{ "a", "move", "{\"timing\":1,\"begin\":9000000000,\"end\":9000000001}",
	    "timing 1 has to end after it begins, and within 62 days" },
	{ "a", "move", "{\"timing\":1,\"begin\":1000,\"end\":1060}",
	    "timing 1 is at that time already" },
	{ "a", "move", "{\"timing\":1,\"begin\":2000,\"end\":2010}",
	    "another timing of event a begins then" },
	{ "c", "cancel", NULL,
	    "event c is cancelled already, by correction 1" },
};

static void
what_makes_no_sense_is_told(void **state)
{
	struct arena *a = arena_new();
	struct db *db = filled_db(a);

	(void)state;
	assert_string_equal(add(a, db, "c", "cancel", NULL, 20), "");
	for (size_t i = 0; i < COUNT(refusals); i++)
		assert_string_equal(
		    add(a, db, refusals[i].event, refusals[i].what,
			refusals[i].detail, 20),
		    refusals[i].sentence);
	assert_string_equal(
	    add(a, db, "a", "note",
		arena_printf(a, "{\"text\":{\"fr\":\"%0401d\"}}", 0), 20),
	    "the text in \"fr\" has 401 bytes and 400 is the most: say it in "
	    "fewer words");
	for (int i = 0; i < CORRECTION_EVENT_MAX; i++)
		assert_string_equal(
		    add(a, db, "b", "note", "{\"text\":{\"fr\":\"x\"}}", 20),
		    "");
	assert_string_equal(
	    add(a, db, "b", "note", "{\"text\":{\"fr\":\"x\"}}", 20),
	    "event b has 100 corrections: take some back first");
	arena_free(a);
}

/* ---- through imports ---------------------------------------------------- */

static void
they_last_through_imports_and_are_listed(void **state)
{
	struct arena *a = arena_new();
	struct db *db = filled_db(a);
	struct catalog c;

	(void)state;
	assert_string_equal(
	    add(a, db, "a", "move",
		"{\"timing\":2,\"begin\":3000,\"end\":3060}", 20),
	    "");
	assert_string_equal(add(a, db, "b", "hide", NULL, 21), "");
	assert_true(undo(db, 2, 22));
	assert_false(undo(db, 2, 23)); /* a second time changes nothing */
	assert_false(undo(db, 9, 23));
	import(a, db, "ac", 24);
	c = load(a, db);
	assert_int_equal(c.count, 2);
	assert_string_equal(
	    written(a, json_get(c.events[0].document, "timings")),
	    "[[1,1000,1060],[2,3000,3060]]");
	assert_string_equal(listed(a, db, "b"),
	    "[{\"id\":2,\"event\":\"b\",\"title\":{\"fr\":\"b\"},"
	    "\"what\":\"hide\",\"detail\":{},\"author\":\"Ada\",\"made\":21,"
	    "\"undone\":22,\"undone_by\":\"Bea\",\"gone\":true}]");
	assert_string_equal(add(a, db, "b", "full", NULL, 25),
	    "event b has left its source: there is nothing to correct");
	import(a, db, "abc", 26);
	c = load(a, db);
	assert_false(c.events[1].hidden);
	assert_int_equal(c.events[1].revision, 3); /* back, made, undone */
	arena_free(a);
}

/* As if the source had put another timing in the place of the second; or the
 * first to where the second was moved. */
static void
a_move_without_its_place_is_void(void **state)
{
	struct arena *a = arena_new();
	struct db *db = filled_db(a);
	struct catalog c;
	struct err err = { ERR_NONE, "" };

	(void)state;
	assert_string_equal(add(a, db, "a", "move",
				"{\"timing\":2,\"begin\":3000,\"end\":3060,"
				"\"text\":{\"fr\":\"Orage\"}}",
				20),
	    "");
	db_begin(db);
	db_step(db_query(db,
	    "UPDATE event SET document = replace(document, '[2,2000,2060]',"
	    " '[3,2000,2060]') WHERE name = 'a'"));
	assert_true(db_end(db, &err));
	c = load(a, db);
	assert_string_equal(
	    written(a, json_get(c.events[0].document, "timings")),
	    "[[1,1000,1060],[3,2000,2060]]");
	assert_string_equal(
	    json_get_str(c.events[0].document, "status"), "scheduled");
	assert_null(json_get(c.events[0].document, "note"));
	assert_non_null(strstr(listed(a, db, NULL), "\"void\":true"));
	db_begin(db);
	db_step(db_query(db,
	    "UPDATE event SET document = replace(document,"
	    " '[1,1000,1060],[3,2000,2060]', '[2,2000,2060],[1,3000,3010]')"
	    " WHERE name = 'a'"));
	assert_true(db_end(db, &err));
	assert_non_null(strstr(listed(a, db, NULL), "\"void\":true"));
	arena_free(a);
}

UNIT(correction, T(events_are_as_their_corrections_say),
    T(nothing_else_is_touched), T(what_makes_no_sense_is_told),
    T(they_last_through_imports_and_are_listed),
    T(a_move_without_its_place_is_void))
