/* import_openagenda.c -- one event of OpenAgenda as an event document. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "batch.h"
#include "draft.h"
#include "event.h"
#include "extra.h"
#include "import_openagenda.h"
#include "json.h"
#include "place.h"
#include "text.h"
#include "timings.h"

#define STATE_PUBLISHED 2
#define UID_MAX         9007199254740991 /* 2^53 - 1: exact in any JSON */
#define SITE            "https://openagenda.com/"

/* ---- small things
 * --------------------------------------------------------------- */

bool
import_openagenda_knows(const struct json *record)
{
	static const char *const telling[] = { "timings", "firstTiming",
		"originAgenda", "longDescription", "attendanceMode",
		"removed" };

	if (json_get(record, "uid") == NULL &&
	    json_get(record, "title") == NULL)
		return false;
	for (size_t i = 0; i < sizeof(telling) / sizeof(telling[0]); i++)
		if (json_get(record, telling[i]) != NULL)
			return true;
	return false;
}

/* ---- small things
 * --------------------------------------------------------------- */

/* A uid as text; NULL where it cannot be one. */
static const char *
uid_of(struct arena *a, const struct json *j)
{
	if (json_is(j, JSON_INT) && j->integer >= 1 && j->integer <= UID_MAX)
		return arena_printf(a, "%lld", (long long)j->integer);
	if (json_is(j, JSON_STRING) && event_uid_ok(j->string))
		return j->string;
	return NULL;
}

/* true, 1, "1" or "true". */
static bool
is_set(const struct json *j)
{
	int64_t n;

	return json_true(j) || (json_to_int(j, &n) && n != 0) ||
	       (json_str(j) != NULL && strcmp(json_str(j), "true") == 0);
}

/* A choice among numbered words: 2, "2" or {"id": 2, ...}. */
static const char *
numbered(struct draft *d, const struct json *j, const char *what,
    const char *const *words)
{
	const struct json *id = json_is(j, JSON_OBJECT) ? json_get(j, "id") : j;
	int64_t n, count = 0;

	while (words[count] != NULL)
		count++;
	if (id == NULL || id->kind == JSON_NULL)
		return NULL;
	if (json_to_int(id, &n) && n >= 1 && n <= count)
		return words[n - 1];
	batch_warn(d->batch, d->uid, "has an unknown %s and counts as \"%s\"",
	    what, words[0]);
	return words[0];
}

static struct json *
make_keywords(struct draft *d, const struct json *j, size_t max)
{
	struct json *list = json_array(d->arena), *top;
	const char *s = json_str(j);

	for (; s != NULL && *s != '\0'; s += strspn(s, ",;")) {
		struct json one = { .kind = JSON_STRING, .string = s };

		one.len = (uint32_t)strcspn(s, ",;");
		s += one.len;
		if (list->len < EVENT_KEYWORDS_MAX)
			json_put(d->arena, list, NULL,
			    draft_make_line(d, &one, max));
	}
	JSON_EACH(word, j)
	if (list->len < EVENT_KEYWORDS_MAX)
		json_put(d->arena, list, NULL, draft_make_line(d, word, max));
	if (list->len == 0)
		return NULL;
	top = json_array(d->arena);
	json_put(d->arena, top, NULL, list);
	return top->first;
}

/* ---- members
 * ----------------------------------------------------------------------- */

static void
put_ages(struct draft *d, const struct json *age)
{
	static const char *const keys[] = { "min", "max" };
	struct json *ages = json_object(d->arena);
	int64_t years[2] = { 0, 0 };

	for (int i = 0; i < 2; i++)
		if (!json_to_int(json_get(age, keys[i]), &years[i]) ||
		    years[i] < 0 || years[i] > EVENT_AGE_MAX)
			years[i] = 0;
	if (years[1] > 0 && years[0] > years[1]) {
		int64_t swap = years[0];

		years[0] = years[1];
		years[1] = swap;
	}
	for (int i = 0; i < 2; i++)
		if (years[i] > 0)
			json_put_int(d->arena, ages, keys[i], years[i]);
	if (ages->len > 0)
		json_put(d->arena, d->event, "ages", ages);
}

