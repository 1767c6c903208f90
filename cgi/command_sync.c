/* command_sync.c -- bring in an agenda of OpenAgenda's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "arena.h"
#include "buf.h"
#include "build.h"
#include "command.h"
#include "db.h"
#include "event.h"
#include "fetch.h"
#include "files.h"
#include "inforce.h"
#include "log.h"
#include "polite.h"
#include "sync.h"

#define API         "https://api.openagenda.com"
#define TIMEOUT_MAX 600   /* seconds */
#define PAUSE_MAX   60000 /* milliseconds */

static bool
is_number(const char *text, size_t digits)
{
	size_t len = strlen(text);

	return len > 0 && len <= digits && *text != '0' &&
	       strspn(text, "0123456789") == len;
}

/* A number within its limits; "otherwise" where none is given. */
static bool
take_number(const char *text, int otherwise, int max, int *number)
{
	*number = otherwise;
	if (text == NULL)
		return true;
	*number = is_number(text, 6) ? (int)strtol(text, NULL, 10) : 0;
	return *number > 0 && *number <= max;
}

/* The key is one word.  It stands in a file because a command line can be read
 * by everybody on the machine, and so must not be the file. */
static const char *
read_key(struct command *c)
{
	struct buf text = buf_new(c->arena, AGENDA_KEY_MAX);
	struct stat st;
	char *key;
	size_t len;

	if (!files_read(c->key_file, &text, &c->err))
		return NULL;
	key = text.data + strspn(text.data, " \t\r\n");
	len = strcspn(key, " \t\r\n");
	if (len == 0 || key[len + strspn(key + len, " \t\r\n")] != '\0' ||
	    !event_uid_ok(arena_strndup(c->arena, key, len))) {
		err_set(&c->err, ERR_INPUT,
		    "%s does not hold a key: one word of letters and digits, "
		    "as OpenAgenda shows it in its settings",
		    c->key_file);
		return NULL;
	}
	if (stat(c->key_file, &st) == 0 && (st.st_mode & S_IROTH) != 0)
		log_line("everybody on this machine can read the key in %s: "
			 "chmod 600 it",
		    c->key_file);
	key[len] = '\0';
	return key;
}

/* Who asks: the program, and where what it fetches is to be seen. */
static const char *
agent_of(struct command *c, const struct inforce *f)
{
	const char *url =
	    c->settings.url != NULL ? c->settings.url : f->programme.url;

	return url != NULL
		   ? arena_printf(c->arena, "almanach/%s (+%s)", VERSION, url)
		   : NULL;
}

static void
tell(const struct command *c, const struct sync *s)
{
	const struct agenda *g = &s->agenda;

	if (!c->json)
		printf("agenda %s: %s, %lld event%s in %zu page%s\n", g->uid,
		    sync_is_news(s) ? "what changed" : "everything",
		    (long long)g->events, g->events == 1 ? "" : "s", g->count,
		    g->count == 1 ? "" : "s");
}

/* Everything but the options is in place. */
static int
run(struct command *c, struct sync *s)
{
	struct inforce *f = command_import_begin(c, &s->import);
	struct db *db;

	if (f == NULL)
		return command_status_of(&c->err);
	if (s->import.source == NULL)
		s->import.source = s->agenda.uid;
	s->agenda.agent = agent_of(c, f);
	db = db_open(c->arena, c->settings.db, DB_CREATE, &c->err);
	if (db == NULL || !sync_run(c->arena, db, s, &c->err))
		return command_status_of(&c->err);
	tell(c, s);
	return command_import_end(c, db, &s->import, f);
}

/* The address without a slash at its end; NULL where the key would not stay
 * secret on the way. */
static const char *
take_base(struct command *c, struct fetcher *them)
{
	char *base = arena_strdup(c->arena, c->api != NULL ? c->api : API);
	enum fetch_way way = fetch_way(them, base);
	size_t len = strlen(base);

	while (len > 0 && base[len - 1] == '/')
		base[--len] = '\0';
	return strpbrk(base, "?#") == NULL &&
		       (way == FETCH_SECURE || way == FETCH_HERE)
		   ? base
		   : NULL;
}

int
command_sync(struct command *c)
{
	struct sync s = { .full = c->full };
	struct agenda *g = &s.agenda;
	int seconds;

	if (c->count > 0 || c->agenda == NULL || c->key_file == NULL)
		return command_misused(
		    c, "sync takes --agenda UID and --key-file FILE");
	if (!is_number(c->agenda, AGENDA_UID_MAX))
		return command_misused(c,
		    "--agenda takes the agenda's number, which "
		    "its page on OpenAgenda shows under settings");
	if (c->source != NULL && !event_uid_ok(c->source))
		return command_misused(c,
		    "--source takes a name of letters, digits, "
		    "hyphens and dots");
	if (!take_number(
		c->timeout, POLITE_TIMEOUT_MS / 1000, TIMEOUT_MAX, &seconds))
		return command_misused(
		    c, "--timeout takes seconds, from 1 to 600");
	if (!take_number(c->pause, POLITE_PAUSE_MS, PAUSE_MAX, &g->pause_ms))
		return command_misused(
		    c, "--pause takes milliseconds, from 1 to 60000");
	g->uid = c->agenda;
	g->timeout_ms = seconds * 1000;
	g->them = fetch_open(c->arena, &c->err);
	g->key = g->them != NULL ? read_key(c) : NULL;
	if (g->key == NULL)
		return command_status_of(&c->err);
	g->base = take_base(c, g->them);
	if (g->base == NULL)
		return command_misused(c,
		    "--base takes an https address such as " API
		    "; http is for this machine alone, and "
		    "no name or key belongs into it");
	return run(c, &s);
}
