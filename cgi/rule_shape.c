/* rule_shape.c -- the fields of an event and of its parts. */
#include <string.h>

#include "rule_shape.h"

#define SHAPE(name)                                                            \
	{                                                                      \
#name, name##_fields,                                          \
		    sizeof(name##_fields) / sizeof(name##_fields[0])           \
	}

static const struct rule_field access_fields[] = {
	{ "hi", RULE_TRUTH, NULL },
	{ "ii", RULE_TRUTH, NULL },
	{ "mi", RULE_TRUTH, NULL },
	{ "pi", RULE_TRUTH, NULL },
	{ "vi", RULE_TRUTH, NULL },
};
static const struct rule_shape access = SHAPE(access);

static const struct rule_field ages_fields[] = {
	{ "max", RULE_AGE_TO, NULL },
	{ "min", RULE_AGE_FROM, NULL },
	{ "stated", RULE_AGE_STATED, NULL },
};
static const struct rule_shape ages = SHAPE(ages);

static const struct rule_field extra_fields[] = {
	{ "ids", RULE_LIST, NULL },
	{ "label", RULE_TEXT, NULL },
	{ "labels", RULE_LIST, NULL },
};
static const struct rule_shape extra = SHAPE(extra);

static const struct rule_field place_fields[] = {
	{ "address", RULE_TEXT, NULL },
	{ "department", RULE_TEXT, NULL },
	{ "lat", RULE_DEGREES, NULL },
	{ "lon", RULE_DEGREES, NULL },
	{ "name", RULE_TEXT, NULL },
	{ "postcode", RULE_TEXT, NULL },
	{ "region", RULE_TEXT, NULL },
	{ "town", RULE_TEXT, NULL },
};
static const struct rule_shape place = SHAPE(place);

static const struct rule_field registration_fields[] = {
	{ "kind", RULE_TEXT, NULL },
	{ "value", RULE_TEXT, NULL },
};
static const struct rule_shape registration = SHAPE(registration);

static const struct rule_field timing_fields[] = {
	{ "begins", RULE_INTEGER, NULL },
	{ "day", RULE_TEXT, NULL },
	{ "ends", RULE_INTEGER, NULL },
	{ "from", RULE_TEXT, NULL },
	{ "to", RULE_TEXT, NULL },
};
static const struct rule_shape timing = SHAPE(timing);

static const struct rule_field event_fields[] = {
	{ "access", RULE_PART, &access },
	{ "ages", RULE_PART, &ages },
	{ "attendance", RULE_TEXT, NULL },
	{ "conditions", RULE_TEXT, NULL },
	{ "days", RULE_LIST, NULL },
	{ "extra", RULE_MAP, &extra },
	{ "keywords", RULE_LIST, NULL },
	{ "languages", RULE_LIST, NULL },
	{ "organiser", RULE_TEXT, NULL },
	{ "place", RULE_PART, &place },
	{ "registration", RULE_LIST, &registration },
	{ "source", RULE_TEXT, NULL },
	{ "status", RULE_TEXT, NULL },
	{ "summary", RULE_TEXT, NULL },
	{ "text", RULE_TEXT, NULL },
	{ "timings", RULE_LIST, &timing },
	{ "title", RULE_TEXT, NULL },
	{ "uid", RULE_TEXT, NULL },
};
const struct rule_shape rule_shape_event = { "event", event_fields,
	sizeof(event_fields) / sizeof(event_fields[0]) };

const struct rule_shape *const rule_shapes[] = { &rule_shape_event, &access,
	&ages, &extra, &place, &registration, &timing, NULL };

const struct rule_field *
rule_shape_field(const struct rule_shape *shape, const char *name)
{
	for (size_t i = 0; i < shape->count; i++)
		if (strcmp(shape->fields[i].name, name) == 0)
			return &shape->fields[i];
	return NULL;
}

size_t
rule_shape_names(const struct rule_shape *shape, const char **names)
{
	for (size_t i = 0; i < shape->count; i++)
		names[i] = shape->fields[i].name;
	return shape->count;
}
