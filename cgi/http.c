/* http.c -- what HTTP asks of a request and an answer. */
#include <string.h>
#include <strings.h>

#include "arena.h"
#include "buf.h"
#include "http.h"

#define BODY_USUAL ((size_t)40 << 10) /* bytes of a list's page and more */

struct http_response
http_response_new(struct arena *a)
{
	struct http_response r = { .arena = a,
		.status = 200,
		.type = "text/html; charset=utf-8",
		.body = buf_new(a, HTTP_BODY_MAX) };

	buf_reserve(&r.body, BODY_USUAL);
	return r;
}

/* ---- what is accepted -------------------------------------------------- */

/* What follows the 0 of a quality: ".125" is 125. */
static int
thousandths(const char *s)
{
	int value = 0;

	if (*s++ != '.')
		return 0;
	for (int unit = 100; unit > 0 && *s >= '0' && *s <= '9'; unit /= 10)
		value += (*s++ - '0') * unit;
	return value;
}

/* The quality that a list gives a coding, in thousandths; -1: not named. */
static int
quality(const char *list, const char *coding)
{
	size_t len = strlen(coding);

	while (*list != '\0') {
		size_t item = strcspn(list, ",");
		const char *s = list + strspn(list, " \t");

		if (strncasecmp(s, coding, len) == 0 &&
		    strchr(" \t,;", s[len]) != NULL) {
			const char *q = memchr(list, ';', item);
			int value = 1000;

			if (q != NULL)
				q = strstr(q, "q=");
			if (q != NULL && q < list + item && q[2] == '0')
				value = thousandths(q + 3);
			return value;
		}
		list += item + (list[item] == ',');
	}
	return -1;
}

enum http_coding
http_negotiate(const char *accepted)
{
	int gzip, brotli;

	if (accepted == NULL)
		return HTTP_IDENTITY;
	gzip = quality(accepted, "gzip");
	brotli = quality(accepted, "br");
	if (brotli > 0 && brotli >= gzip)
		return HTTP_BROTLI;
	return gzip > 0 ? HTTP_GZIP : HTTP_IDENTITY;
}

/* ---- tags -------------------------------------------------------------- */

/* Other bytes, another tag; a proxy may put a coding of its own on. */
static const char *const marks[] = {
	[HTTP_GZIP] = "-gzip",
	[HTTP_BROTLI] = "-br",
	[HTTP_IDENTITY] = "-zstd",
};

/* The length of a tag without what tells a coding. */
static size_t
bare(const char *tag, size_t len)
{

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		size_t mark = strlen(marks[i]);

		if (len > mark && memcmp(tag + len - mark, marks[i], mark) == 0)
			return len - mark;
	}
	return len;
}

bool
http_has_tag(const char *list, const char *tag)
{
	size_t wanted = bare(tag, strlen(tag));

	for (int i = 0; list != NULL && i < HTTP_TAGS_MAX; i++) {
		const char *end;

		list += strspn(list, " \t,");
		if (*list == '*')
			return true;
		if (strncmp(list, "W/", 2) == 0)
			list += 2;
		if (*list != '"' || (end = strchr(list + 1, '"')) == NULL)
			return false;
		list++;
		if (bare(list, (size_t)(end - list)) == wanted &&
		    memcmp(list, tag, wanted) == 0)
			return true;
		list = end + 1;
	}
	return false;
}

/* ---- the head ---------------------------------------------------------- */

const char *
http_reason(int status)
{
	static const struct {
		int status;
		const char *reason;
	} reasons[] = {
		{ 200, "OK" },
		{ 303, "See Other" },
		{ 304, "Not Modified" },
		{ 308, "Permanent Redirect" },
		{ 400, "Bad Request" },
		{ 403, "Forbidden" },
		{ 404, "Not Found" },
		{ 405, "Method Not Allowed" },
		{ 409, "Conflict" },
		{ 410, "Gone" },
		{ 413, "Content Too Large" },
		{ 414, "URI Too Long" },
		{ 422, "Unprocessable Content" },
		{ 431, "Request Header Fields Too Large" },
		{ 500, "Internal Server Error" },
		{ 503, "Service Unavailable" },
	};

	for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		if (reasons[i].status == status)
			return reasons[i].reason;
	return "Unknown";
}

