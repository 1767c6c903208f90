/*
 * listening.h -- the socket that the web server knocks at: one that we make, or
 * one that is handed over.
 */
#ifndef LISTENING_H
#define LISTENING_H

#include <stdbool.h>

struct err;

#define LISTENING_HANDED 3 /* what systemd passes (LISTEN_FDS) */

/*
 * The descriptor, which does not block: what systemd has passed, else standard
 * input where that is a socket that listens (spawn-fcgi, StandardInput=socket),
 * else a new one at "path", which may be NULL.  "own": the file of that path is
 * ours to remove.  -1 with a sentence.
 */
int listening_find(const char *path, bool *own, struct err *);

#endif
