/* extra.c -- additional fields. */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "batch.h"
#include "draft.h"
#include "event.h"
#include "extra.h"
#include "json.h"
#include "link.h"
#include "markup.h"
#include "safehtml.h"
#include "text.h"
#include "when.h"

#define TELEPHONE_DIGITS 8 /* fewer are taken for some other number */
#define DATE_LENGTH      10

/* What all events have, and what is OpenAgenda's own affair; in byte order. */
static const char *const standard[] = { "accessibility", "addMethod", "age",
	"agendaUid", "attendanceMode", "canonicalUrl", "conditions", "country",
	"createdAt", "creatorUid", "dateRange", "description", "draft", "extId",
	"extIds", "featured", "fileKey", "firstTiming", "image", "imageCredits",
	"keywords", "lastTiming", "links", "location", "locationUid",
	"longDescription", "member", "motive", "nextTiming", "onlineAccessLink",
	"originAgenda", "ownerUid", "private", "references", "registration",
	"removed", "slug", "sourceAgendas", "state", "status", "timezone",
	"timings", "title", "uid", "updatedAt", "valid" };

static int
by_name(const void *key, const void *item)
{
	return strcmp(key, *(const char *const *)item);
}

bool
extra_is_standard(const char *code)
{
	return *code == '_' || strncmp(code, "contributor_", 12) == 0 ||
	       bsearch(code, standard, sizeof(standard) / sizeof(standard[0]),
		   sizeof(standard[0]), by_name) != NULL;
}

/* ---- the agenda's schema ----------------------------------------------------
 */

const struct json *
extra_schema(const struct json *agenda)
{
	const struct json *schema = json_get(agenda, "schema");
	const struct json *fields =
	    json_get(schema != NULL ? schema : agenda, "fields");

	return json_is(fields, JSON_ARRAY) ? fields : NULL;
}

const struct json *
extra_fields(struct arena *a, const struct json *schema)
{
	struct json *fields = json_object(a);

	if (schema == NULL)
		return NULL;
	JSON_EACH(field, schema)
	{
		const char *code = json_get_str(field, "field"),
			   *type = json_get_str(field, "schemaType");

		if (code != NULL &&
		    (type == NULL || strcmp(type, "event") != 0))
			json_put(a, fields, code, field);
	}
	return fields;
}

/* ---- people's data
 * ----------------------------------------------------------- */

static bool
is_private(const struct json *field)
{
	static const char *const kinds[] = { "email", "phone", "file", "image",
		NULL };
	const char *kind = json_get_str(field, "fieldType");
	const struct json *readers = json_get(field, "read");

	for (const char *const *one = kinds; kind != NULL && *one; one++)
		if (strcmp(kind, *one) == 0)
			return true;
	return json_is(readers, JSON_ARRAY) && readers->len > 0;
}

/* Is the whole text a mail address or a telephone number? */
static bool
reaches_somebody(struct arena *a, const char *text)
{
	size_t len = strlen(text);
	int digits = 0;
	int32_t day;

	if (link_mail(a, text, len) != NULL)
		return true;
	for (const char *c = text; *c != '\0'; c++)
		digits += *c >= '0' && *c <= '9';
	return digits >= TELEPHONE_DIGITS && link_tel(a, text, len) != NULL &&
	       !when_parse_day(
		   text, len < DATE_LENGTH ? len : DATE_LENGTH, &day);
}

/* ---- values
 * ------------------------------------------------------------------ */

/* One field of one event at work. */
struct filler {
	struct draft *draft;
	const struct json *field; /* of the schema; NULL: not known */
	struct json *values;
	int unknown; /* options that the schema does not have */
};

static bool
kind_is(const struct filler *f, const char *kind)
{
	const char *is = json_get_str(f->field, "fieldType");

	return is != NULL && strcmp(is, kind) == 0;
}

/* Labels left over from a translation tool hold only its own key. */
static struct json *
make_label(struct draft *d, const struct json *j, size_t max)
{
	const char *text = json_str(j);

	if (text != NULL && strncmp(text, "crwdns", 6) == 0)
		return NULL;
	return draft_make_line(d, j, max);
}

static void
put_label(struct draft *d, struct json *into, const struct json *label)
{
	draft_put_languages(
	    d, into, "label", label, make_label, EVENT_FIELD_MAX);
}

/* The option of the schema with this id, or this value. */
static const struct json *
option_of(const struct filler *f, const struct json *id)
{
	const char *text = json_str(id);
	int64_t number, own;

	JSON_EACH(option, json_get(f->field, "options"))
	{
		const char *value = json_get_str(option, "value");

		if (json_to_int(id, &number) &&
		    json_to_int(json_get(option, "id"), &own) && number == own)
			return option;
		if (text != NULL && value != NULL && strcmp(text, value) == 0)
			return option;
	}
	return NULL;
}

