/* text.c -- text from outside made fit to keep, and folded for search. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "foldtable.h" /* made by the build: fold_block, fold_entry, ... */
#include "text.h"

#define ELLIPSIS "\xe2\x80\xa6" /* U+2026 */

/* ---- UTF-8 ------------------------------------------------------------- */

size_t
text_sequence(const char *text, size_t len)
{
	const unsigned char *s = (const unsigned char *)text;
	unsigned char low = 0x80, high = 0xbf;
	size_t size;

	if (len == 0)
		return 0;
	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return 0;
	size = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	if (len < size)
		return 0;
	/* The second byte's range shuts out overlong forms, surrogates and
	 * what lies above U+10FFFF: RFC 3629, section 4. */
	if (s[0] == 0xe0)
		low = 0xa0;
	else if (s[0] == 0xed)
		high = 0x9f;
	else if (s[0] == 0xf0)
		low = 0x90;
	else if (s[0] == 0xf4)
		high = 0x8f;
	if (s[1] < low || s[1] > high)
		return 0;
	for (size_t i = 2; i < size; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return size;
}

bool
text_is_utf8(const char *s, size_t len)
{
	size_t size;

	for (; len > 0; s += size, len -= size)
		if ((size = text_sequence(s, len)) == 0)
			return false;
	return true;
}

uint32_t
text_code_point(const char *text, size_t *size)
{
	const unsigned char *s = (const unsigned char *)text;
	uint32_t c;

	if (s[0] < 0x80) {
		*size = 1;
		return s[0];
	}
	*size = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	c = s[0] & (0x7fu >> *size);
	for (size_t i = 1; i < *size; i++)
		c = c << 6 | (s[i] & 0x3f);
	return c;
}

void
text_put_code_point(struct buf *b, uint32_t c)
{
	char s[4];
	size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const unsigned char lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };

	for (size_t i = size - 1; i > 0; i--, c >>= 6)
		s[i] = (char)(0x80 | (c & 0x3f));
	s[0] = (char)(lead[size] | c);
	buf_put(b, s, size);
}

size_t
text_cut(const char *s, size_t len, size_t max)
{
	if (len <= max)
		return len;
	while (max > 0 && ((unsigned char)s[max] & 0xc0) == 0x80)
		max--;
	return max;
}

/* ---- cleaning ---------------------------------------------------------- */

enum what { KEEP, DROP, SPACE, NEWLINE };

