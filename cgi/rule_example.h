/*
 * rule_example.h -- the examples in a rule file: events of which only what
 * matters is written, in the words that the rule itself sees.
 */
#ifndef RULE_EXAMPLE_H
#define RULE_EXAMPLE_H

#include <stdbool.h>
#include <stddef.h>

struct json;
struct rule_state;

struct rule_example {
	const struct json
	    *event; /* in the form of rule_form.h, folded included */
	bool expected;
};

/*
 * Read the list at a stack index; *count gets how many.  A mistake (an
 * unknown field, a wrong type, no expectation) ends the process: "load".
 * What follows from what is written is filled in: a timing's begins and ends
 * from from and to, days from timings.
 */
struct rule_example *
rule_example_read(struct rule_state *, int list, size_t *count);

#endif
