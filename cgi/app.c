/* app.c -- the application: a request in, an answer out. */
#include <string.h>

#include "answer.h"
#include "answer_install.h"
#include "answer_status.h"
#include "answer_sync.h"
#include "app.h"
#include "arena.h"
#include "buf.h"
#include "edit.h"
#include "err.h"
#include "feed.h"
#include "files.h"
#include "hash.h"
#include "http.h"
#include "json.h"
#include "kept.h"
#include "live.h"
#include "log.h"
#include "missed.h"
#include "settings.h"
#include "tally.h"

#define TAG_LENGTH 12                /* characters of what is live */
#define STATIC_MAX ((size_t)4 << 20) /* bytes of a static file */

/* ---- opening ----------------------------------------------------------- */

/* Languages as www_load() wants them. */
static const char *const *
languages_of(struct arena *a, const struct snapshot *s)
{
	const char **list = ARENA_ARRAY(a, const char *, s->language_count + 1);

	for (size_t i = 0; i < s->language_count; i++)
		list[i] = s->languages[i].code;
	return list;
}

static void
forget(void *kept)
{
	kept_clear(kept);
}

/* What pages are made of, for the snapshot that is in place. */
static bool
open_pages(struct app *app, struct err *err)
{
	const struct settings *settings = app->settings;
	struct arena *a = app->arena;

	if (!www_load(
		a, settings->www, languages_of(a, &app->s), &app->www, err))
		return false;
	for (size_t i = 0; i < app->s.language_count; i++) {
		app->sites[i] =
		    snapshot_tree(a, &app->s, app->s.languages[i].site);
		if (app->sites[i] == NULL)
			return err_set(err, ERR_SYSTEM,
			    "what is live is damaged: \"almanach publish\" "
			    "makes it anew");
		app->choices[i] = view_choices(a, &app->s, &app->s.languages[i],
		    &app->www.languages[i].words);
	}
	app->is_live = true;
	app->plain = strcmp(app->s.head->www, app->www.hash) != 0;
	app->url = settings->url != NULL ? settings->url
					 : json_get_str(app->sites[0], "url");
	app->tag = arena_strndup(a,
	    hash_texts(a, app->www.hash, app->s.head->content, settings->base,
		app->url != NULL ? app->url : "", (const char *)NULL),
	    TAG_LENGTH);
	return true;
}

static struct app *
begin(struct arena *a, const struct settings *settings)
{
	struct app *app = ARENA_NEW(a, struct app);

	app->arena = a;
	app->settings = settings;
	app->kept = ARENA_NEW(a, struct kept);
	arena_defer(a, forget, app->kept);
	app->missed = settings->searches ? missed_open(a, settings->db) : NULL;
	return app;
}

struct app *
app_open(struct arena *a, const struct settings *settings, struct err *err)
{
	struct app *app = begin(a, settings);
	struct err none = { ERR_NONE, "" };

	if (!live_read(a, settings->db, &app->s, &none)) {
		if (none.kind != ERR_MISSING)
			log_line("%s", none.text);
		return app;
	}
	return open_pages(app, err) ? app : NULL;
}

void
app_count(struct app *app, struct tallies *tallies, int worker)
{
	app->tallies = tallies;
	app->tally = &tallies->of[worker];
}

int64_t
app_publication(const struct app *app)
{
	return app->is_live ? app->s.head->publication : 0;
}

/* ---- what is no page --------------------------------------------------- */

static const char *
type_of_file(const char *name)
{
	static const char *const types[][2] = {
		{ ".css", "text/css; charset=utf-8" },
		{ ".js", "text/javascript; charset=utf-8" },
		{ ".svg", "image/svg+xml" },
		{ ".png", "image/png" },
		{ ".webmanifest", "application/manifest+json" },
	};
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot != NULL && i < sizeof(types) / sizeof(*types);
	     i++)
		if (strcmp(types[i][0], dot) == 0)
			return types[i][1];
	return "application/octet-stream";
}

