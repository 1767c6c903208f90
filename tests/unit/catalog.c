/* catalog.c -- how an import changes what there is. */
#include "catalog.h"
#include "arena.h"
#include "buf.h"
#include "db.h"
#include "err.h"
#include "event.h"
#include "fresh.h"
#include "json.h"
#include "unit.h"

/* ---- numbers ------------------------------------------------------------ */

/* Lists of begins; what numbers the new ones get.  Old ones have 1, 2, ... */
static const struct {
	int old[6], fresh[6], numbers[6], highest;
} numberings[] = {
	{ { 10, 20 }, { 10, 20 }, { 1, 2 }, 2 },
	{ { 10, 20 }, { 20, 30 }, { 2, 1 }, 2 },       /* 10 moved to 30 */
	{ { 10, 20 }, { 5, 10, 20 }, { 3, 1, 2 }, 3 }, /* one more */
	{ { 10, 20, 30 }, { 10, 30 }, { 1, 3 }, 3 },   /* one less */
	{ { 10, 20, 30 }, { 11, 21, 31 }, { 1, 2, 3 }, 3 },
	{ { 10 }, { 40, 50, 60 }, { 1, 2, 3 }, 3 },
	{ { 0 }, { 10, 20 }, { 1, 2 }, 2 }, /* none before */
	{ { 10, 20 }, { 0 }, { 0 }, 2 },    /* none after */
	{ { 10, 20, 30, 40 }, { 20, 25, 40 }, { 2, 1, 4 }, 4 },
};

static size_t
timings_of(const int *begins, struct timing *t)
{
	size_t n = 0;

	for (; begins[n] != 0; n++)
		t[n] = (struct timing){ (int)n + 1, begins[n], begins[n] + 5 };
	return n;
}

static void
numbers_stay_with_their_timing(void **state)
{
	struct timing old[6], fresh[6];

	(void)state;
	for (size_t i = 0; i < sizeof(numberings) / sizeof(*numberings); i++) {
		size_t had = timings_of(numberings[i].old, old),
		       have = timings_of(numberings[i].fresh, fresh);
		int32_t highest = (int32_t)had;

		catalog_number(old, had, fresh, have, &highest);
		for (size_t k = 0; k < have; k++)
			assert_int_equal(
			    fresh[k].number, numberings[i].numbers[k]);
		assert_int_equal(highest, numberings[i].highest);
	}
}

/* ---- a real database ---------------------------------------------------- */

/* Documents of these uids, one letter each; the title is the letter and what
 * follows an "=". */
static struct json *
documents(struct arena *a, const char *letters)
{
	struct json *list = json_array(a), *event, *title;

	for (; *letters != '\0'; letters++) {
		char *uid = arena_strndup(a, letters, 1);
		struct timing t = { 0, 100, 200 };
		bool changed = letters[1] == '=';

		event = json_put_object(a, list, NULL);
		json_put_str(a, event, "uid", uid);
		json_put_str(a, event, "slug", uid);
		title = json_put_object(a, event, "title");
		json_put_str(a, title, "fr",
		    changed ? arena_printf(a, "%s changed", uid) : uid);
		event_put_timings(a, event, &t, 1);
		json_put_str(a, event, "attendance", "place");
		json_put_str(a, event, "status", "scheduled");
		letters += changed;
	}
	return list;
}

/* The uids alone. */
static struct json *
letters_of(struct arena *a, const char *letters)
{
	struct json *list = json_array(a);

	for (; *letters != '\0'; letters++)
		json_put_str(a, list, NULL, arena_strndup(a, letters, 1));
	return list;
}

struct step {
	const char *source, *letters, *gone;
	bool part, partial, accept;
	int fresh, changed, same, removed, withheld;
};

