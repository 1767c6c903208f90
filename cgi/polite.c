/* polite.c -- ask a server that is not ours, without being a burden. */
#include <errno.h>
#include <string.h>
#include <time.h>

#include "err.h"
#include "fetch.h"
#include "polite.h"
#include "ticks.h"
#include "when.h"

static void
rest(int64_t milliseconds)
{
	struct timespec t = { milliseconds / 1000,
		milliseconds % 1000 * 1000000 };

	while (nanosleep(&t, &t) != 0 && errno == EINTR)
		;
}

void
polite_begin(
    struct polite *p, struct fetcher *them, int timeout_ms, int pause_ms)
{
	*p = (struct polite){ .them = them,
		.timeout_ms = timeout_ms,
		.pause_ms = pause_ms,
		.end = ticks_ms() + (int64_t)timeout_ms * POLITE_RUN };
}

/* Will it perhaps be answered later? */
static bool
is_passing(const struct fetch *f)
{
	static const int statuses[] = { 429, 500, 502, 503, 504 };

	if (f->end != FETCH_ANSWERED)
		return f->end == FETCH_UNREACHABLE || f->end == FETCH_LATE ||
		       f->end == FETCH_CUT;
	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++)
		if (f->status == statuses[i])
			return true;
	return false;
}

/* Say in words what a status says. */
static void
tell_status(const struct fetch *f, int tries, struct err *err)
{
	if (f->end == FETCH_ANSWERED)
		err_set(err, ERR_SYSTEM,
		    "%.*s answered with status %d, %d time%s; try again later",
		    (int)strcspn(f->url, "?"), f->url, f->status, tries,
		    tries == 1 ? "" : "s");
}

/* They ask for more patience than we have: when to come back. */
static bool
leave(struct arena *a, const struct fetch *f, struct err *err)
{
	int64_t then = ((int64_t)time(NULL) + f->retry_after + 59) / 60;

	*err = (struct err){ ERR_NONE, "" };
	return err_set(err, ERR_SYSTEM,
	    "%.*s answered with status %d and asks to be left alone until %s",
	    (int)strcspn(f->url, "?"), f->url, f->status,
	    when_utc_text(a, (int32_t)(then < INT32_MAX ? then : INT32_MAX)));
}

/* Wait until it makes sense to ask again; false where that is too long. */
static bool
wait_to_retry(struct polite *p, struct arena *a, const struct fetch *f,
    int tries, struct err *err)
{
	bool told = f->end == FETCH_ANSWERED && f->retry_after > 0;
	int64_t wait = p->pause_ms;

	if (told && f->retry_after > POLITE_WAIT_MAX)
		return leave(a, f, err);
	for (int i = 0; i < tries; i++)
		wait *= POLITE_FACTOR;
	if (told)
		wait = f->retry_after * 1000;
	if (ticks_ms() + wait > p->end)
		return false;
	rest(wait);
	return true;
}

bool
polite_ask(struct polite *p, struct arena *a, struct fetch *f, struct err *err)
{
	for (int tries = 1;; tries++) {
		struct err now = { ERR_NONE, "" };
		int64_t left = p->end - ticks_ms();

		if (p->go_on && tries == 1)
			rest(p->pause_ms);
		p->go_on = true;
		f->whole_ms = left < p->timeout_ms ? (int)(left > 0 ? left : 1)
						   : p->timeout_ms;
		fetch_run(p->them, a, f, &now);
		if (now.kind == ERR_NONE && !is_passing(f))
			return true;
		tell_status(f, tries, &now);
		if (!is_passing(f) || tries == POLITE_TRIES ||
		    !wait_to_retry(p, a, f, tries, &now))
			return err_set(err, now.kind, "%s", now.text);
	}
}
