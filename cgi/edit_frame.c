/* edit_frame.c -- what all pages of the workspace share. */
#include <stdarg.h>
#include <string.h>

#include "answer.h"
#include "arena.h"
#include "buf.h"
#include "db.h"
#include "edit.h"
#include "http.h"
#include "json.h"
#include "linediff.h"
#include "live.h"
#include "log.h"
#include "operation.h"
#include "programme.h"
#include "publish.h"
#include "settings.h"
#include "template.h"
#include "text.h"
#include "words.h"

#define DIFF_MAX ((size_t)4 << 20) /* bytes */

/* ---- texts ------------------------------------------------------------- */

const char *
edit_text(struct edit *e, const char *key, ...)
{
	const char *text = json_get_str(e->www.texts, key);
	va_list ap;

	if (text == NULL)
		return key;
	va_start(ap, key);
	text = words_fill_args(e->arena, text, ap);
	va_end(ap);
	return text;
}

const char *
edit_count(struct edit *e, const char *key, int64_t n)
{
	static const char *const none[] = { NULL };
	const struct json *forms = json_get(e->www.texts, key);

	return json_get_str(forms, "other") != NULL
		   ? words_count_forms(
			 e->arena, e->j->view.words, forms, n, none)
		   : key;
}

const char *
edit_when(struct edit *e, int32_t instant)
{
	return words_instant(e->arena, e->j->view.words, W_DAY_AND_TIME,
	    &e->j->app->s.zone, instant);
}

void
edit_put_undone(
    struct edit *e, struct json *into, const char *who, const struct json *when)
{
	if (when != NULL)
		json_put_str(e->arena, into, "undone",
		    edit_text(e, "undone-by", "who", who, "when",
			edit_when(e, (int32_t)when->integer), NULL));
}

/* ---- addresses --------------------------------------------------------- */

const char *
edit_href(struct edit *e, const char *path)
{
	return arena_printf(e->arena, "%s/" EDIT_ROOT "%s", e->j->base, path);
}

const char *
edit_site(struct edit *e, const char *path)
{
	return arena_printf(
	    e->arena, "%s/%s", e->j->base, answer_path(e->j, path));
}

const char *
edit_page(struct edit *e, const char *path)
{
	struct ruleset_file f = { .path = path };
	const char *id;

	return edit_href(e, ruleset_is_rule(e->arena, &f, &id)
				? arena_printf(e->arena, "rules/%s", id)
				: arena_printf(e->arena, "files/%s", path));
}

const char *
edit_address(struct edit *e, const char *path, const char *done)
{
	return done == NULL ? path
			    : arena_printf(e->arena, "%s%cdone=%s", path,
				  strchr(path, '?') != NULL ? '&' : '?', done);
}

void
edit_lead(struct edit *e, const char *path, const char *done)
{
	e->j->out->location = edit_href(e, edit_address(e, path, done));
	answer_text(e->j, 303, "text/plain; charset=utf-8", "");
}

/* ---- the page ---------------------------------------------------------- */

/* Where one can go: key of the text, path. */
static const char *const places[][2] = {
	{ "place-home", "" },
	{ "place-events", "events" },
	{ "place-announcement", "announcement" },
	{ "place-coverage", "coverage" },
	{ "place-import", "import" },
	{ "place-history", "history" },
	{ "place-manual", "manual" },
};

static void
put_places(struct edit *e, const char *current)
{
	struct json *list = json_put_array(e->arena, e->ui, "places"), *one;

	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		one = json_put_object(e->arena, list, NULL);
		json_put_str(
		    e->arena, one, "label", edit_text(e, places[i][0], NULL));
		json_put_str(e->arena, one, "href", edit_href(e, places[i][1]));
		json_put_bool(e->arena, one, "current",
		    current != NULL && strcmp(current, places[i][0]) == 0);
	}
}

/* What the page before this one did. */
static void
say_done(struct edit *e)
{
	static const char known[] = "abcdefghijklmnopqrstuvwxyz-";
	const char *done = edit_field(e, "done");
	const char *key = arena_printf(e->arena, "done-%s", done);

	if (*done != '\0' && done[strspn(done, known)] == '\0' &&
	    json_get(e->www.texts, key) != NULL)
		edit_say(e, "ok", edit_text(e, key, NULL));
}

void
edit_begin(struct edit *e, const char *place, const char *title)
{
	struct arena *a = e->arena;
	const char *festival = json_get_str(e->j->view.site, "title");

	e->view = json_object(a);
	e->ui = json_put_object(a, e->view, "ui");
	json_put_str(a, e->ui, "lang", e->language);
	json_put_str(a, e->ui, "title", title);
	json_put_str(a, e->ui, "festival", festival != NULL ? festival : "");
	json_put_str(a, e->ui, "user", e->user);
	json_put_str(a, e->ui, "root", edit_href(e, ""));
	json_put_str(a, e->ui, "site", edit_site(e, ""));
	json_put_str(
	    a, e->ui, "static", arena_printf(a, "%s/static/", e->j->base));
	e->j->out->nonce = operation_new(a);
	json_put_str(a, e->ui, "nonce", e->j->out->nonce);
	json_put_str(a, e->ui, "op", operation_new(a));
	json_put_array(a, e->ui, "said");
	put_places(e, place);
	if (strcmp(e->j->in->method, "POST") != 0)
		say_done(e);
}

