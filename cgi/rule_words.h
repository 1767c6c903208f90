/*
 * rule_words.h -- the words of rules, as data: the tests of a match table, the
 * methods of an event and Lua's own functions that rules may use.  The rule
 * child answers by them, the workspace offers them.
 *
 * What they mean is told in rule_match.h and scripts/README.md.
 */
#ifndef RULE_WORDS_H
#define RULE_WORDS_H

#include <stddef.h>

/* What the values of a test are. */
enum rule_values {
	RULE_OF_PHRASES, /* looked for in texts */
	RULE_OF_NAMES,   /* compared as a whole, folded */
	RULE_OF_DAYS,    /* "2025-11-20" */
	RULE_OF_AGES,    /* 15, "6-11" */
	RULE_OF_WORDS,   /* of a list */
	RULE_OF_CODES,   /* tables from an additional field's code to values */
	RULE_OF_TESTS,   /* match tables again */
};

/* The same as texts: "phrases", "names", ... */
extern const char *const rule_values_names[];

/* What mentions() reads: not one field but all words of an event. */
#define RULE_ALL_WORDS "words"

struct rule_word {
	const char *name;
	const char *field; /* the event's field that it asks about, as
			      "place.town"; RULE_ALL_WORDS; NULL: none */
	enum rule_values values;
	const char *const *words; /* RULE_OF_WORDS: all there are, to NULL */
};

enum rule_test_name {
	RULE_TEST_MENTIONS,
	RULE_TEST_TITLE,
	RULE_TEST_KEYWORD,
	RULE_TEST_TOWN,
	RULE_TEST_DEPARTMENT,
	RULE_TEST_DAY,
	RULE_TEST_AGES,
	RULE_TEST_STATUS,
	RULE_TEST_REGISTRATION,
	RULE_TEST_ATTENDANCE,
	RULE_TEST_ACCESS,
	RULE_TEST_EXTRA,
	RULE_TEST_ANY,
	RULE_TEST_NONE,
	RULE_TESTS
};

/* In the order in which they are asked. */
extern const struct rule_word rule_tests[RULE_TESTS];

struct rule_signature {
	const char *name;
	const char *call; /* how it is written */
};

/* In order of bytes, ended by a name of NULL. */
extern const struct rule_signature rule_methods[];

/* What there is of Lua's own library, as written; ended by NULL. */
extern const char *const rule_functions[];

#endif
