/*
 * fetch.h -- ask another machine over HTTP; the door to libcurl.
 *
 *	struct fetcher *them = fetch_open(arena, &err);
 *	struct fetch f = { .url = "https://example.org/x", .max = 1 << 20 };
 *
 *	if (!fetch_run(them, arena, &f, &err))
 *		... no whole answer: f.end says of what kind, err says it ...
 *	... f.status, fetch_header(&f, "etag"), f.body.data, f.body.len ...
 *
 * Any status is an answer: what 404 or 503 means is the caller's to say.
 *
 * Certificates are always checked, against the system's authorities or those
 * in the file that ALMANACH_CA_FILE, else SSL_CERT_FILE, names.  There are no
 * cookies, no .netrc, no protocols but http and https.  A proxy is the one of
 * curl's usual variables (https_proxy, http_proxy, no_proxy), but for this
 * machine itself, which is asked directly.  Connections are kept while the
 * fetcher is.  Nothing here waits or tries again: that is the caller's.
 * SIGPIPE is ignored meanwhile, which libcurl sees to: for processes with one
 * thread.
 *
 * libcurl is loaded by fetch_open() and not linked: it brings some thirty
 * libraries, and children, workers and CGI, which start often, ask nobody.
 */
#ifndef FETCH_H
#define FETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"

struct arena;
struct err;
struct fetcher;

#define FETCH_WHOLE_MS   60000 /* of one request, redirects included */
#define FETCH_CONNECT_MS 10000
#define FETCH_SLOW_BYTES 100 /* a second: who sends less ... */
#define FETCH_SLOW_S     20  /* ... so long is given up */
#define FETCH_MAX        ((size_t)32 << 20)
#define FETCH_HOPS_MAX   5 /* redirects */

enum fetch_end {
	FETCH_ANSWERED,
	FETCH_UNREACHABLE, /* no such name, refused, no route */
	FETCH_LATE,        /* too long, or too slow */
	FETCH_TLS,         /* the certificate or the handshake */
	FETCH_CUT,         /* the connection ended before the answer did */
	FETCH_TOO_LARGE,   /* more than "max" */
	FETCH_REDIRECTED,  /* to where it is not followed */
	FETCH_NONSENSE     /* no HTTP, or not even an address */
};

struct fetch {
	/* in: what is 0 or NULL is as said */
	const char *url;
	const char *method;         /* GET; HEAD and POST are known as such */
	const char *const *headers; /* "Name: value", ended by NULL; none */
	const void *sent;           /* the body of a POST; none */
	size_t sent_len;
	const char *agent;        /* "almanach/VERSION" */
	int whole_ms, connect_ms; /* FETCH_WHOLE_MS, FETCH_CONNECT_MS */
	size_t max;               /* bytes of body, decoded; FETCH_MAX */
	bool raw;    /* ask for no coding that "headers" does not name, and
			decode none */
	bool follow; /* redirects on the same host, and never from https to
			http, for GET and HEAD; else they are answers */

	/* out */
	enum fetch_end end;
	int status;
	struct buf body;
	struct fetch_header {
		const char *name, *value;
	} * received; /* of the last answer, in order */
	size_t received_count;
	int64_t date;        /* their clock, seconds since 1970; -1: untold */
	int64_t retry_after; /* seconds to wait, as they ask; 0: untold */
};

/* Closed with the arena.  NULL where libcurl is not there. */
struct fetcher *fetch_open(struct arena *, struct err *);

/*
 * Ask, and wait for the whole answer, in the arena.  Where there is none the
 * sentence names the address without its query.  ERR_SYSTEM: the network's
 * fault; ERR_INPUT and ERR_LIMIT: theirs, and asking again will not help.
 */
bool fetch_run(struct fetcher *, struct arena *, struct fetch *, struct err *);

/* The first header of this name, whatever its case; NULL: there is none. */
const char *fetch_header(const struct fetch *, const char *name);
size_t fetch_header_count(const struct fetch *, const char *name);

/* How what is sent to an address gets there. */
enum fetch_way {
	FETCH_NOWAY,  /* no http or https address, or one with a user in it */
	FETCH_OPEN,   /* by http, for all on the way to read */
	FETCH_SECURE, /* by https */
	FETCH_HERE    /* it is this very machine */
};
enum fetch_way fetch_way(struct fetcher *, const char *url);

/* A text as it may stand in a query. */
const char *fetch_escape(struct fetcher *, struct arena *, const char *text);

#endif
