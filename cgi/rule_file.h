/*
 * rule_file.h -- what a rule file says: the table it returns, checked.
 */
#ifndef RULE_FILE_H
#define RULE_FILE_H

#include <stddef.h>

struct json;
struct rule_example;
struct rule_match;
struct rule_state;

struct rule_file {
	struct json *about; /* group, label, effect, order: rule_form.h */
	const struct json *reason; /* where match gives none; NULL: neither */
	struct rule_match *match;  /* NULL: match is a function ... */
	int match_line;            /* ... that begins in this line */
	struct rule_example *examples;
	size_t example_count;
};

/*
 * Check and read the value on top of the Lua stack, which goes.  "job" has
 * the languages and the groups.  A mistake ends the process: "load".
 */
struct rule_file rule_file_read(struct rule_state *, const struct json *job);

#endif
