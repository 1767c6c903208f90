/* breaks.c -- what a changed set of rules breaks. */
#include <string.h>

#include "arena.h"
#include "breaks.h"
#include "db.h"
#include "err.h"
#include "json.h"
#include "judge_case.h"
#include "ruleset.h"

static bool
changes(const struct ruleset *was, const struct ruleset *now, const char *path)
{
	const struct ruleset_file *old = ruleset_find(was, path),
				  *new = ruleset_find(now, path);

	return old == NULL || new == NULL || strcmp(old->hash, new->hash) != 0;
}

/* How all did in what is live, as judge_state() tells it. */
static const struct json *
live_states(struct arena *a, struct db *db)
{
	struct db_query *q =
	    db_query(db, "SELECT states FROM publication"
			 " WHERE id = (SELECT publication FROM snapshot)");
	struct err ignored = { ERR_NONE, "" };
	struct json *states = NULL;

	if (db_step(q))
		json_parse(a, db_text(q, 0), strlen(db_text(q, 0)), NULL,
		    &states, &ignored);
	return states;
}

/* Each rule is told of; the programme only where it fails. */
static bool
did_well(const struct json *states, const char *id)
{
	JSON_EACH(state, states)
	if (strcmp(json_get_str(state, "rule"), id) == 0)
		return strcmp(json_get_str(state, "outcome"), "ok") == 0;
	return strcmp(id, "programme") == 0;
}

void
breaks_find(struct arena *a, struct db *db, const struct judge *j,
    const struct ruleset *was, const char *failure, struct breaks *out)
{
	bool *rules = ARENA_ARRAY(a, bool, j->rule_count),
	     libs = strcmp(ruleset_libs_hash(a, was),
			ruleset_libs_hash(a, j->rules)) != 0;
	const struct json *live = libs ? live_states(a, db) : NULL;

	for (size_t i = 0; i < j->rule_count; i++) {
		const struct judge_rule *r = &j->list[i];
		const char *path =
		    arena_printf(a, RULESET_RULES "/%s.lua", r->id);

		rules[i] = strcmp(r->outcome, "ok") != 0 &&
			   (changes(was, j->rules, path) ||
			       (libs && did_well(live, r->id)));
	}
	*out = (struct breaks){ .rules = rules,
		.programme = failure != NULL &&
			     (changes(was, j->rules, RULESET_PROGRAMME) ||
				 (libs && did_well(live, "programme"))) };
}
