/* log.c -- one line on stderr for whoever runs the program. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "log.h"

#define LINE_MAX_BYTES 1000

/* Bytes of the control character at s, or 0: U+0000 to U+001F, and U+007F to
 * U+009F, of which the upper ones are two bytes (terminals obey them too). */
static size_t
control(const char *text)
{
	const unsigned char *s = (const unsigned char *)text;

	if (s[0] < 0x20 || s[0] == 0x7f)
		return 1;
	return s[0] == 0xc2 && s[1] >= 0x80 && s[1] < 0xa0 ? 2 : 0;
}

void
log_line(const char *fmt, ...)
{
	char line[LINE_MAX_BYTES + 1] = "almanach: ";
	size_t used = strlen(line);
	int was = errno;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line + used, sizeof(line) - used - 1, fmt, ap);
	va_end(ap);
	for (char *p = line; *p != '\0'; p++)
		memset(p, '?', control(p));
	used = strlen(line);
	line[used++] = '\n';
	/* One write: lines of several processes do not mix. */
	if (write(STDERR_FILENO, line, used) < 0)
		errno = was; /* nobody is left to tell */
}
