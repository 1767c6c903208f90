/*
 * rule_trace.h -- what a rule read of an event, told by the event itself: the
 * "read" of rule_form.h.
 *
 * A list is there only while somebody asks for it (rule_state.h's trace).
 * Without it every function here does nothing, and trails are NULL.
 */
#ifndef RULE_TRACE_H
#define RULE_TRACE_H

#include <stddef.h>

struct json;
struct rule_state;

/* Where in the event a value stands. */
struct rule_trail {
	const char *what;  /* as the rule would write it, without "event." */
	const char *field; /* the same without indexes and codes */
	const char *code;  /* of an additional field, or NULL */
};

/* The event itself; NULL while nothing is traced. */
const struct rule_trail *rule_trace_event(const struct rule_state *);

/* A member of a part, an item of a list, a code of a map; NULL of NULL. */
const struct rule_trail *rule_trace_member(
    struct rule_state *, const struct rule_trail *, const char *name);
const struct rule_trail *rule_trace_item(
    struct rule_state *, const struct rule_trail *, long long number);
const struct rule_trail *rule_trace_length(
    struct rule_state *, const struct rule_trail *); /* of a list */
const struct rule_trail *rule_trace_code(
    struct rule_state *, const struct rule_trail *, const char *code);

/*
 * The item for something that was read, for its "value" to be put; NULL where
 * it is not to be told: nothing is traced, it was read before, or the list is
 * full.
 */
struct json *rule_trace_read(struct rule_state *, const struct rule_trail *);

/* Put a text, cut and clean. */
void rule_trace_text(struct rule_state *, struct json *item, const char *key,
    const char *text, size_t len);

#endif
