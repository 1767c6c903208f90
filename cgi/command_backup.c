/* command_backup.c -- the database as a file to keep, back, and looked at. */
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "backup.h"
#include "command.h"
#include "db.h"
#include "json.h"
#include "ruleset.h"
#include "verify.h"

static void
tell_lines(const struct json *list)
{
	JSON_EACH(sentence, list)
	printf("%s\n", sentence->string);
}

static void
tell_publication(const struct verify *v)
{
	printf("publication %lld, %lld event%s\n", (long long)v->publication,
	    (long long)v->events, v->events == 1 ? "" : "s");
}

/* ---- verify ------------------------------------------------------------ */

static void
tell_all(struct command *c, struct verify *v)
{
	struct json *report = json_object(c->arena);

	json_put_str(c->arena, report, "path", v->path);
	json_put_int(c->arena, report, "publication", v->publication);
	json_put_int(c->arena, report, "events", v->events);
	json_put(c->arena, report, "findings", v->findings);
	json_put(c->arena, report, "remarks", v->remarks);
	command_print_json(c->arena, report);
}

int
command_verify(struct command *c)
{
	struct verify v = { .path = c->settings.db, .in_use = c->count == 0 };
	bool fine;

	if (c->count > 1)
		return command_misused(c,
		    "verify takes one file, or none for the "
		    "database in use");
	if (c->count == 1)
		v.path = c->args[0];
	fine = verify_run(c->arena, &v);
	if (c->json) {
		tell_all(c, &v);
	} else {
		tell_lines(v.findings);
		tell_lines(v.remarks);
		if (fine) {
			printf("%s is whole: ", v.path);
			tell_publication(&v);
		}
	}
	return fine ? CLI_DONE : CLI_BAD_INPUT;
}

/* ---- backup ------------------------------------------------------------ */

int
command_backup(struct command *c)
{
	struct verify v = { 0 };

	if (c->count != 1)
		return command_misused(c, "backup takes the file to write");
	if (!backup_make(c->arena, c->settings.db, c->args[0], &v, &c->err)) {
		tell_lines(v.findings);
		return command_status_of(&c->err);
	}
	printf("%s holds ", c->args[0]);
	tell_publication(&v);
	return CLI_DONE;
}

/* ---- restore ----------------------------------------------------------- */

/* Rules have their home in a folder, which is left as it is. */
static bool
tell_rules(struct command *c)
{
	struct db *db = db_open(c->arena, c->settings.db, DB_READ, &c->err);
	struct db_query *q;
	struct ruleset is;

	if (db == NULL ||
	    !ruleset_list(c->arena, c->settings.scripts, &is, &c->err))
		return false;
	db_begin(db);
	q = db_query(db,
	    "SELECT s.id, s.hash FROM publication p"
	    " JOIN rule_set s ON s.id = p.rule_set ORDER BY p.id DESC LIMIT 1");
	if (db_step(q) && strcmp(db_text(q, 1), is.hash) != 0)
		printf("its rules are not those of %s, which come into force "
		       "again when a file there is saved; \"almanach rules "
		       "restore %lld\" writes its own there\n",
		    c->settings.scripts, (long long)db_int(q, 0));
	return db_end(db, &c->err);
}

int
command_restore(struct command *c)
{
	struct verify v = { 0 };

	if (c->count != 1)
		return command_misused(
		    c, "restore takes the backup to put in place");
	if (!backup_restore(
		c->arena, c->args[0], c->settings.db, &v, &c->err)) {
		tell_lines(v.findings);
		return command_status_of(&c->err);
	}
	tell_lines(v.remarks);
	printf("%s is in place: ", c->args[0]);
	tell_publication(&v);
	printf("what was there before is %s.before-restore\n", c->settings.db);
	return tell_rules(c) ? CLI_DONE : command_status_of(&c->err);
}
