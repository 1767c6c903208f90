/* edit_review.c -- what drafts would change, and publishing them. */
#include <string.h>

#include "answer.h"
#include "arena.h"
#include "db.h"
#include "edit.h"
#include "effect.h"
#include "hash.h"
#include "http.h"
#include "json.h"
#include "judge_case.h"
#include "publish.h"
#include "settings.h"

#define MESSAGE_MAX 300 /* bytes */

struct review {
	struct edit *e;
	const char *path; /* of the one draft, or NULL: all of them */
	bool folder;      /* no draft: what is in the folder as it is */
	struct ruleset set;
	struct publish p;
	bool fails; /* a file that changes does not do what it should */
};

static bool
begin(struct review *r, struct edit *e)
{
	*r = (struct review){ .e = e,
		.path = form_get(&e->form, "path"),
		.folder = *edit_field(e, "folder") != '\0' };
	if (!edit_read(e))
		return false;
	if (r->folder)
		r->set = e->rules;
	else if (!manuscript_apply(e->arena, &e->rules, &e->drafts, r->path,
		     &r->set, &e->err)) {
		edit_refuse(e, 422, e->err.text);
		return false;
	}
	return true;
}

/* What a review is of, and whether it asked for a second look: whoever
 * publishes has seen that. */
static const char *
seen(const struct review *r, bool doubtful)
{
	const struct edit *e = r->e;

	return hash_texts(e->arena, e->rules.hash, r->set.hash,
	    e->j->app->s.head->content, doubtful ? "doubtful" : "",
	    (const char *)NULL);
}

/* ---- what would be ----------------------------------------------------- */

static void
put_failure(
    struct review *r, const char *what, const char *path, const char *sentence)
{
	struct edit *e = r->e;
	struct json *list = (struct json *)json_get(e->view, "failures"),
		    *one = json_put_object(e->arena, list, NULL);

	r->fails = true;
	json_put_str(e->arena, one, "rule", what);
	json_put_str(e->arena, one, "href", edit_page(e, path));
	json_put_str(e->arena, one, "text", sentence);
}

/* What the drafts break; of the folder, whatever fails in it. */
static void
put_failures(struct review *r)
{
	const struct publish *p = &r->p;

	json_put_array(r->e->arena, r->e->view, "failures");
	for (size_t i = 0; i < p->judge->rule_count; i++) {
		const struct judge_rule *rule = &p->judge->list[i];

		if (r->folder ? strcmp(rule->outcome, "ok") != 0
			      : p->breaks.rules[i])
			put_failure(r, rule->id,
			    arena_printf(
				r->e->arena, RULESET_RULES "/%s.lua", rule->id),
			    rule->message);
	}
	if (r->folder ? p->failure != NULL : p->breaks.programme)
		put_failure(
		    r, RULESET_PROGRAMME, RULESET_PROGRAMME, p->failure);
}

/* The next draft of those reviewed that another's save has overtaken; NULL.
 * Such are settled on their own pages. */
static const struct manuscript *
next_overtaken(const struct review *r, size_t *from)
{
	const struct manuscripts *drafts = &r->e->drafts;

	while (!r->folder && *from < drafts->count) {
		const struct manuscript *d = &drafts->list[(*from)++];

		if ((r->path == NULL || strcmp(d->path, r->path) == 0) &&
		    manuscript_is_overtaken(d, &r->e->rules))
			return d;
	}
	return NULL;
}

static bool
put_overtaken(struct review *r)
{
	struct edit *e = r->e;
	struct json *list = json_put_array(e->arena, e->view, "overtaken"),
		    *one;
	const struct manuscript *d;
	size_t from = 0;

	while ((d = next_overtaken(r, &from)) != NULL) {
		one = json_put_object(e->arena, list, NULL);
		json_put_str(e->arena, one, "path", d->path);
		json_put_str(e->arena, one, "href", edit_page(e, d->path));
	}
	return list->len > 0;
}

static void
show(struct review *r, int status, const char *wrong)
{
	struct edit *e = r->e;
	const struct json *files;
	bool overtaken, doubtful;

	if (!edit_review_set(e, &r->set, &r->p)) {
		edit_refuse(e, 500, e->err.text);
		return;
	}
	edit_begin(e, "place-home", edit_text(e, "review-title", NULL));
	if (wrong != NULL)
		edit_say(e, "error", wrong);
	json_put_str_or_null(e->arena, e->view, "path", r->path);
	json_put_bool(e->arena, e->view, "folder", r->folder);
	json_put_str(e->arena, e->view, "message", edit_field(e, "message"));
	files = edit_files(e, &e->rules, &r->set);
	json_put(e->arena, e->view, "files", files);
	json_put_bool(
	    e->arena, e->view, "nothing", !r->folder && files->len == 0);
	put_failures(r);
	overtaken = put_overtaken(r);
	doubtful = edit_put_effects(e, &r->p);
	json_put_bool(e->arena, e->view, "doubtful", doubtful);
	json_put_str(e->arena, e->view, "seen", seen(r, doubtful));
	json_put_bool(e->arena, e->view, "ready",
	    r->folder || (!overtaken && !r->fails && files->len > 0));
	edit_show(e, status, "review");
}

void
edit_review(struct edit *e)
{
	struct review r;

	if (begin(&r, e))
		show(&r, 200, NULL);
}

/* ---- publishing -------------------------------------------------------- */

static bool
keep_done(struct db *db, void *with, struct err *err)
{
	const struct review *r = with;

	(void)err;
	if (!r->folder)
		manuscript_forget(db, r->e->user, r->path);
	edit_keep(r->e, edit_address(r->e, "", "published"));
	return true;
}

void
edit_review_post(struct edit *e)
{
	const char *message = edit_line(e, "message", MESSAGE_MAX);
	struct review r;
	size_t from = 0;
	bool doubtful;

	if (!begin(&r, e))
		return;
	doubtful = strcmp(edit_field(e, "seen"), seen(&r, true)) == 0;
	if ((!doubtful &&
		strcmp(edit_field(e, "seen"), seen(&r, false)) != 0) ||
	    next_overtaken(&r, &from) != NULL) {
		show(&r, 409, edit_text(e, "seen-other", NULL));
		return;
	}
	if (*message == '\0') {
		show(&r, 422, edit_text(e, "message-missing", NULL));
		return;
	}
	if (doubtful && *edit_field(e, "sure") == '\0') {
		show(&r, 422, edit_text(e, "sure-missing", NULL));
		return;
	}
	r.p = (struct publish){ .cause = "edit",
		.rules = &r.set,
		.was = &e->rules,
		.may_fail = r.folder,
		.message = message,
		.also = keep_done,
		.with = &r };
	if (edit_publish(e, &r.p))
		edit_lead(e, "", "published");
	else
		show(&r, r.p.moved ? 409 : 422,
		    arena_strdup(e->arena, e->err.text));
}
