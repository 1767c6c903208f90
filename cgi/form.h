/*
 * form.h -- a request's body as the form that it is: fields that are text and
 * fields that are files.
 *
 * Two encodings, which are all that browsers send: HTML's
 * application/x-www-form-urlencoded (URL Standard, section 5.1) and
 * multipart/form-data (RFC 7578, over RFC 2046, section 5.1).  What breaks off,
 * or leaves open where a part ends, is refused and not guessed at.
 */
#ifndef FORM_H
#define FORM_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct err;

#define FORM_FIELDS_MAX   256
#define FORM_NAME_MAX     100                 /* bytes of a field's name */
#define FORM_TEXT_MAX     ((size_t)256 << 10) /* ... of one that is no file */
#define FORM_BOUNDARY_MAX 70                  /* RFC 2046, section 5.1.1 */
#define FORM_HEAD_MAX     4096 /* bytes before a part's content */
#define FORM_FILENAME_MAX 200  /* bytes of a file's name, as it is shown */

struct form_file {
	const char *name;  /* to show, never to open: the last segment of what
			      was sent, one clean line (text.h), not "" */
	const char *bytes; /* in the body; no NUL closes them */
	size_t len;
};

struct form_field {
	const char *name; /* not "", one line of UTF-8 */
	const char *text; /* UTF-8 with line feeds only; NULL: a file */
	struct form_file file;
};

struct form {
	struct form_field *fields; /* in order */
	size_t count;
};

/*
 * Read a body of a Content-Type (NULL: none was sent).  Names and texts are
 * copied into the arena, CR LF as a line feed; files stay in the body, which
 * must last as long.  A file field in which nothing was chosen is left out.
 *
 * False with one sentence (ERR_INPUT or ERR_LIMIT) that names the field, where
 * there is one: for another type, for a text that is no UTF-8 or holds a NUL,
 * for what is cut off, and for what is beyond a ceiling above.
 */
bool form_read(struct arena *, const char *content_type, const void *body,
    size_t len, struct form *, struct err *);

/* The next field of a name behind one of them; behind NULL, the first.  NULL
 * for none. */
const struct form_field *form_next(
    const struct form *, const char *name, const struct form_field *after);

/* The first text of a name, the first file of a name; NULL for none. */
const char *form_get(const struct form *, const char *name);
const struct form_file *form_file(const struct form *, const char *name);

#endif
