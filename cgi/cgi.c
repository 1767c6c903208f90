/* cgi.c -- one request by the Common Gateway Interface. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app.h"
#include "arena.h"
#include "body.h"
#include "buf.h"
#include "cgi.h"
#include "err.h"
#include "http.h"
#include "log.h"
#include "records.h"
#include "route.h"
#include "sandbox.h"
#include "settings.h"
#include "ticks.h"

#define ANSWER_MAX (HTTP_BODY_MAX + HTTP_HEAD_MAX)

/* Its value is the request's number: the answer goes into FastCGI's records. */
#define FRAMED "ALMANACH_FASTCGI"

static const char *
text_of(cgi_get *get, const void *from, const char *name)
{
	const char *value = get(from, name);

	return value != NULL && *value != '\0' ? value : NULL;
}

/* What was asked for.  All servers but the plainest tell it as it was sent. */
static const char *
target_of(struct arena *a, cgi_get *get, const void *from)
{
	const char *uri = text_of(get, from, "REQUEST_URI"),
		   *script = text_of(get, from, "SCRIPT_NAME"),
		   *path = text_of(get, from, "PATH_INFO"),
		   *query = text_of(get, from, "QUERY_STRING");

	if (uri != NULL)
		return uri;
	return arena_printf(a, "%s%s%s%s", script != NULL ? script : "",
	    path != NULL ? path : "", query != NULL ? "?" : "",
	    query != NULL ? query : "");
}

/* The mount point, if the server tells it. */
static const char *
base_of(struct arena *a, cgi_get *get, const void *from)
{
	const char *told = text_of(get, from, "ALMANACH_BASE");
	char *base;
	size_t len;

	if (told == NULL && text_of(get, from, "PATH_INFO") != NULL)
		told = text_of(get, from, "SCRIPT_NAME");
	if (told == NULL)
		return NULL;
	base = arena_strdup(a, told);
	for (len = strlen(base); len > 0 && base[len - 1] == '/';)
		base[--len] = '\0';
	return base;
}

/* ---- the editors' workspace -------------------------------------------- */

static bool
is_on(cgi_get *get, const void *from, const char *name)
{
	const char *told = text_of(get, from, name);

	return told != NULL && strcmp(told, "on") == 0;
}

/* Shipped configurations say "on" behind a login only. */
static bool
is_vouched_for(cgi_get *get, const void *from)
{
	return is_on(get, from, "ALMANACH_EDIT");
}

bool
cgi_is_edit(struct arena *a, cgi_get *get, const void *from)
{
	return is_vouched_for(get, from) &&
	       strstr(target_of(a, get, from), "/edit") != NULL;
}

void
cgi_refuse(
    const struct app *app, struct buf *out, int status, const char *sentence)
{
	const struct http_request request = { .method = "" }; /* not read */
	const struct http_response answer = {
		.page = ROUTE_BAD,
		.status = status,
		.body.len = strlen(sentence) + 1,
	};

	buf_printf(out,
	    "Status: %d %s\r\nContent-Type: text/plain; charset=utf-8\r\n"
	    "Content-Length: %zu\r\nCache-Control: no-store\r\n"
	    "X-Content-Type-Options: nosniff\r\n"
	    "X-Robots-Tag: noindex, nofollow\r\n%s\r\n%s\n",
	    status, http_reason(status), answer.body.len,
	    status == 503 ? "Retry-After: 2\r\n" : "", sentence);
	if (app != NULL)
		app_note(app, &request, &answer, 0);
}

