/* link.c -- which addresses from outside may become links. */
#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "arena.h"
#include "buf.h"
#include "link.h"
#include "text.h"

#define HOST_MAX  253 /* bytes: RFC 1035 */
#define LABEL_MAX 63
#define LOCAL_MAX 64 /* bytes before the @: RFC 5321 */
#define PORT_MAX  65535

#define ELLIPSIS "\xe2\x80\xa6" /* U+2026 */

#define DIGITS "0123456789"

/* What else a local part may hold: of RFC 5322's atext, what needs no escape
 * in a mailto: address (RFC 6068). */
#define LOCAL_MARKS "!$'*+-=_~."

/* What RFC 3986 lets stand in a path, a query and a fragment besides letters
 * and digits. */
#define URL_MARKS "-._~!$&'()*+,;=:@/?"

static bool
one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

static void
trim(const char **s, size_t *len)
{
	while (*len > 0 && one_of(**s, " \t\r\n")) {
		++*s;
		--*len;
	}
	while (*len > 0 && one_of((*s)[*len - 1], " \t\r\n"))
		--*len;
}

/* Step over a prefix that is compared without case. */
static bool
take(const char **s, size_t *len, const char *prefix)
{
	size_t size = strlen(prefix);

	if (*len < size || strncasecmp(*s, prefix, size) != 0)
		return false;
	*s += size;
	*len -= size;
	return true;
}

/* ---- hosts ------------------------------------------------------------- */

/* Scripts that hosts are named in; those that one language mixes count as
 * one.  A label keeps to one of them. */
enum script { NO_SCRIPT, LATIN, GREEK, CYRILLIC, SEMITIC, INDIC, THAI, HAN };

static const struct {
	uint32_t first, last;
	enum script script;
} scripts[] = {
	{ 0x00c0, 0x024f, LATIN },
	{ 0x1e00, 0x1eff, LATIN },
	{ 0x0370, 0x03ff, GREEK },
	{ 0x0400, 0x052f, CYRILLIC },
	{ 0x0590, 0x06ff, SEMITIC },
	{ 0x0900, 0x0dff, INDIC },
	{ 0x0e00, 0x0e7f, THAI },
	{ 0x3041, 0x30ff, HAN },
	{ 0x3400, 0x4dbf, HAN },
	{ 0x4e00, 0x9fff, HAN },
	{ 0xac00, 0xd7af, HAN },
};

/* The script of a letter; NO_SCRIPT for all that is none, or unknown here. */
static enum script
script_of(struct arena *a, const char *s, size_t size)
{
	uint32_t c = text_code_point(s, &size);

	if (isalnum((unsigned char)*s))
		return LATIN;
	if (*text_folded(a, arena_strndup(a, s, size)) == '\0')
		return NO_SCRIPT; /* a sign, not a letter */
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
		if (c >= scripts[i].first && c <= scripts[i].last)
			return scripts[i].script;
	return NO_SCRIPT;
}

static bool
label_ok(struct arena *a, const char *s, size_t len)
{
	enum script all = NO_SCRIPT, one;
	size_t size;

	if (len == 0 || len > LABEL_MAX || *s == '-' || s[len - 1] == '-')
		return false;
	for (; len > 0; s += size, len -= size) {
		if ((size = text_sequence(s, len)) == 0)
			return false;
		if (one_of(*s, DIGITS "-_"))
			continue;
		one = script_of(a, s, size);
		if (one == NO_SCRIPT || (all != NO_SCRIPT && one != all))
			return false;
		all = one;
	}
	return true;
}

/* A name of at least "labels" labels. */
static bool
host_ok(struct arena *a, const char *s, size_t len, int labels)
{
	const char *dot;

	if (len > HOST_MAX)
		return false;
	for (; (dot = memchr(s, '.', len)) != NULL; labels--) {
		if (!label_ok(a, s, (size_t)(dot - s)))
			return false;
		len -= (size_t)(dot - s) + 1;
		s = dot + 1;
	}
	return labels <= 1 && label_ok(a, s, len);
}

static bool
port_ok(const char *s, size_t len)
{
	int port = 0;

	if (len == 0 || len > 5)
		return false;
	for (; len > 0; s++, len--) {
		if (!one_of(*s, DIGITS))
			return false;
		port = port * 10 + (*s - '0');
	}
	return port >= 1 && port <= PORT_MAX;
}

/* Host and port; a user part or an IPv6 address fails as a host. */
static bool
authority_ok(struct arena *a, const char *s, size_t len)
{
	const char *colon = memchr(s, ':', len);
	size_t host = colon != NULL ? (size_t)(colon - s) : len;

	return host_ok(a, s, host, 1) &&
	       (colon == NULL || port_ok(colon + 1, len - host - 1));
}

/* ---- web --------------------------------------------------------------- */

/* May this character stand in an address, if need be percent-encoded?  Not
 * what is invisible, blank, or means something else to a browser. */
static bool
fit(const char *s, size_t size)
{
	uint32_t c;

	if (size == 0 || *s == '\\')
		return false;
	c = text_code_point(s, &size);
	return text_fate(c) == TEXT_KEEP && c != 0xa0 && c != 0x1680 &&
	       !(c >= 0x2000 && c <= 0x200a) && c != 0x202f && c != 0x205f &&
	       c != 0x3000 && c != 0xfffd;
}

static bool
hex(char c)
{
	return one_of(c, DIGITS "abcdefABCDEF");
}

