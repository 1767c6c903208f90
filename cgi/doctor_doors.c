/* doctor_doors.c -- the doctor tries the doors that must be closed. */
#include <string.h>

#include "arena.h"
#include "doctor.h"
#include "fetch.h"

/* ---- the workspace ----------------------------------------------------- */

/* Who a client says that it is must count for nothing.  The password is
 * nobody's. */
#define CLAIMS                                                                 \
	"Remote-User: doctor", "REMOTE_USER: doctor", "X-Remote-User: doctor", \
	    "ALMANACH_EDIT: on", "Almanach-Edit: on",                          \
	    "X-Forwarded-User: doctor"
#define LOGIN "Authorization: Basic ZG9jdG9yOm5vYm9keQ=="

static const struct attempt {
	const char *method, *path, *as;
	const char *const *headers;
} attempts[] = {
#define WITH(...)                                                              \
	(const char *const[])                                                  \
	{                                                                      \
		__VA_ARGS__, NULL                                              \
	}
	{ "GET", "/edit/", "without login", NULL },
	{ "GET", "/edit/", "with a name in a header", WITH(CLAIMS) },
	{ "GET", "/edit/", "with a login that nobody has", WITH(LOGIN) },
	{ "GET", "/%65dit/", "with all of that", WITH(CLAIMS, LOGIN) },
	{ "GET", "//edit/", "with all of that", WITH(CLAIMS, LOGIN) },
	{ "POST", "/edit/", "without login", NULL },
	{ "POST", "/edit/", "with all of that", WITH(CLAIMS, LOGIN) },
#undef WITH
};

/* A login of somebody else's may lead elsewhere, to a page to log in at. */
static bool
is_closed(const struct fetch *f)
{
	if (f->status >= 300 && f->status < 400)
		return f->status == 308 || !doctor_is_ours(f);
	return f->status == 400 || f->status == 401 || f->status == 403 ||
	       f->status == 404 || f->status == 405;
}

void
doctor_editors(struct doctor *d)
{
	bool asks = false;

	for (size_t i = 0; i < sizeof(attempts) / sizeof(*attempts); i++) {
		const struct attempt *t = &attempts[i];
		struct fetch *f = doctor_ask(d, t->method, t->path, t->headers);

		if (f == NULL)
			return;
		asks |= f->status != 404;
		if (is_closed(f))
			continue;
		doctor_find(d, DOCTOR_BAD,
		    "say ALMANACH_EDIT=on and pass REMOTE_USER only in the "
		    "location that asks for a login, and let that be all of "
		    "BASE/edit/ (cgi/deploy)",
		    "%s %s %s answers %d: the workspace is open", t->method,
		    t->path, t->as, f->status);
		return;
	}
	doctor_find(d, DOCTOR_OK, NULL, "%s",
	    asks ? "the workspace is there for who has a login, and only for "
		   "them"
		 : "the workspace is closed to all");
}

/* ---- the counters ------------------------------------------------------ */

void
doctor_metrics(struct doctor *d)
{
	struct fetch *f = doctor_ask(d, "GET", "/metrics", NULL);

	if (f == NULL)
		return;
	if (f->status != 200)
		doctor_find(d, DOCTOR_OK, NULL, "/metrics is closed");
	else if (fetch_way(d->them, d->url) == FETCH_HERE)
		doctor_find(d, DOCTOR_WARN,
		    "ask from another machine too: there it must be 404 or 403",
		    "/metrics is open, at least to this machine");
	else
		doctor_find(d, DOCTOR_BAD,
		    "pass ALMANACH_METRICS=on only where the web server asks "
		    "who it is (in nginx: allow and deny)",
		    "/metrics is open");
}
