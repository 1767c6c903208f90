/* judge_try.c -- one text of a rule, tried on all events. */
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "hash.h"
#include "json.h"
#include "judge_answer.h"
#include "judge_trial.h"
#include "judge_try.h"
#include "ruleset.h"
#include "sandbox.h"

/* The same text once more, on one event, with its reading told. */
static struct json *
job_of_trace(const struct judge *j, const struct judge_trial *t, uint32_t event)
{
	struct judge_trial one = *t;
	struct json *job;

	one.take = &event;
	one.take_count = 1;
	job = judge_trial_job(j, &one);
	json_put_bool(j->arena, job, "trace", true);
	return job;
}

/* What was found besides: "answer" was believed already. */
static void
take_facts(struct judge_try *try, const struct json *answer)
{
	try->steps = json_get_int(answer, "steps", 0);
	try->slowest = json_get_int(answer, "slowest", -1);
	if (try->slowest < 0 || try->slowest >= (int64_t)try->count)
		try->slowest = -1;
	try->examples = (size_t)json_get_int(answer, "examples", 0);
	try->match = json_get(answer, "match");
	for (size_t i = 0; i < try->count; i++)
		try->rule.matched += try->rule.answers[i] == '1';
}

static void
take_reading(struct judge_try *try, const struct sandbox_task *t)
{
	const struct json *read = json_get(t->answer, "read");

	if (t->end == SANDBOX_DONE && read != NULL && read->len == 1 &&
	    judge_answer_ok(try->programme, t->answer, 1))
		try->read = read->first;
}

static bool
run(struct judge_try *try, const struct judge *j, struct judge_trial *t)
{
	bool traced = try->traced >= 0 && try->traced < (int64_t)try->count;
	int data = judge_trial_share(j);
	struct sandbox_task tasks[2];

	tasks[0] = judge_trial_task(judge_trial_job(j, t), t->take_count, data);
	if (traced)
		tasks[1] = judge_trial_task(
		    job_of_trace(j, t, (uint32_t)try->traced), 1, data);
	judge_trial_start(j, tasks, traced ? 2 : 1);
	if (data >= 0)
		close(data);
	judge_trial_read(j, t, &tasks[0]);
	if (!t->ok)
		return false;
	take_facts(try, tasks[0].answer);
	if (traced)
		take_reading(try, &tasks[1]);
	return true;
}

bool
judge_try(struct judge_try *try)
{
	struct arena *a = try->arena;
	const struct judge j = { .arena = a,
		.programme = try->programme,
		.rules = try->rules,
		.events = try->events,
		.count = try->count,
		.program = try->program };
	const struct ruleset_file f = { .path = arena_printf(a,
					    RULESET_RULES "/%s.lua", try->id),
		.text = arena_strndup(a, try->text, try->len),
		.len = try->len,
		.hash = hash_hex(a, try->text, try->len) };
	struct judge_trial t = { .rule = &try->rule };

	try->rule = (struct judge_rule){ .id = try->id,
		.outcome = "ok",
		.message = "",
		.standing = JUDGE_ABSENT };
	try->slowest = -1;
	if (!judge_trial_prepare(&j, &t, &f, try->rules) || !run(try, &j, &t))
		return false;
	try->rule.standing = JUDGE_NEW;
	return true;
}
