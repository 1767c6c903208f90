/*
 * rule_env.h -- the world in which a file runs: made anew each time, so that
 * nothing stays from one event to the next.
 */
#ifndef RULE_ENV_H
#define RULE_ENV_H

struct lua_State;
struct rule_state;

/* Libraries, the event's metatables, require: once for each state, and
 * before sandbox_enter() (Lua's libraries ask for a clock as they open). */
void rule_env_prepare(struct rule_state *);

/* Call the compiled file on top of the stack, which goes, in a fresh world:
 * new globals, new closures, libs to be loaded anew.  One result.  May raise
 * errors: inside rule_state_call() only. */
void rule_env_run(struct lua_State *);

#endif
