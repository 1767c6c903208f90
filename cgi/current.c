/* current.c -- the application as it is live. */
#include <stddef.h>
#include <sys/stat.h>

#include "app.h"
#include "arena.h"
#include "current.h"
#include "err.h"
#include "live.h"
#include "log.h"
#include "settings.h"

struct current {
	const struct settings *settings;
	struct tallies *tallies;
	int worker; /* its number there */
	const char *file;
	struct stat known; /* the file as it was when it was opened */
	struct arena *arena;
	struct app *app;
	int64_t looked;
};

/* What was open is better than nothing. */
static bool
is_worse(const struct current *c, const struct app *app)
{
	return c->app != NULL && app_publication(app) == 0 &&
	       app_publication(c->app) != 0;
}

/* "replaced": what is open has a file of its own. */
static bool
open_app(struct current *c, bool replaced)
{
	struct arena *a = arena_new();
	struct err err = { ERR_NONE, "" };
	struct app *app = app_open(a, c->settings, &err);

	if (app == NULL || (replaced && is_worse(c, app))) {
		if (app == NULL)
			log_line("%s", err.text);
		arena_free(a);
		return false;
	}
	app_count(app, c->tallies, c->worker);
	arena_free(c->arena);
	c->arena = a;
	c->app = app;
	return true;
}

struct current *
current_begin(struct arena *a, const struct settings *settings,
    struct tallies *tallies, int worker)
{
	struct current *c = ARENA_NEW(a, struct current);

	c->settings = settings;
	c->tallies = tallies;
	c->worker = worker;
	c->file = live_path(a, settings->db);
	stat(c->file, &c->known);
	return open_app(c, false) ? c : NULL;
}

struct app *
current_app(struct current *c, int64_t now)
{
	struct stat st = { 0 };

	if (now - c->looked < CURRENT_LOOK)
		return c->app;
	c->looked = now;
	if (stat(c->file, &st) != 0 ||
	    (st.st_ino == c->known.st_ino && st.st_size == c->known.st_size &&
		st.st_mtim.tv_sec == c->known.st_mtim.tv_sec &&
		st.st_mtim.tv_nsec == c->known.st_mtim.tv_nsec))
		return c->app;
	if (open_app(c, st.st_ino != c->known.st_ino))
		c->known = st;
	else
		c->looked += CURRENT_AGAIN;
	return c->app;
}