void
edit_say(struct edit *e, const char *kind, const char *text)
{
	struct json *said = (struct json *)json_get(e->ui, "said");
	struct json *one = json_put_object(e->arena, said, NULL);

	json_put_bool(e->arena, one, kind, true);
	json_put_str(e->arena, one, "text", text);
}

void
edit_show(struct edit *e, int status, const char *template)
{
	const char *led = status >= 400 ? edit_led(e) : NULL;
	struct http_response *out = e->j->out;
	struct err err = { ERR_NONE, "" };

	if (led != NULL) {
		edit_lead(e, led, NULL);
		return;
	}
	answer_text(e->j, status, "text/html; charset=utf-8", "");
	out->language = e->language;
	if (e->j->in->view) {
		out->type = "application/json; charset=utf-8";
		json_write(&out->body, e->view);
	} else if (!template_render(
		       e->www.templates, template, e->view, &out->body, &err)) {
		log_line("%s", err.text);
		answer_text(e->j, 500, "text/plain; charset=utf-8", err.text);
	}
}

void
edit_refuse(struct edit *e, int status, const char *sentence)
{
	edit_begin(e, NULL, edit_text(e, "refused", NULL));
	edit_say(e, "error", sentence);
	edit_show(e, status, "plain");
}

/* ---- forms ------------------------------------------------------------- */

const char *
edit_field(const struct edit *e, const char *name)
{
	const char *text = form_get(&e->form, name);

	return text != NULL ? text : "";
}

const char *
edit_line(struct edit *e, const char *name, size_t max)
{
	const char *text = edit_field(e, name);

	return text_clean(e->arena, text, strlen(text), TEXT_LINE, max, NULL);
}

bool
edit_does(const struct edit *e, const char *what)
{
	return strcmp(edit_field(e, "do"), what) == 0;
}

void
edit_keep(struct edit *e, const char *address)
{
	operation_keep(e->db, e->operation, e->user, e->now, address);
}

const char *
edit_led(struct edit *e)
{
	const char *location;

	if (e->operation == NULL)
		return NULL;
	db_begin(e->db);
	location = operation_find(e->arena, e->db, e->operation);
	db_cancel(e->db);
	return location;
}

void
edit_end(struct edit *e, const char *path, const char *done)
{
	edit_keep(e, edit_address(e, path, done));
	if (db_end(e->db, &e->err))
		edit_lead(e, path, done);
	else
		edit_refuse(e, 500, e->err.text);
}

bool
edit_read(struct edit *e)
{
	bool found;

	db_begin(e->db);
	manuscript_load(e->arena, e->db, e->user, &e->drafts);
	found = db_end(e->db, &e->err) &&
		ruleset_list(
		    e->arena, e->j->app->settings->scripts, &e->rules, &e->err);
	if (!found)
		edit_refuse(e, 500, e->err.text);
	return found;
}

bool
edit_publish(struct edit *e, struct publish *p)
{
	const struct settings *s = e->j->app->settings;

	p->scripts = s->scripts;
	p->www = s->www;
	p->now = e->now;
	p->author = e->user;
	p->live = live_path(e->arena, s->db);
	return publish_run(e->arena, e->db, p, &e->err) &&
	       (p->purpose != PUBLISH_LIVE ||
		   live_write(e->arena, e->db, s->db, &e->err));
}

/* ---- differences ------------------------------------------------------- */

struct json *
edit_lines(struct edit *e, const char *was, size_t was_len, const char *is,
    size_t is_len)
{
	static const struct {
		char sign;
		const char *kind;
	} kinds[] = { { '+', "add" }, { '-', "del" }, { '@', "at" } };
	struct buf text = buf_new(e->arena, DIFF_MAX);
	struct json *lines = json_array(e->arena), *line;
	const char *at, *end;
	size_t len;

	linediff(e->arena, was, was_len, is, is_len, &text);
	for (at = text.data, end = at + text.len; at < end; at += len + 1) {
		const char *kind = "same";

		len = strcspn(at, "\n");
		for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
			if (*at == kinds[i].sign)
				kind = kinds[i].kind;
		line = json_put_object(e->arena, lines, NULL);
		json_put_bool(e->arena, line, kind, true);
		json_put_strn(e->arena, line, "text",
		    arena_strndup(e->arena, at, len), len);
	}
	return lines;
}
