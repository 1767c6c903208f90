/*
 * rule_table.h -- reading the tables that a file returns.  Raw access only:
 * nothing of the rule's runs meanwhile.
 */
#ifndef RULE_TABLE_H
#define RULE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct json;
struct lua_State;
struct rule_state;

/* Does the table have names only from this list?  False with a sentence that
 * names the first other one, in order of bytes, and the nearest known one.
 * "items" allows numbered values besides. */
bool rule_table_check(struct lua_State *, int table, const char *what,
    const char *const *names, size_t count, bool items, struct err *);

/* Push the value of a name; its type. */
int rule_table_get(struct lua_State *, int table, const char *name);

/* A copy of the text at a stack index. */
struct json *rule_table_text(struct rule_state *, int index);

/*
 * A label or a reason at a stack index: a text, or a table by language.  As
 * JSON: a text, or an object with the languages of the list.  NULL with a
 * sentence that begins with "what".
 */
struct json *rule_table_name(struct rule_state *, int index, const char *what,
    const struct json *languages, struct err *);

/*
 * A whole table as JSON, as rule_form.h says of programme.lua.  Refuses what
 * has no word in JSON.
 */
#define RULE_TABLE_DEPTH_MAX 16
#define RULE_TABLE_NODES_MAX 20000
#define RULE_TABLE_TEXT_MAX  20000 /* bytes of one text */
struct json *rule_table_json(struct rule_state *, int index);

#endif
