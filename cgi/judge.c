/* judge.c -- rules run over events. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "db.h"
#include "err.h"
#include "json.h"
#include "judge.h"
#include "judge_memory.h"
#include "judge_trial.h"
#include "programme.h"
#include "rule_form.h"
#include "ruleset.h"
#include "sandbox.h"

/* ---- the ladder -------------------------------------------------------- */

/* The last good text, if it is another one. */
static bool
prepare_old(
    const struct judge *j, struct judge_trial *t, const char *failed_key)
{
	struct ruleset *set = ARENA_NEW(j->arena, struct ruleset);
	const char *path =
	    arena_printf(j->arena, RULESET_RULES "/%s.lua", t->rule->id);
	int64_t id = j->db != NULL ? judge_good_set(j->db, path) : 0;
	const struct ruleset_file *f = NULL;

	if (id != 0 && ruleset_load(j->arena, j->db, id, set))
		f = ruleset_find(set, path);
	return f != NULL && judge_trial_prepare(j, t, f, set) &&
	       strcmp(t->key, failed_key) != 0;
}

static void
settle_with_memory(const struct judge *j, struct judge_rule *r)
{
	struct judge_memory m;
	const char *effect;

	r->standing = JUDGE_ABSENT;
	if (j->db == NULL || !judge_recall(j->arena, j->db, r->id, &m))
		return;
	r->standing = JUDGE_OLD_ANSWERS;
	r->about = m.about;
	effect = json_get_str(r->about, "effect");
	judge_trial_fill(
	    j, r, &m, effect == NULL || strcmp(effect, "hide") != 0);
}

/* Failures of this run take the place of those before. */
static void
keep_failures(const struct judge *j, const struct judge_trial *trials,
    const struct judge_trial *old, size_t count)
{
	if (j->db == NULL)
		return;
	judge_forget_failures(j->db);
	judge_trial_keep(j, trials, j->rule_count);
	judge_trial_keep(j, old, count);
}

/* What the new text's failure said stays; only what is in force changes. */
static void
run_ladder(struct judge *j, struct judge_trial *trials, int data)
{
	struct judge_trial *old =
	    ARENA_ARRAY(j->arena, struct judge_trial, j->rule_count);
	struct judge_rule *scratch =
	    ARENA_ARRAY(j->arena, struct judge_rule, j->rule_count);
	size_t count = 0;

	for (size_t i = 0; i < j->rule_count; i++) {
		if (trials[i].ok)
			continue;
		scratch[count] = (struct judge_rule){ .id = j->list[i].id };
		old[count] = (struct judge_trial){ .rule = &scratch[count] };
		count += prepare_old(j, &old[count], trials[i].key);
	}
	judge_trial_run(j, old, count, data);
	keep_failures(j, trials, old, count);
	for (size_t i = 0, k = 0; i < j->rule_count; i++) {
		struct judge_rule *r = &j->list[i];

		if (trials[i].ok)
			continue;
		if (k < count && old[k].rule->id == r->id && old[k].ok) {
			r->standing = JUDGE_OLD_TEXT;
			r->about = scratch[k].about;
			r->answers = scratch[k].answers;
			r->reasons = scratch[k].reasons;
			trials[i].key = old[k].key;
		} else {
			settle_with_memory(j, r);
		}
		k += k < count && old[k].rule->id == r->id;
	}
}

static struct judge_trial *
make_trials(struct judge *j)
{
	struct judge_trial *trials =
	    ARENA_ARRAY(j->arena, struct judge_trial, j->rules->count);
	const char *id;

	j->list = ARENA_ARRAY(j->arena, struct judge_rule, j->rules->count);
	for (size_t i = 0; i < j->rules->count; i++) {
		const struct ruleset_file *f = &j->rules->files[i];
		struct judge_rule *r = &j->list[j->rule_count];

		if (!ruleset_is_rule(j->arena, f, &id))
			continue;
		*r = (struct judge_rule){
			.id = id, .outcome = "ok", .message = ""
		};
		trials[j->rule_count].rule = r;
		judge_trial_prepare(j, &trials[j->rule_count++], f, j->rules);
	}
	return trials;
}

void
judge_run(struct judge *j)
{
	struct judge_trial *trials = make_trials(j);
	int data = judge_trial_share(j);

	judge_trial_run(j, trials, j->rule_count, data);
	run_ladder(j, trials, data);
	if (data >= 0)
		close(data);
	for (size_t i = 0; i < j->rule_count; i++) {
		struct judge_rule *r = &j->list[i];

		for (size_t k = 0; r->answers != NULL && k < j->count; k++)
			r->matched += r->answers[k] == '1';
		if (j->db != NULL && r->standing <= JUDGE_OLD_TEXT)
			judge_remember(j->arena, j->db, r, trials[i].key,
			    j->events, j->count);
	}
	if (j->db != NULL)
		judge_forget(j->arena, j->db, j->list, j->rule_count);
}

void
judge_keep(const struct judge *j, int64_t rule_set)
{
	for (size_t i = 0; i < j->rule_count; i++)
		if (j->list[i].standing == JUDGE_NEW)
			judge_set_good(j->db,
			    arena_printf(j->arena, RULESET_RULES "/%s.lua",
				j->list[i].id),
			    rule_set);
}

/* ---- programme.lua ----------------------------------------------------- */

static bool
run_programme(struct arena *a, const struct ruleset *set,
    const struct ruleset_file *f, const char *program, struct json **tree,
    struct err *err)
{
	struct sandbox_task task = {
		.role = "rule", .data = -1, .limits = RULE_LIMITS
	};
	struct json *job = json_object(a);
	const char *text = f->text, *outcome;
	size_t len = f->len;
	int line;

	if (!rule_form_source(&text, &len, &line, err))
		return line > 0 ? err_prefix(err, RULESET_PROGRAMME ":%d", line)
				: err_prefix(err, RULESET_PROGRAMME);
	json_put_str(a, job, "kind", "programme");
	json_put_strn(a, job, "text", text, len);
	json_put(a, job, "libs", ruleset_libs(a, set));
	task.job = job;
	sandbox_run(a, program, &task, 1, 1);
	if (task.end != SANDBOX_DONE)
		return err_set(err, task.unstarted ? ERR_SYSTEM : ERR_INPUT,
		    RULESET_PROGRAMME ": %s", task.why);
	outcome = json_get_str(task.answer, "outcome");
	*tree = (struct json *)json_get(task.answer, "programme");
	if (outcome != NULL && strcmp(outcome, "ok") == 0 && *tree != NULL)
		return true;
	text = json_get_str(task.answer, "message");
	return err_set(err, ERR_INPUT, "%s",
	    text != NULL ? text : RULESET_PROGRAMME ": no answer");
}

bool
judge_programme(struct arena *a, const struct ruleset *set, const char *program,
    struct programme *p, struct err *err)
{
	const struct ruleset_file *f = ruleset_find(set, RULESET_PROGRAMME);
	struct json *tree = NULL;

	if (f == NULL)
		return err_set(
		    err, ERR_MISSING, "there is no " RULESET_PROGRAMME);
	return run_programme(a, set, f, program, &tree, err) &&
	       programme_read(a, tree, p, err);
}
