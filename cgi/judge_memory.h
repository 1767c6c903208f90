/*
 * judge_memory.h -- what rules answered before.  The owner of the tables
 * verdict, failure and rule_good.
 */
#ifndef JUDGE_MEMORY_H
#define JUDGE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;
struct json;
struct judge_event;
struct judge_rule;

struct judge_memory {
	const char *key; /* hash of all the answers depend on, but the events */
	size_t count;    /* of events */
	const unsigned char *slots, *hashes; /* 4 and 8 bytes each */
	const char *answers;
	const struct json **reasons; /* one an event, NULL where none */
	const struct json *about;
};

/* The last good answers of a rule.  False where there are none. */
bool judge_recall(
    struct arena *, struct db *, const char *rule, struct judge_memory *);

/* The rules that there are answers of, in order; ended by NULL. */
const char **judge_remembered(struct arena *, struct db *);

/* Where an event stands in the memory, or -1.  *from begins at 0 and moves up:
 * events are asked for in order of slot. */
int64_t
judge_recall_event(const struct judge_memory *, int64_t slot, size_t *from);
uint64_t judge_recall_hash(const struct judge_memory *, int64_t position);

/* Keep the answers of a rule in place of those before. */
void judge_remember(struct arena *, struct db *, const struct judge_rule *,
    const char *key, const struct judge_event *, size_t count);

/* Forget rules that are not in a list. */
void judge_forget(
    struct arena *, struct db *, const struct judge_rule *list, size_t count);

/* How a rule failed by that key on those events, put into its outcome, line,
 * event and message.  False where it did not. */
bool judge_recall_failure(struct arena *, struct db *, struct judge_rule *,
    const char *key, const char *asked);
void judge_remember_failure(
    struct db *, const struct judge_rule *, const char *key, const char *asked);
void judge_forget_failures(struct db *);

/* The set in which a file was last good; 0 where it never was. */
int64_t judge_good_set(struct db *, const char *path);
void judge_set_good(struct db *, const char *path, int64_t rule_set);

#endif
