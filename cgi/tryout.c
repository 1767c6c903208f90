/* tryout.c -- what rules are tried on. */
#include "tryout.h"
#include "arena.h"
#include "correction.h"
#include "db.h"
#include "err.h"
#include "judge_case.h"
#include "rule_data.h"

static void
make_events(struct arena *a, struct tryout *t)
{
	const struct programme *p = &t->inforce.programme;

	t->count = t->catalog.count;
	t->events = ARENA_ARRAY(a, struct judge_event, t->count);
	for (size_t i = 0; i < t->count; i++) {
		const struct catalog_event *e = &t->catalog.events[i];

		t->events[i] = (struct judge_event){ .slot = e->slot,
			.name = e->name,
			.data = rule_data_event(a, p, e) };
		t->events[i].hash = judge_hash(t->events[i].data);
	}
}

bool
tryout_load(struct arena *a, struct db *db, const struct ruleset *rules,
    const char *program, const char *www, struct tryout *t, struct err *err)
{
	t->catalog = (struct catalog){ 0 };
	if (!inforce_read(a, db, rules, program, www, &t->inforce, err))
		return false;
	if (db != NULL) {
		catalog_load(a, db, &t->catalog);
		correction_apply(a, db, &t->catalog);
	}
	if (db == NULL || db_ok(db))
		make_events(a, t);
	return true;
}
