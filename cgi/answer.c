/* answer.c -- one request on its way through the application. */
#include <ctype.h>
#include <string.h>

#include "answer.h"
#include "arena.h"
#include "buf.h"
#include "err.h"
#include "feed.h"
#include "find.h"
#include "http.h"
#include "json.h"
#include "kept.h"
#include "log.h"
#include "missed.h"
#include "settings.h"
#include "squeeze.h"
#include "tally.h"
#include "template.h"
#include "text.h"
#include "when.h"

#define MAX_AGE 30 /* seconds that an answer may be kept unasked */

/* ---- answers ----------------------------------------------------------- */

void
answer_text(struct answer *j, int status, const char *type, const char *text)
{
	j->out->status = status;
	j->out->type = type;
	buf_clear(&j->out->body);
	buf_puts(&j->out->body, text);
}

/* The path is one of ours (route.h), which needs no escapes; but a query may be
 * anything that was sent: what RFC 3986 does not let stand there is encoded. */
void
answer_redirect(struct answer *j, const char *path, const char *query)
{
	static const char may_stand[] = "-._~!$&'()*+,;=:@/?%";
	struct buf to = buf_new(j->arena, HTTP_HEAD_MAX / 2);

	buf_printf(&to, "%s/%s", j->base, path);
	if (query != NULL && *query != '\0')
		buf_puts(&to, "?");
	for (const char *at = query; at != NULL && *at != '\0'; at++)
		buf_printf(&to,
		    isalnum((unsigned char)*at) ||
			    strchr(may_stand, *at) != NULL
			? "%c"
			: "%%%02X",
		    (unsigned char)*at);
	if (!buf_ok(&to)) {
		answer_error(j, 414);
		return;
	}
	j->out->location = to.data;
	answer_text(j, 308, "text/plain; charset=utf-8", "");
	j->out->max_age = MAX_AGE;
}

/* The language's part of an address. */
const char *
answer_path(const struct answer *j, const char *path)
{
	return j->route.language == 0
		   ? path
		   : arena_printf(j->arena, "%s/%s",
			 j->app->s.languages[j->route.language].code, path);
}

/* "../" so many times. */
static const char *
up(struct arena *a, size_t times)
{
	char *text = arena_alloc(a, 3 * times + 1);

	for (size_t i = 0; i < times; i++)
		memcpy(text + 3 * i, "../", 3);
	return text;
}

void
answer_view(struct answer *j)
{
	struct app *app = j->app;
	size_t l = j->route.language, depth = j->route.depth;

	j->view = (struct view){ .arena = j->arena,
		.s = &app->s,
		.l = &app->s.languages[l],
		.words = &app->www.languages[l].words,
		.site = app->sites[l],
		.choices = app->choices[l],
		.q = &j->query,
		.moment = j->moment,
		.today = when_local_day(&app->s.zone, j->moment),
		.fixed = j->fixed,
		.ui = j->route.face == ROUTE_PAGE,
		.plain = app->plain,
		.path = j->route.path,
		.root = up(j->arena, depth - (l > 0 && depth > 0)),
		.top = up(j->arena, depth),
		.url = app->url };
	j->out->language = app->s.languages[l].code;
}

static void
fill_error(struct answer *j, const struct json *view)
{
	struct err err = { ERR_NONE, "" };

	if (!j->view.ui || j->in->view) {
		j->out->type = "application/json; charset=utf-8";
		json_write(&j->out->body, view);
	} else if (!template_render(
		       j->app->www.languages[j->route.language].templates,
		       "error", view, &j->out->body, &err)) {
		answer_text(j, 500, "text/plain; charset=utf-8", err.text);
	}
}

/* An error's page can be at any depth and of any address: its links begin at
 * the root. */
void
answer_error(struct answer *j, int status)
{
	struct view *v = &j->view;

	j->query = (struct query){ .text = "", .page = 1 };
	if (status == 414)
		j->fault = (struct query_fault){ QUERY_TOO_LONG, "", "" };
	if (j->route.face != ROUTE_JSON)
		j->route.face = ROUTE_PAGE;
	answer_view(j);
	v->path = "";
	v->top = arena_printf(j->arena, "%s/", j->base);
	v->root = arena_printf(j->arena, "%s/%s", j->base, answer_path(j, ""));
	answer_text(j, status, "text/html; charset=utf-8", "");
	fill_error(j, view_error(v, status,
			  status == 400 || status == 414 ? &j->fault : NULL));
	j->out->max_age = status >= 500 ? -1 : MAX_AGE;
	j->out->tag = NULL;
}