static bool
read_static(struct answer *j, const char *ending, struct buf *text)
{
	struct err err = { ERR_NONE, "" };

	return files_read(arena_printf(j->arena, "%s/%s%s",
			      j->app->settings->www, j->route.path, ending),
	    text, &err);
}

/* Web servers have these files at hand and answer by themselves; where they do
 * not, we do, with the copies that were packed at build.  The names hold a
 * hash, so that they never change. */
static void
answer_static(struct answer *j)
{
	static const char *const packed[] = {
		[HTTP_GZIP] = ".gz",
		[HTTP_BROTLI] = ".br",
	};
	const char *name = j->route.path + strlen("static/");
	struct buf text = buf_new(j->arena, STATIC_MAX);
	bool ours = *name != '.' && strchr(name, '/') == NULL;

	j->is_small = ours && j->out->coding != HTTP_IDENTITY &&
		      read_static(j, packed[j->out->coding], &text);
	if (!ours || (!j->is_small && !read_static(j, "", &text))) {
		j->route.face = ROUTE_PAGE;
		answer_error(j, 404);
		return;
	}
	j->out->type = type_of_file(name);
	j->out->immutable = true;
	j->out->body = text;
}

static void
answer_file(struct answer *j)
{
	j->query = (struct query){ .text = "", .page = 1 };
	j->out->max_age = 3600;
	j->out->type = "text/plain; charset=utf-8";
	answer_view(j);
	j->out->language = NULL;
	if (j->route.page == ROUTE_STATIC) {
		answer_static(j);
	} else if (j->route.page == ROUTE_ROBOTS) {
		feed_robots(&j->view, &j->out->body);
	} else {
		j->out->type = "application/xml; charset=utf-8";
		feed_sitemap(&j->view, &j->out->body);
	}
}

/* ---- an editor's preview ----------------------------------------------- */

/* No phone may keep it: its worker is not there. */
static bool
answer_preview(struct answer *j)
{
	struct http_request in = *j->in;
	struct err err = { ERR_NONE, "" };
	const char *file;
	struct app *app;

	if (!edit_is_preview(j, &file, &in.base))
		return false;
	app = begin(j->arena, j->app->settings);
	in.edit = in.visit = false;
	if (strcmp(in.method, "GET") != 0 ||
	    strcmp(j->route.path + strlen(j->route.path) - strlen("/sw.js"),
		"/sw.js") == 0 ||
	    !live_read_file(j->arena, file, &app->s, &err) ||
	    !open_pages(app, &err))
		answer_error(j, 404);
	else
		app_handle(app, &in, j->out);
	j->out->page = ROUTE_EDIT; /* whatever it shows */
	j->is_small = true;        /* the preview's own application saw to it */
	return true;
}

/* ---- one request ------------------------------------------------------- */

/* The one clock value that a page may depend on. */
static void
set_moment(struct answer *j)
{
	int32_t now = settings_now(j->app->settings);

	j->fixed = j->app->settings->now != NULL;
	j->moment = now - now % QUERY_MOMENT;
}

/* Reads the query; false once it is answered, with an error or with the
 * address in its one spelling. */
static bool
read_query(struct answer *j)
{
	const struct snapshot *s = &j->app->s;
	const char *canonical;

	if (!query_read(j->arena, s, &s->languages[j->route.language],
		j->route.query, j->route.understood, &j->query, &j->fault)) {
		answer_error(j, j->fault.kind == QUERY_TOO_LONG ? 414 : 400);
		return false;
	}
	canonical = query_write(j->arena, s, &j->query);
	if (strlen(canonical) > QUERY_BYTES_MAX) {
		answer_error(j, 414); /* escaped, it is longer than it came */
		return false;
	}
	if (strcmp(canonical, j->route.query != NULL ? j->route.query : "") ==
	    0)
		return true;
	answer_redirect(j,
	    answer_path(j,
		arena_printf(j->arena, "%s%s",
		    j->route.page == ROUTE_HOME && j->route.face == ROUTE_JSON
			? "index"
			: j->route.path,
		    route_ending(j->route.face))),
	    canonical);
	return false;
}

