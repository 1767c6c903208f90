/* event.c -- the event document: its parts, and what is none. */
#include <string.h>

#include "arena.h"
#include "err.h"
#include "event.h"
#include "json.h"
#include "link.h"
#include "safehtml.h"
#include "text.h"

enum { POSTPONED = 3, CANCELLED = 5 };
const char *const event_statuses[] = { "scheduled", "rescheduled",
	"online", [POSTPONED] = "postponed", "full", [CANCELLED] = "cancelled",
	NULL };
const char *const event_attendances[] = { "place", "online", "mixed", NULL };
const char *const event_accesses[] = { "hi", "ii", "mi", "pi", "vi", NULL };

bool
event_takes_place(size_t status)
{
	return status != POSTPONED && status != CANCELLED;
}

size_t
event_word_index(const char *const *list, const char *word)
{
	size_t i = 0;

	while (list[i] != NULL && strcmp(list[i], word) != 0)
		i++;
	return i;
}

/* ---- timings ------------------------------------------------------------- */

struct timing *
event_timings(struct arena *a, const struct json *event, size_t *count)
{
	const struct json *list = json_get(event, "timings");
	struct timing *timings;
	size_t n = 0;

	*count = json_is(list, JSON_ARRAY) ? list->len : 0;
	timings = ARENA_ARRAY(a, struct timing, *count);
	JSON_EACH(one, list)
	{
		int32_t *parts[] = { &timings[n].number, &timings[n].begin,
			&timings[n].end };
		size_t part = 0;

		JSON_EACH(number, one)
		if (part < 3 && json_is(number, JSON_INT))
			*parts[part++] = (int32_t)number->integer;
		n++;
	}
	return timings;
}

void
event_put_timings(struct arena *a, struct json *event,
    const struct timing *timings, size_t count)
{
	struct json *list = json_put_array(a, event, "timings");

	for (size_t i = 0; i < count; i++) {
		struct json *one = json_put_array(a, list, NULL);

		json_put_int(a, one, NULL, timings[i].number);
		json_put_int(a, one, NULL, timings[i].begin);
		json_put_int(a, one, NULL, timings[i].end);
	}
}

/* ---- by language -----------------------------------------------------------
 */

const char *
event_text(const struct json *by_language, const char *language,
    const char *const *languages, const char **is)
{
	const char *text = json_get_str(by_language, language);

	*is = language;
	if (text != NULL)
		return text;
	for (; *languages != NULL; languages++) {
		*is = *languages;
		if ((text = json_get_str(by_language, *languages)) != NULL)
			return text;
	}
	JSON_EACH(member, by_language)
	{
		*is = member->key;
		if ((text = json_str(member)) != NULL)
			return text;
	}
	*is = NULL;
	return NULL;
}

bool
event_language_ok(const char *code)
{
	size_t len = strlen(code),
	       letters = strspn(code, "abcdefghijklmnopqrstuvwxyz");

	return len <= EVENT_LANGUAGE_MAX && (letters == 2 || letters == 3) &&
	       (code[letters] == '\0' ||
		   (code[letters] == '-' && len > letters + 1 &&
		       strspn(code + letters + 1,
			   "abcdefghijklmnopqrstuvwxyz"
			   "0123456789") == len - letters - 1));
}

bool
event_uid_ok(const char *uid)
{
	size_t len = strlen(uid);

	return len > 0 && len <= EVENT_UID_MAX &&
	       strspn(uid, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			   "abcdefghijklmnopqrstuvwxyz0123456789._-") == len;
}

/* ---- checking --------------------------------------------------------------
 */

/*
 * How a value must look.  "max" is bytes of a text, elements of a list or the
 * greatest number; "of" is the members of an object, ended by one without a
 * name, or the one shape of all that is inside; "words" are the texts that may
 * be.
 */
struct shape {
	const char *name;
	bool (*fits)(struct arena *, const struct json *, const struct shape *);
	size_t max;
	const struct shape *of;
	const char *const *words;
	bool needed;
};

static bool
fits_text(struct arena *a, const struct json *j, const struct shape *s)
{
	(void)a;
	return json_is(j, JSON_STRING) && j->len > 0 && j->len <= s->max &&
	       strlen(j->string) == j->len && text_is_utf8(j->string, j->len);
}

static bool
fits_word(struct arena *a, const struct json *j, const struct shape *s)
{
	(void)a;
	for (const char *const *word = s->words; *word != NULL; word++)
		if (json_is(j, JSON_STRING) && strcmp(j->string, *word) == 0)
			return true;
	return false;
}

static bool
fits_uid(struct arena *a, const struct json *j, const struct shape *s)
{
	return fits_text(a, j, s) && event_uid_ok(j->string);
}

