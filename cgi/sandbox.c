/* sandbox.c -- the parent: hands out work, watches, and trusts nothing. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "json.h"
#include "pack.h"
#include "sandbox.h"
#include "ticks.h"

#define FD_FLOOR 10    /* ours lie above what a child is given */
#define CHUNK    65536 /* bytes read at a time */

/* ---- memory that crosses ----------------------------------------------- */

/* A descriptor that cannot be mistaken for one of the child's. */
static int
lift(int fd)
{
	int high = fd >= 0 ? fcntl(fd, F_DUPFD_CLOEXEC, FD_FLOOR) : -1;

	if (fd >= 0)
		close(fd);
	return high;
}

static bool
write_data(int fd, const struct json *list, struct arena *a)
{
	struct pack *p = pack_new(a, SANDBOX_DATA_MAX);
	uint64_t *at = ARENA_ARRAY(a, uint64_t, list->len);
	struct sandbox_data_head head = { .count = list->len };
	size_t i = 0;

	JSON_EACH(item, list)
	at[i++] = pack_tree(p, item);
	head.strings = pack_strings(p)->len;
	head.trees = pack_trees(p)->len;
	return pack_ok(p) && sandbox_write(fd, &head, sizeof(head)) &&
	       sandbox_write(fd, at, i * sizeof(*at)) &&
	       sandbox_write(fd, pack_strings(p)->data, head.strings) &&
	       sandbox_write(fd, pack_trees(p)->data, head.trees);
}

int
sandbox_data(const struct json *list)
{
	struct arena *a = arena_new();
	int fd = lift(memfd_create("data", MFD_CLOEXEC | MFD_ALLOW_SEALING));

	if (fd >= 0 && (!write_data(fd, list, a) ||
			   fcntl(fd, F_ADD_SEALS,
			       F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE |
				   F_SEAL_SEAL) < 0)) {
		close(fd);
		fd = -1;
	}
	arena_free(a);
	return fd;
}

