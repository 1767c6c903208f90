/* edit_rule.c -- one rule: its text, kept as a draft and published. */
#include <string.h>

#include "answer.h"
#include "arena.h"
#include "buf.h"
#include "db.h"
#include "edit.h"
#include "edit_rule.h"
#include "err.h"
#include "hash.h"
#include "history.h"
#include "http.h"
#include "json.h"
#include "programme.h"
#include "rule_form.h"
#include "settings.h"

/* ---- what there is ----------------------------------------------------- */

/* "rules/ID" is the file rules/ID.lua; "files/PATH" any other. */
static void
set_path(struct edit_rule *r)
{
	struct edit *e = r->e;
	struct ruleset_file f = { .path = e->rest };

	if (strncmp(e->path, RULESET_RULES "/", strlen(RULESET_RULES "/")) == 0)
		f.path =
		    arena_printf(e->arena, RULESET_RULES "/%s.lua", e->rest);
	r->path = f.path;
	r->is_rule = ruleset_is_rule(e->arena, &f, &r->id);
	if (!r->is_rule)
		r->id = r->path;
}

/* The file that the address names, with the text to begin with.  False once it
 * is answered. */
static bool
find(struct edit_rule *r, struct edit *e)
{
	*r = (struct edit_rule){ .e = e, .traced = -1 };
	set_path(r);
	if (!edit_read(e))
		return false;
	r->live = ruleset_find(&e->rules, r->path);
	r->draft = manuscript_of(&e->drafts, r->path);
	if ((r->live == NULL && r->draft == NULL) ||
	    (r->live != NULL && r->live->problem != NULL)) {
		edit_refuse(
		    e, 404, edit_text(e, "no-rule", "rule", e->rest, NULL));
		return false;
	}
	if (r->draft != NULL && r->draft->text != NULL) {
		r->text = r->draft->text;
		r->len = r->draft->len;
	} else if (r->live != NULL) {
		r->text = r->live->text;
		r->len = r->live->len;
		r->goes = r->draft != NULL;
	}
	return true;
}

/* The text with its line feeds as CR LF, or with line feeds alone. */
static const char *
with_line_ends(struct edit *e, const char *text, bool crlf)
{
	struct buf out = buf_new(e->arena, 2 * RULESET_FILE_MAX);

	for (const char *at = text; *at != '\0'; at++) {
		if (*at == '\r' && at[1] == '\n')
			continue;
		if (*at == '\n' && crlf)
			buf_putc(&out, '\r');
		buf_putc(&out, *at);
	}
	return out.data != NULL ? out.data : "";
}

/* A form has lost the line ends that the text had: what was not touched is as
 * it was, and whose lines ended in CR LF stays so. */
static void
take_text(struct edit_rule *r)
{
	const char *source = form_get(&r->e->form, "source"), *line;
	const char *was = r->text != NULL ? r->text : "";

	r->goes &= source == NULL;
	if (source == NULL ||
	    strcmp(with_line_ends(r->e, was, false), source) == 0)
		return;
	line = strchr(was, '\n');
	r->text = with_line_ends(
	    r->e, source, line != NULL && line > was && line[-1] == '\r');
	r->len = strlen(r->text);
}

/* ---- the page ---------------------------------------------------------- */

/* Of the draft that there is; "" for none. */
static const char *
draft_hash(const struct edit_rule *r)
{
	const struct manuscript *d = r->draft;

	return d == NULL ? ""
			 : hash_hex(r->e->arena, d->text != NULL ? d->text : "",
			       d->len);
}

