/* judge_trial.c -- one text of a rule on its way through a child. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "build.h" /* BUILD, a hash of this program's source */
#include "db.h"
#include "err.h"
#include "hash.h"
#include "json.h"
#include "judge_answer.h"
#include "judge_case.h"
#include "judge_memory.h"
#include "judge_trial.h"
#include "programme.h"
#include "rule_form.h"
#include "ruleset.h"
#include "sandbox.h"

#define SEEN         "2" /* version of what rules see: a higher one runs all anew */
#define PARALLEL_MAX 4
#define ASKED_MAX    ((size_t)64 << 20) /* bytes, to be hashed */

/* ---- preparing --------------------------------------------------------- */

/* What the answers depend on, but the events. */
static const char *
key_of(const struct judge *j, const struct ruleset_file *f,
    const struct ruleset *set)
{
	struct arena *a = j->arena;
	const char *libs = "", *names = "";

	if (strstr(f->text, "require") != NULL)
		libs = ruleset_libs_hash(a, set);
	for (const char *const *l = j->programme->languages; *l != NULL; l++)
		names = arena_printf(a, "%s %s", names, *l);
	for (size_t i = 0; i < j->programme->group_count; i++)
		names =
		    arena_printf(a, "%s/%s", names, j->programme->groups[i].id);
	return hash_texts(a, SEEN, f->hash, libs, names, (const char *)NULL);
}

static void
fail(struct judge_rule *r, const char *outcome, int line, const char *message)
{
	r->outcome = outcome;
	r->line = line;
	r->message = message;
}

/* Those events of which the memory does not tell. */
static void
find_unknown(const struct judge *j, struct judge_trial *t)
{
	size_t from = 0;

	t->take = ARENA_ARRAY(j->arena, uint32_t, j->count + 1);
	for (size_t i = 0; i < j->count; i++) {
		int64_t at = -1;

		if (t->memory != NULL)
			at = judge_recall_event(
			    t->memory, j->events[i].slot, &from);
		if (at < 0 ||
		    judge_recall_hash(t->memory, at) != j->events[i].hash)
			t->take[t->take_count++] = (uint32_t)i;
	}
	t->asked = t->memory == NULL || t->take_count > 0;
}

/* What a failure depends on besides the key: the events asked about, and the
 * limits of this program. */
static const char *
hash_asked(const struct judge *j, const struct judge_trial *t)
{
	struct buf events = buf_new(j->arena, ASKED_MAX);

	for (size_t i = 0; i < t->take_count; i++) {
		const struct judge_event *e = &j->events[t->take[i]];

		buf_printf(
		    &events, "%" PRId64 " %" PRIx64 "\n", e->slot, e->hash);
	}
	return hash_texts(j->arena, BUILD, events.data, (const char *)NULL);
}

/* Does it go as last time?  Then nobody needs to be asked. */
static void
find_failure(const struct judge *j, struct judge_trial *t)
{
	if (j->db == NULL || !t->asked)
		return;
	t->asked_hash = hash_asked(j, t);
	if (!judge_recall_failure(
		j->arena, j->db, t->rule, t->key, t->asked_hash))
		return;
	t->lasting = true;
	t->asked = false;
}

static const struct judge_memory *
memory_of(const struct judge *j, const char *id)
{
	struct judge_memory *m = ARENA_NEW(j->arena, struct judge_memory);

	return j->db != NULL && judge_recall(j->arena, j->db, id, m) ? m : NULL;
}

