/* cli.c -- the program on the command line. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "cli.h"
#include "command.h"
#include "err.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* ---- options ----------------------------------------------------------- */

/* An option sets a text or a flag of struct command. */
static const struct option {
	const char *name;
	bool is_flag;
	size_t at;
	const char *what;
} options[] = {
#define TEXT(name, member, what)                                               \
	{                                                                      \
		name, false, offsetof(struct command, member), what            \
	}
#define FLAG(name, member, what)                                               \
	{                                                                      \
		name, true, offsetof(struct command, member), what             \
	}
	TEXT("--db", settings.db, "the database (build/almanach.db)"),
	TEXT("--scripts", settings.scripts, "the folder of rules (scripts)"),
	TEXT("--www", settings.www, "what pages are made of (build/www)"),
	TEXT("--url", settings.url, "the public address"),
	TEXT("--base", settings.base, "the path the programme is under (/)"),
	TEXT("--now", settings.now, "a clock that stands still, RFC 3339"),
	TEXT("--schema", schema, "the agenda's description (import)"),
	TEXT("--source", source, "where the events come from (import)"),
	TEXT("--partials", partials, "a folder of partials (render)"),
	TEXT("--socket", socket, "where to listen (serve)"),
	TEXT("--workers", workers, "how many processes answer (serve)"),
	FLAG("--quiet", quiet, "say only what is wrong (publish)"),
	FLAG("--json", json, "tell it as JSON"),
	FLAG("--dry-run", dry_run, "only say what would happen (import)"),
	FLAG("--partial", partial, "these files are a part (import)"),
	FLAG("--accept-removals", accept_removals,
	    "what is missing is meant to go (import)"),
	FLAG("--no-publish", no_publish, "only store (import)"),
	FLAG("--close", close, "a connection for each request (serve)"),
	FLAG("-i", head, "with the answer's head (get)"),
	FLAG("--view", view, "what the page is filled with (get)"),
#undef TEXT
#undef FLAG
};

/* ---- commands ---------------------------------------------------------- */

static const struct {
	const char *name, *arguments, *what;
	int (*run)(struct command *);
} commands[] = {
	{ "init", "", "make an empty database", command_init },
	{ "import", "FILE...", "bring in events, and publish", command_import },
	{ "publish", "", "run the rules and show the outcome",
	    command_publish },
	{ "check", "[FILE|ID...]", "try the rules without publishing",
	    command_check },
	{ "rules", "[list|diff A B|export N DIR|restore N]",
	    "sets of rules that were published", command_rules },
	{ "get", "PATH", "print a page or its JSON", command_get },
	{ "serve", "", "answer a web server over FastCGI", command_serve },
	{ "status", "", "what is live, and what is wrong", command_status },
	{ "render", "TEMPLATE < VIEW.json", "fill a template", command_render },
	{ "version", "", "which program this is", command_version },
};

static int
usage(FILE *to)
{
	fprintf(to, "usage: almanach COMMAND [OPTION...]\n\n");
	for (size_t i = 0; i < COUNT(commands); i++)
		fprintf(to, "  %-8s %-28s %s\n", commands[i].name,
		    commands[i].arguments, commands[i].what);
	fprintf(to, "\noptions:\n");
	for (size_t i = 0; i < COUNT(options); i++)
		fprintf(to, "  %-18s %s\n", options[i].name, options[i].what);
	return CLI_USAGE;
}

static int
misused(const char *sentence, const char *word)
{
	fprintf(stderr,
	    "almanach: %s \"%s\"; \"almanach help\" tells what there is\n",
	    sentence, word);
	return CLI_USAGE;
}

/* The option that an argument is; *value gets what follows "=". */
static const struct option *
find_option(const char *arg, const char **value)
{
	size_t len = strcspn(arg, "=");

	*value = arg[len] == '=' ? arg + len + 1 : NULL;
	for (size_t i = 0; i < COUNT(options); i++)
		if (strlen(options[i].name) == len &&
		    strncmp(options[i].name, arg, len) == 0)
			return &options[i];
	return NULL;
}

static int
parse(struct command *c, int argc, char **argv)
{
	const struct option *o;
	const char *value;
	bool ended = false;

	for (int i = 2; i < argc; i++) {
		if (ended || argv[i][0] != '-' || argv[i][1] == '\0') {
			c->args[c->count++] = argv[i];
			continue;
		}
		if (strcmp(argv[i], "--") == 0) {
			ended = true;
			continue;
		}
		o = find_option(argv[i], &value);
		if (o == NULL)
			return misused("there is no option", argv[i]);
		if (o->is_flag && value == NULL) {
			*(bool *)((char *)c + o->at) = true;
			continue;
		}
		if (value == NULL && i + 1 < argc)
			value = argv[++i];
		if (value == NULL || o->is_flag)
			return misused(o->is_flag ? "no value belongs to"
						  : "a value is missing after",
			    o->name);
		*(const char **)((char *)c + o->at) = value;
	}
	return CLI_DONE;
}

int
cli_main(int argc, char **argv)
{
	struct command c = { .arena = arena_new(), .argv = argv };
	const char *name = argc > 1 ? argv[1] : "";
	int status = CLI_USAGE;

	if (strcmp(name, "help") == 0 || strcmp(name, "--help") == 0) {
		usage(stdout);
		return CLI_DONE;
	}
	if (*name == '\0')
		return usage(stderr);
	c.args = ARENA_ARRAY(c.arena, const char *, argc + 1);
	for (size_t i = 0; i < COUNT(commands); i++) {
		if (strcmp(commands[i].name, name) != 0)
			continue;
		status = parse(&c, argc, argv);
		if (status == CLI_DONE &&
		    !settings_finish(c.arena, &c.settings, &c.err))
			status = CLI_USAGE;
		if (status == CLI_DONE)
			status = commands[i].run(&c);
		if (c.err.kind != ERR_NONE)
			fprintf(stderr, "almanach: %s\n", c.err.text);
		arena_free(c.arena);
		return status;
	}
	arena_free(c.arena);
	return misused("there is no command", name);
}
