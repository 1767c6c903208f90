/*
 * judge_trial.h -- one text of a rule on its way through a child: what
 * judge.h's ladder is made of.
 */
#ifndef JUDGE_TRIAL_H
#define JUDGE_TRIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json;
struct judge;
struct judge_memory;
struct judge_rule;
struct ruleset;
struct ruleset_file;
struct sandbox_task;

struct judge_trial {
	struct judge_rule *rule;
	const char *text;
	size_t len;
	const char *key; /* hash of all that the answers depend on, but the
			    events */
	const struct json *libs;
	const struct judge_memory *memory; /* of the same key, or NULL */
	uint32_t *take;                    /* events to ask about */
	size_t take_count;
	const char *asked_hash; /* of these events */
	bool asked;             /* a child is needed */
	bool ok;                /* it answered as it should */
	bool lasting; /* it failed, and would again on the same events */
};

/* Get a file of a set ready.  False where it cannot even cross to a child,
 * which the rule then tells. */
bool judge_trial_prepare(const struct judge *, struct judge_trial *,
    const struct ruleset_file *, const struct ruleset *);

/* The case's events as data that children share: a descriptor, the caller's to
 * close, or -1. */
int judge_trial_share(const struct judge *);

/* A child's job, as rule_form.h says, for what was got ready. */
struct json *judge_trial_job(const struct judge *, const struct judge_trial *);

/* It as a task, over so many of the shared events. */
struct sandbox_task
judge_trial_task(const struct json *job, size_t events, int data);

/* Run them, those a second time that a busy machine may have brought down. */
void
judge_trial_start(const struct judge *, struct sandbox_task *, size_t count);

/* Run those that need it, over the shared events. */
void judge_trial_run(
    const struct judge *, struct judge_trial *, size_t count, int data);

/* Take what a child came back with: answers, or what is wrong. */
void judge_trial_read(
    const struct judge *, struct judge_trial *, const struct sandbox_task *);

/* Keep what failed and would again, so that it is not run at each publication:
 * one endless rule would hold up all the others. */
void judge_trial_keep(
    const struct judge *, const struct judge_trial *, size_t count);

/* Take answers out of a memory: all of them, or only those of events that have
 * not changed since. */
void judge_trial_fill(const struct judge *, struct judge_rule *,
    const struct judge_memory *, bool same_hash);

#endif
