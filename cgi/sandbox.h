/*
 * sandbox.h -- work that may go wrong, done by a child that cannot do harm.
 *
 * A child is this program executed again in a role ("rule", "intake"): never
 * a bare fork, so that no database handle crosses.  It reads its job from
 * memory it inherits, may only compute, and answers with one message.  The
 * parent trusts no byte of the answer.
 *
 * Limits end the child; they are never errors inside it.
 */
#ifndef SANDBOX_H
#define SANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct json;

struct sandbox_limits {
	int cpu_seconds;   /* RLIMIT_CPU */
	size_t memory;     /* bytes, RLIMIT_AS; not under AddressSanitizer */
	int wall_seconds;  /* the parent kills after so long */
	size_t answer_max; /* bytes */
};

enum sandbox_end {
	SANDBOX_DONE,    /* answered whole, and left with status 0 */
	SANDBOX_TIME,    /* CPU or wall clock */
	SANDBOX_MEMORY,  /* said so itself before it left */
	SANDBOX_CRASH,   /* a signal, or an exit that says nothing */
	SANDBOX_NONSENSE /* an answer that breaks the form or is too long */
};

/* What a child was at when it ended: written by it into shared memory as it
 * goes.  Numbers only; the parent takes them as hints. */
struct sandbox_progress {
	int32_t phase; /* the role's own */
	int32_t item;  /* index, or -1 */
	int32_t line;  /* of a script, or 0 */
};

struct sandbox_task {
	/* in */
	const char *role;
	const struct json *job;
	int data; /* descriptor from sandbox_data(), or -1 */
	struct sandbox_limits limits;
	/* out */
	enum sandbox_end end;
	struct json *answer; /* when SANDBOX_DONE */
	struct sandbox_progress progress;
	int milliseconds; /* of wall clock */
	const char *why;  /* unless SANDBOX_DONE: a sentence */
};

/* Put a tree that many tasks read into shared, sealed memory.  The descriptor
 * is the caller's to close; -1 where the system refuses. */
int sandbox_data(const struct json *);

/*
 * Run all tasks, at most "parallel" at a time.  "program" is the executable
 * to start (NULL: this one; tests pass impostors).  Answers are built in the
 * arena.  A task that could not be started ends as SANDBOX_CRASH with a why
 * that says so; nothing here ends the parent.
 */
void sandbox_run(struct arena *, const char *program, struct sandbox_task *,
    size_t count, int parallel);

/* ---- the child's side -------------------------------------------------- */

/*
 * Lock this process in and read the job.  After it only memory and the
 * answer are left to it.  *data gets the shared tree, or NULL.  A job that
 * cannot be read ends the process.
 */
struct json *sandbox_enter(struct arena *, struct json **data);

/* Where to note progress; valid after sandbox_enter(). */
volatile struct sandbox_progress *sandbox_progress(void);

/* Answer and leave.  Neither returns. */
_Noreturn void sandbox_answer(struct arena *, const struct json *);
_Noreturn void sandbox_leave_for_memory(void);

#endif
