/* err.c -- why something failed, in one sentence for a person. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "err.h"

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
	return false;
}

bool
err_prefix(struct err *err, const char *fmt, ...)
{
	char whole[2 * ERR_TEXT_MAX];
	va_list ap;
	int used;

	va_start(ap, fmt);
	used = vsnprintf(whole, ERR_TEXT_MAX / 2, fmt, ap);
	va_end(ap);
	if (used < 0 || used >= ERR_TEXT_MAX / 2)
		used = ERR_TEXT_MAX / 2 - 1;
	snprintf(whole + used, sizeof(whole) - (size_t)used, ": %s", err->text);
	memcpy(err->text, whole, sizeof(err->text) - 1);
	return false;
}
