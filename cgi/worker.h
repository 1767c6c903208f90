/*
 * worker.h -- one process that answers: the door to the FastCGI library.
 *
 * It waits for news of the listening socket and of its peers (peers.h), and for
 * nothing else: what they send is read as it comes (records.h), and only a
 * request that is whole and sound is put before the library, from memory.  So
 * no peer holds it up, whatever it sends, keeps back, or does not take.
 */
#ifndef WORKER_H
#define WORKER_H

#include <stdbool.h>
#include <stdint.h>

struct settings;
struct tallies;

#define WORKER_FINISH                                                          \
	30000 /* milliseconds for answers that are on their way                \
		 when the worker is told to leave */

struct worker {
	const struct settings *settings;
	int listening;
	bool close; /* a connection for each request */
	/* Shared with the parent: when it was last seen alive, in
	 * ticks_ms(). */
	volatile int64_t *beat;
	struct tallies *tallies; /* shared by all; which one is its own: */
	int number;
};

/* Answer until SIGTERM, then what was begun, then leave.  An exit status.
 * Signals may be held back until it is ready for them. */
int worker_run(struct worker *);

#endif
