/*
 * rule_test.h -- the tests of a match table (rule_match.h), one by one: what
 * values each may have, and how an event is asked with one of them.
 */
#ifndef RULE_TEST_H
#define RULE_TEST_H

#include <stdbool.h>
#include <stdint.h>

#include "rule_ask.h"
#include "rule_words.h"

struct buf;
struct err;
struct json;
struct rule_key;
struct rule_match;
struct rule_state;

struct rule_value {
	struct rule_phrase phrase;
	const char *word;         /* a day, or a word of a list */
	int64_t from, to;         /* ages */
	bool truth, is_truth;     /* true or false was written */
	struct rule_match *match; /* of any and none */
	struct rule_value *next;
};

/* The value as text, and whether one integer says it. */
void rule_value_put(struct buf *, const struct rule_value *);
bool rule_value_is_number(const struct rule_value *);

/* What a value is read with: it is on top of the Lua stack. */
struct rule_reader {
	struct rule_state *s;
	const struct rule_key *key;
};

/* What a question is asked with. */
struct rule_asked {
	struct rule_state *s;
	const struct json *event;
	const char *code;         /* of extra */
	struct rule_found *found; /* filled in where it is empty */
};

struct rule_key {
	const struct rule_word *word;
	enum { RULE_VALUES, RULE_BY_CODE, RULE_ANY, RULE_NONE } shape;
	/* these for the first two: */
	bool (*read)(
	    const struct rule_reader *, struct rule_value *, struct err *);
	bool (*holds)(const struct rule_asked *, const struct rule_value *);
};

/* By enum rule_test_name. */
extern const struct rule_key rule_keys[RULE_TESTS];

#endif
