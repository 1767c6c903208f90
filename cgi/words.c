/* words.c -- the interface's text in one language. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "json.h"
#include "span.h"
#include "when.h"
#include "words.h"

#define TEXT_MAX    4000 /* bytes of a filled text */
#define PAIRS_MAX   8
#define SPANS_SHOWN 3 /* of one day; more are counted */
#define DIGITS_MAX  24

static const struct {
	const char *key;
	int form;
} entries[WORDS_COUNT] = {
#define X(name, key, form) { key, form },
	WORDS(X)
#undef X
};

/* ---- reading ----------------------------------------------------------- */

static bool
has_form(const struct json *j, int form)
{
	if (form == 0)
		return json_is(j, JSON_STRING);
	if (form < 0)
		return json_str(json_get(j, "one")) != NULL &&
		       json_str(json_get(j, "other")) != NULL;
	if (!json_is(j, JSON_ARRAY) || j->len != (uint32_t)form)
		return false;
	JSON_EACH(item, j)
	if (!json_is(item, JSON_STRING))
		return false;
	return true;
}

bool
words_read(struct arena *a, const char *language, const struct json *tree,
    struct words *w, struct err *err)
{
	const char *plural = json_get_str(tree, "plural");

	*w = (struct words){ .arena = a, .language = language, .tree = tree };
	w->zero_is_one = plural != NULL && strcmp(plural, "zero-one") == 0;
	for (size_t i = 0; i < WORDS_COUNT; i++) {
		w->at[i] = json_get(tree, entries[i].key);
		if (w->at[i] == NULL)
			return err_set(err, ERR_INPUT,
			    "www/strings/%s.json lacks the key \"%s\"",
			    language, entries[i].key);
		if (!has_form(w->at[i], entries[i].form))
			return err_set(err, ERR_INPUT,
			    "www/strings/%s.json: \"%s\" is not of the form "
			    "that the program needs",
			    language, entries[i].key);
	}
	return true;
}

/* ---- texts ------------------------------------------------------------- */

const char *
words_text(const struct words *w, enum word word)
{
	return w->at[word]->string;
}

const char *
words_item(const struct words *w, enum word word, size_t n)
{
	const struct json *item = w->at[word]->first;

	while (n-- > 0)
		item = item->next;
	return item->string;
}

/* The value of the placeholder that begins at s; *len gets its length. */
static const char *
value_of(const char *s, const char *const *pairs, size_t *len)
{
	const char *end = strchr(s, '}');

	for (; end != NULL && *pairs != NULL; pairs += 2) {
		*len = (size_t)(end - s) + 1;
		if (strlen(pairs[0]) == *len - 2 &&
		    memcmp(pairs[0], s + 1, *len - 2) == 0)
			return pairs[1];
	}
	return NULL;
}

char *
words_fill_text(struct arena *a, const char *text, const char *const *pairs)
{
	struct buf out = buf_new(a, TEXT_MAX);
	const char *value;
	size_t len;

	while (*text != '\0') {
		value = *text == '{' ? value_of(text, pairs, &len) : NULL;
		if (value != NULL) {
			buf_puts(&out, value);
			text += len;
		} else {
			buf_putc(&out, *text++);
		}
	}
	return out.data;
}

char *
words_fill_args(struct arena *a, const char *text, va_list ap)
{
	const char *pairs[2 * PAIRS_MAX + 1] = { NULL };

	for (size_t i = 0; i < 2 * PAIRS_MAX; i += 2) {
		pairs[i] = va_arg(ap, const char *);
		if (pairs[i] == NULL)
			break;
		pairs[i + 1] = va_arg(ap, const char *);
	}
	return words_fill_text(a, text, pairs);
}

char *
words_fill(struct arena *a, const struct words *w, enum word word, ...)
{
	va_list ap;
	char *text;

	va_start(ap, word);
	text = words_fill_args(a, words_text(w, word), ap);
	va_end(ap);
	return text;
}

char *
words_int(struct arena *a, int64_t n)
{
	struct buf b = buf_new(a, DIGITS_MAX);

	buf_int(&b, n);
	return b.data;
}

char *
words_count_forms(struct arena *a, const struct words *w,
    const struct json *forms, int64_t n, const char *const *pairs)
{
	const char *with[2 * PAIRS_MAX + 3] = { "n", words_int(a, n) };
	bool one = n == 1 || (n == 0 && w->zero_is_one);
	size_t i;

	for (i = 0; i < 2 * PAIRS_MAX && pairs[i] != NULL; i++)
		with[i + 2] = pairs[i];
	return words_fill_text(
	    a, json_get_str(forms, one ? "one" : "other"), with);
}

char *
words_count_fill(struct arena *a, const struct words *w, enum word word,
    int64_t n, const char *const *pairs)
{
	return words_count_forms(a, w, w->at[word], n, pairs);
}

