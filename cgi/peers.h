/*
 * peers.h -- those a worker is connected to: how far each has come, how long
 * it may stay so, and what it has not taken yet of its answer.
 *
 * Nothing here waits.  A peer is in one phase at a time, each phase has one
 * limit of time, and so each has a queue with the one that is longest in it
 * first: to find who is late costs nothing.  Times are milliseconds of the
 * monotonic clock.
 */
#ifndef PEERS_H
#define PEERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "records.h"

struct arena;

#define PEERS_MAX        4096               /* connections of one worker */
#define PEERS_FDS        (PEERS_MAX + 64)   /* with files and children */
#define PEERS_UNSENT_MAX ((size_t)64 << 20) /* bytes, of all together */
#define PEERS_REST_MAX   ((size_t)64 << 20) /* bytes thrown away, of one */

enum peer_phase {
	PEER_IDLE,    /* nothing of a request has come */
	PEER_READING, /* part of one has */
	PEER_BODY,    /* all but the end of its body, which nobody wants */
	PEER_SENDING, /* part of the answer is still here */
	PEER_CLOSING, /* all is said; what still comes is thrown away */
	PEER_PHASES
};

struct peer {
	int fd; /* -1: closed */
	enum peer_phase phase;
	bool fresh;    /* has never asked for anything */
	bool last;     /* is closed behind its answer */
	int64_t since; /* in this phase, or the last step on in it */
	struct peer *before, *after; /* in the phase's queue */
	struct arena *arena;         /* of what is read of a request, or NULL */
	struct records records;      /* that, while there is an arena */
	char *unsent;                /* an answer's rest, or NULL */
	size_t unsent_len, sent;     /* bytes: of it, and that have gone */
	size_t rest;                 /* bytes that were thrown away */
};

struct peers {
	int epoll;
	int count, most;     /* connections, and how many the system grants */
	size_t unsent;       /* bytes, of all */
	struct arena *spare; /* for the next request; or NULL */
	struct peer_queue {
		struct peer *first, *last;
	} queues[PEER_PHASES];
	struct peer all[PEERS_FDS]; /* by descriptor */
};

/* Begin, in memory that is zeroed.  False where the system refuses. */
bool peers_begin(struct peers *);

/* Who can best be spared where there is no room for one more; else NULL. */
struct peer *peers_spare(const struct peers *);

/* A new connection, with news on "epoll"; closed where it has no place. */
void peers_add(struct peers *, int fd, int64_t now);

/* Who is longest in a phase, where that is too long; else NULL. */
struct peer *peers_late(const struct peers *, enum peer_phase, int64_t now);

/* Close a connection, whatever it was about.  Another process that has it too
 * goes on with it. */
void peer_close(struct peers *, struct peer *);

/* Make ready to read a request, unless one is begun; and forget what was read,
 * which is answered or was nothing. */
void peer_read(struct peers *, struct peer *, int64_t now);
void peer_forget(struct peers *, struct peer *, int64_t now);

/* So many bytes of a body came that nobody wants: wait for its end, or false
 * where that is enough. */
bool peer_await(struct peers *, struct peer *, size_t, int64_t now);

/*
 * Send bytes: in one write as far as they are taken, so that a worker that is
 * killed has sent all of it or nothing; the rest waits here.  Behind it the
 * peer is idle, or closing where that was its last.  May close a connection,
 * also of one that takes its answer too slowly for all to have room.
 */
void
peer_send(struct peers *, struct peer *, const void *, size_t, int64_t now);

/* There is news of one that is sending or closing.  May close it. */
void peer_go_on(struct peers *, struct peer *, int64_t now);

#endif
