/*
 * query.c -- libFuzzer on what visitors send: an address, and the headers
 * Accept-Encoding and If-None-Match, with a NUL after each.  The programme is
 * that of the twin contract (tests/fuzz/query.mjs publishes it).
 *
 * Whatever the bytes: an answer with a status that the application means to
 * give, JSON that is JSON, and what leads elsewhere leads somewhere.
 */
#include <string.h>

#include "app.h"
#include "err.h"
#include "fuzz.h"
#include "http.h"
#include "json.h"
#include "live.h"
#include "query.h"
#include "settings.h"
#include "snapshot.h"

static struct settings settings = {
	.db = "build/twin/twin.db",
	.www = "build/www",
	.base = "",
	.now = "2025-10-25T10:00:00+02:00",
};
static struct app *app;
static struct snapshot live;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct arena *a = arena_new(); /* for as long as we run */
	struct err err = { ERR_NONE, "" };

	(void)argc;
	(void)argv;
	must(settings_finish(a, &settings, &err));
	app = app_open(a, &settings, &err);
	must(app != NULL && app_publication(app) > 0);
	must(live_read(a, settings.db, &live, &err));
	return 0;
}

static void
check_answer(struct arena *a, const struct http_response *out)
{
	static const int statuses[] = { 200, 304, 308, 400, 404, 410, 414 };
	struct err err = { ERR_NONE, "" };
	struct json *tree;
	bool known = false;

	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++)
		known |= out->status == statuses[i];
	must(known && buf_ok(&out->body));
	must((out->status == 308) == (out->location != NULL));
	if (out->status == 308)
		must(out->location[0] == '/' && out->location[1] != '/' &&
		     strpbrk(out->location, " \r\n\t\"<>\\") ==
			 NULL); /* our own, and one header */
	if (out->coding != HTTP_IDENTITY || out->status == 304 ||
	    out->type == NULL)
		return;
	must(text_is_utf8(out->body.data, out->body.len));
	if (strstr(out->type, "json") != NULL)
		must(json_parse(
		    a, out->body.data, out->body.len, NULL, &tree, &err));
}

/* The ending, the name and the query may each lead on once. */
static void
follow(struct arena *a, const char *location)
{
	struct http_response out;
	int hops = 0;

	do {
		struct http_request in = { .method = "GET",
			.target = location };

		out = http_response_new(a);
		app_handle(app, &in, &out);
		check_answer(a, &out);
		location = out.location;
	} while (out.status == 308 && ++hops < 3);
	must(out.status != 308);
}

static void
check_query(struct arena *a, const char *raw)
{
	enum {
		ALL = QUERY_FILTERS | QUERY_WHEN | QUERY_AT | QUERY_PAGE |
		      QUERY_PLAN
	};
	struct query q;
	struct query_fault fault;
	const char *once, *twice;

	for (size_t i = 0; i < live.language_count; i++) {
		const struct snapshot_language *l = &live.languages[i];

		if (!query_read(a, &live, l, raw, ALL, &q, &fault)) {
			must(text_is_utf8(fault.value, strlen(fault.value)));
			continue;
		}
		once = query_write(a, &live, &q);
		if (strlen(once) > QUERY_BYTES_MAX)
			continue; /* answered by 414 */
		must(query_read(a, &live, l, once, ALL, &q, &fault));
		twice = query_write(a, &live, &q);
		must(strcmp(once, twice) == 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_new();
	char *part[3];
	struct http_request in = { .method = "GET" };
	struct http_response out = http_response_new(a);

	cut(a, bytes, len, part, 3);
	in.target = part[0];
	in.accept_encoding = part[1];
	in.if_none_match = part[2];
	app_handle(app, &in, &out);
	check_answer(a, &out);
	if (out.status == 308)
		follow(a, out.location);
	if (strchr(part[0], '?') != NULL)
		check_query(a, strchr(part[0], '?') + 1);
	arena_free(a);
	return 0;
}
