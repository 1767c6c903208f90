/* breaks.c -- what a changed set of rules breaks. */
#include "breaks.h"
#include "fresh.h"
#include "judge_case.h"
#include "ruleset.h"

#define OK   "{\"rule\":\"a\",\"outcome\":\"ok\"}"
#define BAD  "{\"rule\":\"a\",\"outcome\":\"error\"}"
#define PROG "{\"rule\":\"programme\",\"outcome\":\"error\"}"

/* Before and after: the text of the rule, the library and the programme; how
 * the rule does now, and whether the programme does; what is live. */
static const struct {
	const char *was, *is; /* three letters each */
	const char *outcome;
	bool fails;
	const char *live;
	bool rule, programme;
} cases[] = {
	{ "alp", "alp", "ok", false, OK, false, false },
	{ "alp", "Alp", "ok", false, OK, false, false },
	{ "alp", "Alp", "error", false, OK, true, false },
	{ "alp", "Alp", "load", false, BAD, true, false },
	{ "alp", "alP", "error", false, BAD, false, false },
	{ "alp", "alP", "ok", true, OK, false, true },
	{ "alp", "Alp", "ok", true, OK "," PROG, false, false },
	/* A library answers for what did well. */
	{ "alp", "aLp", "error", false, OK, true, false },
	{ "alp", "aLp", "error", false, BAD, false, false },
	{ "alp", "aLp", "time", true, OK, true, true },
	{ "alp", "aLp", "ok", true, OK "," PROG, false, false },
	{ "alp", "aLp", "error", false, "", false, false }, /* not live */
};

static struct ruleset
set_of(struct arena *a, const char *texts)
{
	static const char *const paths[] = { "rules/a.lua", "lib/l.lua",
		"programme.lua" };
	struct ruleset set = { 0 }, with;
	struct err err = { ERR_NONE, "" };

	for (size_t i = 0; i < COUNT(paths); i++) {
		assert_true(
		    ruleset_with(a, &set, paths[i], texts + i, 1, &with, &err));
		set = with;
	}
	return set;
}

static void
make_live(struct arena *a, struct db *db, const char *states)
{
	struct ruleset set = set_of(a, "alp");
	struct db_query *q;

	db_step(db_query(db, "DELETE FROM snapshot"));
	q = db_query(db,
	    "INSERT INTO publication (made, cause, rule_set, content, events,"
	    " states) VALUES (0, 'edit', ?1, '', 0, ?2)");
	db_bind(q, 1, ruleset_store(db, &set, "files", 0));
	db_bind(q, 2, arena_printf(a, "[%s]", states));
	db_step(q);
	q = db_query(db, "INSERT INTO snapshot VALUES (?1, x'00')");
	db_bind(q, 1, db_last_id(db));
	db_step(q);
}

static void
what_changes_and_fails(void **state)
{
	struct arena *a = arena_new();
	struct db *db = fresh_db(a, "breaks");

	(void)state;
	db_begin(db);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct ruleset was = set_of(a, cases[i].was),
			       is = set_of(a, cases[i].is);
		struct judge_rule rule = { .id = "a",
			.outcome = cases[i].outcome };
		struct judge j = {
			.arena = a, .rules = &is, .list = &rule, .rule_count = 1
		};
		struct breaks b;

		make_live(a, db, cases[i].live);
		breaks_find(a, db, &j, &was,
		    cases[i].fails ? "programme.lua:1: no" : NULL, &b);
		if (b.rules[0] != cases[i].rule ||
		    b.programme != cases[i].programme)
			fail_msg("case %zu: %d %d", i, b.rules[0], b.programme);
	}
	fresh_end(db);
	arena_free(a);
}

UNIT(breaks, T(what_changes_and_fails))