static void
take(struct arena *a, struct db *db, const struct step *s, int32_t now)
{
	struct catalog_import import = { .source = s->source,
		.format = "test",
		.events = documents(a, s->letters),
		.whole = !s->part,
		.partial = s->partial,
		.gone = s->gone != NULL ? letters_of(a, s->gone) : NULL,
		.accept_removals = s->accept,
		.now = now };
	struct catalog_counts c;
	struct err err = { ERR_NONE, "" };

	db_begin(db);
	catalog_reconcile(a, db, &import, &c);
	if (!db_end(db, &err))
		fail_msg("%s", err.text);
	if (c.fresh != s->fresh || c.changed != s->changed ||
	    c.same != s->same || c.removed != s->removed ||
	    c.withheld != s->withheld)
		fail_msg("%s from %s: %d new, %d changed, %d same, %d removed, "
			 "%d withheld",
		    s->letters, s->source, c.fresh, c.changed, c.same,
		    c.removed, c.withheld);
}

static void
imports_reconcile_and_the_guard_withholds(void **state)
{
	static const struct step steps[] = {
		{ "one", "abcdefghij", .fresh = 10 },
		{ "one", "abcdefghij", .same = 10 },
		{ "one", "abcdefghi=j", .same = 9, .changed = 1 },
		{ "one", "abcdefgh", .same = 8, .removed = 2 },
		{ "one", "abcd", .same = 4, .withheld = 4 },
		{ "one", "", .withheld = 8 },
		{ "one", "abcde", .part = true, .same = 5, .withheld = 3 },
		{ "one", "z", .partial = true, .fresh = 1 },
		{ "two", "ab", .fresh = 2 },
		{ "two", "c", .fresh = 1, .removed = 2 }, /* few may go */
		{ "one", "abcd", .accept = true, .same = 4, .removed = 5 },
		{ "one", "abcdi", .same = 4, .fresh = 1 }, /* i is back */
		/* What a part says is gone; nobody has heard of x, and z left
		 * long ago. */
		{ "one", "e", .gone = "axzxa", .partial = true, .fresh = 1,
		    .removed = 1 },
		{ "one", "", .gone = "bcdi", .partial = true, .withheld = 4 },
		{ "one", "", .gone = "bcdi", .partial = true, .accept = true,
		    .removed = 4 },
		{ "one", "ab", .gone = "ab", .partial = true, .fresh = 2 },
		{ "one", "c", .gone = "ab", .fresh = 1, .removed = 3 },
	};
	struct arena *a = arena_new();
	struct db *db = fresh_db(a, "catalog");

	(void)state;
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		take(a, db, &steps[i], (int32_t)i);
	arena_free(a);
}

static void
names_slots_and_times_stay(void **state)
{
	static const struct step steps[] = {
		{ "one", "ab", .fresh = 2 },
		{ "two", "ab", .fresh = 2 },
		{ "one", "a", .same = 1, .removed = 1 },
		{ "one", "ab", .same = 1, .fresh = 1 },
	};
	static const char *const names[] = { "a", "b", "a-two", "b-two" };
	struct arena *a = arena_new();
	struct db *db = fresh_db(a, "catalog");
	struct catalog c;
	struct err err = { ERR_NONE, "" };

	(void)state;
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		take(a, db, &steps[i], (int32_t)i + 10);
	db_begin(db);
	catalog_load(a, db, &c);
	assert_true(db_end(db, &err));
	assert_int_equal(c.count, 4);
	for (size_t i = 0; i < c.count; i++) {
		assert_string_equal(c.events[i].name, names[i]);
		assert_int_equal(c.events[i].slot, (int)i + 1);
	}
	assert_int_equal(c.events[1].revision, 1); /* it came back */
	assert_int_equal(c.changed, 13);
	assert_int_equal(c.checked, 13);
	arena_free(a);
}

static void
a_failure_in_the_middle_leaves_all_as_it_was(void **state)
{
	static const struct step first = { "one", "abc", .fresh = 3 };
	struct arena *a = arena_new();
	struct db *db = fresh_db(a, "catalog");
	struct catalog_import import = { .source = "one",
		.format = "test",
		.events = documents(a, "a=b=xyz"),
		.whole = true,
		.now = 99 };
	struct catalog_counts counts;
	struct catalog c;
	struct err err = { ERR_NONE, "" };

	(void)state;
	take(a, db, &first, 1);
	db_begin(db);
	catalog_reconcile(a, db, &import, &counts);
	db_fail(db, ERR_SYSTEM, "the disk is full");
	assert_false(db_end(db, &err));
	assert_string_equal(err.text, "the disk is full");
	db_begin(db);
	catalog_load(a, db, &c);
	err.kind = ERR_NONE;
	assert_true(db_end(db, &err));
	assert_int_equal(c.count, 3);
	assert_string_equal(
	    json_get_str(json_get(c.events[0].document, "title"), "fr"), "a");
	assert_int_equal(c.changed, 1);
	arena_free(a);
}

