/* sandbox.c -- children that are honest, and children that are not. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "ask.h"
#include "buf.h"
#include "json.h"
#include "sandbox.h"
#include "unit.h"

#define ANSWER_MAX ((size_t)1 << 20)

static struct sandbox_task
task(struct arena *a, const char *role)
{
	struct sandbox_task t = {
		.role = role, .job = json_object(a), .data = -1
	};

	t.limits = (struct sandbox_limits){ .cpu_seconds = 1,
		.memory = (size_t)64 << 20,
		.wall_seconds = 5,
		.answer_max = ANSWER_MAX };
	return t;
}

static const char *
written(struct arena *a, const struct json *j)
{
	struct buf b = buf_new(a, ANSWER_MAX);

	assert_non_null(j);
	json_write(&b, j);
	return b.data;
}

static void
an_honest_child_answers(void **state)
{
	struct arena *a = arena_new();
	struct sandbox_task t = task(a, "echo");
	struct json *job = json_object(a), *data = json_array(a);

	(void)state;
	json_put_str(a, job, "text", "été");
	json_put_int(a, job, "n", INT64_MIN);
	json_put_str(a, data, NULL, "one");
	json_put_int(a, json_put_object(a, data, NULL), "two", 2);
	t.job = job;
	t.data = sandbox_data(data);
	assert_true(t.data >= 0);
	sandbox_run(a, ask_program(a), &t, 1, 1);
	close(t.data);
	assert_int_equal(t.end, SANDBOX_DONE);
	assert_string_equal(written(a, t.answer),
	    "{\"job\":{\"text\":\"été\",\"n\":-9223372036854775808},"
	    "\"data\":[\"one\",{\"two\":2}],\"past_the_end\":false}");
	arena_free(a);
}

static void
the_data_is_sealed(void **state)
{
	struct arena *a = arena_new();
	int fd = sandbox_data(json_array(a));

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "x", 1), -1);
	assert_int_equal(errno, EPERM);
	assert_int_equal(ftruncate(fd, 0), -1);
	close(fd);
	arena_free(a);
}

static void
a_child_finds_only_what_it_is_given(void **state)
{
	struct arena *a = arena_new();
	struct sandbox_task t = task(a, "surroundings");
	int other = open("/dev/null", O_RDONLY); /* without O_CLOEXEC */

	(void)state;
	setenv("SECRET", "x", 1);
	sandbox_run(a, ask_program(a), &t, 1, 1);
	close(other);
	assert_int_equal(t.end, SANDBOX_DONE);
	if (SANDBOX_SANITIZED)
		assert_non_null(strstr(written(a, t.answer), "[0,1,2]"));
	else
		assert_string_equal(written(a, t.answer),
		    "{\"descriptors\":[0,1],\"environment\":[\"LC_ALL=C\"]}");
	arena_free(a);
}

/* Each row: a role of tests/rules/child.c, and how it has to end. */
static const struct {
	const char *role;
	enum sandbox_end end;
	const char *why;
} rogues[] = {
	{ "spin", SANDBOX_TIME, "1 seconds of computing" },
	{ "memory", SANDBOX_MEMORY, "memory" },
	{ "segv", SANDBOX_CRASH, "signal" },
	{ "quit", SANDBOX_CRASH, "status 0 and no answer" },
	{ "hang", SANDBOX_TIME, "more than 2 seconds" },
	{ "close_and_hang", SANDBOX_TIME, "more than 2 seconds" },
	{ "die_early", SANDBOX_CRASH, "signal 9" },
	{ "flood", SANDBOX_NONSENSE, "more than 1048576 bytes" },
	{ "huge", SANDBOX_NONSENSE, "form" },
	{ "without_end", SANDBOX_NONSENSE, "form" },
	{ "end_alone", SANDBOX_NONSENSE, "form" },
	{ "trailing", SANDBOX_NONSENSE, "form" },
	{ "garbage", SANDBOX_NONSENSE, "form" },
	{ "bad_status", SANDBOX_CRASH, "status 1" },
	{ "shrink", SANDBOX_CRASH, "status 3" },
	{ "no such role", SANDBOX_CRASH, "status 99" },
	{ "try_open", SANDBOX_CRASH, "signal 31" },
	{ "try_socket", SANDBOX_CRASH, "signal 31" },
	{ "try_fork", SANDBOX_CRASH, "signal 31" },
	{ "try_exec", SANDBOX_CRASH, "signal 31" },
	{ "try_kill", SANDBOX_CRASH, "signal 31" },
	{ "try_read", SANDBOX_CRASH, "signal 31" },
	{ "try_other_file", SANDBOX_CRASH, "signal 31" },
	{ "try_code", SANDBOX_CRASH, "signal 31" },
	{ "try_shared_file", SANDBOX_CRASH, "signal 31" },
	{ "try_alarm", SANDBOX_CRASH, "signal 31" },
};

#define ROGUES (sizeof(rogues) / sizeof(rogues[0]))

static int
open_descriptors(void)
{
	int count = 0;

	for (int fd = 0; fd < 1024; fd++)
		count += fcntl(fd, F_GETFD) >= 0;
	return count;
}

