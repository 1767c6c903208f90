/*
 * fastcgi.h -- the door to the FastCGI library, which reads a request's
 * parameters.
 *
 * It reads them from memory, never from a peer: it would wait for one that is
 * silent, and lengths that run over make it abort.  What is put before it was
 * read by records.h.
 */
#ifndef FASTCGI_H
#define FASTCGI_H

#include <stdbool.h>

struct arena;
struct fastcgi;
struct records;

/* Once a process.  NULL where the system refuses. */
struct fastcgi *fastcgi_begin(struct arena *);

/* Begin a request whose parameters are whole, and end it.  False where the
 * library finds fault with it; then there is nothing to end. */
bool fastcgi_ask(struct fastcgi *, const struct records *);
void fastcgi_end(struct fastcgi *);

/* A parameter of the present request (cgi_get). */
const char *fastcgi_get(const void *from, const char *name);

#endif
