/* missed.c -- searches that found nothing, counted by several at once. */
#include "missed.h"
#include "arena.h"
#include "err.h"
#include "json.h"
#include "unit.h"
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define TODAY 20382 /* 2025-10-21 */

/* A place in a folder of its own; what missed.h keeps beside it. */
struct desk {
	struct arena *arena;
	char folder[32];
	const char *db, *file;
	struct missed *m;
};

static struct desk
new_desk(void)
{
	struct desk d = { arena_new(), "/tmp/almanach-XXXXXX", NULL, NULL,
		NULL };

	assert_non_null(mkdtemp(d.folder));
	d.db = arena_printf(d.arena, "%s/almanach.db", d.folder);
	d.file = missed_path(d.arena, d.db);
	d.m = missed_open(d.arena, d.db);
	return d;
}

static void
close_desk(struct desk *d)
{
	unlink(d->file);
	rmdir(d->file);
	assert_int_equal(rmdir(d->folder), 0);
	arena_free(d->arena);
}

static void
note(struct desk *d, const char *text, int times, int32_t day)
{
	for (int i = 0; i < times; i++)
		missed_note(d->m, text, strlen(text), day);
}

/* How often it is told that a text was asked for; 0: it is not told. */
static int64_t
told(struct desk *d, const char *text)
{
	JSON_EACH(one, missed_list(d->arena, d->db))
	if (strcmp(json_get_str(one, "q"), text) == 0)
		return json_get_int(one, "count", 0);
	return 0;
}

static size_t
told_in_all(struct desk *d)
{
	return missed_list(d->arena, d->db)->len;
}

/* ---- alone ------------------------------------------------------------- */

static void
most_asked_first(void **state)
{
	static const struct {
		const char *q, *last;
		int64_t count;
	} want[] = { { "chimie verte", "2025-10-21", 5 },
		{ "poterie", "2025-10-22", 3 }, { "danse", "2025-10-21", 3 },
		{ "yoga", "2025-10-21", 3 } };
	struct desk d = new_desk();
	size_t i = 0;

	(void)state;
	assert_int_equal(told_in_all(&d), 0); /* there is no file yet */
	assert_int_equal(access(d.file, F_OK), -1);
	note(&d, "yoga", 3, TODAY);
	note(&d, "chimie verte", 5, TODAY);
	note(&d, "poterie", 2, TODAY);
	note(&d, "poterie", 1, TODAY + 1);
	note(&d, "danse", 3, TODAY);
	note(&d, "once", 1, TODAY);
	note(&d, "twice", MISSED_TOLD - 1, TODAY);
	note(&d, "", 9, TODAY);
	note(&d, "no day of ours", 9, -1);
	JSON_EACH(one, missed_list(d.arena, d.db))
	{
		assert_string_equal(json_get_str(one, "q"), want[i].q);
		assert_string_equal(json_get_str(one, "last"), want[i].last);
		assert_int_equal(json_get_int(one, "count", 0), want[i].count);
		i++;
	}
	assert_int_equal(i, COUNT(want));
	close_desk(&d);
}

/* A text is kept in part, counts and the file do not grow for ever. */
static void
ceilings(void **state)
{
	static const char sixty[] = "0123456789012345678901234567890123456789"
				    "01234567890123456789",
			  cut[] = "0123456789012345678901234567890123456789"
				  "012345678901234567\xce\xb1\xce\xb2",
			  space[] = "0123456789012345678901234567890123456789"
				    "0123456789012345678 next";
	struct desk d = new_desk();
	struct stat st;

	(void)state;
	note(&d, sixty, 3, TODAY);
	assert_int_equal(told(&d, sixty), 3);
	note(&d, cut, 4, TODAY);
	assert_int_equal(
	    told(&d, arena_strndup(d.arena, cut, MISSED_TEXT_MAX)), 4);
	note(&d, space, 5, TODAY);
	assert_int_equal(told(&d, arena_strndup(d.arena, space, 59)), 5);
	note(&d, "much", MISSED_COUNT_MAX + 10, TODAY);
	assert_int_equal(told(&d, "much"), MISSED_COUNT_MAX);
	for (int i = 0; i < 5 * MISSED_SLOTS; i++)
		note(&d, arena_printf(d.arena, "text %d", i), 1, TODAY);
	assert_int_equal(stat(d.file, &st), 0);
	assert_true(st.st_size < 40000);
	close_desk(&d);
}

static void
the_least_asked_for_gives_way(void **state)
{
	struct desk d = new_desk();

	(void)state;
	for (int i = 0; i < MISSED_SLOTS; i++)
		note(&d, arena_printf(d.arena, "text %d", i), 3 + (i != 70),
		    TODAY + (i != 71));
	assert_int_equal(told_in_all(&d), MISSED_SLOTS);
	note(&d, "new", 1, TODAY + 1);
	assert_int_equal(told(&d, "text 70"), 0); /* 3 times only */
	assert_int_equal(told(&d, "text 71"), 4);
	note(&d, "new", 3, TODAY + 1);
	assert_int_equal(told(&d, "new"), 4);
	note(&d, "newer", 4, TODAY + 1);
	assert_int_equal(told(&d, "text 71"), 0); /* longest ago */
	assert_int_equal(told(&d, "new"), 4);
	assert_int_equal(told(&d, "newer"), 4);
	assert_int_equal(told_in_all(&d), MISSED_SLOTS);
	close_desk(&d);
}

