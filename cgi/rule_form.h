/*
 * rule_form.h -- what crosses between the rule child (rule.h) and its parent
 * (judge.h and programme.h), and the child's limits.
 *
 * THE JOB of role "rule":
 *   {"kind": "rule", "name": "job-seekers", "text": "return {...}",
 *    "libs": {"places": "return {...}", ...}, "languages": ["fr", "en"],
 *    "groups": ["audience", ...], "take": [0, 1, 5, ...], "trace": true}
 * "take" lists the events to judge, as indexes into the shared data; absent
 * means all.  "trace" asks what the rule reads; absent means no.  Only texts
 * that rule_form_source() lets pass can cross; what it says of others is a
 * "load" outcome.  In the place of a library that may not cross stands
 * {"problem": "a sentence"}, for whoever requires it.
 *
 * THE SHARED DATA (sandbox_data()) is a list of events, each as Lua sees it,
 * prepared by the parent.  A member may be left out where it would be empty;
 * members that are not named here are not looked at.
 *   uid title summary text conditions attendance status organiser source
 *                texts: plain, in the programme's first language, else in
 *                whichever there is; text without markup
 *   keywords     list of texts, in the first language
 *   languages    list of codes
 *   place        {name, address, town, postcode, department, region}: texts;
 *                lat and lon: integers, micro-degrees, both or neither
 *   timings      list of {day: "2025-11-20", begins: minutes since that
 *                day's midnight, 0 to 1439, ends: minutes since the same
 *                midnight, so it may pass 1440, from: "14:00", to: "15:30"},
 *                in the programme's zone, in order
 *   days         list of "2025-11-20", in order, each once
 *   ages         {min, max}: integers, only what is stated
 *   registration list of {kind: "link" | "phone" | "mail", value}
 *   access       {hi, ii, mi, pi, vi}: true where offered
 *   extra        code -> {label: text, ids: list of texts, labels: list of
 *                texts, at the same positions}
 * and three that Lua does not see, and that the parent makes by rule_text.h:
 *   folded       what mentions() reads: title, summary, text, conditions,
 *                each keyword, and each label of the additional fields, in
 *                all languages; each folded, then joined by
 *                RULE_FIELDS_APART, which stands between sentences too, so
 *                that no phrase of one sentence runs from one to another
 *   folded_title what titled() reads: the title in all languages, likewise
 *   folded_keywords  list: each keyword of all languages, folded
 *
 * THE ANSWER is
 *   {"outcome": "ok", "rule": {...}, "verdicts": "0110...",
 *    "reasons": [[2, {"fr": "..."}], [5, "..."]], "steps": N, "slowest": I,
 *    "examples": N, "match": {...}, "read": [[...], ...]}
 * with one character an event taken, and reasons by position in "take": the
 * match's own, or the words of the event that it found, or else the file's
 * "reason"; steps counts Lua instructions of one pass, in twenties, and
 * slowest is the index of the event that took most (-1 where none took any);
 * examples says how many the file has, all of which agreed; match and read are
 * told below; or
 *   {"outcome": "load" | "example" | "error" | "time", "line": N, "event": I,
 *    "message": "..."}
 * with event -1 where none was at work, and line 0 where it is not known.  A
 * message is one clean sentence of at most RULE_MESSAGE_MAX bytes that begins
 * with the file's name and, where it is known, the line.
 *
 * "rule" holds what the file says about itself: {"group"?, "label"?,
 * "effect"?, "order"?}.  An effect is one of RULE_EFFECTS; only with "full" is
 * there a group as well.  group is absent for the last group, More; a label or
 * a reason is a text, or an object by language with at least one of the job's
 * languages and no other.
 *
 * "match" is the match of a file that has a table, as JSON: an object from
 * test to value or list of values, "extra" one from code to those.  "any" and
 * "none" are always lists of such objects, with each test that stood there by
 * its name as one of its own.  Codes are in order of bytes.  It is left out
 * where a text in it cannot be shown as it is.
 *
 * "read" is there with "trace": for each of the first RULE_READ_EVENTS taken a
 * list of what the first pass read of it, each thing once, in the order in
 * which it was first read, RULE_READ_MAX at most:
 *   {"what": "place.town", "field": "place.town", "value": "Calais"}
 *   {"what": "#keywords", "field": "keywords", "value": 2}
 *   {"what": "extra[\"public\"].labels[1]", "field": "extra.labels",
 *    "code": "public", "value": "Tout public"}
 *   {"what": "mentions(\"chimi*\")", "field": "words", "value": true,
 *    "found": "chimiste"}
 *   {"what": "any[1].town = Calais, Lille", "field": "place.town",
 *    "value": false}
 * "what" is as the rule wrote it: a field, a method or a test of its table;
 * "field" the event's field behind it, without indexes and codes, or "words"
 * (rule_words.h); value a text, a number, true, false, or null where there is
 * no such item (a part that is there is true); found the event's own words,
 * or the value of an additional field, that made it true.  Texts are one clean
 * line of at most RULE_READ_BYTES.
 *
 * The job {"kind": "programme", "text", "libs"} is answered by {"outcome":
 * "ok", "programme": {...}}: the table that programme.lua returns, as JSON.
 * A table with keys 1..n is an array, and so is an empty one; members of an
 * object are in order of bytes; whole numbers are integers.  A function, a
 * mixed table and what JSON has no word for are load errors that name the
 * path.
 *
 * PROGRESS: phase is one of enum rule_phase, item the index of the event (or
 * the example, from 1), line that of the rule's own file.
 *
 * A child that wants more memory than RULE_MEMORY_MAX, or is at work in C
 * when its CPU time runs out, answers nothing: the sandbox's end and the
 * progress tell.
 */
