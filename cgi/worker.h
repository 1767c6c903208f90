/*
 * worker.h -- one process that answers: the door to the FastCGI library.
 *
 * Waits with epoll over the listening socket and the connections it has
 * accepted, and lets the library read one request from a connection that has
 * something to say.  So one that stays silent keeps nobody waiting, and those
 * that the web server keeps open cost nothing.
 */
#ifndef WORKER_H
#define WORKER_H

#include <stdbool.h>
#include <stdint.h>

struct settings;
struct tallies;

#define WORKER_TIMEOUT     5    /* seconds a peer may take over its bytes */
#define WORKER_CONNECTIONS 4096 /* that one worker holds */
#define WORKER_BODY_MAX    (1 << 20) /* bytes of a request that are read */

struct worker {
	const struct settings *settings;
	int listening;
	bool close; /* a connection for each request */
	/* Shared with the parent: when it was last seen alive, in
	 * milliseconds of the monotonic clock. */
	volatile int64_t *beat;
	struct tallies *tallies; /* shared by all; which one is its own: */
	int number;
};

/* Answer until SIGTERM, then what was begun, then leave.  An exit status. */
int worker_run(struct worker *);

/* The monotonic clock, in milliseconds. */
int64_t worker_clock(void);

#endif