static bool
file_holds(struct desk *d, const char *text)
{
	char bytes[65536];
	int fd = open(d->file, O_RDONLY);
	ssize_t len = read(fd, bytes, sizeof(bytes));

	close(fd);
	assert_true(len > 0 && (size_t)len < sizeof(bytes));
	return memmem(bytes, (size_t)len, text, strlen(text)) != NULL;
}

static void
old_ones_are_forgotten(void **state)
{
	struct desk d = new_desk();
	struct err err = { ERR_NONE, "" };

	(void)state;
	note(&d, "last year", 9, TODAY);
	note(&d, "today", 3, TODAY + MISSED_DAYS);
	assert_int_equal(told(&d, "last year"), 9);
	note(&d, "today", 1, TODAY + MISSED_DAYS + 1);
	assert_int_equal(told(&d, "last year"), 0);
	assert_false(file_holds(&d, "last year"));
	assert_int_equal(told(&d, "today"), 4);
	assert_true(missed_clear(d.arena, d.db, &err));
	assert_int_equal(told_in_all(&d), 0);
	assert_true(missed_clear(d.arena, d.db, &err)); /* gone already */
	note(&d, "new", 3, TODAY);
	assert_int_equal(told(&d, "new"), 3);
	assert_int_equal(told_in_all(&d), 1);
	close_desk(&d);
}

/* ---- the file is not what it should be --------------------------------- */

static void
overwrite(struct desk *d, const void *bytes, size_t len, off_t at)
{
	int fd = open(d->file, O_WRONLY | O_CREAT, 0600);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, len, at), len);
	close(fd);
}

/* Somebody else, who finds the file as it is. */
static void
note_anew(struct desk *d, const char *text)
{
	struct missed *own = d->m;

	d->m = missed_open(d->arena, d->db);
	note(d, text, 3, TODAY);
	d->m = own;
}

static void
what_is_damaged_is_not_told(void **state)
{
	struct desk d = new_desk();
	unsigned char noise[4096];
	uint64_t seed = 4;
	size_t before;

	(void)state;
	for (int i = 0; i < MISSED_SLOTS; i++)
		note(&d, arena_printf(d.arena, "text %d", i), 3, TODAY);
	for (size_t i = 0; i < sizeof(noise); i++)
		noise[i] = (unsigned char)unit_random(&seed, 256);
	overwrite(&d, noise, sizeof(noise), 8192);
	before = told_in_all(&d);
	assert_in_range(
	    before, MISSED_SLOTS - 4096 / 72 - 2, MISSED_SLOTS - 4096 / 72);
	JSON_EACH(one, missed_list(d.arena, d.db))
	assert_int_equal(strncmp(json_get_str(one, "q"), "text ", 5), 0);
	note_anew(&d, "new"); /* in a slot that says nothing true */
	assert_int_equal(told(&d, "new"), 3);
	assert_true(told_in_all(&d) >= before);
	close_desk(&d);
}

static void
what_is_none_is_made_anew(void **state)
{
	static const char *const others[] = { "", "x",
		"SQLite format 3 and what follows" };
	struct desk d = new_desk();

	(void)state;
	for (size_t i = 0; i < COUNT(others); i++) {
		unlink(d.file);
		overwrite(&d, others[i], strlen(others[i]), 0);
		assert_int_equal(told_in_all(&d), 0);
		note_anew(&d, "new");
		assert_int_equal(told(&d, "new"), 3);
		assert_int_equal(told_in_all(&d), 1);
	}
	overwrite(&d, "?", 1, 0); /* another version's */
	assert_int_equal(told_in_all(&d), 0);
	note_anew(&d, "new");
	assert_int_equal(told(&d, "new"), 3);
	overwrite(&d, "?", 1, 65536); /* longer than it may be */
	note_anew(&d, "new");
	assert_int_equal(told(&d, "new"), 3);
	close_desk(&d);
}

/* While it is mapped. */
static void
what_goes_is_made_anew(void **state)
{
	struct desk d = new_desk();

	(void)state;
	note(&d, "was", 3, TODAY);
	assert_int_equal(truncate(d.file, 0), 0);
	note(&d, "is", 3, TODAY);
	assert_int_equal(told(&d, "was"), 0);
	assert_int_equal(told(&d, "is"), 3);
	assert_int_equal(unlink(d.file), 0);
	note(&d, "new", 3, TODAY);
	assert_int_equal(told(&d, "is"), 0);
	assert_int_equal(told(&d, "new"), 3);
	close_desk(&d);
}

