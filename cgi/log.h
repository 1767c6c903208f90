/*
 * log.h -- one line on stderr for whoever runs the program.
 *
 * For people it is "almanach: TEXT".  With ALMANACH_LOG=json in the environment
 * it is a JSON object (RFC 8259), for programs that collect such lines:
 *
 *	{"time":"2025-11-19T09:00:00.250Z","level":"error","what":"rule",
 *	 "message":"visit.lua:3: ...","rule":"visit"}
 *
 * Nothing from outside can forge a line or command a terminal: control
 * characters become '?', and escapes in JSON, where bytes that are no UTF-8
 * become U+FFFD.  A line is one write, of LOG_TEXT_MAX or LOG_JSON_MAX bytes at
 * most with its line feed: what is longer is cut, so that lines of several
 * processes never mix (PIPE_BUF).  Nothing here fails, or touches errno.
 *
 * Visitors' addresses, their queries and what their browsers say of themselves
 * are never logged.
 */
#ifndef LOG_H
#define LOG_H

#include <stddef.h>
#include <stdint.h>

#define LOG_TEXT_MAX    1000
#define LOG_JSON_MAX    4096
#define LOG_MEMBERS_MAX 4

enum log_level { LOG_INFO, LOG_WARNING, LOG_ERROR };

/* What a line tells programs besides: a text, or where that is NULL the number.
 * For people it stands in the message. */
struct log_member {
	const char *name; /* NULL: the end */
	const char *text;
	int64_t number;
};

/* A line of a kind, "what": a word that stays the same from day to day. */
void log_event(enum log_level, const char *what, const struct log_member *,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* An error of no kind of its own: "program". */
void log_line(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* A request that was answered: a line of the kind "request". */
struct log_request {
	const char *method, *page, *language; /* language: or NULL */
	int status;
	int64_t microseconds;
	size_t bytes; /* of the body that was sent */
};
void log_request(const struct log_request *);

#endif