static void
put_text(struct edit_rule *r)
{
	struct edit *e = r->e;

	json_put_str(e->arena, e->view, "id", r->id);
	json_put_bool(e->arena, e->view, "is_rule", r->is_rule);
	json_put_str(e->arena, e->view, "path", r->path);
	json_put_str(e->arena, e->view, "action", edit_page(e, r->path));
	json_put_str(e->arena, e->view, "source", r->text);
	json_put_str(
	    e->arena, e->view, "live", r->live != NULL ? r->live->text : "");
	json_put_str(e->arena, e->view, "base",
	    r->draft != NULL  ? r->draft->base
	    : r->live != NULL ? r->live->hash
			      : "");
	json_put_str(e->arena, e->view, "began", draft_hash(r));
	json_put_str(e->arena, e->view, "known", edit_href(e, "known.json"));
	json_put_bool(e->arena, e->view, "fresh", r->live == NULL);
	json_put_bool(e->arena, e->view, "drafted", r->draft != NULL);
	json_put_bool(e->arena, e->view, "goes",
	    r->draft != NULL && r->draft->text == NULL);
	if (r->draft != NULL)
		json_put_str(
		    e->arena, e->view, "kept", edit_when(e, r->draft->changed));
}

/* What a text changes of the one that a draft began from. */
static void
put_since(struct edit *e, struct json *into, const char *key,
    const struct manuscript *d, const char *text, size_t len)
{
	json_put(e->arena, json_put_object(e->arena, into, key), "lines",
	    edit_lines(e, d->before != NULL ? d->before : "", d->before_len,
		text != NULL ? text : "", len));
}

/* Three ways: where both began, what another made of it, what this draft does.
 */
static void
put_overtaken(struct edit_rule *r)
{
	const struct manuscript *d = r->draft;
	struct edit *e = r->e;
	struct json *three;
	const char *author;
	int32_t made = 0;

	if (d == NULL || !manuscript_is_overtaken(d, &e->rules))
		return;
	three = json_put_object(e->arena, e->view, "overtaken");
	author = history_author(e->arena, e->db, r->path, &made);
	json_put_str(e->arena, three, "by",
	    author != NULL ? author : edit_text(e, "somebody", NULL));
	put_since(e, three, "theirs", d, r->live != NULL ? r->live->text : NULL,
	    r->live != NULL ? r->live->len : 0);
	put_since(e, three, "mine", d, d->text, d->len);
}

/* What visitors call it, where its text runs. */
static const char *
title_of(const struct edit_rule *r)
{
	const char *label = NULL;

	if (r->is_rule && r->ok)
		label = programme_say(&r->tryout.inforce.programme,
		    json_get(r->tried.rule.about, "label"), r->e->language);
	return label != NULL ? label : r->id;
}

void
edit_rule_show(struct edit_rule *r, int status, const char *wrong)
{
	struct edit *e = r->e;

	db_begin(e->db);
	if (r->is_rule)
		edit_rule_run(r);
	edit_begin(e, "place-home", title_of(r));
	if (wrong != NULL)
		edit_say(e, "error", wrong);
	json_put_str_or_null(e->arena, e->view, "refused", wrong);
	put_text(r);
	put_overtaken(r);
	if (r->is_rule)
		edit_rule_put(r);
	else
		edit_rule_check(r);
	if (db_end(e->db, &e->err))
		edit_show(e, status, "rule");
	else
		edit_refuse(e, 500, e->err.text);
}

void
edit_rule(struct edit *e)
{
	struct edit_rule r;

	if (find(&r, e))
		edit_rule_show(&r, 200, NULL);
}

/* ---- keeping ----------------------------------------------------------- */

/* Where the draft began: the page tells what it showed, which may be older
 * than what is in the folder now. */
static void
set_base(struct edit_rule *r, struct manuscript *d)
{
	struct edit *e = r->e;
	const char *base = edit_field(e, "base");

	if (r->draft != NULL) {
		d->base = r->draft->base;
		d->before = r->draft->before;
		d->before_len = r->draft->before_len;
		return;
	}
	if (r->live != NULL &&
	    (*base == '\0' || strcmp(base, r->live->hash) == 0)) {
		d->base = r->live->hash;
		d->before = r->live->text;
		d->before_len = r->live->len;
		return;
	}
	d->base = base;
	d->before = ruleset_text(e->arena, e->db, base, &d->before_len);
}

/* Keep the text as the draft; in the caller's transaction. */
static void
keep(struct edit_rule *r, const char *text, size_t len)
{
	struct manuscript d = { .author = r->e->user,
		.path = r->path,
		.text = text,
		.len = len,
		.changed = r->e->now };

	set_base(r, &d);
	if (text != NULL && r->live != NULL && r->live->len == len &&
	    memcmp(r->live->text, text, len) == 0)
		manuscript_forget(r->e->db, d.author, d.path);
	else
		manuscript_keep(r->e->db, &d);
}

