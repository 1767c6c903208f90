/*
 * command.h -- the commands, one function each.  All return an exit status
 * below; what went wrong is in "err" and told by the caller.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"
#include "settings.h"

struct arena;

/* Exit status. */
enum {
	CLI_DONE,
	CLI_BAD_INPUT, /* told */
	CLI_USAGE,
	CLI_SYSTEM, /* disk, memory, permissions */
};

struct command {
	struct arena *arena;
	struct settings settings;
	struct err err;
	const char **args; /* what is no option; ended by NULL */
	size_t count;
	char **argv; /* all of it */
	const char *schema, *source, *partials, *socket, *workers, *undo,
	    *until, *agenda, *key_file, *api, *timeout, *pause;
	bool quiet, saved, json, dry_run, partial, accept_removals, no_publish,
	    close, replica, head, view, list, end, full;
};

int command_init(struct command *);
int command_import(struct command *);
int command_sync(struct command *);
int command_publish(struct command *);
int command_check(struct command *);
int command_rules(struct command *);
int command_correct(struct command *);
int command_announce(struct command *);
int command_get(struct command *);
int command_serve(struct command *);
int command_status(struct command *);
int command_doctor(struct command *);
int command_coverage(struct command *);
int command_backup(struct command *);
int command_restore(struct command *);
int command_verify(struct command *);
int command_render(struct command *);
int command_version(struct command *);

/* Publish for a cause (publish.h), and tell. */
struct db;
int command_publish_as(struct command *, struct db *, const char *cause);

/*
 * What import and sync share.  Zone and languages come from the programme.lua
 * in force; the last good one is in a database that is there already.  Events
 * that could not be published would be stored by half a command: so pages are
 * looked at as well, unless there will be none.  NULL with a sentence.  At the
 * end what was stored is published, unless told not to, and told.
 */
struct import;
struct inforce;
struct inforce *command_import_begin(struct command *, struct import *);
int command_import_end(struct command *, struct db *, const struct import *,
    const struct inforce *);

/* A wrong command line: the sentence says what it takes.  CLI_USAGE. */
int command_misused(struct command *, const char *sentence);

/* The exit status of an error. */
int command_status_of(const struct err *);

/* Print a tree as one line of JSON. */
struct json;
void command_print_json(struct arena *, const struct json *);

#endif
