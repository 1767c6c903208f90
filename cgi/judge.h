/*
 * judge.h -- rules run over events: who says yes, why, and who could not.
 *
 * Each rule runs in a child of its own (sandbox.h, rule_form.h), over those
 * events only for which its answer is not known already.  A rule that fails
 * goes down one ladder and never stops the others:
 *
 *	its new text
 *	else its last good text, on today's events
 *	else its last good answers, for events that have not changed; for
 *	the others "no", but what a hide rule hid stays hidden
 *	else it is absent
 */
#ifndef JUDGE_H
#define JUDGE_H

#include "judge_case.h"

struct err;

/* Judge all rules of the set.  What goes wrong with a rule is in its outcome;
 * what goes wrong with the database is latched in it. */
void judge_run(struct judge *);

/* Remember in which set the rules that are good were so. */
void judge_keep(const struct judge *, int64_t rule_set);

/*
 * Run a set's programme.lua and read it.  False with a sentence that names the
 * file, and the line where it is known.
 */
bool judge_programme(struct arena *, const struct ruleset *,
    const char *program, struct programme *, struct err *);

#endif
