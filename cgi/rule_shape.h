/*
 * rule_shape.h -- the fields of an event and of its parts, as rules see them:
 * one table that reading, examples, messages and pairs go by.
 *
 * What the fields mean is told in rule_form.h (the data) and scripts/README.md.
 */
#ifndef RULE_SHAPE_H
#define RULE_SHAPE_H

#include <stddef.h>

enum rule_kind {
	RULE_TEXT,
	RULE_INTEGER,
	RULE_DEGREES, /* in the data micro-degrees */
	RULE_TRUTH,
	RULE_AGE_FROM, /* these three from what is stated of min and max */
	RULE_AGE_TO,
	RULE_AGE_STATED,
	RULE_PART, /* of a shape */
	RULE_LIST, /* of parts of a shape; of texts where that is NULL */
	RULE_MAP,  /* from code to parts of a shape */
};

struct rule_field {
	const char *name;
	enum rule_kind kind;
	const struct rule_shape *shape;
};

#define RULE_FIELDS_MAX 32 /* of one shape, methods counted in */

struct rule_shape {
	const char *name; /* for messages, and of its metatable */
	const struct rule_field *fields; /* in order of bytes */
	size_t count;
};

extern const struct rule_shape rule_shape_event;

/* Every shape, ended by NULL. */
extern const struct rule_shape *const rule_shapes[];

/* NULL where there is no such field. */
const struct rule_field *
rule_shape_field(const struct rule_shape *, const char *name);

/* Fill in the names of the fields, at most RULE_FIELDS_MAX; how many. */
size_t rule_shape_names(const struct rule_shape *, const char **names);

#endif
