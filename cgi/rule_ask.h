/*
 * rule_ask.h -- the questions that a rule may put to an event, answered in C
 * for both kinds of rule: methods of a function's event (rule_event.h) and
 * keys of a table (rule_match.h).  Events are in the form of rule_form.h.
 */
#ifndef RULE_ASK_H
#define RULE_ASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rule_form.h"

struct buf;
struct err;
struct json;
struct geo_point;

#define RULE_AGE_MAX 120 /* an upper age that is not stated */

/* A phrase to look for.  A "*" behind a word lets the word go on. */
struct rule_phrase {
	const char *text; /* as written */
	size_t len;
	const char *folded; /* by rule_text_fold(), for text_has_phrase() */
};

enum rule_where {
	RULE_ANYWHERE, /* in what mentions() reads */
	RULE_IN_TITLE,
	RULE_AS_KEYWORD, /* one of the event's keywords, as a whole */
};

/* What to look for, and what was found. */
struct rule_found {
	const struct rule_phrase *phrase; /* NULL: nothing was found */
	enum rule_where where;
};

/* Make one of a text, which it borrows; the folded words replace what is in
 * the buf and last until its next use.  False with a sentence where it has no
 * letter or digit, a "*" but behind a word, or more than RULE_NAME_MAX
 * bytes. */
bool rule_ask_phrase(struct buf *folded, const char *text, size_t len,
    struct rule_phrase *, struct err *);

bool rule_ask_finds(const struct json *event, const struct rule_found *);

/*
 * What was found, as visitors may read it; how many bytes, 0 where it is not
 * fit for that.  The event's own words, the first that the phrase finds, as
 * it spells them.  Lua sees one language only: what is found in another one
 * is told in the words of the phrase, or, if a "*" leaves one of them open,
 * in folded words.  What is in the buf goes; *looked gets the bytes that it
 * went through.
 */
size_t rule_ask_shown(struct buf *, const struct json *event,
    const struct rule_found *, char shown[static RULE_NAME_MAX + 1],
    size_t *looked);

/* Is the text, as a whole, what the phrase says?  What is in the buf goes. */
bool
rule_ask_is(struct buf *, const struct json *text, const struct rule_phrase *);

/* Has an additional field this value: an id, or a label as above?  NULL: has
 * it any? */
bool rule_ask_extra(struct buf *, const struct json *event, const char *code,
    const struct rule_phrase *value);

/* day is YYYY-MM-DD, which rule_ask_day_ok() tells. */
bool rule_ask_on_day(const struct json *event, const char *day);
bool rule_ask_day_ok(const char *, size_t len, struct err *);

/* Some timing begins earlier in its day than that minute. */
bool rule_ask_starts_before(const struct json *event, int64_t minute);
/* "18:30" as minutes, -1 if it is none. */
int rule_ask_minute(const char *);

/* At most so many metres away; false for an event without a point. */
bool
rule_ask_within(const struct json *event, struct geo_point, int32_t metres);

/* Ages are stated, and somebody between these may come. */
bool rule_ask_ages(const struct json *event, int64_t from, int64_t to);

/* What an event says about ages, filled up: 0 and 0 where nothing, and
 * RULE_AGE_MAX where only the lower one.  False where nothing is stated. */
bool rule_ask_age_range(const struct json *ages, int64_t *min, int64_t *max);

#endif