/* What becomes of a character in kept text. */
static enum what
fate(uint32_t c)
{
	switch (c) {
	case '\n':
	case 0x0b:
	case 0x0c:
	case 0x85:
	case 0x2028:
	case 0x2029:
		return NEWLINE;
	case ' ':
	case '\t':
	case '\r':
		return SPACE;
	case 0xad:   /* soft hyphen */
	case 0xfeff: /* byte order mark */
		return DROP;
	}
	if (c < 0x20 || (c >= 0x7f && c < 0xa0))
		return DROP;
	if ((c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
	    (c >= 0x2060 && c <= 0x206f) || (c >= 0xfff9 && c <= 0xfffb))
		return DROP; /* zero width, bidirectional, annotation */
	if ((c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef))
		return DROP; /* noncharacters */
	return KEEP;
}

struct cleaner {
	struct buf out;
	enum text_shape shape;
	enum what gap; /* white space not yet written */
	bool mended;
};

static void
keep(struct cleaner *k, const char *s, size_t size)
{
	if (k->gap != KEEP && k->out.len > 0)
		buf_putc(&k->out,
		    k->gap == NEWLINE && k->shape == TEXT_LINES ? '\n' : ' ');
	k->gap = KEEP;
	buf_put(&k->out, s, size);
}

static void
clean_one(struct cleaner *k, const char *s, size_t size)
{
	size_t unused;

	if (size == 0) {
		k->mended = true;
		keep(k, TEXT_REPLACEMENT, 3);
		return;
	}
	switch (fate(text_code_point(s, &unused))) {
	case KEEP:
		keep(k, s, size);
		return;
	case DROP:
		k->mended = true;
		return;
	case SPACE:
		if (k->gap == KEEP)
			k->gap = SPACE;
		return;
	case NEWLINE:
		/* A blank line stays one: Markdown counts on it. */
		if (k->gap == NEWLINE && k->shape == TEXT_LINES &&
		    k->out.len > 0 && k->out.data[k->out.len - 1] != '\n')
			buf_putc(&k->out, '\n');
		k->gap = NEWLINE;
		return;
	}
}

char *
text_clean(struct arena *a, const char *s, size_t len, enum text_shape shape,
    size_t max, int *mends)
{
	struct cleaner k = { .shape = shape, .gap = KEEP };
	size_t size, step;

	k.out = buf_new(a, len * 3 + 1);
	for (; len > 0; s += step, len -= step) {
		size = text_sequence(s, len);
		clean_one(&k, s, size);
		step = size > 0 ? size : 1;
	}
	if (k.out.len > max) {
		k.out.len = text_cut(k.out.data, k.out.len, max - 3);
		k.out.data[k.out.len] = '\0';
		buf_puts(&k.out, ELLIPSIS);
		k.mended = true;
	}
	if (mends != NULL)
		*mends += k.mended;
	return k.out.data;
}

/* ---- folding ----------------------------------------------------------- */

static const char *
fold_of(uint32_t c, unsigned char *size)
{
	const struct fold_entry *e;

	if (c > 0x10ffff)
		c = ' ';
	e = &fold_entry[fold_block[c >> FOLD_BITS]]
		       [c & ((1u << FOLD_BITS) - 1)];
	*size = e->size;
	return fold_text + e->at;
}

void
text_fold(struct buf *out, const char *s, size_t len)
{
	size_t size, begin = out->len;
	unsigned char folded_size;
	const char *folded;
	bool gap = false;

	for (; len > 0; s += size, len -= size) {
		uint32_t c = ' ';

		size = text_sequence(s, len);
		if (size > 0)
			c = text_code_point(s, &size);
		else
			size = 1;
		folded = fold_of(c, &folded_size);
		if (folded_size == FOLD_ITSELF) {
			folded = s;
			folded_size = (unsigned char)size;
		} else if (folded_size == FOLD_SPACE) {
			gap = true;
			continue;
		} else if (folded_size == 0) {
			continue;
		}
		if (gap && out->len > begin)
			buf_putc(out, ' ');
		gap = false;
		buf_put(out, folded, folded_size);
	}
}

char *
text_folded(struct arena *a, const char *s)
{
	size_t len = strlen(s);
	struct buf out = buf_new(a, len * FOLD_GROWTH + 1);

	text_fold(&out, s, len);
	return out.data;
}

bool
text_has_phrase(const char *folded, const char *phrase)
{
	size_t len = strlen(phrase);
	const char *at = folded;

	if (len == 0)
		return false;
	while ((at = strstr(at, phrase)) != NULL) {
		if ((at == folded || at[-1] == ' ') &&
		    (at[len] == ' ' || at[len] == '\0'))
			return true;
		at++;
	}
	return false;
}

char *
text_slug(struct arena *a, const char *s, size_t max)
{
	char *folded = text_folded(a, s);
	char *out = folded;
	bool gap = false;

	for (const char *p = folded; *p != '\0'; p++) {
		bool plain =
		    (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9');

		if (!plain) {
			gap = out > folded;
			continue;
		}
		if ((size_t)(out - folded) + 1 + gap > max)
			break;
		if (gap)
			*out++ = '-';
		gap = false;
		*out++ = *p;
	}
	*out = '\0';
	return *folded != '\0' ? folded : arena_strdup(a, "-");
}

int
text_compare(const char *a, const char *b)
{
	return strcmp(a, b); /* compares bytes as unsigned char: C11 7.24.4 */
}