/* Write a path, query and fragment; false at what is not fit. */
static bool
put_rest(struct buf *out, const char *s, size_t len)
{
	bool fragment = false;
	size_t size;

	for (; len > 0; s += size, len -= size) {
		size = text_sequence(s, len);
		if (!fit(s, size))
			return false;
		if (isalnum((unsigned char)*s) || one_of(*s, URL_MARKS) ||
		    (*s == '#' && !fragment) ||
		    (*s == '%' && len >= 3 && hex(s[1]) && hex(s[2]))) {
			fragment |= *s == '#';
			buf_putc(out, *s);
			continue;
		}
		for (size_t i = 0; i < size; i++)
			buf_printf(out, "%%%02X", (unsigned char)s[i]);
	}
	return true;
}

char *
link_web(struct arena *a, const char *s, size_t len)
{
	struct buf out = buf_new(a, LINK_MAX);
	size_t authority = 0;

	trim(&s, &len);
	if (len > LINK_MAX)
		return NULL;
	if (take(&s, &len, "https://"))
		buf_puts(&out, "https://");
	else if (take(&s, &len, "http://"))
		buf_puts(&out, "http://");
	else
		return NULL;
	while (authority < len && !one_of(s[authority], "/?#"))
		authority++;
	if (!authority_ok(a, s, authority))
		return NULL;
	buf_put(&out, s, authority);
	if (!put_rest(&out, s + authority, len - authority))
		return NULL;
	return buf_ok(&out) ? out.data : NULL;
}

/* ---- mail and telephone ------------------------------------------------ */

static bool
local_ok(const char *s, size_t len)
{
	if (len == 0 || len > LOCAL_MAX || *s == '.' || s[len - 1] == '.')
		return false;
	for (size_t i = 0; i < len; i++)
		if ((!isalnum((unsigned char)s[i]) &&
			!one_of(s[i], LOCAL_MARKS)) ||
		    (s[i] == '.' && s[i + 1] == '.'))
			return false;
	return true;
}

char *
link_mail(struct arena *a, const char *s, size_t len)
{
	const char *at;
	size_t local;

	trim(&s, &len);
	take(&s, &len, "mailto:");
	if (len > LINK_MAIL_MAX || (at = memchr(s, '@', len)) == NULL)
		return NULL;
	local = (size_t)(at - s);
	if (!local_ok(s, local) || !host_ok(a, at + 1, len - local - 1, 2) ||
	    one_of(s[len - 1], DIGITS))
		return NULL;
	return arena_printf(a, "mailto:%.*s", (int)len, s);
}

/* What people put between digits; its bytes, or 0. */
static size_t
separator(const char *s, size_t len)
{
	static const char *const all[] = {
		" ", ".", "-", "(", ")", "\t",
		"\xc2\xa0",     /* U+00A0, no-break space */
		"\xe2\x80\x89", /* U+2009, thin space */
		"\xe2\x80\x91", /* U+2011, no-break hyphen */
		"\xe2\x80\x93", /* U+2013, en dash */
		"\xe2\x80\xaf", /* U+202F, narrow no-break space */
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		size_t size = strlen(all[i]);

		if (len >= size && memcmp(s, all[i], size) == 0)
			return size;
	}
	return 0;
}

char *
link_tel(struct arena *a, const char *s, size_t len)
{
	char number[1 + LINK_TEL_MAX + 1];
	size_t digits = 0, step;
	bool plus;

	trim(&s, &len);
	if (take(&s, &len, "tel:"))
		trim(&s, &len);
	plus = len > 0 && *s == '+';
	for (s += plus, len -= plus; len > 0; s += step, len -= step) {
		/* "+33 (0)1": the zero is for those who leave out the +33. */
		if (plus && len > 3 && memcmp(s, "(0)", 3) == 0) {
			step = 3;
		} else if (one_of(*s, DIGITS)) {
			if (digits == LINK_TEL_MAX)
				return NULL;
			number[digits++] = *s;
			step = 1;
		} else if ((step = separator(s, len)) == 0) {
			return NULL;
		}
	}
	number[digits] = '\0';
	if (digits < LINK_TEL_MIN)
		return NULL;
	return arena_printf(a, "tel:%s%s", plus ? "+" : "", number);
}

char *
link_any(struct arena *a, const char *s, size_t len)
{
	const char *rest = s;
	size_t left = len;

	trim(&rest, &left);
	if (take(&rest, &left, "mailto:"))
		return link_mail(a, rest, left);
	if (take(&rest, &left, "tel:"))
		return link_tel(a, rest, left);
	return link_web(a, s, len);
}

/* ---- by the kind's name ---------------------------------------------------
 */

char *
link_href(struct arena *a, const char *kind, const char *value)
{
	static const struct {
		const char *kind;
		char *(*make)(struct arena *, const char *, size_t);
	} kinds[] = {
		{ "link", link_web },
		{ "mail", link_mail },
		{ "phone", link_tel },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return kinds[i].make(a, value, strlen(value));
	return NULL;
}

char *
link_words(struct arena *a, const char *kind, const char *value)
{
	size_t len = strlen(value), cut;

	if (strcmp(kind, "link") != 0)
		return arena_strndup(a, value, len);
	if (!take(&value, &len, "https://"))
		take(&value, &len, "http://");
	if (len > 0 && value[len - 1] == '/')
		len--;
	if (len <= LINK_WORDS_MAX)
		return arena_strndup(a, value, len);
	cut = text_cut(value, len, LINK_WORDS_MAX - strlen(ELLIPSIS));
	return arena_printf(a, "%.*s" ELLIPSIS, (int)cut, value);
}
