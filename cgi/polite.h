/*
 * polite.h -- ask a server that is not ours again and again without being a
 * burden: one request at a time, with a pause between two, and what fails for
 * the moment tried again later and later, as long as they say.
 */
#ifndef POLITE_H
#define POLITE_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct err;
struct fetch;
struct fetcher;

#define POLITE_TRIES      4   /* of one request; waits grow fourfold ... */
#define POLITE_FACTOR     4   /* ... from so many pauses on */
#define POLITE_WAIT_MAX   600 /* seconds: who asks for more is let be */
#define POLITE_RUN        30  /* times the timeout of one: all of them */
#define POLITE_TIMEOUT_MS 60000
#define POLITE_PAUSE_MS   500

struct polite {
	struct fetcher *them;
	int timeout_ms; /* of one request */
	int pause_ms;   /* between two */
	/* its own */
	int64_t end; /* milliseconds of the steady clock */
	bool go_on;  /* it was not the first */
};

void
polite_begin(struct polite *, struct fetcher *, int timeout_ms, int pause_ms);

/*
 * Ask, as fetch_run(), and once more where the network or the server fails for
 * the moment: no connection, half an answer, none in time, 429, 500, 502, 503,
 * 504.  What comes is any other answer.  Retry-After is kept to.
 */
bool polite_ask(struct polite *, struct arena *, struct fetch *, struct err *);

#endif
