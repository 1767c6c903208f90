/*
 * template.h -- the templates of a folder, compiled once, filled fast.
 *
 * Mustache as mustache.js 4.2.0 has it, byte for byte, because the phone
 * fills the same templates with that library; only the escaping is ours:
 * & < > " ' become &amp; &lt; &gt; &quot; &#39; and nothing else does.
 * Where mustache.js leaves the Mustache specification so do we: a dotted name
 * whose last part is missing is looked for again in the outer contexts (the
 * specification stops at the first context that has the first part).
 *
 * Values, as in JavaScript:
 * - false for a section are null, false, 0, "" and the empty array, and what
 *   is missing.  An array repeats the section; an object, a text or a number
 *   becomes the context; true leaves the context as it is.
 * - {{name}} prints a number as String(n), true and false as words, an array
 *   as its items with commas between, an object as [object Object], null and
 *   what is missing as nothing.
 * - a member that is there but null ends the look-up.
 * - a.length and a.0 reach into arrays and texts (UTF-16 units).
 *
 * Other than mustache.js:
 * - a null in an array makes a context without members; there, it fails.
 * - other members that arrays, texts and functions inherit (a.join) are
 *   missing here.
 * - a set is checked as a whole when it is loaded: what mustache.h refuses,
 *   partials that are not there, and partials that take themselves in
 *   indented, which would move right without end.  A partial that takes
 *   itself in unindented is fine as long as the data end: see
 *   TEMPLATE_DEPTH_MAX.  Lambdas cannot occur: JSON has no functions.
 *
 * JSON_READY (json.h): while an item of this kind is the innermost context, a
 * partial tag copies the item's html instead of filling the partial.  So
 * {{#events}}{{>card}}{{/events}} gives the same bytes for ready cards as for
 * cards, if html was made with template_render(set, "card", card): hence the
 * card may only look at itself, the tag must not be indented (that is an
 * error when filled), and no other partial may stand beside it.  A ready item
 * is true for sections and has no members: look-ups pass it by, outwards.
 */
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct err;
struct json;
struct template_set;

#define TEMPLATE_TEXT_MAX   ((size_t)256 << 10) /* bytes of one template */
#define TEMPLATE_TEXTS_MAX  ((size_t)4 << 20)   /* bytes of a set, compiled */
#define TEMPLATE_UNITS_MAX  1000    /* templates, and partials once an indent */
#define TEMPLATE_INDENT_MAX 200     /* columns a partial may be indented by */
#define TEMPLATE_DEPTH_MAX  100     /* partials in one another, when filled */
#define TEMPLATE_STEPS_MAX  5000000 /* tags and literals of a page, filled */

struct template_text {
	const char *name; /* as {{>name}} calls it */
	const char *file; /* as errors call it */
	const char *text;
	size_t len;
};

struct template_texts {
	struct template_text *list;
	size_t count;
};

/* What to do about a partial that is not there. */
enum template_missing {
	TEMPLATE_REFUSE, /* a set of ours: somebody made a mistake */
	TEMPLATE_EMPTY,  /* print nothing, as mustache.js does */
};

/* Read one file (files.h).  Its name is the file's without ".mustache". */
bool template_read_file(
    struct arena *, const char *path, struct template_text *, struct err *);

/* Read every NAME.mustache of a folder, in order of names; those that begin
 * with a dot are passed over. */
bool template_read(
    struct arena *, const char *folder, struct template_texts *, struct err *);

/*
 * Compile texts into a set that lives in the arena.  They are borrowed and
 * must live as long.  Of two with one name the first counts.  False with
 * "FILE:LINE: sentence".
 */
bool template_compile(struct arena *, const struct template_texts *,
    enum template_missing, struct template_set **, struct err *);

/* The two in one, with TEMPLATE_REFUSE: what a server does at its start. */
bool template_load(
    struct arena *, const char *folder, struct template_set **, struct err *);

/*
 * Append the template "name" filled with "view" (any kind; NULL: nothing).
 * A set never changes, so it may be used many times and shared.
 *
 * False where there is no such template (ERR_MISSING), a ceiling above or
 * that of "out" is met (ERR_LIMIT), or a ready item cannot be shown.
 */
bool template_render(const struct template_set *, const char *name,
    const struct json *view, struct buf *out, struct err *);

#endif
