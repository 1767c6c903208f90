/*
 * rule_state.h -- the Lua state of a rule child: what it may take, where it
 * is, and how it ends.
 *
 * Limits are never Lua errors, which a pcall could swallow: too many steps
 * answer "time" and leave, too much memory leaves at once.  Whatever else
 * goes wrong is told by rule_state_refuse(), which leaves too; so no caller
 * has a failure to hand on.
 */
#ifndef RULE_STATE_H
#define RULE_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "rule_form.h"

struct arena;
struct json;
struct lua_State;
struct sandbox_progress;

struct rule_state {
	struct lua_State *lua;
	struct arena *arena; /* as long as the job */
	const char *chunk;   /* the file's name, for messages */
	const struct json *libs;
	volatile struct sandbox_progress *progress;
	size_t memory;          /* bytes Lua holds */
	int64_t steps, ceiling; /* of this item */
	int64_t total;          /* of all items before */
	int64_t most;           /* of them together */
	struct buf scratch;     /* for folding one phrase */
	struct buf folded;      /* for folding what it is looked for in */
	struct json *trace;     /* what is read: rule_trace.h; NULL: not told */
};

/* A new state without libraries.  It asks for clocks and randomness (Lua's
 * hash seed), so it comes before sandbox_enter(). */
struct rule_state *rule_state_open(struct arena *);

/* The state that a lua_State belongs to. */
struct rule_state *rule_state_of(struct lua_State *);

/* From now on steps count for this item of this phase. */
void rule_state_begin(struct rule_state *, enum rule_phase, int item);

/* Note the line at work: before C code that may take long, which no hook
 * interrupts. */
void rule_state_note(struct rule_state *);

/* Push nearest_advise() as text; good while it stays on the stack. */
const char *rule_state_advise(struct lua_State *, const char *name,
    const char *const *names, size_t count);

/* Count work done in C as if it were so many instructions. */
void rule_state_charge(struct rule_state *, size_t steps);

/* Check and compile a file and push it as a function.  False with a sentence
 * that begins with the chunk's name, and the line. */
struct err;
bool rule_state_load(struct rule_state *, const char *chunk,
    const struct json *text, int *line, struct err *);

/* lua_call(), but a Lua error ends the process: "load", "example" or "error"
 * by phase. */
void rule_state_call(struct rule_state *, int arguments, int results);

/*
 * Answer that it went wrong, and leave.  The outcome is the phase's.  The
 * sentence gets the file's name, the line (unless 0) and the example before
 * it.
 */
_Noreturn void rule_state_refuse(struct rule_state *, int line, const char *fmt,
    ...) __attribute__((format(printf, 3, 4)));

#endif
