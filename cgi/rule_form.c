/* rule_form.c -- what may cross to the rule child, and back from it. */
#include <string.h>

#include "err.h"
#include "rule_form.h"
#include "text.h"

/* Embeddings, overrides and isolates, which turn what follows around. */
static bool
is_bidi(uint32_t c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static bool
is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

bool
rule_form_source(const char **text, size_t *len, int *line, struct err *err)
{
	size_t size;
	uint32_t c;

	*line = 0;
	if (*len > RULE_SOURCE_MAX)
		return err_set(err, ERR_LIMIT,
		    "the file has %zu bytes; a rule has at most %zu", *len,
		    RULE_SOURCE_MAX);
	if (*len >= 3 && memcmp(*text, "\xef\xbb\xbf", 3) == 0) {
		*text += 3;
		*len -= 3;
	}
	*line = 1;
	for (size_t at = 0; at < *len; at += size) {
		size = text_sequence(*text + at, *len - at);
		if (size == 0)
			return err_set(err, ERR_INPUT,
			    "this is not UTF-8 text (byte 0x%02x); save the "
			    "file as UTF-8",
			    (unsigned char)(*text)[at]);
		c = text_code_point(*text + at, &size);
		if (is_bidi(c))
			return err_set(err, ERR_INPUT,
			    "an invisible character (U+%04X) turns the text "
			    "around; delete it",
			    (unsigned)c);
		if (is_control(c) && c != '\t' && c != '\n' && c != '\r')
			return err_set(err, ERR_INPUT,
			    "a control character (U+%04X) does not belong in "
			    "a rule; is this compiled Lua?",
			    (unsigned)c);
		*line += c == '\n';
	}
	*line = 0;
	return true;
}

bool
rule_form_name(const char *text, size_t len, const char *what, struct err *err)
{
	size_t size;
	uint32_t c;

	if (strspn(text, " ") == len)
		return err_set(err, ERR_INPUT, "%s is empty", what);
	if (len > RULE_NAME_MAX)
		return err_set(err, ERR_LIMIT,
		    "%s has %zu bytes; it may have %d at most", what, len,
		    RULE_NAME_MAX);
	for (size_t at = 0; at < len; at += size) {
		if ((size = text_sequence(text + at, len - at)) == 0)
			return err_set(
			    err, ERR_INPUT, "%s is not UTF-8 text", what);
		c = text_code_point(text + at, &size);
		if (is_control(c) || is_bidi(c))
			return err_set(err, ERR_INPUT,
			    "%s has a character that cannot be shown "
			    "(U+%04X)",
			    what, (unsigned)c);
	}
	return true;
}