static void
answer_found(struct answer *j)
{
	switch (j->route.page) {
	case ROUTE_ELSEWHERE:
		answer_redirect(
		    j, answer_path(j, j->route.path), j->route.query);
		return;
	case ROUTE_LONG:
		answer_error(j, 414);
		return;
	case ROUTE_BAD:
		j->fault = (struct query_fault){ QUERY_BAD_CODING, "", "" };
		answer_error(j, 400);
		return;
	case ROUTE_NOWHERE:
		answer_error(j, 404);
		return;
	case ROUTE_SITEMAP:
	case ROUTE_ROBOTS:
	case ROUTE_STATIC:
		answer_file(j);
		return;
	case ROUTE_STATUS:
		answer_status(j);
		return;
	case ROUTE_METRICS:
		answer_metrics(j);
		return;
	case ROUTE_SYNC:
		answer_sync(j);
		return;
	case ROUTE_EDIT:
		if (!answer_preview(j))
			edit_answer(j);
		return;
	case ROUTE_WORKER:
		answer_worker(j);
		return;
	case ROUTE_MANIFEST:
		answer_manifest(j);
		return;
	default:
		if (!read_query(j))
			return;
		if (j->query.has_at)
			j->moment = j->query.at;
		answer_page(j);
		return;
	}
}

void
app_handle(
    struct app *app, const struct http_request *in, struct http_response *out)
{
	struct answer j = { .app = app,
		.arena = out->arena,
		.in = in,
		.out = out,
		.base = in->base != NULL ? in->base : app->settings->base,
		.query = { .text = "", .page = 1 } };

	/* Without a programme there is no language, but there are pages. */
	j.route = route_find(out->arena, &app->s, in->target, j.base);
	out->page = (int)j.route.page;
	if (!app->is_live && j.route.page == ROUTE_METRICS && in->metrics) {
		answer_metrics(&j);
		return;
	}
	if (!app->is_live) {
		answer_text(&j, 503, "text/plain; charset=utf-8",
		    "There is no programme yet. Whoever runs this site brings "
		    "events in with:\n\n    almanach import FILE\n\n"
		    "or, where they are in already, publishes them with:\n\n"
		    "    almanach publish\n");
		out->max_age = -1;
		return;
	}
	out->coding = http_negotiate(in->accept_encoding);
	set_moment(&j);
	if (j.route.page != ROUTE_EDIT && strcmp(in->method, "GET") != 0 &&
	    strcmp(in->method, "HEAD") != 0)
		answer_error(&j, 405);
	else
		answer_found(&j);
	/* The workspace's and an editor's, whatever the answer: for nobody to
	 * remember. */
	if (in->edit || j.route.page == ROUTE_EDIT) {
		out->hidden = true;
		out->max_age = -1;
		out->tag = NULL;
	}
	answer_pack(&j);
}

/* Of a method only what is known: a request may be made with any word. */
static const char *
known_method(const char *method)
{
	static const char *const known[] = { "GET", "HEAD", "POST" };

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(known[i], method) == 0)
			return known[i];
	return "other";
}

void
app_note(const struct app *app, const struct http_request *in,
    const struct http_response *out, int64_t microseconds)
{
	bool bare = strcmp(in->method, "HEAD") == 0 || out->status == 304;
	struct log_request line = { .method = known_method(in->method),
		.page = route_name((enum route_page)out->page),
		.language = out->language,
		.status = out->status,
		.microseconds = microseconds,
		.bytes = bare ? 0 : out->body.len };

	if (app->tally != NULL)
		tally_answer(app->tally, (enum route_page)out->page,
		    out->status, microseconds, line.bytes);
	if (app->settings->access)
		log_request(&line);
}

void
app_write(const struct app *app, const struct http_response *r, bool head,
    struct buf *out)
{
	buf_reserve(out, HTTP_HEAD_MAX + r->body.len);
	http_head(out, r, app->is_live ? app->www.style_hash : "");
	if (!head && r->status != 304)
		buf_put(out, r->body.data, r->body.len);
}
