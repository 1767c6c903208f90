/* autolink.c -- bare addresses in running text, which become links. */
#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "arena.h"
#include "autolink.h"
#include "link.h"
#include "text.h"

static bool
one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

/* Ends an address, wherever it stands: blanks, quotation marks, brackets that
 * addresses do not hold, and all that is no character to be kept. */
static bool
ends(const char *s, size_t size)
{
	uint32_t c;

	if (size == 0 || one_of(*s, " <>\"`{}|\\^"))
		return true;
	c = text_code_point(s, &size);
	return text_fate(c) != TEXT_KEEP || c == 0xa0 || c == 0xab ||
	       c == 0xbb || c == 0xfffd || (c >= 0x2000 && c <= 0x206f) ||
	       (c >= 0x3000 && c <= 0x303f);
}

/* Bytes up to such an end, at most "max". */
static size_t
run_length(const char *s, size_t len, size_t max)
{
	size_t at = 0, size;

	while (at < len && at < max) {
		size = text_sequence(s + at, len - at);
		if (ends(s + at, size))
			break;
		at += size;
	}
	return at;
}

/* Closing brackets less opening ones. */
static int
unopened(const char *s, size_t len, const char *pair)
{
	int n = 0;

	for (size_t i = 0; i < len; i++)
		n += (s[i] == pair[1]) - (s[i] == pair[0]);
	return n;
}

/* The length without what belongs to the sentence around the address. */
static size_t
trimmed(const char *s, size_t len)
{
	int round = unopened(s, len, "()"), square = unopened(s, len, "[]");

	for (; len > 0; len--) {
		char c = s[len - 1];

		if (c == ')' && round > 0)
			round--;
		else if (c == ']' && square > 0)
			square--;
		else if (!one_of(c, ".,;:!?'*_~"))
			break;
	}
	return len;
}

static bool
starts(const char *s, size_t len, const char *prefix)
{
	size_t size = strlen(prefix);

	return len > size && strncasecmp(s, prefix, size) == 0;
}

/* A web address at s; *run gets how far what looks like one goes. */
static bool
web_at(
    struct arena *a, const char *s, size_t len, struct autolink *f, size_t *run)
{
	bool bare = starts(s, len, "www.");

	*run = 0;
	if (!bare && !starts(s, len, "http://") && !starts(s, len, "https://"))
		return false;
	*run = run_length(s, len, LINK_MAX + 1);
	f->len = trimmed(s, *run);
	if (bare && memchr(s + 4, '.', f->len > 4 ? f->len - 4 : 0) == NULL)
		return false;
	if (bare)
		s = arena_printf(a, "http://%.*s", (int)f->len, s);
	f->href = link_web(a, s, bare ? strlen(s) : f->len);
	return f->href != NULL;
}

/* A mail address around the @ at s[at] that begins at "from" or later. */
static bool
mail_at(struct arena *a, const char *s, size_t len, size_t from, size_t at,
    struct autolink *f)
{
	size_t run = run_length(s + at, len - at, LINK_MAIL_MAX);

	for (f->at = at; f->at > from && at - f->at < LINK_MAIL_MAX; f->at--)
		if (!isalnum((unsigned char)s[f->at - 1]) &&
		    !one_of(s[f->at - 1], "._+-"))
			break;
	f->len = at - f->at + trimmed(s + at, run);
	f->href = link_mail(a, s + f->at, f->len);
	return f->href != NULL;
}

/* May a web address begin at s[at]?  Not inside a word. */
static bool
word_begins(const char *s, size_t at)
{
	return one_of(s[at], "hHwW") &&
	       (at == 0 || !(isalnum((unsigned char)s[at - 1]) ||
			       one_of(s[at - 1], "@/.-")));
}

bool
autolink_find(struct arena *a, const char *s, size_t len, struct autolink *f)
{
	size_t from = 0; /* what lies before it has been looked at */
	size_t run;

	for (size_t at = 0; at < len; at++) {
		if (s[at] == '@') {
			if (mail_at(a, s, len, from, at, f))
				return true;
			from = at + 1;
		} else if (word_begins(s, at)) {
			f->at = at;
			if (web_at(a, s + at, len - at, f, &run))
				return true;
			if (run > 0)
				from = at += run - 1;
		}
	}
	return false;
}

char *
autolink_whole(struct arena *a, const char *s, size_t len)
{
	struct autolink f;

	while (len > 0 && one_of(*s, " \t\r\n")) {
		s++;
		len--;
	}
	while (len > 0 && one_of(s[len - 1], " \t\r\n"))
		len--;
	return autolink_find(a, s, len, &f) && f.len == len ? f.href : NULL;
}
