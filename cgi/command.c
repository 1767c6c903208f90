/* command.c -- commands that bring in events and publish them. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "build.h"
#include "catalog.h"
#include "command.h"
#include "db.h"
#include "import.h"
#include "inforce.h"
#include "json.h"
#include "live.h"
#include "log.h"
#include "publish.h"
#include "render.h"
#include "ruleset.h"

#define PRINT_MAX ((size_t)256 << 20) /* bytes of JSON */

int
command_status_of(const struct err *err)
{
	static const int statuses[] = { [ERR_NONE] = CLI_DONE,
		[ERR_INPUT] = CLI_BAD_INPUT,
		[ERR_MISSING] = CLI_BAD_INPUT,
		[ERR_LIMIT] = CLI_BAD_INPUT,
		[ERR_SYSTEM] = CLI_SYSTEM };

	return statuses[err->kind];
}

void
command_print_json(struct arena *a, const struct json *tree)
{
	struct buf text = buf_new(a, PRINT_MAX);

	json_write(&text, tree);
	puts(text.data);
}

int
command_misused(struct command *c, const char *sentence)
{
	err_set(&c->err, ERR_INPUT, "%s", sentence);
	return CLI_USAGE;
}

int
command_version(struct command *c)
{
	(void)c;
	printf("almanach %s (%.12s)\n", VERSION, BUILD);
	return CLI_DONE;
}

int
command_init(struct command *c)
{
	struct db *db = db_open(c->arena, c->settings.db, DB_CREATE, &c->err);

	if (db == NULL)
		return command_status_of(&c->err);
	printf("%s is ready\n", c->settings.db);
	return CLI_DONE;
}

int
command_render(struct command *c)
{
	if (c->count != 1)
		return command_misused(c,
		    "render takes one template, and the view on "
		    "standard input");
	return render_command(c->args[0], c->partials, stdin, stdout, &c->err)
		   ? CLI_DONE
		   : command_status_of(&c->err);
}

/* ---- publish ----------------------------------------------------------- */

static void
tell_failure(const struct publish *p)
{
	if (p->failure != NULL)
		printf("  %s\n", p->failure);
}

static void
tell_publication(const struct publish *p)
{
	size_t rules = p->states->len, failures = 0;

	JSON_EACH(state, p->states)
	{
		if (strcmp(json_get_str(state, "outcome"), "ok") == 0)
			continue;
		failures++;
		printf("  %s: %s\n", json_get_str(state, "rule"),
		    json_get_str(state, "message"));
	}
	tell_failure(p);
	printf("publication %lld%s: %zu event%s, %zu rule%s",
	    (long long)p->publication,
	    p->is_new ? "" : " stays, nothing differs", p->events,
	    p->events == 1 ? "" : "s", rules, rules == 1 ? "" : "s");
	if (failures > 0)
		printf(", %zu of them failing", failures);
	printf("\n");
}

/* For whoever reads the log of `serve`. */
static void
log_failures(const struct publish *p)
{
	if (!p->is_new)
		return; /* told already */
	JSON_EACH(state, p->states)
	{
		const char *outcome = json_get_str(state, "outcome"),
			   *standing = json_get_str(state, "standing");
		const struct log_member members[] = {
			{ "rule", json_get_str(state, "rule"), 0 },
			{ "outcome", outcome, 0 },
			{ "standing", standing, 0 },
			{ NULL, NULL, 0 },
		};

		if (strcmp(outcome, "ok") != 0)
			log_event(LOG_WARNING, "rule", members,
			    "%s (in force: %s)", json_get_str(state, "message"),
			    standing);
	}
	if (p->failure != NULL)
		log_event(LOG_WARNING, "programme", NULL, "%s", p->failure);
}

static bool
publish(struct command *c, struct db *db, const char *cause, struct publish *p)
{
	*p = (struct publish){ .scripts = c->settings.scripts,
		.www = c->settings.www,
		.cause = cause,
		.saved = c->saved,
		.live = live_path(c->arena, c->settings.db),
		.now = settings_now(&c->settings) };
	return publish_run(c->arena, db, p, &c->err) &&
	       live_write(c->arena, db, c->settings.db, &c->err);
}