static int
job_file(const struct sandbox_task *t)
{
	struct sandbox_head head = { { 0, -1, 0 }, t->limits };
	struct arena *a = arena_new();
	struct buf job = buf_new(a, SANDBOX_JOB_MAX);
	int fd = lift(memfd_create("job", MFD_CLOEXEC));
	bool ok;

	pack_message(a, &job, t->job, SANDBOX_JOB_MAX);
	ok = fd >= 0 && buf_ok(&job) &&
	     sandbox_write(fd, &head, sizeof(head)) &&
	     lseek(fd, SANDBOX_JOB_AT, SEEK_SET) == SANDBOX_JOB_AT &&
	     sandbox_write(fd, job.data, job.len);
	arena_free(a);
	if (!ok && fd >= 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* ---- the parent -------------------------------------------------------- */

struct child {
	struct sandbox_task *task;
	struct buf got;
	int64_t begun, deadline; /* milliseconds */
	pid_t pid;
	int job, pipe, process;
	bool late, flooded; /* why we killed it */
};

static void
close_all(struct child *c)
{
	int *fds[] = { &c->job, &c->pipe, &c->process };

	for (size_t i = 0; i < sizeof(fds) / sizeof(fds[0]); i++) {
		if (*fds[i] >= 0)
			close(*fds[i]);
		*fds[i] = -1;
	}
}

/* Execute the program in its role; an errno. */
static int
spawn(struct child *c, const char *program, int answer)
{
	char *argv[] = { (char *)program, (char *)c->task->role, NULL };
	char *envp[] = { "LC_ALL=C",
		SANDBOX_SANITIZED ? "ASAN_OPTIONS=detect_leaks=0:symbolize=0"
				  : NULL,
		NULL };
	bool data = c->task->data >= 0;
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, all;
	int error;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setflags(
	    &attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &all);
	if (data)
		posix_spawn_file_actions_adddup2(
		    &files, c->task->data, SANDBOX_DATA_FD);
	posix_spawn_file_actions_adddup2(&files, c->job, 0);
	posix_spawn_file_actions_adddup2(&files, answer, 1);
	if (!SANDBOX_SANITIZED) /* whose reports come on standard error */
		posix_spawn_file_actions_addclose(&files, 2);
	posix_spawn_file_actions_addclosefrom_np(
	    &files, SANDBOX_DATA_FD + data);
	error = posix_spawn(&c->pid, program, &files, &attr, argv, envp);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	return error;
}

/* Start one task; false where that failed, which the task then says. */
static bool
start(struct arena *a, struct child *c, const char *program)
{
	struct sandbox_task *t = c->task;
	int ends[2] = { -1, -1 }, error = 0;

	t->progress = (struct sandbox_progress){ 0, -1, 0 };
	t->milliseconds = 0;
	t->late = t->unstarted = false;
	t->answer = NULL;
	t->why = NULL;
	c->got = buf_new(a, t->limits.answer_max + 2 * SANDBOX_RECORD_HEAD);
	c->begun = ticks_ms();
	c->deadline = c->begun + (int64_t)t->limits.wall_seconds * 1000;
	errno = ENOMEM; /* unless the system says why */
	c->job = job_file(t);
	if (c->job < 0)
		error = errno;
	if (error == 0 && pipe2(ends, O_CLOEXEC) < 0)
		error = errno;
	c->pipe = lift(ends[0]);
	ends[1] = lift(ends[1]);
	if (error == 0 &&
	    (ends[1] < 0 || fcntl(c->pipe, F_SETFL, O_NONBLOCK) < 0))
		error = errno;
	if (error == 0)
		error = spawn(c, program, ends[1]);
	if (ends[1] >= 0)
		close(ends[1]);
	if (error == 0 && (c->process = pidfd_open(c->pid, 0)) < 0) {
		error = errno;
		kill(c->pid, SIGKILL);
		while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	if (error == 0)
		return true;
	close_all(c);
	t->end = SANDBOX_CRASH;
	t->unstarted = true;
	t->why = arena_printf(
	    a, "its process could not be started (%s)", strerror(error));
	return false;
}

static void
receive(struct child *c)
{
	char chunk[CHUNK];
	ssize_t n;

	if (c->pipe < 0)
		return;
	while ((n = read(c->pipe, chunk, sizeof(chunk))) > 0 ||
	       (n < 0 && errno == EINTR)) {
		if (n > 0)
			buf_put(&c->got, chunk, (size_t)n);
		if (!buf_ok(&c->got)) {
			c->flooded = true;
			kill(c->pid, SIGKILL);
			break;
		}
	}
	if (n < 0 && errno == EAGAIN)
		return;
	close(c->pipe);
	c->pipe = -1;
}

/* The length in a record's head at "at", if it is of that kind and all
 * there; else -1. */
static int64_t
record(const struct buf *b, size_t at, unsigned char kind)
{
	const unsigned char *head = (const unsigned char *)b->data + at;
	uint32_t len;

	if (b->len - at < SANDBOX_RECORD_HEAD || head[0] != kind)
		return -1;
	len = (uint32_t)head[1] << 24 | (uint32_t)head[2] << 16 |
	      (uint32_t)head[3] << 8 | head[4];
	return len <= b->len - at - SANDBOX_RECORD_HEAD ? (int64_t)len : -1;
}

static bool
read_answer(struct arena *a, const struct buf *got, struct json **answer)
{
	int64_t len = record(got, 0, SANDBOX_ANSWER);
	size_t done = SANDBOX_RECORD_HEAD + (size_t)len;
	struct err err = { 0 };

	return len >= 0 && got->len == done + SANDBOX_RECORD_HEAD &&
	       record(got, done, SANDBOX_END) == 0 &&
	       pack_read_message(a, got->data + SANDBOX_RECORD_HEAD,
		   (size_t)len, answer, &err);
}

/* How did it end?  Sets the end and the sentence. */
static void
judge(struct arena *a, struct child *c, int status)
{
	struct sandbox_task *t = c->task;
	struct json *answer = NULL;

	t->late = c->late && !c->flooded;
	if (c->flooded) {
		t->end = SANDBOX_NONSENSE;
		t->why = arena_printf(
		    a, "it answered more than %zu bytes", t->limits.answer_max);
	} else if (c->late) {
		t->end = SANDBOX_TIME;
		t->why = arena_printf(
		    a, "it took more than %d seconds", t->limits.wall_seconds);
	} else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
		t->end = SANDBOX_TIME;
		t->why =
		    arena_printf(a, "it took more than %d seconds of computing",
			t->limits.cpu_seconds);
	} else if (WIFSIGNALED(status)) {
		t->end = SANDBOX_CRASH;
		t->why = arena_printf(a, "its process died of signal %d (%s)",
		    WTERMSIG(status), strsignal(WTERMSIG(status)));
	} else if (WEXITSTATUS(status) == SANDBOX_EXIT_MEMORY) {
		t->end = SANDBOX_MEMORY;
		t->why = "it asked for more memory than it may have";
	} else if (WEXITSTATUS(status) != 0 || c->got.len == 0) {
		t->end = SANDBOX_CRASH;
		t->why = arena_printf(a,
		    "its process left with status %d and no answer",
		    WEXITSTATUS(status));
	} else if (!read_answer(a, &c->got, &answer)) {
		t->end = SANDBOX_NONSENSE;
		t->why = "its answer has not the form of one";
	} else {
		t->end = SANDBOX_DONE;
		t->answer = answer;
	}
}

/* Look after one child; true when it has ended and is settled. */
static bool
attend(struct arena *a, struct child *c, const struct pollfd polls[2])
{
	struct sandbox_progress progress;
	int status = 0;

	if (polls[1].revents == 0 && ticks_ms() >= c->deadline && !c->late) {
		c->late = true;
		kill(c->pid, SIGKILL);
	}
	if (polls[0].revents != 0 || polls[1].revents != 0)
		receive(c);
	if (polls[1].revents == 0)
		return false;
	while (waitpid(c->pid, &status, 0) < 0)
		if (errno != EINTR) { /* somebody else took its end */
			status = EXIT_FAILURE << 8;
			break;
		}
	judge(a, c, status);
	if (pread(c->job, &progress, sizeof(progress), 0) ==
	    (ssize_t)sizeof(progress))
		c->task->progress = progress;
	c->task->milliseconds = (int)(ticks_ms() - c->begun);
	close_all(c);
	return true;
}

/* Sleep until a child has news or runs out of time. */
static void
wait_for_news(const struct child *running, size_t live, struct pollfd *polls)
{
	int64_t soonest = INT64_MAX, rest;

	for (size_t i = 0; i < live; i++) {
		polls[2 * i] = (struct pollfd){ running[i].pipe, POLLIN, 0 };
		polls[2 * i + 1] =
		    (struct pollfd){ running[i].process, POLLIN, 0 };
		if (!running[i].late && running[i].deadline < soonest)
			soonest = running[i].deadline;
	}
	rest = soonest - ticks_ms();
	if (rest > 1000) /* milliseconds; no need to be exact far off */
		rest = 1000;
	if (poll(polls, 2 * live, rest > 0 ? (int)rest : 0) < 0)
		for (size_t i = 0; i < 2 * live; i++)
			polls[i].revents = 0; /* a signal: look again */
}

void
sandbox_run(struct arena *a, const char *program, struct sandbox_task *tasks,
    size_t count, int parallel)
{
	size_t live = 0, next = 0, most = parallel > 1 ? (size_t)parallel : 1;
	struct child *running = ARENA_ARRAY(a, struct child, most);
	struct pollfd *polls = ARENA_ARRAY(a, struct pollfd, 2 * most);

	if (program == NULL)
		program = "/proc/self/exe";
	while (next < count || live > 0) {
		while (live < most && next < count) {
			running[live] = (struct child){ .task = &tasks[next++],
				.job = -1,
				.pipe = -1,
				.process = -1 };
			live += start(a, &running[live], program);
		}
		wait_for_news(running, live, polls);
		for (size_t i = live; i-- > 0;)
			if (attend(a, &running[i], polls + 2 * i))
				running[i] = running[--live];
	}
}

pid_t
sandbox_start(char **argv)
{
	pid_t pid;

	errno = posix_spawn(&pid, "/proc/self/exe", NULL, NULL, argv, environ);
	return errno == 0 ? pid : -1;
}

pid_t
sandbox_start_on(char *const *argv, char *const *environment, int in, int out)
{
	posix_spawn_file_actions_t actions;
	pid_t pid = -1;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	if (posix_spawn(
		&pid, "/proc/self/exe", &actions, NULL, argv, environment) != 0)
		pid = -1;
	posix_spawn_file_actions_destroy(&actions);
	return pid;
}