/* Standard error is where the log is: one line. */
static size_t
lines_logged(struct desk *d, const char *text)
{
	int was = dup(2), pipes[2];
	char line[4096];
	size_t lines = 0;
	ssize_t len;

	assert_int_equal(pipe(pipes), 0);
	dup2(pipes[1], 2);
	note(d, text, 3, TODAY);
	dup2(was, 2);
	close(was);
	close(pipes[1]);
	while ((len = read(pipes[0], line, sizeof(line))) > 0)
		for (ssize_t i = 0; i < len; i++)
			lines += line[i] == '\n';
	close(pipes[0]);
	return lines;
}

static void
where_it_cannot_be_nothing_is_counted(void **state)
{
	struct desk d = new_desk();
	struct err err = { ERR_NONE, "" };

	(void)state;
	assert_int_equal(mkdir(d.file, 0700), 0);
	assert_int_equal(lines_logged(&d, "new"), 1);
	assert_int_equal(lines_logged(&d, "new"), 0);
	assert_int_equal(told_in_all(&d), 0);
	assert_false(missed_clear(d.arena, d.db, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	rmdir(d.file);
	assert_int_equal(mkfifo(d.file, 0600), 0); /* nobody waits for it */
	assert_int_equal(lines_logged(&d, "new"), 0);
	unlink(d.file);
	note(&d, "new", 3, TODAY); /* as soon as it can be */
	assert_int_equal(told(&d, "new"), 3);
	close_desk(&d);
}

/* ---- several processes ------------------------------------------------- */

/* Run a function in a process of its own. */
static pid_t
start(struct desk *d, void (*run)(struct desk *, uint64_t), uint64_t seed)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid > 0)
		return pid;
	d->m = missed_open(d->arena, d->db);
	run(d, seed);
	_exit(0);
}

static void
wait_for(pid_t pid)
{
	int status;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

#define OTHERS 4
#define EACH   50

/* Each text once a round, in an order of its own. */
static void
note_all(struct desk *d, uint64_t seed)
{
	for (uint32_t i = 0; i < EACH * 100; i++) {
		uint32_t n = (uint32_t)(i * (2 * seed + 1) + seed) % EACH;

		note(d, arena_printf(d->arena, "text %u", n), 1, TODAY);
	}
}

/* None of them waits, and no count is lost: from the first one on, when there
 * is no file. */
static void
all_counts_add_up(void **state)
{
	struct desk d = new_desk();
	int64_t sum = 0;
	pid_t pids[OTHERS];

	(void)state;
	for (uint64_t i = 0; i < OTHERS; i++)
		pids[i] = start(&d, note_all, i);
	for (size_t i = 0; i < OTHERS; i++)
		wait_for(pids[i]);
	assert_int_equal(told_in_all(&d), EACH);
	JSON_EACH(one, missed_list(d.arena, d.db))
	sum += json_get_int(one, "count", 0);
	assert_int_equal(sum, OTHERS * EACH * 100);
	close_desk(&d);
}

/* More texts than there are slots, for ever. */
static void
note_anything(struct desk *d, uint64_t seed)
{
	char text[16];

	for (;;) {
		snprintf(text, sizeof(text), "any %u",
		    unit_random(&seed, 5 * MISSED_SLOTS));
		note(d, text, 1, TODAY);
	}
}

static void
kill_one(struct desk *d, uint64_t seed)
{
	pid_t pid = start(d, note_anything, seed);

	usleep(2000 + unit_random(&seed, 6000));
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static void
whoever_is_killed_leaves_it_whole(void **state)
{
	struct desk d = new_desk();

	(void)state;
	note(&d, "steady", 1000, TODAY);
	for (uint64_t seed = 1; seed <= 40; seed++) {
		kill_one(&d, seed);
		note(&d, "steady", 1, TODAY);
	}
	assert_int_equal(told(&d, "steady"), 1040);
	JSON_EACH(one, missed_list(d.arena, d.db))
	{
		const char *q = json_get_str(one, "q");

		assert_true(
		    strncmp(q, "any ", 4) == 0 || strcmp(q, "steady") == 0);
	}
	note(&d, "new", 3, TODAY);
	assert_true(told(&d, "new") == 3);
	close_desk(&d);
}

/* A disk that is full, as a limit has it. */
static void
note_without_room(struct desk *d, uint64_t seed)
{
	const struct rlimit none = { 1024, 1024 };

	(void)seed;
	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &none) != 0 ||
	    lines_logged(d, "new") != 1 || told_in_all(d) != 0)
		_exit(1);
}

static void
without_room_nothing_is_counted(void **state)
{
	struct desk d = new_desk();

	(void)state;
	wait_for(start(&d, note_without_room, 0));
	note(&d, "new", 3, TODAY); /* the part of a file is none */
	assert_int_equal(told(&d, "new"), 3);
	close_desk(&d);
}

UNIT(missed, T(most_asked_first), T(ceilings), T(the_least_asked_for_gives_way),
    T(old_ones_are_forgotten), T(what_is_damaged_is_not_told),
    T(what_is_none_is_made_anew), T(what_goes_is_made_anew),
    T(where_it_cannot_be_nothing_is_counted), T(all_counts_add_up),
    T(whoever_is_killed_leaves_it_whole), T(without_room_nothing_is_counted))
