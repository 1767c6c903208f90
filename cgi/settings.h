/*
 * settings.h -- what the program is told on its command line and in its
 * environment: where things are, and what time it is.
 */
#ifndef SETTINGS_H
#define SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct err;

struct settings {
	const char *db;      /* --db, ALMANACH_DB */
	const char *scripts; /* --scripts, ALMANACH_SCRIPTS */
	const char *www;     /* --www, ALMANACH_WWW */
	const char *url;     /* --url, ALMANACH_URL: the public address, without
				a slash at its end; NULL: programme.lua says */
	const char *base;    /* --base, ALMANACH_BASE: "" for the root, else
				"/path" */
	const char *now;     /* --now, ALMANACH_NOW: a clock that stands still;
				NULL: the system's */
	int32_t instant;     /* what "now" says */
	bool recall; /* ALMANACH_WORKER=off: phones give up what they keep */
	bool
	    access; /* ALMANACH_ACCESS=on: a line of the log for each request */
	bool searches; /* unless ALMANACH_SEARCHES=off: what visitors search
			  for in vain is counted (missed.h) */
};

/* Fill in from the environment what the command line left NULL, then the
 * defaults, which suit the project's root after `make` and, elsewhere, an
 * installed program.  False with a sentence for a value that cannot be. */
bool settings_finish(struct arena *, struct settings *, struct err *);

/* The time: an instant (when.h), and the system's own in seconds. */
int32_t settings_now(const struct settings *);
int64_t settings_seconds(void);

#endif
