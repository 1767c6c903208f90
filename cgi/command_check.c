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
#include "json.h"
#include "judge.h"
#include "programme.h"
#include "rule_data.h"
#include "ruleset.h"

/* The events that there are; none without a database. */
static bool
load_events(struct command *c, const struct programme *p,
    struct judge_event **events, size_t *count)
{
	struct catalog catalog = { 0 };
	struct db *db;

	*count = 0;
	if (access(c->settings.db, F_OK) == 0) {
		db = db_open(c->arena, c->settings.db, DB_READ, &c->err);
		if (db == NULL)
			return false;
		db_begin(db);
		catalog_load(c->arena, db, &catalog);
		if (!db_end(db, &c->err))
			return false;
	}
	*events = ARENA_ARRAY(c->arena, struct judge_event, catalog.count);
	for (; *count < catalog.count; ++*count) {
		const struct catalog_event *e = &catalog.events[*count];

		(*events)[*count] = (struct judge_event){ .slot = e->slot,
			.name = e->name,
			.data = rule_data_event(c->arena, p, e) };
	}
	return true;
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

int
command_check(struct command *c)
{
	struct programme programme;
	struct ruleset all, chosen;
	struct judge_event *events;
	struct judge j = { .arena = c->arena, .programme = &programme };

	if (!ruleset_read(c->arena, c->settings.scripts, &all, &c->err) ||
	    !judge_programme(c->arena, &all, NULL, &programme, &c->err) ||
	    !load_events(c, &programme, &events, &j.count))
		return command_status_of(&c->err);
	chosen = all;
	if (c->count > 0 && !choose(c, &all, &chosen))
		return command_status_of(&c->err);
	j.rules = &chosen;
	j.events = events;
	judge_run(&j);
	if (j.rule_count == 0 && !c->json)
		printf("%s/" RULESET_RULES " has no rules yet\n",
		    c->settings.scripts);
	return tell(c, &j) == 0 ? CLI_DONE : CLI_BAD_INPUT;
}
