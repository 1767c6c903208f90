/*
 * coverage.h -- what the rules leave open: for whoever writes them.
 *
 * Worked out from the live snapshot, so of the events that visitors see and the
 * rules that are in force; and from the states that the publication was stored
 * with (judge.h), which alone know of rules that hide or feature.
 */
#ifndef COVERAGE_H
#define COVERAGE_H

struct arena;
struct err;
struct json;
struct snapshot;

#define COVERAGE_EVENTS_MAX 100 /* of a group, that are listed */
#define COVERAGE_PAIRS_MAX  100 /* that are listed */

/*
 *	groups      [{group, label, unmatched: [{name, slug, title}], total}]:
 *	            the questions of the programme, and the events for which no
 *	            rule of theirs says yes.  Not "more", which is no question.
 *	never       ids of rules that match no event
 *	always      ids of rules that match every event
 *	same        [[id, id]]: choices of rules that match the same events, and
 *	            some; "also" does not count
 *	same_total  how many such pairs there are
 *
 * Days, towns and what else is built in are nobody's rules and left out, and so
 * are rules that are absent, for they were asked nothing.  Labels and titles
 * are in a language (NULL, or one that there is not: the first).
 */
struct json *coverage_of(struct arena *, const struct snapshot *,
    const struct json *states, const char *language);

/* The same of what is live in a database, with "searches" (missed_list()).
 * NULL with a sentence. */
struct json *coverage_read(
    struct arena *, const char *db_path, const char *language, struct err *);

#endif
