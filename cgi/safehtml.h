/*
 * safehtml.h -- the small set of HTML that running text is kept in.
 *
 *   <p> <h3> <h4>           hold inline content
 *   <ul> <ol>               hold <li>
 *   <li>                    holds inline content and blocks
 *   <blockquote>            holds blocks
 *   <a href="..." rel="noopener nofollow ugc"> <strong> <em>   inline, in one
 *                           another in this order only
 *   <br>
 *
 * Tags, attributes and the escapes &amp; &lt; &gt; &quot; are written exactly
 * so: prose.h is the writer.  A link is what link.h makes.
 */
#ifndef SAFEHTML_H
#define SAFEHTML_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;

enum safehtml {
	SAFEHTML_P,
	SAFEHTML_H3,
	SAFEHTML_H4,
	SAFEHTML_UL,
	SAFEHTML_OL,
	SAFEHTML_LI,
	SAFEHTML_QUOTE,
	SAFEHTML_LINK, /* from here on inline */
	SAFEHTML_STRONG,
	SAFEHTML_EM,
	SAFEHTML_COUNT
};

#define SAFEHTML_DEPTH_MAX 32 /* elements open in one another */

/* Sets of elements, for tests of "one of". */
#define SAFEHTML_BIT(e) (1u << (e))
#define SAFEHTML_LISTS  (SAFEHTML_BIT(SAFEHTML_UL) | SAFEHTML_BIT(SAFEHTML_OL))
#define SAFEHTML_LINES                                                         \
	(SAFEHTML_BIT(SAFEHTML_P) | SAFEHTML_BIT(SAFEHTML_H3) |                \
	    SAFEHTML_BIT(SAFEHTML_H4))

/* Writing.  A character is one UTF-8 sequence. */
void safehtml_put_open(struct buf *, enum safehtml, const char *href);
void safehtml_put_close(struct buf *, enum safehtml);
void safehtml_put_character(struct buf *, const char *, size_t);

/*
 * Is this HTML of the set, nested as it must be?  For bytes that another
 * process made: what passes can be put on a page as it is.  Linear.
 */
bool safehtml_check(struct arena *, const char *html, size_t len);

/* The text of such HTML: blocks and <br> end a line, items begin with "- ". */
char *safehtml_plain(struct arena *, const char *html);

#endif
