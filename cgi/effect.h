/*
 * effect.h -- what a run of the rules changes: the events that each rule
 * gains and loses, against the answers that were in force before.
 */
#ifndef EFFECT_H
#define EFFECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;
struct judge;
struct json;

struct effect_rule {
	const char *id;
	bool was, is; /* had it answers before, has it some now? */
	/* Indexes of judge's events. */
	uint32_t *gained, *lost;
	size_t gained_count, lost_count;
	size_t matched_before, matched; /* of the events there are now */
};

struct effect {
	struct effect_rule *rules; /* in order of id; all there were and are */
	size_t count;
	size_t touched; /* events that a rule gains or loses */
};

struct effect_before;

/* Remember the answers in force, inside the caller's transaction, before the
 * judge runs. */
struct effect_before *effect_begin(struct arena *, struct db *);

/* Compare, once it has run. */
void effect_end(struct arena *, const struct effect_before *,
    const struct judge *, struct effect *);

/* Does it gain or lose an event, come or go? */
bool effect_changes(const struct effect_rule *);

/* The effect on a rule; NULL where there is none of that id. */
const struct effect_rule *effect_of(const struct effect *, const char *id);

/* The same for one rule alone, the judge's first, in the caller's transaction.
 */
void effect_one(
    struct arena *, struct db *, const struct judge *, struct effect_rule *);

/* For history: [{"rule", "gained", "lost"}] of rules that change. */
struct json *effect_counts(struct arena *, const struct effect *);

#endif
