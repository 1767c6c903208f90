/*
 * rule.h -- the rule child: the only code that touches Lua.
 *
 * Runs inside the sandbox (sandbox_child.h), one process for each script.
 * Job, data and answer are told in rule_form.h, and what a rule's author sees
 * in scripts/README.md.
 *
 * On the way down: rule_file reads the table that a file returns, with
 * rule_match (tests written as a table) and rule_example; rule_env runs a
 * file in a world of its own, of rule_bound (Lua's library, cut down),
 * rule_event (the event, read-only) and rule_method; rule_state holds the
 * limits and says how it ended.
 */
#ifndef RULE_H
#define RULE_H

/* The role's main; does not return. */
_Noreturn void rule_main(void);

#endif
