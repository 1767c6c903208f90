/* log.c -- one line on stderr for whoever runs the program. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "log.h"

#define LINE_MAX_BYTES 1000

void
log_line(const char *fmt, ...)
{
	char line[LINE_MAX_BYTES + 1] = "almanach: ";
	size_t used = strlen(line);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line + used, sizeof(line) - used - 1, fmt, ap);
	va_end(ap);
	for (char *p = line; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = '?';
	used = strlen(line);
	line[used++] = '\n';
	/* One write: lines of several processes do not mix. */
	if (write(STDERR_FILENO, line, used) < 0)
		return; /* nobody is left to tell */
}
