/* cli.c -- the program on the command line. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "cli.h"
#include "command.h"
#include "err.h"
#include "log.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* ---- options ----------------------------------------------------------- */

/* An option sets a text or a flag of struct command, for the commands named
 * (NULL: all). */
static const struct option {
	const char *name;
	bool is_flag;
	size_t at;
	const char *commands;
	const char *what;
} options[] = {
#define TEXT(name, member, commands, what)                                     \
	{                                                                      \
		name, false, offsetof(struct command, member), commands, what  \
	}
#define FLAG(name, member, commands, what)                                     \
	{                                                                      \
		name, true, offsetof(struct command, member), commands, what   \
	}
	TEXT("--schema", schema, "import", "the agenda's description"),
	TEXT("--agenda", agenda, "sync", "the agenda's number"),
	TEXT("--key-file", key_file, "sync", "the file that holds the key"),
	TEXT("--base", api, "sync",
	    "the API, https://api.openagenda.com if not said"),
	FLAG("--full", full, "sync", "fetch everything, not only changes"),
	TEXT("--timeout", timeout, "sync", "seconds a request may take, 60"),
	TEXT("--pause", pause, "sync",
	    "milliseconds between requests, 500; longer where one fails"),
	TEXT("--source", source, "import sync", "where the events come from"),
	FLAG("--dry-run", dry_run, "import sync", "only say what would happen"),
	FLAG("--partial", partial, "import", "these files are a part"),
	FLAG("--accept-removals", accept_removals, "import sync",
	    "what is missing is meant to go"),
	FLAG("--no-publish", no_publish, "import sync correct announce",
	    "only store"),
	FLAG("--quiet", quiet, "publish", "say only what is wrong"),
	FLAG("--saved", saved, "publish", "only what was saved in the folder"),
	FLAG("-i", head, "get", "with the answer's head"),
	FLAG("--view", view, "get", "what the page is filled with"),
	TEXT("--socket", socket, "serve doctor",
	    "path of the socket to listen at"),
	TEXT("--workers", workers, "serve", "how many processes answer"),
	FLAG("--close", close, "serve", "a connection for each request"),
	FLAG(
	    "--replica", replica, "serve", "what is live comes from elsewhere"),
	TEXT("--partials", partials, "render", "a folder of partials"),
	TEXT("--undo", undo, "correct", "take back the one of this number"),
	FLAG("--list", list, "correct", "tell which there are"),
	TEXT("--until", until, "announce", "when it is over"),
	FLAG("--end", end, "announce", "take it back"),
	FLAG("--json", json,
	    "import sync publish check rules status doctor coverage correct "
	    "announce "
	    "verify",
	    "tell it as JSON"),
	TEXT("--db", settings.db, NULL, "the database"),
	TEXT("--scripts", settings.scripts, NULL, "the folder of rules"),
	TEXT("--www", settings.www, NULL, "what pages are made of"),
	TEXT("--url", settings.url, NULL, "the public address"),
	TEXT("--base", settings.base, NULL, "the path the programme is under"),
	TEXT(
	    "--now", settings.now, NULL, "a clock that stands still, RFC 3339"),
#undef TEXT
#undef FLAG
};

/* Is the command among those of the option? */
static bool
is_for(const struct option *o, const char *command)
{
	size_t len = strlen(command), step;

	for (const char *at = o->commands; at != NULL && *at != '\0';
	     at += step + (at[step] == ' ')) {
		step = strcspn(at, " ");
		if (step == len && strncmp(at, command, len) == 0)
			return true;
	}
	return o->commands == NULL;
}

/* The option that an argument is; *value gets what follows "=".  Of two with
 * one name the command's own counts; one that is not for it is found too. */
static const struct option *
find_option(const char *arg, const char *command, const char **value)
{
	size_t len = strcspn(arg, "=");
	const struct option *found = NULL;

	*value = arg[len] == '=' ? arg + len + 1 : NULL;
	for (size_t i = 0; i < COUNT(options); i++)
		if (strlen(options[i].name) == len &&
		    strncmp(options[i].name, arg, len) == 0 &&
		    (found == NULL || !is_for(found, command)))
			found = &options[i];
	return found;
}

/* ---- commands ---------------------------------------------------------- */

