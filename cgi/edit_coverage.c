/* edit_coverage.c -- what the rules leave open, and what nobody found. */
#include <string.h>

#include "answer.h"
#include "arena.h"
#include "coverage.h"
#include "db.h"
#include "edit.h"
#include "json.h"
#include "missed.h"
#include "settings.h"
#include "words.h"

static void
put_group(struct edit *e, struct json *list, const struct json *group)
{
	struct json *one = json_put_object(e->arena, list, NULL), *events, *ev;
	const struct json *unmatched = json_get(group, "unmatched");
	int64_t total = json_get_int(group, "total", 0);

	json_put_str(e->arena, one, "label", json_get_str(group, "label"));
	json_put_str(e->arena, one, "count", edit_count(e, "events", total));
	events = json_put_array(e->arena, one, "events");
	JSON_EACH(event, unmatched)
	{
		ev = json_put_object(e->arena, events, NULL);
		json_put_str(
		    e->arena, ev, "title", json_get_str(event, "title"));
		json_put_str(e->arena, ev, "href",
		    edit_site(e, arena_printf(e->arena, "event/%s",
				     json_get_str(event, "name"))));
	}
	if (total > unmatched->len)
		json_put_str(e->arena, one, "more",
		    edit_count(e, "and-more", total - unmatched->len));
}

static void
put_rule(struct edit *e, struct json *list, const char *id)
{
	struct json *one = json_put_object(e->arena, list, NULL);

	json_put_str(e->arena, one, "rule", id);
	json_put_str(e->arena, one, "href",
	    edit_href(e, arena_printf(e->arena, "rules/%s", id)));
}

static void
put_rules(struct edit *e, const char *key, const struct json *ids)
{
	struct json *list = json_put_array(e->arena, e->view, key);

	JSON_EACH(id, ids)
	put_rule(e, list, json_str(id));
}

static void
put_pairs(struct edit *e, const struct json *pairs)
{
	struct json *list = json_put_array(e->arena, e->view, "same"), *rules;

	JSON_EACH(pair, pairs)
	{
		rules = json_put_array(
		    e->arena, json_put_object(e->arena, list, NULL), "rules");
		JSON_EACH(id, pair)
		put_rule(e, rules, json_str(id));
	}
}

/* Each leads to a new rule that has these words. */
static void
put_searches(struct edit *e, const struct json *searches)
{
	struct json *list = json_put_array(e->arena, e->view, "searches"), *one;

	JSON_EACH(search, searches)
	{
		const char *q = json_get_str(search, "q");

		one = json_put_object(e->arena, list, NULL);
		json_put_str(e->arena, one, "q", q);
		json_put_str(e->arena, one, "count",
		    words_int(e->arena, json_get_int(search, "count", 0)));
		json_put_str(
		    e->arena, one, "last", json_get_str(search, "last"));
	}
	json_put_bool(
	    e->arena, e->view, "counted", e->j->app->settings->searches);
}

void
edit_coverage(struct edit *e)
{
	const struct json *found = coverage_read(
	    e->arena, e->j->app->settings->db, e->language, &e->err);
	struct json *groups;

	if (found == NULL) {
		edit_refuse(e, 500, e->err.text);
		return;
	}
	edit_begin(e, "place-coverage", edit_text(e, "place-coverage", NULL));
	groups = json_put_array(e->arena, e->view, "groups");
	JSON_EACH(group, json_get(found, "groups"))
	put_group(e, groups, group);
	put_rules(e, "never", json_get(found, "never"));
	put_rules(e, "always", json_get(found, "always"));
	put_pairs(e, json_get(found, "same"));
	put_searches(e, json_get(found, "searches"));
	edit_show(e, 200, "coverage");
}

/* Begin counting anew. */
void
edit_coverage_post(struct edit *e)
{
	if (!missed_clear(e->arena, e->j->app->settings->db, &e->err)) {
		edit_refuse(e, 500, e->err.text);
		return;
	}
	db_begin(e->db);
	edit_end(e, "coverage", "cleared");
}
