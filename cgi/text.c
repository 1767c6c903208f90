/* text.c -- text from outside made fit to keep, and folded for search. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "foldtable.h" /* made by the build: fold_block, fold_entry, ... */
#include "text.h"

#define ELLIPSIS "\xe2\x80\xa6" /* U+2026 */
#define HEAD_MAX 63             /* bytes before a star that libc looks for */

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
	static const unsigned char lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	char s[4];
	size_t size;

	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = 0xfffd;
	size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
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

/* What becomes of characters in kept text; the others stay.  In order. */
static const struct {
	uint32_t first, last;
	enum text_fate what;
} fates[] = {
	{ 0x00, 0x08, TEXT_DROP }, { '\t', '\t', TEXT_SPACE },
	{ '\n', '\f', TEXT_NEWLINE }, { '\r', '\r', TEXT_SPACE },
	{ 0x0e, 0x1f, TEXT_DROP }, { ' ', ' ', TEXT_SPACE },
	{ 0x7f, 0x84, TEXT_DROP }, { 0x85, 0x85, TEXT_NEWLINE },
	{ 0x86, 0x9f, TEXT_DROP }, { 0xa0, 0xa0, TEXT_NOBREAK },
	{ 0xad, 0xad, TEXT_DROP },   /* soft hyphen */
	{ 0x61c, 0x61c, TEXT_DROP }, /* Arabic letter mark: bidirectional */
	{ 0x1680, 0x1680, TEXT_SPACE },
	{ 0x180e, 0x180e, TEXT_DROP }, /* Mongolian vowel separator */
	{ 0x2000, 0x2006, TEXT_SPACE }, { 0x2007, 0x2007, TEXT_NOBREAK },
	{ 0x2008, 0x200a, TEXT_SPACE },
	{ 0x200b, 0x200f, TEXT_DROP }, /* zero width; marks of direction */
	{ 0x2028, 0x2029, TEXT_NEWLINE },
	{ 0x202a, 0x202e, TEXT_DROP }, /* bidirectional embedding, override */
	{ 0x202f, 0x202f, TEXT_NOBREAK }, { 0x205f, 0x205f, TEXT_SPACE },
	{ 0x2060, 0x206f, TEXT_DROP }, /* joiner, invisible signs, isolates */
	{ 0x3000, 0x3000, TEXT_SPACE },
	{ 0xfdd0, 0xfdef, TEXT_DROP },   /* noncharacters */
	{ 0xfeff, 0xfeff, TEXT_DROP },   /* byte order mark */
	{ 0xfff9, 0xfffb, TEXT_DROP },   /* annotation */
	{ 0xe0000, 0xe007f, TEXT_DROP }, /* tags: text that nobody sees */
};

enum text_fate
text_fate(uint32_t c)
{
	if ((c & 0xfffe) == 0xfffe)
		return TEXT_DROP; /* noncharacters, the last two of each plane
				   */
	for (size_t i = 0; i < sizeof(fates) / sizeof(fates[0]); i++)
		if (c <= fates[i].last)
			return c >= fates[i].first ? fates[i].what : TEXT_KEEP;
	return TEXT_KEEP;
}

struct cleaner {
	struct buf out;
	enum text_shape shape;
	const char *gap; /* white space to stand before what comes */
	size_t gap_size;
	bool mended;
};

static void
keep(struct cleaner *k, const char *s, size_t size)
{
	if (k->out.len > 0)
		buf_put(&k->out, k->gap, k->gap_size);
	k->gap_size = 0;
	buf_put(&k->out, s, size);
}

static void
widen_gap(struct cleaner *k, enum text_fate white, const char *s, size_t size)
{
	bool lines = k->gap_size > 0 && *k->gap == '\n';

	if (white == TEXT_NEWLINE && k->shape == TEXT_LINES) {
		k->gap = "\n\n"; /* Markdown counts on a blank line */
		k->gap_size = lines ? 2 : 1;
	} else if (white == TEXT_NOBREAK && k->gap_size == 0) {
		k->gap = s;
		k->gap_size = size;
	} else if (!lines) {
		k->gap = " ";
		k->gap_size = 1;
	}
}

/* Returns how many bytes it took. */
static size_t
clean_one(struct cleaner *k, const char *s, size_t len)
{
	size_t size = text_sequence(s, len);
	enum text_fate what;

	if (size == 0) {
		k->mended = true;
		keep(k, TEXT_REPLACEMENT, 3);
		return 1;
	}
	what = text_fate(text_code_point(s, &size));
	if (what == TEXT_KEEP)
		keep(k, s, size);
	else if (what == TEXT_DROP)
		k->mended = true;
	else
		widen_gap(k, what, s, size);
	return size;
}

/* The ASCII characters at s that simply stay: most of any text. */
static size_t
plain_run(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && s[n] > ' ' && s[n] < 0x7f)
		n++;
	return n;
}

