/* effect.c -- what a run of the rules changes, event by event. */
#include "effect.h"
#include "buf.h"
#include "fresh.h"
#include "json.h"
#include "judge_case.h"
#include "judge_memory.h"

/* Events by slot, "answers" as judge_rule has them. */
static struct judge_event *
events(struct arena *a, const char *slots)
{
	struct judge_event *list =
	    ARENA_ARRAY(a, struct judge_event, strlen(slots));

	for (size_t i = 0; slots[i] != '\0'; i++)
		list[i] = (struct judge_event){
			.slot = slots[i] - '0', .name = "x", .hash = 1
		};
	return list;
}

static struct judge_rule
rule(struct arena *a, const char *id, const char *answers)
{
	return (struct judge_rule){ .id = id,
		.outcome = answers != NULL ? "ok" : "load",
		.message = "",
		.about = json_object(a),
		.answers = answers != NULL ? arena_strdup(a, answers) : NULL,
		.reasons = ARENA_ARRAY(a, const struct json *, 9) };
}

static void
remember(struct arena *a, struct db *db, const char *id, const char *slots,
    const char *answers)
{
	struct judge_rule r = rule(a, id, answers);

	judge_remember(a, db, &r, "key", events(a, slots), strlen(slots));
}

/* Slots of the indexes, as digits. */
static const char *
slots_of(struct arena *a, const struct judge *j, const uint32_t *list, size_t n)
{
	char *text = arena_alloc(a, n + 1);

	for (size_t i = 0; i < n; i++)
		text[i] = (char)('0' + j->events[list[i]].slot);
	return text;
}

/*
 * In force: "a" yes to 1 and 2, "b" yes to 3, "gone" yes to 2, "same" yes to 1,
 * of events 1 to 3.  Now event 1 has left, and 4 has come.
 */
static const struct {
	const char *id;
	bool was, is;
	const char *gained, *lost;
	size_t before, now;
} wanted[] = {
	{ "a", true, true, "34", "2", 1, 2 },
	{ "b", true, false, "", "3", 1, 0 }, /* it fails, with no ladder */
	{ "gone", true, false, "", "2", 1, 0 },
	{ "new", false, true, "4", "", 0, 1 },
	{ "same", true, true, "", "", 0, 0 },
};

static void
begin(struct arena *a, struct db *db, struct judge *j)
{
	struct judge_rule list[] = { rule(a, "a", "011"), rule(a, "b", NULL),
		rule(a, "new", "001"), rule(a, "same", "000") };

	db_begin(db);
	remember(a, db, "a", "123", "110");
	remember(a, db, "b", "123", "001");
	remember(a, db, "gone", "123", "010");
	remember(a, db, "same", "123", "100");
	*j = (struct judge){ .arena = a,
		.events = events(a, "234"),
		.count = 3,
		.list = ARENA_ARRAY(a, struct judge_rule, COUNT(list)),
		.rule_count = COUNT(list) };
	memcpy(j->list, list, sizeof(list));
}

static void
tells_gains_and_losses(void **state)
{
	struct arena *a = arena_new();
	struct db *db = fresh_db(a, "effect");
	struct effect_before *before;
	struct effect e;
	struct judge j;

	(void)state;
	begin(a, db, &j);
	before = effect_begin(a, db);
	judge_forget(a, db, j.list, j.rule_count); /* as a run does */
	remember(a, db, "a", "234", "011");
	effect_end(a, before, &j, &e);
	assert_int_equal(e.count, COUNT(wanted));
	for (size_t i = 0; i < COUNT(wanted); i++) {
		const struct effect_rule *r = &e.rules[i];

		assert_string_equal(r->id, wanted[i].id);
		assert_int_equal(r->was, wanted[i].was);
		assert_int_equal(r->is, wanted[i].is);
		assert_string_equal(slots_of(a, &j, r->gained, r->gained_count),
		    wanted[i].gained);
		assert_string_equal(
		    slots_of(a, &j, r->lost, r->lost_count), wanted[i].lost);
		assert_int_equal(r->matched_before, wanted[i].before);
		assert_int_equal(r->matched, wanted[i].now);
		assert_ptr_equal(effect_of(&e, wanted[i].id), r);
	}
	assert_null(effect_of(&e, "none"));
	assert_int_equal(e.touched, 3);
	fresh_end(db);
	arena_free(a);
}

static void
counts_for_history(void **state)
{
	struct arena *a = arena_new();
	struct db *db = fresh_db(a, "effect");
	struct buf text = buf_new(a, 4096);
	struct effect e;
	struct judge j;

	(void)state;
	begin(a, db, &j);
	effect_end(a, effect_begin(a, db), &j, &e);
	json_write(&text, effect_counts(a, &e));
	assert_string_equal(text.data,
	    "[{\"rule\":\"a\",\"gained\":2,\"lost\":1},"
	    "{\"rule\":\"b\",\"gained\":0,\"lost\":1},"
	    "{\"rule\":\"gone\",\"gained\":0,\"lost\":1},"
	    "{\"rule\":\"new\",\"gained\":1,\"lost\":0}]");
	fresh_end(db);
	arena_free(a);
}

static void
of_one_rule_alone(void **state)
{
	struct arena *a = arena_new();
	struct db *db = fresh_db(a, "effect");
	struct effect_rule r;
	struct judge j;

	(void)state;
	begin(a, db, &j);
	j.rule_count = 1;
	effect_one(a, db, &j, &r);
	assert_string_equal(slots_of(a, &j, r.gained, r.gained_count), "34");
	assert_string_equal(slots_of(a, &j, r.lost, r.lost_count), "2");
	assert_true(r.was && r.is);
	j.list[0] = rule(a, "new", "110");
	effect_one(a, db, &j, &r);
	assert_string_equal(slots_of(a, &j, r.gained, r.gained_count), "23");
	assert_true(!r.was && r.is);
	fresh_end(db);
	arena_free(a);
}

UNIT(effect, T(tells_gains_and_losses), T(counts_for_history),
    T(of_one_rule_alone))
