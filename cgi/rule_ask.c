/* rule_ask.c -- the questions that a rule may put to an event. */
#include <ctype.h>
#include <string.h>

#include "buf.h"
#include "err.h"
#include "geo.h"
#include "json.h"
#include "rule_ask.h"
#include "rule_form.h"
#include "rule_text.h"
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

/* Fold words, with their stars, behind what is in the buf. */
static void
fold_starred(struct buf *folded, const char *s, size_t len)
{
	const char *end = s + len, *star;
	size_t begin = folded->len;

	for (;; s = star + 1) {
		star = memchr(s, '*', (size_t)(end - s));
		if (folded->len > begin)
			buf_putc(folded, ' ');
		text_fold(folded, s, (size_t)((star != NULL ? star : end) - s));
		if (star == NULL)
			break;
		buf_putc(folded, '*');
	}
	if (folded->len > begin && folded->data[folded->len - 1] == ' ')
		folded->data[--folded->len] = '\0'; /* no word behind a star */
}

bool
rule_ask_phrase(struct buf *folded, const char *text, size_t len,
    struct rule_phrase *p, struct err *err)
{
	const char *star = text;

	if (len > RULE_NAME_MAX)
		return err_set(err, ERR_LIMIT,
		    "a phrase has %zu bytes; it may have %d at most", len,
		    RULE_NAME_MAX);
	while ((star = memchr(star, '*', (size_t)(text + len - star))) != NULL)
		if (!ends_a_word(text, len, star++))
			return err_set(err, ERR_INPUT,
			    "\"%.*s\": a * may only stand at the end of a "
			    "word",
			    (int)len, text);
	buf_clear(folded);
	rule_text_each(folded, text, len, fold_starred);
	*p = (struct rule_phrase){ text, len, folded->data };
	if (folded->len == 0)
		return err_set(err, ERR_INPUT,
		    "\"%.*s\" has no letter and no digit to look for", (int)len,
		    text);
	return true;
}

/* ---- words ------------------------------------------------------------- */

/* Where the phrase is found first in folded text, and *end behind it. */
static const char *
find(const struct json *event, const struct rule_found *f, const char **end)
{
	const char *p = f->phrase->folded, *folded;

	if (f->where != RULE_AS_KEYWORD) {
		folded = json_get_str(event,
		    f->where == RULE_IN_TITLE ? "folded_title" : "folded");
		return folded != NULL ? text_find_phrase(folded, p, end) : NULL;
	}
	JSON_EACH(keyword, json_get(event, "folded_keywords"))
	if (json_str(keyword) != NULL && text_is_phrase(keyword->string, p)) {
		*end = keyword->string + keyword->len;
		return keyword->string;
	}
	return NULL;
}

bool
rule_ask_finds(const struct json *event, const struct rule_found *what)
{
	const char *end;

	return find(event, what, &end) != NULL;
}

bool
rule_ask_is(struct buf *b, const struct json *text, const struct rule_phrase *p)
{
	if (!json_is(text, JSON_STRING))
		return false;
	buf_clear(b);
	rule_text_fold(b, text->string, text->len);
	return text_is_phrase(b->data, p->folded);
}

bool
rule_ask_extra(struct buf *b, const struct json *event, const char *code,
    const struct rule_phrase *value)
{
	const struct json *field = json_get(json_get(event, "extra"), code);
	const struct json *ids = json_get(field, "ids"),
			  *labels = json_get(field, "labels");

	if (value == NULL)
		return (json_is_parent(ids) && ids->len > 0) ||
		       (json_is_parent(labels) && labels->len > 0);
	JSON_EACH(id, ids)
	if (json_str(id) != NULL && strcmp(id->string, value->text) == 0)
		return true;
	JSON_EACH(label, labels)
	if (rule_ask_is(b, label, value))
		return true;
	return false;
}

/* ---- what was found, for visitors -------------------------------------- */

struct showing {
	struct buf *folded;
	const struct rule_found *found;
	char *shown; /* RULE_NAME_MAX bytes and a NUL */
	size_t looked;
};

/* Copy words without stars; line ends, and the bars between folded sentences,
 * are spaces.  0 where they cannot be a reason. */
