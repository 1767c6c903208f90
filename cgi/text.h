/*
 * text.h -- text from outside made fit to keep: valid UTF-8, no control
 * characters, a known length; and the folding that search stands on.
 */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;

/* What stands for bytes that are no text: U+FFFD. */
#define TEXT_REPLACEMENT "\xef\xbf\xbd"

/* The bytes of the well-formed UTF-8 sequence that s begins with (1 to 4), or
 * 0.  Overlong forms, surrogates and what lies above U+10FFFF are not
 * well-formed (RFC 3629). */
size_t text_sequence(const char *s, size_t len);
bool text_is_utf8(const char *s, size_t len);

/* The code point of the well-formed sequence at s; *size gets its bytes. */
uint32_t text_code_point(const char *s, size_t *size);
/* What is no character (a surrogate, past U+10FFFF) is written as U+FFFD. */
void text_put_code_point(struct buf *, uint32_t);

/*
 * What becomes of a character in kept text: control characters, zero-width
 * and bidirectional ones, soft hyphens and noncharacters are dropped; line and
 * paragraph separators are line feeds.  A no-break space is one by itself and
 * a space among others.
 */
enum text_fate { TEXT_KEEP, TEXT_DROP, TEXT_SPACE, TEXT_NOBREAK, TEXT_NEWLINE };
enum text_fate text_fate(uint32_t code_point);

/*
 * Clean text for keeping.  Ill-formed bytes become U+FFFD; control
 * characters, zero-width spaces and joiners, soft hyphens, bidirectional
 * controls, tags and noncharacters go; line and paragraph separators become
 * line feeds; outer space is cut.  TEXT_LINE folds every run of white space
 * into one space (a no-break space that stands alone stays); TEXT_LINES keeps
 * line feeds, two at most in a row.  More than "max" bytes are cut between
 * characters and end in U+2026 (where max has room for it).  Adds 1 to *mends
 * (NULL: not asked) when anything but white space changed.
 */
enum text_shape { TEXT_LINE, TEXT_LINES };
char *text_clean(struct arena *, const char *, size_t len, enum text_shape,
    size_t max, int *mends);

/* The longest prefix of at most max bytes that ends between characters. */
size_t text_cut(const char *, size_t len, size_t max);

/*
 * Fold text for comparing and searching: compatibility decomposition, marks
 * dropped, case folded, ligatures and crossed letters spelt out (oe, ae, ss,
 * o, l, d, ...); letters and digits of every script stay, everything else is
 * one space.  No space at either end.  The table comes from utf8proc at
 * build time (cgi/foldtable.c), for the phone as for the server.
 */
void text_fold(struct buf *, const char *, size_t len);
char *text_folded(struct arena *, const char *);

/* The same behind a space, as one text more of several; NULL is none. */
void text_add_words(struct buf *, const char *);

/* How many bytes at the beginning of a text folding makes words of; or, with
 * false, a space. */
size_t text_run(const char *, size_t len, bool words);

/* Where the bytes from "from" up to *to of a text's folding come from: the
 * first byte of the text, and *to gets the one behind the last, marks that
 * belong to it included. */
size_t text_unfold(const char *, size_t len, size_t from, size_t *to);

/* True where folded text holds the folded phrase as whole words; a "*" behind
 * a word of the phrase, which folding never leaves, lets that word go on. */
bool text_has_phrase(const char *folded, const char *phrase);

/* The same: where it begins first, or NULL; *end gets where it ends. */
const char *
text_find_phrase(const char *folded, const char *phrase, const char **end);

/* The same, of the whole text. */
bool text_is_phrase(const char *folded, const char *phrase);

/* A title as a word for addresses: [a-z0-9-], at most "max" bytes; "-" alone
 * where nothing of it can be spelt in ASCII. */
char *text_slug(struct arena *, const char *, size_t max);

/* Order of bytes, as memcmp with the shorter first: what lists sort by. */
int text_compare(const char *, const char *);

#endif