static bool
fits_slug(struct arena *a, const struct json *j, const struct shape *s)
{
	return fits_text(a, j, s) &&
	       strspn(j->string, "abcdefghijklmnopqrstuvwxyz0123456789-") ==
		   j->len;
}

static bool
fits_html(struct arena *a, const struct json *j, const struct shape *s)
{
	return fits_text(a, j, s) && safehtml_check(a, j->string, j->len);
}

static bool
fits_link(struct arena *a, const struct json *j, const struct shape *s)
{
	char *link = fits_text(a, j, s) ? link_web(a, j->string, j->len) : NULL;

	return link != NULL && strcmp(link, j->string) == 0;
}

static bool
fits_mail(struct arena *a, const struct json *j, const struct shape *s)
{
	return fits_text(a, j, s) && link_mail(a, j->string, j->len) != NULL;
}

static bool
fits_phone(struct arena *a, const struct json *j, const struct shape *s)
{
	return fits_text(a, j, s) && link_tel(a, j->string, j->len) != NULL;
}

static bool
fits_number(struct arena *a, const struct json *j, const struct shape *s)
{
	(void)a;
	return json_is(j, JSON_INT) && j->integer >= 0 &&
	       j->integer <= (int64_t)s->max;
}

static bool
fits_degrees(struct arena *a, const struct json *j, const struct shape *s)
{
	(void)a;
	return json_is(j, JSON_INT) && j->integer >= -(int64_t)s->max &&
	       j->integer <= (int64_t)s->max;
}

static bool
fits_list(struct arena *a, const struct json *j, const struct shape *s)
{
	if (!json_is(j, JSON_ARRAY) || j->len == 0 || j->len > s->max)
		return false;
	JSON_EACH(item, j)
	if (!s->of->fits(a, item, s->of))
		return false;
	return true;
}

static bool
fits_languages(struct arena *a, const struct json *j, const struct shape *s)
{
	if (!json_is(j, JSON_OBJECT) || j->len == 0 ||
	    j->len > EVENT_LANGUAGES_MAX)
		return false;
	JSON_EACH(item, j)
	if (!event_language_ok(item->key) || !s->of->fits(a, item, s->of))
		return false;
	return true;
}

/* The first member that is wrong, missing or out of order; NULL where there
 * is none. */
static const char *
misfit(struct arena *a, const struct json *j, const struct shape *of)
{
	if (!json_is(j, JSON_OBJECT) || j->len == 0)
		return "all of it";
	JSON_EACH(member, j)
	{
		for (; of->name != NULL && strcmp(of->name, member->key) != 0;
		     of++)
			if (of->needed)
				return of->name;
		if (of->name == NULL || !of->fits(a, member, of))
			return member->key;
		of++;
	}
	for (; of->name != NULL; of++)
		if (of->needed)
			return of->name;
	return NULL;
}

static bool
fits_object(struct arena *a, const struct json *j, const struct shape *s)
{
	return misfit(a, j, s->of) == NULL;
}

static bool
fits_place(struct arena *a, const struct json *j, const struct shape *s)
{
	return fits_object(a, j, s) &&
	       (json_get(j, "lat") != NULL) == (json_get(j, "lon") != NULL);
}

static bool
fits_contact(struct arena *a, const struct json *j, const struct shape *s)
{
	const char *kind = json_get_str(j, "kind"),
		   *value = json_get_str(j, "value");

	return fits_object(a, j, s) && link_href(a, kind, value) != NULL;
}

static bool
fits_extra(struct arena *a, const struct json *j, const struct shape *s)
{
	if (!json_is(j, JSON_OBJECT) || j->len == 0 || j->len > s->max)
		return false;
	JSON_EACH(field, j)
	if (field->key_len == 0 || field->key_len > EVENT_CODE_MAX ||
	    !text_is_utf8(field->key, field->key_len) ||
	    !fits_object(a, field, s))
		return false;
	return true;
}

static bool
fits_timings(struct arena *a, const struct json *j, const struct shape *s)
{
	int64_t before = INT64_MIN;

	(void)a;
	if (!json_is(j, JSON_ARRAY) || j->len == 0 || j->len > s->max)
		return false;
	JSON_EACH(one, j)
	{
		int64_t part[3];
		size_t n = 0;

		JSON_EACH(number, one)
		if (n == 3 || !json_is(number, JSON_INT) ||
		    number->integer < INT32_MIN || number->integer > INT32_MAX)
			return false;
		else
			part[n++] = number->integer;
		if (n != 3 || part[0] < 0 || part[1] <= before ||
		    part[2] <= part[1])
			return false;
		before = part[1];
	}
	return true;
}

/* ---- the shapes ------------------------------------------------------------
 */

#define TEXT(name, max)                                                        \
	{                                                                      \
		name, fits_text, max, NULL, NULL, false                        \
	}
#define BY_LANGUAGE(name, shape, needed)                                       \
	{                                                                      \
		name, fits_languages, 0, &(shape), NULL, needed                \
	}

