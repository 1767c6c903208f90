/* doctor_answers.c -- the doctor's look at what the web server does with
 * answers of each kind. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "doctor.h"
#include "fetch.h"
#include "settings.h"

/* ---- static files ------------------------------------------------------ */

/* A script's path, as the page names it: "/static/page-fr-0123456789.js". */
static const char *
find_script(struct doctor *d)
{
	const char *at = d->home;

	while ((at = strstr(at, "static/")) != NULL) {
		size_t len = strcspn(at, "\"?# ");

		if (len > 3 && strncmp(at + len - 3, ".js", 3) == 0)
			return arena_printf(d->arena, "/%.*s", (int)len, at);
		at += len;
	}
	return "/static/";
}

static bool
is_kept_for_ever(const struct fetch *f)
{
	return strstr(doctor_header(f, "cache-control"), "immutable") != NULL;
}

static void
look_at_script(struct doctor *d, const char *path)
{
	static const char *const packed[] = { "Accept-Encoding: gzip, br",
		NULL };
	struct fetch *f = doctor_ask(d, "GET", path, packed);

	if (f == NULL)
		return;
	if (f->status != 200)
		doctor_find(d, DOCTOR_BAD,
		    "let the web server serve the folder static of the "
		    "program's www, or pass such requests on",
		    "%s answers %d", path, f->status);
	else if (!is_kept_for_ever(f))
		doctor_find(d, DOCTOR_BAD,
		    "add \"public, max-age=31536000, immutable\" for files "
		    "that are there: their names change with their bytes",
		    "%s comes with \"Cache-Control: %s\"", path,
		    doctor_header(f, "cache-control"));
	else if (strcmp(doctor_header(f, "x-content-type-options"),
		     "nosniff") != 0 ||
		 fetch_header_count(f, "x-content-type-options") != 1)
		doctor_find(d, DOCTOR_BAD,
		    "add \"X-Content-Type-Options: nosniff\" once",
		    "%s does not come with nosniff, or more than once", path);
	else if (*doctor_header(f, "content-encoding") == '\0')
		doctor_find(d, DOCTOR_WARN,
		    "let the web server pack it, or serve the .br and .gz "
		    "that are beside it",
		    "%s comes unpacked, in %zu bytes", path, f->body.len);
	else
		doctor_find(d, DOCTOR_OK, NULL,
		    "files come packed, and may be kept for ever");
}

void
doctor_static(struct doctor *d)
{
	static const char missing[] = "/static/doctor-0000000000.js";
	struct fetch *f = doctor_ask(d, "GET", missing, NULL);

	look_at_script(d, find_script(d));
	if (f == NULL)
		return;
	if (f->status != 404)
		doctor_find(d, DOCTOR_BAD,
		    "let what is not there be answered with 404",
		    "%s, which is not there, answers %d", missing, f->status);
	else if (is_kept_for_ever(f))
		doctor_find(d, DOCTOR_BAD,
		    "let only files that are there be kept (in nginx "
		    "add_header without \"always\"): during an upgrade a "
		    "phone would keep the error for a year",
		    "%s, which is not there, comes with \"Cache-Control: %s\"",
		    missing, doctor_header(f, "cache-control"));
}

/* ---- packing ----------------------------------------------------------- */

