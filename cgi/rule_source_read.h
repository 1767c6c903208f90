/*
 * rule_source_read.h -- where the members of the table stand that a rule file
 * returns.  The grammar is told in rule_source.h.
 */
#ifndef RULE_SOURCE_READ_H
#define RULE_SOURCE_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "rule_lex.h"

struct arena;
struct err;

/* Places are bytes of the text; an end is behind the last one. */
struct rule_source_member {
	const char *key; /* as written; NULL: an item of a list, or a key that
			    is no plain name */
	size_t at, value, value_end;
	size_t end; /* behind the separator, if there is one */
};

struct rule_source_table {
	size_t open, close; /* the braces */
	struct rule_source_member *list;
	size_t count;
};

struct rule_source {
	struct arena *arena;
	struct rule_lex lex;
	const char *feed; /* how its lines end */
};

/* Find the table that a file returns.  False with a sentence where there is
 * none, or something stands behind it. */
bool rule_source_read(struct rule_source *, struct arena *, const char *text,
    size_t len, struct rule_source_table *, struct err *);

/* The table that is a member's whole value; false where it is something
 * else. */
bool rule_source_read_table(struct rule_source *,
    const struct rule_source_member *, struct rule_source_table *);

/* A member by its key, NULL in *m where there is none.  False with a sentence
 * where there are two. */
bool rule_source_read_member(const struct rule_source_table *, const char *key,
    struct rule_source_member **m, struct err *);

/* Is a text one whole expression, with nothing behind it, comments neither? */
bool rule_source_read_value(struct arena *, const char *, size_t len);

#endif