/* ---- what becomes of each ----------------------------------------------- */

static void
write_fate(void *with, enum catalog_fate fate, const char *name,
    const struct json *was, const struct json *is)
{
	static const char signs[] = { '+', '*', '-', '!' };
	const char *old = json_get_str(json_get(was, "title"), "fr"),
		   *new = json_get_str(json_get(is, "title"), "fr");

	buf_printf(with, "%c%s(%s>%s)", signs[fate], name,
	    old != NULL ? old : "", new != NULL ? new : "");
}

static void
each_change_is_told_once(void **state)
{
	static const struct {
		const char *letters, *told;
		bool partial, accept;
	} steps[] = {
		{ "abcdefgh",
		    "+a(>a)+b(>b)+c(>c)+d(>d)+e(>e)+f(>f)+g(>g)"
		    "+h(>h)",
		    false, false },
		{ "abcdefgh", "", false, false },
		{ "ab=cdefgi", "*b(b>b changed)+i(>i)-h(h>)", false, false },
		{ "abcd", "*b(b changed>b)!e(e>)!f(f>)!g(g>)!i(i>)", false,
		    false },
		{ "h", "+h(>h)", true, false }, /* it had left */
		{ "abcd", "-e(e>)-f(f>)-g(g>)-h(h>)-i(i>)", false, true },
	};
	struct arena *a = arena_new();
	struct db *db = fresh_db(a, "catalog");
	struct catalog_counts counts;
	struct err err = { ERR_NONE, "" };

	(void)state;
	for (size_t i = 0; i < COUNT(steps); i++) {
		struct buf told = buf_new(a, 1000);
		struct catalog_import import = { .source = "one",
			.format = "test",
			.events = documents(a, steps[i].letters),
			.whole = true,
			.partial = steps[i].partial,
			.accept_removals = steps[i].accept,
			.tell = write_fate,
			.with = &told };

		db_begin(db);
		catalog_reconcile(a, db, &import, &counts);
		assert_true(db_end(db, &err));
		assert_string_equal(
		    told.data != NULL ? told.data : "", steps[i].told);
		assert_int_equal(counts.guarded, i == 3 || i == 5);
	}
	arena_free(a);
}

static void
sources_are_told_in_order(void **state)
{
	static const struct step steps[] = {
		{ "two", "abc", .fresh = 3 },
		{ "one", "ab", .fresh = 2 },
		{ "two", "ab", .same = 2, .removed = 1 },
	};
	struct arena *a = arena_new();
	struct db *db = fresh_db(a, "catalog");
	struct catalog_source *sources;
	struct err err = { ERR_NONE, "" };
	size_t count;

	(void)state;
	for (size_t i = 0; i < COUNT(steps); i++)
		take(a, db, &steps[i], (int32_t)i + 10);
	db_begin(db);
	sources = catalog_sources(a, db, &count);
	assert_true(db_end(db, &err));
	assert_int_equal(count, 2);
	assert_string_equal(sources[0].key, "one");
	assert_string_equal(sources[1].key, "two");
	assert_string_equal(sources[1].format, "test");
	assert_int_equal(sources[0].events, 2);
	assert_int_equal(sources[1].events, 2);
	assert_int_equal(sources[1].checked, 12);
	arena_free(a);
}

UNIT(catalog, T(numbers_stay_with_their_timing),
    T(imports_reconcile_and_the_guard_withholds), T(names_slots_and_times_stay),
    T(a_failure_in_the_middle_leaves_all_as_it_was),
    T(each_change_is_told_once), T(sources_are_told_in_order))
