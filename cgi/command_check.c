/* command_check.c -- try the rules without publishing. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "command.h"
#include "db.h"
#include "files.h"
#include "hash.h"
#include "json.h"
#include "judge.h"
#include "remark.h"
#include "ruleset.h"
#include "tryout.h"

/* Without a database rules are tried on no events. */
static bool
load_case(struct command *c, const struct ruleset *rules, struct tryout *t)
{
	struct db *db = NULL;
	bool found;

	if (access(c->settings.db, F_OK) == 0) {
		db = db_open(c->arena, c->settings.db, DB_READ, &c->err);
		if (db == NULL)
			return false;
		db_begin(db);
	}
	found =
	    tryout_load(c->arena, db, rules, NULL, c->settings.www, t, &c->err);
	return (db == NULL || db_end(db, &c->err)) && found;
}

/* ---- which files ------------------------------------------------------- */

static bool
is_file(const char *arg)
{
	return strchr(arg, '/') != NULL || strchr(arg, '.') != NULL;
}

/* Where a file anywhere belongs in the folder of rules: by its name, and a
 * library by the name of its folder. */
static const char *
path_in_set(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/'), *folder = path;
	const char *name = slash != NULL ? slash + 1 : path;
	size_t len = strlen(RULESET_LIB);
	bool is_lib;

	for (const char *at = path; at < slash; at++)
		if (*at == '/')
			folder = at + 1;
	if (strcmp(name, RULESET_PROGRAMME) == 0)
		return RULESET_PROGRAMME;
	is_lib = slash != NULL && (size_t)(slash - folder) == len &&
		 strncmp(folder, RULESET_LIB, len) == 0;
	return arena_printf(
	    a, "%s/%s", is_lib ? RULESET_LIB : RULESET_RULES, name);
}

/* A file anywhere, in place of the one of its name. */
static bool
add_file(struct command *c, const char *path, struct ruleset *set)
{
	struct buf text = buf_new(c->arena, RULESET_FILE_MAX);
	const char *at = path_in_set(c->arena, path);
	struct ruleset_file *f = (struct ruleset_file *)ruleset_find(set, at);

	if (!files_read(path, &text, &c->err))
		return false;
	if (f == NULL)
		f = &set->files[set->count++];
	*f = (struct ruleset_file){ .path = at,
		.text = text.data,
		.len = text.len,
		.hash = hash_hex(c->arena, text.data, text.len) };
	return true;
}

/* All files, with those that were named by a path. */
static bool
read_files(struct command *c, struct ruleset *all)
{
	struct ruleset here;

	if (!ruleset_read(c->arena, c->settings.scripts, &here, &c->err))
		return false;
	*all = here;
	all->files =
	    ARENA_ARRAY(c->arena, struct ruleset_file, here.count + c->count);
	memcpy(all->files, here.files, here.count * sizeof(*here.files));
	for (size_t i = 0; i < c->count; i++)
		if (is_file(c->args[i]) && !add_file(c, c->args[i], all))
			return false;
	return true;
}

/* Does a rule's text speak of a library? */
static bool
may_require(struct arena *a, const struct ruleset_file *f, const char *lib_path)
{
	const char *name = lib_path + strlen(RULESET_LIB "/");

	return strstr(f->text, "require") != NULL &&
	       strstr(f->text, arena_strndup(a, name, strcspn(name, "."))) !=
		   NULL;
}

/* Was this rule named, or a library that it may use? */
static bool
is_named(struct command *c, const struct ruleset_file *f, const char *id)
{
	for (size_t i = 0; i < c->count; i++) {
		const char *path = is_file(c->args[i])
				       ? path_in_set(c->arena, c->args[i])
				       : NULL;

		if (path == NULL ? strcmp(c->args[i], id) == 0
				 : strcmp(path, f->path) == 0)
			return true;
		if (path != NULL &&
		    strncmp(path, RULESET_LIB "/", strlen(RULESET_LIB "/")) ==
			0 &&
		    may_require(c->arena, f, path))
			return true;
	}
	return false;
}