static const struct shape a_field = TEXT("", EVENT_FIELD_MAX),
			  a_title = TEXT("", EVENT_TITLE_MAX),
			  a_summary = TEXT("", EVENT_SUMMARY_MAX),
			  some_conditions = TEXT("", EVENT_CONDITIONS_MAX),
			  a_keyword = TEXT("", EVENT_KEYWORD_MAX),
			  a_text = { "", fits_html, EVENT_TEXT_MAX, NULL, NULL,
				  false },
			  keywords = { "", fits_list, EVENT_KEYWORDS_MAX,
				  &a_keyword, NULL, false },
			  an_access = { "", fits_word, 0, NULL, event_accesses,
				  false };

static const struct shape place[] = {
	TEXT("name", EVENT_FIELD_MAX),
	TEXT("address", EVENT_FIELD_MAX),
	TEXT("town", EVENT_FIELD_MAX),
	TEXT("postcode", EVENT_FIELD_MAX),
	TEXT("insee", EVENT_FIELD_MAX),
	TEXT("district", EVENT_FIELD_MAX),
	TEXT("department", EVENT_FIELD_MAX),
	TEXT("region", EVENT_FIELD_MAX),
	TEXT("country", EVENT_FIELD_MAX),
	{ "lat", fits_degrees, 90000000, NULL, NULL, false },
	{ "lon", fits_degrees, 180000000, NULL, NULL, false },
	{ "phone", fits_phone, EVENT_FIELD_MAX, NULL, NULL, false },
	{ "mail", fits_mail, LINK_MAIL_MAX, NULL, NULL, false },
	{ "website", fits_link, LINK_MAX, NULL, NULL, false },
	BY_LANGUAGE("access", a_summary, false),
	{ 0 },
};

static const struct shape ages[] = {
	{ "min", fits_number, EVENT_AGE_MAX, NULL, NULL, false },
	{ "max", fits_number, EVENT_AGE_MAX, NULL, NULL, false },
	{ 0 },
};

static const char *const contacts[] = { "link", "phone", "mail", NULL };
static const struct shape contact[] = {
	{ "kind", fits_word, 0, NULL, contacts, true },
	{ "value", fits_text, LINK_MAX, NULL, NULL, true },
	{ 0 },
};
static const struct shape a_contact = { "", fits_contact, 0, contact, NULL,
	false };

static const struct shape origin[] = {
	{ "uid", fits_uid, EVENT_UID_MAX, NULL, NULL, false },
	TEXT("title", EVENT_FIELD_MAX),
	{ 0 },
};

static const struct shape value[] = {
	TEXT("id", EVENT_FIELD_MAX),
	BY_LANGUAGE("label", a_field, false),
	{ 0 },
};
static const struct shape a_value = { "", fits_object, 0, value, NULL, false };
static const struct shape field[] = {
	BY_LANGUAGE("label", a_field, false),
	{ "values", fits_list, EVENT_VALUES_MAX, &a_value, NULL, true },
	{ 0 },
};

static const struct shape members[] = {
	{ "uid", fits_uid, EVENT_UID_MAX, NULL, NULL, true },
	{ "slug", fits_slug, EVENT_SLUG_MAX, NULL, NULL, true },
	BY_LANGUAGE("title", a_title, true),
	BY_LANGUAGE("summary", a_summary, false),
	BY_LANGUAGE("text", a_text, false),
	BY_LANGUAGE("conditions", some_conditions, false),
	BY_LANGUAGE("keywords", keywords, false),
	{ "place", fits_place, 0, place, NULL, false },
	{ "timings", fits_timings, EVENT_TIMINGS_MAX, NULL, NULL, true },
	{ "ages", fits_object, 0, ages, NULL, false },
	{ "registration", fits_list, EVENT_REGISTRATION_MAX, &a_contact, NULL,
	    false },
	{ "attendance", fits_word, 0, NULL, event_attendances, true },
	{ "link", fits_link, LINK_MAX, NULL, NULL, false },
	{ "status", fits_word, 0, NULL, event_statuses, true },
	{ "access", fits_list, 5, &an_access, NULL, false },
	{ "origin", fits_object, 0, origin, NULL, false },
	{ "extra", fits_extra, EVENT_EXTRA_MAX, field, NULL, false },
	{ "page", fits_link, LINK_MAX, NULL, NULL, false },
	{ 0 },
};

bool
event_check(const struct json *event, struct err *err)
{
	struct arena *a = arena_new();
	const char *wrong = misfit(a, event, members);
	const char *uid = json_get_str(event, "uid");

	if (wrong != NULL)
		err_set(err, ERR_INPUT,
		    "event %.64s: \"%.64s\" is not as an event has it",
		    uid != NULL ? uid : "without a uid", wrong);
	arena_free(a);
	return wrong == NULL;
}
