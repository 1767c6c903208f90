/*
 * publish.h -- turn today's events and rules into what visitors see.
 */
#ifndef PUBLISH_H
#define PUBLISH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;
struct err;
struct json;

#define PUBLISH_KEPT 200 /* publications; rule sets are kept for ever */

struct publish {
	/* in */
	const char *scripts; /* the folder of rules */
	const char *www;     /* the folder that www/build.mjs made */
	const char *program; /* for sandbox_run(); NULL: this one */
	const char *cause;   /* import, files, publish, restore */
	int32_t now;

	/* out */
	int64_t publication; /* what is live now */
	bool is_new;         /* and was not before */
	struct json *states; /* how each rule did: judge_state() */
	const char *failure; /* a sentence: programme.lua or the map could
				not be used as they are, or NULL */
	size_t events;       /* that are shown */
};

/*
 * Run the rules over the events and put the outcome live, in one transaction
 * that also keeps others from publishing meanwhile.  Rules run in children
 * with limits (sandbox.h): a bad rule can spoil its own choice, never this
 * process.  Readers keep the old publication until the commit at the end; on
 * failure nothing changed.  Where nothing differs from what is live there is
 * no new publication.
 *
 * False with a sentence that a person can act on.
 */
bool publish_run(struct arena *, struct db *, struct publish *, struct err *);

#endif
