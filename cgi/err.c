/* err.c -- why something failed, in one sentence for a person. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "err.h"

/* A sentence that fills its place may end in half a character: drop that. */
static void
drop_half(char *text, size_t size)
{
	size_t len = strlen(text);

	if (len + 1 < size)
		return;
	while (len > 0 && ((unsigned char)text[len - 1] & 0xc0) == 0x80)
		len--;
	if (len > 0 && (unsigned char)text[len - 1] >= 0xc0)
		len--;
	text[len] = '\0';
}

bool
err_set(struct err *err, enum err_kind kind, const char *fmt, ...)
{
	va_list ap;

	if (err->kind != ERR_NONE)
		return false;
	err->kind = kind;
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	drop_half(err->text, sizeof(err->text));
	return false;
}

bool
err_prefix(struct err *err, const char *fmt, ...)
{
	char where[ERR_TEXT_MAX / 2], was[ERR_TEXT_MAX];
	va_list ap;

	memcpy(was, err->text, sizeof(was));
	va_start(ap, fmt);
	vsnprintf(where, sizeof(where), fmt, ap);
	va_end(ap);
	drop_half(where, sizeof(where));
	snprintf(err->text, sizeof(err->text), "%s: %s", where, was);
	drop_half(err->text, sizeof(err->text));
	return false;
}
