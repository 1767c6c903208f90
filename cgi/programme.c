/* programme.c -- what the festival is: programme.lua, read and checked. */
#include <math.h>
#include <string.h>

#include "arena.h"
#include "err.h"
#include "event.h"
#include "json.h"
#include "link.h"
#include "programme.h"
#include "tablecheck.h"

#define ZONE_FIRST 1970 /* years of the table of a zone */
#define ZONE_LAST  2069
#define ID_MAX     62 /* bytes, as a rule's name */
#define ID_CHARS   "abcdefghijklmnopqrstuvwxyz0123456789-"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* What the readers of single keys share. */
struct reader {
	struct arena *arena;
	struct programme *p;
	struct tablecheck check;
};

/* Errors name the file and the path in it. */
#define wrong(r, ...) tablecheck_wrong(&(r)->check, __VA_ARGS__)

/* ---- the keys, one function each --------------------------------------- */

static bool
is_id(const struct json *j)
{
	return tablecheck_is_text(j) && j->len <= ID_MAX && *j->string != '-' &&
	       strspn(j->string, ID_CHARS) == j->len;
}

static bool
read_title(struct reader *r, const struct json *j)
{
	r->p->title = j;
	return tablecheck_label(&r->check, "title", j);
}

static bool
read_summary(struct reader *r, const struct json *j)
{
	return tablecheck_label(&r->check, "summary", j);
}

static bool
read_url(struct reader *r, const struct json *j)
{
	char *url = tablecheck_is_text(j)
			? link_web(r->arena, j->string, j->len)
			: NULL;

	if (url == NULL || strpbrk(url, "?#") != NULL)
		return wrong(r,
		    "url should be the public address, such as "
		    "\"https://example.org\" or \"https://example.org/week\"");
	while (*url != '\0' && url[strlen(url) - 1] == '/')
		url[strlen(url) - 1] = '\0';
	r->p->url = url;
	return true;
}

static bool
read_timezone(struct reader *r, const struct json *j)
{
	if (!tablecheck_is_text(j))
		return wrong(r, "timezone should be the name of one, such as "
				"\"Europe/Paris\"");
	r->p->timezone = j->string;
	if (when_zone_load(r->arena, j->string, ZONE_FIRST, ZONE_LAST,
		&r->p->zone, r->check.err))
		return true;
	return err_prefix(r->check.err, "programme.lua: timezone");
}

static bool
read_languages(struct reader *r, const struct json *j)
{
	const char **list;

	if (!json_is(j, JSON_ARRAY) || j->len == 0 ||
	    j->len > PROGRAMME_LANGUAGES_MAX)
		return wrong(r,
		    "languages should be a list of 1 to %d, such as "
		    "{ \"fr\", \"en\" }",
		    PROGRAMME_LANGUAGES_MAX);
	list = ARENA_ARRAY(r->arena, const char *, j->len + 1);
	JSON_EACH(code, j)
	{
		if (!tablecheck_is_text(code) ||
		    !event_language_ok(code->string))
			return wrong(r, "languages[%zu] is not a language",
			    r->p->language_count + 1);
		for (size_t i = 0; i < r->p->language_count; i++)
			if (strcmp(list[i], code->string) == 0)
				return wrong(r, "languages has \"%s\" twice",
				    code->string);
		list[r->p->language_count++] = code->string;
	}
	r->p->languages = list;
	return true;
}

static bool
read_days(struct reader *r, const struct json *j)
{
	int32_t *days, day;

	if (!json_is(j, JSON_ARRAY) || j->len == 0 ||
	    j->len > PROGRAMME_DAYS_MAX)
		return wrong(r,
		    "days should be a list of 1 to %d, such as "
		    "{ \"2025-11-17\", \"2025-11-18\" }",
		    PROGRAMME_DAYS_MAX);
	days = ARENA_ARRAY(r->arena, int32_t, j->len);
	JSON_EACH(text, j)
	{
		size_t n = r->p->day_count;

		if (!tablecheck_is_text(text) ||
		    !when_parse_day(text->string, text->len, &day))
			return wrong(r,
			    "days[%zu] is not a day such as \"2025-11-17\"",
			    n + 1);
		if (n > 0 && day <= days[n - 1])
			return wrong(r,
			    "days[%zu] comes after a later one: days go in "
			    "order, each once",
			    n + 1);
		days[n] = day;
		r->p->day_count = n + 1;
	}
	r->p->days = days;
	return true;
}

static bool
read_edge(struct reader *r, const struct json *region, const char *name,
    double most, int32_t *edge)
{
	const struct json *j = json_get(region, name);
	double degrees = json_is(j, JSON_INT)    ? (double)j->integer
			 : json_is(j, JSON_REAL) ? j->real
						 : NAN;

	if (!(degrees >= -most && degrees <= most))
		return wrong(
		    r, "region.%s should be degrees, %.0f at most", name, most);
	*edge = (int32_t)llround(degrees * 1e6);
	return true;
}

