/* log.c -- one line on stderr for whoever runs the program. */
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "log.h"

/* Bytes, escapes counted, of texts in JSON; and of what stands around one. */
#define MESSAGE_MAX 2000
#define MEMBER_MAX  300
#define AROUND_MAX  60

struct line {
	size_t used;
	char text[LOG_JSON_MAX + 1];
};

_Static_assert(MESSAGE_MAX + (LOG_MEMBERS_MAX + 1) * (MEMBER_MAX + AROUND_MAX) <
		   LOG_JSON_MAX,
    "a line has room for all that may stand in it");

static bool
is_json(void)
{
	const char *told = getenv("ALMANACH_LOG");

	return told != NULL && strcmp(told, "json") == 0;
}

/* Bytes of the control character at s, or 0: U+0000 to U+001F, and U+007F to
 * U+009F, of which the upper ones are two bytes (terminals obey them too). */
static size_t
control(const char *text)
{
	const unsigned char *s = (const unsigned char *)text;

	if (s[0] < 0x20 || s[0] == 0x7f)
		return 1;
	return s[0] == 0xc2 && s[1] >= 0x80 && s[1] < 0xa0 ? 2 : 0;
}

/* Bytes of the well-formed character at s, or 0 (RFC 3629): text.h stands
 * above us. */
static size_t
character(const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t size = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	uint32_t c = s[0] & (0x7fu >> size), least = size == 2 ? 0x80 : 0x800;

	if (size == 1)
		return 1;
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return 0;
	for (size_t i = 1; i < size; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0; /* the closing NUL is none either */
		c = c << 6 | (s[i] & 0x3f);
	}
	if (size == 4)
		return c >= 0x10000 && c <= 0x10ffff ? size : 0;
	return c >= least && (c < 0xd800 || c > 0xdfff) ? size : 0;
}

/* ---- a line ------------------------------------------------------------ */

static void
put(struct line *l, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void
put(struct line *l, const char *fmt, ...)
{
	size_t room = sizeof(l->text) - l->used;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(l->text + l->used, room, fmt, ap);
	va_end(ap);
	if (n > 0)
		l->used += (size_t)n < room ? (size_t)n : room - 1;
}

/* A JSON string of "max" bytes at most, cut between characters. */
static void
put_string(struct line *l, const char *text, size_t max)
{
	char one[8];
	size_t from = l->used, size;

	put(l, "\"");
	for (; *text != '\0'; text += size) {
		size = control(text);
		if (size > 0)
			snprintf(one, sizeof(one), "\\u%04x",
			    (unsigned char)text[size - 1]);
		else if (*text == '"' || *text == '\\')
			snprintf(one, sizeof(one), "\\%c", *text);
		else if ((size = character(text)) > 0)
			snprintf(one, sizeof(one), "%.*s", (int)size, text);
		else
			snprintf(one, sizeof(one), "\xef\xbf\xbd");
		size += size == 0;
		if (l->used - from + strlen(one) + 1 > max)
			break;
		put(l, "%s", one);
	}
	put(l, "\"");
}

/* One write: lines of several processes do not mix.  Where it fails nobody is
 * left to tell. */
static void
send(struct line *l, size_t max, int error)
{
	if (l->used > max - 1)
		l->used = max - 1;
	l->text[l->used++] = '\n';
	if (write(STDERR_FILENO, l->text, l->used) < 0)
		l->used = 0;
	errno = error;
}

/* ---- for programs ------------------------------------------------------ */

static void
begin(struct line *l, enum log_level level, const char *what)
{
	static const char *const levels[] = { [LOG_INFO] = "info",
		[LOG_WARNING] = "warning",
		[LOG_ERROR] = "error" };
	struct timespec now;
	struct tm utc;

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	put(l,
	    "{\"time\":\"%04d-%02d-%02dT%02d:%02d:%02d.%03dZ\","
	    "\"level\":\"%s\",\"what\":",
	    utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour,
	    utc.tm_min, utc.tm_sec, (int)(now.tv_nsec / 1000000),
	    levels[level]);
	put_string(l, what, MEMBER_MAX);
}

static void
put_member(struct line *l, const char *name, const char *text)
{
	put(l, ",\"%s\":", name);
	put_string(l, text, MEMBER_MAX);
}

static void
send_json(enum log_level level, const char *what,
    const struct log_member *members, const char *message)
{
	struct line l = { 0 };
	int was = errno;

	begin(&l, level, what);
	put(&l, ",\"message\":");
	put_string(&l, message, MESSAGE_MAX);
	for (size_t i = 0;
	     members != NULL && i < LOG_MEMBERS_MAX && members[i].name != NULL;
	     i++)
		if (members[i].text != NULL)
			put_member(&l, members[i].name, members[i].text);
		else
			put(&l, ",\"%s\":%" PRId64, members[i].name,
			    members[i].number);
	put(&l, "}");
	send(&l, LOG_JSON_MAX, was);
}

/* ---- the faces --------------------------------------------------------- */

static void
send_text(const char *message)
{
	struct line l = { 0 };
	int was = errno;

	put(&l, "almanach: %s", message);
	for (char *p = l.text; *p != '\0'; p++)
		memset(p, '?', control(p));
	send(&l, LOG_TEXT_MAX, was);
}

static void
send_event(enum log_level level, const char *what,
    const struct log_member *members, const char *fmt, va_list ap)
{
	char message[LOG_TEXT_MAX];

	vsnprintf(message, sizeof(message), fmt, ap);
	if (is_json())
		send_json(level, what, members, message);
	else
		send_text(message);
}

void
log_event(enum log_level level, const char *what,
    const struct log_member *members, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	send_event(level, what, members, fmt, ap);
	va_end(ap);
}

void
log_line(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	send_event(LOG_ERROR, "program", NULL, fmt, ap);
	va_end(ap);
}

void
log_request(const struct log_request *r)
{
	struct line l = { 0 };
	int was = errno, ms = (int)(r->microseconds / 1000),
	    us = (int)(r->microseconds % 1000);

	if (!is_json()) {
		log_event(LOG_INFO, "request", NULL,
		    "%s %s %d %d.%03d ms %zu bytes%s%s", r->method, r->page,
		    r->status, ms, us, r->bytes, r->language != NULL ? " " : "",
		    r->language != NULL ? r->language : "");
		return;
	}
	begin(&l, LOG_INFO, "request");
	put_member(&l, "method", r->method);
	put_member(&l, "page", r->page);
	put(&l, ",\"status\":%d,\"ms\":%d.%03d,\"bytes\":%zu", r->status, ms,
	    us, r->bytes);
	if (r->language != NULL)
		put_member(&l, "lang", r->language);
	put(&l, "}");
	send(&l, LOG_JSON_MAX, was);
}
