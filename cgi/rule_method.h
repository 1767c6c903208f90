/* rule_method.h -- the methods of an event: mentions and its kin. */
#ifndef RULE_METHOD_H
#define RULE_METHOD_H

struct lua_State;

/* Push a table of them, for rule_event_prepare(). */
void rule_method_push(struct lua_State *);

#endif
