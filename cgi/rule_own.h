/*
 * rule_own.h -- the functions of Lua's library of which rules have a version
 * of our own, because Lua's shows addresses or differs from run to run.
 */
#ifndef RULE_OWN_H
#define RULE_OWN_H

struct lua_State;

/* What tostring says of a value that has no text: its type; "event" or
 * "table" for what rule_event.h makes. */
const char *rule_own_word(struct lua_State *, int index);

/* For Lua.  pairs goes through a snapshot of the keys in order: numbers, then
 * texts by bytes, then false and true; other keys are an error.  For what
 * rule_event.h makes, its metatable's "keys" gives them. */
int rule_own_pairs(struct lua_State *);
int rule_own_sort(struct lua_State *); /* stable; any order function does */
int rule_own_tostring(struct lua_State *);
int rule_own_type(struct lua_State *);

#endif
