/*
 * publish.h -- turn today's events and rules into what visitors see.
 */
#ifndef PUBLISH_H
#define PUBLISH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "breaks.h"
#include "buf.h"
#include "effect.h"

struct arena;
struct db;
struct err;
struct json;
struct judge;
struct ruleset;

#define PUBLISH_KEPT 200 /* publications; rule sets are kept for ever */

/* How far to go. */
enum publish_purpose {
	PUBLISH_LIVE,
	PUBLISH_REVIEW,  /* run the rules, tell the effect, change nothing */
	PUBLISH_PREVIEW, /* and make the snapshot, change nothing */
};

struct publish {
	/* in */
	const char *scripts; /* the folder of rules */
	const char *www;     /* the folder that www/build.mjs made */
	const char *program; /* for sandbox_run(); NULL: this one */
	const char *cause;   /* of a publication: db/schema.sql */
	int32_t now;
	enum publish_purpose purpose;
	bool saved; /* only files of the folder can be new: where they are what
		       is live already, no rule is run */
	/* A set to be put in the place of the folder's, which has to be "was"
	 * still; what would make a rule or the programme fail is refused,
	 * unless it "may_fail".  NULL: the folder as it is. */
	const struct ruleset *rules, *was;
	bool may_fail;
	const char *author, *message; /* of an editor, or NULL */
	const char *live; /* the file that workers map (live.h): the snapshot is
			     written beside it before anything is stored, and
			     takes its place behind the commit.  NULL: none */
	/* What else belongs to the same transaction, and comes first in it;
	 * or NULL.  Where it is false there is no publication. */
	bool (*also)(struct db *, void *with, struct err *);
	void *with;

	/* out */
	int64_t publication; /* what is live now */
	bool is_new;         /* and was not before */
	bool moved;          /* false because the folder is not "was" */
	struct json *states; /* how each rule did: judge_state() */
	const char *failure; /* a sentence: programme.lua or the map could
				not be used as they are, or NULL */
	size_t events;       /* that are shown */
	const struct judge *judge;
	struct breaks breaks; /* where a set is to be put in place */
	struct effect effect;
	struct buf bytes; /* the snapshot of a preview */
};

/*
 * Run the rules over the events and put the outcome live, in one transaction
 * that also keeps others from publishing meanwhile.  Rules run in children
 * with limits (sandbox.h): a bad rule can spoil its own choice, never this
 * process.  Readers keep the old publication until the commit at the end; on
 * failure nothing changed, in the folder neither.  Where nothing differs from
 * what is live there is no new publication.
 *
 * False with a sentence that a person can act on.
 */
bool publish_run(struct arena *, struct db *, struct publish *, struct err *);

#endif
