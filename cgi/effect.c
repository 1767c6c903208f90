/* effect.c -- what a run of the rules changes. */
#include <string.h>

#include "arena.h"
#include "effect.h"
#include "json.h"
#include "judge_case.h"
#include "judge_memory.h"

struct effect_before {
	const char **ids;
	struct judge_memory *memories;
	size_t count;
};

struct effect_before *
effect_begin(struct arena *a, struct db *db)
{
	struct effect_before *b = ARENA_NEW(a, struct effect_before);
	size_t count = 0;

	b->ids = judge_remembered(a, db);
	while (b->ids[count] != NULL)
		count++;
	b->memories = ARENA_ARRAY(a, struct judge_memory, count);
	while (b->count < count &&
	       judge_recall(a, db, b->ids[b->count], &b->memories[b->count]))
		b->count++;
	return b;
}

/* ---- one rule ---------------------------------------------------------- */

static void
compare(struct arena *a, const struct judge *j, const struct judge_memory *m,
    const struct judge_rule *now, struct effect_rule *e, bool *touched)
{
	size_t from = 0;

	e->gained = ARENA_ARRAY(a, uint32_t, j->count);
	e->lost = ARENA_ARRAY(a, uint32_t, j->count);
	for (size_t i = 0; i < j->count; i++) {
		int64_t at =
		    m != NULL ? judge_recall_event(m, j->events[i].slot, &from)
			      : -1;
		bool was = at >= 0 && m->answers[at] == '1';
		bool is = now != NULL && now->answers != NULL &&
			  now->answers[i] == '1';

		e->matched_before += was;
		e->matched += is;
		if (was == is)
			continue;
		touched[i] = true;
		if (is)
			e->gained[e->gained_count++] = (uint32_t)i;
		else
			e->lost[e->lost_count++] = (uint32_t)i;
	}
}

/* ---- all of them ------------------------------------------------------- */

void
effect_end(struct arena *a, const struct effect_before *before,
    const struct judge *j, struct effect *out)
{
	bool *touched = ARENA_ARRAY(a, bool, j->count);
	size_t old = 0, new = 0;

	*out = (struct effect){ .rules = ARENA_ARRAY(a, struct effect_rule,
				    before->count + j->rule_count) };
	while (old < before->count || new < j->rule_count) {
		struct effect_rule *e = &out->rules[out->count++];
		int order = old == before->count ? 1
			    : new == j->rule_count
				? -1
				: strcmp(before->ids[old], j->list[new].id);

		e->was = order <= 0;
		e->id = e->was ? before->ids[old] : j->list[new].id;
		compare(a, j, e->was ? &before->memories[old] : NULL,
		    judge_find(j, e->id), e, touched);
		e->is = order >= 0 && j->list[new].answers != NULL;
		old += order <= 0;
		new += order >= 0;
	}
	for (size_t i = 0; i < j->count; i++)
		out->touched += touched[i];
}

void
effect_one(struct arena *a, struct db *db, const struct judge *j,
    struct effect_rule *out)
{
	bool *touched = ARENA_ARRAY(a, bool, j->count);
	struct judge_memory m;

	*out = (struct effect_rule){ .id = j->list[0].id,
		.was = judge_recall(a, db, j->list[0].id, &m),
		.is = j->list[0].answers != NULL };
	compare(a, j, out->was ? &m : NULL, &j->list[0], out, touched);
}

bool
effect_changes(const struct effect_rule *r)
{
	return r->gained_count + r->lost_count > 0 || r->was != r->is;
}

const struct effect_rule *
effect_of(const struct effect *e, const char *id)
{
	for (size_t i = 0; i < e->count; i++)
		if (strcmp(e->rules[i].id, id) == 0)
			return &e->rules[i];
	return NULL;
}

struct json *
effect_counts(struct arena *a, const struct effect *e)
{
	struct json *list = json_array(a), *one;

	for (size_t i = 0; i < e->count; i++) {
		const struct effect_rule *r = &e->rules[i];

		if (!effect_changes(r))
			continue;
		one = json_put_object(a, list, NULL);
		json_put_str(a, one, "rule", r->id);
		json_put_int(a, one, "gained", (int64_t)r->gained_count);
		json_put_int(a, one, "lost", (int64_t)r->lost_count);
	}
	return list;
}
