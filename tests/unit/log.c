/* log.c -- one line, that nothing from outside can break or forge. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "log.h"
#include "unit.h"

/* What log_line("%s", text) writes, in "line" of "size" bytes. */
static void
logged(const char *text, char *line, size_t size)
{
	FILE *file = tmpfile();
	int saved = dup(STDERR_FILENO);
	size_t len;

	assert_non_null(file);
	dup2(fileno(file), STDERR_FILENO);
	log_line("%s", text);
	dup2(saved, STDERR_FILENO);
	close(saved);
	rewind(file);
	len = fread(line, 1, size - 1, file);
	line[len] = '\0';
	fclose(file);
}

static void
writes_one_line(void **state)
{
	static const char *const cases[][2] = {
		{ "listening", "almanach: listening\n" },
		{ "", "almanach: \n" },
		{ "Château 😀", "almanach: Château 😀\n" },
		{ "a\nalmanach: b", "almanach: a?almanach: b\n" },
		{ "\x1b[2J\r\t\x7f", "almanach: ?[2J???\n" },
		{ "\xc2\x9b"
		  "2J \xc2\x85.\xc2\x80\xc2\xa0", /* CSI, NEL, PAD */
		    "almanach: ??2J ??.??\xc2\xa0\n" },
		{ "\xc2", "almanach: \xc2\n" },
		{ "\x9b", "almanach: \x9b\n" }, /* no character at all */
	};
	char line[2000];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		logged(cases[i][0], line, sizeof(line));
		assert_string_equal(line, cases[i][1]);
	}
}

static void
writes_a_thousand_bytes_at_most(void **state)
{
	char text[3000], line[4000];

	(void)state;
	for (size_t len = 980; len < sizeof(text); len += 3) {
		memset(text, 'x', len);
		text[len] = '\0';
		logged(text, line, sizeof(line));
		assert_int_equal(
		    strlen(line), len + 11 < 1000 ? len + 11 : 1000);
		assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
	}
}

static void
never_fails(void **state)
{
	int saved = dup(STDERR_FILENO);

	(void)state;
	close(STDERR_FILENO);
	errno = ENOENT;
	log_line("nobody reads this");
	assert_int_equal(errno, ENOENT);
	dup2(saved, STDERR_FILENO);
	close(saved);
}

UNIT(
    log, T(writes_one_line), T(writes_a_thousand_bytes_at_most), T(never_fails))
