/*
 * answer.c -- what answering costs in the program itself, without a socket:
 * for callgrind and perf, which count instructions where clocks are noisy.
 *
 *	answer PATHS ROUNDS     PATHS: a file with an address a line
 *
 * Where things are is told by the environment, as to the program.  Nothing is
 * kept: each answer is made.  Prints means a request, as JSON.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app.h"
#include "arena.h"
#include "buf.h"
#include "err.h"
#include "files.h"
#include "http.h"
#include "settings.h"

#define PATHS_MAX  ((size_t)16 << 20) /* bytes of all */
#define ANSWER_MAX (HTTP_BODY_MAX + HTTP_HEAD_MAX)

/* Nanoseconds of processor time. */
static int64_t
used(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* As a worker does it; the bytes of the answer. */
static size_t
answer(struct app *app, struct arena *a, const char *target)
{
	struct http_request in = { .method = "GET", .target = target };
	struct http_response out = http_response_new(a);
	struct buf whole = buf_new(a, ANSWER_MAX);

	app_handle(app, &in, &out);
	app_write(app, &out, false, &whole);
	return whole.len;
}

/* The lines of a text, cut in place; the last is NULL. */
static char **
lines_of(struct arena *a, char *text)
{
	size_t count = 0;
	char **lines;

	for (const char *c = text; *c != '\0'; c++)
		count += *c == '\n';
	lines = ARENA_ARRAY(a, char *, count + 2);
	count = 0;
	for (char *at = strtok(text, "\n"); at != NULL; at = strtok(NULL, "\n"))
		lines[count++] = at;
	return lines;
}

static void
run(struct app *app, char **paths, long rounds)
{
	struct arena *one = arena_new();
	size_t asked = 0, bytes = 0;
	int64_t begin = used();

	for (long i = 0; i < rounds; i++)
		for (size_t k = 0; paths[k] != NULL; k++, asked++) {
			bytes += answer(app, one, paths[k]);
			arena_reset(one);
		}
	if (asked > 0)
		printf("{\"requests\":%zu,\"bytes\":%zu,\"us\":%.2f}\n", asked,
		    bytes / asked,
		    (double)(used() - begin) / 1000 / (double)asked);
	arena_free(one);
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct settings settings = { 0 };
	struct err err = { ERR_NONE, "" };
	struct buf text = buf_new(a, PATHS_MAX);
	struct app *app;

	if (argc != 3) {
		fputs("usage: answer PATHS ROUNDS\n", stderr);
		return 2;
	}
	if (!files_read(argv[1], &text, &err) ||
	    !settings_finish(a, &settings, &err) ||
	    (app = app_open(a, &settings, &err)) == NULL) {
		fprintf(stderr, "answer: %s\n", err.text);
		return 1;
	}
	run(app, lines_of(a, text.data), strtol(argv[2], NULL, 10));
	arena_free(a);
	return 0;
}
