/*
 * serve.h -- the small parent of the processes that answer.
 *
 * It keeps the listening socket, starts workers again that die or stop
 * beating, and has the rules published when somebody saves one.  It opens no
 * database and answers nobody.
 */
#ifndef SERVE_H
#define SERVE_H

#include <stdbool.h>

struct err;
struct settings;

#define SERVE_WORKERS_MAX 64
#define SERVE_SILENCE     10000 /* milliseconds without a beat */

struct serve {
	const struct settings *settings;
	const char *socket; /* a path; NULL: descriptor 0 or 3, as systemd and
			       spawn-fcgi hand it over */
	int workers;        /* 0: one a processor, at least two */
	bool close;         /* a connection for each request */
	bool replica;       /* what is live comes from elsewhere (live.h):
			       nothing is published here */
	char **argv;        /* to start anew with, on SIGHUP */
};

/* Serve until SIGTERM or SIGINT.  False with a sentence where it could not
 * begin. */
bool serve_run(struct serve *, struct err *);

#endif
