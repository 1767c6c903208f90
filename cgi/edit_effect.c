/* edit_effect.c -- what a change of the rules does, event by event. */
#include <string.h>

#include "arena.h"
#include "edit.h"
#include "effect.h"
#include "json.h"
#include "judge_case.h"
#include "publish.h"
#include "words.h"

#define FEW 5 /* events of which any share is few */

void
edit_put_event(struct edit *e, struct json *list, const struct judge_event *ev,
    const struct json *reason)
{
	struct json *one = json_put_object(e->arena, list, NULL);
	const char *why = json_str(reason);

	if (why == NULL)
		why = json_get_str(reason, e->language);
	if (why == NULL && json_is_parent(reason))
		why = json_str(reason->first);
	json_put_str(e->arena, one, "name", ev->name);
	json_put_str_or_null(
	    e->arena, one, "title", json_get_str(ev->data, "title"));
	json_put_str(e->arena, one, "town",
	    json_get_str(json_get(ev->data, "place"), "town") != NULL
		? json_get_str(json_get(ev->data, "place"), "town")
		: "");
	json_put_str(e->arena, one, "href",
	    edit_site(e, arena_printf(e->arena, "event/%s", ev->name)));
	if (why != NULL)
		json_put_str(e->arena, one, "why", why);
}

static void
put_side(struct edit *e, struct json *into, const char *key,
    const struct judge *j, const struct judge_rule *r, const uint32_t *events,
    size_t count)
{
	struct json *list = json_put_array(e->arena, into, key);

	for (size_t i = 0; i < count && i < EDIT_EVENTS; i++)
		edit_put_event(e, list, &j->events[events[i]],
		    r != NULL && r->reasons != NULL ? r->reasons[events[i]]
						    : NULL);
	json_put_int(e->arena, into, arena_printf(e->arena, "%s_count", key),
	    (int64_t)count);
	if (count > EDIT_EVENTS)
		json_put_str(e->arena, into,
		    arena_printf(e->arena, "%s_more", key),
		    edit_count(e, "and-more", (int64_t)(count - EDIT_EVENTS)));
}

void
edit_put_effect(struct edit *e, struct json *into, const struct judge *j,
    const struct effect_rule *x)
{
	const struct judge_rule *r = judge_find(j, x->id);

	json_put_str(e->arena, into, "rule", x->id);
	json_put_str(e->arena, into, "href",
	    edit_href(e, arena_printf(e->arena, "rules/%s", x->id)));
	json_put_int(e->arena, into, "matched", (int64_t)x->matched);
	json_put_int(e->arena, into, "before", (int64_t)x->matched_before);
	json_put_bool(e->arena, into, "fresh", !x->was && x->is);
	json_put_bool(e->arena, into, "gone", x->was && !x->is);
	put_side(e, into, "gained", j, r, x->gained, x->gained_count);
	put_side(e, into, "lost", j, r, x->lost, x->lost_count);
	json_put_bool(
	    e->arena, into, "same", x->gained_count + x->lost_count == 0);
}

/* ---- what a set would do ----------------------------------------------- */

bool
edit_review_set(struct edit *e, const struct ruleset *set, struct publish *p)
{
	*p = (struct publish){ .purpose = PUBLISH_REVIEW,
		.cause = "review",
		.rules = set,
		.was = &e->rules,
		.may_fail = true };
	return edit_publish(e, p);
}

static void
put_doubt(struct edit *e, struct json *doubts, const char *text)
{
	json_put_str(e->arena, doubts, NULL, text);
}

static struct json *
doubts_of(struct edit *e, const struct judge *j, const struct effect *x)
{
	struct json *doubts = json_array(e->arena);

	for (size_t i = 0; i < x->count; i++) {
		const struct effect_rule *r = &x->rules[i];

		if (!effect_changes(r))
			continue;
		if (r->is && r->matched == 0)
			put_doubt(e, doubts,
			    edit_text(e, "doubt-none", "rule", r->id, NULL));
		if (r->is && r->matched == j->count && j->count > 0)
			put_doubt(e, doubts,
			    edit_text(e, "doubt-all", "rule", r->id, NULL));
		if (r->was && !r->is)
			put_doubt(e, doubts,
			    edit_text(e, "doubt-gone", "rule", r->id, NULL));
	}
	if (x->touched > FEW && x->touched > j->count / 5)
		put_doubt(e, doubts,
		    edit_text(e, "doubt-many", "n",
			words_int(e->arena, (int64_t)x->touched), "of",
			words_int(e->arena, (int64_t)j->count), NULL));
	return doubts;
}

bool
edit_put_effects(struct edit *e, const struct publish *p)
{
	struct json *list = json_put_array(e->arena, e->view, "effects"),
		    *doubts = doubts_of(e, p->judge, &p->effect);

	for (size_t i = 0; i < p->effect.count; i++)
		if (effect_changes(&p->effect.rules[i]))
			edit_put_effect(e,
			    json_put_object(e->arena, list, NULL), p->judge,
			    &p->effect.rules[i]);
	json_put(e->arena, e->view, "doubts", doubts);
	return doubts->len > 0;
}