int
command_publish_as(struct command *c, struct db *db, const char *cause)
{
	struct publish p;

	if (!publish(c, db, cause, &p))
		return command_status_of(&c->err);
	if (c->json) {
		struct json *report = json_object(c->arena);

		json_put_int(c->arena, report, "publication", p.publication);
		json_put_bool(c->arena, report, "new", p.is_new);
		json_put_int(c->arena, report, "events", (int64_t)p.events);
		json_put(c->arena, report, "rules", p.states);
		command_print_json(c->arena, report);
	} else if (c->quiet) {
		log_failures(&p);
	} else {
		tell_publication(&p);
	}
	return CLI_DONE;
}

/* Where nothing was ever brought in, a program that only serves makes no empty
 * programme: visitors are told that there is none yet, and what to do. */
static bool
is_bare(struct command *c, struct db *db)
{
	size_t sources = 0;

	db_begin(db);
	catalog_sources(c->arena, db, &sources);
	return db_end(db, &c->err) && sources == 0;
}

int
command_publish(struct command *c)
{
	struct db *db;

	if (c->count > 0)
		return command_misused(c, "publish takes no arguments");
	if (c->quiet && access(c->settings.db, F_OK) != 0)
		return CLI_DONE;
	db = db_open(c->arena, c->settings.db, DB_CREATE, &c->err);
	if (c->quiet && db != NULL && is_bare(c, db))
		return CLI_DONE;
	return db != NULL ? command_publish_as(c, db, "publish")
			  : command_status_of(&c->err);
}

/* ---- import ------------------------------------------------------------ */

struct inforce *
command_import_begin(struct command *c, struct import *i)
{
	struct inforce *f = ARENA_NEW(c->arena, struct inforce);
	struct err later = { ERR_NONE, "" }; /* told when it is made */
	const char *www = c->dry_run || c->no_publish ? NULL : c->settings.www;
	struct ruleset rules;
	struct db *db;
	bool found;

	if (!ruleset_read(c->arena, c->settings.scripts, &rules, &c->err))
		return NULL;
	db = db_open(c->arena, c->settings.db, DB_READ, &later);
	if (db != NULL)
		db_begin(db);
	found = inforce_read(c->arena, db, &rules, NULL, www, f, &c->err);
	if ((db != NULL && !db_end(db, &c->err)) || !found)
		return NULL;
	i->source = c->source;
	i->partial = c->partial;
	i->accept_removals = c->accept_removals;
	i->dry_run = c->dry_run;
	i->now = settings_now(&c->settings);
	i->timezone = f->programme.timezone;
	i->languages = f->programme.languages;
	return f;
}

static void
report(struct command *c, const struct import *i, const struct publish *p)
{
	if (c->json) {
		command_print_json(
		    c->arena, import_report(c->arena, i, p->publication));
		return;
	}
	if (i->rejected != NULL)
		return;
	fputs(import_tell(c->arena, i), stdout);
	if (p->publication > 0)
		tell_publication(p);
	else
		tell_failure(p);
}

int
command_import_end(struct command *c, struct db *db, const struct import *i,
    const struct inforce *f)
{
	struct publish p = { .failure = f->failure };

	if (i->rejected == NULL && !c->dry_run && !c->no_publish &&
	    !publish(c, db, "import", &p))
		p.publication = 0; /* stored all the same; told below */
	report(c, i, &p);
	if (i->rejected != NULL)
		err_set(&c->err, ERR_INPUT, "%s", i->rejected);
	return command_status_of(&c->err);
}

int
command_import(struct command *c)
{
	struct import i = { .files = NULL };
	struct inforce *f;
	struct db *db;

	if (c->count == 0)
		return command_misused(c, "import takes the files to bring in");
	f = command_import_begin(c, &i);
	if (f == NULL)
		return command_status_of(&c->err);
	import_open(c->arena, c->args, c->count, c->schema, &i);
	db = db_open(c->arena, c->settings.db, DB_CREATE, &c->err);
	if (db == NULL || !import_run(c->arena, db, &i, &c->err))
		return command_status_of(&c->err);
	return command_import_end(c, db, &i, f);
}
