/* edit_history.c -- what was published, and going back to it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "arena.h"
#include "db.h"
#include "edit.h"
#include "effect.h"
#include "hash.h"
#include "history.h"
#include "json.h"
#include "publish.h"
#include "settings.h"
#include "snapshot.h"

#define SHOWN 40 /* publications of a page */

static void
put_effect(struct edit *e, struct json *into, const struct json *effect)
{
	struct json *list = json_put_array(e->arena, into, "effect"), *one;

	JSON_EACH(rule, effect)
	{
		one = json_put_object(e->arena, list, NULL);
		json_put_str(e->arena, one, "rule", json_get_str(rule, "rule"));
		json_put_int(
		    e->arena, one, "gained", json_get_int(rule, "gained", 0));
		json_put_int(
		    e->arena, one, "lost", json_get_int(rule, "lost", 0));
	}
}

static void
put_entry(struct edit *e, struct json *one, const struct history_entry *h)
{
	json_put_int(e->arena, one, "publication", h->publication);
	json_put_str(e->arena, one, "href",
	    edit_href(
		e, arena_printf(e->arena, "history/%" PRId64, h->publication)));
	json_put_str(e->arena, one, "when", edit_when(e, h->made));
	json_put_str(e->arena, one, "cause",
	    edit_text(e, arena_printf(e->arena, "cause-%s", h->cause), NULL));
	json_put_str_or_null(e->arena, one, "author", h->author);
	json_put_str_or_null(e->arena, one, "message", h->message);
	json_put_str(e->arena, one, "events",
	    edit_count(e, "events", (int64_t)h->events));
	json_put_bool(e->arena, one, "live", h->is_live);
	json_put_bool(e->arena, one, "rules", h->before != h->rule_set);
	put_effect(e, one, h->effect);
}

void
edit_history(struct edit *e)
{
	struct history_entry list[SHOWN];
	long long before = strtoll(edit_field(e, "before"), NULL, 10);
	struct json *entries;
	size_t count;

	edit_begin(e, "place-history", edit_text(e, "place-history", NULL));
	entries = json_put_array(e->arena, e->view, "entries");
	db_begin(e->db);
	count = history_list(e->arena, e->db, before, list, SHOWN);
	if (!db_end(e->db, &e->err)) {
		edit_refuse(e, 500, e->err.text);
		return;
	}
	for (size_t i = 0; i < count; i++)
		put_entry(
		    e, json_put_object(e->arena, entries, NULL), &list[i]);
	if (count == SHOWN)
		json_put_str(e->arena, e->view, "older",
		    edit_href(
			e, arena_printf(e->arena, "history?before=%" PRId64,
			       list[count - 1].publication)));
	edit_show(e, 200, "history");
}

/* ---- one publication --------------------------------------------------- */

struct differences {
	struct edit *e;
	struct json *list;
};

static void
put_difference(
    void *with, const struct ruleset_file *was, const struct ruleset_file *is)
{
	const struct differences *d = with;
	struct arena *a = d->e->arena;
	struct json *one = json_put_object(a, d->list, NULL);

	json_put_str(a, one, "path", was != NULL ? was->path : is->path);
	json_put_bool(a, one, "comes", was == NULL);
	json_put_bool(a, one, "goes", is == NULL);
	json_put(a, one, "lines",
	    edit_lines(d->e, was != NULL ? was->text : "",
		was != NULL ? was->len : 0, is != NULL ? is->text : "",
		is != NULL ? is->len : 0));
}

struct json *
edit_files(struct edit *e, const struct ruleset *was, const struct ruleset *is)
{
	struct differences d = { e, json_array(e->arena) };

	ruleset_compare(was, is, put_difference, &d);
	return d.list;
}

/* The publication that the address names, its rules, and those before it.
 * False once it is answered. */
static bool
load(struct edit *e, struct history_entry *h, struct ruleset *set,
    struct ruleset *before)
{
	char *end;
	long long id = strtoll(e->rest, &end, 10);
	bool found;

	*before = *set = (struct ruleset){ 0 };
	db_begin(e->db);
	found = *end == '\0' && history_get(e->arena, e->db, id, h) &&
		ruleset_load(e->arena, e->db, h->rule_set, set);
	if (found && h->before != 0)
		ruleset_load(e->arena, e->db, h->before, before);
	if (!db_end(e->db, &e->err))
		edit_refuse(e, 500, e->err.text);
	else if (!found)
		edit_refuse(e, 404, edit_text(e, "no-publication", NULL));
	else
		return true;
	return false;
}

/* What of the folder and the publication going back was decided on. */
static const char *
seen(struct edit *e)
{
	return hash_texts(e->arena, e->rules.hash, e->j->app->s.head->content,
	    (const char *)NULL);
}

/* What going back would do: files, events, doubts.  Nothing is run where the
 * rules are those of now. */
static bool
put_back(struct edit *e, const struct ruleset *set)
{
	const struct json *files = edit_files(e, &e->rules, set);
	struct publish p;

	json_put(e->arena, e->view, "back", files);
	json_put_bool(e->arena, e->view, "same", files->len == 0);
	if (files->len == 0)
		return true;
	if (!edit_review_set(e, set, &p))
		return false;
	edit_put_effects(e, &p);
	return true;
}

static void
show_version(struct edit *e, int status, const char *wrong)
{
	struct history_entry h;
	struct ruleset set, before;
	const char *number;

	if (!load(e, &h, &set, &before) || !edit_read(e))
		return;
	number = arena_printf(e->arena, "%" PRId64, h.publication);
	edit_begin(e, "place-history",
	    edit_text(e, "publication-title", "n", number, NULL));
	if (wrong != NULL)
		edit_say(e, "error", wrong);
	json_put_str(e->arena, e->view, "seen", seen(e));
	put_entry(e, e->view, &h);
	json_put(e->arena, e->view, "files", edit_files(e, &before, &set));
	if (!put_back(e, &set))
		edit_refuse(e, 500, e->err.text);
	else
		edit_show(e, status, "version");
}

void
edit_version(struct edit *e)
{
	show_version(e, 200, NULL);
}

static bool
keep_done(struct db *db, void *with, struct err *err)
{
	struct edit *e = with;

	(void)db;
	(void)err;
	edit_keep(e, edit_address(e, "history", "back"));
	return true;
}

/* Going back: old rules, today's events, a new publication. */
void
edit_version_post(struct edit *e)
{
	struct history_entry h;
	struct ruleset set, before;
	struct publish p = { .cause = "restore",
		.rules = &set,
		.was = &e->rules,
		.may_fail = true,
		.also = keep_done,
		.with = e };

	if (!load(e, &h, &set, &before) || !edit_read(e))
		return;
	if (strcmp(edit_field(e, "seen"), seen(e)) != 0) {
		show_version(e, 409, edit_text(e, "seen-other", NULL));
		return;
	}
	p.message = edit_text(e, "back-message", "n",
	    arena_printf(e->arena, "%" PRId64, h.publication), NULL);
	if (edit_publish(e, &p))
		edit_lead(e, "history", "back");
	else
		show_version(e, p.moved ? 409 : 500,
		    arena_strdup(e->arena, e->err.text));
}
