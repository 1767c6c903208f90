/* err.h -- why something failed, in one sentence for a person. */
#ifndef ERR_H
#define ERR_H

#include <stdbool.h>

enum err_kind {
	ERR_NONE,
	ERR_INPUT,   /* what was given cannot be used; told in full */
	ERR_MISSING, /* what was asked for is not there */
	ERR_LIMIT,   /* a named ceiling was reached */
	ERR_SYSTEM,  /* the machine: disk, memory, processes, permissions */
};

#define ERR_TEXT_MAX 600 /* bytes, the closing NUL counted */

struct err {
	enum err_kind kind;
	char text[ERR_TEXT_MAX];
};

/*
 * Say what went wrong.  The first error wins: a later one is dropped, so
 * the sentence a person reads is the cause and not its echo.  What is too
 * long is cut between characters.  Always returns false, so that a failing
 * line is one line:
 *
 *	return err_set(err, ERR_INPUT, "%s: not a date", text);
 */
bool err_set(struct err *, enum err_kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * Put "where: " before the sentence that is there, for callers who know the
 * file or the event that the callee could not.  Returns false.
 */
bool err_prefix(struct err *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