static size_t
show(struct showing *w, const char *s, size_t len)
{
	struct err err = { 0 };
	size_t out = 0;

	for (size_t i = 0; i < len; i++) {
		if (s[i] == '*')
			continue;
		if ((unsigned char)s[i] > ' ' && s[i] != '|') {
			if (out == RULE_NAME_MAX)
				return 0;
			w->shown[out++] = s[i];
		} else if (out > 0 && out < RULE_NAME_MAX &&
			   w->shown[out - 1] != ' ') {
			w->shown[out++] = ' ';
		}
	}
	out -= out > 0 && w->shown[out - 1] == ' ';
	w->shown[out] = '\0';
	return rule_form_name(w->shown, out, "", &err) ? out : 0;
}

/* A text's own words. */
static size_t
show_own(struct showing *w, const struct json *text)
{
	const struct rule_phrase *p = w->found->phrase;
	const char *at;
	size_t len;

	if (!json_is(text, JSON_STRING))
		return 0;
	at = text->string;
	if (w->found->where == RULE_AS_KEYWORD)
		len = rule_ask_is(w->folded, text, p) ? text->len : 0;
	else
		len = rule_text_find(
		    w->folded, text->string, text->len, p->folded, &at);
	w->looked +=
	    len > 0 ? (size_t)(at - text->string) + w->folded->len : text->len;
	return len > 0 ? show(w, at, len) : 0;
}

static size_t
show_list(struct showing *w, const struct json *list)
{
	size_t len = 0;

	JSON_EACH(text, list)
	if ((len = show_own(w, text)) > 0)
		break;
	return len;
}

/* What Lua sees of what the parent folded, in that order. */
static size_t
show_event(struct showing *w, const struct json *event)
{
	static const char *const members[] = { "title", "summary", "text",
		"conditions" };
	size_t len = 0;

	if (w->found->where == RULE_IN_TITLE)
		return show_own(w, json_get(event, "title"));
	if (w->found->where == RULE_AS_KEYWORD)
		return show_list(w, json_get(event, "keywords"));
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (len == 0)
			len = show_own(w, json_get(event, members[i]));
	if (len == 0)
		len = show_list(w, json_get(event, "keywords"));
	JSON_EACH(field, json_get(event, "extra"))
	if (len == 0)
		len = show_list(w, json_get(field, "labels"));
	return len;
}

size_t
rule_ask_shown(struct buf *b, const struct json *event,
    const struct rule_found *f, char shown[static RULE_NAME_MAX + 1],
    size_t *looked)
{
	struct showing w = { b, f, shown, 0 };
	const struct rule_phrase *p = f->phrase;
	size_t len = show_event(&w, event);
	const char *at, *end;

	if (len == 0 && memchr(p->text, '*', p->len) != NULL &&
	    (at = find(event, f, &end)) != NULL)
		len = show(
		    &w, at, text_cut(at, (size_t)(end - at), RULE_NAME_MAX));
	*looked = w.looked;
	return len > 0 ? len : show(&w, p->text, p->len);
}

/* ---- all else ---------------------------------------------------------- */

static bool
has_form_of_day(const char *day, size_t len)
{
	static const char form[] = "0000-00-00";

	for (size_t i = 0; i < len && i < sizeof(form) - 1; i++)
		if (form[i] == '0' ? day[i] < '0' || day[i] > '9'
				   : day[i] != form[i])
			return false;
	return len == sizeof(form) - 1;
}

bool
rule_ask_day_ok(const char *day, size_t len, struct err *err)
{
	int32_t number;

	if (when_parse_day(day, len, &number))
		return true;
	if (has_form_of_day(day, len)) /* November 31 */
		return err_set(err, ERR_INPUT, "\"%s\" is not a day", day);
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
rule_ask_within(const struct json *event, struct geo_point from, int32_t metres)
{
	const struct json *place = json_get(event, "place");
	const struct json *lat = json_get(place, "lat"),
			  *lon = json_get(place, "lon");
	struct geo_point at;

	if (!json_is(lat, JSON_INT) || !json_is(lon, JSON_INT))
		return false;
	at.lat = (int32_t)lat->integer;
	at.lon = (int32_t)lon->integer;
	return geo_within(from, at, geo_cosine(from.lat), metres);
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
