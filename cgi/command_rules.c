/* command_rules.c -- sets of rules that were published. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "command.h"
#include "db.h"
#include "files.h"
#include "json.h"
#include "linediff.h"
#include "publish.h"
#include "ruleset.h"
#include "when.h"

#define DIFF_MAX ((size_t)16 << 20) /* bytes */

/* ---- list -------------------------------------------------------------- */

static struct json *
list_of(struct command *c, struct db *db)
{
	struct db_query *q = db_query(db,
	    "SELECT id, made, cause, (SELECT count(*) FROM rule_set_file WHERE"
	    " rule_set = rule_set.id), (SELECT count(*) FROM publication WHERE"
	    " publication.rule_set = rule_set.id) FROM rule_set"
	    " ORDER BY id DESC");
	struct json *list = json_array(c->arena), *one;

	while (db_step(q)) {
		one = json_put_object(c->arena, list, NULL);
		json_put_int(c->arena, one, "rule_set", db_int(q, 0));
		json_put_str(c->arena, one, "made",
		    when_utc_text(c->arena, (int32_t)db_int(q, 1)));
		json_put_str(c->arena, one, "cause",
		    arena_strdup(c->arena, db_text(q, 2)));
		json_put_int(c->arena, one, "files", db_int(q, 3));
		json_put_int(c->arena, one, "publications", db_int(q, 4));
	}
	return list;
}

static int
list(struct command *c, struct db *db)
{
	struct json *sets;

	db_begin(db);
	sets = list_of(c, db);
	if (!db_end(db, &c->err))
		return command_status_of(&c->err);
	if (c->json) {
		command_print_json(c->arena, sets);
		return CLI_DONE;
	}
	JSON_EACH(set, sets)
	printf("%4lld  %s  %-14s %lld files, %lld publications\n",
	    (long long)json_get_int(set, "rule_set", 0),
	    json_get_str(set, "made"), json_get_str(set, "cause"),
	    (long long)json_get_int(set, "files", 0),
	    (long long)json_get_int(set, "publications", 0));
	return CLI_DONE;
}

/* ---- one set ----------------------------------------------------------- */

/* The set that an argument names: a number, or "now" for what is in the
 * folder. */
static bool
load(struct command *c, struct db *db, const char *name, struct ruleset *set)
{
	char *end;
	long long id = strtoll(name, &end, 10);
	bool found;

	if (strcmp(name, "now") == 0)
		return ruleset_read(
		    c->arena, c->settings.scripts, set, &c->err);
	db_begin(db);
	found = *end == '\0' && ruleset_load(c->arena, db, id, set);
	if (!db_end(db, &c->err))
		return false;
	return found || err_set(&c->err, ERR_MISSING,
			    "there is no rule set \"%s\"; \"almanach rules "
			    "list\" tells which there are",
			    name);
}

/* ---- diff -------------------------------------------------------------- */

struct difference {
	struct arena *arena;
	struct buf out;
};

static void
put_difference(
    void *with, const struct ruleset_file *was, const struct ruleset_file *is)
{
	struct difference *d = with;
	const char *path = was != NULL ? was->path : is->path;

	buf_printf(&d->out, "--- %s\n+++ %s\n",
	    was != NULL ? path : "/dev/null", is != NULL ? path : "/dev/null");
	linediff(d->arena, was != NULL ? was->text : "",
	    was != NULL ? was->len : 0, is != NULL ? is->text : "",
	    is != NULL ? is->len : 0, &d->out);
}

static int
diff(struct command *c, struct db *db)
{
	struct difference d = { c->arena, buf_new(c->arena, DIFF_MAX) };
	struct ruleset was, is;

	if (!load(c, db, c->args[1], &was) || !load(c, db, c->args[2], &is))
		return command_status_of(&c->err);
	ruleset_compare(&was, &is, put_difference, &d);
	fwrite(d.out.data, 1, d.out.len, stdout);
	return CLI_DONE;
}

/* ---- export and restore ------------------------------------------------ */

/* Nothing may be lost by an export: it goes where nothing is. */
static bool
check_empty(struct command *c, const char *folder)
{
	struct err absent = { ERR_NONE, "" };
	char **names;

	if (!files_list(c->arena, folder, "", &names, &absent))
		return absent.kind == ERR_MISSING ||
		       err_set(&c->err, absent.kind, "%s", absent.text);
	return *names == NULL ||
	       err_set(&c->err, ERR_INPUT,
		   "%s is not empty (it has \"%s\"): export into a new folder",
		   folder, *names);
}

static int export(struct command *c, struct db *db)
{
	struct ruleset set, none = { 0 };

	if (!load(c, db, c->args[1], &set) || !check_empty(c, c->args[2]) ||
	    !ruleset_write(c->arena, &set, &none, c->args[2], &c->err))
		return command_status_of(&c->err);
	printf("rule set %s is in %s: %zu files\n", c->args[1], c->args[2],
	    set.count);
	return CLI_DONE;
}

/* Edits that were never published are in no set yet: this is where they are
 * found again. */
static bool
keep_folder(struct command *c, struct db *db, struct ruleset *was, int64_t *id)
{
	if (!ruleset_list(c->arena, c->settings.scripts, was, &c->err))
		return false;
	db_begin(db);
	*id = ruleset_store(
	    db, was, "before restore", settings_now(&c->settings));
	return db_end(db, &c->err);
}

/* Going back writes the old files, and publishes: old rules on today's
 * events. */
static int
restore(struct command *c, struct db *db)
{
	struct ruleset set, was;
	int64_t kept;

	if (!load(c, db, c->args[1], &set) ||
	    !keep_folder(c, db, &was, &kept) ||
	    !ruleset_write(c->arena, &set, &was, c->settings.scripts, &c->err))
		return command_status_of(&c->err);
	printf("%s is as rule set %s was; what was there is rule set %lld\n",
	    c->settings.scripts, c->args[1], (long long)kept);
	for (size_t i = 0; i < was.count; i++)
		if (was.files[i].problem != NULL)
			printf("  %s was left as it is: %s\n",
			    was.files[i].path, was.files[i].problem);
	return command_publish_as(c, db, "restore");
}

/* ---- all of them ------------------------------------------------------- */

static const struct {
	const char *name;
	size_t arguments; /* its own name counted */
	enum db_mode mode;
	int (*run)(struct command *, struct db *);
} verbs[] = {
	{ "list", 1, DB_READ, list },
	{ "diff", 3, DB_READ, diff },
	{ "export", 3, DB_READ, export },
	{ "restore", 2, DB_WRITE, restore },
};

int
command_rules(struct command *c)
{
	const char *verb = c->count > 0 ? c->args[0] : "list";
	struct db *db;

	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++) {
		if (strcmp(verbs[i].name, verb) != 0 ||
		    (c->count != verbs[i].arguments && c->count > 0))
			continue;
		db = db_open(c->arena, c->settings.db, verbs[i].mode, &c->err);
		return db != NULL ? verbs[i].run(c, db)
				  : command_status_of(&c->err);
	}
	return command_misused(c,
	    "rules takes: list, diff A B, export N DIR, restore N (a set by "
	    "its number, or \"now\" for the files as they are)");
}
