/* remark.c -- what is accepted and doubtful all the same. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "json.h"
#include "judge.h"
#include "programme.h"
#include "remark.h"
#include "ruleset.h"
#include "when.h"

/* ---- rules ------------------------------------------------------------- */

static bool
same_group(const struct judge_rule *a, const struct judge_rule *b)
{
	const char *x = json_get_str(a->about, "group"),
		   *y = json_get_str(b->about, "group");

	return strcmp(x != NULL ? x : PROGRAMME_MORE,
		   y != NULL ? y : PROGRAMME_MORE) == 0;
}

/* What both are called in some language, or NULL. */
static const char *
same_label(const struct programme *p, const struct judge_rule *a,
    const struct judge_rule *b)
{
	for (const char *const *l = p->languages; *l != NULL; l++) {
		const char *x = programme_say(
			       p, json_get(a->about, "label"), *l),
			   *y = programme_say(
			       p, json_get(b->about, "label"), *l);

		if (x != NULL && y != NULL && strcmp(x, y) == 0)
			return x;
	}
	return NULL;
}

struct json *
remark_rule(const struct judge *j, const struct judge_rule *r)
{
	struct json *list = json_array(j->arena);
	const char *label;

	if (strcmp(r->outcome, "ok") != 0)
		return list;
	if (r->matched == 0 && j->count > 0)
		json_put_str(j->arena, list, NULL, "it matches no event");
	/* Each pair once. */
	for (const struct judge_rule *other = j->list;
	     judge_is_choice(r) && other < r; other++)
		if (judge_is_choice(other) && same_group(other, r) &&
		    (label = same_label(j->programme, other, r)) != NULL)
			json_put_str(j->arena, list, NULL,
			    arena_printf(j->arena,
				"visitors read \"%s\" twice in one group: the "
				"rule %s is called so too",
				label, other->id));
	return list;
}

/* ---- programme.lua ----------------------------------------------------- */

static bool
has_festival_day(const struct judge *j)
{
	for (size_t i = 0; i < j->programme->day_count; i++) {
		struct buf day = buf_new(j->arena, 16);

		when_put_day(&day, j->programme->days[i]);
		for (size_t k = 0; k < j->count; k++)
			JSON_EACH(d, json_get(j->events[k].data, "days"))
		if (json_str(d) != NULL && strcmp(json_str(d), day.data) == 0)
			return true;
	}
	return false;
}

struct json *
remark_programme(const struct judge *j, const struct ruleset *set)
{
	const struct programme *p = j->programme;
	struct json *list = json_array(j->arena);

	for (size_t i = 0; i < p->group_count; i++)
		for (const char *const *also = p->groups[i].also;
		     also != NULL && *also != NULL; also++)
			if (ruleset_find(set,
				arena_printf(j->arena, RULESET_RULES "/%s.lua",
				    *also)) == NULL)
				json_put_str(j->arena, list, NULL,
				    arena_printf(j->arena,
					"the group %s has also = \"%s\", and "
					"there is no such rule",
					p->groups[i].id, *also));
	if (j->count > 0 && !has_festival_day(j))
		json_put_str(j->arena, list, NULL,
		    "no event is on any of the festival's days");
	return list;
}
