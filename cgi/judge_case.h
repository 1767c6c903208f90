/*
 * judge_case.h -- what comes before the judge: events, rules, and what is
 * found of them.
 */
#ifndef JUDGE_CASE_H
#define JUDGE_CASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;
struct json;
struct programme;
struct ruleset;

struct judge_event { /* in order of slot */
	int64_t slot;
	const char *name;        /* for messages */
	const struct json *data; /* rule_data.h */
	uint64_t hash;           /* judge_hash() of it */
};

enum judge_standing {
	JUDGE_NEW,
	JUDGE_OLD_TEXT,
	JUDGE_OLD_ANSWERS,
	JUDGE_ABSENT,
};

struct judge_rule {
	const char *id;
	/* How the text in scripts/ did. */
	const char *outcome; /* ok load example error time memory crash */
	const char *message; /* "" where ok */
	const char *event;   /* the name of the one it failed on, or NULL */
	int line;            /* 0: not known */
	int milliseconds;
	/* What is in force. */
	enum judge_standing standing;
	const struct json *about;    /* {group?, label?, effect?, order?} */
	char *answers;               /* "0" or "1" an event; NULL if absent */
	const struct json **reasons; /* NULL where there is none */
	size_t matched;
};

struct judge {
	/* in */
	struct arena *arena;
	const struct programme *programme;
	const struct ruleset *rules;
	const struct judge_event *events;
	size_t count;
	struct db *db;       /* its memory, in the caller's transaction; NULL:
				every rule is run, and nothing is kept */
	const char *program; /* for sandbox_run() */
	/* out */
	struct judge_rule *list; /* in order of id */
	size_t rule_count;
};

/* The rule of an id, or NULL. */
const struct judge_rule *judge_find(const struct judge *, const char *id);

/* Does it do this: "hide", "feature", "full"?  Does it make an answer for
 * visitors?  False for a rule that is absent. */
bool judge_has_effect(const struct judge_rule *, const char *effect);
bool judge_is_choice(const struct judge_rule *);

/* A hash of the event as rules see it. */
uint64_t judge_hash(const struct json *data);

/* How a rule did, as JSON for `check`, status and the workspace: {rule,
 * outcome, line, event, message, matched, of, milliseconds, standing}. */
struct json *
judge_state(struct arena *, const struct judge_rule *, size_t count);

/* The same as one line for people. */
const char *judge_line(struct arena *, const struct judge_rule *, size_t count);

#endif
