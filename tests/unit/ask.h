/*
 * ask.h -- for tests: rule files asked through a real child, as the program
 * will do it.
 */
#ifndef ASK_H
#define ASK_H

#include <stdbool.h>
#include <stddef.h>

#include "sandbox.h"

struct arena;
struct json;

/* build/child, which lies beside the running test program. */
const char *ask_program(struct arena *);

/* A file, whole; NULL where it cannot be read. */
char *ask_file(struct arena *, const char *path, size_t *len);

/* The events of tests/rules/events.json, with what the parent folds. */
const struct json *ask_events(struct arena *);

struct ask {
	/* in */
	const char *kind; /* NULL: rule */
	const char *name; /* NULL: test */
	const char *text;
	size_t len;              /* 0: of the text */
	const struct json *libs; /* name -> text */
	const struct json *take;
	bool trace;
	int cpu_seconds; /* 0: RULE_LIMITS */
	/* out */
	enum sandbox_end end;
	const char *outcome; /* or "memory", "time", "crash", "nonsense" */
	const char *message; /* "" where there is none */
	int line, event;
	const char *verdicts;      /* "" */
	const struct json *answer; /* NULL unless it answered */
};

/* Ask them all, two at a time, about the same events. */
void
ask_all(struct arena *, struct ask *, size_t count, const struct json *events);

/* Ask one about ask_events(). */
struct ask ask_one(struct arena *, const char *text);

#endif
