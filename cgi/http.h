/*
 * http.h -- a request and an answer as plain structs, and what HTTP asks of
 * the two.  No sockets: FastCGI, CGI and `almanach get` fill them in and send
 * them off.
 */
#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"

struct arena;

#define HTTP_BODY_MAX   ((size_t)64 << 20) /* bytes of an answer */
#define HTTP_HEAD_MAX   ((size_t)8 << 10)
#define HTTP_TARGET_MAX 4096 /* bytes of a path and a query */
#define HTTP_TAGS_MAX   16   /* of If-None-Match that are looked at */

enum http_coding { HTTP_IDENTITY, HTTP_GZIP, HTTP_BROTLI };

struct http_request {
	const char *method; /* "GET" */
	const char *target; /* as it was sent: path and query, or a whole URL */
	const char *base;   /* the mount point: "" or "/path"; NULL: the
			       application's own */
	const char *if_none_match;   /* or NULL */
	const char *accept_encoding; /* or NULL */
	bool view;  /* the page's view is wanted, as JSON: for tests */
	bool visit; /* by a visitor: what is searched for in vain is counted */
	bool metrics; /* the web server lets whoever asks see the counters */
	/* For the editors' workspace alone. */
	bool edit;        /* the web server vouches for who asks ... */
	const char *user; /* ... and says who it is; "" or NULL: it does not */
	const char *origin, *fetch_site, *content_type,
	    *languages; /* or NULL */
	const void *body;
	size_t body_len;
};

struct http_response {
	struct arena *arena;
	int status;
	int page;             /* which it is: enum route_page */
	const char *type;     /* Content-Type */
	const char *language; /* Content-Language, or NULL */
	const char *location; /* or NULL */
	const char *tag;      /* of ETag, without quotes; NULL: none */
	int max_age;          /* seconds; -1: not to be stored */
	const char *allow;    /* of 405: NULL: GET and HEAD */
	bool immutable;
	const char *filename; /* of a calendar, or NULL */
	const char *nonce;    /* a page of the workspace: the style that it may
				 bring besides its own file; else NULL */
	bool hidden;          /* from search engines */
	enum http_coding coding;
	struct buf body;
};

struct http_response http_response_new(struct arena *);

/* The best coding that is accepted and at hand (RFC 9110, section 12.5.3). */
enum http_coding http_negotiate(const char *accept_encoding);

/* Is the tag among those of If-None-Match?  Marks of weakness and of codings
 * do not matter. */
bool http_has_tag(const char *if_none_match, const char *tag);

/* What the status is called (RFC 9110, section 15): "Not Found". */
const char *http_reason(int status);

/*
 * The answer's head, as CGI has it ("Status: 200 OK"), closed by an empty
 * line.  "style" is the style sheet's hash for the Content-Security-Policy.
 */
void http_head(struct buf *, const struct http_response *, const char *style);

#endif
