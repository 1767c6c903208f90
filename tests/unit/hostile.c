/*
 * hostile.c -- the rule files of tests/hostile/, each through the real child.
 *
 * A file begins with comments: what it tries, then what has to come of it:
 *	-- outcome: time	as `almanach check` will say, or "ok"
 *	-- line: 10		absent: not asked
 *	-- event: 0		index, -1 for none; absent: not asked
 *	-- verdicts: 11111	of the events in tests/rules/events.json
 *	-- message: still at work	a part of it
 * {{9*text}} in a file stands for nine times the text: so files stay small.
 */
#include <dirent.h>
#include <stdlib.h>

#include "arena.h"
#include "ask.h"
#include "buf.h"
#include "json.h"
#include "unit.h"

#define FOLDER    "tests/hostile"
#define FILES_MAX 500
#define TEXT_MAX_ ((size_t)1 << 20) /* bytes */

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of the .lua files in a folder, in order. */
static size_t
list_files(struct arena *a, const char *folder, const char **names)
{
	DIR *d = opendir(folder);
	struct dirent *entry;
	size_t count = 0;

	assert_non_null(d);
	while ((entry = readdir(d)) != NULL && count < FILES_MAX)
		if (strstr(entry->d_name, ".lua") != NULL)
			names[count++] = arena_strdup(a, entry->d_name);
	closedir(d);
	qsort(names, count, sizeof(*names), by_name);
	return count;
}

/* Do what {{ }} say. */
static char *
expanded(struct arena *a, const char *text)
{
	struct buf b = buf_new(a, TEXT_MAX_);
	const char *open, *star, *close;

	while ((open = strstr(text, "{{")) != NULL &&
	       (star = strchr(open, '*')) != NULL &&
	       strspn(open + 2, "0123456789") == (size_t)(star - open - 2) &&
	       (close = strstr(star, "}}")) != NULL) {
		buf_put(&b, text, (size_t)(open - text));
		for (long n = strtol(open + 2, NULL, 10); n > 0; n--)
			buf_put(&b, star + 1, (size_t)(close - star - 1));
		text = close + 2;
	}
	buf_puts(&b, text);
	return b.data;
}

/* What a comment says, NULL where it is not there. */
static const char *
said(struct arena *a, const char *text, const char *key)
{
	const char *at = strstr(text, arena_printf(a, "\n-- %s: ", key));

	if (at == NULL)
		return NULL;
	at += strlen(key) + 6;
	return arena_strndup(a, at, strcspn(at, "\n"));
}

static bool
is_as_said(struct arena *a, const struct ask *q)
{
	const char *outcome = said(a, q->text, "outcome"),
		   *line = said(a, q->text, "line"),
		   *event = said(a, q->text, "event"),
		   *verdicts = said(a, q->text, "verdicts"),
		   *message = said(a, q->text, "message");

	return outcome != NULL && strcmp(q->outcome, outcome) == 0 &&
	       (line == NULL || strtol(line, NULL, 10) == q->line) &&
	       (event == NULL || strtol(event, NULL, 10) == q->event) &&
	       (verdicts == NULL || strcmp(q->verdicts, verdicts) == 0) &&
	       (message == NULL || strstr(q->message, message) != NULL);
}

static struct json *
libs(struct arena *a)
{
	const char *names[FILES_MAX];
	size_t count = list_files(a, FOLDER "/lib", names), len = 0;
	struct json *all = json_object(a);

	for (size_t i = 0; i < count; i++)
		json_put_str(a, all,
		    arena_strndup(a, names[i], strlen(names[i]) - 4),
		    ask_file(
			a, arena_printf(a, FOLDER "/lib/%s", names[i]), &len));
	return all;
}

static void
each_ends_as_it_says(void **state)
{
	struct arena *a = arena_new();
	const char *names[FILES_MAX];
	size_t count = list_files(a, FOLDER, names), len = 0;
	struct ask *asks = ARENA_ARRAY(a, struct ask, count);
	int failed = 0;

	(void)state;
	assert_true(count >= 50);
	for (size_t i = 0; i < count; i++) {
		asks[i].name = arena_strndup(a, names[i], strlen(names[i]) - 4);
		asks[i].text = expanded(a,
		    ask_file(a, arena_printf(a, FOLDER "/%s", names[i]), &len));
		asks[i].libs = libs(a);
		asks[i].cpu_seconds = 1;
	}
	ask_all(a, asks, count, ask_events(a));
	for (size_t i = 0; i < count; i++) {
		if (is_as_said(a, &asks[i]))
			continue;
		failed++;
		print_error("%s: %s line %d event %d \"%s\" %s\n", names[i],
		    asks[i].outcome, asks[i].line, asks[i].event,
		    asks[i].verdicts, asks[i].message);
	}
	arena_free(a);
	assert_int_equal(failed, 0);
}

UNIT(hostile, T(each_ends_as_it_says))
