/*
 * remark.h -- what is accepted and doubtful all the same, for `check`: most
 * often a slip, sometimes meant.
 */
#ifndef REMARK_H
#define REMARK_H

struct json;
struct judge;
struct judge_rule;
struct ruleset;

/* Sentences, as a list of texts: of a rule that was judged, and of the
 * programme with all rules that there are. */
struct json *remark_rule(const struct judge *, const struct judge_rule *);
struct json *remark_programme(const struct judge *, const struct ruleset *);

#endif