char *
words_count(struct arena *a, const struct words *w, enum word word, int64_t n)
{
	static const char *const none[] = { NULL };

	return words_count_fill(a, w, word, n, none);
}

/* ---- days and hours ---------------------------------------------------- */

char *
words_day(struct arena *a, const struct words *w, enum word form, int32_t day)
{
	struct when_date d = when_date(day);
	bool is_short = form == W_DAY_SHORT;

	return words_fill(a, w, form, "weekday",
	    words_item(w, is_short ? W_WEEKDAYS_SHORT : W_WEEKDAYS,
		(size_t)when_weekday(day)),
	    "day",
	    d.day == 1 ? words_text(w, W_DAY_FIRST) : words_int(a, d.day),
	    "month",
	    words_item(
		w, is_short ? W_MONTHS_SHORT : W_MONTHS, (size_t)d.month - 1),
	    "year", words_int(a, d.year), (const char *)NULL);
}

char *
words_time(struct arena *a, const struct words *w, int32_t minute)
{
	int32_t m = minute % WHEN_DAY_MINUTES;
	char padded[6];

	span_clock(padded, m);
	return words_fill(a, w, m % 60 == 0 ? W_TIME_WHOLE : W_TIME, "h",
	    words_int(a, m / 60), "hh", arena_strndup(a, padded, 2), "mm",
	    arena_strdup(a, padded + 3), (const char *)NULL);
}

char *
words_instant(struct arena *a, const struct words *w, enum word form,
    const struct when_zone *zone, int32_t instant)
{
	int32_t day = when_local_day(zone, instant);

	return words_fill(a, w, form, "day", words_day(a, w, W_DAY_MEDIUM, day),
	    "time",
	    words_time(
		a, w, when_local(zone, instant) - day * WHEN_DAY_MINUTES),
	    (const char *)NULL);
}

char *
words_span(struct arena *a, const struct words *w, const struct span *s)
{
	bool begins = s->from > 0 || s->end - s->begin <= SPAN_LONG;

	/* Part of a timing of several days. */
	if (!begins && s->to < WHEN_DAY_MINUTES)
		return words_fill(a, w, W_UNTIL_TIME, "time",
		    words_time(a, w, s->to), (const char *)NULL);
	if (s->from == 0 && s->to >= WHEN_DAY_MINUTES - 1 &&
	    s->to <= WHEN_DAY_MINUTES)
		return arena_strdup(a, words_text(w, W_ALL_DAY));
	if (s->end - s->begin > SPAN_LONG)
		return words_fill(a, w, W_FROM_TIME, "time",
		    words_time(a, w, s->from), (const char *)NULL);
	return words_fill(a, w, W_SPAN, "from", words_time(a, w, s->from), "to",
	    words_time(a, w, s->to), (const char *)NULL);
}

/* What several spans of a day cover. */
static struct span
hull(const struct span *s, size_t count)
{
	struct span all = *s;

	for (size_t i = 1; i < count; i++)
		if (s[i].to > all.to)
			all.to = s[i].to;
	all.end = all.begin; /* it is one of a day */
	return all;
}

char *
words_spans(
    struct arena *a, const struct words *w, const struct span *s, size_t count)
{
	struct buf text = buf_new(a, TEXT_MAX);
	struct span all;

	if (count > SPANS_SHOWN) {
		const char *pairs[] = { "span", NULL, NULL };

		all = hull(s, count);
		pairs[1] = words_span(a, w, &all);
		return words_count_fill(
		    a, w, W_SESSIONS, (int64_t)count, pairs);
	}
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_puts(&text, ", ");
		buf_puts(&text, words_span(a, w, &s[i]));
	}
	return text.data;
}

/* ---- distances --------------------------------------------------------- */

char *
words_distance(struct arena *a, const struct words *w, int32_t metres)
{
	int32_t tenths = (metres + 50) / 100;
	const char *number = words_int(a, tenths / 10);

	if (tenths < 100 && tenths % 10 != 0)
		number = words_fill(a, w, W_KILOMETRES, "whole", number,
		    "tenth", words_int(a, tenths % 10), (const char *)NULL);
	else if (tenths >= 100)
		number = words_int(a, (tenths + 5) / 10);
	return words_fill(a, w, W_DISTANCE, "km", number, (const char *)NULL);
}

char *
words_duration(struct arena *a, const struct words *w, int32_t minutes)
{
	char padded[6];

	if (minutes < 60)
		return words_fill(a, w, W_MINUTES, "n", words_int(a, minutes),
		    (const char *)NULL);
	span_clock(padded, minutes % 60);
	return words_fill(a, w, W_HOURS_MINUTES, "h",
	    words_int(a, minutes / 60), "mm", arena_strdup(a, padded + 3),
	    (const char *)NULL);
}
