/* log.c -- one line, that nothing from outside can break or forge. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "arena.h"
#include "err.h"
#include "json.h"
#include "log.h"
#include "unit.h"

/* From here to hear() what is logged goes to a file. */
static FILE *heard;
static int stderr_was;

static void
listen_in(void)
{
	heard = tmpfile();
	assert_non_null(heard);
	stderr_was = dup(STDERR_FILENO);
	dup2(fileno(heard), STDERR_FILENO);
}

/* It, in "line" of "size" bytes. */
static void
hear(char *line, size_t size)
{
	size_t len;

	dup2(stderr_was, STDERR_FILENO);
	close(stderr_was);
	rewind(heard);
	len = fread(line, 1, size - 1, heard);
	line[len] = '\0';
	fclose(heard);
}

static void
logged(const char *text, char *line, size_t size)
{
	listen_in();
	log_line("%s", text);
	hear(line, size);
}

/* The one line of it, as what it is. */
static const struct json *
heard_json(struct arena *a)
{
	struct err err = { ERR_NONE, "" };
	static char line[LOG_JSON_MAX * 2];
	struct json *tree;
	int mends = 0;

	hear(line, sizeof(line));
	assert_true(strlen(line) <= LOG_JSON_MAX);
	assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
	for (const char *p = line; p[1] != '\0'; p++)
		assert_true((unsigned char)*p >= 0x20 && *p != 0x7f);
	assert_true(json_parse(a, line, strlen(line), &mends, &tree, &err));
	assert_int_equal(mends, 0);
	return tree;
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

static void
tells_programs_what_it_is(void **state)
{
	const struct log_member members[] = { { "rule", "visit", 0 },
		{ "line", NULL, 3 }, { NULL, NULL, 0 } };
	struct arena *a = arena_new();
	const struct json *line;
	const char *time;

	(void)state;
	listen_in();
	errno = EXDEV;
	log_event(LOG_WARNING, "rule", members, "visit.lua:%d: no", 3);
	assert_int_equal(errno, EXDEV);
	line = heard_json(a);
	time = json_get_str(line, "time");
	assert_int_equal(strlen(time), strlen("2025-11-19T09:00:00.250Z"));
	assert_int_equal(time[10], 'T');
	assert_int_equal(time[23], 'Z');
	assert_string_equal(json_get_str(line, "level"), "warning");
	assert_string_equal(json_get_str(line, "what"), "rule");
	assert_string_equal(json_get_str(line, "message"), "visit.lua:3: no");
	assert_string_equal(json_get_str(line, "rule"), "visit");
	assert_int_equal(json_get_int(line, "line", 0), 3);
	arena_free(a);
}

static void
is_json_whatever_is_logged(void **state)
{
	static const char *const cases[][2] = {
		{ "a \"word\" \\ \n\x1b[2J\x7f", NULL },
		{ "\xc2\x9b", "\xc2\x9b" },
		{ "\xff\xc3.\xed\xa0\x80",
		    "\xef\xbf\xbd\xef\xbf\xbd."
		    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
		{ "\xf4\x90\x80\x80\xe0\x80\x80",
		    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf"
		    "\xbd\xef\xbf\xbd\xef\xbf\xbd" },
		{ "Château 😀", NULL },
		{ "half \xe2\x82", "half \xef\xbf\xbd\xef\xbf\xbd" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		listen_in();
		log_line("%s", cases[i][0]);
		assert_string_equal(json_get_str(heard_json(a), "message"),
		    cases[i][1] != NULL ? cases[i][1] : cases[i][0]);
	}
	arena_free(a);
}

/* However long, and whatever it takes to write it. */
static void
is_whole_json_when_it_is_cut(void **state)
{
	static const char *const fillings[] = { "x", "\"", "\x01", "\xff",
		"😀" };
	char text[3000];
	const struct log_member members[] = { { "a", text, 0 },
		{ "b", text, 0 }, { "c", text, 0 }, { "d", text, 0 },
		{ NULL, NULL, 0 } };
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(fillings); i++) {
		size_t size = strlen(fillings[i]), len = 0;

		for (; len + size < sizeof(text); len += size)
			memcpy(text + len, fillings[i], size);
		text[len] = '\0';
		listen_in();
		log_event(LOG_INFO, text, members, "%s", text);
		assert_non_null(json_get_str(heard_json(a), "d"));
	}
	arena_free(a);
}

static void
tells_a_request(void **state)
{
	const struct log_request r = { "GET", "events", "fr", 200, 12034, 876 };
	struct arena *a = arena_new();
	const struct json *line;

	(void)state;
	listen_in();
	log_request(&r);
	line = heard_json(a);
	assert_string_equal(json_get_str(line, "what"), "request");
	assert_string_equal(json_get_str(line, "method"), "GET");
	assert_string_equal(json_get_str(line, "page"), "events");
	assert_string_equal(json_get_str(line, "lang"), "fr");
	assert_int_equal(json_get_int(line, "status", 0), 200);
	assert_int_equal(json_get_int(line, "bytes", 0), 876);
	assert_true(json_get(line, "ms")->real == 12.034);
	arena_free(a);
}

static void
tells_people_a_request(void **state)
{
	const struct log_request r = { "HEAD", "none", NULL, 404, 7, 0 };
	char line[200];

	(void)state;
	listen_in();
	log_request(&r);
	hear(line, sizeof(line));
	assert_string_equal(line, "almanach: HEAD none 404 0.007 ms 0 bytes\n");
}

static int
json(void **state)
{
	(void)state;
	return setenv("ALMANACH_LOG", "json", 1);
}

static int
text(void **state)
{
	(void)state;
	return unsetenv("ALMANACH_LOG");
}

#define JSON(function) cmocka_unit_test_setup_teardown(function, json, text)

UNIT(log, T(writes_one_line), T(writes_a_thousand_bytes_at_most),
    T(never_fails), T(tells_people_a_request), JSON(tells_programs_what_it_is),
    JSON(is_json_whatever_is_logged), JSON(is_whole_json_when_it_is_cut),
    JSON(tells_a_request))
