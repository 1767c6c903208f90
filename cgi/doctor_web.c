/* doctor_web.c -- the doctor's look at the public address: is it ours, and are
 * its answers what the program says? */
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "app.h"
#include "arena.h"
#include "build.h"
#include "doctor.h"
#include "err.h"
#include "fetch.h"
#include "http.h"
#include "json.h"
#include "settings.h"

/* ---- asking ------------------------------------------------------------ */

static struct fetch *
ask(struct doctor *d, const char *method, const char *path,
    const char *const *headers, struct err *err)
{
	struct fetch *f = ARENA_NEW(d->arena, struct fetch);

	*f = (struct fetch){
		.url = arena_printf(d->arena, "%s%s", d->url, path),
		.method = method,
		.headers = headers,
		.whole_ms = DOCTOR_WAIT_MS,
		.raw = true,
	};
	if (strcmp(method, "POST") == 0)
		f->sent = "";
	return fetch_run(d->them, d->arena, f, err) ? f : NULL;
}

struct fetch *
doctor_ask(struct doctor *d, const char *method, const char *path,
    const char *const *headers)
{
	struct err err = { ERR_NONE, "" };
	struct fetch *f = ask(d, method, path, headers, &err);

	if (f == NULL)
		doctor_find(
		    d, DOCTOR_BAD, "see the web server's log", "%s", err.text);
	return f;
}

const char *
doctor_header(const struct fetch *f, const char *name)
{
	const char *value = fetch_header(f, name);

	return value != NULL ? value : "";
}

/* Each page of ours has it, those of errors too, and a web server by itself
 * does not. */
bool
doctor_is_ours(const struct fetch *f)
{
	return strstr(doctor_header(f, "content-security-policy"),
		   "default-src 'none'") != NULL;
}

/* ---- is it there ------------------------------------------------------- */

/* Links of a page that is not there begin with the path that the program was
 * told it is under: "/week/static/...".  NULL where that is not to be seen. */
static const char *
told_base(struct doctor *d)
{
	struct err none = { ERR_NONE, "" };
	struct fetch *f = ask(d, "GET", "/doctor", NULL, &none);
	const char *end = f != NULL && f->status == 404 && doctor_is_ours(f)
			      ? strstr(f->body.data, "/static/")
			      : NULL,
		   *begin = end;

	while (begin != NULL && begin > f->body.data && begin[-1] != '"')
		begin--;
	return end != NULL
		   ? arena_strndup(d->arena, begin, (size_t)(end - begin))
		   : NULL;
}

/* The program answers, and knows nothing of the path that it is under. */
static bool
is_told_otherwise(struct doctor *d)
{
	const char *told = told_base(d);

	if (told == NULL || strcmp(told, d->base) == 0)
		return false;
	doctor_find(d, DOCTOR_BAD,
	    arena_printf(d->arena,
		"let the web server pass ALMANACH_BASE with the value %s/; or "
		"name the address where the programme is with --url or "
		"ALMANACH_URL",
		d->base),
	    "%s/ is no page: the program was told that it is under %s/, and "
	    "not under %s/",
	    d->url, told, d->base);
	return true;
}

static bool
is_not_reached(const struct fetch *f)
{
	return f->status >= 502 && f->status <= 504 && !doctor_is_ours(f);
}

#define REACH                                                                  \
	"see that \"almanach serve\" runs, that its socket is the one the "    \
	"web server's configuration names, and that the web server's account " \
	"may connect to it"

static void
tell_strange(struct doctor *d, const struct fetch *f)
{
	if (f->status == 404)
		doctor_find(d, DOCTOR_BAD,
		    "let the web server pass requests under that path to the "
		    "program's socket (cgi/deploy)",
		    "%s/ answers 404, and the program was not asked", d->url);
	else if (is_not_reached(f))
		doctor_find(d, DOCTOR_BAD, REACH,
		    "%s/ answers %d: the web server does not reach the "
		    "program",
		    d->url, f->status);
	else if (f->status >= 300 && f->status < 400)
		doctor_find(d, DOCTOR_BAD,
		    "let ALMANACH_URL be the address where it ends",
		    "%s/ leads to %s", d->url, doctor_header(f, "location"));
	else
		doctor_find(d, DOCTOR_BAD,
		    "see the web server's log, and whether it asks for a "
		    "login, or answers that path by itself",
		    "%s/ answers %d with something that is no page of ours",
		    d->url, f->status);
}

void
doctor_address(struct doctor *d)
{
	struct err err = { ERR_NONE, "" };
	struct fetch *f;

	if (d->url == NULL) {
		doctor_find(d, DOCTOR_WARN,
		    "say it with --url or ALMANACH_URL, or as url in "
		    "programme.lua",
		    "the public address is not known, so that nothing was "
		    "asked of it");
		return;
	}
	d->them = fetch_open(d->arena, &err);
	f = d->them != NULL ? ask(d, "GET", "/", NULL, &err) : NULL;
	if (f == NULL) {
		doctor_find(d, DOCTOR_BAD,
		    "see whether the web server runs, and whether that is the "
		    "address that visitors use",
		    "%s", err.text);
		return;
	}
	d->reached = f->status == 200 && doctor_is_ours(f);
	d->home = f->body.data;
	if (d->reached)
		doctor_find(d, DOCTOR_OK, NULL, "%s/ answers", d->url);
	else if (!is_told_otherwise(d))
		tell_strange(d, f);
}

/* ---- under its path ---------------------------------------------------- */

