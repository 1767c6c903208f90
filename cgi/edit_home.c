/* edit_home.c -- what there is, what is wrong first. */
#include <string.h>

#include "answer.h"
#include "arena.h"
#include "db.h"
#include "edit.h"
#include "history.h"
#include "inforce.h"
#include "json.h"
#include "judge_memory.h"
#include "programme.h"
#include "settings.h"

struct home {
	struct edit *e;
	struct inforce inforce;
	struct manuscripts all; /* everybody's drafts */
	struct ruleset live;
	struct history_entry now;
	struct json *wrong; /* of the page */
};

/* ---- what is wrong ----------------------------------------------------- */

static void
put_wrong(struct home *h, const char *what, const char *href, const char *text)
{
	struct json *one = json_put_object(h->e->arena, h->wrong, NULL);

	json_put_str(h->e->arena, one, "what", what);
	json_put_str_or_null(h->e->arena, one, "href", href);
	json_put_str(h->e->arena, one, "text", text);
}

/* How a rule did in the live publication. */
static const struct json *
state_of(const struct home *h, const char *id)
{
	JSON_EACH(state, h->now.states)
	if (strcmp(json_get_str(state, "rule"), id) == 0)
		return state;
	return NULL;
}

static void
put_wrongs(struct home *h)
{
	struct edit *e = h->e;

	JSON_EACH(state, h->now.states)
	{
		const char *id = json_get_str(state, "rule");
		bool whole = strcmp(id, "programme") == 0;

		if (strcmp(json_get_str(state, "outcome"), "ok") == 0)
			continue;
		put_wrong(h, whole ? edit_text(e, "programme", NULL) : id,
		    edit_href(e, whole
				     ? "files/" RULESET_PROGRAMME
				     : arena_printf(e->arena, "rules/%s", id)),
		    json_get_str(state, "message"));
	}
	for (size_t i = 0; i < e->rules.count; i++)
		if (e->rules.files[i].problem != NULL)
			put_wrong(h, e->rules.files[i].path, NULL,
			    e->rules.files[i].problem);
	if (strcmp(h->live.hash, e->rules.hash) != 0)
		put_wrong(h, edit_text(e, "folder", NULL),
		    edit_href(e, "review?folder=1"),
		    edit_text(e, "folder-waits", NULL));
}

/* ---- rules ------------------------------------------------------------- */

static const char *
group_label(const struct home *h, const struct json *about)
{
	const struct programme *p = &h->inforce.programme;
	const char *group = json_get_str(about, "group"),
		   *effect = json_get_str(about, "effect");

	if (group == NULL && effect != NULL)
		return edit_text(
		    h->e, arena_printf(h->e->arena, "effect-%s", effect), NULL);
	for (size_t i = 0; group != NULL && i < p->group_count; i++)
		if (strcmp(p->groups[i].id, group) == 0)
			return programme_say(
			    p, p->groups[i].label, h->e->language);
	return edit_text(h->e, "more", NULL);
}

/* In one word: its draft counts most for whoever wrote it, then failure. */
static const char *
standing_of(const struct home *h, const char *path, const struct json *state)
{
	if (manuscript_of(&h->e->drafts, path) != NULL)
		return "draft";
	if (state == NULL)
		return "new";
	return strcmp(json_get_str(state, "outcome"), "ok") == 0 ? "live"
								 : "stale";
}

static void
put_rule(struct home *h, struct json *list, const char *id, const char *path)
{
	struct edit *e = h->e;
	const struct json *state = state_of(h, id), *about = NULL;
	struct json *one = json_put_object(e->arena, list, NULL);
	const char *standing = standing_of(h, path, state), *author;
	struct judge_memory m;
	int32_t made = 0;

	if (judge_recall(e->arena, e->db, id, &m))
		about = m.about;
	author = history_author(e->arena, e->db, path, &made);
	json_put_str(e->arena, one, "id", id);
	json_put_str(e->arena, one, "href",
	    edit_href(e, arena_printf(e->arena, "rules/%s", id)));
	json_put_str_or_null(e->arena, one, "label",
	    programme_say(
		&h->inforce.programme, json_get(about, "label"), e->language));
	json_put_str(e->arena, one, "group", group_label(h, about));
	json_put_int(
	    e->arena, one, "matched", json_get_int(state, "matched", 0));
	json_put_str(e->arena, one, "standing",
	    edit_text(e, arena_printf(e->arena, "state-%s", standing), NULL));
	json_put_str(e->arena, one, "class",
	    arena_printf(e->arena, "state-%s", standing));
	json_put_str_or_null(e->arena, one, "author", author);
	if (author != NULL)
		json_put_str(e->arena, one, "when", edit_when(e, made));
}

