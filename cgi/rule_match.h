/*
 * rule_match.h -- the other way to write "match": a table, for those who do
 * not program.  Read once, then asked in C without any Lua.
 *
 * Names are tests and all must hold; a test holds if one of its values does.
 *   mentions    phrases, as event:mentions() takes them
 *   title       phrases, as event:titled() takes them
 *   keyword     phrases, as event:has_keyword() takes them
 *   town, department
 *               names, compared as phrases are, as a whole
 *   day         "2025-11-20"
 *   ages        15, or "6-11": somebody of these ages may come, as stated
 *   status      scheduled rescheduled online postponed full cancelled
 *   attendance  place online mixed
 *   registration  link phone mail; true: some way is stated; false: none is
 *   access      hi ii mi pi vi
 *   extra       table from code to values, each an id or a label (compared
 *               folded), or true: any value; every code must hold
 *   any         some name in the table holds, or some table listed in it
 *   none        not so
 */
#ifndef RULE_MATCH_H
#define RULE_MATCH_H

#include <stdbool.h>

struct arena;
struct json;
struct rule_match;
struct rule_found;
struct rule_state;

#define RULE_MATCH_DEPTH_MAX  8
#define RULE_MATCH_VALUES_MAX 1000

/* Read the table at a stack index.  A mistake ends the process: "load". */
struct rule_match *rule_match_read(struct rule_state *, int table);

/* Does it hold?  *found gets the first phrase that an unnegated test found, if
 * any. */
bool rule_match_holds(struct rule_state *, const struct rule_match *,
    const struct json *event, struct rule_found *found);

/* As rule_form.h says of "match"; NULL where a text in it cannot be shown. */
struct json *rule_match_json(struct arena *, const struct rule_match *);

#endif
