/*
 * programme.h -- what the festival is: programme.lua, read and checked.
 *
 * The table is run by the rule child (rule_form.h); here its values get their
 * meaning.  What each key is for is told in scripts/README.md.
 */
#ifndef PROGRAMME_H
#define PROGRAMME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "geo.h"
#include "when.h"

struct arena;
struct err;
struct json;

#define PROGRAMME_LANGUAGES_MAX 12
#define PROGRAMME_DAYS_MAX      100
#define PROGRAMME_GROUPS_MAX    12
#define PROGRAMME_ALSO_MAX      10

/* The last group, of rules that name none, and the choice that every group
 * ends with.  No group of the festival's own may be called so. */
#define PROGRAMME_MORE       "more"
#define PROGRAMME_NOT_STATED "not-stated"

struct programme_group {
	const char *id;
	const struct json *label; /* a text, or by language */
	const char *const *also;  /* rules; ended by NULL */
	bool card;                /* its choices stand on cards */
};

struct programme {
	const struct json *tree;      /* the table as it was returned */
	const struct json *title;     /* a text, or by language */
	const char *const *languages; /* ended by NULL; the first is the default
				       */
	size_t language_count;
	const char *timezone;  /* its name ... */
	struct when_zone zone; /* ... and its changes from 1970 to 2069 */
	const int32_t *days;   /* in order, each once */
	size_t day_count;
	struct programme_group *groups;
	size_t group_count;
	struct geo_box region;
	bool has_region;
	const char *map;       /* a GeoJSON file in scripts/, or NULL */
	const char *url;       /* without a slash at its end, or NULL */
	const char *organiser; /* code of an additional field, or NULL */
};

/*
 * Give the table its meaning.  The tree must last as long as the programme.
 * False with a sentence that begins "programme.lua: " and names the path.
 */
bool programme_read(
    struct arena *, const struct json *tree, struct programme *, struct err *);

/* A label's text in a language, else in the first that has it.  NULL for
 * NULL. */
const char *programme_say(
    const struct programme *, const struct json *label, const char *language);

/* The label of an additional field, or of one of its values by id, that the
 * programme gives; NULL where it gives none. */
const struct json *
programme_field_label(const struct programme *, const char *code);
const struct json *programme_value_label(
    const struct programme *, const char *code, const char *id);

#endif
