/* rule_ask.c -- the questions that a rule may put to an event. */
#include <ctype.h>
#include <string.h>

#include "buf.h"
#include "err.h"
#include "geo.h"
#include "json.h"
#include "rule_ask.h"
#include "rule_form.h"
#include "text.h"
#include "when.h"

/* Behind the last letter of a word, with none behind it. */
static bool
ends_a_word(const char *text, size_t len, const char *star)
{
	unsigned char before = star > text ? (unsigned char)star[-1] : ' ',
		      after =
			  star + 1 < text + len ? (unsigned char)star[1] : ' ';

	return (isalnum(before) || before >= 0x80) &&
	       !(isalnum(after) || after >= 0x80 || after == '*');
}

bool
rule_ask_phrase(struct buf *folded, const char *text, size_t len,
    struct rule_phrase *p, struct err *err)
{
	const char *from = text, *end = text + len, *star;

	if (len > RULE_NAME_MAX)
		return err_set(err, ERR_LIMIT,
		    "a phrase has %zu bytes; it may have %d at most", len,
		    RULE_NAME_MAX);
	buf_clear(folded);
	for (;; from = star + 1) {
		star = memchr(from, '*', (size_t)(end - from));
		if (folded->len > 0 && from < end)
			buf_putc(folded, ' ');
		text_fold(
		    folded, from, (size_t)((star != NULL ? star : end) - from));
		if (star == NULL)
			break;
		if (!ends_a_word(text, len, star))
			return err_set(err, ERR_INPUT,
			    "\"%.*s\": a * may only stand at the end of a "
			    "word",
			    (int)len, text);
		buf_putc(folded, '*');
	}
	while (folded->len > 0 && folded->data[folded->len - 1] == ' ')
		folded->data[--folded->len] = '\0'; /* nothing behind a "*" */
	*p = (struct rule_phrase){ text, len, folded->data };
	if (folded->len == 0)
		return err_set(err, ERR_INPUT,
		    "\"%.*s\" has no letter and no digit to look for", (int)len,
		    text);
	return true;
}

size_t
rule_ask_shown(
    const struct rule_phrase *p, char shown[static RULE_NAME_MAX + 1])
{
	size_t len = 0;

	for (size_t i = 0; i < p->len && i < RULE_NAME_MAX; i++)
		if (p->text[i] != '*')
			shown[len++] = p->text[i];
	shown[len] = '\0';
	return len;
}

bool
rule_ask_mentions(const struct json *event, const struct rule_phrase *p)
{
	const char *folded = json_get_str(event, "folded");

	return folded != NULL && text_has_phrase(folded, p->folded);
}

bool
rule_ask_keyword(const struct json *event, const struct rule_phrase *p)
{
	JSON_EACH(keyword, json_get(event, "folded_keywords"))
	if (json_str(keyword) != NULL &&
	    text_is_phrase(keyword->string, p->folded))
		return true;
	return false;
}

bool
rule_ask_day_ok(const char *day, size_t len, struct err *err)
{
	int32_t number;

	if (when_parse_day(day, len, &number))
		return true;
	return err_set(
	    err, ERR_INPUT, "\"%s\" is not a day; write it as 2025-11-20", day);
}

bool
rule_ask_on_day(const struct json *event, const char *day)
{
	JSON_EACH(d, json_get(event, "days"))
	if (json_str(d) != NULL && strcmp(json_str(d), day) == 0)
		return true;
	return false;
}

bool
rule_ask_starts_before(const struct json *event, int64_t minute)
{
	JSON_EACH(timing, json_get(event, "timings"))
	if (json_get_int(timing, "begins", INT64_MAX) < minute)
		return true;
	return false;
}

int
rule_ask_minute(const char *s)
{
	int hour = 0, minute = 0;
	size_t digits = strspn(s, "0123456789");

	if (digits < 1 || digits > 2 || s[digits] != ':' ||
	    strspn(s + digits + 1, "0123456789") != 2 || s[digits + 3] != '\0')
		return -1;
	for (size_t i = 0; i < digits; i++)
		hour = hour * 10 + (s[i] - '0');
	minute = (s[digits + 1] - '0') * 10 + (s[digits + 2] - '0');
	return hour <= 24 && minute < 60 ? hour * 60 + minute : -1;
}

bool
rule_ask_within(const struct json *event, struct geo_point from, int64_t metres)
{
	const struct json *place = json_get(event, "place");
	const struct json *lat = json_get(place, "lat"),
			  *lon = json_get(place, "lon");
	struct geo_point at;

	if (!json_is(lat, JSON_INT) || !json_is(lon, JSON_INT))
		return false;
	at.lat = (int32_t)lat->integer;
	at.lon = (int32_t)lon->integer;
	return geo_metres(from, at, geo_cosine(from.lat)) <= metres;
}

bool
rule_ask_age_range(const struct json *ages, int64_t *min, int64_t *max)
{
	bool upper = json_is(json_get(ages, "max"), JSON_INT),
	     lower = json_is(json_get(ages, "min"), JSON_INT);

	*min = json_get_int(ages, "min", 0);
	*max = json_get_int(ages, "max", lower ? RULE_AGE_MAX : 0);
	return upper || lower;
}

bool
rule_ask_ages(const struct json *event, int64_t from, int64_t to)
{
	int64_t min, max;

	return rule_ask_age_range(json_get(event, "ages"), &min, &max) &&
	       min <= to && from <= max;
}