static struct json *
value_new(struct filler *f)
{
	return json_put_object(f->draft->arena, f->values, NULL);
}

static bool
has_id(const struct filler *f, const char *id)
{
	JSON_EACH(value, f->values)
	if (json_get_str(value, "id") != NULL &&
	    strcmp(json_get_str(value, "id"), id) == 0)
		return true;
	return false;
}

/* A choice: the id as it is, or as the schema numbers it. */
static void
put_choice(struct filler *f, const struct json *id, const struct json *label)
{
	const struct json *option = option_of(f, id);
	const char *text = draft_line(f->draft,
	    option != NULL ? json_get(option, "id") : id, EVENT_FIELD_MAX);
	struct json *value;

	if (text == NULL || has_id(f, text))
		return;
	if (json_get(f->field, "options") != NULL && option == NULL)
		f->unknown++;
	value = value_new(f);
	json_put_str(f->draft->arena, value, "id", text);
	put_label(f->draft, value,
	    option != NULL ? json_get(option, "label") : label);
}

/* What was written in a text field, by language or not. */
static struct json *
make_written(struct draft *d, const struct json *j, size_t max)
{
	if (json_is(j, JSON_STRING) && reaches_somebody(d->arena, j->string))
		return NULL;
	return draft_make_line(d, j, max);
}

/* The same where it may be Markdown or HTML: without its marks. */
static struct json *
make_rich(struct draft *d, const struct json *j, size_t max)
{
	struct json *html = draft_make_prose(d, j, EVENT_TEXT_MAX), plain;

	if (html == NULL)
		return NULL;
	plain = (struct json){ .kind = JSON_STRING };
	plain.string = safehtml_plain(d->arena, html->string);
	plain.len = (uint32_t)strlen(plain.string);
	return make_written(d, &plain, max);
}

static void
put_written(struct filler *f, const struct json *j)
{
	struct json *value = json_object(f->draft->arena);
	bool rich = kind_is(f, "markdown") || kind_is(f, "html") ||
		    (json_is(j, JSON_STRING) &&
			markup_guess(j->string, j->len) != MARKUP_MARKDOWN);

	draft_put_languages(f->draft, value, "label", j,
	    rich ? make_rich : make_written, EVENT_FIELD_MAX);
	if (value->len > 0)
		json_put(f->draft->arena, f->values, NULL, value);
}

static void
put_value(struct filler *f, const struct json *j)
{
	bool choice = json_get(f->field, "options") != NULL;

	if (f->values->len >= EVENT_VALUES_MAX)
		return;
	switch (j->kind) {
	case JSON_TRUE:
	case JSON_FALSE:
		json_put_str(f->draft->arena, value_new(f), "id",
		    j->kind == JSON_TRUE ? "true" : "false");
		return;
	case JSON_INT:
		if (kind_is(f, "integer") || kind_is(f, "number"))
			put_written(f, j);
		else
			put_choice(f, j, NULL);
		return;
	case JSON_REAL:
	case JSON_STRING:
		if (choice)
			put_choice(f, j, NULL);
		else
			put_written(f, j);
		return;
	case JSON_OBJECT:
		if (json_get(j, "id") != NULL)
			put_choice(f, json_get(j, "id"), json_get(j, "label"));
		else if (json_get(j, "filename") == NULL)
			put_written(f, j);
		return;
	default:
		return;
	}
}

/* ---- a record
 * ------------------------------------------------------------------ */

static void
put_field(struct draft *d, struct json *extra, const struct json *member)
{
	struct filler f = { .draft = d };
	struct json *field = json_object(d->arena);

	f.field = json_getn(d->batch->fields, member->key, member->key_len);
	if (is_private(f.field))
		return;
	put_label(d, field, json_get(f.field, "label"));
	f.values = json_array(d->arena);
	if (json_is(member, JSON_ARRAY)) {
		JSON_EACH(value, member)
		put_value(&f, value);
	} else {
		put_value(&f, member);
	}
	if (f.unknown > 0)
		batch_warn(d->batch, d->uid,
		    "field \"%.80s\" holds options that the agenda's "
		    "description does not have",
		    member->key);
	if (f.values->len == 0)
		return;
	json_put(d->arena, field, "values", f.values);
	json_put(d->arena, extra, member->key, field);
}

void
extra_put(struct draft *d, const struct json *record)
{
	struct json *extra = json_object(d->arena);

	JSON_EACH(member, record)
	if (member->key_len > 0 && member->key_len <= EVENT_CODE_MAX &&
	    extra->len < EVENT_EXTRA_MAX && !extra_is_standard(member->key) &&
	    json_get(extra, member->key) == NULL)
		put_field(d, extra, member);
	if (extra->len > 0)
		json_put(d->arena, d->event, "extra", extra);
}
