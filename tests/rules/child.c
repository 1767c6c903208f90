/*
 * child.c -- a program for the tests to start as a child: argv[1] names what
 * it does.  "rule" is the real thing; "echo" is an honest child; the others
 * lie, hang, break out or break down.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "json.h"
#include "pack.h"
#include "rule.h"
#include "sandbox_child.h"

extern char **environ;

static _Noreturn void
finish(struct arena *a)
{
	struct json *answer = json_object(a);

	json_put_str(a, answer, "said", "done");
	sandbox_answer(a, answer);
}

/* ---- honest ------------------------------------------------------------ */

static void
echo(struct arena *a)
{
	struct json *answer = json_object(a), *job = sandbox_enter(a), *list;

	json_put(a, answer, "job", job);
	list = json_put_array(a, answer, "data");
	for (size_t i = 0; i < sandbox_data_count(); i++)
		json_put(a, list, NULL, sandbox_data_item(a, i));
	json_put_bool(a, answer, "past_the_end",
	    sandbox_data_item(a, sandbox_data_count()) != NULL);
	sandbox_answer(a, answer);
}

/* What is here that should not be? */
static void
surroundings(struct arena *a)
{
	struct json *answer = json_object(a), *fds, *words;

	fds = json_put_array(a, answer, "descriptors");
	for (int fd = 0; fd < 1024; fd++)
		if (fcntl(fd, F_GETFD) >= 0)
			json_put_int(a, fds, NULL, fd);
	words = json_put_array(a, answer, "environment");
	for (char **e = environ; *e != NULL; e++)
		json_put_str(a, words, NULL, *e);
	sandbox_enter(a);
	sandbox_answer(a, answer);
}

static void
busy(struct arena *a)
{
	struct json *job = sandbox_enter(a);
	volatile int64_t n = json_get_int(job, "loops", 0);

	while (n > 0)
		n--;
	finish(a);
}

/* ---- broken down ------------------------------------------------------- */

static void
spin(struct arena *a)
{
	volatile struct sandbox_progress *p;

	sandbox_enter(a);
	p = sandbox_progress();
	p->phase = 7;
	p->item = 8;
	for (;;)
		p->line = 9;
}

static void
memory(struct arena *a)
{
	sandbox_enter(a);
	sandbox_leave_for_memory();
}

static void
eat(struct arena *a)
{
	sandbox_enter(a);
	for (;;)
		memset(arena_alloc(a, 1 << 20), 1, 1 << 20);
}

static void
segv(struct arena *a)
{
	char *nothing =
	    mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	sandbox_enter(a);
	*nothing = 1;
	finish(a);
}

static void
quit(struct arena *a)
{
	sandbox_enter(a);
	_exit(0);
}

static void
hang(struct arena *a)
{
	(void)a;
	pause();
}

static void
close_and_hang(struct arena *a)
{
	(void)a;
	close(1);
	pause();
}

static void
die_early(struct arena *a)
{
	(void)a;
	kill(getpid(), SIGKILL);
}

/* ---- liars ------------------------------------------------------------- */

static void
say(const char *bytes, size_t len)
{
	if (!sandbox_write(1, bytes, len))
		_exit(1);
}

/* A record whose length says "claimed". */
static void
record(char kind, const char *bytes, size_t len, size_t claimed)
{
	const char head[] = { kind, (char)(claimed >> 24),
		(char)(claimed >> 16), (char)(claimed >> 8), (char)claimed };

	say(head, sizeof(head));
	say(bytes, len);
}

/* A well-formed message. */
static struct buf
message(struct arena *a)
{
	struct json *j = json_object(a);
	struct buf b = buf_new(a, 1000);

	json_put_str(a, j, "said", "forged");
	pack_message(a, &b, j, 1000);
	return b;
}

static void
flood(struct arena *a)
{
	static char bytes[65536];

	(void)a;
	for (;;)
		say(bytes, sizeof(bytes));
}

static void
huge(struct arena *a)
{
	(void)a;
	record(SANDBOX_ANSWER, "x", 1, UINT32_MAX);
	record(SANDBOX_END, "", 0, 0);
	_exit(0);
}

