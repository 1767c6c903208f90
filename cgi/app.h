/*
 * app.h -- the application: a request in, an answer out.
 *
 * It knows what is live, the pages' material and the routes; it keeps nothing
 * of a visitor.  FastCGI, CGI and `almanach get` are adapters around
 * app_handle().
 */
#ifndef APP_H
#define APP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct app;
struct arena;
struct err;
struct http_request;
struct http_response;
struct settings;

/*
 * An application over what is live now.  The arena is its own, for as long as
 * it lives; the settings must last as long.
 *
 * NULL with a sentence where pages' material is missing or damaged.  That
 * nothing was published yet is no failure: every page then says so, with 503.
 */
struct app *app_open(struct arena *, const struct settings *, struct err *);

/* Answer one request.  Never fails: what goes wrong is an answer too.  What is
 * built lives in the response's arena. */
void
app_handle(struct app *, const struct http_request *, struct http_response *);

/* Append the whole answer as CGI has it; "head": without its body. */
struct buf;
void app_write(
    const struct app *, const struct http_response *, bool head, struct buf *);

/* Count what is answered, as the worker of a number (tally.h). */
struct tallies;
void app_count(struct app *, struct tallies *, int worker);

/* Note an answer that was given, and how long that took: in the counters, and
 * in the log of requests if there is to be one. */
void app_note(const struct app *, const struct http_request *,
    const struct http_response *, int64_t microseconds);

/* What is live, for telling when it has changed: the publication's number; 0
 * for none. */
int64_t app_publication(const struct app *);

#endif
