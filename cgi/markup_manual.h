/*
 * markup_manual.h -- a manual of ours, Markdown with tables, as HTML.  Beside
 * markup.c a door to md4c.
 */
#ifndef MARKUP_MANUAL_H
#define MARKUP_MANUAL_H

#include <stddef.h>

struct arena;

#define MARKUP_MANUAL_MAX ((size_t)4 << 20) /* bytes of HTML */

/*
 * CommonMark with GitHub's tables; tags in it are text.  Headings get the id
 * that a link "#so-and-so" leads to: their words in small letters, joined by
 * hyphens.  The text is trusted as far as its links go.
 */
const char *markup_manual(struct arena *, const char *, size_t len);

#endif
