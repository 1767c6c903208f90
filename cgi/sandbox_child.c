/* sandbox_child.c -- the child: locks itself in, computes, answers, leaves. */
#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "json.h"
#include "pack.h"
#include "sandbox_child.h"

#define STACK_MAX      8388608 /* bytes */
#define PRIORITY       10      /* visitors go first */
#define QSORT_ON_STACK 1024    /* bytes that glibc sorts without asking */

/* Exit statuses for whoever looks with a debugger. */
enum { EXIT_NO_JOB = 10, EXIT_NO_LOCK = 11 };

/* A process has one job; so this state is the process's. */
static struct {
	struct sandbox_head *head;
	const uint64_t *at; /* offset of each item of the data */
	size_t count;
	struct packed data;
} inside;

bool
sandbox_write(int fd, const void *bytes, size_t len)
{
	const char *at = bytes;

	while (len > 0) {
		ssize_t n = write(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

/* Map a whole descriptor from "from" on; NULL where that fails. */
static const char *
map(int fd, off_t from, size_t *len)
{
	struct stat st;
	void *p;

	if (fstat(fd, &st) < 0 || st.st_size <= from)
		return NULL;
	*len = (size_t)(st.st_size - from);
	p = mmap(NULL, *len, PROT_READ, MAP_PRIVATE, fd, from);
	return p != MAP_FAILED ? p : NULL;
}

static bool
map_data(void)
{
	const struct sandbox_data_head *head;
	size_t len = 0;
	const char *p;

	if (fcntl(SANDBOX_DATA_FD, F_GETFD) < 0)
		return true; /* none was given */
	if ((p = map(SANDBOX_DATA_FD, 0, &len)) == NULL || len < sizeof(*head))
		return false;
	head = (const struct sandbox_data_head *)p;
	inside.at = (const uint64_t *)(head + 1);
	inside.count = head->count;
	inside.data.strings = (const char *)(inside.at + head->count);
	inside.data.strings_len = head->strings;
	inside.data.trees = inside.data.strings + head->strings;
	inside.data.trees_len = head->trees;
	return inside.data.trees + head->trees == p + len;
}

/* Bytes mapped so far: the first figure of proc(5)'s statm, in pages. */
static size_t
mapped(void)
{
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	char text[32] = "";
	ssize_t n = fd >= 0 ? read(fd, text, sizeof(text) - 1) : -1;

	if (fd >= 0)
		close(fd);
	return n > 0 ? strtoul(text, NULL, 10) * (size_t)sysconf(_SC_PAGESIZE)
		     : 0;
}

static bool
limit(void)
{
	const struct sandbox_limits *l = &inside.head->limits;
	rlim_t cpu = (rlim_t)l->cpu_seconds, memory = mapped() + l->memory;
	const struct {
		__rlimit_resource_t what;
		struct rlimit limit;
	} limits[] = {
		{ RLIMIT_CPU, { cpu, cpu + 1 } },
		{ RLIMIT_AS, { memory, memory } },
		{ RLIMIT_NOFILE, { SANDBOX_DATA_FD + 1, SANDBOX_DATA_FD + 1 } },
		{ RLIMIT_FSIZE, { 0, 0 } },
		{ RLIMIT_NPROC, { 0, 0 } },
		{ RLIMIT_CORE, { 0, 0 } },
		{ RLIMIT_STACK, { STACK_MAX, STACK_MAX } },
	};

	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		if (!(SANDBOX_SANITIZED && limits[i].what == RLIMIT_AS) &&
		    setrlimit(limits[i].what, &limits[i].limit) < 0)
			return false;
	setpriority(PRIO_PROCESS, 0, PRIORITY);
	return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
	       prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 &&
	       prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

/* What AddressSanitizer's runtime does besides, found by strace: it maps its
 * heap at fixed addresses, looks at the signal stack before a function that
 * does not return, and reports on standard error. */
static bool
allow_sanitizer(scmp_filter_ctx f)
{
	const struct scmp_arg_cmp report = SCMP_A0(SCMP_CMP_EQ, 2),
				  writable = SCMP_A2(
				      SCMP_CMP_EQ, PROT_READ | PROT_WRITE),
				  anonymous = SCMP_A3(SCMP_CMP_MASKED_EQ,
				      MAP_ANONYMOUS | MAP_SHARED,
				      MAP_ANONYMOUS);

	return seccomp_rule_add(
		   f, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, report) == 0 &&
	       seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(sigaltstack), 0) ==
		   0 &&
	       seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, writable,
		   anonymous) == 0;
}

/* From here on: memory, the answer, the end. */
static bool
lock(void)
{
	const struct scmp_arg_cmp answer = SCMP_A0(SCMP_CMP_EQ, 1),
				  writable = SCMP_A2(
				      SCMP_CMP_EQ, PROT_READ | PROT_WRITE),
				  anonymous = SCMP_A3(
				      SCMP_CMP_EQ, MAP_PRIVATE | MAP_ANONYMOUS);
	static const int plain[] = { SCMP_SYS(exit_group), SCMP_SYS(brk),
		SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
		SCMP_SYS(rt_sigreturn) };
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_KILL_PROCESS);
	bool ok = f != NULL &&
		  seccomp_attr_set(
		      f, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
		  seccomp_rule_add(
		      f, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, answer) == 0 &&
		  seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
		      writable, anonymous) == 0;

	for (size_t i = 0; ok && i < sizeof(plain) / sizeof(plain[0]); i++)
		ok = seccomp_rule_add(f, SCMP_ACT_ALLOW, plain[i], 0) == 0;
	if (SANDBOX_SANITIZED)
		ok = ok && allow_sanitizer(f);
	ok = ok && seccomp_load(f) == 0;
	seccomp_release(f);
	return ok;
}

static int
by_byte(const void *a, const void *b)
{
	return *(const unsigned char *)a - *(const unsigned char *)b;
}

/* glibc's qsort asks once how much memory there is, with a call that is not
 * let through later: have it asked now. */
static void
warm_up(void)
{
	unsigned char many[QSORT_ON_STACK + 1] = { 0 };

	qsort(many, sizeof(many), 1, by_byte);
}

struct json *
sandbox_enter(struct arena *a)
{
	struct err err = { 0 };
	struct json *job;
	const char *bytes;
	size_t len = 0;
	void *head = mmap(NULL, sizeof(struct sandbox_head),
	    PROT_READ | PROT_WRITE, MAP_SHARED, 0, 0);

	bytes = map(0, SANDBOX_JOB_AT, &len);
	if (head == MAP_FAILED || bytes == NULL || !map_data())
		_exit(EXIT_NO_JOB);
	inside.head = head;
	warm_up();
	if (!limit() || !lock())
		_exit(EXIT_NO_LOCK);
	if (!pack_read_message(a, bytes, len, &job, &err))
		_exit(EXIT_NO_JOB);
	return job;
}

size_t
sandbox_data_count(void)
{
	return inside.count;
}

const struct json *
sandbox_data_item(struct arena *a, size_t i)
{
	struct err err = { 0 };
	struct json *item;

	if (i >= inside.count ||
	    !pack_read(a, &inside.data, inside.at[i], &item, &err))
		return NULL;
	return item;
}

volatile struct sandbox_progress *
sandbox_progress(void)
{
	return &inside.head->progress;
}

static void
put_record(unsigned char kind, const char *bytes, size_t len)
{
	unsigned char head[SANDBOX_RECORD_HEAD] = { kind,
		(unsigned char)(len >> 24), (unsigned char)(len >> 16),
		(unsigned char)(len >> 8), (unsigned char)len };

	if (!sandbox_write(1, head, sizeof(head)) ||
	    !sandbox_write(1, bytes, len))
		_exit(EXIT_FAILURE);
}

_Noreturn void
sandbox_answer(struct arena *a, const struct json *answer)
{
	struct buf b = buf_new(a, UINT32_MAX);

	pack_message(a, &b, answer, inside.head->limits.answer_max);
	if (!buf_ok(&b))
		_exit(SANDBOX_EXIT_MEMORY);
	put_record(SANDBOX_ANSWER, b.data, b.len);
	put_record(SANDBOX_END, "", 0);
	_exit(0);
}

_Noreturn void
sandbox_leave_for_memory(void)
{
	_exit(SANDBOX_EXIT_MEMORY);
}