/* ---- pages ------------------------------------------------------------- */

static const struct {
	const char *template;
	struct json *(*view)(struct view *);
} pages[] = {
	[ROUTE_HOME] = { "home", view_home },
	[ROUTE_EVENTS] = { "events", view_events },
	[ROUTE_ALL] = { "all", view_all },
	[ROUTE_EVENT] = { "event", NULL },
	[ROUTE_MAP] = { "map", view_map },
	[ROUTE_PLAN] = { "plan", view_plan },
	[ROUTE_CHANGES] = { "changes", view_changes },
	[ROUTE_ABOUT] = { "about", view_about },
};

/*
 * Words that the programme does not have, whatever else was asked for with
 * them, are counted: once for each page or twin that is worked out.  One that
 * the visitor has (304), or that was made small for another in these minutes
 * (kept.h), is not worked out, and feeds ask by themselves: so it is the least
 * that was asked.
 */
static void
note_search(struct answer *j)
{
	const struct snapshot *s = &j->app->s;
	struct query words = { .text = j->query.text, .page = 1 };
	int32_t now = settings_now(j->app->settings);
	struct found found;
	char *folded;

	if (!j->in->visit || j->app->missed == NULL || *words.text == '\0' ||
	    !j->view.is_empty)
		return;
	find_events(j->arena, s, j->view.l, &words, j->moment, &found);
	if (found.total > 0)
		return;
	if (j->app->tally != NULL)
		tally_add(&j->app->tally->missed, 1);
	folded = text_folded(j->arena, words.text);
	missed_note(j->app->missed, folded, strlen(folded),
	    when_local_day(&s->zone, now));
}

static const struct json *
view_of(struct answer *j, int64_t event)
{
	return j->route.page == ROUTE_EVENT
		   ? view_event(&j->view, (uint32_t)event)
		   : pages[j->route.page].view(&j->view);
}

static void
fill_page(struct answer *j, int64_t event)
{
	const struct json *view = view_of(j, event);
	struct err err = { ERR_NONE, "" };

	note_search(j);
	if (j->in->view) {
		json_write(&j->out->body, view);
	} else if (!template_render(
		       j->app->www.languages[j->route.language].templates,
		       pages[j->route.page].template, view, &j->out->body,
		       &err)) {
		log_line("%s", err.text);
		answer_error(j, 500);
	}
}

static void
fill_twin(struct answer *j, int64_t event)
{
	j->view.twin = &j->out->body;
	view_of(j, event);
	note_search(j);
}

static void
fill_feed(struct answer *j, int64_t event)
{
	struct buf *out = &j->out->body;

	if (j->route.face == ROUTE_ATOM)
		feed_atom(&j->view, out);
	else if (j->route.page == ROUTE_EVENT)
		feed_ics_event(&j->view, (uint32_t)event, out);
	else if (j->route.page == ROUTE_PLAN)
		feed_ics_plan(&j->view, out);
	else
		feed_ics_list(&j->view, out);
}

static const char *
type_of(enum route_face face)
{
	static const char *const types[] = {
		[ROUTE_PAGE] = "text/html; charset=utf-8",
		[ROUTE_JSON] = "application/json; charset=utf-8",
		[ROUTE_ICS] = "text/calendar; charset=utf-8",
		[ROUTE_ATOM] = "application/atom+xml; charset=utf-8",
		[ROUTE_TEXT] = "text/plain; charset=utf-8",
	};

	return types[face];
}

bool
answer_is_known(struct answer *j, const char *tag)
{
	j->out->tag = tag;
	if (!http_has_tag(j->in->if_none_match, tag))
		return false;
	j->out->status = 304;
	return true;
}

bool
answer_is_kept(struct answer *j, const char *address)
{
	const struct kept_answer *made =
	    kept_find(j->app->kept, address, j->out->tag, j->out->coding);

	j->address = address;
	j->is_small = made != NULL;
	if (made != NULL)
		buf_put(&j->out->body, made->bytes, made->len);
	return made != NULL;
}