char *
text_clean(struct arena *a, const char *s, size_t len, enum text_shape shape,
    size_t max, int *mends)
{
	struct cleaner k = { .shape = shape, .gap = "" };
	size_t step, room = max > 3 ? max - 3 : 0;

	k.out = buf_new(a, len * 3 + 1);
	for (; len > 0; s += step, len -= step) {
		step = plain_run(s, len);
		if (step > 0)
			keep(&k, s, step);
		else
			step = clean_one(&k, s, len);
	}
	if (k.out.len > max) {
		k.out.len = text_cut(k.out.data, k.out.len, room);
		k.out.data[k.out.len] = '\0';
		buf_puts(&k.out, max >= 3 ? ELLIPSIS : "");
		k.mended = true;
	}
	if (mends != NULL)
		*mends += k.mended;
	return k.out.data;
}

/* ---- folding ----------------------------------------------------------- */

/* The entry of the character at s; ill-formed bytes are spaces. */
static const struct fold_entry *
fold_entry_at(const char *s, const char *end, size_t *size)
{
	uint32_t c = (unsigned char)*s;

	*size = 1;
	if (c >= 0x80 && text_sequence(s, (size_t)(end - s)) > 0)
		c = text_code_point(s, size);
	else if (c >= 0x80)
		c = ' ';
	return &fold_entry[fold_block[c >> FOLD_BITS]]
			  [c & ((1u << FOLD_BITS) - 1)];
}

void
text_fold(struct buf *out, const char *s, size_t len)
{
	const char *end = s + len, *run = s; /* the run stays as it is */
	const struct fold_entry *e;
	size_t size, begin = out->len;
	bool gap = false;

	for (; s < end; s += size) {
		e = fold_entry_at(s, end, &size);
		if (e->size == FOLD_ITSELF && !gap)
			continue;
		buf_put(out, run, (size_t)(s - run));
		run = s + size;
		if (e->size == FOLD_SPACE)
			gap = true;
		if (e->size == FOLD_SPACE || e->size == 0)
			continue;
		if (gap && out->len > begin)
			buf_putc(out, ' ');
		gap = false;
		if (e->size == FOLD_ITSELF)
			run = s;
		else
			buf_put(out, fold_text + e->at, e->size);
	}
	buf_put(out, run, (size_t)(end - run));
}

void
text_add_words(struct buf *all, const char *text)
{
	if (text == NULL)
		return;
	buf_putc(all, ' ');
	text_fold(all, text, strlen(text));
}

size_t
text_run(const char *text, size_t len, bool words)
{
	const char *s = text, *end = text + len;
	size_t size;

	for (; s < end; s += size)
		if ((fold_entry_at(s, end, &size)->size == FOLD_SPACE) == words)
			break;
	return (size_t)(s - text);
}

/* The walk of text_fold(), which only counts. */
size_t
text_unfold(const char *text, size_t len, size_t from, size_t *to)
{
	const char *s = text, *end = text + len, *first = NULL;
	const struct fold_entry *e;
	size_t size, adds, made = 0;
	bool gap = false;

	for (; s < end; s += size) {
		e = fold_entry_at(s, end, &size);
		if (e->size == FOLD_SPACE) {
			if (made >= *to)
				break;
			gap = true;
			continue;
		}
		adds = e->size == FOLD_ITSELF ? size : e->size;
		if (adds > 0 && made >= *to)
			break;
		if (adds > 0 && gap && made > 0)
			made++;
		gap = gap && adds == 0;
		made += adds;
		if (first == NULL && made > from)
			first = s;
	}
	*to = (size_t)(s - text);
	return first != NULL ? (size_t)(first - text) : len;
}

char *
text_folded(struct arena *a, const char *s)
{
	size_t len = strlen(s);
	struct buf out = buf_new(a, len * FOLD_GROWTH + 1);

	text_fold(&out, s, len);
	return out.data;
}

/* Where the words of the phrase end in the text that begins with them; NULL
 * where it does not. */
static const char *
after_phrase(const char *s, const char *phrase)
{
	for (; *phrase != '\0'; phrase++)
		if (*phrase == '*')
			s += strcspn(s, " ");
		else if (*s++ != *phrase)
			return NULL;
	return *s == ' ' || *s == '\0' ? s : NULL;
}

bool
text_is_phrase(const char *folded, const char *phrase)
{
	const char *end = after_phrase(folded, phrase);

	return end != NULL && *end == '\0' && *phrase != '\0';
}

/* libc's search is faster than ours, so it finds what stands before a star;
 * of much, the beginning will do. */
const char *
text_find_phrase(const char *folded, const char *phrase, const char **end)
{
	const char *at = folded, *plain = phrase, *star = strchr(phrase, '*');
	char head[HEAD_MAX + 1];
	size_t len;

	if (star != NULL) {
		len = (size_t)(star - phrase);
		len = len < HEAD_MAX ? len : HEAD_MAX;
		memcpy(head, phrase, len);
		head[len] = '\0';
		plain = head;
	}
	if (*plain == '\0')
		return NULL;
	while ((at = strstr(at, plain)) != NULL) {
		if ((at == folded || at[-1] == ' ') &&
		    (*end = after_phrase(at, phrase)) != NULL)
			return at;
		at++;
	}
	return NULL;
}

bool
text_has_phrase(const char *folded, const char *phrase)
{
	const char *end;

	return text_find_phrase(folded, phrase, &end) != NULL;
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