/* {hi: true, ...}, ["hi", ...] or "hi;mi". */
static bool
accessible(const struct json *from, const char *what)
{
	const char *text = json_str(from);
	const char *at = text != NULL ? strstr(text, what) : NULL;

	if (json_is(from, JSON_OBJECT))
		return is_set(json_get(from, what));
	JSON_EACH(one, from)
	if (json_str(one) != NULL && strcmp(json_str(one), what) == 0)
		return true;
	return at != NULL && (at == text || at[-1] == ';') &&
	       (at[2] == ';' || at[2] == '\0');
}

static void
put_access(struct draft *d, const struct json *from)
{
	struct json *list = json_array(d->arena);

	for (const char *const *one = event_accesses; *one != NULL; one++)
		if (accessible(from, *one))
			json_put_str(d->arena, list, NULL, *one);
	if (list->len > 0)
		json_put(d->arena, d->event, "access", list);
}

/* The kind that a value has: the one it is said to be, or else what fits. */
static const char *
contact_kind(struct draft *d, const char *type, const struct json *value)
{
	static const struct {
		const char *type, *kind;
	} kinds[] = { { "link", "link" }, { "email", "mail" },
		{ "phone", "phone" } };

	for (int said = 1; said >= 0; said--)
		for (size_t i = 0; i < 3; i++)
			if ((type != NULL &&
				strcmp(type, kinds[i].type) == 0) == said &&
			    draft_contact(d, kinds[i].kind, value) != NULL)
				return kinds[i].kind;
	return NULL;
}

static void
put_registration(struct draft *d, const struct json *from)
{
	struct json *list = json_array(d->arena), *one;

	JSON_EACH(item, from)
	{
		const struct json *value = json_get(item, "value");
		const char *text = draft_line(d, value, EVENT_TEXT_MAX), *kind;

		if (text == NULL || list->len == EVENT_REGISTRATION_MAX)
			continue; /* Pass Culture has data in its place */
		kind = contact_kind(d, json_get_str(item, "type"), value);
		if (kind == NULL) {
			d->links++;
			continue;
		}
		one = json_put_object(d->arena, list, NULL);
		json_put_str(d->arena, one, "kind", kind);
		json_put_str(
		    d->arena, one, "value", draft_contact(d, kind, value));
	}
	if (list->len > 0)
		json_put(d->arena, d->event, "registration", list);
}

static void
put_origin(struct draft *d, const struct json *from)
{
	struct json *origin = json_object(d->arena);
	const char *uid = uid_of(d->arena, json_get(from, "uid"));

	if (uid != NULL)
		json_put_str(d->arena, origin, "uid", uid);
	draft_put_line(
	    d, origin, "title", json_get(from, "title"), EVENT_FIELD_MAX);
	if (origin->len > 0)
		json_put(d->arena, d->event, "origin", origin);
}

static bool
is_slug(const char *s)
{
	return s != NULL && *s != '\0' &&
	       s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_-")] == '\0';
}

/* The page on OpenAgenda: told, or made of the two slugs it is named by. */
static void
put_page(struct draft *d, const struct json *record)
{
	const char *slug = json_get_str(record, "slug"),
		   *agenda =
		       json_get_str(json_get(record, "originAgenda"), "slug");

	if (json_str(json_get(record, "canonicalUrl")) != NULL)
		draft_put_contact(d, d->event, "page", "link",
		    json_get(record, "canonicalUrl"));
	else if (is_slug(slug) && is_slug(agenda))
		json_put_str(d->arena, d->event, "page",
		    arena_printf(d->arena, SITE "%s/events/%s", agenda, slug));
}

/* ---- a record
 * ------------------------------------------------------------------------ */

/* Why a record is none for visitors; NULL where it is one. */
static const char *
unfit(struct batch *b, const struct json *record)
{
	int64_t state = json_get_int(record, "state", STATE_PUBLISHED);

	if (is_set(json_get(record, "removed"))) {
		b->partial = true; /* who tells removals tells changes only */
		return "was removed at its source";
	}
	if (is_set(json_get(record, "draft")))
		return "is a draft";
	if (state != STATE_PUBLISHED)
		return arena_printf(b->arena, "is not published (state %lld)",
		    (long long)state);
	return NULL;
}