static void
put_rules(struct home *h)
{
	struct edit *e = h->e;
	struct json *list = json_put_array(e->arena, e->view, "rules");
	const char *id;

	for (size_t i = 0; i < e->rules.count; i++)
		if (ruleset_is_rule(e->arena, &e->rules.files[i], &id))
			put_rule(h, list, id, e->rules.files[i].path);
	for (size_t i = 0; i < e->drafts.count; i++) {
		struct ruleset_file f = { .path = e->drafts.list[i].path };

		if (ruleset_find(&e->rules, f.path) == NULL &&
		    ruleset_is_rule(e->arena, &f, &id))
			put_rule(h, list, id, f.path);
	}
}

/* ---- drafts and other files -------------------------------------------- */

static void
put_drafts(struct home *h)
{
	struct edit *e = h->e;
	struct json *own = json_put_array(e->arena, e->view, "drafts"),
		    *others = json_put_array(e->arena, e->view, "others"), *one;

	for (size_t i = 0; i < h->all.count; i++) {
		const struct manuscript *d = &h->all.list[i];
		bool mine = strcmp(d->author, e->user) == 0;

		one = json_put_object(e->arena, mine ? own : others, NULL);
		json_put_str(e->arena, one, "path", d->path);
		json_put_str(e->arena, one, "author", d->author);
		json_put_str(e->arena, one, "href", edit_page(e, d->path));
		json_put_str(e->arena, one, "when", edit_when(e, d->changed));
		json_put_bool(e->arena, one, "goes", d->text == NULL);
		json_put_bool(e->arena, one, "overtaken",
		    manuscript_is_overtaken(d, &e->rules));
	}
}

static void
put_files(struct home *h)
{
	struct edit *e = h->e;
	struct json *list = json_put_array(e->arena, e->view, "files"), *one;
	const char *id;

	for (size_t i = 0; i < e->rules.count; i++) {
		if (ruleset_is_rule(e->arena, &e->rules.files[i], &id) ||
		    e->rules.files[i].problem != NULL)
			continue;
		one = json_put_object(e->arena, list, NULL);
		json_put_str(e->arena, one, "path", e->rules.files[i].path);
		json_put_str(e->arena, one, "href",
		    edit_page(e, e->rules.files[i].path));
	}
}

/* ---- the page ---------------------------------------------------------- */

static bool
load(struct home *h)
{
	struct edit *e = h->e;
	bool found;

	found = inforce_read(e->arena, e->db, &e->rules, NULL,
	    e->j->app->settings->www, &h->inforce, &e->err);
	manuscript_load(e->arena, e->db, NULL, &h->all);
	if (history_list(e->arena, e->db, 0, &h->now, 1) == 1)
		ruleset_load(e->arena, e->db, h->now.rule_set, &h->live);
	return found && h->live.hash != NULL;
}

static void
put_publication(struct home *h)
{
	struct edit *e = h->e;
	const struct json *source = json_get(e->j->view.site, "source");

	json_put_int(e->arena, e->view, "publication", h->now.publication);
	json_put_str(e->arena, e->view, "made", edit_when(e, h->now.made));
	json_put_str_or_null(e->arena, e->view, "by", h->now.author);
	json_put_str(e->arena, e->view, "events",
	    edit_count(e, "events", (int64_t)h->now.events));
	json_put_str_or_null(
	    e->arena, e->view, "source", json_get_str(source, "changed"));
	json_put_str(e->arena, e->view, "checked",
	    edit_when(e, e->j->app->s.head->checked));
}

void
edit_home(struct edit *e)
{
	struct home *h = ARENA_NEW(e->arena, struct home);

	if (!edit_read(e))
		return;
	h->e = e;
	edit_begin(e, "place-home", edit_text(e, "place-home", NULL));
	db_begin(e->db);
	if (load(h)) {
		put_publication(h);
		h->wrong = json_put_array(e->arena, e->view, "wrong");
		put_wrongs(h);
		put_drafts(h);
		put_rules(h);
		put_files(h);
	}
	if (db_end(e->db, &e->err) && e->err.kind == ERR_NONE)
		edit_show(e, 200, "home");
	else
		edit_refuse(e, 500, e->err.text);
}

/* Forget a draft of one's own, or all. */
void
edit_home_post(struct edit *e)
{
	const char *path = form_get(&e->form, "path");

	db_begin(e->db);
	manuscript_forget(e->db, e->user, path);
	edit_end(e, "", "forgotten");
}
