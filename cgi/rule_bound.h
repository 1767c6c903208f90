/*
 * rule_bound.h -- what a rule has of Lua's own library.
 *
 * An allow list, not a block list.  Functions that work in C for as long as
 * their arguments say are bounded by these and count as steps, and the line
 * is noted before them, so that a pattern that never ends is told with its
 * line when the processor time runs out.
 *
 * Left out: load and all that reads code; metatables and raw access (Debian's
 * Lua 5.4.4 crashes on a __concat that grows the stack, upstream commit
 * 603b2c64); coroutine, debug, io, os, package, collectgarbage, next, print,
 * warn, xpcall; string.dump, pack, packsize, unpack; table.move;
 * math.random, randomseed.  pcall may stay, because no limit is an error.
 * Other than in Lua: tostring shows no addresses, nor does format; pairs goes
 * in sorted order; sort is stable; type says "table" for an event.
 */
#ifndef RULE_BOUND_H
#define RULE_BOUND_H

struct lua_State;

#define RULE_REP_MAX         1000000 /* bytes that string.rep makes */
#define RULE_PATTERN_MAX     256     /* bytes of a pattern */
#define RULE_BOUND_NAMES_MAX 40      /* of one library */
#define RULE_SUBJECT_MAX     200000  /* bytes a pattern is matched against */

/* Push a table of the global names a rule may use: functions, and libraries
 * that cannot be written to.  The string metatable leads to them as well. */
void rule_bound_push(struct lua_State *);

#endif