/* The rules that were named, with all that is no rule. */
static bool
choose(struct command *c, const struct ruleset *all, struct ruleset *chosen)
{
	const char *id;

	for (size_t i = 0; i < c->count; i++)
		if (!is_file(c->args[i]) &&
		    ruleset_find(
			all, arena_printf(c->arena, RULESET_RULES "/%s.lua",
				 c->args[i])) == NULL)
			return err_set(&c->err, ERR_MISSING,
			    "there is no rule \"%s\" in %s/" RULESET_RULES,
			    c->args[i], c->settings.scripts);
	*chosen = (struct ruleset){ .hash = all->hash };
	chosen->files = ARENA_ARRAY(c->arena, struct ruleset_file, all->count);
	for (size_t i = 0; i < all->count; i++)
		if (!ruleset_is_rule(c->arena, &all->files[i], &id) ||
		    is_named(c, &all->files[i], id))
			chosen->files[chosen->count++] = all->files[i];
	return true;
}

/* ---- checking ---------------------------------------------------------- */

static void
tell_notes(const char *name, const struct json *notes)
{
	JSON_EACH(note, notes)
	printf("%-24s %-8s %s\n", name, "note", json_str(note));
}

/* One line or one JSON object a rule; how many are not ok. */
static size_t
tell(struct command *c, const struct judge *j)
{
	size_t failures = 0;

	for (size_t i = 0; i < j->rule_count; i++) {
		const struct judge_rule *r = &j->list[i];
		struct json *notes = remark_rule(j, r), *state;

		failures += strcmp(r->outcome, "ok") != 0;
		if (c->json) {
			state = judge_state(c->arena, r, j->count);
			json_put(c->arena, state, "notes", notes);
			command_print_json(c->arena, state);
		} else {
			puts(judge_line(c->arena, r, j->count));
			tell_notes(r->id, notes);
		}
	}
	return failures;
}

/* Was this path of a set named? */
static bool
is_asked(struct command *c, const char *path)
{
	for (size_t i = 0; i < c->count; i++)
		if (is_file(c->args[i]) &&
		    strcmp(path_in_set(c->arena, c->args[i]), path) == 0)
			return true;
	return false;
}

/* What is wrong with programme.lua, or doubtful, or that it was asked about.
 * Rules are tried all the same, with the last good one. */
static size_t
tell_programme(struct command *c, const char *failure, struct json *notes)
{
	const char *outcome = failure != NULL ? "error" : "ok";
	struct json *state = json_object(c->arena);
	bool told = failure != NULL || is_asked(c, RULESET_PROGRAMME);

	json_put_str(c->arena, state, "rule", "programme");
	json_put_str(c->arena, state, "outcome", outcome);
	json_put_str(
	    c->arena, state, "message", failure != NULL ? failure : "");
	json_put(c->arena, state, "notes", notes);
	if (c->json) {
		if (told || notes->len > 0)
			command_print_json(c->arena, state);
		return failure != NULL;
	}
	if (told)
		printf("%-24s %-8s %s\n", "programme", outcome,
		    failure != NULL ? failure
				    : "runs, and says what it should");
	tell_notes("programme", notes);
	return failure != NULL;
}

/* That nothing was tried is no praise. */
static void
tell_nothing(struct command *c)
{
	if (c->json || is_asked(c, RULESET_PROGRAMME))
		return;
	if (c->count > 0)
		printf("no rule in %s/" RULESET_RULES " requires it\n",
		    c->settings.scripts);
	else
		printf("%s/" RULESET_RULES " has no rules yet\n",
		    c->settings.scripts);
}

int
command_check(struct command *c)
{
	struct tryout *t = ARENA_NEW(c->arena, struct tryout);
	struct ruleset all, chosen;
	struct judge j = { .arena = c->arena,
		.programme = &t->inforce.programme };
	size_t failures;

	if (!read_files(c, &all) || !load_case(c, &all, t))
		return command_status_of(&c->err);
	chosen = all;
	if (c->count > 0 && !choose(c, &all, &chosen))
		return command_status_of(&c->err);
	j.rules = &chosen;
	j.events = t->events;
	j.count = t->count;
	judge_run(&j);
	failures =
	    tell_programme(c, t->inforce.failure, remark_programme(&j, &all));
	if (j.rule_count == 0)
		tell_nothing(c);
	return failures + tell(c, &j) == 0 ? CLI_DONE : CLI_BAD_INPUT;
}
