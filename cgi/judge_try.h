/*
 * judge_try.h -- one text of a rule, tried on all events before anybody else
 * sees what it does: what the workspace shows beside the editor.
 *
 * Nothing is remembered and nothing is kept: no database, no ladder.
 */
#ifndef JUDGE_TRY_H
#define JUDGE_TRY_H

#include "judge_case.h"

struct judge_try {
	/* in */
	struct arena *arena;
	const struct programme *programme;
	const struct ruleset *rules; /* for the libraries alone */
	const struct judge_event *events;
	size_t count;
	const char *program; /* for sandbox_run() */
	const char *id;      /* of the rule: need not be in the set */
	const char *text;
	size_t len;
	int64_t traced; /* index of the event whose reading is told; -1: none */
	/* out */
	struct judge_rule rule;   /* how it did: JUDGE_NEW or JUDGE_ABSENT */
	int64_t steps;            /* Lua instructions of one pass */
	int64_t slowest;          /* index of the event that took most, or -1 */
	size_t examples;          /* all of which agreed */
	const struct json *match; /* a table's, rule_form.h; NULL: none */
	const struct json *read;  /* of the traced event, rule_form.h; or NULL
				   */
};

/* Run it.  False where it failed, which the rule's outcome, line, event and
 * message tell; then nothing else is filled in. */
bool judge_try(struct judge_try *);

#endif
