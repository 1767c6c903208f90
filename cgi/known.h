/*
 * known.h -- what an editor can be offered while writing a rule: fields with
 * the values that really occur, methods, tests, Lua's own functions.
 *
 *	{"fields": [{"name": "place.town", "kind": "text",
 *	             "values": [["Calais", 12], ...]}, ...],
 *	 "methods": [{"name": "mentions", "signature": "event:mentions(...)",
 *	              "key": "method-mentions"}, ...],
 *	 "keys": [{"name": "town", "kind": "names", "values": [...]}, ...],
 *	 "lib": ["assert", "string.find", ...]}
 *
 * A field is named as rules write it behind "event."; an item of a list stands
 * as name[], the additional field of a code as extra["code"].  Its kind is
 * text, number, boolean, table, list or map.  Values come with the number of
 * events that have them: most of them first, then by bytes, KNOWN_VALUES_MAX at
 * most.  Prose (title, summary, text, conditions) has none, nor what is
 * different for nearly each event.
 *
 * "key" names the interface's text (www/strings) that says what a method is
 * for.  The kind of a test is one of rule_values_names (rule_words.h); its
 * values are as a table may have them: for "extra", a list of {code, label,
 * values} instead.
 */
#ifndef KNOWN_H
#define KNOWN_H

#include <stddef.h>

struct arena;
struct json;
struct judge_event;
struct programme;

#define KNOWN_VALUES_MAX 200
#define KNOWN_VALUE_MAX  120 /* bytes; longer ones are no choice */

/* Strings are the events' own and last as long. */
struct json *known_json(struct arena *, const struct programme *,
    const struct judge_event *events, size_t count);

#endif