/* What is too long, or no text, is refused before it is kept. */
static bool
may_keep(struct edit_rule *r)
{
	const char *text = r->text;
	size_t len = r->len;
	struct err err = { ERR_NONE, "" };
	int line;

	if (rule_form_source(&text, &len, &line, &err))
		return true;
	edit_rule_show(r, 422, arena_strdup(r->e->arena, err.text));
	return false;
}

/* Has another page of the same editor kept another text since this one was
 * filled?  Sent once more, it takes that one's place. */
static bool
is_behind(struct edit_rule *r)
{
	const char *began = form_get(&r->e->form, "began");

	if (began == NULL || r->draft == NULL ||
	    strcmp(began, draft_hash(r)) == 0)
		return false;
	edit_rule_show(r, 409, edit_text(r->e, "kept-elsewhere", NULL));
	return true;
}

void
edit_rule_keep(struct edit_rule *r, const char *lead, const char *done)
{
	if (!may_keep(r) || is_behind(r))
		return;
	db_begin(r->e->db);
	keep(r, r->text, r->len);
	edit_end(r->e, lead != NULL ? lead : r->e->path, done);
}

/* ---- what can be done -------------------------------------------------- */

static void
do_try(struct edit_rule *r)
{
	edit_rule_show(r, 200, NULL);
}

static void
do_draft(struct edit_rule *r)
{
	edit_rule_keep(r, NULL, "kept");
}

static void
do_publish(struct edit_rule *r)
{
	edit_rule_keep(
	    r, arena_printf(r->e->arena, "review?path=%s", r->path), NULL);
}

static void
do_discard(struct edit_rule *r)
{
	db_begin(r->e->db);
	manuscript_forget(r->e->db, r->e->user, r->path);
	edit_end(r->e, r->live != NULL ? r->e->path : "", "forgotten");
}

static void
do_delete(struct edit_rule *r)
{
	if (r->live == NULL) { /* it was never more than a draft */
		do_discard(r);
		return;
	}
	db_begin(r->e->db);
	keep(r, NULL, 0);
	edit_end(
	    r->e, arena_printf(r->e->arena, "review?path=%s", r->path), NULL);
}

/* Go on from what another saved: this draft on top of it. */
static void
do_mine(struct edit_rule *r)
{
	struct manuscript d = *r->draft;

	d.base = r->live != NULL ? r->live->hash : "";
	d.before = r->live != NULL ? r->live->text : NULL;
	d.before_len = r->live != NULL ? r->live->len : 0;
	d.changed = r->e->now;
	db_begin(r->e->db);
	manuscript_keep(r->e->db, &d);
	edit_end(r->e, r->e->path, "kept");
}

static const struct {
	const char *what;
	void (*run)(struct edit_rule *);
	bool needs_draft, needs_rule;
} acts[] = {
	{ "try", do_try, false, false },
	{ "draft", do_draft, false, false },
	{ "publish", do_publish, false, false },
	{ "discard", do_discard, false, false },
	{ "theirs", do_discard, true, false },
	{ "mine", do_mine, true, false },
	{ "delete", do_delete, false, false },
	{ "example", edit_rule_example, false, true },
	{ "settings", edit_rule_settings, false, true },
	{ "tests", edit_rule_tests, false, true },
};

void
edit_rule_post(struct edit *e)
{
	const char *what = edit_field(e, "do");
	struct edit_rule r;

	if (!find(&r, e))
		return;
	take_text(&r);
	if (*what == '\0')
		what = "try";
	for (size_t i = 0; i < sizeof(acts) / sizeof(*acts); i++)
		if (strcmp(acts[i].what, what) == 0 &&
		    (!acts[i].needs_draft || r.draft != NULL) &&
		    (!acts[i].needs_rule || r.is_rule)) {
			acts[i].run(&r);
			return;
		}
	edit_rule_show(&r, 400, edit_text(e, "no-method", NULL));
}
