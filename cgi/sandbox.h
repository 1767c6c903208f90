/*
 * sandbox.h -- work that may go wrong, done by a child that cannot do harm.
 *
 * A child is this program executed again in a role ("rule", "intake"): never
 * a bare fork, so that no database handle crosses.  It reads its job from
 * memory it inherits, may only compute, and answers with one message.  The
 * parent trusts no byte of the answer: what comes back has the right form;
 * whether it makes sense is the caller's to check.
 *
 * Limits end the child; they are never errors inside it.
 * The child's side of it is sandbox_child.h.
 *
 * What a child finds: argv {program, role}, an environment of LC_ALL=C alone,
 * its job on descriptor 0, the pipe for its answer on 1, the shared data on 3
 * where there is any, and no other descriptor.  It runs at a lower priority
 * than its parent and dies with it.
 */
#ifndef SANDBOX_H
#define SANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "sandbox_child.h"

struct arena;
struct json;

/* Bytes: of a packed job, and of each half of the packed data. */
#define SANDBOX_JOB_MAX  ((size_t)64 << 20)
#define SANDBOX_DATA_MAX ((size_t)1 << 30)

enum sandbox_end {
	SANDBOX_DONE,    /* answered whole, and left with status 0 */
	SANDBOX_TIME,    /* CPU or wall clock */
	SANDBOX_MEMORY,  /* said so itself before it left */
	SANDBOX_CRASH,   /* a signal, or an exit that says nothing */
	SANDBOX_NONSENSE /* an answer that breaks the form or is too long */
};

struct sandbox_task {
	/* in */
	const char *role;
	const struct json *job;
	int data; /* descriptor from sandbox_data(), or -1 */
	struct sandbox_limits limits;
	/* out */
	enum sandbox_end end;
	bool late; /* the wall clock ended it: worth another try, for a busy
		      machine does this to innocent work too */
	bool unstarted;      /* there was no process: not the task's fault */
	struct json *answer; /* when SANDBOX_DONE */
	struct sandbox_progress progress;
	int milliseconds; /* of wall clock */
	const char *why;  /* unless SANDBOX_DONE: a sentence */
};

/*
 * Put a list that many tasks read into shared, sealed memory.  Each item is
 * packed as a tree of its own, so that a task can read few of many, one at a
 * time.  The descriptor is the caller's to close; -1 where the system refuses
 * or the list is over SANDBOX_DATA_MAX.
 */
int sandbox_data(const struct json *list);

/*
 * Run all tasks, at most "parallel" at a time.  "program" is the executable
 * to start (NULL: this one; tests pass impostors).  Answers are built in the
 * arena.  A task that could not be started ends as SANDBOX_CRASH with a why
 * that says so, and "unstarted"; nothing here ends the parent.  Every child is
 * reaped before this returns; nobody else may wait for children meanwhile.
 */
void sandbox_run(struct arena *, const char *program, struct sandbox_task *,
    size_t count, int parallel);

/*
 * Start this program in another role, with the parent's own surroundings, and
 * do not wait for it: its pid, or -1 and errno.  argv[0] is only a name.
 */
pid_t sandbox_start(char **argv);

/* The same with an environment and the two descriptors of its own: what it
 * reads on 0, and where it writes on 1. */
pid_t
sandbox_start_on(char *const *argv, char *const *environment, int in, int out);

#endif