static const struct entry {
	const char *name, *arguments, *what;
	int (*run)(struct command *);
} commands[] = {
	{ "init", "", "make an empty database", command_init },
	{ "import", "FILE...", "bring in events, and publish", command_import },
	{ "sync", "--agenda UID --key-file FILE",
	    "bring in an agenda of OpenAgenda's, and publish", command_sync },
	{ "publish", "", "run the rules and show the outcome",
	    command_publish },
	{ "check", "[FILE|ID...]", "try the rules without publishing",
	    command_check },
	{ "rules", "[list|diff A B|export N DIR|restore N]",
	    "sets of rules that were published", command_rules },
	{ "correct",
	    "EVENT cancel|full|hide|feature|note TEXT|move N BEGIN END",
	    "say of one event what its source does not", command_correct },
	{ "announce", "TEXT|LL=TEXT...", "one line at the top of every page",
	    command_announce },
	{ "get", "PATH", "print a page or its JSON", command_get },
	{ "serve", "", "answer a web server over FastCGI", command_serve },
	{ "status", "", "what is live, and what is wrong", command_status },
	{ "doctor", "", "is all well, here and at the address?",
	    command_doctor },
	{ "coverage", "", "what the rules leave open", command_coverage },
	{ "backup", "FILE", "write the database into one file",
	    command_backup },
	{ "restore", "FILE", "put a backup in the database's place",
	    command_restore },
	{ "verify", "[FILE]", "is the database whole, or a backup",
	    command_verify },
	{ "render", "TEMPLATE < VIEW.json", "fill a template", command_render },
	{ "version", "", "which program this is", command_version },
};

static const struct entry *
find_command(const char *name)
{
	for (size_t i = 0; i < COUNT(commands); i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static void
tell_options(FILE *to, const char *command, bool common)
{
	const char *value;

	for (size_t i = 0; i < COUNT(options); i++)
		if ((options[i].commands == NULL) == common &&
		    is_for(&options[i], command) &&
		    find_option(options[i].name, command, &value) ==
			&options[i])
			fprintf(to, "  %-18s %s\n", options[i].name,
			    options[i].what);
}

static int
usage(FILE *to)
{
	fprintf(to, "usage: almanach COMMAND [OPTION...]\n\n");
	for (size_t i = 0; i < COUNT(commands); i++)
		fprintf(to, "  %-9s %s\n", commands[i].name, commands[i].what);
	fprintf(to, "\noptions of all commands:\n");
	tell_options(to, "", true);
	fprintf(to, "\n\"almanach help COMMAND\" tells more of one.\n");
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

static int
help(const char *name)
{
	const struct entry *e = find_command(name);

	if (*name == '\0' || strcmp(name, "help") == 0) {
		usage(stdout);
		return CLI_DONE;
	}
	if (e == NULL)
		return misused("there is no command", name);
	printf("usage: almanach %s%s%s [OPTION...]\n\n  %s\n\noptions:\n",
	    e->name, *e->arguments != '\0' ? " " : "", e->arguments, e->what);
	tell_options(stdout, name, false);
	tell_options(stdout, name, true);
	return CLI_DONE;
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
		o = find_option(argv[i], argv[1], &value);
		if (o == NULL)
			return misused("there is no option", argv[i]);
		if (!is_for(o, argv[1]))
			return misused("this command has no option", o->name);
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

static bool
is_help(const char *arg)
{
	return strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0;
}

static int
run(const struct entry *e, struct command *c, int argc, char **argv)
{
	int status;

	c->args = ARENA_ARRAY(c->arena, const char *, argc + 1);
	status = parse(c, argc, argv);
	if (status == CLI_DONE &&
	    !settings_finish(c->arena, &c->settings, &c->err))
		status = CLI_USAGE;
	if (status == CLI_DONE)
		status = e->run(c);
	if (c->err.kind != ERR_NONE)
		log_line("%s", c->err.text);
	return status;
}

int
cli_main(int argc, char **argv)
{
	struct command c = { .argv = argv };
	const char *name = argc > 1 ? argv[1] : "",
		   *next = argc > 2 ? argv[2] : "";
	const struct entry *e =
	    find_command(strcmp(name, "--version") == 0 ? "version" : name);
	int status;

	if (strcmp(name, "help") == 0 || is_help(name))
		return help(next);
	if (e != NULL && is_help(next))
		return help(name);
	if (*name == '\0')
		return usage(stderr);
	if (e == NULL)
		return misused("there is no command", name);
	c.arena = arena_new();
	status = run(e, &c, argc, argv);
	arena_free(c.arena);
	return status;
}
