/*
 * inforce.h -- the programme.lua that is in force: today's where it is good,
 * else the last one that was.
 *
 * Good means that it runs, that its values have a meaning (programme.h), and
 * that each of its languages has the texts pages are made of (www.h).
 */
#ifndef INFORCE_H
#define INFORCE_H

#include <stdbool.h>

#include "programme.h"
#include "www.h"

struct arena;
struct db;
struct err;
struct ruleset;

struct inforce {
	struct programme programme;
	struct www www;
	const char *failure; /* a sentence: today's is not the one, why;
				NULL: it is */
};

/*
 * Read the programme of a set, in the caller's transaction.  Without a
 * database (NULL) there is no last good one.  "program" is for sandbox_run(),
 * "www" the folder that www/build.mjs made (NULL: no pages will be made, and
 * nobody asks whether they could be).
 *
 * False with a sentence about today's where none can be used.
 */
bool inforce_read(struct arena *, struct db *, const struct ruleset *,
    const char *program, const char *www, struct inforce *, struct err *);

#endif