/* False where the file cannot even cross to a child, which the rule tells. */
bool
judge_trial_prepare(const struct judge *j, struct judge_trial *t,
    const struct ruleset_file *f, const struct ruleset *set)
{
	struct err err = { ERR_NONE, "" };
	int line = 0;

	t->text = f->text;
	t->len = f->len;
	t->libs = ruleset_libs(j->arena, set);
	t->key = key_of(j, f, set);
	if (f->problem != NULL) {
		fail(t->rule, "load", 0,
		    arena_printf(j->arena, "%s: %s", f->path, f->problem));
		return false;
	}
	if (!rule_form_source(&t->text, &t->len, &line, &err)) {
		fail(t->rule, "load", line,
		    line > 0 ? arena_printf(j->arena, "%s.lua:%d: %s",
				   t->rule->id, line, err.text)
			     : arena_printf(j->arena, "%s.lua: %s", t->rule->id,
				   err.text));
		return false;
	}
	t->memory = memory_of(j, t->rule->id);
	if (t->memory != NULL && strcmp(t->memory->key, t->key) != 0)
		t->memory = NULL;
	find_unknown(j, t);
	find_failure(j, t);
	return true;
}

struct json *
judge_trial_job(const struct judge *j, const struct judge_trial *t)
{
	struct arena *a = j->arena;
	struct json *job = json_object(a), *list;

	json_put_str(a, job, "kind", "rule");
	json_put_str(a, job, "name", t->rule->id);
	json_put_strn(a, job, "text", t->text, t->len);
	json_put(a, job, "libs", t->libs);
	list = json_put_array(a, job, "languages");
	for (const char *const *l = j->programme->languages; *l != NULL; l++)
		json_put_str(a, list, NULL, *l);
	list = json_put_array(a, job, "groups");
	for (size_t i = 0; i < j->programme->group_count; i++)
		json_put_str(a, list, NULL, j->programme->groups[i].id);
	list = json_put_array(a, job, "take");
	for (size_t i = 0; i < t->take_count; i++)
		json_put_int(a, list, NULL, t->take[i]);
	return job;
}

/* ---- what came back ---------------------------------------------------- */

static const char *
event_name(const struct judge *j, int64_t index)
{
	return index >= 0 && index < (int64_t)j->count ? j->events[index].name
						       : NULL;
}

void
judge_trial_fill(const struct judge *j, struct judge_rule *r,
    const struct judge_memory *m, bool same_hash)
{
	size_t from = 0;

	r->answers = arena_alloc(j->arena, j->count + 1);
	memset(r->answers, '0', j->count);
	r->reasons = ARENA_ARRAY(j->arena, const struct json *, j->count);
	for (size_t i = 0; m != NULL && i < j->count; i++) {
		int64_t at = judge_recall_event(m, j->events[i].slot, &from);

		if (at < 0 || (same_hash && judge_recall_hash(m, at) !=
						j->events[i].hash))
			continue;
		r->answers[i] = m->answers[at] == '1' ? '1' : '0';
		r->reasons[i] = m->reasons[at];
	}
}

static void
fill_answers(
    const struct judge *j, struct judge_trial *t, const struct json *answer)
{
	const char *verdicts = json_get_str(answer, "verdicts");

	judge_trial_fill(j, t->rule, t->memory, true);
	for (size_t i = 0; i < t->take_count; i++)
		t->rule->answers[t->take[i]] = verdicts[i];
	JSON_EACH(pair, json_get(answer, "reasons"))
	t->rule->reasons[t->take[pair->first->integer]] = pair->last;
	t->rule->about = json_get(answer, "rule");
}

/* Where a child was that did not come to answer. */
static void
blame(const struct judge *j, struct judge_trial *t,
    const struct sandbox_task *task)
{
	static const char *const ends[] = { "ok", "time", "memory", "crash",
		"crash" };
	const struct sandbox_progress *at = &task->progress;
	struct judge_rule *r = t->rule;
	const char *where = "";

	if (at->phase == RULE_ON_EVENT)
		r->event = event_name(j, at->item);
	if (at->phase == RULE_IN_EXAMPLE)
		where = arena_printf(j->arena, "example %d: ", at->item);
	fail(r, ends[task->end], at->line > 0 ? at->line : 0,
	    at->line > 0 ? arena_printf(j->arena, "%s.lua:%d: %s%s", r->id,
			       at->line, where, task->why)
			 : arena_printf(j->arena, "%s.lua: %s%s", r->id, where,
			       task->why));
}

