/* fetch.c -- the door to libcurl: what may be asked for; what comes back is
 * tested against real servers, in tests/sync/. */
#include "fetch.h"
#include "arena.h"
#include "err.h"
#include "unit.h"

static void
knows_addresses(void **state)
{
	static const struct {
		const char *url;
		enum fetch_way way;
	} cases[] = {
		{ "https://example.org", FETCH_SECURE },
		{ "https://example.org:8443/a?b#c", FETCH_SECURE },
		{ "http://example.org/", FETCH_OPEN },
		{ "http://127.0.0.1:8080", FETCH_HERE },
		{ "https://localhost/x", FETCH_HERE },
		{ "http://[::1]:80/", FETCH_HERE },
		{ "http://127.0.0.1.example.org/", FETCH_OPEN },
		{ "http://localhost@example.org/", FETCH_NOWAY },
		{ "https://user:pass@example.org/", FETCH_NOWAY },
		{ "ftp://example.org/", FETCH_NOWAY },
		{ "file:///etc/passwd", FETCH_NOWAY },
		{ "example.org", FETCH_NOWAY },
		{ "https://", FETCH_NOWAY },
		{ "", FETCH_NOWAY },
	};
	struct arena *a = arena_new();
	struct err err = { ERR_NONE, "" };
	struct fetcher *f = fetch_open(a, &err);

	(void)state;
	assert_non_null(f);
	for (size_t i = 0; i < COUNT(cases); i++)
		if (fetch_way(f, cases[i].url) != cases[i].way)
			fail_msg("%s", cases[i].url);
	assert_string_equal(fetch_escape(f, a, "2025-11-17T10:00 &é["),
	    "2025-11-17T10%3A00%20%26%C3%A9%5B");
	arena_free(a);
}

/* A port that nobody listens at; no query in the sentence, it may be secret. */
static void
says_why_there_is_no_answer(void **state)
{
	struct arena *a = arena_new();
	struct err err = { ERR_NONE, "" };
	struct fetcher *them = fetch_open(a, &err);
	struct fetch f = { .url = "http://127.0.0.1:1/x?key=secret" },
		     none = { .url = "gopher://127.0.0.1/" };

	(void)state;
	assert_false(fetch_run(them, a, &f, &err));
	assert_int_equal(f.end, FETCH_UNREACHABLE);
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_non_null(
	    strstr(err.text, "http://127.0.0.1:1/x: no connection; see"));
	assert_null(strstr(err.text, "secret"));
	assert_null(fetch_header(&f, "etag"));
	err.kind = ERR_NONE;
	assert_false(fetch_run(them, a, &none, &err));
	assert_int_equal(none.end, FETCH_NONSENSE);
	assert_int_equal(err.kind, ERR_INPUT);
	arena_free(a);
}

UNIT(fetch, T(knows_addresses), T(says_why_there_is_no_answer))