static bool
read_region(struct reader *r, const struct json *j)
{
	static const char *const keys[] = { "east", "north", "south", "west" };
	struct geo_box *box = &r->p->region;

	r->p->has_region = true;
	if (!tablecheck_keys(&r->check, "region", j, keys, COUNT(keys)) ||
	    !read_edge(r, j, "south", 90, &box->south) ||
	    !read_edge(r, j, "west", 180, &box->west) ||
	    !read_edge(r, j, "north", 90, &box->north) ||
	    !read_edge(r, j, "east", 180, &box->east))
		return false;
	if (box->south < box->north && box->west < box->east)
		return true;
	return wrong(r,
	    "region: south should be less than north, and west less than "
	    "east");
}

static bool
read_also(struct reader *r, const char *path, const struct json *list,
    struct programme_group *g)
{
	size_t count = json_is(list, JSON_ARRAY) ? list->len : 0, n = 0;
	const char **also = ARENA_ARRAY(r->arena, const char *, count + 1);

	g->also = also;
	if (list == NULL)
		return true;
	if (count == 0 || count > PROGRAMME_ALSO_MAX)
		return wrong(r, "%s.also should be a list of 1 to %d rules",
		    path, PROGRAMME_ALSO_MAX);
	JSON_EACH(rule, list)
	{
		if (!is_id(rule))
			return wrong(r,
			    "%s.also[%zu] should be the name of a rule", path,
			    n + 1);
		also[n++] = rule->string;
	}
	return true;
}

/* Words that addresses have a meaning for already (query.h). */
static bool
is_taken(const char *id)
{
	static const char *const taken[] = { "access", "at", "attendance",
		"day", "department", "e", "km", PROGRAMME_MORE, "near", "open",
		"page", "q", "town", "when" };

	for (size_t i = 0; i < COUNT(taken); i++)
		if (strcmp(taken[i], id) == 0)
			return true;
	return false;
}

static bool
read_group(struct reader *r, size_t n, const struct json *j)
{
	static const char *const keys[] = { "also", "card", "id", "label" };
	const char *path = arena_printf(r->arena, "groups[%zu]", n + 1);
	const struct json *id = json_get(j, "id"), *card = json_get(j, "card");
	struct programme_group *g = &r->p->groups[n];

	if (!tablecheck_keys(&r->check, path, j, keys, COUNT(keys)))
		return false;
	if (!is_id(id))
		return wrong(r,
		    "%s.id should be a word for addresses: small letters, "
		    "digits and hyphens",
		    path);
	g->id = id->string;
	if (is_taken(g->id))
		return wrong(r,
		    "%s.id: \"%s\" has a meaning in addresses already; take "
		    "another word",
		    path, g->id);
	for (size_t i = 0; i < n; i++)
		if (strcmp(r->p->groups[i].id, g->id) == 0)
			return wrong(r,
			    "%s.id: there is a group \"%s\" already", path,
			    g->id);
	g->label = json_get(j, "label");
	if (card != NULL && !json_is(card, JSON_TRUE) &&
	    !json_is(card, JSON_FALSE))
		return wrong(r, "%s.card should be true or false", path);
	g->card = json_true(card);
	return tablecheck_label(&r->check,
		   arena_printf(r->arena, "%s.label", path), g->label) &&
	       read_also(r, path, json_get(j, "also"), g);
}

static bool
read_groups(struct reader *r, const struct json *j)
{
	if (!json_is(j, JSON_ARRAY) || j->len > PROGRAMME_GROUPS_MAX)
		return wrong(r, "groups should be a list of %d at most",
		    PROGRAMME_GROUPS_MAX);
	r->p->groups = ARENA_ARRAY(r->arena, struct programme_group, j->len);
	JSON_EACH(group, j)
	if (!read_group(r, r->p->group_count++, group))
		return false;
	return true;
}

static bool
read_organiser(struct reader *r, const struct json *j)
{
	if (!tablecheck_is_text(j))
		return wrong(r, "organiser should be the code of a field");
	r->p->organiser = j->string;
	return true;
}

