/* mend.c -- JSON text of careless writers, made parsable. */
#include <stdbool.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "mend.h"
#include "text.h"

/* The value of the four hexadecimal digits at s, or -1. */
static int
hex4(const char *s, const char *end)
{
	int value = 0;

	if (end - s < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		const char *digits = "0123456789abcdef0123456789ABCDEF";
		const char *at = s[i] != '\0' ? strchr(digits, s[i]) : NULL;

		if (at == NULL)
			return -1;
		value = value << 4 | (int)((at - digits) & 15);
	}
	return value;
}

/* Some bytes inside a string: they stay (by is NULL), or "by" replaces them. */
struct mend {
	size_t size;
	const char *by;
};

/* The \u escape at s. */
static struct mend
mend_escape(const char *s, const char *end)
{
	int first = hex4(s + 2, end), second = -1;

	if (first < 0) /* cJSON would take it for the end of the text */
		return (struct mend){ 2, TEXT_REPLACEMENT };
	if (first == 0)
		return (struct mend){ 6, "" };
	if (first < 0xd800 || first > 0xdfff)
		return (struct mend){ 6, NULL };
	if (end - s >= 12 && s[6] == '\\' && s[7] == 'u')
		second = hex4(s + 8, end);
	if (first <= 0xdbff && second >= 0xdc00 && second <= 0xdfff)
		return (struct mend){ 12, NULL };
	return (struct mend){ 6, TEXT_REPLACEMENT };
}

static struct mend
mend_at(const char *s, const char *end)
{
	size_t size = text_sequence(s, (size_t)(end - s));

	if (size == 0)
		return (struct mend){ 1, TEXT_REPLACEMENT };
	if (*s == '\\' && end - s >= 2 && s[1] == 'u')
		return mend_escape(s, end);
	if (*s == '\\' && end - s >= 2 && (unsigned char)s[1] < 0x80)
		return (struct mend){ 2, NULL };
	if ((unsigned char)*s < 0x20)
		return (struct mend){ 1, *s == '\n' ? "\\n" : " " };
	return (struct mend){ size, NULL };
}

struct mending {
	struct buf out;
	const char *run; /* what is not yet copied begins here */
};

static void
replace(struct mending *k, const char *s, size_t size, const char *by)
{
	buf_put(&k->out, k->run, (size_t)(s - k->run));
	buf_puts(&k->out, by);
	k->run = s + size;
}

const char *
mend_json(struct arena *a, const char *text, size_t *len, int *mends)
{
	const char *s = text, *end = text + *len;
	struct mending k = { buf_new(a, *len * 3 + 1), text };
	bool in_string = false;
	size_t feeds = 0; /* line feeds taken from a string: they follow it */
	struct mend m;

	for (; s < end; s += m.size) {
		m = (struct mend){ 1, NULL };
		if (*s == '"') {
			in_string = !in_string;
			for (; feeds > 0; feeds--)
				replace(&k, s + 1, 0, "\n");
		} else if (in_string) {
			m = mend_at(s, end);
		}
		if (m.by == NULL)
			continue;
		feeds += *s == '\n';
		++*mends;
		replace(&k, s, m.size, m.by);
	}
	buf_put(&k.out, k.run, (size_t)(end - k.run));
	*len = k.out.len;
	return k.out.data;
}
