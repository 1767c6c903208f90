/*
 * rule_source.h -- a rule file as text: one member of the table that it
 * returns is changed, and every other byte stays, comments and layout too.
 *
 * The words are rule_lex.h's; of the grammar (Lua 5.4 reference manual,
 * section 9) this much is read:
 *	chunk	::= {stat} "return" table [";"]
 *	table	::= "{" [field {sep field} [sep]] "}"
 *	field	::= "[" STRING "]" "=" exp | NAME "=" exp | exp
 *	sep	::= "," | ";"
 * and of statements and expressions where they end.  So what a file means is
 * Lua's to say: a text that comes from here is tried like any other.
 *
 * A file that does not end in returning a table that stands there is refused
 * with a sentence.  Results end with the lines' ends that the file has.
 */
#ifndef RULE_SOURCE_H
#define RULE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct err;
struct json;

/*
 * Set a member to a value, written in Lua (rule_source_put.h), or with NULL
 * remove it; what is not there is not removed.  A new member stands where the
 * shipped files have it.  The changed text goes into the buf.
 */
bool rule_source_set(struct arena *, const char *text, size_t len,
    const char *key, const char *value, struct buf *, struct err *);

/* Put one more item, such as rule_source_example() writes, at the end of
 * "examples", which is made if need be. */
bool rule_source_add_example(struct arena *, const char *text, size_t len,
    const char *item, struct buf *, struct err *);

/* Write a whole new rule.  group and effect may be NULL; a label is a text, or
 * an object by language, or NULL; match is a table as in rule_form.h. */
void rule_source_new(struct buf *, const char *group, const char *effect,
    const struct json *label, const struct json *match);

#endif
