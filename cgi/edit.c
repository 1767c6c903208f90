/* edit.c -- the editors' workspace: who may, which page. */
#include <string.h>

#include "answer.h"
#include "arena.h"
#include "db.h"
#include "edit.h"
#include "http.h"
#include "json.h"
#include "operation.h"
#include "settings.h"

#define URLENCODED "application/x-www-form-urlencoded"
#define PLAIN      "text/plain; charset=utf-8"

/* Paths; those that end in a slash have all that follows it. */
static const struct {
	const char *path;
	void (*get)(struct edit *);
	void (*post)(struct edit *);
} pages[] = {
	{ "", edit_home, edit_home_post },
	{ "new", edit_new, edit_new_post },
	{ "rules/", edit_rule, edit_rule_post },
	{ "files/", edit_rule, edit_rule_post },
	{ "known.json", edit_known, NULL },
	{ "review", edit_review, edit_review_post },
	{ "history", edit_history, NULL },
	{ "history/", edit_version, edit_version_post },
	{ "import", edit_import, edit_import_post },
	{ "import/", edit_upload, edit_upload_post },
	{ "preview", NULL, edit_preview_post },
	{ "events", edit_events, NULL },
	{ "events/", edit_event, edit_event_post },
	{ "announcement", edit_announcement, edit_announcement_post },
	{ "coverage", edit_coverage, edit_coverage_post },
	{ "manual", edit_manual, NULL },
};

#define PAGES (sizeof(pages) / sizeof(*pages))

/* ---- who may ----------------------------------------------------------- */

/* The address that browsers know a page by, without its path. */
static const char *
origin_of(struct arena *a, const char *url)
{
	const char *host = strstr(url, "://");

	return host == NULL
		   ? url
		   : arena_strndup(a, url,
			 (size_t)(host + 3 - url) + strcspn(host + 3, "/"));
}

static bool
comes_from_us(const struct edit *e)
{
	const struct http_request *in = e->j->in;
	const char *url = e->j->app->url;

	if (url != NULL)
		return in->origin != NULL &&
		       strcmp(in->origin, origin_of(e->arena, url)) == 0;
	return in->fetch_site != NULL &&
	       strcmp(in->fetch_site, "same-origin") == 0;
}

/* A form's fields; false once it is answered. */
static bool
read_form(struct edit *e, bool post)
{
	const struct http_request *in = e->j->in;
	const char *query = e->j->route.query != NULL ? e->j->route.query : "";

	if (post ? form_read(e->arena, in->content_type, in->body, in->body_len,
		       &e->form, &e->err)
		 : form_read(e->arena, URLENCODED, query, strlen(query),
		       &e->form, &e->err))
		return true;
	edit_refuse(e, e->err.kind == ERR_LIMIT ? 413 : 400, e->err.text);
	return false;
}

static bool
may_post(struct edit *e)
{
	const char *location;

	if (!comes_from_us(e)) {
		edit_refuse(e, 403,
		    edit_text(e, "foreign", "address",
			e->j->app->url != NULL ? e->j->app->url : "?", NULL));
		return false;
	}
	if (!read_form(e, true))
		return false;
	if (!operation_is_name(edit_field(e, "op"))) {
		edit_refuse(e, 400, edit_text(e, "no-operation", NULL));
		return false;
	}
	e->operation = operation_of(e->arena, edit_field(e, "op"), e->path,
	    e->j->in->body, e->j->in->body_len);
	location = edit_led(e);
	if (location != NULL)
		edit_lead(e, location, NULL);
	return location == NULL;
}

/* ---- the language ------------------------------------------------------ */

/* The programme's first language that the browser's list names; the list is in
 * the order of liking, as browsers send it. */
static size_t
choose_language(const struct answer *j)
{
	const char *at = j->in->languages;
	const struct snapshot *s = &j->app->s;

	while (at != NULL && *at != '\0') {
		size_t len = strcspn(at, "-,; ");
		int found =
		    snapshot_language(s, arena_strndup(j->arena, at, len));

		if (found >= 0)
			return (size_t)found;
		at += strcspn(at, ",");
		at += strspn(at, ", ");
	}
	return 0;
}

static bool
load_texts(struct edit *e)
{
	struct answer *j = e->j;

	j->route.language = choose_language(j);
	answer_view(j);
	e->language = j->app->s.languages[j->route.language].code;
	return www_load_workspace(
	    e->arena, j->app->settings->www, e->language, &e->www, &e->err);
}

/* ---- one request ------------------------------------------------------- */

/* The page of a path; -1. */
static int
find_page(struct edit *e)
{
	for (size_t i = 0; i < PAGES; i++) {
		size_t len = strlen(pages[i].path);
		bool folder = len > 0 && pages[i].path[len - 1] == '/';

		if (folder ? strncmp(e->path, pages[i].path, len) != 0 ||
				 e->path[len] == '\0'
			   : strcmp(e->path, pages[i].path) != 0)
			continue;
		e->rest = e->path + len;
		return (int)i;
	}
	return -1;
}

static bool
is_method(const struct edit *e, const char *method)
{
	return strcmp(e->j->in->method, method) == 0;
}

/* What the page cannot be asked. */
static void
refuse_method(struct edit *e, int page)
{
	e->j->out->allow = pages[page].get == NULL    ? "POST"
			   : pages[page].post == NULL ? "GET, HEAD"
						      : "GET, HEAD, POST";
	edit_refuse(e, 405, edit_text(e, "no-method", NULL));
}

static void
answer_found(struct edit *e)
{
	bool post = is_method(e, "POST"),
	     get = is_method(e, "GET") || is_method(e, "HEAD");
	int page = find_page(e);
	void (*handle)(struct edit *);

	if (page < 0) {
		edit_refuse(e, 404, edit_text(e, "no-page", NULL));
		return;
	}
	handle = post ? pages[page].post : get ? pages[page].get : NULL;
	if (handle == NULL)
		refuse_method(e, page);
	else if (post ? may_post(e) : read_form(e, false))
		handle(e);
}

void
edit_answer(struct answer *j)
{
	struct edit e = { .j = j,
		.arena = j->arena,
		.path = j->route.path + strlen(EDIT_ROOT),
		.user = j->in->user,
		.now = settings_now(j->app->settings) };

	if (!j->in->edit) { /* it is not there */
		answer_error(j, 404);
		return;
	}
	if (e.user == NULL || *e.user == '\0') {
		answer_text(j, 403, PLAIN,
		    "The web server lets you in and does not say who you are "
		    "(REMOTE_USER is empty): the workspace needs a login.\n");
		return;
	}
	if (!load_texts(&e)) {
		answer_text(j, 500, PLAIN, e.err.text);
		return;
	}
	e.db = db_open(e.arena, j->app->settings->db, DB_WRITE, &e.err);
	if (e.db == NULL)
		edit_refuse(&e, 500, e.err.text);
	else
		answer_found(&e);
}
