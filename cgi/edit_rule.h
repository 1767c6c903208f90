/*
 * edit_rule.h -- the page of one rule.
 *
 *	edit_rule     the text, its draft
 *	edit_panels   what it would change, what it matches, why, at what cost
 *	edit_change   what buttons and forms change in the text
 */
#ifndef EDIT_RULE_H
#define EDIT_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "judge_try.h"
#include "ruleset.h"
#include "tryout.h"

struct edit;
struct manuscript;

struct edit_rule {
	struct edit *e;
	const char *id, *path;
	bool is_rule; /* else programme.lua or a library; its id is the path */
	const char *text;
	size_t len;
	const struct ruleset_file *live; /* in the folder, or NULL */
	const struct manuscript *draft;  /* of the user, or NULL */
	bool goes; /* the draft is that there is no such file; the text is what
		      would go */
	/* Once it was tried. */
	struct ruleset set; /* the folder's, with the user's drafts */
	struct tryout tryout;
	struct judge_try tried;
	bool ok;
	int64_t traced; /* index of the event that is asked about, or -1 */
};

/* Answer with the page, and a message of what is wrong or NULL. */
void edit_rule_show(struct edit_rule *, int status, const char *wrong);

/* Keep the text as a draft and lead on; NULL: to the page again. */
void edit_rule_keep(struct edit_rule *, const char *lead, const char *done);

/* Put what was found into the view, in the caller's transaction. */
void edit_rule_put(struct edit_rule *);

/* The same for a file that is no rule: is it good in itself? */
void edit_rule_check(struct edit_rule *);

/* Load what rules are tried on and try the text, in the caller's transaction.
 * False where the text failed. */
bool edit_rule_run(struct edit_rule *);

/* Change the text and keep it: an example from an event, what the file says of
 * itself, the tests of a rule without functions. */
void edit_rule_example(struct edit_rule *);
void edit_rule_settings(struct edit_rule *);
void edit_rule_tests(struct edit_rule *);

/* What of its table the form shows, into the view. */
void edit_put_tests(struct edit_rule *);

#endif
