/*
 * rule_data.h -- an event as rules see it: the shared data of rule_form.h,
 * made from the catalog's documents.
 */
#ifndef RULE_DATA_H
#define RULE_DATA_H

struct arena;
struct catalog_event;
struct json;
struct programme;

struct json *rule_data_event(
    struct arena *, const struct programme *, const struct catalog_event *);

/* Who organises an event: the programme's field for it, else the agenda it
 * was first entered in.  In that language, or NULL. */
const char *rule_data_organiser(const struct programme *,
    const struct json *document, const char *language);

/* The label of a value of an additional field, by the document or else by the
 * programme; NULL where there is none. */
const char *rule_data_value(const struct programme *, const char *code,
    const struct json *value, const char *language);

#endif