#ifndef RULE_FORM_H
#define RULE_FORM_H

#include <stdbool.h>
#include <stddef.h>

struct err;

#define RULE_EFFECTS "feature", "full", "hide"

#define RULE_SOURCE_MAX  ((size_t)64 << 10) /* bytes of a file */
#define RULE_NAME_MAX    120                /* bytes of a label or a reason */
#define RULE_MESSAGE_MAX 400                /* bytes */
#define RULE_MEMORY_MAX  ((size_t)32 << 20) /* bytes of Lua's own */

#define RULE_EXAMPLES_MAX 500 /* of one file */
#define RULE_READ_EVENTS  4   /* of which it is told what was read */
#define RULE_READ_MAX     100 /* things read of one event */
#define RULE_READ_BYTES   200 /* of each text that tells one */

/* Lua instructions: for running the file once; for one event (running the
 * file anew counted in); for the whole job, on so many events or fewer. */
#define RULE_LOAD_STEPS  200000
#define RULE_EVENT_STEPS 200000
#define RULE_JOB_STEPS   100000000
#define RULE_JOB_EVENTS  5000

/* How many times the job's steps, and its time, are for so many events. */
static inline int
rule_form_shares(size_t events)
{
	return 1 + (int)((events > 0 ? events - 1 : 0) / RULE_JOB_EVENTS);
}

/* A struct sandbox_limits for a small job of either kind.  Steps run out long
 * before the processor time does, unless something runs for long in C. */
#define RULE_LIMITS                                                            \
	{                                                                      \
		.cpu_seconds = 3, .memory = (size_t)128 << 20,                 \
		.wall_seconds = 20, .answer_max = (size_t)8 << 20              \
	}

#define RULE_FIELDS_APART " | " /* folding leaves no bar */

enum rule_phase {
	RULE_STARTING,
	RULE_LOADING,
	RULE_IN_EXAMPLE,
	RULE_ON_EVENT,
};

/*
 * May these bytes be a rule file?  At most RULE_SOURCE_MAX of them, UTF-8,
 * and none of: control characters but tab and line ends (so no compiled Lua,
 * wherever it begins), bidirectional controls (a text that reads otherwise
 * than it runs: CVE-2021-42574).  One byte order mark at the beginning is
 * skipped.  False with a sentence, and the line where there is one (else 0).
 */
bool rule_form_source(const char **text, size_t *len, int *line, struct err *);

/* May this text stand on a page as a label or a reason: 1 to RULE_NAME_MAX
 * bytes of UTF-8 that are not all space, without control characters and
 * bidirectional controls?  "what" names it in the sentence. */
bool
rule_form_name(const char *text, size_t len, const char *what, struct err *);

#endif
