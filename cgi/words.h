/*
 * words.h -- the interface's text in one language, and dates and numbers in
 * words.
 *
 * The texts come from www/strings/LL.json.  Those that templates use as they
 * are ({{t.key}}) are put in when templates are loaded (www.h); those that the
 * program itself needs are listed below, so that one that is missing is told
 * by its name when the file is read.
 *
 * What a file may hold is told, and checked at build time, in
 * www/strings.mjs.
 */
#ifndef WORDS_H
#define WORDS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;
struct json;
struct span;
struct when_zone;

/* name in C, key in the file, how many texts: 0 is one text with
 * placeholders, -1 is one that counts, else a list of so many. */
#define WORDS(X)                                                               \
	X(WEEKDAYS, "weekdays", 7)                                             \
	X(WEEKDAYS_SHORT, "weekdays-short", 7)                                 \
	X(MONTHS, "months", 12)                                                \
	X(MONTHS_SHORT, "months-short", 12)                                    \
	X(DAY_FIRST, "day-first", 0)                                           \
	X(DAY_LONG, "day-long", 0)                                             \
	X(DAY_MEDIUM, "day-medium", 0)                                         \
	X(DAY_SHORT, "day-short", 0)                                           \
	X(TIME, "time", 0)                                                     \
	X(TIME_WHOLE, "time-whole", 0)                                         \
	X(SPAN, "span", 0)                                                     \
	X(ALL_DAY, "all-day", 0)                                               \
	X(FROM_TIME, "from-time", 0)                                           \
	X(UNTIL_TIME, "until-time", 0)                                         \
	X(SESSIONS, "sessions", -1)                                            \
	X(DAY_AND_TIME, "day-and-time", 0)                                     \
	X(STATUSES, "statuses", 6)                                             \
	X(ATTENDANCES, "attendances", 3)                                       \
	X(ACCESSES, "accesses", 5)                                             \
	X(AGES, "ages", 0)                                                     \
	X(AGES_FROM, "ages-from", 0)                                           \
	X(AGES_TO, "ages-to", 0)                                               \
	X(AGES_EXACT, "ages-exact", 0)                                         \
	X(REGISTER, "register", 3)                                             \
	X(NOT_STATED, "not-stated", 0)                                         \
	X(MORE, "more", 0)                                                     \
	X(DAYS, "days", 0)                                                     \
	X(TOWN, "town", 0)                                                     \
	X(DEPARTMENT, "department", 0)                                         \
	X(ACCESS, "access", 0)                                                 \
	X(ATTENDANCE, "attendance", 0)                                         \
	X(OPEN, "open", 0)                                                     \
	X(OPEN_YES, "open-yes", 0)                                             \
	X(WHEN_WORDS, "when-words", 4)                                         \
	X(WHEN_CHOICES, "when-choices", 4)                                     \
	X(TEXT_CHIP, "text-chip", 0)                                           \
	X(NEAR_CHIP, "near-chip", 0)                                           \
	X(NEAR_POINT, "near-point", 0)                                         \
	X(KILOMETRES, "kilometres", 0)                                         \
	X(DISTANCE, "distance", 0)                                             \
	X(BEARINGS, "bearings", 8)                                             \
	X(EVENTS, "events", -1)                                                \
	X(EVENTS_IN_TOWNS, "events-in-towns", -1)                              \
	X(UNSTATED, "unstated", -1)                                            \
	X(WITHOUT, "without", 0)                                               \
	X(WITHOUT_TEXT, "without-text", 0)                                     \
	X(ALL_NOW, "all-now", -1)                                              \
	X(ALL_NEXT, "all-next", -1)                                            \
	X(SAME_DAY, "same-day", 0)                                             \
	X(FRESH, "fresh", 0)                                                   \
	X(DEMO, "demo", 0)                                                     \
	X(UNTIL, "until", 0)                                                   \
	X(PAGE_OF, "page-of", 0)                                               \
	X(TITLE_PARTS, "title-parts", 0)                                       \
	X(TITLES, "titles", 7)                                                 \
	X(CHANGES, "changes", 10)                                              \
	X(OVERLAP, "overlap", 0)                                               \
	X(HOP, "hop", 0)                                                       \
	X(HOURS_MINUTES, "hours-minutes", 0)                                   \
	X(MINUTES, "minutes", 0)                                               \
	X(KEPT, "kept", -1)                                                    \
	X(LOST, "lost", -1)                                                    \
	X(ERROR_TITLES, "error-titles", 8)                                     \
	X(ERROR_TEXTS, "error-texts", 8)                                       \
	X(BAD_VALUES, "bad-values", 10)                                        \
	X(LANGUAGE, "language", 0)

enum word {
#define X(name, key, form) W_##name,
	WORDS(X)
#undef X
	    WORDS_COUNT
};

struct words {
	struct arena *arena;
	const char *language;
	const struct json *tree; /* of the file: for templates */
	bool zero_is_one;        /* "0 event", as in French */
	const struct json *at[WORDS_COUNT];
};

/* Read a file's tree, which must last as long.  False with a sentence that
 * begins "www/strings/LL.json" and names the key that is missing or is not of
 * its form. */
bool words_read(struct arena *, const char *language, const struct json *tree,
    struct words *, struct err *);

/* A text as it is; the n-th of a list. */
const char *words_text(const struct words *, enum word);
const char *words_item(const struct words *, enum word, size_t n);

/* A text with its placeholders filled: name, value, ..., NULL. */
char *words_fill(struct arena *, const struct words *, enum word, ...)
    __attribute__((sentinel));

/* The same for any text, its pairs as a list or as another function's
 * arguments; and one that counts: {n} in it is the number. */
char *
words_fill_text(struct arena *, const char *text, const char *const *pairs);
char *words_fill_args(struct arena *, const char *text, va_list pairs);
/* "forms": the text's {one, other}. */
char *words_count_forms(struct arena *, const struct words *,
    const struct json *forms, int64_t n, const char *const *pairs);
char *words_count(struct arena *, const struct words *, enum word, int64_t n);
char *words_count_fill(struct arena *, const struct words *, enum word,
    int64_t n, const char *const *pairs);

char *words_int(struct arena *, int64_t);

/* A day: W_DAY_LONG, W_DAY_MEDIUM or W_DAY_SHORT; a minute of the day; a day's
 * part from one minute to another; all spans of one event on one day. */
char *
words_day(struct arena *, const struct words *, enum word form, int32_t day);
/* An instant as a zone has it: a text with a {day} and a {time} in it. */
char *words_instant(struct arena *, const struct words *, enum word form,
    const struct when_zone *, int32_t instant);
char *words_time(struct arena *, const struct words *, int32_t minute);
char *words_span(struct arena *, const struct words *, const struct span *);
char *words_spans(
    struct arena *, const struct words *, const struct span *, size_t count);

/* Metres as a rounded distance; minutes as a duration. */
char *words_distance(struct arena *, const struct words *, int32_t metres);
char *words_duration(struct arena *, const struct words *, int32_t minutes);

#endif