static bool
read_fields(struct reader *r, const struct json *j)
{
	static const char *const keys[] = { "label", "values" };
	struct arena *a = r->arena;

	if (!json_is(j, JSON_OBJECT))
		return wrong(r, "fields should be a table by code");
	JSON_EACH(field, j)
	{
		const char *path = arena_printf(a, "fields.%s", field->key);
		const struct json *label = json_get(field, "label"),
				  *values = json_get(field, "values");

		if (!tablecheck_keys(
			&r->check, path, field, keys, COUNT(keys)) ||
		    (label != NULL &&
			!tablecheck_label(&r->check,
			    arena_printf(a, "%s.label", path), label)))
			return false;
		if (values != NULL && !json_is(values, JSON_OBJECT))
			return wrong(r,
			    "%s.values should be a table by number: "
			    "{ [\"1\"] = \"...\" }",
			    path);
		JSON_EACH(value, values)
		if (!tablecheck_label(&r->check,
			arena_printf(a, "%s.values.%s", path, value->key),
			value))
			return false;
	}
	return true;
}

static bool
read_person(struct reader *r, const struct json *j, const char *path)
{
	static const char *const keys[] = { "mail", "name" };
	const struct json *mail = json_get(j, "mail");

	if (!tablecheck_keys(&r->check, path, j, keys, COUNT(keys)) ||
	    !tablecheck_label(&r->check,
		arena_printf(r->arena, "%s.name", path), json_get(j, "name")))
		return false;
	if (mail == NULL ||
	    (tablecheck_is_text(mail) &&
		link_mail(r->arena, mail->string, mail->len) != NULL))
		return true;
	return wrong(r, "%s.mail should be a mail address", path);
}

static bool
read_publisher(struct reader *r, const struct json *j)
{
	return read_person(r, j, "publisher");
}

static bool
read_contact(struct reader *r, const struct json *j)
{
	return read_person(r, j, "contact");
}

static bool
read_privacy(struct reader *r, const struct json *j)
{
	return read_person(r, j, "privacy");
}

static bool
read_credits(struct reader *r, const struct json *j)
{
	static const char *const keys[] = { "text" };
	size_t n = 0;

	if (!json_is(j, JSON_ARRAY))
		return wrong(r, "credits should be a list");
	JSON_EACH(credit, j)
	{
		const char *path = arena_printf(r->arena, "credits[%zu]", ++n);

		if (!tablecheck_keys(
			&r->check, path, credit, keys, COUNT(keys)) ||
		    !tablecheck_label(&r->check,
			arena_printf(r->arena, "%s.text", path),
			json_get(credit, "text")))
			return false;
	}
	return true;
}

static bool
read_map(struct reader *r, const struct json *j)
{
	if (!tablecheck_is_text(j) || strstr(j->string, "..") != NULL ||
	    *j->string == '/')
		return wrong(
		    r, "map should be the name of a GeoJSON file in scripts/");
	r->p->map = j->string;
	return true;
}

/* ---- the whole --------------------------------------------------------- */

/* In the order in which they are read. */
static const struct {
	const char *name;
	bool needed;
	bool (*read)(struct reader *, const struct json *);
} parts[] = {
	{ "title", true, read_title },
	{ "timezone", true, read_timezone },
	{ "languages", true, read_languages },
	{ "days", true, read_days },
	{ "summary", false, read_summary },
	{ "url", false, read_url },
	{ "region", false, read_region },
	{ "map", false, read_map },
	{ "groups", false, read_groups },
	{ "organiser", false, read_organiser },
	{ "fields", false, read_fields },
	{ "publisher", false, read_publisher },
	{ "contact", false, read_contact },
	{ "privacy", false, read_privacy },
	{ "credits", false, read_credits },
};

bool
programme_read(struct arena *a, const struct json *tree, struct programme *p,
    struct err *err)
{
	struct reader r = { a, p, { a, "programme.lua", err } };
	const char *keys[COUNT(parts)];

	*p = (struct programme){ .tree = tree };
	for (size_t i = 0; i < COUNT(parts); i++)
		keys[i] = parts[i].name;
	if (!tablecheck_keys(&r.check, "the table", tree, keys, COUNT(keys)))
		return false;
	for (size_t i = 0; i < COUNT(parts); i++) {
		const struct json *j = json_get(tree, parts[i].name);

		if (j == NULL && parts[i].needed)
			return tablecheck_wrong(
			    &r.check, "%s is missing", parts[i].name);
		if (j != NULL && !parts[i].read(&r, j))
			return false;
	}
	return true;
}

const char *
programme_say(
    const struct programme *p, const struct json *label, const char *language)
{
	const char *is;

	return json_is(label, JSON_STRING)
		   ? label->string
		   : event_text(label, language, p->languages, &is);
}

const struct json *
programme_field_label(const struct programme *p, const char *code)
{
	return json_get(json_get(json_get(p->tree, "fields"), code), "label");
}

const struct json *
programme_value_label(
    const struct programme *p, const char *code, const char *id)
{
	const struct json *field = json_get(json_get(p->tree, "fields"), code);

	return json_get(json_get(field, "values"), id);
}