void
doctor_packing(struct doctor *d)
{
	static const struct {
		const char *header, *wanted;
	} cases[] = {
		{ "Accept-Encoding: gzip", "gzip" },
		{ "Accept-Encoding: gzip, br", "br" },
		{ NULL, "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *const headers[] = { cases[i].header, NULL };
		struct fetch *f = doctor_ask(d, "GET", "/about", headers);
		const char *coding;

		if (f == NULL)
			return;
		coding = doctor_header(f, "content-encoding");
		if (strcmp(coding, cases[i].wanted) == 0)
			continue;
		doctor_find(d, DOCTOR_BAD,
		    "let the web server hand Accept-Encoding on to the "
		    "program, which packs by itself, and not pack once more",
		    "/about asked for with \"%s\" comes packed as \"%s\"",
		    cases[i].header != NULL ? cases[i].header : "", coding);
		return;
	}
	doctor_find(d, DOCTOR_OK, NULL, "pages come packed, gzip and brotli");
}

/* ---- what is known already --------------------------------------------- */

void
doctor_tags(struct doctor *d)
{
	const char *headers[] = { "Accept-Encoding: gzip", NULL, NULL };
	struct fetch *f = doctor_ask(d, "GET", "/about", headers);
	const char *tag;

	if (f == NULL)
		return;
	tag = doctor_header(f, "etag");
	headers[1] = arena_printf(d->arena, "If-None-Match: %s", tag);
	f = *tag != '\0' ? doctor_ask(d, "GET", "/about", headers) : f;
	if (f == NULL)
		return;
	if (f->status == 304)
		doctor_find(d, DOCTOR_OK, NULL,
		    "what a visitor has already is told in few bytes (304)");
	else
		doctor_find(d, DOCTOR_BAD,
		    "let the web server hand on ETag and If-None-Match as "
		    "they are (in Apache: DeflateAlterETag NoChange)",
		    *tag != '\0' ? "/about with its ETag %s answers %d, and "
				   "not 304"
				 : "/about comes without ETag%s (%d)",
		    tag, f->status);
}

/* ---- the worker -------------------------------------------------------- */

void
doctor_worker(struct doctor *d)
{
	struct fetch *f = doctor_ask(d, "GET", "/sw.js", NULL);
	const char *type;

	if (f == NULL)
		return;
	type = doctor_header(f, "content-type");
	if (f->status != 200 || strncmp(type, "text/javascript", 15) != 0)
		doctor_find(d, DOCTOR_BAD,
		    "let the web server pass that path to the program too",
		    "/sw.js answers %d as \"%s\": phones will keep nothing",
		    f->status, type);
	else if (fetch_way(d->them, d->url) == FETCH_OPEN)
		doctor_find(d, DOCTOR_BAD,
		    "serve it by HTTPS (certbot gets a certificate)",
		    "%s is plain HTTP: no browser lets a phone keep the "
		    "programme",
		    d->url);
	else if (d->settings->recall)
		doctor_find(d, DOCTOR_WARN,
		    "take ALMANACH_WORKER away when they may again",
		    "phones give up what they keep (ALMANACH_WORKER=off)");
	else
		doctor_find(d, DOCTOR_OK, NULL,
		    "phones may keep all that is under %s/", d->base);
}

/* ---- requests of other kinds ------------------------------------------- */

void
doctor_requests(struct doctor *d)
{
	struct fetch *head = doctor_ask(d, "HEAD", "/about", NULL),
		     *escaped =
			 doctor_ask(d, "GET", "/event/doctor%2Fno", NULL),
		     *plain = doctor_ask(d, "POST", "/about", NULL);
	bool all = false;

	if (head == NULL || escaped == NULL || plain == NULL)
		return;
	if (head->status != 200 || !doctor_is_ours(head))
		doctor_find(d, DOCTOR_BAD, "let the web server pass HEAD on",
		    "HEAD /about answers %d", head->status);
	else if (escaped->status != 404 || !doctor_is_ours(escaped))
		doctor_find(d, DOCTOR_BAD,
		    "let the web server pass it on as it is (in Apache: "
		    "AllowEncodedSlashes NoDecode)",
		    "/event/doctor%%2Fno answers %d, and the program was not "
		    "asked",
		    escaped->status);
	else if (plain->status != 405)
		doctor_find(d, DOCTOR_BAD,
		    "let the web server pass the method on (in nginx: "
		    "fastcgi_param REQUEST_METHOD $request_method)",
		    "POST /about answers %d, and not 405", plain->status);
	else
		all = true;
	if (all)
		doctor_find(d, DOCTOR_OK, NULL,
		    "methods and paths reach the program as they are");
}

/* ---- the time ---------------------------------------------------------- */

void
doctor_time(struct doctor *d)
{
	struct fetch *f = doctor_ask(d, "GET", "/status.json", NULL);
	int64_t ahead;

	if (f == NULL || f->date < 0)
		return;
	ahead = settings_seconds() - f->date;
	if (llabs(ahead) > DOCTOR_SLACK)
		doctor_find(d, DOCTOR_BAD,
		    "set the one that is wrong; \"now\" and \"next\" on pages "
		    "stand on it (timedatectl tells whether NTP keeps it)",
		    "this machine's clock is %" PRId64 " seconds %s the web "
		    "server's",
		    (int64_t)llabs(ahead), ahead > 0 ? "ahead of" : "behind");
	else
		doctor_find(d, DOCTOR_OK, NULL,
		    "this machine's clock is the web server's");
}
