/*
 * sandbox_child.h -- the child's side of sandbox.h: what a role's main calls,
 * and the form of what crosses.
 *
 * The job is a memfd: a head (limits in, progress out), then the packed job
 * at SANDBOX_JOB_AT.  The data is a sealed memfd: a head, the offset of each
 * item, and the two halves of a pack.  The answer is a stream of records,
 * each a kind (one byte), a length (four bytes, most significant first) and
 * so many bytes: one SANDBOX_ANSWER with a packed message, one empty
 * SANDBOX_END, and nothing after it.  All of it stays on one machine and
 * lives as long as one task, so integers are the machine's own.
 */
#ifndef SANDBOX_CHILD_H
#define SANDBOX_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct json;

struct sandbox_limits {
	int cpu_seconds;   /* RLIMIT_CPU */
	size_t memory;     /* bytes above what is mapped when the work begins:
			      RLIMIT_AS; not under AddressSanitizer */
	int wall_seconds;  /* the parent kills after so long */
	size_t answer_max; /* bytes */
};

/* What a child was at when it ended: written by it into shared memory as it
 * goes.  Numbers only; the parent takes them as hints. */
struct sandbox_progress {
	int32_t phase; /* the role's own */
	int32_t item;  /* index, or -1 */
	int32_t line;  /* of a script, or 0 */
};

/* ---- the form ---------------------------------------------------------- */

#define SANDBOX_JOB_AT      65536 /* a multiple of every page size */
#define SANDBOX_DATA_FD     3
#define SANDBOX_RECORD_HEAD 5 /* bytes: kind and length */

enum { SANDBOX_ANSWER = 'A', SANDBOX_END = 'D' }; /* kinds of record */

/* The exit status of a child that wanted more memory than it may have. */
#define SANDBOX_EXIT_MEMORY 12

struct sandbox_head {
	struct sandbox_progress progress;
	struct sandbox_limits limits;
};

struct sandbox_data_head {
	uint64_t count, strings, trees; /* items; bytes of each half */
};

/* True in a build with AddressSanitizer, which reserves more address space
 * than any limit allows, and reports on standard error. */
#ifdef __SANITIZE_ADDRESS__
#define SANDBOX_SANITIZED true
#else
#define SANDBOX_SANITIZED false
#endif

/* Write all of it, whatever signals come. */
bool sandbox_write(int fd, const void *, size_t);

/* ---- what a role calls ------------------------------------------------- */

/*
 * Lock this process in and read the job.  After it only memory and the
 * answer are left to it: open, read, clocks and whatever else asks the kernel
 * for something end the process, so what needs them comes before.  A job that
 * cannot be read ends the process too.
 */
struct json *sandbox_enter(struct arena *);

/* The shared list, after sandbox_enter(): how many items (0 without data),
 * and one of them, built in the arena; its strings last as long as the
 * process.  NULL where there is no such item. */
size_t sandbox_data_count(void);
const struct json *sandbox_data_item(struct arena *, size_t);

/* Where to note progress; valid after sandbox_enter(). */
volatile struct sandbox_progress *sandbox_progress(void);

/* Answer and leave.  Neither returns. */
_Noreturn void sandbox_answer(struct arena *, const struct json *);
_Noreturn void sandbox_leave_for_memory(void);

#endif