void
judge_trial_read(const struct judge *j, struct judge_trial *t,
    const struct sandbox_task *task)
{
	const struct json *answer = task->answer;
	const char *outcome = json_get_str(answer, "outcome");

	t->rule->milliseconds = task->milliseconds;
	if (task->unstarted && j->db != NULL)
		db_fail(j->db, ERR_SYSTEM,
		    "the rules cannot be run just now: %s: %s; nothing was "
		    "changed, try again",
		    t->rule->id, task->why);
	if (task->end != SANDBOX_DONE) {
		blame(j, t, task);
		t->lasting = task->end == SANDBOX_MEMORY ||
			     (task->end == SANDBOX_TIME && !task->late);
		return;
	}
	t->ok = outcome != NULL && strcmp(outcome, "ok") == 0 &&
		judge_answer_ok(j->programme, answer, t->take_count);
	if (t->ok) {
		fill_answers(j, t, answer);
		return;
	}
	t->rule->event = event_name(j, json_get_int(answer, "event", -1));
	fail(t->rule, judge_answer_outcome(answer),
	    (int)json_get_int(answer, "line", 0),
	    judge_answer_message(j->arena, answer));
	t->lasting = strcmp(t->rule->outcome, "crash") != 0;
}

void
judge_trial_keep(
    const struct judge *j, const struct judge_trial *trials, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (trials[i].lasting)
			judge_remember_failure(j->db, trials[i].rule,
			    trials[i].key, trials[i].asked_hash);
}

/* ---- running ----------------------------------------------------------- */

static int
parallel(void)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);

	return cpus < 1 ? 1 : cpus > PARALLEL_MAX ? PARALLEL_MAX : (int)cpus;
}

int
judge_trial_share(const struct judge *j)
{
	struct arena *a = arena_new();
	struct json *list = json_array(a);
	int data;

	for (size_t i = 0; i < j->count; i++)
		json_put(a, list, NULL, j->events[i].data);
	data = sandbox_data(list);
	arena_free(a);
	return data;
}

/* A busy machine can bring innocent work down: those get a second try. */
void
judge_trial_start(
    const struct judge *j, struct sandbox_task *tasks, size_t count)
{
	sandbox_run(j->arena, j->program, tasks, count, parallel());
	for (size_t i = 0; i < count; i++)
		if (tasks[i].late)
			sandbox_run(j->arena, j->program, &tasks[i], 1, 1);
}

struct sandbox_task
judge_trial_task(const struct json *job, size_t events, int data)
{
	struct sandbox_task task = {
		.role = "rule", .job = job, .data = data, .limits = RULE_LIMITS
	};

	task.limits.cpu_seconds *= rule_form_shares(events);
	task.limits.wall_seconds *= rule_form_shares(events);
	return task;
}

void
judge_trial_run(
    const struct judge *j, struct judge_trial *trials, size_t count, int data)
{
	struct sandbox_task *tasks =
	    ARENA_ARRAY(j->arena, struct sandbox_task, count);
	size_t asked = 0;

	for (size_t i = 0; i < count; i++)
		if (trials[i].asked)
			tasks[asked++] =
			    judge_trial_task(judge_trial_job(j, &trials[i]),
				trials[i].take_count, data);
	judge_trial_start(j, tasks, asked);
	asked = 0;
	for (size_t i = 0; i < count; i++) {
		struct judge_trial *t = &trials[i];

		if (t->asked) {
			judge_trial_read(j, t, &tasks[asked++]);
		} else if (t->memory != NULL && !t->lasting) { /* all known */
			judge_trial_fill(j, t->rule, t->memory, true);
			t->rule->about = t->memory->about;
			t->ok = true;
		}
	}
}
