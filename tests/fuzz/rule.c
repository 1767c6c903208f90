/*
 * rule.c -- libFuzzer on what a rule child answers (rule_form.h): a packed
 * message (pack.h), as the parent gets it, or the same as JSON, which a fuzzer
 * finds its way through more easily.
 *
 * Whatever the bytes: either the answers are answers, and come back the same
 * from the database; or there is an outcome with a sentence.
 */
#include <string.h>

#include "buf.h"
#include "db.h"
#include "err.h"
#include "fuzz.h"
#include "json.h"
#include "judge_case.h"
#include "judge_memory.h"
#include "judge_trial.h"
#include "pack.h"
#include "programme.h"
#include "sandbox.h"

#define EVENTS 6

static struct db *db;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct arena *a = arena_new(); /* for as long as we run */
	struct err err = { ERR_NONE, "" };

	(void)argc;
	(void)argv;
	db = db_open(a, ":memory:", DB_CREATE, &err);
	must(db != NULL);
	return 0;
}

/* What was kept is what was answered. */
static void
must_come_back(
    struct arena *a, const struct judge *j, const struct judge_rule *r)
{
	struct judge_memory m = { 0 };
	struct judge_rule again = { .id = r->id };

	db_begin(db);
	judge_remember(a, db, r, "key", j->events, j->count);
	must(db_ok(db) && judge_recall(a, db, r->id, &m));
	judge_trial_fill(j, &again, &m, true);
	must(memcmp(again.answers, r->answers, j->count) == 0);
	for (size_t i = 0; i < j->count; i++)
		must((again.reasons[i] == NULL) == (r->reasons[i] == NULL));
	db_cancel(db);
}

static void
must_tell(struct arena *a, const struct judge *j, struct judge_rule *r)
{
	struct buf told = buf_new(a, 1 << 20);
	const char *line;

	if (r->outcome == NULL)
		r->outcome = "ok";
	if (r->message == NULL)
		r->message = "";
	line = judge_line(a, r, j->count);
	must(text_is_utf8(line, strlen(line)) &&
	     strpbrk(line, "\n\r\t\033") == NULL);
	json_write(&told, judge_state(a, r, j->count));
	must(buf_ok(&told) && text_is_utf8(told.data, told.len));
}

static void
check(struct arena *a, struct json *answer)
{
	static const char *const languages[] = { "fr", "en", NULL };
	struct programme_group groups[] = { { .id = "audience" },
		{ .id = "format" } };
	struct programme p = { .languages = languages,
		.language_count = 2,
		.groups = groups,
		.group_count = 2 };
	struct judge_event events[EVENTS];
	uint32_t take[] = { 0, 2, 3, 5 };
	struct judge j = {
		.arena = a, .programme = &p, .events = events, .count = EVENTS
	};
	struct judge_rule r = { .id = "rule" };
	struct judge_trial t = { .rule = &r,
		.take = take,
		.take_count = sizeof(take) / sizeof(*take) };
	struct sandbox_task task = { .end = SANDBOX_DONE, .answer = answer };

	for (size_t i = 0; i < EVENTS; i++)
		events[i] = (struct judge_event){
			.slot = (int64_t)i + 1, .name = "100", .hash = i
		};
	judge_trial_read(&j, &t, &task);
	if (t.ok)
		must_come_back(a, &j, &r);
	must_tell(a, &j, &r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_new();
	struct err err = { ERR_NONE, "" };
	struct json *answer;

	if (len > 0 && bytes[0] == '{'
		? json_parse(a, (const char *)bytes, len, NULL, &answer, &err)
		: pack_read_message(a, (const char *)bytes, len, &answer, &err))
		check(a, answer);
	arena_free(a);
	return 0;
}
