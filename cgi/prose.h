/*
 * prose.h -- the writer of safehtml.h: it can write nothing else.
 *
 * Whoever reads a source tells the writer what it meets, in whatever order
 * and nesting.  What may not stand where it is asked for is moved or left
 * out; text never is.  An element is opened when the first text in it comes,
 * so there are no empty ones.  Headings become h3, and h4 where they are
 * lower than one before.  White space folds; invisible and bidirectional
 * characters go; bare web and mail addresses become links (autolink.h).
 */
#ifndef PROSE_H
#define PROSE_H

#include <stdbool.h>
#include <stddef.h>

#include "safehtml.h"

struct arena;
struct prose;

#define PROSE_DEPTH_MAX                                                        \
	24                  /* elements open in one another; more are ignored  \
			     */
#define PROSE_HTML_MIN 1024 /* bytes: the least ceiling that makes sense */

/* What a line feed in a text means. */
enum prose_lines {
	PROSE_FOLD,      /* white space */
	PROSE_BREAKS,    /* a line break; several are one */
	PROSE_PARAGRAPHS /* a line break; two of them a new paragraph */
};

/* "max": bytes of the HTML, at least PROSE_HTML_MIN.  What does not fit is
 * cut off between characters and ends in U+2026. */
struct prose *prose_new(struct arena *, enum prose_lines, size_t max);

/* Begin and end an element; each call has its other half. */
void prose_open(struct prose *, enum safehtml);
void prose_open_heading(struct prose *, int level); /* of the source: 1 to 6 */
void prose_open_link(struct prose *, const char *href); /* NULL: no link */
void prose_close(struct prose *);

void prose_text(struct prose *, const char *, size_t len);
void prose_break(struct prose *);  /* <br> */
void prose_divide(struct prose *); /* an unnamed block begins or ends here */

/* Close everything; the HTML, "" where there was no text.  *cut (NULL: not
 * asked) tells whether the ceiling was met. */
const char *prose_end(struct prose *, bool *cut);

#endif