/* A line of the head, of the parts it is made of; printf() would be half of
 * what a head costs. */
static void
put_line(struct buf *b, const char *name, const char *value, const char *more)
{
	buf_puts(b, name);
	buf_puts(b, value);
	buf_puts(b, more);
	buf_puts(b, "\r\n");
}

static void
put_number(struct buf *b, const char *name, int64_t value, const char *more)
{
	buf_puts(b, name);
	buf_int(b, value);
	buf_puts(b, more);
	buf_puts(b, "\r\n");
}

/*
 * Stale answers may bridge an outage of ours: edges ask again each second and
 * go on with what they have while nobody answers.
 */
static void
put_caching(struct buf *b, const struct http_response *r)
{
	if (r->max_age < 0)
		buf_puts(b, "Cache-Control: no-store\r\n");
	else if (r->immutable)
		buf_puts(b,
		    "Cache-Control: public, max-age=31536000, immutable\r\n");
	else
		put_number(b, "Cache-Control: public, max-age=", r->max_age,
		    ", s-maxage=1, stale-while-revalidate=30, "
		    "stale-if-error=86400");
	if (r->tag != NULL) {
		buf_puts(b, "ETag: \"");
		put_line(b, r->tag,
		    r->coding == HTTP_IDENTITY ? "" : marks[r->coding], "\"");
	}
	buf_puts(b, "Vary: Accept-Encoding\r\n");
}

/* What only documents heed is left out elsewhere: phones ask often whether
 * there is news, and are told in few bytes.  No referrer but the origin, not
 * even to ourselves: addresses may hold a position, which stays on the phone.
 */
static void
put_security(struct buf *b, const struct http_response *r, const char *style)
{
	buf_puts(b, "X-Content-Type-Options: nosniff\r\n"
		    "Cross-Origin-Resource-Policy: same-origin\r\n");
	if (r->hidden)
		buf_puts(b, "X-Robots-Tag: noindex, nofollow\r\n");
	if (strncmp(r->type, "text/html", 9) != 0)
		return;
	buf_puts(b, "Referrer-Policy: strict-origin\r\n"
		    "Permissions-Policy: geolocation=(self), camera=(), "
		    "microphone=()\r\n"
		    "Cross-Origin-Opener-Policy: same-origin\r\n"
		    "Content-Security-Policy: default-src 'none'; "
		    "script-src 'self'; ");
	if (r->nonce != NULL)
		buf_printf(b, "style-src 'self' 'nonce-%s'; ", r->nonce);
	else
		buf_printf(b, "style-src 'sha256-%s'; ", style);
	buf_puts(b, "img-src 'self'; connect-src 'self'; manifest-src 'self'; "
		    "worker-src 'self'; base-uri 'none'; form-action 'self'; "
		    "frame-ancestors 'none'\r\n");
}

void
http_head(struct buf *b, const struct http_response *r, const char *style)
{
	static const char *const codings[] = { NULL, "gzip", "br" };
	bool has_body = r->status != 304;

	buf_puts(b, "Status: ");
	buf_int(b, r->status);
	put_line(b, " ", http_reason(r->status), "");
	if (has_body) {
		put_line(b, "Content-Type: ", r->type, "");
		put_number(b, "Content-Length: ", (int64_t)r->body.len, "");
	}
	if (has_body && codings[r->coding] != NULL)
		put_line(b, "Content-Encoding: ", codings[r->coding], "");
	if (r->language != NULL && has_body)
		put_line(b, "Content-Language: ", r->language, "");
	if (r->location != NULL)
		put_line(b, "Location: ", r->location, "");
	if (r->filename != NULL && has_body)
		put_line(b, "Content-Disposition: inline; filename=\"",
		    r->filename, "\"");
	if (r->status == 405)
		put_line(b,
		    "Allow: ", r->allow != NULL ? r->allow : "GET, HEAD", "");
	if (r->status == 503)
		buf_puts(b, "Retry-After: 10\r\n");
	put_caching(b, r);
	put_security(b, r, style);
	buf_puts(b, "\r\n");
}
