/*
 * markup.h -- running text from outside as safe HTML (safehtml.h).
 *
 * This file's .c is the door to md4c (Markdown, CommonMark) and gumbo (HTML5
 * parsing).  Markdown becomes HTML first, and all HTML goes through one walk
 * that tells prose.h what it meets: so there is one place that decides what
 * may stand on a page.
 *
 * Out go scripts, styles, frames, embedded objects and form controls with
 * what is in them; comments; images; attributes.  Of everything else that is
 * not in the set the tags go and the text stays: a table leaves its cells, row
 * by row.
 *
 * Time and memory are bounded for any input: by MARKUP_SOURCE_MAX and
 * MARKUP_TREE_MAX.
 */
#ifndef MARKUP_H
#define MARKUP_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Bytes of a text that are looked at.  OpenAgenda allows 10,000 characters of
 * Markdown; what comes as HTML is longer by its tags. */
#define MARKUP_MARKDOWN_MAX 30000
#define MARKUP_SOURCE_MAX   65536

/* Bytes of memory for one parsed text.  Tag soup can make a tree that grows
 * with the square of the text; such a text is taken without its tags. */
#define MARKUP_TREE_MAX ((size_t)32 << 20)

enum markup_kind {
	MARKUP_TEXT,     /* plain: line feeds and blank lines count */
	MARKUP_MARKDOWN, /* "<b>" in it is text */
	MARKUP_MIXED,    /* Markdown with inline HTML in it */
	MARKUP_HTML
};

/* Of which kind is a text that may be Markdown or HTML?  HTML where it holds
 * a tag of a block ("<p>", "<ul>", "<div>"), mixed where it holds only inline
 * ones ("<br>", "</b>"), else Markdown. */
enum markup_kind markup_guess(const char *, size_t len);

/* What was lost on the way, to be told: added to, not set. */
struct markup_loss {
	int links; /* what cannot be a link and is text now */
	int mends; /* ill-formed, invisible and control characters */
	bool cut;  /* the text was longer than fits */
};

/* Safe HTML of at most "max" bytes (at least PROSE_HTML_MIN); "" where there
 * is no text. */
const char *markup_safe(struct arena *, enum markup_kind, const char *,
    size_t len, size_t max, struct markup_loss *);

#endif
