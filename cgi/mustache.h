/*
 * mustache.h -- one Mustache template, from text to a flat list of tokens.
 *
 * Knows no files, no other templates and no views: template.h brings these
 * together.  Reads as mustache.js 4.2.0 does, white space included: a line
 * that holds tags which print nothing (sections, comments, partials) and else
 * only white space leaves no trace, however many tags stand on it; white
 * space is what \s means in ECMAScript.
 *
 * Refused, each with its line:
 * - what is not UTF-8;
 * - a tag that is not closed; a section without its other end, crossed with
 *   another, or deeper than MUSTACHE_NESTING_MAX;
 * - a tag without a name;
 * - new delimiters ({{=), which we do not have;
 * - names that every JavaScript object inherits (constructor, toString ...):
 *   the phone would print what no view holds.
 */
#ifndef MUSTACHE_H
#define MUSTACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;

#define MUSTACHE_NESTING_MAX 32 /* sections in one another */

struct mustache_text {
	const char *at; /* no NUL at its end */
	size_t len;
};

enum mustache_kind {
	MUSTACHE_TEXT,
	MUSTACHE_ESCAPED,  /* {{name}} */
	MUSTACHE_RAW,      /* {{{name}}} and {{&name}} */
	MUSTACHE_SECTION,  /* {{#name}} */
	MUSTACHE_INVERTED, /* {{^name}} */
	MUSTACHE_PARTIAL,  /* {{>name}} */
	MUSTACHE_CLOSE,    /* {{/name}}; not in a finished list */
	MUSTACHE_COMMENT,  /* {{!...}}; likewise */
};

/* What a partial's text is to be indented by, when its tag is the first one
 * on its line.  Blanks and tabs only. */
struct mustache_indent {
	struct mustache_text by;
	bool after_text; /* the partial's first line stays as it is */
};

struct mustache_token {
	enum mustache_kind kind;
	uint32_t line;             /* from 1 */
	struct mustache_text text; /* MUSTACHE_TEXT; else the name as written */
	uint32_t part_count;       /* 0 for {{.}}: the context itself */
	union {
		uint32_t end;  /* sections: the index after their last token */
		uint32_t unit; /* partials: for the caller (template.c) */
	};
	union {
		const struct mustache_text *parts; /* the name, split at dots */
		const struct mustache_indent *indent; /* partials */
	};
};

struct mustache {
	const char *file; /* what errors call it */
	struct mustache_text text;
	struct mustache_token *tokens;
	uint32_t count;
};

/* A name for the "%.*s" of an error, cut if it is long (text.h). */
#define MUSTACHE_TOLD(name) (int)text_cut((name).at, (name).len, 60), (name).at

/*
 * Parse m->text into m->tokens, in the arena.  Neighbouring literals become
 * one token.  The text must outlive the tokens, which point into it.
 *
 * False with "FILE:LINE: sentence".
 */
bool mustache_parse(struct arena *, struct mustache *m, struct err *);

/* A text as it is where its tag stands indented: the indentation goes before
 * every line that is not empty.  The text itself where that changes nothing.
 */
struct mustache_text mustache_indented(
    struct arena *, struct mustache_text, const struct mustache_indent *);

#endif
