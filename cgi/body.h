/*
 * body.h -- what an editor's request brings: from standard input, as many
 * bytes as are announced (RFC 3875, section 4.2), or out of FastCGI's records.
 *
 * Those come to the process that answers: what a worker had read of them
 * already on standard input, the others on the connection, which is standard
 * output.  It may wait for them as long as an upload takes.
 */
#ifndef BODY_H
#define BODY_H

struct buf;

#define BODY_SILENCE 30  /* seconds between two bytes */
#define BODY_TIME    600 /* seconds for all of them */

/* Read it up to the buf's ceiling: 0, or the status of what is wrong: 400 it
 * came in part, 413 it is too long.  "request": its number in FastCGI; 0 for
 * plain CGI. */
int body_read(struct buf *, int request);

/* The answer to a request that was not read to its end has been sent: see it
 * through to a peer who is still sending. */
void body_see_off(void);

#endif
