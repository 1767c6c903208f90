/*
 * www.h -- what pages are made of, as www/build.mjs left it in one folder:
 * interface texts, templates with these texts in them, and the style's hash.
 */
#ifndef WWW_H
#define WWW_H

#include <stdbool.h>
#include <stddef.h>

#include "words.h"

struct arena;
struct err;
struct template_set;

#define WWW_TEXT_MAX ((size_t)1 << 20) /* bytes of one file */
#define WWW_TAG      16 /* digits of the hash that phones compare */

struct www_language {
	const char *code;
	struct words words;
	const struct template_set *templates;
};

struct www {
	const char *folder;
	const char *hash;       /* of all of it, and of this program */
	const char *style_hash; /* base64 of the SHA-256: for the
				   Content-Security-Policy */
	struct www_language *languages;
	size_t count;
	const char *credits; /* one work a line */
	const char *worker;  /* the script of phones' server */
};

/*
 * Load it for these languages (ended by NULL).  {{t.KEY}} in a template
 * becomes the interface's text of that key, escaped.
 *
 * False with a sentence: a language without a file, a key that is missing, a
 * template that cannot be compiled, by file and line.
 */
bool www_load(struct arena *, const char *folder, const char *const *languages,
    struct www *, struct err *);

/* The editors' workspace in one language: its texts and its templates. */
struct www_workspace {
	const struct json *texts;
	const struct template_set *templates;
};

/* Load that from the folder "edit" of the other folder; {{t.KEY}} as above. */
bool www_load_workspace(struct arena *, const char *folder,
    const char *language, struct www_workspace *, struct err *);

/* NULL where it was not loaded. */
const struct www_language *www_find(const struct www *, const char *code);

#endif
