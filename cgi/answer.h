/*
 * answer.h -- one request on its way through the application: what it asks,
 * and the answers there are.
 */
#ifndef ANSWER_H
#define ANSWER_H

#include <stdbool.h>
#include <stdint.h>

#include "query.h"
#include "route.h"
#include "snapshot.h"
#include "view.h"
#include "www.h"

struct http_request;
struct http_response;
struct kept;
struct missed;
struct settings;
struct tallies;
struct tally;

/* What all requests share. */
struct app {
	struct arena *arena;
	const struct settings *settings;
	struct snapshot s;
	bool is_live; /* something was published */
	bool plain;   /* with templates of another day: view.h */
	struct www www;
	const struct json *sites[SNAPSHOT_LANGUAGES_MAX];
	const struct json_begun *choices[SNAPSHOT_LANGUAGES_MAX];
	const char *url; /* the public address, or NULL */
	const char *tag; /* of all that is live */
	struct kept *kept;
	struct missed *missed; /* NULL: searches are not counted */
	/* All workers' counters, and this one's; NULL: nobody counts. */
	const struct tallies *tallies;
	struct tally *tally;
};

struct answer {
	struct app *app;
	struct arena *arena;
	const struct http_request *in;
	struct http_response *out;
	const char *base;
	struct route route;
	struct query query;
	struct query_fault fault;
	struct view view;
	int32_t moment;
	bool fixed;          /* the clock stands still */
	const char *address; /* what it is kept under, made small; or NULL */
	bool is_small;       /* the body is made small already */
};

/* A page in any of its faces; the query is canonical. */
void answer_page(struct answer *);

/* An error's page, or its twin. */
void answer_error(struct answer *, int status);

/* 308 to a path below the mount point, which the program itself chose. */
void answer_redirect(struct answer *, const char *path, const char *query);

/* A text as it is. */
void
answer_text(struct answer *, int status, const char *type, const char *text);

/* A path below the root, in the request's language. */
const char *answer_path(const struct answer *, const char *path);

/* Begin the view of the page. */
void answer_view(struct answer *);

/* Has the visitor the answer of this tag?  Then it is told so, with 304. */
bool answer_is_known(struct answer *, const char *tag);

/* Was it made small before, for somebody else?  Then that is the body.  If
 * not, it will be kept under the address, which tells it from all others of
 * its tag. */
bool answer_is_kept(struct answer *, const char *address);

/* The last of every answer: make its body small, if that is asked for and
 * helps, so that its bytes are what its head says. */
void answer_pack(struct answer *);

#endif