/* Where the program leads to is as visitors' browsers will ask. */
void
doctor_base(struct doctor *d)
{
	const char *wanted = arena_printf(d->arena, "%s/events", d->base),
		   *whole = arena_printf(d->arena, "%s/events", d->url), *to;
	struct fetch *f = doctor_ask(d, "GET", "/events/", NULL);

	if (f == NULL)
		return;
	to = doctor_header(f, "location");
	if (f->status == 308 &&
	    (strcmp(to, wanted) == 0 || strcmp(to, whole) == 0))
		doctor_find(d, DOCTOR_OK, NULL,
		    "the program knows that it is under %s/", d->base);
	else
		doctor_find(d, DOCTOR_BAD,
		    "let the web server pass ALMANACH_BASE with the path of "
		    "the address, hand on the path as it was asked for, and "
		    "leave Location as it is",
		    "%s/events/ answers %d and leads to \"%s\"; it should lead "
		    "to \"%s\"",
		    d->url, f->status, to, wanted);
}

/* ---- the same programme ------------------------------------------------ */

void
doctor_same(struct doctor *d)
{
	struct fetch *f = doctor_ask(d, "GET", "/status.json", NULL);
	struct err err = { ERR_NONE, "" };
	struct json *status = NULL;
	const char *build;
	int64_t n;

	if (f == NULL)
		return;
	json_parse(d->arena, f->body.data, f->body.len, NULL, &status, &err);
	build = json_get_str(status, "build");
	n = json_get_int(status, "publication", 0);
	d->other = build == NULL || strcmp(build, BUILD) != 0;
	d->reached = !is_not_reached(f); /* what is kept tells no more */
	if (!d->reached)
		doctor_find(d, DOCTOR_BAD, REACH,
		    "visitors get pages that the web server has kept, and "
		    "otherwise %d: it does not reach the program",
		    f->status);
	else if (n == 0)
		doctor_find(d, DOCTOR_BAD,
		    "see what the web server does with that path",
		    "%s/status.json answers %d, and tells no publication",
		    d->url, f->status);
	else if (d->publication != 0 && n != d->publication)
		doctor_find(d, DOCTOR_BAD,
		    "see that \"serve\" is started with this database, and "
		    "that no cache on the way keeps what says no-store",
		    "visitors see publication %" PRId64 ", and in %s %" PRId64
		    " is live",
		    n, d->settings->db, d->publication);
	else if (d->other)
		doctor_find(d, DOCTOR_WARN,
		    "SIGHUP (systemctl reload almanach) starts it anew",
		    "another build answers than this one");
	else
		doctor_find(d, DOCTOR_OK, NULL,
		    "visitors see what is live, from this build");
}

/* ---- the same headers -------------------------------------------------- */

/* What the program itself says to such a request, as CGI has it. */
static char *
own_head(struct doctor *d, const char *path)
{
	struct err err = { ERR_NONE, "" };
	struct app *app = app_open(d->arena, d->settings, &err);
	struct http_response answer = http_response_new(d->arena);
	struct buf head = buf_new(d->arena, HTTP_HEAD_MAX + HTTP_BODY_MAX);
	struct http_request request = { .method = "GET",
		.base = d->base,
		.target = arena_printf(d->arena, "%s%s", d->base, path) };

	if (app == NULL) {
		doctor_find(d, DOCTOR_BAD,
		    "\"make install\" puts pages' material in its place", "%s",
		    err.text);
		return NULL;
	}
	app_handle(app, &request, &answer);
	app_write(app, &answer, true, &head);
	return head.data;
}

/* Servers may count bytes anew or not at all, and mark a tag; "tags" has a
 * look at that. */
static bool
is_of_no_interest(const char *name)
{
	static const char *const names[] = { "Status", "Content-Length",
		"ETag" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcasecmp(names[i], name) == 0)
			return true;
	return false;
}

/* True where a header came as the program gave it. */
static bool
compare_header(struct doctor *d, const char *path, const struct fetch *f,
    const char *name, const char *value)
{
	size_t count = fetch_header_count(f, name);
	const char *is = doctor_header(f, name);

	if (count == 1 && (d->other || strcmp(is, value) == 0))
		return true;
	if (count == 0)
		doctor_find(d, DOCTOR_BAD,
		    "let the web server hand it on (in nginx see "
		    "fastcgi_hide_header)",
		    "%s comes without %s", path, name);
	else if (count > 1)
		doctor_find(d, DOCTOR_BAD,
		    "the program says it: let the web server not add it once "
		    "more (in nginx add_header, in Apache Header add)",
		    "%s comes with %s %zu times", path, name, count);
	else
		doctor_find(d, DOCTOR_BAD,
		    "let the web server leave it as it is (in nginx see "
		    "expires, in Apache Header set)",
		    "%s comes with \"%s: %s\", and the program says \"%s\"",
		    path, name, is, value);
	return false;
}

static bool
compare(struct doctor *d, const char *path)
{
	char *line = own_head(d, path), *end, *value;
	struct fetch *f =
	    line != NULL ? doctor_ask(d, "GET", path, NULL) : NULL;
	bool same = f != NULL;

	for (; f != NULL && (end = strstr(line, "\r\n")) != NULL && end > line;
	     line = end + 2) {
		*end = '\0';
		value = strstr(line, ": ");
		if (value == NULL)
			continue;
		*value = '\0';
		if (!is_of_no_interest(line))
			same &= compare_header(d, path, f, line, value + 2);
	}
	return same;
}

void
doctor_headers(struct doctor *d)
{
	static const char *const paths[] = { "/about", "/doctor",
		"/sync/head.json", "/sw.js" };
	bool same = true;

	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		same &= compare(d, paths[i]);
	if (same)
		doctor_find(
		    d, DOCTOR_OK, NULL, "they come as the program gives them");
}