static void
without_end(struct arena *a)
{
	struct buf b = message(a);

	record(SANDBOX_ANSWER, b.data, b.len, b.len);
	_exit(0);
}

static void
end_alone(struct arena *a)
{
	(void)a;
	record(SANDBOX_END, "", 0, 0);
	_exit(0);
}

static void
trailing(struct arena *a)
{
	struct buf b = message(a);

	record(SANDBOX_ANSWER, b.data, b.len, b.len);
	record(SANDBOX_END, "", 0, 0);
	say("x", 1);
	_exit(0);
}

static void
garbage(struct arena *a)
{
	(void)a;
	record(SANDBOX_ANSWER, "\x00\x08\x7f", 3, 3);
	record(SANDBOX_END, "", 0, 0);
	_exit(0);
}

static void
bad_status(struct arena *a)
{
	struct buf b = message(a);

	record(SANDBOX_ANSWER, b.data, b.len, b.len);
	record(SANDBOX_END, "", 0, 0);
	_exit(1);
}

/* Take away what the parent will look at. */
static void
shrink(struct arena *a)
{
	(void)a;
	_exit(ftruncate(0, 0) == 0 ? 3 : 4);
}

/* ---- breaking out ------------------------------------------------------ */

static void
try_open(struct arena *a)
{
	sandbox_enter(a);
	if (open("/etc/passwd", O_RDONLY) >= -1)
		finish(a);
}

static void
try_socket(struct arena *a)
{
	sandbox_enter(a);
	if (socket(AF_INET, SOCK_STREAM, 0) >= -1)
		finish(a);
}

static void
try_fork(struct arena *a)
{
	sandbox_enter(a);
	if (fork() >= -1)
		finish(a);
}

static void
try_exec(struct arena *a)
{
	sandbox_enter(a);
	execl("/bin/true", "true", (char *)NULL);
	finish(a);
}

static void
try_kill(struct arena *a)
{
	pid_t parent = getppid();

	sandbox_enter(a);
	kill(parent, SIGTERM);
	finish(a);
}

static void
try_read(struct arena *a)
{
	char byte;

	sandbox_enter(a);
	if (read(0, &byte, 1) >= -1)
		finish(a);
}

static void
try_other_file(struct arena *a)
{
	sandbox_enter(a);
	if (write(0, "x", 1) >= -1)
		finish(a);
}

static void
try_code(struct arena *a)
{
	sandbox_enter(a);
	if (mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != NULL)
		finish(a);
}

static void
try_shared_file(struct arena *a)
{
	sandbox_enter(a);
	if (mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, 0, 0) != NULL)
		finish(a);
}

static void
try_alarm(struct arena *a)
{
	const struct itimerval t = { { 0, 0 }, { 1, 0 } };

	sandbox_enter(a);
	setitimer(ITIMER_REAL, &t, NULL);
	finish(a);
}

static void
rule(struct arena *a)
{
	arena_free(a);
	rule_main();
}

#define ROLE(name)                                                             \
	{                                                                      \
#name, name                                                    \
	}
static const struct {
	const char *name;
	void (*play)(struct arena *);
} roles[] = {
	ROLE(rule),
	ROLE(echo),
	ROLE(surroundings),
	ROLE(busy),
	ROLE(spin),
	ROLE(memory),
	ROLE(eat),
	ROLE(segv),
	ROLE(quit),
	ROLE(hang),
	ROLE(close_and_hang),
	ROLE(die_early),
	ROLE(flood),
	ROLE(huge),
	ROLE(without_end),
	ROLE(end_alone),
	ROLE(trailing),
	ROLE(garbage),
	ROLE(bad_status),
	ROLE(shrink),
	ROLE(try_open),
	ROLE(try_socket),
	ROLE(try_fork),
	ROLE(try_exec),
	ROLE(try_kill),
	ROLE(try_read),
	ROLE(try_other_file),
	ROLE(try_code),
	ROLE(try_shared_file),
	ROLE(try_alarm),
};

int
main(int argc, char **argv)
{
	for (size_t i = 0; argc == 2 && i < sizeof(roles) / sizeof(roles[0]);
	     i++)
		if (strcmp(roles[i].name, argv[1]) == 0)
			roles[i].play(arena_new());
	return 99;
}
