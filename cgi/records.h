/*
 * records.h -- FastCGI's frames (FastCGI 1.0), read from whoever sends them and
 * written for those who ask.
 *
 * A reader takes bytes as they come, in pieces of any size, and trusts none:
 * what it lets through is one request for a responder, whose parameters fit
 * and add up.  It knows no socket and never waits.
 */
#ifndef RECORDS_H
#define RECORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"

struct arena;

#define RECORDS_HEAD       8            /* bytes before each record's content */
#define RECORDS_PARAMS_MAX 65535        /* bytes of a request's parameters */
#define RECORDS_ASKED_MAX  (65536 + 64) /* bytes of records_put_request() */

enum records_news {
	RECORDS_MORE,  /* all bytes are taken, and more has to come */
	RECORDS_ASIDE, /* something that is about no request:
			  records_put_aside() is its answer */
	RECORDS_ASKED, /* the parameters are whole; the body is to come */
	RECORDS_WHOLE, /* the body is whole as well, and so the request */
	RECORDS_LONG,  /* the parameters are more than RECORDS_PARAMS_MAX */
	RECORDS_GONE,  /* the request is taken back */
	RECORDS_BAD    /* no request: "wrong" says why, and no more is taken */
};

struct records {
	int request;       /* its number, from 1 on; 0 before it begins */
	bool keep;         /* the connection stays open behind the answer */
	bool asked, whole; /* the parameters have ended; and the body */
	struct buf params; /* as they were sent: section 3.4 */
	struct buf *body;  /* where it is put; NULL: it is thrown away */
	const char *wrong; /* "its version is not 1" */
	bool mute;         /* the present record is about another request */
	unsigned char head[RECORDS_HEAD], begin[RECORDS_HEAD];
	size_t have;          /* bytes of the present head */
	size_t left, padding; /* bytes of the present record that are to come */
};

/* Before the first byte of a request.  Its parameters live in the arena. */
void records_begin(struct records *, struct arena *);

/* The same where somebody else has read its parameters: what follows them. */
void records_go_on(struct records *, int request, struct buf *body);

/* Take what has come from *at on, up to the first news; *at is behind it. */
enum records_news records_take(
    struct records *, const unsigned char **at, const unsigned char *end);

/* True while no byte of a request has come. */
bool records_are_none(const struct records *);

/* Append a request that was read, without a body, as one who trusts its
 * peers can read it: RECORDS_ASKED_MAX bytes at most. */
void records_put_request(struct buf *, const struct records *);

/* Append the records of an answer to a request, and the one that ends it. */
void records_put(struct buf *, int request, const struct buf *answer);

/* Append the answer to what is about no request: that it is not known. */
void records_put_aside(struct buf *, const struct records *);

#endif