/* All at once, honest ones between: each is told apart, none is left. */
static void
rogues_end_as_they_should(void **state)
{
	struct arena *a = arena_new();
	struct sandbox_task tasks[2 * ROGUES];
	int before = open_descriptors();

	(void)state;
	for (size_t i = 0; i < ROGUES; i++) {
		tasks[2 * i] = task(a, rogues[i].role);
		tasks[2 * i].limits.wall_seconds = 2;
		tasks[2 * i + 1] = task(a, "echo");
	}
	tasks[0].limits.wall_seconds = 10; /* spin: its CPU time is meant */
	sandbox_run(a, ask_program(a), tasks, 2 * ROGUES, 3);
	for (size_t i = 0; i < ROGUES; i++) {
		const struct sandbox_task *t = &tasks[2 * i];

		if (t->end != rogues[i].end ||
		    strstr(t->why, rogues[i].why) == NULL)
			fail_msg("%s: ended as %d: %s", rogues[i].role, t->end,
			    t->why);
		assert_null(t->answer);
		assert_int_equal(
		    t->late, strcmp(rogues[i].why, "more than 2 seconds") == 0);
		assert_int_equal(tasks[2 * i + 1].end, SANDBOX_DONE);
	}
	assert_int_equal(tasks[0].progress.phase, 7);
	assert_int_equal(tasks[0].progress.item, 8);
	assert_int_equal(tasks[0].progress.line, 9);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	assert_int_equal(open_descriptors(), before);
	arena_free(a);
}

static void
memory_is_limited(void **state)
{
	struct arena *a;
	struct sandbox_task t;

	(void)state;
	if (SANDBOX_SANITIZED)
		skip();
	a = arena_new();
	t = task(a, "eat");
	t.limits.cpu_seconds = 5;
	sandbox_run(a, ask_program(a), &t, 1, 1);
	assert_int_equal(t.end, SANDBOX_CRASH);
	arena_free(a);
}

/* A script in place of the program. */
static void
impostors_do_no_harm(void **state)
{
	static const char *const scripts[] = {
		"exit 0", "echo hello", "cat; cat", "kill -SEGV $$",
		"printf 'A\\377\\377\\377\\377'; exec sleep 60",
		"exec 1>&-; exec sleep 60",
		"(sleep 3) & exit 0", /* a grandchild keeps the pipe */
	};
	struct arena *a = arena_new();
	char path[] = "/tmp/almanach-impostor-XXXXXX";
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	fchmod(fd, 0700);
	close(fd);
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		struct sandbox_task t = task(a, "rule");
		FILE *f = fopen(path, "w");

		t.limits.wall_seconds = 1;
		fprintf(f, "#!/bin/sh\n%s\n", scripts[i]);
		fclose(f);
		sandbox_run(a, path, &t, 1, 1);
		assert_int_not_equal(t.end, SANDBOX_DONE);
		assert_non_null(t.why);
		assert_true(t.milliseconds < 2500);
	}
	unlink(path);
	arena_free(a);
}

static void
a_program_that_is_not_there_is_told(void **state)
{
	struct arena *a = arena_new();
	struct sandbox_task t[2] = { task(a, "rule"), task(a, "rule") };

	(void)state;
	sandbox_run(a, "/nonexistent/almanach", t, 2, 2);
	assert_int_equal(t[0].end, SANDBOX_CRASH);
	assert_non_null(strstr(t[1].why, "No such file"));
	arena_free(a);
}

static void
on_alarm(int signal)
{
	(void)signal;
}

static void
signals_do_not_disturb(void **state)
{
	const struct itimerval often = { { 0, 500 }, { 0, 500 } },
			       never = { 0 };
	struct sigaction act = { .sa_handler = on_alarm }, old;
	struct arena *a = arena_new();
	struct sandbox_task tasks[4];
	struct json *job = json_object(a);

	(void)state;
	json_put_int(a, job, "loops", 20000000);
	for (size_t i = 0; i < 4; i++) {
		tasks[i] = task(a, "busy");
		tasks[i].job = job;
	}
	sigaction(SIGALRM, &act, &old);
	setitimer(ITIMER_REAL, &often, NULL);
	sandbox_run(a, ask_program(a), tasks, 4, 2);
	setitimer(ITIMER_REAL, &never, NULL);
	sigaction(SIGALRM, &old, NULL);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(tasks[i].end, SANDBOX_DONE);
	arena_free(a);
}

/* What /proc says of some child of "parent" but us; waits for one. */
static int
watch(pid_t parent)
{
	char path[64], line[256];
	int seccomp = -1, privileges = -1, pid;

	snprintf(
	    path, sizeof(path), "/proc/%d/task/%d/children", parent, parent);
	for (int tries = 0; tries < 3000; tries++, usleep(1000)) {
		FILE *f = fopen(path, "r"), *status;

		while (f != NULL && fscanf(f, "%d", &pid) == 1) {
			char name[32];

			snprintf(name, sizeof(name), "/proc/%d/status", pid);
			status = pid != getpid() ? fopen(name, "r") : NULL;
			while (status != NULL &&
			       fgets(line, sizeof(line), status) != NULL) {
				sscanf(line, "Seccomp: %d", &seccomp);
				sscanf(line, "NoNewPrivs: %d", &privileges);
			}
			if (status != NULL)
				fclose(status);
			if (seccomp == 2)
				_exit(privileges == 1 ? 0 : 2);
		}
		if (f != NULL)
			fclose(f);
	}
	_exit(3);
}

static void
the_kernel_says_it_is_locked_in(void **state)
{
	struct arena *a = arena_new();
	struct sandbox_task t = task(a, "spin");
	pid_t parent = getpid(), watcher = fork();
	int status = 0;

	(void)state;
	if (watcher == 0)
		watch(parent);
	sandbox_run(a, ask_program(a), &t, 1, 1);
	assert_int_equal(waitpid(watcher, &status, 0), watcher);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_int_equal(t.end, SANDBOX_TIME);
	arena_free(a);
}

UNIT(sandbox, T(an_honest_child_answers), T(the_data_is_sealed),
    T(a_child_finds_only_what_it_is_given), T(rogues_end_as_they_should),
    T(memory_is_limited), T(impostors_do_no_harm),
    T(a_program_that_is_not_there_is_told), T(signals_do_not_disturb),
    T(the_kernel_says_it_is_locked_in))
