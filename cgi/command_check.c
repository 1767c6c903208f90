/* command_check.c -- try the rules without publishing. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "command.h"
#include "db.h"
#include "files.h"
#include "hash.h"
#include "inforce.h"
#include "json.h"
#include "judge.h"
#include "rule_data.h"
#include "ruleset.h"

/* What rules are tried on: the programme in force, and the events that there
 * are; none without a database. */
static bool
load_case(struct command *c, const struct ruleset *rules, struct inforce *f,
    struct catalog *catalog)
{
	struct db *db = NULL;
	bool found;

	if (access(c->settings.db, F_OK) == 0) {
		db = db_open(c->arena, c->settings.db, DB_READ, &c->err);
		if (db == NULL)
			return false;
		db_begin(db);
		catalog_load(c->arena, db, catalog);
	}
	found = inforce_read(
	    c->arena, db, rules, NULL, c->settings.www, f, &c->err);
	return (db == NULL || db_end(db, &c->err)) && found;
}

static struct judge_event *
events_of(
    struct command *c, const struct programme *p, const struct catalog *catalog)
{
	struct judge_event *events =
	    ARENA_ARRAY(c->arena, struct judge_event, catalog->count);

	for (size_t i = 0; i < catalog->count; i++) {
		const struct catalog_event *e = &catalog->events[i];

		events[i] = (struct judge_event){ .slot = e->slot,
			.name = e->name,
			.data = rule_data_event(c->arena, p, e) };
	}
	return events;
}

/* ---- which rules ------------------------------------------------------- */

static bool
is_file(const char *arg)
{
	return strchr(arg, '/') != NULL || strchr(arg, '.') != NULL;
}

/* A file anywhere, in place of the rule of its name. */
static bool
add_file(struct command *c, const char *path, struct ruleset_file *f)
{
	const char *slash = strrchr(path, '/');
	struct buf text = buf_new(c->arena, RULESET_FILE_MAX);

	if (!files_read(path, &text, &c->err))
		return false;
	*f = (struct ruleset_file){ .path = arena_printf(c->arena,
					RULESET_RULES "/%s",
					slash != NULL ? slash + 1 : path),
		.text = text.data,
		.len = text.len,
		.hash = hash_hex(c->arena, text.data, text.len) };
	return true;
}

static bool
add_rule(struct command *c, const struct ruleset *all, const char *id,
    struct ruleset_file *f)
{
	const struct ruleset_file *found = ruleset_find(
	    all, arena_printf(c->arena, RULESET_RULES "/%s.lua", id));

	if (found == NULL)
		return err_set(&c->err, ERR_MISSING,
		    "there is no rule \"%s\" in %s/" RULESET_RULES, id,
		    c->settings.scripts);
	*f = *found;
	return true;
}

/* The rules that were named, with all that is no rule. */
static bool
choose(struct command *c, const struct ruleset *all, struct ruleset *chosen)
{
	const char *id;

	*chosen = (struct ruleset){ .hash = all->hash };
	chosen->files =
	    ARENA_ARRAY(c->arena, struct ruleset_file, all->count + c->count);
	for (size_t i = 0; i < all->count; i++)
		if (!ruleset_is_rule(c->arena, &all->files[i], &id))
			chosen->files[chosen->count++] = all->files[i];
	for (size_t i = 0; i < c->count; i++) {
		struct ruleset_file *f = &chosen->files[chosen->count++];

		if (is_file(c->args[i]) ? !add_file(c, c->args[i], f)
					: !add_rule(c, all, c->args[i], f))
			return false;
	}
	return true;
}

/* ---- checking ---------------------------------------------------------- */

/* One line or one JSON object a rule; how many are not ok. */
static size_t
tell(struct command *c, const struct judge *j)
{
	size_t failures = 0;

	for (size_t i = 0; i < j->rule_count; i++) {
		const struct judge_rule *r = &j->list[i];

		failures += strcmp(r->outcome, "ok") != 0;
		if (c->json)
			command_print_json(
			    c->arena, judge_state(c->arena, r, j->count));
		else
			puts(judge_line(c->arena, r, j->count));
	}
	return failures;
}

/* Rules are tried all the same, with the last good one. */
static size_t
tell_programme(struct command *c, const char *failure)
{
	struct json *state = json_object(c->arena);

	if (failure == NULL)
		return 0;
	if (!c->json) {
		printf("%-24s %-8s %s (rules are tried with the last good "
		       "one)\n",
		    "programme", "error", failure);
		return 1;
	}
	json_put_str(c->arena, state, "rule", "programme");
	json_put_str(c->arena, state, "outcome", "error");
	json_put_str(c->arena, state, "message", failure);
	command_print_json(c->arena, state);
	return 1;
}

int
command_check(struct command *c)
{
	struct inforce *f = ARENA_NEW(c->arena, struct inforce);
	struct catalog catalog = { 0 };
	struct ruleset all, chosen;
	struct judge j = { .arena = c->arena, .programme = &f->programme };
	size_t failures;

	if (!ruleset_read(c->arena, c->settings.scripts, &all, &c->err) ||
	    !load_case(c, &all, f, &catalog))
		return command_status_of(&c->err);
	chosen = all;
	if (c->count > 0 && !choose(c, &all, &chosen))
		return command_status_of(&c->err);
	j.rules = &chosen;
	j.events = events_of(c, &f->programme, &catalog);
	j.count = catalog.count;
	judge_run(&j);
	failures = tell_programme(c, f->failure);
	if (j.rule_count == 0 && !c->json)
		printf("%s/" RULESET_RULES " has no rules yet\n",
		    c->settings.scripts);
	return failures + tell(c, &j) == 0 ? CLI_DONE : CLI_BAD_INPUT;
}