char **
cgi_environment(struct arena *a, cgi_get *get, const void *from,
    const struct settings *s, int request)
{
	static const char *const parameters[] = { "REQUEST_METHOD",
		"REQUEST_URI", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING",
		"CONTENT_TYPE", "CONTENT_LENGTH", "REMOTE_USER",
		"ALMANACH_EDIT", "ALMANACH_BASE", "HTTP_ORIGIN",
		"HTTP_SEC_FETCH_SITE", "HTTP_IF_NONE_MATCH",
		"HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE",
		"HTTP_TRANSFER_ENCODING" };
	const char *const told[][2] = { { "ALMANACH_DB", s->db },
		{ "ALMANACH_SCRIPTS", s->scripts }, { "ALMANACH_WWW", s->www },
		{ "ALMANACH_URL", s->url }, { "ALMANACH_NOW", s->now },
		{ "ALMANACH_BASE", s->base } };
	size_t count = 0, own = 0;
	char **list;

	while (environ[own] != NULL)
		own++;
	list = ARENA_ARRAY(a, char *, own + 32);
	list[count++] = (char *)"GATEWAY_INTERFACE=CGI/1.1";
	list[count++] = arena_printf(a, FRAMED "=%d", request);
	for (size_t i = 0; i < sizeof(parameters) / sizeof(*parameters); i++) {
		const char *value = text_of(get, from, parameters[i]);

		if (value != NULL)
			list[count++] =
			    arena_printf(a, "%s=%s", parameters[i], value);
	}
	for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
		if (told[i][1] != NULL)
			list[count++] =
			    arena_printf(a, "%s=%s", told[i][0], told[i][1]);
	memcpy(list + count, environ, own * sizeof(*list)); /* ours count */
	return list;
}

/* ---- one request ------------------------------------------------------- */

void
cgi_answer(struct app *app, struct arena *a, cgi_get *get, const void *from,
    const struct buf *body, struct buf *out)
{
	const char *method = text_of(get, from, "REQUEST_METHOD");
	struct http_response answer = http_response_new(a);
	int64_t begun = ticks_us();
	struct http_request request = {
		.method = method != NULL ? method : "GET",
		.target = target_of(a, get, from),
		.base = base_of(a, get, from),
		.if_none_match = get(from, "HTTP_IF_NONE_MATCH"),
		.accept_encoding = get(from, "HTTP_ACCEPT_ENCODING"),
		.edit = is_vouched_for(get, from),
		.metrics = is_on(get, from, "ALMANACH_METRICS"),
		.user = get(from, "REMOTE_USER"),
		.origin = text_of(get, from, "HTTP_ORIGIN"),
		.fetch_site = text_of(get, from, "HTTP_SEC_FETCH_SITE"),
		.content_type = text_of(get, from, "CONTENT_TYPE"),
		.languages = text_of(get, from, "HTTP_ACCEPT_LANGUAGE"),
		.body = body != NULL ? body->data : NULL,
		.body_len = body != NULL ? body->len : 0,
	};

	request.visit = strcmp(request.method, "GET") == 0;
	app_handle(app, &request, &answer);
	app_write(app, &answer, strcmp(request.method, "HEAD") == 0, out);
	app_note(app, &request, &answer, ticks_us() - begun);
}

static const char *
get_environment(const void *from, const char *name)
{
	(void)from;
	return getenv(name);
}

/* False where nothing was answered; "read": the request, to its end. */
static bool
answer_one(
    struct arena *a, int request, struct buf *out, bool *read, struct err *err)
{
	bool edit = is_vouched_for(get_environment, NULL);
	struct settings *settings = ARENA_NEW(a, struct settings);
	struct buf body = buf_new(a, CGI_EDIT_MAX);
	struct app *app = settings_finish(a, settings, err)
			      ? app_open(a, settings, err)
			      : NULL;
	int wrong;

	if (app == NULL)
		return false;
	wrong = edit ? body_read(&body, request) : 0;
	*read = wrong == 0;
	if (wrong == 413)
		cgi_refuse(app, out, 413,
		    "That is more than this program takes at once (64 MB).");
	else if (wrong != 0)
		cgi_refuse(app, out, 400,
		    "The request came only in part, and nothing was changed; "
		    "go back and send it again.");
	else
		cgi_answer(app, a, get_environment, NULL, &body, out);
	return true;
}

int
cgi_main(void)
{
	struct arena *a = arena_new();
	struct err err = { ERR_NONE, "" };
	struct buf out = buf_new(a, ANSWER_MAX),
		   framed = buf_new(a, ANSWER_MAX * 2);
	const char *number = getenv(FRAMED);
	int request = number != NULL ? (int)strtol(number, NULL, 10) : 0;
	bool read = false, done = answer_one(a, request, &out, &read, &err);

	if (!done) {
		log_line("%s", err.text);
		cgi_refuse(NULL, &out, 500,
		    "This does not work at the moment; the server's log says "
		    "why.");
	}
	if (request != 0)
		records_put(&framed, request, &out);
	else
		framed = out;
	done &= sandbox_write(STDOUT_FILENO, framed.data, framed.len);
	if (request != 0 && !read)
		body_see_off();
	arena_free(a);
	return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
