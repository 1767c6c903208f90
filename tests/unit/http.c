/* http.c -- what is accepted, which tags are the same, the answer's head. */
#include "http.h"
#include "arena.h"
#include "buf.h"
#include "unit.h"

static void
negotiates_a_coding(void **state)
{
	static const struct {
		const char *accepted;
		enum http_coding coding;
	} cases[] = {
		{ NULL, HTTP_IDENTITY },
		{ "", HTTP_IDENTITY },
		{ "gzip", HTTP_GZIP },
		{ "GZIP", HTTP_GZIP },
		{ "gzip, deflate, br", HTTP_BROTLI },
		{ "br;q=0.5, gzip", HTTP_GZIP },
		{ "br;q=0.9, gzip;q=0.9", HTTP_BROTLI },
		{ "gzip;q=0", HTTP_IDENTITY },
		{ "gzip;q=0.0, br;q=0", HTTP_IDENTITY },
		{ "gzip;q=0.001", HTTP_GZIP },
		{ "gzip;q=0.15, br;q=0.1", HTTP_GZIP },
		{ "gzip;q=0.015, br;q=0.016", HTTP_BROTLI },
		{ "x-gzip, brotli, bro", HTTP_IDENTITY },
		{ "deflate;q=1.0,gzip;q=0.8", HTTP_GZIP },
		{ ";;;,,=", HTTP_IDENTITY },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (http_negotiate(cases[i].accepted) != cases[i].coding)
			fail_msg("%s", cases[i].accepted);
}

static void
compares_tags(void **state)
{
	static const struct {
		const char *list, *tag;
		bool same;
	} cases[] = {
		{ NULL, "a", false }, { "\"a\"", "a", true },
		{ "W/\"a\"", "a", true }, { "*", "a", true },
		{ "\"b\", \"a\"", "a", true }, { "\"b\",W/\"a\"", "a", true },
		{ "\"a-gzip\"", "a", true }, { "\"a-br\"", "a-gzip", true },
		{ "\"a-x\"", "a", false }, { "\"ab\"", "a", false },
		{ "\"a", "a", false }, { "a", "a", false },
		{ "\"\"", "a", false },
		{ "\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\","
		  "\"10\",\"11\",\"12\",\"13\",\"14\",\"15\",\"16\",\"a\"",
		    "a", false }, /* no more than 16 are looked at */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (http_has_tag(cases[i].list, cases[i].tag) != cases[i].same)
			fail_msg("%s and %s", cases[i].list, cases[i].tag);
}

static void
head_of(struct arena *a, struct http_response *r, struct buf *b)
{
	*b = buf_new(a, HTTP_HEAD_MAX);
	http_head(b, r, "STYLE");
	assert_true(buf_ok(b));
}

static void
writes_the_head(void **state)
{
	struct arena *a = arena_new();
	struct http_response r = http_response_new(a);
	struct buf b;

	(void)state;
	buf_puts(&r.body, "four");
	r.tag = "t";
	r.max_age = 30;
	r.language = "fr";
	head_of(a, &r, &b);
	assert_int_equal(strncmp(b.data, "Status: 200 OK\r\n", 16), 0);
	assert_non_null(strstr(b.data, "\r\nContent-Length: 4\r\n"));
	assert_non_null(strstr(b.data, "\r\nContent-Language: fr\r\n"));
	assert_non_null(strstr(b.data, "\r\nETag: \"t\"\r\n"));
	assert_non_null(strstr(b.data, "style-src 'sha256-STYLE'"));
	assert_non_null(strstr(b.data, "\r\n\r\n"));

	r.status = 304;
	head_of(a, &r, &b);
	assert_null(strstr(b.data, "Content-Length"));
	assert_non_null(strstr(b.data, "ETag: \"t\""));
	assert_non_null(strstr(b.data, "Vary: Accept-Encoding"));

	r.status = 405;
	r.max_age = -1;
	head_of(a, &r, &b);
	assert_non_null(strstr(b.data, "Allow: GET, HEAD\r\n"));
	assert_non_null(strstr(b.data, "Cache-Control: no-store\r\n"));
	arena_free(a);
}

UNIT(http, T(negotiates_a_coding), T(compares_tags), T(writes_the_head))
