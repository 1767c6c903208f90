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
	bool logs_in;
} attempts[] = {
#define WITH(...)                                                              \
	(const char *const[])                                                  \
	{                                                                      \
		__VA_ARGS__, NULL                                              \
	}
	{ "GET", "/edit/", "without login", NULL, false },
	{ "GET", "/edit/", "with a name in a header", WITH(CLAIMS), false },
	{ "GET", "/edit/", "with a login that nobody has", WITH(LOGIN), true },
	{ "GET", "/%65dit/", "with all of that", WITH(CLAIMS, LOGIN), true },
	{ "GET", "//edit/", "with all of that", WITH(CLAIMS, LOGIN), true },
	{ "POST", "/edit/", "without login", NULL, false },
	{ "POST", "/edit/", "with all of that", WITH(CLAIMS, LOGIN), true },
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

/* The web server asks who it is, and then cannot tell: nginx answers 403 where
 * the file of accounts is missing and 500 where it may not be read, Apache 500
 * for both. */
static bool
cannot_tell(const struct attempt *t, const struct fetch *f, int without)
{
	return !doctor_is_ours(f) &&
	       (f->status == 500 ||
		   (f->status == 403 && without == 401 && t->logs_in));
}

static void
tell_attempt(struct doctor *d, const struct attempt *t, const struct fetch *f,
    const char *what, const char *advice)
{
	doctor_find(d, DOCTOR_BAD, advice, "%s %s %s answers %d: %s", t->method,
	    t->path, t->as, f->status, what);
}

void
doctor_editors(struct doctor *d)
{
	int without = 0; /* what the first is answered with */
	bool asks = false;

	for (size_t i = 0; i < sizeof(attempts) / sizeof(*attempts); i++) {
		const struct attempt *t = &attempts[i];
		struct fetch *f = doctor_ask(d, t->method, t->path, t->headers);

		if (f == NULL)
			return;
		asks |= f->status != 404;
		without = i == 0 ? f->status : without;
		if (cannot_tell(t, f, without)) {
			tell_attempt(d, t, f, "nobody can log in",
			    "let the file of accounts be there, and the web "
			    "server's account read it; its log says more");
			return;
		}
		if (!is_closed(f)) {
			tell_attempt(d, t, f, "the workspace is open",
			    "say ALMANACH_EDIT=on and pass REMOTE_USER only in "
			    "the location that asks for a login, and let that "
			    "be all of BASE/edit/ (cgi/deploy)");
			return;
		}
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
		    "who it is (in nginx: allow and deny); if this machine "
		    "may ask, see from another one that it is closed",
		    "/metrics is open");
}
