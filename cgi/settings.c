/* settings.c -- what the program is told from outside. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "arena.h"
#include "err.h"
#include "installed.h"
#include "link.h"
#include "settings.h"
#include "when.h"

#define STATE_DIR "/var/lib/almanach"

static const char *
first_of(const char *told, const char *variable, const char *otherwise)
{
	const char *value = told != NULL ? told : getenv(variable);

	return value != NULL && *value != '\0' ? value : otherwise;
}

static bool
read_url(struct arena *a, struct settings *s, struct err *err)
{
	char *url;
	size_t len;

	if (s->url == NULL)
		return true;
	url = link_web(a, s->url, strlen(s->url));
	if (url == NULL || strpbrk(url, "?#") != NULL)
		return err_set(err, ERR_INPUT,
		    "\"%s\" is not a public address such as "
		    "https://example.org/week",
		    s->url);
	for (len = strlen(url); len > 0 && url[len - 1] == '/';)
		url[--len] = '\0';
	s->url = url;
	return true;
}

/* "/", "/week" and "/week/" alike. */
static bool
read_base(struct arena *a, struct settings *s, struct err *err)
{
	char *base = arena_strdup(a, s->base);
	size_t len = strlen(base);

	while (len > 0 && base[len - 1] == '/')
		base[--len] = '\0';
	if ((len > 0 && (base[0] != '/' || base[1] == '/')) ||
	    strpbrk(base, "?#% \\") != NULL || strstr(base, "..") != NULL)
		return err_set(err, ERR_INPUT,
		    "\"%s\" is not a path such as /week, or / for the root",
		    s->base);
	s->base = base;
	return true;
}

bool
settings_finish(struct arena *a, struct settings *s, struct err *err)
{
	struct when_zone utc = when_utc();
	bool at_home = access("build/www/templates", F_OK) == 0;

	s->db = first_of(s->db, "ALMANACH_DB",
	    at_home ? "build/almanach.db" : STATE_DIR "/almanach.db");
	s->scripts = first_of(s->scripts, "ALMANACH_SCRIPTS",
	    at_home ? "scripts" : STATE_DIR "/scripts");
	s->www = first_of(
	    s->www, "ALMANACH_WWW", at_home ? "build/www" : SHARE_DIR "/www");
	s->url = first_of(s->url, "ALMANACH_URL", NULL);
	s->base = first_of(s->base, "ALMANACH_BASE", "");
	s->now = first_of(s->now, "ALMANACH_NOW", NULL);
	s->recall = strcmp(first_of(NULL, "ALMANACH_WORKER", "on"), "off") == 0;
	s->access = strcmp(first_of(NULL, "ALMANACH_ACCESS", "off"), "on") == 0;
	s->searches =
	    strcmp(first_of(NULL, "ALMANACH_SEARCHES", "on"), "off") != 0;
	if (s->now != NULL && !when_parse(s->now, &utc, &s->instant))
		return err_set(err, ERR_INPUT,
		    "\"%s\" is not a time such as 2025-11-19T10:00:00+01:00",
		    s->now);
	return read_url(a, s, err) && read_base(a, s, err);
}

int32_t
settings_now(const struct settings *s)
{
	return s->now != NULL ? s->instant : (int32_t)(settings_seconds() / 60);
}

int64_t
settings_seconds(void)
{
	return (int64_t)time(NULL);
}