static bool
put_title(struct draft *d, const struct json *from)
{
	struct json *holder = json_object(d->arena);
	const char *const *languages = d->batch->languages;
	const char *is, *title;

	draft_put_languages(
	    d, holder, "title", from, draft_make_line, EVENT_TITLE_MAX);
	title =
	    event_text(json_get(holder, "title"), languages[0], languages, &is);
	if (title == NULL)
		return false;
	json_put_str(d->arena, d->event, "slug",
	    text_slug(d->arena, title, EVENT_SLUG_MAX));
	json_put(d->arena, d->event, "title", json_get(holder, "title"));
	return true;
}

static void
put_texts(struct draft *d, const struct json *record)
{
	static const struct {
		const char *ours, *theirs;
		draft_maker *make;
		size_t max;
	} texts[] = {
		{ "summary", "description", draft_make_line,
		    EVENT_SUMMARY_MAX },
		{ "text", "longDescription", draft_make_prose, EVENT_TEXT_MAX },
		{ "conditions", "conditions", draft_make_line,
		    EVENT_CONDITIONS_MAX },
		{ "keywords", "keywords", make_keywords, EVENT_KEYWORD_MAX },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		draft_put_languages(d, d->event, texts[i].ours,
		    json_get(record, texts[i].theirs), texts[i].make,
		    texts[i].max);
}

static bool
put_timings(struct draft *d, const struct json *record)
{
	const struct json *list = json_get(record, "timings");
	const char *zone = json_get_str(record, "timezone");

	if (list != NULL && list->kind != JSON_NULL)
		return timings_put(d, list, zone);
	if (!timings_put_summary(d, record, zone))
		return false;
	d->batch->summaries++;
	return true;
}

/* How it is attended, which decides whether it has a place. */
static const char *
attendance(struct draft *d, const struct json *record)
{
	const char *said = numbered(d, json_get(record, "attendanceMode"),
	    "attendance mode", event_attendances);

	if (said != NULL)
		return said;
	return json_is_parent(json_get(record, "location")) ||
		       json_str(json_get(record, "onlineAccessLink")) == NULL
		   ? "place"
		   : "online";
}

static void
put_rest(struct draft *d, const struct json *record, const char *attended)
{
	const char *status =
	    numbered(d, json_get(record, "status"), "status", event_statuses);

	put_ages(d, json_get(record, "age"));
	put_registration(d, json_get(record, "registration"));
	json_put_str(d->arena, d->event, "attendance", attended);
	draft_put_contact(
	    d, d->event, "link", "link", json_get(record, "onlineAccessLink"));
	json_put_str(d->arena, d->event, "status",
	    status != NULL ? status : event_statuses[0]);
	put_access(d, json_get(record, "accessibility"));
	put_origin(d, json_get(record, "originAgenda"));
	extra_put(d, record);
	put_page(d, record);
}

/* The document of a record; why there is none, or NULL. */
static const char *
fill(struct draft *d, const struct json *record)
{
	const char *attended;

	json_put_str(d->arena, d->event, "uid", d->uid);
	if (!put_title(d, json_get(record, "title")))
		return "has no title";
	put_texts(d, record);
	attended = attendance(d, record);
	if (strcmp(attended, "online") != 0)
		place_put(d, json_get(record, "location"));
	if (!put_timings(d, record))
		return "has no usable timing";
	put_rest(d, record, attended);
	return NULL;
}

void
import_openagenda(
    struct batch *b, const struct json *record, const struct json *agenda)
{
	struct draft d = { .batch = b, .arena = b->arena };
	const char *why;

	batch_next(b);
	if (agenda == NULL)
		agenda = json_get(record, "agendaUid");
	batch_note_agenda(b, uid_of(b->arena, agenda));
	d.uid = uid_of(b->arena, json_get(record, "uid"));
	d.event = json_object(b->arena);
	if (d.uid == NULL)
		why = "has no usable uid";
	else if ((why = unfit(b, record)) == NULL)
		why = fill(&d, record);
	if (why != NULL) {
		batch_skip(b, d.uid, "%s", why);
		return;
	}
	draft_end(&d);
	batch_keep(b, d.uid, d.event);
}
