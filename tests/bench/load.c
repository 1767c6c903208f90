/*
 * load.c -- how long it takes until what is live is answered from: in a worker
 * that has seen that there is something new, and in a process of its own by
 * plain CGI.
 *
 *	load PROGRAM TARGET RUNS
 *
 * Where things are is told by the environment, as to the program.  Prints
 * medians, in microseconds, as JSON.
 */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "app.h"
#include "arena.h"
#include "err.h"
#include "http.h"
#include "settings.h"

#define RUNS_MAX 1000

extern char **environ;

static int64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t
used(void)
{
	struct rusage r;

	getrusage(RUSAGE_CHILDREN, &r);
	return (int64_t)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) * 1000000 +
	       r.ru_utime.tv_usec + r.ru_stime.tv_usec;
}

static int
by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void
tell(const char *what, int64_t *times, int count)
{
	qsort(times, (size_t)count, sizeof(*times), by_size);
	printf("\"%s\":%lld,", what, (long long)times[count / 2]);
}

/* As a worker does it: everything anew, then the first answer. */
static void
worker(const char *target, int runs)
{
	static int64_t open[RUNS_MAX], first[RUNS_MAX];
	struct err err = { ERR_NONE, "" };

	for (int i = 0; i < runs; i++) {
		struct arena *a = arena_new();
		struct settings settings = { 0 };
		struct http_response out = http_response_new(a);
		struct http_request in = { .method = "GET", .target = target };
		int64_t begin;
		struct app *app;

		if (!settings_finish(a, &settings, &err))
			break;
		begin = now();
		app = app_open(a, &settings, &err);
		open[i] = now() - begin;
		if (app == NULL)
			break;
		app_handle(app, &in, &out);
		first[i] = now() - begin;
		arena_free(a);
	}
	if (err.kind != ERR_NONE)
		fprintf(stderr, "load: %s\n", err.text);
	tell("open", open, runs);
	tell("first", first, runs);
}

static void
cgi(char *program, const char *target, int runs)
{
	static int64_t wall[RUNS_MAX], cpu[RUNS_MAX];
	char *argv[] = { program, NULL };
	posix_spawn_file_actions_t actions;
	pid_t pid;

	setenv("GATEWAY_INTERFACE", "CGI/1.1", 1);
	setenv("REQUEST_METHOD", "GET", 1);
	setenv("REQUEST_URI", target, 1);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", 1, 0);
	for (int i = 0; i < runs; i++) {
		int64_t begin = now(), before = used();

		if (posix_spawn(&pid, program, &actions, NULL, argv, environ))
			exit(1);
		waitpid(pid, NULL, 0);
		wall[i] = now() - begin;
		cpu[i] = used() - before;
	}
	tell("cgi", wall, runs);
	tell("cgi_cpu", cpu, runs);
}

int
main(int argc, char **argv)
{
	int runs = argc == 4 ? (int)strtol(argv[3], NULL, 10) : 0;

	if (runs < 1 || runs > RUNS_MAX) {
		fputs("usage: load PROGRAM TARGET RUNS\n", stderr);
		return 2;
	}
	putchar('{');
	worker(argv[2], runs);
	cgi(argv[1], argv[2], runs);
	printf("\"runs\":%d}\n", runs);
	return 0;
}