void
answer_pack(struct answer *j)
{
	struct http_response *out = j->out;
	struct buf small;

	if (j->is_small || out->status == 304 || out->coding == HTTP_IDENTITY)
		return;
	small = buf_new(j->arena, HTTP_BODY_MAX);
	if (!squeeze(out->coding, out->body.data, out->body.len, &small)) {
		out->coding = HTTP_IDENTITY;
		return;
	}
	if (j->address != NULL && out->tag != NULL && out->status == 200)
		kept_put(j->app->kept, j->address, out->tag, out->coding,
		    small.data, small.len);
	out->body = small;
}

/* ---- one request ------------------------------------------------------- */

/* Does what is shown depend on the time of day? */
static bool
reads_moment(const struct answer *j)
{
	const struct query *q = &j->query;

	if (q->has_at || j->fixed)
		return false; /* it says so itself, or never changes */
	if (j->route.page == ROUTE_HOME || q->when != QUERY_ANY_TIME ||
	    (j->route.page == ROUTE_EVENTS && q->day_count == 0))
		return true;
	/* Among days one is today; an event's page says what of it is over. */
	if (j->route.page == ROUTE_EVENT)
		return j->route.face == ROUTE_PAGE;
	return (j->route.page == ROUTE_EVENTS || j->route.page == ROUTE_MAP) &&
	       (j->route.face == ROUTE_PAGE || j->route.face == ROUTE_JSON);
}

static void
set_caching(struct answer *j)
{
	int left = QUERY_MOMENT * 60;

	j->out->max_age = MAX_AGE;
	j->out->tag = j->app->tag;
	if (reads_moment(j)) {
		j->out->tag = arena_printf(
		    j->arena, "%s-%x", j->out->tag, (unsigned)j->moment);
		left -= (int)(settings_seconds() - (int64_t)j->moment * 60);
		if (left < j->out->max_age)
			j->out->max_age = left > 0 ? left : 0;
	} else if (j->fixed) {
		j->out->tag = arena_printf(
		    j->arena, "%s-%xf", j->out->tag, (unsigned)j->moment);
	}
}

/* "event/UID/slug" in the spelling it has today; -1 once it is answered. */
static int64_t
find_event(struct answer *j)
{
	const char *name = j->route.path + strlen("event/");
	size_t len = strcspn(name, "/");
	char *uid = arena_strndup(j->arena, name, len);
	int64_t event = snapshot_find(&j->app->s, uid);
	const char *right;

	if (event < 0) {
		answer_error(j, snapshot_is_gone(&j->app->s, uid) ? 410 : 404);
		return -1;
	}
	right = arena_printf(j->arena, "event/%s/%s", uid,
	    json_get_str(view_tree(&j->view, (uint32_t)event), "slug"));
	if (strcmp(right, j->route.path) == 0)
		return event;
	answer_redirect(j,
	    answer_path(j, arena_printf(j->arena, "%s%s", right,
			       route_ending(j->route.face))),
	    NULL);
	return -1;
}

static const char *
filename_of(const struct answer *j)
{
	if (j->route.face != ROUTE_ICS)
		return NULL;
	return j->route.page == ROUTE_PLAN ? "plan.ics" : "programme.ics";
}

/* Was the page made small for somebody before? */
static bool
is_kept(struct answer *j)
{
	const char *query = j->route.query != NULL ? j->route.query : "";

	return j->out->coding != HTTP_IDENTITY &&
	       answer_is_kept(
		   j, arena_printf(j->arena, "%zu %d %s?%s", j->route.language,
			  (int)j->route.face, j->route.path, query));
}

/* A page in any of its faces, whose query is canonical. */
void
answer_page(struct answer *j)
{
	int64_t event = 0;

	answer_view(j);
	if (j->route.page == ROUTE_EVENT && (event = find_event(j)) < 0)
		return;
	set_caching(j);
	j->out->type = type_of(j->route.face);
	j->out->filename = filename_of(j);
	if (answer_is_known(j, j->out->tag) || is_kept(j))
		return;
	if (j->route.face == ROUTE_PAGE)
		fill_page(j, event);
	else if (j->route.face == ROUTE_JSON)
		fill_twin(j, event);
	else
		fill_feed(j, event);
}
