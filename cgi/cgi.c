/* cgi.c -- one request by the Common Gateway Interface. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "arena.h"
#include "buf.h"
#include "cgi.h"
#include "err.h"
#include "http.h"
#include "log.h"
#include "settings.h"

#define ANSWER_MAX (HTTP_BODY_MAX + HTTP_HEAD_MAX)

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

void
cgi_answer(struct app *app, struct arena *a, cgi_get *get, const void *from,
    struct buf *out)
{
	const char *method = text_of(get, from, "REQUEST_METHOD");
	struct http_response answer = http_response_new(a);
	struct http_request request = {
		.method = method != NULL ? method : "GET",
		.target = target_of(a, get, from),
		.base = base_of(a, get, from),
		.if_none_match = get(from, "HTTP_IF_NONE_MATCH"),
		.accept_encoding = get(from, "HTTP_ACCEPT_ENCODING"),
	};

	app_handle(app, &request, &answer);
	app_write(app, &answer, strcmp(request.method, "HEAD") == 0, out);
}

static const char *
get_environment(const void *from, const char *name)
{
	(void)from;
	return getenv(name);
}

int
cgi_main(void)
{
	struct arena *a = arena_new();
	struct settings settings = { 0 };
	struct err err = { ERR_NONE, "" };
	struct buf out = buf_new(a, ANSWER_MAX);
	struct app *app = settings_finish(a, &settings, &err)
			      ? app_open(a, &settings, &err)
			      : NULL;

	if (app == NULL) {
		log_line("%s", err.text);
		fputs("Status: 500 Internal Server Error\r\n"
		      "Content-Type: text/plain\r\n\r\n",
		    stdout);
		arena_free(a);
		return EXIT_FAILURE;
	}
	cgi_answer(app, a, get_environment, NULL, &out);
	fwrite(out.data, 1, out.len, stdout);
	arena_free(a);
	return EXIT_SUCCESS;
}
