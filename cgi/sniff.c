/* sniff.c -- what a file is that cannot be imported. */
#include <string.h>
#include <strings.h>

#include "arena.h"
#include "extra.h"
#include "import_openagenda.h"
#include "import_opendatasoft.h"
#include "json.h"
#include "sniff.h"

#define LOOK_MAX  512 /* bytes of a file's first line */
#define NAMES_MAX 60  /* bytes of a member's name that are told */

#define AS_JSON "export the events as JSON and import that"

/* How files begin that people have beside the right one, without regard to
 * case. */
static const struct {
	const char *begin;
	size_t len;
	const char *what, *advice;
} kinds[] = {
	{ "BEGIN:VCALENDAR", 15, "a calendar (iCalendar), not JSON",
	    "it lacks what visitors filter by; " AS_JSON },
	{ "<!doctype html", 14, "a web page, not JSON",
	    "perhaps a login or an error page was saved in place of the "
	    "export; fetch it again" },
	{ "<html", 5, "a web page, not JSON",
	    "perhaps a login or an error page was saved in place of the "
	    "export; fetch it again" },
	{ "<", 1, "XML, not JSON; perhaps a feed", AS_JSON },
	{ "PK\003\004", 4, "a spreadsheet or an archive, not JSON",
	    "unpack it if there is JSON inside, or " AS_JSON },
	{ "%PDF", 4, "a PDF, not JSON", AS_JSON },
	{ "\x1f\x8b", 2, "compressed (gzip)", "unpack it first" },
	{ "\xff\xfe", 2, "written in UTF-16", "save it as UTF-8" },
	{ "\xfe\xff", 2, "written in UTF-16", "save it as UTF-8" },
};

/* The text behind a byte order mark and white space. */
static const char *
start(const struct sniff_file *f, size_t *len)
{
	const char *s = f->text;

	*len = f->len;
	if (*len >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0) {
		s += 3;
		*len -= 3;
	}
	while (*len > 0 && strchr(" \t\r\n", *s) != NULL && *s != '\0') {
		s++;
		--*len;
	}
	return s;
}

/* Does the first line name columns? */
static bool
is_table(const char *s, size_t len)
{
	size_t columns = 0;

	if (len > LOOK_MAX)
		len = LOOK_MAX;
	for (size_t i = 0; i < len && s[i] != '\n'; i++)
		columns += s[i] == ';' || s[i] == ',' || s[i] == '\t';
	return columns >= 2;
}

char *
sniff_text(struct arena *a, const struct sniff_file *f, size_t max)
{
	size_t len;
	const char *s = start(f, &len);

	if (f->len > max)
		return arena_printf(a,
		    "%s is larger than %zu MB: fetch the events in pages and "
		    "import the pages together",
		    f->name, max >> 20);
	if (len == 0)
		return arena_printf(a,
		    "%s is empty: fetch it again, and look whether the "
		    "download ends well",
		    f->name);
	if (*s == '{' || *s == '[')
		return NULL;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (len >= kinds[i].len &&
		    strncasecmp(s, kinds[i].begin, kinds[i].len) == 0)
			return arena_printf(a, "%s is %s: %s", f->name,
			    kinds[i].what, kinds[i].advice);
	if (is_table(s, len))
		return arena_printf(
		    a, "%s is a table (CSV), not JSON: " AS_JSON, f->name);
	return arena_printf(a,
	    "%s is not JSON: events come as JSON from OpenAgenda or from an "
	    "Opendatasoft portal",
	    f->name);
}

/* Does the text end inside a string or a bracket? */
static bool
is_cut(const char *s, size_t len)
{
	long depth = 0;
	bool in_string = false;

	for (size_t i = 0; i < len; i++) {
		if (in_string && s[i] == '\\')
			i++;
		else if (s[i] == '"')
			in_string = !in_string;
		else if (!in_string && (s[i] == '{' || s[i] == '['))
			depth++;
		else if (!in_string && (s[i] == '}' || s[i] == ']'))
			depth--;
	}
	return in_string || depth > 0;
}

char *
sniff_broken(struct arena *a, const struct sniff_file *f, const char *said)
{
	if (is_cut(f->text, f->len))
		return arena_printf(a,
		    "%s ends in the middle of its JSON: it was cut off while "
		    "it was fetched or saved; fetch it again",
		    f->name);
	return arena_printf(a,
	    "%s looks like JSON but cannot be read (%s): fetch it again, and "
	    "import it as it came",
	    f->name, said);
}

/* ---- JSON that is something else
 * -------------------------------------------------- */

/* A name of the file's own, fit for a sentence. */
static char *
quoted(struct arena *a, const char *name)
{
	return arena_printf(a, "\"%.*s\"", NAMES_MAX, name);
}

static char *
sniff_object(
    struct arena *a, const struct sniff_file *f, const struct json *tree)
{
	const char *message = json_get_str(tree, "message"),
		   *title = json_get_str(tree, "title"),
		   *type = json_get_str(tree, "type");

	if (extra_schema(tree) != NULL)
		return arena_printf(a,
		    "%s is the description of an agenda (%s), not its events: "
		    "give it with --schema beside the file that holds the "
		    "events",
		    f->name, quoted(a, title != NULL ? title : "no title"));
	if (type != NULL && strcmp(type, "FeatureCollection") == 0)
		return arena_printf(a,
		    "%s is GeoJSON: export the same data set as plain JSON",
		    f->name);
	if (message != NULL || json_is(json_get(tree, "success"), JSON_FALSE) ||
	    json_get(tree, "error") != NULL)
		return arena_printf(a,
		    "%s is an answer that tells of an error (%s), not events: "
		    "look at the key and the address, and fetch it again",
		    f->name,
		    quoted(a, message != NULL ? message : "no reason"));
	return NULL;
}

/* The first member that holds what should be a file of its own. */
static const struct json *
wrapped(const struct json *tree)
{
	JSON_EACH(member, tree)
	{
		const struct json *first =
		    json_is(member, JSON_ARRAY) ? member->first : NULL;

		if (json_get(member, "events") != NULL ||
		    json_get(member, "results") != NULL ||
		    json_get(member, "event") != NULL ||
		    import_openagenda_knows(first) ||
		    import_opendatasoft_knows(first))
			return member;
	}
	return NULL;
}

char *
sniff_tree(struct arena *a, const struct sniff_file *f, const struct json *tree)
{
	const struct json *inside;
	char *sentence = sniff_object(a, f, tree);

	if (sentence != NULL)
		return sentence;
	inside = json_is(tree, JSON_OBJECT) ? wrapped(tree) : NULL;
	if (inside != NULL)
		return arena_printf(a,
		    "%s holds events under names of its own (%s): save each "
		    "answer as OpenAgenda gives it, one file each, and import "
		    "the files together",
		    f->name, quoted(a, inside->key));
	return arena_printf(a,
	    "%s is JSON, but not events as OpenAgenda or an Opendatasoft "
	    "portal gives them: import what /v2/agendas/UID/events answers",
	    f->name);
}
